"""The fixed words of a letter in its language: shipped ones, and a workspace's own in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from dunwell_channels.letter import tables
from dunwell_channels.letter.faults import SetupFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dunwell_channels.letter.settings import Settings

CODE = "DW035"
TEXTS = (
    "date", "reference", "invoice_date", "subject", "attention", "return_address", "page", "scan", "scan_described",
)  # fmt: skip
BY_COUNTRY = ("registration", "vat")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `by_country` are names of numbers that differ by the creditor's country."""

    locale: Locale
    texts: Mapping[str, str]
    by_country: Mapping[str, Mapping[str, str]]

    def day(self, day: date) -> str:
        """A day as the language writes it in a letter."""
        return format_date(day, "long", locale=self.locale)

    def name_of(self, number: str, country: str | None) -> str:
        """What a kind of number is called in a country, such as the company number."""
        names = self.by_country[number]
        return names.get(country or "", names["other"])


@dataclass(slots=True)
class Wording:
    """All languages, each read when it is first needed."""

    settings: Settings
    read: dict[str, Words] = field(default_factory=dict)

    def words(self, language: str) -> Words:
        """The words of a language. Raises SetupFault (DW035) if there are none, or if one is missing."""
        if language not in self.read:
            self.read[language] = _words(language, self.settings)
        return self.read[language]


def _words(language: str, settings: Settings) -> Words:
    said = dict(_shipped(language)) | (_own(language, settings) if settings.words else {})
    if not said:
        fix = "name a file with its words in dunwell.yaml: channels: {letter: {words: words.yaml}}"
        raise SetupFault(CODE, f"letters have no fixed words in {language!r}", fix)
    texts = {key: value for key, value in said.items() if isinstance(value, str)}
    by_country = {key: {land: str(name) for land, name in tables.table(said.get(key)).items()} for key in BY_COUNTRY}
    missing = [key for key in ("locale", *TEXTS) if not texts.get(key)]
    missing += [f"{key}.other" for key in BY_COUNTRY if not by_country[key].get("other")]
    if missing:
        fix = "write them as in templates/letter/words/en.yaml"
        raise SetupFault(CODE, f"the fixed words of letters in {language!r} lack {', '.join(missing)}", fix)
    return Words(_locale(texts["locale"], language), texts, by_country)


def _shipped(language: str) -> tables.Table:
    try:
        return tables.shipped(f"words/{language}") if _LANGUAGE.fullmatch(language) else {}
    except FileNotFoundError:
        return {}


def _own(language: str, settings: Settings) -> tables.Table:
    assert settings.words is not None  # callers look first
    return tables.table(tables.own(settings.words, CODE).get(language))


def _locale(name: str, language: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        fix = "write one such as nl_NL"
        raise SetupFault(CODE, f"locale of the words in {language!r} is {name!r}, which is none", fix) from None


def check_own_words(settings: Settings) -> None:
    """Read every language of the workspace's own words. Raises SetupFault (DW035) for the first that is not whole."""
    for language in tables.own(settings.words, CODE) if settings.words else ():
        _words(language, settings)
