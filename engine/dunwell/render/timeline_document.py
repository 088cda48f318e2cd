"""Reading a timeline document that may lack anything: what is missing or of another type is empty, never an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from dunwell.money import cents, parse_amount

Document = Mapping[str, object]

_TOO_MUCH = 10**17
"""Cents from which an amount is none that anybody owes; so long a text would only break the page."""

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(value: object) -> str:
    """A value as one line of text, without the characters that steer a terminal, turn writing around or break XML."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return " ".join(_UNSEEN.sub("", text).split())


def text_at(source: Document, key: str) -> str:
    """The text under a key; empty if there is none."""
    return clean(source.get(key))


def day_at(source: Document, key: str) -> date | None:
    """The day under a key."""
    return as_day(source.get(key))


def as_day(value: object) -> date | None:
    """The day written as YYYY-MM-DD, else None."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def as_cents(text: str) -> int | None:
    """The amount in cents, or None for a text that is no amount (or has more digits than anybody owes)."""
    try:
        value = cents(parse_amount(text))
    except ValueError:
        return None
    return value if abs(value) < _TOO_MUCH else None


def list_at(source: Document, key: str) -> tuple[object, ...]:
    """The items of the list under a key."""
    value = source.get(key)
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def map_at(source: Document, key: str) -> Document:
    """The mapping under a key; empty if there is none."""
    value = source.get(key)
    return value if isinstance(value, Mapping) else {}


def maps_at(source: Document, key: str) -> tuple[Document, ...]:
    """The mappings in the list under a key; items that are none, or empty, are left out."""
    return tuple(item for item in list_at(source, key) if isinstance(item, Mapping) and item)
