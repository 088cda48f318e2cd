"""Whether a misspelt word can only mean one known word.

>>> surely("templat", "template", ("template", "term")), surely("call_4", "call_1", ("call_1", "call_2"))
(True, False)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jellyfish import damerau_levenshtein_distance

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST = 3
_LONG = 8
"""From so many letters on, two slips are as good as one."""
_SIGNS = str.maketrans(dict.fromkeys(" -_", ""))
_YES_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def surely(word: str, meant: str, known: Collection[str]) -> bool:
    """Whether a misspelt word can only mean this known one: one slip away, two if it is long, and no other as near.

    A slip is a letter too many, missing, wrong, or in the wrong order with the next one. Capitals, blanks, dashes and
    underscores are none; a number that differs is never one.
    """
    if _bare(word) == _bare(meant):
        return sum(_bare(word) == _bare(other) for other in known) == 1
    slips = damerau_levenshtein_distance(word.lower(), meant)
    most = 0 if len(word) < _SHORTEST or _digits(word) != _digits(meant) else 1 + (len(word) >= _LONG)
    return slips <= most and all(
        damerau_levenshtein_distance(word.lower(), other) > slips for other in known if other != meant
    )


def yes_or_no(word: str) -> str:
    """`true` or `false` for the words that mean them elsewhere, such as `yes` or `False`; else nothing."""
    return _YES_NO.get(word.lower(), "")


def _digits(word: str) -> list[str]:
    return [sign for sign in word if sign.isdigit()]


def _bare(word: str) -> str:
    """A word without what people mix up first: capitals, blanks, dashes and underscores."""
    return word.lower().translate(_SIGNS)
