"""What was asked on the command line, read strictly; every wrong value is noted, so that one run shows them all."""

from __future__ import annotations

import re
from decimal import Decimal

from dunwell.days import FIRST_YEAR, LAST_YEAR, day
from dunwell.law.rates import rate_of
from dunwell.money import cents, parse_amount, round_half_up
from dunwell.problems import Problem, ProblemsFound

_TOO_MUCH = Decimal(10**12)
"""Amounts as large as this are refused: they are slips of the keyboard."""

_MOST_RATE = Decimal(1000)
_SHORT_ENOUGH = 50
_MOMENT = re.compile(r"(?P<day>.{10})T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(:[0-5]\d)?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


class Asked:
    """Reads options one by one; `check` raises ProblemsFound if any was wrong.

    A wrong value is handed back as a stand-in (zero, or the first known day), never to be used.
    """

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def check(self) -> None:
        """Raise ProblemsFound with every wrong value so far."""
        if self._problems:
            raise ProblemsFound(tuple(self._problems))

    def wrong(self, code: str, message: str, fix: str) -> None:
        """Note a problem that the values have with each other."""
        self._problems.append(Problem(code, message, fix=fix))

    def amount(self, option: str, text: str) -> int:
        """An amount of zero or more, as cents."""
        try:
            value = parse_amount(text)
        except ValueError:
            self.wrong(
                "DW920", f"{option} {_short(text)} is not an amount", "write an amount such as 1210.00, with a point"
            )
            return 0
        if value < 0:
            self.wrong("DW920", f"{option} {_short(text)} is below zero", "give an amount of zero or more")
        elif value >= _TOO_MUCH:
            self.wrong("DW920", f"{option} {_short(text)} is too large", f"give an amount below {_TOO_MUCH}")
        elif value != round_half_up(value):
            self.wrong("DW920", f"{option} {_short(text)} has a part of a cent", "write at most two decimals")
        else:
            return cents(value)
        return 0

    def percent(self, option: str, text: str) -> int:
        """A percentage of zero or more, as millionths."""
        try:
            value = parse_amount(text)
            if 0 <= value <= _MOST_RATE:
                return rate_of(value)
        except ValueError:
            pass
        fix = "write a percentage such as 10.15, from 0 to 1000, with at most four decimals"
        self.wrong("DW920", f"{option} {_short(text)} is not a rate", fix)
        return 0

    def day(self, option: str, text: str) -> int:
        """A day that the engine knows."""
        try:
            value = day(text)
        except ValueError:
            self.wrong("DW920", f"{option} {_short(text)} is not a day", "write a day that exists, such as 2026-02-05")
            return 1
        if FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            return value
        fix = f"give a day from {FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31"
        self.wrong("DW920", f"{option} {_short(text)} lies outside the years that are known", fix)
        return 1

    def whole(self, option: str, text: str, most: int = 10**9) -> int:
        """A whole number from zero to `most`."""
        if _WHOLE.fullmatch(text) and int(text) <= most:
            return int(text)
        self.wrong("DW920", f"{option} {_short(text)} is not a whole number from 0 to {most}", "write plain digits")
        return 0

    def year(self, option: str, text: str) -> int:
        """A year that the engine knows."""
        if re.fullmatch(r"\d{4}", text, re.ASCII) and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
        self.wrong("DW920", f"{option} {_short(text)} is not a year that is known", f"give {FIRST_YEAR} to {LAST_YEAR}")
        return FIRST_YEAR

    def moment(self, option: str, text: str) -> tuple[int, int]:
        """A local day and time, as the day and the minutes after midnight; seconds are cut off."""
        match = _MOMENT.fullmatch(text)
        if not match:
            fix = "write local day and time such as 2026-06-10T19:59, without a time zone"
            self.wrong("DW920", f"{option} {_short(text)} is not a moment", fix)
            return 1, 0
        return self.day(option, match["day"]), 60 * int(match["hour"]) + int(match["minute"])

    def in_order(self, first: tuple[str, int], last: tuple[str, int]) -> None:
        """Note days in the wrong order; each is its option and its day."""
        if last[1] < first[1]:
            self.wrong(
                "DW624", f"{last[0]} lies before {first[0]}", "check the two days; they may be in the wrong order"
            )


def _short(text: str) -> str:
    """The text as found, cut where it is long."""
    return repr(text if len(text) <= _SHORT_ENOUGH else text[:_SHORT_ENOUGH] + "…")
