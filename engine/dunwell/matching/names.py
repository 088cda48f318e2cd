"""Whether two names may be one party's: as banks cut them and people write them. Enough for a doubt, never for more."""

from __future__ import annotations

import re
import unicodedata

_NOT_TELLING = frozenset(
    {
        "and", "bvba", "cie", "den", "der", "dhr", "drs", "firma", "gmbh", "het", "holding", "inc", "inzake", "les",
        "ltd", "mbh", "mevr", "ohg", "plc", "sarl", "srl", "stichting", "the", "und", "van", "via", "vof", "von",
    }
)  # fmt: skip
"""Legal forms, titles and small words that many names share."""
_LETTERS_KEPT = 5
"""From so many letters on, a word may be the beginning of a longer one: banks cut names."""


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: "J. de Vries" gives {"vries"}, "Jansen B.V." gives {"jansen"}."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace(".", "").replace("'", ""))
    return frozenset(word for word in words if len(word) > 2 and word not in _NOT_TELLING)


def similar(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether all words of the shorter name are in the longer one, and one of them has at least four letters."""
    few, many = sorted((one, other), key=len)
    return any(len(word) >= 4 for word in few) and all(any(_same(word, each) for each in many) for word in few)


def _same(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= _LETTERS_KEPT and long.startswith(short))
