"""The fixed words of letters, by language."""

from __future__ import annotations

from datetime import date

import pytest

from dunwell import read_text
from dunwell_channels.letter.faults import SetupFault
from dunwell_channels.letter.settings import settings_of
from dunwell_channels.letter.wording import Wording
from letters import LANGUAGES, delivery, pdf_of, setup, text_of


def words(folder, language, **config):
    """The words of a language in a workspace."""
    return Wording(settings_of(setup(folder, **config))).words(language)


@pytest.mark.parametrize(("language", "day"), [("nl", "2 april 2026"), ("en", "2 April 2026"), ("de", "2. April 2026")])
def test_every_shipped_language_is_whole(tmp_path, language: str, day: str) -> None:
    """All words are there, and days are written as people there write them."""
    assert words(tmp_path, language).day(date(2026, 4, 2)) == day
    assert language in LANGUAGES


def test_the_company_number_goes_by_the_name_of_its_country(tmp_path) -> None:
    """In a letter in English a Dutch number is still called by its own name; one of elsewhere in general words."""
    english = words(tmp_path, "en")
    assert english.name_of("registration", "NL") == "KvK"
    assert english.name_of("registration", None) == "Company number"


def test_own_words_replace_single_ones_and_add_languages(tmp_path) -> None:
    """A new language needs no Python."""
    french = (
        read_text("templates/letter/words/en.yaml").replace("en_GB", "fr_FR").replace("Page {page}", "Feuille {page}")
    )
    inner = "\n".join(f"  {line}" for line in french.splitlines())
    (tmp_path / "words.yaml").write_text(f"nl: {{reference: Uw dossier}}\nfr:\n{inner}\n")
    assert words(tmp_path, "nl", words="words.yaml").texts["reference"] == "Uw dossier"
    assert words(tmp_path, "nl", words="words.yaml").texts["date"] == "Datum"
    letter = text_of(pdf_of(tmp_path, delivery(language="nl"), words="words.yaml"))
    assert "Uw dossier" in letter
    assert words(tmp_path, "fr", words="words.yaml").day(date(2026, 4, 2)) == "2 avril 2026"


@pytest.mark.parametrize(
    ("own", "language", "says"),
    [
        (None, "fr", "no fixed words in 'fr'"),
        (None, "../nl", "no fixed words in '../nl'"),
        ("fr: {date: Date}", "fr", "'fr' lack locale, reference"),
        ("nl: {locale: zz_QQ}", "nl", "'zz_QQ', which is none"),
        ("nl: {vat: {NL: Btw}}", "nl", "lack vat.other"),
        ("nl: {page: ''}", "nl", "lack page"),
    ],
)
def test_missing_words_are_named(tmp_path, own: str | None, language: str, says: str) -> None:
    """The language and the key are said."""
    config = {}
    if own:
        (tmp_path / "words.yaml").write_text(own)
        config = {"words": "words.yaml"}
    with pytest.raises(SetupFault, match=says) as caught:
        words(tmp_path, language, **config)
    assert caught.value.code == "DW035"
