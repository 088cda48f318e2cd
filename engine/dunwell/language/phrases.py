"""The closed phrases of the language: days, durations, starts, terms and amounts, read from one scalar each.

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

from dunwell.days import day
from dunwell.language.days_written import days_meant
from dunwell.money import cents, parse_amount
from dunwell.problems import Place

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
LEAST_BEGINNING = 3
MAX_COUNT = 3660
"""Ten years in days: more is a slip of the pen."""

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_NAME = r"[a-z][a-z0-9_]*"
_START_WORDS = rf"([0-9]+ ({_UNIT}) (after|before)|on) {_NAME}(\.[a-z_]+)?"
DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DURATION_PATTERN = rf"^[0-9]+ ({_UNIT})$"
START_PATTERN = rf"^{_START_WORDS}$"
UNTIL_PATTERN = rf"^({_NAME}|{_START_WORDS})$"
TERM_PATTERN = rf"^[0-9]+ ({_UNIT}) after ({'|'.join(TERM_ANCHORS)})$"
MONEY_PATTERN = r"^[A-Z]{3} [0-9]{1,12}(\.[0-9]{2})?$"

_DURATION = re.compile(rf"([0-9]+) ({_UNIT})\Z")
_START = re.compile(rf"(?:([0-9]+) ({_UNIT}) (after|before)|(on)) (\S+)\Z")
_ANCHOR = re.compile(rf"{_NAME}(\.[a-z_]+)?")
_MONEY = re.compile(r"([A-Z]{3}) ([0-9]{1,12}(?:\.[0-9]{2})?)\Z")
_LOOSE = re.compile(r"\s*(\S+)\s+(.+?)(?:\s+(?:after|before)\b\s*(.*?))?\s*\Z")
"""Anything with a number's place, a unit's place and perhaps an anchor's: to say which of them is wrong."""


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A unit that policies do not have, and what it is in one they have: so many for each, or each of so many."""

    form: re.Pattern[str]
    hint: str
    unit: str
    times: int = 1
    each_of: int = 1
    sure: bool = True


_FOREIGN_UNITS = (
    _Foreign(
        re.compile(r"\b(hours?|hrs?|h)\b"), "write it in days: a policy knows no hours", "days", each_of=24, sure=False
    ),
    _Foreign(
        re.compile(r"\bminutes?\b"), "write it in days: a policy knows no minutes", "days", each_of=1440, sure=False
    ),
    _Foreign(re.compile(r"\b(business|bank|work|week)[ -]?days?\b"), "write 'working days'", "working days"),
    _Foreign(re.compile(r"\byears?\b"), "write it in months: '12 months'", "months", times=12),
    _Foreign(re.compile(r"\bcalendar days?\b"), "write 'days'", "days"),
)
_NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: str(max(number, 1)) for number, word in enumerate(_NUMBERS)} | {"an": "1"}
_CURRENCY = r"€|[A-Za-z]{3}|euros?"
_MEANT_MONEY = (
    rf"(?:({_CURRENCY})\s*)?([0-9]{{1,3}}(?:[., '][0-9]{{3}})+|[0-9]+)(?:[.,]([0-9]{{2}}|-))?(?:\s*({_CURRENCY}))?"
)
_START_EXAMPLE = "write for example '1 day after invoice.due' or 'on invoice.due'"
_TERM_EXAMPLE = "write for example '7 days after sent' or '14 days after received'"
_DURATION_EXAMPLE = "write for example '5 working days'"


class PhraseError(ValueError):
    """A phrase that cannot be read. `hint` says what to write instead; `word` is the part that is wrong, if one is.

    `meant` is the whole phrase as it was meant, if that is known; `sure` says that it can mean nothing else.
    """

    def __init__(self, message: str, hint: str, word: str = "", meant: str = "", *, sure: bool = True) -> None:
        super().__init__(message)
        self.hint = hint
        self.word = word
        self.meant = meant
        self.sure = sure


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


def read_day(text: str) -> int:
    """Read "2026-02-05" as an ordinal. Raises PhraseError, also for a day that no calendar has."""
    try:
        return day(text)
    except ValueError as error:
        if re.match(DAY_PATTERN, text):
            raise PhraseError(f"there is no day {text}", "write a day that the calendar has") from error
        raise not_a_day(text) from error


def not_a_day(text: str) -> PhraseError:
    """What is wrong with a day that is not written as year, month and day, and which day it can only be."""
    meant = days_meant(text)
    if len(meant) == 1:
        return PhraseError(f"{text!r} is not written as year, month and day", f"write {meant[0]}", meant=meant[0])
    if meant:
        return PhraseError(f"{text!r} can be one of two days", f"write {' or '.join(meant)}")
    return PhraseError(f"{text!r} is not a day", "write year, month and day: 2026-02-05")


def read_duration(text: str) -> Duration:
    """Read "<n> days|working days|weeks|months". Raises PhraseError."""
    match = _DURATION.match(text.strip())
    if not match:
        raise _misread(text, "a length of time", _DURATION_EXAMPLE)
    return Duration(_count(match[1], text), UNITS[match[2]])


def read_start(text: str) -> Start:
    """Read "<n> <unit> after|before <anchor>" or "on <anchor>". Raises PhraseError; the anchor may still be unknown."""
    match = _START.match(text.strip())
    if not match:
        raise _before(text) or _misread(text, "a day", _START_EXAMPLE)
    if not _ANCHOR.fullmatch(match[5]):
        raise PhraseError(f"{match[5]!r} cannot be the name of an anchor", _START_EXAMPLE, match[5])
    if match[4]:
        return Start(0, "days", match[5])
    sign = -1 if match[3] == "before" else 1
    return Start(sign * _count(match[1], text), UNITS[match[2]], match[5])


def read_until(text: str) -> Start | str:
    """Read the name of an event, or a day as `read_start` does. Raises PhraseError; the event may still be unknown."""
    if " " in text.strip():
        return read_start(text)
    if not re.fullmatch(_NAME, text.strip()):
        raise PhraseError(f"{text!r} is neither an event nor a day", _START_EXAMPLE)
    return text.strip()


def read_term(text: str) -> Start:
    """Read "<n> <unit> after sent|received|last received". Raises PhraseError."""
    head, _, anchor = text.strip().partition(" after ")
    if not anchor and _DURATION.match(head):
        raise PhraseError(f"{text!r} does not say from which day it counts", f"write '{head} after sent', or received")
    if not anchor or not _DURATION.match(head):
        raise _misread(text, "a term", _TERM_EXAMPLE)
    if anchor not in TERM_ANCHORS:
        hint = did_you_mean(anchor, TERM_ANCHORS)
        message = f"a term counts from the day a message was sent or received, not from {anchor!r}"
        raise PhraseError(message, hint, anchor)
    duration = read_duration(head)
    if duration.count == 0:
        raise PhraseError(f"{text!r} gives no time at all", "give at least 1 day", head)
    return Start(duration.count, duration.unit, anchor)


def read_money(text: str) -> tuple[str, int]:
    """Read "EUR 250" or "EUR 250.00" as currency and cents. Raises PhraseError."""
    match = _MONEY.match(text.strip())
    if not match:
        meant, sure = _money_meant(text.strip())
        hint = f"did you mean {meant!r}?" if sure else "write currency, space and amount: EUR 250 or EUR 250.00"
        raise PhraseError(f"{text!r} is not an amount of money", hint, meant=meant, sure=sure)
    return match[1], cents(parse_amount(match[2]))


def inside(place: Place, text: str, word: str) -> Place:
    """The place of a word within a scalar on one line, quoted or not; else the scalar's own place."""
    quote = {len(text): 0, len(text) + 2: 1}.get(place.length)
    if not word or quote is None or word not in text:
        return place
    return Place(place.file, place.line, place.column + quote + text.rfind(word), len(word))


