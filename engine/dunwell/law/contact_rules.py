"""The hours in which a debtor may be contacted, as frozen values; minutes after midnight, local time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunwell.law.figures import Figure


@dataclass(frozen=True, slots=True)
class ContactHours:
    """Contact is allowed from minute `opens` up to, not including, minute `closes` on the open days of a calendar."""

    opens: int
    closes: int
    calendar: str


@dataclass(frozen=True, slots=True)
class ContactRule:
    """The hours, and the kinds of collector whom they bind; to others they are a house rule."""

    collectors: tuple[str, ...]
    hours: Figure[ContactHours]
