"""The worked examples of "How dates are counted" are what the engine answers, in English and in Dutch."""

import re
from pathlib import Path

import pytest

from calendar_lines import EXAMPLES, LANGUAGES, WORDS, day_in, drawn, with_lines

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "dates.md", "nl": DOCS / "nl" / "datums.md"}


def anchor(title):
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def examples_of(page):
    """The example under each heading that has one, by the heading's anchor."""
    sections = re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    found = {anchor(title): re.search(r"<!-- calendar: ([\w-]+) -->", text) for title, text in sections}
    return {title: example[1] for title, example in found.items() if example}


def answers_of(page):
    """What the table at the top says: section, what, day; an empty first cell means the section of the row above."""
    section = ""
    for first, what, said in re.findall(r"^\| (.*?)\| (.+?) \| (.+ \d{4}) \|$", page, re.MULTILINE):
        link = re.search(r"\(#(.+?)\)", first)
        section = link[1] if link else section
        yield section, what, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_what_the_engine_answers(language):
    """Each answer in the hand-written table is a day of its example; every example has an answer in it."""
    page = PAGES[language].read_text(encoding="utf-8")
    examples, at = examples_of(page), LANGUAGES.index(language)
    answers = list(answers_of(page))
    for section, what, said in answers:
        marks = EXAMPLES[examples[section]]().marks
        assert (what, said) in [(WORDS[word][at], day_in(value, language)) for value, word in marks], section
    assert {section for section, _, _ in answers} == set(examples)
    assert set(examples.values()) == set(EXAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendars_are_current(language):
    """Each drawn calendar is what the engine answers now; otherwise run `python docs/generate.py`."""
    page = PAGES[language].read_text(encoding="utf-8")
    assert with_lines(page, language) == page


def test_a_calendar_shows_every_mark():
    """No marked day is lost in the drawing, and a long gap is one row."""
    text = drawn(EXAMPLES["limitation"](), "en")
    assert [row[:15] for row in text.splitlines() if "●" in row] == [
        "Mon  2 Mar 2026",
        "Tue  3 Mar 2026",
        "Fri  3 Dec 2027",
        "Fri  3 Mar 2028",
        "Mon  3 Dec 2029",
    ]
    assert text.count("⋮") == 3


def test_a_wrong_answer_is_seen():
    """The reading of the page finds sections, rows and days as they stand there."""
    page = (
        "| [a](#one) x | what | Fri 1 May 2026 |\n| | more | Sat 2 May 2026 |\n\n## One!\n\n<!-- calendar: letter -->\n"
    )
    assert list(answers_of(page)) == [("one", "what", "Fri 1 May 2026"), ("one", "more", "Sat 2 May 2026")]
    assert examples_of(page) == {"one": "letter"}
