"""Pauses, as JSON and as a line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from dunwell.journal.pauses import Pause

_WORDS = Words("en")


def pause_document(one: Pause) -> dict[str, object]:
    """What is paused (null: everything), since when, why, by whom, and up to which day."""
    return {
        "channel": one.channel or None,
        "why": one.why,
        "since": day_text(one.stamp.on),
        "until": day_text(one.until) if one.until else None,
        "by": one.stamp.by,
        "text": pause_line(one),
    }


def pause_line(one: Pause) -> str:
    """The pause in one sentence."""
    what = f"{one.channel} is paused" if one.channel else "everything is paused"
    until = f" until {_day(one.until)}" if one.until else ""
    return f"{what} since {_day(one.stamp.on)}{until} by {one.stamp.by}: {one.why}"


def _day(value: int) -> str:
    return _WORDS.day(date.fromordinal(value))
