"""How much may go out in a day: which of the planned actions go today, and why the others wait for tomorrow.

A cap keeps a mistake small and a call centre in peace. It never changes what is due: what waits stays due, and the
oldest goes first on the next day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from dunwell.workspace import PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.workspace import Limits


class Planned(Protocol):
    """An action that is due: its case and name, its channels, and the day since which it is due.

    By several channels it counts once for each, and goes by all of them on one day or not at all.
    """

    @property
    def case_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def channels(self) -> tuple[str, ...]: ...
    @property
    def since(self) -> int: ...


_Action = TypeVar("_Action", bound=Planned)


@dataclass(frozen=True, slots=True)
class Allowed(Generic[_Action]):
    """What goes today, in its order, and what waits for tomorrow, each with the reason."""

    today: tuple[_Action, ...]
    waits: tuple[tuple[_Action, str], ...]


def within_limits(planned: Iterable[_Action], sent_today: Mapping[str, int], limits: Limits) -> Allowed[_Action]:
    """Say which actions may go today, the oldest first (of one day: by case), given what went out today by channel.

    One that waits for its own channel does not keep back others. An action by more channels than a limit lets out on
    any day goes as the first of a day, unless the limit is 0: otherwise it would wait for ever.
    """
    gone = Counter(sent_today)
    today: list[_Action] = []
    waits: list[tuple[_Action, str]] = []
    for one in sorted(planned, key=lambda each: (each.since, each.case_id, each.name)):
        full = _full(one, gone, limits)
        if full:
            waits.append((one, full))
        else:
            gone.update(one.channels)
            today.append(one)
    return Allowed(tuple(today), tuple(waits))


def _full(one: Planned, gone: Counter[str], limits: Limits) -> str:
    """Which limit an action would break, in words; "" for none."""
    for channel, count in Counter(one.channels).items():
        most = limits.channels.get(channel)
        if most is not None and _breaks(gone[channel], count, most):
            return _said(f"limits.{channel}", most, f"by {channel}")
    most = limits.per_day
    if most is not None and _breaks(gone.total(), len(one.channels), most):
        return _said(f"limits.{PER_DAY}", most, "in all")
    return ""


def _breaks(gone: int, count: int, most: int) -> bool:
    """Whether so many more are too many; more than a whole day's are not, where they are the first of their day."""
    return count > 0 and gone + count > most and not (gone == 0 and 0 < most < count)


def _said(key: str, most: int, which: str) -> str:
    if not most:
        return f"{key} is 0: nothing goes out {which}"
    return f"{key}: {most} went out today {which}; it goes first on the next day"
