"""Help for those who know other tools: their words lead to ours."""

from __future__ import annotations

import pytest

from dunwell.language import advice
from dunwell.language.advice import key_advice, meant_key
from dunwell.language.conditions import GROUPS
from dunwell.language.fields import FIELDS
from dunwell.language.table import OPERATORS, SHAPES

STEP = SHAPES["step"].key_names()


@pytest.mark.parametrize(
    ("word", "meant"),
    [("templat", "template"), ("if", "when"), ("channel", "do"), ("Otherwise", "otherwise"), ("xyzzy", None)],
)
def test_words_lead_to_keys(word: str, meant: str | None) -> None:
    """By another tool's word, or by the spelling."""
    assert meant_key(word, STEP) == meant
    assert (f"did you mean {meant!r}?" if meant else "write one of: step, title") in key_advice(word, STEP)


def test_what_has_no_word_of_ours_is_explained() -> None:
    """There is no `unless`; what to write instead takes a sentence, and nothing is mended."""
    assert meant_key("unless", STEP) is None
    assert "`otherwise`" in key_advice("unless", STEP)


def test_a_word_that_does_not_belong_here_is_not_proposed() -> None:
    """`if` is no key of a hold."""
    assert meant_key("if", SHAPES["both"].key_names()) is None


def test_every_word_proposed_exists() -> None:
    """Each of our words stands somewhere in the tables."""
    known = {key for shape in SHAPES.values() for key in shape.key_names()} | {*OPERATORS, *GROUPS, *FIELDS}
    assert set(advice._OUR_WORD.values()) <= known
