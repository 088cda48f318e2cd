"""Whether a misspelt word can only mean one known word.

>>> surely("templat", "template", ("template", "term")), surely("call_4", "call_1", ("call_1", "call_2"))
(True, False)
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_CLOSE = 0.8
_CLOSER = 0.1
_SIGNS = str.maketrans(dict.fromkeys(" -_", ""))
_YES_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def surely(word: str, meant: str, known: Collection[str]) -> bool:
    """Whether a misspelt word can only mean this known one: it is close, and the next known one is not nearly so."""
    if _bare(word) == _bare(meant):
        return sum(_bare(word) == _bare(other) for other in known) == 1
    ratios = {other: SequenceMatcher(None, word.lower(), other.lower()).ratio() for other in known}
    others = max((ratio for other, ratio in ratios.items() if other != meant), default=0)
    return ratios[meant] >= _CLOSE and ratios[meant] - others >= _CLOSER


def yes_or_no(word: str) -> str:
    """`true` or `false` for the words that mean them elsewhere, such as `yes` or `False`; else nothing."""
    return _YES_NO.get(word.lower(), "")


def _bare(word: str) -> str:
    """A word without what people mix up first: capitals, blanks, dashes and underscores."""
    return word.lower().translate(_SIGNS)
