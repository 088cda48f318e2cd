"""The schedule of a payment plan: what the policy proposes, what was agreed, and whether it lies within the bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.core.timing import after
from dunwell.days import day_text
from dunwell.language.phrases import Duration, read_duration
from dunwell.language.schedules import MOST_INSTALMENTS, read_schedule
from dunwell.money import amount_text

if TYPE_CHECKING:
    from dunwell.language.events import Event
    from dunwell.language.plans import Instalments
    from dunwell.language.program import Program
    from dunwell.language.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants otherwise than the policy proposes: 0 or None leaves it to the policy. `each` is cents."""

    first: int = 0
    times: int = 0
    every: Duration | None = None
    each: int = 0


def propose(program: Program, bounds: Instalments, total: int, agreed: int, wish: Wish) -> Schedule:
    """Instalments for a claim of `total` cents, agreed on this day; nothing for a claim of nothing.

    All are equal, rounded down, and the last takes the rest; days count from the first, so that a month's end stays
    one. Without a wish there are as many as the bounds allow.
    """
    if total <= 0:
        return ()
    every = wish.every or bounds.every
    first = wish.first or after(program, agreed, bounds.first)

    def due(number: int) -> int:
        return after(program, first, Duration(every.count * number, every.unit))

    end = after(program, agreed, bounds.longest) if bounds.longest else 0
    fitting = sum(due(number) <= end for number in range(bounds.times)) if end else bounds.times
    amounts = _amounts(bounds, total, wish, max(fitting, 1))
    return tuple((due(number), amount) for number, amount in enumerate(amounts))


def _amounts(bounds: Instalments, total: int, wish: Wish, most: int) -> tuple[int, ...]:
    if wish.each:
        each = max(wish.each, -(-total // MOST_INSTALMENTS))  # smaller ones would never end
        full, rest = divmod(total, each)
        return (*(each,) * full, *((rest,) if rest else ()))
    times = wish.times or min(most, max(total // bounds.at_least, 1) if bounds.at_least else most)
    even = total // times
    each = max(even // bounds.round_to * bounds.round_to, min(even, bounds.at_least)) or even  # not rounded below it
    if not each:
        return (total,)
    return (*(each,) * (times - 1), total - each * (times - 1))


def wish_of(event: Event) -> Wish:
    """What an event says of the instalments, apart from a whole schedule."""
    every = event.word("every")
    return Wish(
        int(event.get("first") or 0),
        int(event.get("times") or 0),
        read_duration(every) if every else None,
        event.money(),
    )


def agreed_schedule(program: Program, bounds: Instalments, total: int, event: Event) -> Schedule:
    """The schedule that an event says, or else the one that follows from what it says and the policy proposes."""
    written = event.word("instalments")
    return read_schedule(written) if written else propose(program, bounds, total, event.at, wish_of(event))


def outside(program: Program, bounds: Instalments, schedule: Schedule, agreed: int) -> tuple[str, ...]:
    """In which ways a schedule leaves the policy's bounds; nothing for one within them."""
    if not schedule:
        return ("there is nothing to pay",)
    found = []
    if len(schedule) > bounds.times:
        found.append(f"{len(schedule)} instalments, {bounds.times} at most")
    small = min((amount for _, amount in schedule[:-1]), default=schedule[-1][1])
    if small < bounds.at_least:
        found.append(f"an instalment of {amount_text(small)}, {amount_text(bounds.at_least)} at least")
    latest = after(program, agreed, bounds.first)
    if schedule[0][0] > latest:
        found.append(f"the first on {day_text(schedule[0][0])}, {day_text(latest)} at the latest")
    end = after(program, agreed, bounds.longest) if bounds.longest else schedule[-1][0]
    if schedule[-1][0] > end:
        found.append(f"the last on {day_text(schedule[-1][0])}, {day_text(end)} at the latest")
    return tuple(found)
