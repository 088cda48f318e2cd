"""Syntax errors of YAML in plain words.

The parser says "did not find expected key"; the author needs to hear that line 12 does not line up. Each row of `_ROWS`
turns one of the parser's sentences (libyaml's or PyYAML's own) into a problem, with a look at the line it happened on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import yaml

from dunwell.language.phrases import counted
from dunwell.language.yamlmends import in_quotes_from, other_quotes, space_after_colon, swap, without_tabs
from dunwell.language.yamltext import Lines, Spot, indentation, spot
from dunwell.problems import Mend, Note, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_TABS_SHOWN = 20
_MOST_WIDTH = 40
_LONGEST_KEY = 1024  # YAML's own limit for a key without '?'
_KEY_BEFORE = re.compile(r"""\s*(- +)*("[^"]*"|'[^']*'|[^\s"'][^:]*)\s*:\s""")
_ITEM_OR_KEY = re.compile(r"\s*(- |-$)|.*:(\s|$)")
_LINE_UP = "give keys that belong together the same indentation, and two spaces more to what belongs below a key"
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the parser gave up (`at`), and where the text, list or table begins that it was reading (`start`).

    Both lie inside the file; where the parser gave up behind its end, `ended` is true and nothing is left to read.
    """

    lines: Lines
    at: Spot
    start: Spot
    ended: bool = False

    @property
    def before(self) -> str:
        return self.lines.before(self.at)

    @property
    def rest(self) -> str:
        return "" if self.ended else self.lines.after(self.at)

    @property
    def above(self) -> int | None:
        return self.lines.above(self.at.line)

    def problem(
        self,
        code: str,
        message: str,
        fix: str,
        length: int = 1,
        notes: tuple[Note, ...] = (),
        mend: Mend | None = None,
    ) -> Problem:
        return Problem(code, message, self.lines.place(self.at, length=length), fix, notes=notes, mend=mend)

    def at_start(self) -> _Stumble:
        return _Stumble(self.lines, self.start, self.start)


def explain_syntax_error(error: yaml.YAMLError, lines: Lines) -> tuple[Problem, ...]:
    """What the parser stumbled over, as an author would say it; every line indented with a tab if that was it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return (Problem("DW110", "the file is not YAML", lines.start, "check it in an editor with YAML support"),)
    at = lines.inside(spot(error.problem_mark))
    start = lines.inside(spot(error.context_mark)) if error.context_mark else at
    where = _Stumble(lines, at, start, ended=at != spot(error.problem_mark))
    if lines.text[at.line][at.column :].startswith("\t") or "\t" in indentation(where.before):
        return _tabs(lines, at)
    said = f"{error.context}: {error.problem}"
    explain = next((row for pattern, row in _ROWS if pattern.search(said)), _unknown)
    return (explain(where),)


def _tabs(lines: Lines, first: Spot) -> tuple[Problem, ...]:
    """The first such line stops the parser; the later ones would stop it next."""
    rows = range(first.line + 1, len(lines.text))
    later = (Spot(row, lines.text[row].index("\t")) for row in rows if "\t" in indentation(lines.text[row]))
    own = lines.text[first.line].find("\t")
    places = map(lines.place, islice(chain([Spot(first.line, own)], later), _MOST_TABS_SHOWN))
    message, fix = "a tab is used as indentation; YAML takes only spaces there", "use two spaces for each level"
    mends = without_tabs(lines.text)
    return tuple(Problem("DW111", message, place, fix, mend=mends.get(place.line)) for place in places)


def _colon(where: _Stumble) -> Problem:
    """A colon where no key can be: in a text without quotes, further in than a value, or after a line without one."""
    key = _KEY_BEFORE.match(where.before)
    if key:
        text = where.before[key.end() :] + where.rest
        message = f"a colon with a space behind it ends a key, so {_short(text)!r} is no text without quotes"
        mend = in_quotes_from(where.lines, Spot(where.at.line, key.end()))
        return where.problem("DW113", message, f"put the text in quotes: {_quoted(text)}", mend=mend)
    if len(where.before) > _LONGEST_KEY:
        message = f"the key {_short(where.before)!r} is longer than {_LONGEST_KEY} characters"
        return where.problem("DW110", message, "check whether a colon ended up in a text")
    above = where.above
    if above is not None and not _ITEM_OR_KEY.match(where.lines.text[above]):
        return _no_colon_on(where.lines, above)
    return _out_of_line(where)


