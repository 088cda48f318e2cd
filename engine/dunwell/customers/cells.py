"""Read one cell of a customer register by its column: a value of the right type, or what is wrong with it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from email_validator import EmailNotValidError, validate_email

from dunwell.customers.columns import KINDS, NO, YES, plain
from dunwell.language.phrases import did_you_mean
from dunwell.resources import template_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.customers.columns import Column, ColumnKind

    CellValue = str | bool | int | Decimal

_TERM = re.compile(r"(\d{1,3})(d|dgn|dag|dagen|day|days|w|wk|week|weken|weeks)?(netto|net|nafactuurdatum)?")
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?")
MOST_DAYS = 365


class BadCell(ValueError):  # noqa: N818 - it says what was met
    """Raised for a cell that its column cannot hold; `fix` says what to write."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why)
        self.fix = fix


def read_cell(column: Column, text: str) -> CellValue:
    """The value of a cell that is not empty. Raises BadCell, which quotes no address of a person."""
    return _READERS[column.kind](column, " ".join(text.split()))


def _word(column: Column, text: str) -> str:
    known = {plain(written): word for word, ways in column.words.items() for written in (word, *ways)}
    if plain(text) in known:
        return known[plain(text)]
    close = did_you_mean(plain(text), tuple(known))
    words = ", ".join(word for word in column.words)
    raise BadCell(f"{text!r} is not one of its words", close if close.startswith("did") else f"write one of: {words}")


def _yes_no(column: Column, text: str) -> bool:
    if plain(text) not in YES + NO:
        raise BadCell(f"{text!r} is neither yes nor no", "write yes or no (ja or nee), or leave it empty")
    return plain(text) in YES


def _term(column: Column, text: str) -> int:
    found = _TERM.fullmatch(plain(text))
    days = int(found[1]) * (7 if (found[2] or "").startswith("w") else 1) if found else MOST_DAYS + 1
    if days > MOST_DAYS:
        raise BadCell(f"{text!r} is no term of at most {MOST_DAYS} days", f"write {KINDS['term']}")
    return days


def _percent(column: Column, text: str) -> Decimal:
    bare = text.removesuffix("%").strip()
    if not _PERCENT.fullmatch(bare) or Decimal(bare.replace(",", ".")) > 100:
        raise BadCell(f"{text!r} is no percentage a year", f"write {KINDS['percent']}")
    return Decimal(bare.replace(",", "."))


def _email(column: Column, text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        several = len(re.findall("@", text)) > 1
        why = "there is more than one address" if several else str(error).rstrip(".")
        raise BadCell(f"this is no e-mail address: {why}", "write one address, such as name@example.com") from error


def _country(column: Column, text: str) -> str:
    found = _names("territories").get(plain(text))
    if found is None:
        raise BadCell(f"{text!r} is no country that is known", "write its two letters (ISO 3166-1)")
    return found


def _language(column: Column, text: str) -> str:
    found = _names("languages").get(plain(text))
    if found is None:
        raise BadCell(f"{text!r} is no language that is known", "write its two letters (ISO 639-1), such as en")
    return found


@lru_cache(maxsize=2)
def _names(what: str) -> Mapping[str, str]:
    """Two-letter codes of countries or languages, by the code itself and by its names in the languages of templates."""
    named: dict[str, str] = {}
    for language in template_languages():
        for code, name in getattr(Locale.parse(language), what).items():
            if len(code) == 2 and code.isalpha():
                named |= {plain(name): code, plain(code): code}
    return named


_READERS: Mapping[ColumnKind, Callable[[Column, str], CellValue]] = {
    "text": lambda column, text: text,
    "word": _word,
    "yes_no": _yes_no,
    "term": _term,
    "percent": _percent,
    "email": _email,
    "country": _country,
    "language": _language,
}
