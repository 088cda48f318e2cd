"""Misspelt words that can only mean one thing, and those that cannot."""

from __future__ import annotations

import pytest

from dunwell.language.spelling import surely, yes_or_no

KEYS = ("template", "term", "times", "title", "start", "at_least", "at_most", "working days")


@pytest.mark.parametrize(
    ("word", "meant", "sure"),
    [
        ("templat", "template", True),
        ("Template", "template", True),
        ("atleast", "at_least", True),
        ("Working-Days", "working days", True),
        ("titel", "title", True),
        ("tims", "times", True),
        ("trm", "term", True),
        ("tem", "term", True),
        ("time", "times", True),
        ("tile", "title", True),
        ("terms", "term", True),
        ("templatte1", "template", False),
        ("tittel", "title", False),
        ("state", "start", False),
    ],
)
def test_one_close_word_and_no_other_nearly_as_close(word: str, meant: str, *, sure: bool) -> None:
    """Capitals, dashes and blanks never matter; a few letters do where two known words are alike."""
    assert surely(word, meant, KEYS) is sure


def test_two_words_that_differ_by_signs_only() -> None:
    """Then even such a word could be either."""
    assert not surely("workingdays", "working days", ("working days", "working_days"))


def test_yes_and_no_in_other_tongues_of_yaml() -> None:
    """What other readers of YAML take for true or false; nothing else."""
    assert [yes_or_no(word) for word in ("Yes", "on", "FALSE", "no", "ja", "1")] == [
        "true",
        "true",
        "false",
        "false",
        "",
        "",
    ]