def nearest(word: str, words: tuple[str, ...]) -> str | None:
    """The known word that was probably meant, or None."""
    close = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return close[0] if close else None


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something in English: "1 case", "2 cases"; `many` where an s is not enough.

    >>> counted(2, "case"), counted(1, "entry", "entries")
    ('2 cases', '1 entry')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def did_you_mean(word: str, words: tuple[str, ...]) -> str:
    """ "did you mean …?" for a near miss, else the list of what is known here (short lists only)."""
    begun = _begun(word, words)
    if len(begun) > 1:
        return f"write one of: {', '.join(begun)}"
    close = next(iter(begun), None) or nearest(word, words)
    if close:
        return f"did you mean {close!r}?"
    if not words:
        return "nothing is known here"
    shown = ", ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return f"write one of: {shown}"


def _begun(word: str, words: tuple[str, ...]) -> list[str]:
    """The known words that this is the beginning of: "Aug", "Tue", "payment"."""
    return [one for one in words if len(word) >= LEAST_BEGINNING and one.lower().startswith(word.lower())]


def _count(digits: str, text: str) -> int:
    count = int(digits[:9])
    if count > MAX_COUNT or len(digits) > 9:
        raise PhraseError(f"{text!r} is more than ten years", "write a shorter time", digits)
    return count


