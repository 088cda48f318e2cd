"""The wording of the term in a letter by law: whether it is one that the courts accept, or one that is fatal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.law.figures import named
from dunwell.problems import Problem

if TYPE_CHECKING:
    from dunwell.law.rules import LawPack, Wording, Wordings


@dataclass(frozen=True, slots=True)
class WordingCheck:
    """What was recognised; `valid` is False for a fatal wording, True for an accepted one, None if none was found."""

    valid: bool | None
    found: tuple[Wording, ...]
    terms: tuple[int, ...]
    problems: tuple[Problem, ...]


def check_wording(pack: LawPack, text: str, form: str) -> WordingCheck:
    """Recognise the wordings of the term in the text of a letter. Raises ProblemsFound (DW612) for an unknown form.

    `terms` are the different lengths in days that the text names. Every fatal wording is a problem (DW622), a text
    without any known wording another (DW623).
    """
    wordings = named(pack.notices, form, "letter").wordings
    if wordings is None:
        return WordingCheck(None, (), (), ())
    plain = " ".join(text.split())
    terms = _terms(wordings, plain)
    found = tuple(row for row in wordings.rows if _recognised(row, plain, terms))
    fatal = tuple(_fatal(row) for row in found if not row.valid)
    if not found:
        return WordingCheck(None, found, terms, (_unknown(wordings),))
    return WordingCheck(not fatal, found, terms, fatal)


def _terms(wordings: Wordings, text: str) -> tuple[int, ...]:
    words = (match[1].lower() for match in wordings.term.finditer(text))
    return tuple(dict.fromkeys(int(word) if word.isdigit() else wordings.numbers.get(word, 0) for word in words))


def _recognised(row: Wording, text: str, terms: tuple[int, ...]) -> bool:
    if row.different_terms:
        return len(terms) > 1
    enough = row.least_days is None or (bool(terms) and min(terms) >= row.least_days)
    return enough and any(pattern.search(text) for pattern in row.patterns)


def _fatal(row: Wording) -> Problem:
    message = f"the term is worded as: {row.meaning}; with that the letter has no effect ({row.basis.source})"
    fix = "word it as a term from the day after the letter was delivered"
    return Problem("DW622", message, fix=fix)


def _unknown(wordings: Wordings) -> Problem:
    good = next((row.meaning for row in wordings.rows if row.valid), "as the law asks")
    return Problem("DW623", "the letter words its term in none of the known ways", fix=f"word it as: {good}")
