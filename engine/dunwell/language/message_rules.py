"""Check a template against what its kind of message has to state, and its term against the law's wordings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from dunwell.language.message_fields import BY_NAME, LIST_OF, loop_of, print_of
from dunwell.language.messages import Printed, Written, ways
from dunwell.law.wording import check_wording
from dunwell.problems import Note, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.language.messages import Leaf, Piece, TemplateUse, Way
    from dunwell.law.rules import LawPack, NoticeForm, Wordings
    from dunwell.law.statements import MessageRule, Statement, Words
    from dunwell.problems import Severity

_DEMANDED: tuple[str, Severity] = ("must state", "error")
_ADVISED: tuple[str, Severity] = ("should state", "warning")
_DAYS, _LAST_DAY = "term.days", "term.last_day"
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n\s*\n")


def message_rule(law: LawPack, legal_form: str | None, kind: str) -> MessageRule | None:
    """The rule for a legal form, else for a kind of step or message; None where nothing has to be stated."""
    if legal_form is not None:
        return law.messages.get(legal_form)
    return next((rule for rule in law.messages.values() if kind in rule.kinds), None)


def check_statements(use: TemplateUse, rule: MessageRule, language: str, used_at: Place) -> Iterator[Problem]:
    """DW630 for each statement that is missing on some way through the template; a warning where it is only advised.

    Words in a language for which the law files have no patterns are not looked for. Raises TooManyWaysError.
    """
    notes = (Note("used here", used_at),)
    for statement in (*rule.states, *rule.advised):
        fix = _missing(use.body, statement, language)
        if fix is not None:
            must, severity = _ADVISED if statement in rule.advised else _DEMANDED
            what = f"{rule.title} {must} {statement.says} ({statement.basis.article})"
            message = f"{what}; this template does not, or not always"
            yield Problem("DW630", message, Place(use.file), fix, severity, notes)


def _missing(pieces: tuple[Piece, ...], statement: Statement, language: str) -> str | None:
    """What to add so that the statement is made on every way; None if it is."""
    for fields in statement.prints:
        if not _on_every_way(pieces, statement, partial(_prints, fields), fields):
            return "print " + " or ".join(_printed(field) for field in fields)
    words = statement.words.get(language)
    if words and not _on_every_way(pieces, statement, partial(_says, words), ()):
        return f"write for example: {words.such_as}"
    return None


def _printed(field: str) -> str:
    """How to print it, with the loop that a field of a list's rows needs."""
    listed = LIST_OF.get(field.partition(".")[0])
    return f"{loop_of(listed)}{print_of(field)}{{% endfor %}}" if listed else print_of(field)


def _on_every_way(
    pieces: tuple[Piece, ...], statement: Statement, made: Callable[[Leaf], bool], fields: tuple[str, ...]
) -> bool:
    """Whether it is made on every way but those that need not make it, for what they found unknown."""
    return all(
        any(made(piece) for piece in way.pieces)
        or (statement.excused and all(way.known.get(field) is False for field in fields))
        or (statement.if_known is not None and way.known.get(statement.if_known) is False)
        for way in ways(pieces, made)
    )


def _prints(fields: tuple[str, ...], piece: Leaf) -> bool:
    return isinstance(piece, Printed) and piece.field in fields


def _says(words: Words, piece: Leaf) -> bool:
    return isinstance(piece, Written) and any(pattern.search(piece.text) for pattern in words.patterns)