def _money_meant(text: str) -> tuple[str, bool]:
    """The amount that a text was meant to be, if any, and whether it can be no other ("€ 12,50", not "EUR 1.000")."""
    found = re.fullmatch(_MEANT_MONEY, text)
    if not found:
        return "", False
    written, decimals = (found[1] or found[4] or "").upper(), found[3]
    signs = set(re.sub("[0-9]", "", found[2]))
    if (found[1] and found[4]) or len(signs) > 1 or (decimals and signs & set(text[found.end(2)])):
        return "", False
    currency = "EUR" if written in ("", "€", "EURO", "EUROS") else written
    whole = re.sub("[^0-9]", "", found[2])
    meant = f"{currency} {whole}" + (f".{decimals}" if decimals and decimals != "-" else "")
    if not _MONEY.match(meant):
        return "", False
    return meant, bool(written) and (bool(decimals) or not signs & {".", ","})


def _before(text: str) -> PhraseError | None:
    """What to say of a wait with a minus sign; None for any other."""
    count, _, rest = text.strip().removeprefix("-").partition(" ")
    if not text.strip().startswith("-") or not count.isdecimal():
        return None
    meant = f"{count} {rest.replace(' after ', ' before ')}"
    return PhraseError(f"{'-' + count!r} is not a whole number", f"write '{meant}'", f"-{count}", meant, sure=False)


def _misread(text: str, what: str, example: str) -> PhraseError:
    """Say which part of a phrase does not fit: the number, the unit, or all of it."""
    loose = _LOOSE.match(text)
    number, unit = (loose[1], loose[2]) if loose else ("", "")
    rest = text[loose.end(2) :].rstrip() if loose else ""
    foreign = next(((found[0], row) for row in _FOREIGN_UNITS if (found := row.form.search(text.lower()))), None)
    if foreign:
        word, row = foreign
        start = text.lower().index(word)
        counted_as = _COUNTS.get(number.lower(), number)
        meant = _in_our_unit(counted_as, row, rest) if row.form.fullmatch(unit.lower()) else ""
        return _no_unit(text[start : start + len(word)], row.hint, meant, sure=row.sure)
    if unit in UNITS and not number.isdecimal():
        count = _COUNTS.get(number.lower())
        meant = f"{count} {unit}{rest}" if count else ""
        return PhraseError(f"{number!r} is not a whole number", example, number, meant)
    close = nearest(unit, tuple(UNITS)) if number.isdecimal() and unit not in UNITS else None
    if close:
        return _no_unit(unit, f"did you mean {close!r}?", f"{number} {close}{rest}")
    return PhraseError(f"{text!r} is not {what}", example)


def _in_our_unit(number: str, row: _Foreign, rest: str) -> str:
    """A time in a foreign unit in one that policies have; nothing where it does not come out whole."""
    total = int(number) * row.times if number.isdecimal() and len(number) < len("10000") else 0
    if not total or total % row.each_of:
        return ""
    count = total // row.each_of
    return f"{count} {row.unit if count != 1 else row.unit.removesuffix('s')}{rest}"


def _no_unit(word: str, hint: str, meant: str = "", *, sure: bool = True) -> PhraseError:
    message = f"{word!r} is no unit of time: policies count in days, working days, weeks and months"
    return PhraseError(message, hint, word, meant, sure=sure)
