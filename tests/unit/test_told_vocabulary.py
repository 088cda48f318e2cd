"""The words with which policies are told: none is missing, in either language, and every sentence can be filled in."""

from __future__ import annotations

import string

import pytest

from dunwell.language.authority import DECIDED
from dunwell.language.fields import FIELDS
from dunwell.language.phrases import TERM_ANCHORS
from dunwell.language.phrases import UNITS as READ_UNITS
from dunwell.language.plan_keys import PLAN_INTEREST as INTERESTS
from dunwell.language.program import FIXED_ANCHORS
from dunwell.language.steps import (
    ANNOUNCED,
    CLAIM_PARTS,
    CLOSE_REASONS,
    EVENT_WORDS,
)
from dunwell.language.steps import (
    CALL_OUTCOMES as OUTCOMES,
)
from dunwell.language.steps import (
    NOT_COUNTED as PAUSES,
)
from dunwell.language.table import OPERATORS as WRITTEN
from dunwell.render import told_vocabulary as words
from dunwell.render.told_headings import HEADINGS
from dunwell.render.told_sentences import SENTENCES

TABLES = {
    "ANCHORS": (words.ANCHORS, FIXED_ANCHORS),
    "ANEW": (words.ANEW, EVENT_WORDS),
    "CALL_OUTCOMES": (words.CALL_OUTCOMES, OUTCOMES),
    "CLOSED": (words.CLOSED, CLOSE_REASONS),
    "DECISIONS": (words.DECISIONS, DECIDED),
    "NOT_COUNTED": (words.NOT_COUNTED, PAUSES),
    "OPERATORS": (words.OPERATORS, WRITTEN),
    "PARTS": (words.PARTS, (*ANNOUNCED, *CLAIM_PARTS)),
    "PLAN_INTEREST": (words.PLAN_INTEREST, INTERESTS),
    "TERM_CELLS": (words.TERM_CELLS, TERM_ANCHORS),
    "TERM_STARTS": (words.TERM_STARTS, TERM_ANCHORS),
    "UNITS": (words.UNITS, READ_UNITS.values()),
    "VALUES": (words.VALUES, (value for field in FIELDS.values() for value in field.choices)),
    "YES": (words.YES, (field.name for field in FIELDS.values() if field.type == "yes_no")),
}
"""Each table with the words of the language that it has to know."""


@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_the_language_is_missing(name: str) -> None:
    """What a policy can say has its words here."""
    table, wanted = TABLES[name]
    assert set(wanted) - set(table) == set()


def holes(text: str) -> set[str]:
    """The names that are filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", [*SENTENCES, *HEADINGS])
def test_both_languages_say_the_same_things(key: str) -> None:
    """A sentence has the same parts in English and in Dutch, and is empty in neither."""
    english, dutch = (SENTENCES | HEADINGS)[key]
    assert english.strip()
    assert dutch.strip()
    assert holes(english) == holes(dutch)


def test_words_of_their_own_are_of_fields_that_exist() -> None:
    """A renamed field takes its words along."""
    assert set(words.NOUNS) <= set(FIELDS)
    assert all(value in FIELDS[name].choices for name, value in words.CLAUSES)
