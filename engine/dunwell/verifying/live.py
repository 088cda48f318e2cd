"""What of a position can still make a difference: the key by which two states are the same.

Most dates of a case are read by few rules, and not for long: a term that has passed, the day of a letter that no later
step counts from, how often a step was done that has no limit. What no rule can read from here on is left out of the
key; a date from which everything that counts has passed is only "some day in the past". The position itself stays as
it is, so every story can be replayed.

What runs up as interest is worked out for the plainest story that leads to a state: on which days a payment came in,
and when plans froze the interest, is not part of the key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.lapsing import limitation_day
from dunwell.core.moves import promised
from dunwell.core.position import AGREED, ASKING, DONE, EXPECTING, OPEN, PAUSED, WAITING
from dunwell.core.timing import count_from
from dunwell.language.cells import leaves_of
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import ENTERED, PROMISE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from dunwell.core.position import OpenHold, Position, RunningPlan
    from dunwell.language.parts import Condition
    from dunwell.language.phrases import Unit
    from dunwell.language.program import Program, Step

    _Phrase = tuple[int, Unit]

_BY_THE_LAW = frozenset(name for name in FACT_INDEX if name.split(".")[0] in ("agency", "agreement", "collector"))
PAST = 1
"""The day that stands for every day in the past."""


@dataclass(frozen=True, slots=True)
class Read:
    """What can still be read from some steps on.

    `anchors` are slots with the phrases that count from them, and what stands for a day in the past; `whole` are slots
    of which the very day counts.
    `counts` are steps whose count matters, `windows` those that can still be missed.
    """

    anchors: tuple[tuple[int, tuple[_Phrase, ...], int], ...]
    whole: frozenset[int]
    counts: tuple[int, ...]
    windows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Live:
    """What a program can read, worked out once: by `live_of`.

    `returns` is how long a message can come back, `lapses` says whether the limitation can come near within a story;
    interruptions only put it off.
    """

    program: Program
    returns: int
    lapses: bool
    fields: frozenset[str]
    stands_still: bool
    anywhere: frozenset[int]
    thanks: bool
    for_plans: tuple[int, ...]
    read: dict[tuple[int, ...], Read] = field(default_factory=dict)


def live_of(program: Program, opened: Position, returns: int, last_day: int) -> Live:
    """What this program can read of a case up to the last day of a story."""
    others = frozenset(test.field for condition in _conditions(program) for test in leaves_of(condition))
    plans = frozenset(test.field for plan in program.plans if plan.when is not None for test in leaves_of(plan.when))
    fields = others | plans
    alone = plans - others - _BY_THE_LAW if _only_asked_for(program) else frozenset()
    return Live(
        program,
        returns,
        limitation_day(program, opened) <= last_day,
        fields,
        any(hold.stand_still for hold in program.holds),
        frozenset(_targets(program, _routes_from_anywhere(program))),
        any(program.messages[index].kind == "thanks" for _, index in program.farewells),
        tuple(sorted(FACT_INDEX[name] for name in alone if name in FACT_INDEX)),
    )


class May(NamedTuple):
    """What a budget still allows: a message to come back, a case that has ended to go on, another plan."""

    returns: bool
    reopens: bool
    plans: bool


def key_of(live: Live, position: Position, day: int, may: May) -> Hashable:
    """The same for two positions that nothing can tell apart from this day on, but for their windows."""
    returns, reopens, plans = may
    planned = plans or position.plan is not None
    if position.end and not reopens:
        return position.end, position.messages, _contacts(live, position, day), position.facts
    program, read = live.program, _read(live, position, returns=returns)
    frame = position.frame
    return (
        (position.end, position.step),
        position.phase,
        _since(program, position, day),
        position.facts if planned else _facts(live, position),
        position.variant,
        _anchors(live, position, read, day, returns=returns),
        tuple([position.counts[at] for at in read.counts]),
        tuple([min(count, hold.times) for count, hold in zip(position.hold_counts, program.holds, strict=True)]),
        (position.principal, position.interest, position.costs, position.received, position.paid_charges),
        (position.channel, position.route, position.ask, position.escalated, position.approved),
        frame and (frame.step, frame.phase, frame.channel, _entered(program, position, frame.step, frame.entered, day)),
        tuple([_hold(program, one) for one in position.holds]) if position.holds else (),
        position.anchors[PROMISE] if position.holds or position.messages else 0,
        position.stops,
        position.messages,
        _contacts(live, position, day),
        position.promises_broken if "debtor.promises_broken" in live.fields else 0,
        position.plans_breached if planned and "debtor.plans_breached" in live.fields else (),
        position.plan and _plan(position.plan, day),
        position.awaited,
        position.last_done if returns else -1,
        position.discounted,
        (position.limitation, position.interrupted) if live.lapses else 0,
    )


def slack_of(live: Live, position: Position, day: int, may: May) -> tuple[int, ...]:
    """How many days each window of the policy does not count so far; -1 for one that cannot be missed any more.

    Of two cases that are the same but for this, whatever the one with more misses the other misses too, and no later.
    """
    if not position.pauses or (position.end and not may.reopens):
        return ()
    found = []
    windows = _read(live, position, returns=may.returns).windows
    for at, (since, days) in enumerate(position.pauses):
        index = live.program.windows[at][0]
        over = at not in windows or position.counts[index] or position.late >> index & 1
        found.append(-1 if over else days + (day - since if since else 0))
    return tuple(found)


def _facts(live: Live, position: Position) -> tuple[object, ...]:
    """The facts without those that only a plan asks for."""
    facts: list[object] = list(position.facts)
    for index in live.for_plans:
        facts[index] = None
    return tuple(facts)


def _since(program: Program, position: Position, day: int) -> int:
    """The day from which the phase counts, where anything still does."""
    if position.phase == PAUSED:
        return position.since
    if position.phase == WAITING or position.end:
        return 0
    if position.escalated and position.since <= day:
        return PAST
    step = program.steps[position.variant][position.step]
    waits = position.phase in (ASKING, EXPECTING) or step.patience or step.approve or step.guards or step.window
    return position.since if waits or position.since > day else PAST


def _anchors(live: Live, position: Position, read: Read, day: int, *, returns: bool) -> tuple[int, ...]:
    """The dates that are still read; one from which everything that counts has passed is `PAST`."""
    program, anchors = live.program, position.anchors
    moved = min((one.since for one in position.holds if _moves(program, one)), default=0) if live.stands_still else 0
    step = program.steps[position.variant][position.last_done] if returns and position.last_done >= 0 else None
    back = step.sent if step is not None else -1
    found: list[int] = []
    for slot, phrases, past in read.anchors:
        value = anchors[slot]
        if (
            not value
            or slot in read.whole
            or (moved and value >= moved)
            or (slot == back and value > day - live.returns)
        ):
            found.append(value)
        elif all(count_from(program, value, count, unit) <= day for count, unit in phrases):
            found.append(past)
        else:
            found.append(value)
    if back >= 0:
        found.append(anchors[back] if anchors[back] > day - live.returns else PAST)
    return tuple(found)


def _moves(program: Program, one: OpenHold) -> bool:
    return one.hold >= 0 and program.holds[one.hold].stand_still


def _entered(program: Program, position: Position, index: int, entered: int, day: int) -> int:
    """The day on which the ladder had come to a step it will go back to, if its start counts from that."""
    start = program.steps[position.variant][index].start
    if start is None or start.anchor != ENTERED or position.frame is None or position.frame.phase == DONE:
        return 0
    return entered if count_from(program, entered, start.count, start.unit) > day else PAST


def _hold(program: Program, one: OpenHold) -> tuple[int, ...]:
    since = one.since if _moves(program, one) else 0
    return one.hold, since, one.last, one.amount, one.claim_open if promised(program, one) else 0


def _contacts(live: Live, position: Position, day: int) -> tuple[int, ...]:
    """The contacts that still count against a day or a week; that there was one at all, where thanks depend on it."""
    contacts = position.contacts
    if not contacts:
        return ()
    if position.phase == OPEN and not position.escalated:  # who is to call waits from the first day that allows it
        day = min(day, position.since)
    if live.program.contacts.per_week:
        recent = tuple([one for one in contacts if one > day - 7])
    else:
        recent = (contacts[-1],) if contacts[-1] >= day else ()
    return recent or ((PAST,) if live.thanks else ())


def _plan(plan: RunningPlan, day: int) -> tuple[object, ...]:
    """The plan without the day of an agreement that nobody waits for."""
    asked = plan.late or plan.others or plan.wants_change or plan.since == day
    since = plan.since if plan.stage != AGREED or asked else 0
    return (
        plan.plan, plan.stage, since, plan.until, plan.schedule, plan.base, plan.told, plan.reminded, plan.late,
        plan.others, plan.term, plan.misses, plan.lowered, plan.wants_change, plan.escalated,
    )  # fmt: skip


def _read(live: Live, position: Position, *, returns: bool) -> Read:
    """What can be read from where the case stands; worked out once for each place."""
    frame = position.frame.step if position.frame is not None else -1
    back = position.last_done if returns else -1
    place = (position.variant, position.step, frame, back, bool(position.end))
    found = live.read.get(place)
    if found is None:
        ahead = _ahead(live, position.variant, {position.step, frame, back, *live.anywhere} - {-1})
        found = live.read[place] = _reads(live, position.variant, position.step, ahead)
    return found


def _reads(live: Live, variant: int, at: int, ahead: frozenset[int]) -> Read:
    program = live.program
    steps = [program.steps[variant][index] for index in sorted(ahead)]
    phrases: dict[int, set[_Phrase]] = {}
    whole: set[int] = set()
    for step in steps:
        if step.start is not None and (step.start.anchor != ENTERED or step.index == at):
            phrases.setdefault(step.start.anchor, set()).add((step.start.count, step.start.unit))
        if step.kind == "phone" and step.apart is not None:
            phrases.setdefault(step.sent, set()).add((step.apart.count, step.apart.unit))
        if step.window is not None:
            whole.add(step.window.last.anchor)
    for hold in program.holds:
        if hold.until is not None and hold.until.anchor != PROMISE:
            whole.add(hold.until.anchor)
    if any(step.guards or step.claims for step in steps):
        for _, slot in program.letters[variant]:
            phrases.setdefault(slot, set())
    for slot in whole:
        phrases.setdefault(slot, set())
    counted_from = set(phrases)
    for step in program.steps[variant]:
        phrases.setdefault(step.sent + 2, set()).add((1, "days"))  # no other step starts within a term
    counted = [one.index for one in program.steps[variant] if one.times or one.kind == "phone" or one.anew_after]
    windows = [at for at, (index, _) in enumerate(program.windows) if index in ahead]
    return Read(
        tuple((slot, tuple(sorted(found)), PAST * (slot in counted_from)) for slot, found in sorted(phrases.items())),
        frozenset(whole),
        tuple(index for index in counted if index in ahead),
        tuple(windows),
    )


def _ahead(live: Live, variant: int, steps: set[int]) -> frozenset[int]:
    """Every step that a case at one of these can come to."""
    waiting, found = list(steps), set(steps)
    while waiting:
        step = live.program.steps[variant][waiting.pop()]
        new = {*_targets(live.program, _routes_of(step)), step.next} - {-1} - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _routes_of(step: Step) -> tuple[int, ...]:
    return (step.otherwise, step.fallback, step.after_last, *(route for _, route in step.outcomes))


def _routes_from_anywhere(program: Program) -> Iterator[int]:
    """Routes that a case may take at whatever step it stands: those of holds and plans."""
    for hold in program.holds:
        yield from (hold.expired, hold.otherwise, *(route for _, route in hold.outcomes))
    for plan in program.plans:
        yield from (plan.otherwise, plan.unanswered, plan.breached.route, plan.infeasible.route)


def _targets(program: Program, routes: Iterator[int] | tuple[int, ...]) -> Iterator[int]:
    """The steps to which routes lead, also after what they wait for; and those that may have to be done anew."""
    first = [program.routes[index] for index in routes if index >= 0]
    then = [program.routes[route.then] for route in first if route.then >= 0]
    yield from (route.target for route in (*first, *then) if route.kind == "go_to")
    yield from (step.index for steps in program.steps for step in steps if step.anew_after)


def _conditions(program: Program) -> Iterator[Condition]:
    yield from (step.when for steps in program.steps for step in steps if step.when is not None)
    yield from (plan.completed for plan in program.plans)
    yield from (one.when for one in program.variants if one.when is not None)


def _only_asked_for(program: Program) -> bool:
    """Whether a plan comes only where somebody wants one: by no hold that runs out, and no step that is skipped."""
    routes = {*_routes_from_anywhere(program)}
    for step in (step for steps in program.steps for step in steps):
        routes |= {step.otherwise, step.fallback, step.after_last}
    return not any(index >= 0 and program.routes[index].kind == "offer" for index in routes)