def _out_of_line(where: _Stumble) -> Problem:
    """A line whose indentation fits none of the lines above it."""
    spaces = len(indentation(where.lines.text[where.at.line]))
    indented = f"indented by {counted(spaces, 'space')}" if spaces else "not indented"
    above = where.above
    notes = (Note("the line above it", where.lines.whole(above)),) if above is not None else ()
    message = f"this line is {indented}, which does not line up with what comes before it"
    return Problem("DW112", message, where.lines.whole(where.at.line), _LINE_UP, notes=notes)


def _after_value(where: _Stumble) -> Problem:
    """Something where the next key should be: the line does not line up, or goes on after its value has ended."""
    before, rest = where.before.rstrip(), where.rest
    if rest[:1] == ":":
        return where.problem("DW125", "there is no key before this colon", "write the key before the colon")
    if not before:
        return _out_of_line(where)
    if rest[:1] in _CLOSING.values():
        return _never_opened(where)
    if before[-1] in "\"'":
        fix = "put all of the text inside the quotes; a quote inside '…' is written twice"
        message = f"{_short(rest)!r} comes after the closing quote"
        return where.problem("DW114", message, fix, length=len(rest), mend=other_quotes(where.lines, where.at.line))
    return where.problem("DW110", f"{_short(rest)!r} comes after the value has ended", "remove it", length=len(rest))


def _no_dash(where: _Stumble) -> Problem:
    message = f"{_short(where.rest)!r} stands among the items of a list but does not start with '- '"
    notes = (Note("the list starts here", where.lines.place(where.start)),)
    fix = "start it with '- ' if it is an item, else line it up with the key that holds the list"
    return where.problem("DW112", message, fix, length=len(where.rest), notes=notes)


def _no_colon(where: _Stumble) -> Problem:
    return _no_colon_on(where.lines, where.start.line)


def _no_colon_on(lines: Lines, number: int) -> Problem:
    text = lines.text[number].strip()
    key, colon, value = text.partition(":")
    fix = f"write a space after the colon: {_short(key)}: {_short(value)}" if colon else "write it as 'key: value'"
    place = lines.whole(number)
    mend = space_after_colon(place, text)
    return Problem("DW118", f"{_short(text)!r} is no key with a value", place, fix, mend=mend)


def _open_quote(where: _Stumble) -> Problem:
    rest = where.at_start().rest
    message = f"the quote that opens {_short(rest)!r} is never closed"
    return where.at_start().problem("DW114", message, f"write {rest[:1]} at the end of the text", length=len(rest))


def _open_bracket(where: _Stumble) -> Problem:
    """A list or table in brackets that goes wrong: a comma is missing on its line, or it is never closed."""
    bracket = where.at_start().rest[:1]
    closing = _CLOSING.get(bracket, "]")
    if where.at.line == where.start.line and where.rest:
        message = f"a comma or {closing!r} is missing before {_short(where.rest)!r}"
        return where.problem("DW115", message, f"write a comma between entries and {closing!r} after the last")
    notes = (Note(f"up to here there is no {closing!r}", where.lines.place(where.at)),)
    message = f"the bracket {bracket!r} is not closed, or a comma is missing after one of its entries"
    return where.at_start().problem("DW115", message, f"write {closing!r} after the last entry", notes=notes)


def _never_opened(where: _Stumble) -> Problem:
    return where.problem("DW115", f"there is no open bracket that this {where.rest[0]!r} closes", "remove it")


def _no_value(where: _Stumble) -> Problem:
    if where.rest[:1] in _CLOSING.values():
        return _never_opened(where)
    return where.problem("DW110", f"a value is missing before {where.rest[:1]!r}", "write one, or remove the comma")


