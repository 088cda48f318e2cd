"""What the timeline says of an event beside the event itself: the law that makes it matter, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.core.discount import discounts_of, granted
from dunwell.core.explain import Because, day_name
from dunwell.core.values import replace
from dunwell.language.events import MOVED
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.core.position import Position
    from dunwell.language.events import Event
    from dunwell.language.program import Program

SHORT = 12
"""So much of a fingerprint is shown to people."""


def _stopped(program: Program, position: Position, event: Event) -> tuple[Because, ...]:
    """A stop: what it is, what it does, what is left to do, until when, and who else can be asked."""
    stop = program.law.stops.get(event.word("kind"))
    if stop is None:
        return ()
    said = (
        "Nothing more is asked of the debtor; no policy can change that.",
        f"What is left to do: {stop.to_do}",
        f"Until: {stop.until}",
        f"Guarantors and others who are liable: {stop.guarantors}",
    )
    first = Because(f"{stop.title}: {stop.effect}", None, stop.basis.article)
    return (first, *(Because(text) for text in said))


def _lifted(program: Program, position: Position, event: Event) -> tuple[Because, ...]:
    """The end of a stop; one that was not on, or others that still are, are said."""
    kind = event.word("kind")
    stop = program.law.stops.get(kind)
    law = stop.basis.article if stop else None
    name = stop.title if stop else kind.replace("_", " ")
    left = [program.law.stops[one].title if one in program.law.stops else one for one in position.stops if one != kind]
    still = f"still on: {', '.join(left)}" if left else "nothing else stops the case by law"
    if kind not in position.stops:
        return (Because(f"{name} was not on, so nothing changes; {still}", None, law),)
    return (Because(f"{name} has ended; {still}", None, law),)


def _paid(program: Program, position: Position, event: Event) -> tuple[Because, ...]:
    """A payment with a discount for early payment deducted: in time, too late, or too much deducted."""
    after = replace(position, received=position.received + event.money())
    terms = discounts_of(position)
    if position.end or not terms or after.claim_open <= 0:
        return ()
    currency = program.currency
    discount = granted(after, event.at).discounted - position.discounted
    if discount:
        text = f"paid in time for the discount: {currency} {amount_text(discount)} is granted, nothing is left to pay"
        return (Because(text),)
    running = [(until, amount) for until, amount in terms if event.at <= until]
    if running:
        until, amount = running[0]
        text = f"the discount of {currency} {amount_text(amount)} holds once all the rest is paid, by {day_name(until)}"
        return (Because(text),)
    if after.claim_open > terms[0][1]:
        return ()
    left = f"{currency} {amount_text(after.claim_open)} is left to pay"
    return (Because(f"no discount: its last day was {day_name(terms[-1][0])}; {left}"),)


def _moved(program: Program, position: Position, event: Event) -> tuple[Because, ...]:
    """From which text to which, by their fingerprints, and which step took the place of which."""
    texts = (f"{event.word(f'{end}_version')} ({event.word(end)[:SHORT]})" for end in ("from", "to"))
    steps = (one.split("=") for one in event.word("steps").split(", ") if one)
    renamed = (f"{new} takes the place of {old}" if new else f"{old} has no successor" for old, new in steps)
    return (Because(" → ".join(texts)), *(Because(one) for one in renamed))


EXPLAINED: dict[str, Callable[[Program, Position, Event], tuple[Because, ...]]] = {
    "payment_received": _paid,
    MOVED: _moved,
    "debtor_stopped": _stopped,
    "stop_lifted": _lifted,
}
"""The events that are explained, with the position before them."""
