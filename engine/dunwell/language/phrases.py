"""The closed phrases of the language: durations, starts, terms and amounts of money, read from one scalar each.

A phrase is words and whole numbers in a fixed order, never an expression: "2 working days after reminder.term".

>>> read_start("2 working days after reminder.term")
Start(count=2, unit='working days', anchor='reminder.term')
>>> read_start("3 days before invoice.due").count
-3
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from dunwell.money import cents, parse_amount

Unit = Literal["days", "working days", "weeks", "months"]

UNITS: dict[str, Unit] = {
    "day": "days",
    "days": "days",
    "working day": "working days",
    "working days": "working days",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
}
TERM_ANCHORS = ("sent", "received", "last received")
MAX_COUNT = 3660
"""Ten years in days: more is a slip of the pen."""

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
DURATION_PATTERN = rf"^[0-9]+ ({_UNIT})$"
START_PATTERN = rf"^([0-9]+ ({_UNIT}) (after|before)|on) [a-z][a-z0-9_]*(\.[a-z_]+)?$"
TERM_PATTERN = rf"^[0-9]+ ({_UNIT}) after ({'|'.join(TERM_ANCHORS)})$"
MONEY_PATTERN = r"^[A-Z]{3} [0-9]+(\.[0-9]{2})?$"

_DURATION = re.compile(rf"([0-9]+) ({_UNIT})\Z")
_START = re.compile(rf"(?:([0-9]+) ({_UNIT}) (after|before)|(on)) (\S+)\Z")
_MONEY = re.compile(r"([A-Z]{3}) ([0-9]+(?:\.[0-9]{2})?)\Z")


class PhraseError(ValueError):
    """A phrase that cannot be read. `hint` says what to write instead; `offset` counts characters from the start."""

    def __init__(self, message: str, hint: str, offset: int = 0) -> None:
        super().__init__(message)
        self.hint = hint
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, working days, weeks or months; never negative."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"


@dataclass(frozen=True, slots=True)
class Start:
    """A day counted from an anchor; `count` is negative for "before" and 0 for "on"."""

    count: int
    unit: Unit
    anchor: str


def read_duration(text: str) -> Duration:
    """Read "<n> days|working days|weeks|months". Raises PhraseError."""
    match = _DURATION.match(text.strip())
    if not match:
        raise PhraseError(f"{text!r} is not a length of time", _unit_hint(text) or "write for example '5 working days'")
    return Duration(_count(match[1], text), UNITS[match[2]])


def read_start(text: str) -> Start:
    """Read "<n> <unit> after|before <anchor>" or "on <anchor>". Raises PhraseError; the anchor may still be unknown."""
    match = _START.match(text.strip())
    if not match:
        hint = _unit_hint(text) or "write for example '1 day after invoice.due' or 'on invoice.due'"
        raise PhraseError(f"{text!r} does not say a day", hint)
    if match[4]:
        return Start(0, "days", match[5])
    sign = -1 if match[3] == "before" else 1
    return Start(sign * _count(match[1], text), UNITS[match[2]], match[5])


def read_term(text: str) -> Start:
    """Read "<n> <unit> after sent|received|last received". Raises PhraseError."""
    stripped = text.strip()
    for anchor in TERM_ANCHORS:
        head, found, tail = stripped.partition(f" after {anchor}")
        if found and not tail:
            duration = read_duration(head)
            if duration.count == 0:
                raise PhraseError(f"{text!r} gives no time at all", "give at least 1 day")
            return Start(duration.count, duration.unit, anchor)
    raise PhraseError(f"{text!r} is not a term", "write for example '7 days after sent' or '14 days after received'")


def read_money(text: str) -> tuple[str, int]:
    """Read "EUR 250" or "EUR 250.00" as currency and cents. Raises PhraseError."""
    match = _MONEY.match(text.strip())
    if not match:
        raise PhraseError(
            f"{text!r} is not an amount of money", "write the currency and the amount: EUR 250 or EUR 250.00"
        )
    return match[1], cents(parse_amount(match[2]))


def nearest(word: str, words: tuple[str, ...]) -> str | None:
    """The known word that was probably meant, or None."""
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, words: tuple[str, ...]) -> str:
    """ "did you mean …?" for a near miss, else the list of what is known here (short lists only)."""
    close = nearest(word, words)
    if close:
        return f"did you mean {close!r}?"
    if not words:
        return "nothing is known here"
    shown = ", ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return f"known here: {shown}"


def _count(digits: str, text: str) -> int:
    count = int(digits)
    if count > MAX_COUNT:
        raise PhraseError(f"{text!r} is more than ten years", "write a shorter time")
    return count


def _unit_hint(text: str) -> str | None:
    """A hint for a misspelt or foreign unit: "hours" and "business days" are the common ones."""
    words = text.lower()
    if "hour" in words or "minute" in words:
        return "policies count in days, never in hours"
    if "business day" in words or "workday" in words or "work day" in words:
        return "write 'working days'"
    if "year" in words:
        return "write months: '12 months'"
    close = next((unit for word in words.split() if (unit := nearest(word, tuple(UNITS))) and unit != word), None)
    return f"did you mean '{close}'?" if close else None
