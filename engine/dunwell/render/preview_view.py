"""What stands above a previewed message: the day, the step, the channels and where each leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.timeline_document import day_at, list_at, map_at, maps_at, text_at
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = Words("en")


def heading(message: Mapping[str, object]) -> str:
    """The day and the step: "Thu 5 Feb 2026 · Vriendelijke betalingsherinnering (reminder)"; a call with its number."""
    day = day_at(message, "date")
    title, name = text_at(message, "title"), text_at(message, text_at(message, "kind"))
    what = title if name.replace("_", " ") == title else f"{title} ({name})"
    attempt = f", call {message.get('attempt')}" if "phone" in list_at(message, "channels") else ""
    return f"{_WORDS.day(day) if day else ''} · {what}{attempt}"


def where_to(message: Mapping[str, object]) -> tuple[str, ...]:
    """A line for each channel: "email: inkoop@example.nl"."""
    addresses = map_at(message, "to")
    return tuple(f"{channel}: {addresses.get(channel) or 'not known'}" for channel in addresses)


def missing(message: Mapping[str, object]) -> str:
    """Why there are no words, in one line."""
    return "; ".join(text_at(problem, "message") for problem in maps_at(message, "problems"))
