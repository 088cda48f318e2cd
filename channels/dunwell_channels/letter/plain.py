"""Text that comes from outside, made fit for one line of a page."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What turns the direction of writing around unseen, and what is no character."""
_LONG = re.compile(r"\S{40}")
_BREAK_HERE = "\u200b"


def clean(text: str | None) -> str:
    """One line without marks that nobody sees; empty for None."""
    return " ".join(visible(text or "").split())


def visible(text: str) -> str:
    """The text without control characters and without marks that would turn it around; spaces stay as they are."""
    return unicodedata.normalize("NFC", _TURNS.sub("", _BREAKS.sub(" ", text)))


def breakable(text: str) -> str:
    """The text with places to break in words that are longer than a column is wide."""
    return _LONG.sub(lambda word: word[0] + _BREAK_HERE, text)


def grouped(number: str) -> str:
    """An account in groups of four, which people copy without mistakes."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