def _bad_start(where: _Stumble) -> Problem:
    message = f"a text cannot start with {where.rest[:1]!r} unless it is in quotes"
    fix, mend = f"put the text in quotes: {_quoted(where.rest)}", in_quotes_from(where.lines, where.at)
    return where.problem("DW116", message, fix, length=len(where.rest), mend=mend)


def _bad_name(where: _Stumble) -> Problem:
    return _bad_start(where.at_start())


def _escape(where: _Stumble) -> Problem:
    """The parsers point at the backslash, at the letter behind it or at its digits."""
    column = where.at.column if where.rest.startswith("\\") else max(where.before.rfind("\\"), 0)
    here = _Stumble(where.lines, Spot(where.at.line, column), where.start)
    message = f"{here.rest[:2]} means nothing in double quotes, where a backslash starts an escape"
    mend = swap(here.lines.place(here.at), "\\\\")
    return here.problem("DW117", message, "use single quotes, or write the backslash twice", length=2, mend=mend)


def _item(where: _Stumble) -> Problem:
    fix = "put each '- ' on a line of its own below the key"
    return where.problem("DW119", "a list cannot start on the line of its key", fix)


def _block_text(where: _Stumble) -> Problem:
    message = f"{_short(where.rest)!r} stands behind the sign for a text of several lines"
    fix = "put the text on the lines below it, two spaces further in"
    return where.problem("DW110", message, fix, length=len(where.rest))


def _tag(where: _Stumble) -> Problem:
    here = where.at_start()
    word = here.rest.split(" ")[0]
    fix = "remove it; if the text itself starts with '!', put it in quotes"
    message = f"the tag {_short(word)!r} is not allowed: it changes what the value is"
    return here.problem("DW123", message, fix, length=len(word))


def _directive(where: _Stumble) -> Problem:
    here = where.at_start()
    message = f"{_short(here.rest)!r} is an instruction to the parser, because it starts with '%'"
    return here.problem("DW116", message, "remove the line, or put the text in quotes", length=len(here.rest))


def _document(where: _Stumble) -> Problem:
    """Text after the end of the document: a line further out than the first one, or anything after `...`."""
    above = where.above
    if above is None or not where.lines.text[above].startswith("..."):
        return _after_value(where)
    place = where.lines.whole(above)
    return Problem("DW124", "'...' ends the document, but more follows", place, "remove the line '...'")


def _unknown(where: _Stumble) -> Problem:
    found = _short(where.rest) or "the end of the line"
    return where.problem("DW110", f"YAML does not allow {found!r} here", "put the text in quotes if it is meant")


def _short(text: str) -> str:
    """A text for a message: without blanks at its ends, and cut where it gets long."""
    text = text.strip()
    return text if len(text) <= _MOST_WIDTH else text[: _MOST_WIDTH - 1] + "…"


def _quoted(text: str) -> str:
    """A text as one would write it in quotes."""
    short = _short(text)
    return "'" + short.replace("'", "''") + "'" if '"' in short or "\\" in short else f'"{short}"'


_ROWS: tuple[tuple[re.Pattern[str], Callable[[_Stumble], Problem]], ...] = tuple(
    (re.compile(pattern), explain)
    for pattern, explain in (
        (r"mapping values are not allowed", _colon),
        (r"mapping keys are not allowed", _bad_start),
        (r"quoted scalar: found unexpected (end of stream|document)", _open_quote),
        (r"unknown escape|hexa?decimal|Unicode character escape|escape sequence", _escape),
        (r"flow (sequence|mapping): ", _open_bracket),
        (r"scanning an? (alias|anchor)", _bad_name),
        (r"cannot start any token", _bad_start),
        (r"(scanning|parsing) a tag|undefined tag handle", _tag),
        (r"directive|incompatible YAML document", _directive),
        (r"scanning a simple key", _no_colon),
        (r"sequence entries are not allowed", _item),
        (r"scanning a block scalar", _block_text),
        (r"block collection: ", _no_dash),
        (r"block mapping: ", _after_value),
        (r"document start", _document),
        (r"node content", _no_value),
    )
)
