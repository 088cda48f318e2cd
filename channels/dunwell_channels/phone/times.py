"""When calls are put into a calendar: within the hours of the day, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a day, in minutes after midnight, the length of a call in minutes, and the zone ("" for none)."""

    start: int
    until: int
    minutes: int
    zone: str

    @property
    def text(self) -> str:
        """The hours as people write them."""
        return " and ".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (self.start, self.until))

    def slot(self, day: date, number: int) -> tuple[datetime, datetime]:
        """Begin and end of the call of this number, from 0; in UTC where the zone is known, else without a zone.

        When the day is full, calls begin again at its first hour, beside the others.
        """
        slots = max((self.until - self.start) // self.minutes, 1)
        midnight = datetime.combine(day, time(), ZoneInfo(self.zone) if self.zone else None)
        begin = midnight + timedelta(minutes=self.start + number % slots * self.minutes)
        begin = begin.astimezone(UTC) if self.zone else begin
        return begin, begin + timedelta(minutes=self.minutes)


def read_hours(config: Mapping[str, object]) -> Hours:
    """The hours that a configuration asks for."""
    start, until = (_minute(str(config.get(key) or usual)) for key, usual in (("from", "09:00"), ("until", "17:00")))
    return Hours(start, until, int(str(config.get("minutes") or 15)), str(config.get("time_zone") or ""))


def zone_problem(name: str) -> str:
    """Why this is no time zone; "" if it is one."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"there is no time zone {name!r}"
    return ""


def _minute(written: str) -> int:
    hour, _, minute = written.partition(":")
    return int(hour) * 60 + int(minute)