def check_term(use: TemplateUse, law: LawPack, legal_form: str | None, used_at: Place) -> Iterator[Problem]:
    """DW631 for a fixed day or a fatal wording where the law counts the term from receipt, DW632 for two terms.

    Terms are recognised by the words in the law's letters. Raises TooManyWaysError.
    """
    form = law.notices.get(legal_form or "")
    known = next((row.wordings for row in (form, *law.notices.values()) if row and row.wordings), None)
    if known is None:
        return
    by_law = form if form and form.wordings else None
    values = {_DAYS: str(by_law.term.values[-1].value.days)} if by_law else {}
    found: dict[tuple[str, str], Problem] = {}
    for way in ways(use.body, partial(_on_terms, known)):
        seen = _Seen(use.file, way, *way.text(values))
        problems = (*_wording(seen, law, by_law), *_fixed_days(seen, by_law)) if by_law else ()
        for problem in (*problems, *_two_terms(seen, known, by_law)):
            found.setdefault((problem.code, problem.message), problem)
    for problem in found.values():
        yield replace(problem, notes=(Note("used here", used_at),))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The text of one way, to say of an offset in it where it comes from."""

    file: str
    way: Way
    text: str
    starts: tuple[int, ...]

    def place(self, offset: int) -> Place:
        return self.way.place(self.text, self.starts, offset) if self.starts else Place(self.file)

    def printed(self) -> Iterator[tuple[int, Printed]]:
        for start, piece in zip(self.starts, self.way.pieces, strict=True):
            if isinstance(piece, Printed):
                yield start, piece


def _on_terms(wordings: Wordings, piece: Leaf) -> bool:
    if isinstance(piece, Printed):
        return piece.field in BY_NAME and (piece.field == _DAYS or BY_NAME[piece.field].type == "day")
    patterns = (wordings.term, *(pattern for row in wordings.rows for pattern in row.patterns))
    return any(pattern.search(piece.text) for pattern in patterns)


def _wording(seen: _Seen, law: LawPack, form: NoticeForm) -> Iterator[Problem]:
    check = check_wording(law, seen.text, form.name)
    for row in check.found:
        if not row.valid and not row.different_terms:
            places = (match.start() for pattern in row.patterns for match in pattern.finditer(seen.text))
            message = f"{form.title}: the term is worded as: {row.meaning}; so the letter has no effect"
            yield Problem("DW631", f"{message} ({row.basis.source})", seen.place(next(places, 0)), _fix(form))
    if not check.found:
        term = next((start for start, piece in seen.printed() if piece.field == _DAYS), 0)
        message = f"{form.title}: the term is worded in none of the ways that are known to hold"
        yield Problem("DW631", message, seen.place(term), _fix(form))


def _fix(form: NoticeForm) -> str:
    good = next((row.meaning for row in form.wordings.rows if row.valid), "") if form.wordings else ""
    return f"word it as: {good}"


def _fixed_days(seen: _Seen, form: NoticeForm) -> Iterator[Problem]:
    """A last day, or any day in the sentence of the term, may fall before the term that counts from receipt is over."""
    terms = [match.start() for match in form.wordings.term.finditer(seen.text)] if form.wordings else []
    for start, piece in seen.printed():
        is_day = piece.field in BY_NAME and BY_NAME[piece.field].type == "day"
        if is_day and (piece.field == _LAST_DAY or any(_one_sentence(seen.text, start, term) for term in terms)):
            message = f"{form.title}: {piece.field!r} puts a fixed day beside a term that counts from receipt"
            yield Problem("DW631", message, piece.place, "print the days of the term only, and no day on which it ends")


def _one_sentence(text: str, one: int, other: int) -> bool:
    return _SENTENCE_ENDS.search(text, min(one, other), max(one, other)) is None


def _two_terms(seen: _Seen, wordings: Wordings, by_law: NoticeForm | None) -> Iterator[Problem]:
    found = [(match, _length(wordings, match[1])) for match in wordings.term.finditer(seen.text)]
    other = next((match for match, length in found if length != found[0][1]), None)
    if other is not None:
        message = f"two terms in one letter: '{_line(found[0][0])}' and '{_line(other)}'"
        yield Problem("DW632", message, seen.place(other.start()), "keep one, printed as {{ term.days }}")
        return
    fields = [piece.field for _, piece in seen.printed() if piece.field in (_DAYS, _LAST_DAY)]
    if found and fields and by_law is None:
        message = f"the term is written out as '{_line(found[0][0])}' and printed as {fields[0]!r}: these can differ"
        yield Problem("DW632", message, seen.place(found[0][0].start()), f"keep {print_of(fields[0])} only")


def _line(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


def _length(wordings: Wordings, word: str) -> int:
    return int(word) if word.isdigit() else wordings.numbers.get(word.lower(), 0)
