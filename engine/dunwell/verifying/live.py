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

from dunwell.core.instalments import paid_instalments
from dunwell.core.judge import DERIVED_VALUES
from dunwell.core.lapsing import limitation_day
from dunwell.core.moves import promised
from dunwell.core.position import AGREED, ASKING, DONE, EXPECTING, OPEN, PAUSED, WAITING
from dunwell.core.timing import count_from
from dunwell.language.cells import OPERATOR_TESTS, leaves_of
from dunwell.language.fields import FACT_INDEX, FIELDS
from dunwell.language.program import ENTERED, PROMISE
from dunwell.verifying.ahead import PAST, ahead_of, only_asked_for, reads, routes_from_anywhere, targets

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from dunwell.core.position import OpenHold, Position, RunningPlan
    from dunwell.language.parts import Condition
    from dunwell.language.program import Program
    from dunwell.verifying.ahead import Read

_BY_THE_LAW = frozenset(name for name in FACT_INDEX if name.split(".")[0] in ("agency", "agreement", "collector"))


@dataclass(frozen=True, slots=True)
class Live:
    """What a program can read, worked out once: by `live_of`.

    `returns` is how long a message can come back, `lapses` says whether the limitation can come near within a story;
    interruptions only put it off. `amounts` are what conditions ask of money; `exact` says that every cent counts.
    """

    program: Program
    returns: int
    lapses: bool
    fields: frozenset[str]
    stands_still: bool
    anywhere: frozenset[int]
    thanks: bool
    for_plans: tuple[int, ...]
    amounts: tuple[Condition, ...]
    exact: bool
    read: dict[tuple[int, ...], Read] = field(default_factory=dict)


def live_of(program: Program, opened: Position, returns: int, last_day: int) -> Live:
    """What this program can read of a case up to the last day of a story."""
    tests = tuple(test for condition in _conditions(program) for test in leaves_of(condition))
    others = frozenset(test.field for test in tests)
    plans = frozenset(test.field for plan in program.plans if plan.when is not None for test in leaves_of(plan.when))
    fields = others | plans
    only_asked = only_asked_for(program)
    alone = plans - others - _BY_THE_LAW if only_asked else frozenset()
    return Live(
        program,
        returns,
        limitation_day(program, opened) <= last_day,
        fields,
        any(hold.stand_still for hold in program.holds),
        frozenset(targets(program, routes_from_anywhere(program))),
        any(program.messages[index].kind == "thanks" for _, index in program.farewells),
        tuple(sorted(FACT_INDEX[name] for name in alone if name in FACT_INDEX)),
        tuple(test for test in tests if FIELDS[test.field].type == "money" and FIELDS[test.field].derived),
        not only_asked or any(step.claims and not step.close for steps in program.steps for step in steps),
    )


class May(NamedTuple):
    """What a budget still allows: a message to come back, a case that has ended to go on, another plan, a payment to be
    taken back, anything at all."""

    returns: bool
    reopens: bool
    plans: bool
    reverses: bool
    anything: bool


def key_of(live: Live, position: Position, day: int, may: May) -> Hashable:
    """The same for two positions that nothing can tell apart from this day on, but for their windows."""
    returns, reopens, plans, reverses, anything = may
    planned = plans or (position.plan is not None and position.plan.stage != AGREED)
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
        _money(live, position, day, settled=not anything),
        (position.channel, position.route, position.ask, position.escalated, position.approved),
        frame and (frame.step, frame.phase, frame.channel, _entered(program, position, frame.step, frame.entered, day)),
        tuple([_hold(program, one) for one in position.holds]) if position.holds else (),
        position.anchors[PROMISE] if position.holds or position.messages else 0,
        position.stops,
        position.messages,
        _contacts(live, position, day),
        position.promises_broken if "debtor.promises_broken" in live.fields else 0,
        position.plans_breached if planned and "debtor.plans_breached" in live.fields else (),
        position.plan and _plan(program, position, position.plan, reverses=reverses),
        position.awaited,
        position.last_done if returns else -1,
        position.discounted,
        (position.limitation, position.interrupted) if live.lapses else 0,
    )


def stands(position: Position) -> tuple[object, ...]:
    """How a case stands, without its dates and its cents: where, what is beside it, and what it has to say."""
    return (
        position.step, position.phase, position.route, position.variant, position.plan and position.plan.stage,
        tuple([one.hold for one in position.holds]), position.stops, position.messages, position.contacts,
        position.interest > 0, position.costs > 0, position.received > 0, position.discounted > 0, position.facts,
    )  # fmt: skip


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


def _money(live: Live, position: Position, day: int, *, settled: bool) -> tuple[object, ...]:
    """What is owed and paid. Where nobody can change it any more but by paying all: what every condition says of it."""
    open_ended = position.plan or position.holds or position.phase == EXPECTING
    if open_ended or not settled or live.exact:
        return position.principal, position.interest, position.costs, position.received, position.paid_charges
    said = [
        OPERATOR_TESTS[test.operator](DERIVED_VALUES[test.field](live.program, position, day, None), test.values)
        for test in live.amounts
    ]
    return bool(position.interest), bool(position.costs), *said


def _since(program: Program, position: Position, day: int) -> int:
    """The day from which the phase counts, where anything still does."""
    if position.phase == PAUSED:
        return position.since
    if position.phase == WAITING or position.end:
        return 0
    step = program.steps[position.variant][position.step]
    if position.since <= day and (position.escalated or (_begins_anew(position) and not step.window)):
        return PAST
    waits = position.phase in (ASKING, EXPECTING) or step.patience or step.approve or step.guards or step.window
    return position.since if waits or position.since > day else PAST


def _begins_anew(position: Position) -> bool:
    """Whether whoever the case waits for has the whole time once more, as nothing goes on until then."""
    if position.phase == EXPECTING:
        return bool(position.stops)
    return bool(position.plan or position.stops) and position.phase in (OPEN, ASKING)


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
    if position.phase == OPEN and not position.escalated and not _begins_anew(position):
        day = min(day, position.since)  # who is to call waits from the first day that allows it
    if live.program.contacts.per_week:
        recent = tuple([one for one in contacts if one > day - 7])
    else:
        recent = (contacts[-1],) if contacts[-1] >= day else ()
    return recent or ((PAST,) if live.thanks else ())


def _plan(program: Program, position: Position, plan: RunningPlan, *, reverses: bool) -> tuple[object, ...]:
    """The plan without the day of an agreement that nobody waits for, and of instalments that are behind it."""
    asked = plan.late or plan.others or plan.wants_change or plan.since == position.day
    since = plan.since if plan.stage != AGREED or asked else 0
    waits = program.plans[plan.plan].remind in position.messages
    reminded = plan.reminded if waits or plan.reminded > plan.told else 0
    schedule = plan.schedule
    behind = min(plan.told, max(plan.late, paid_instalments(program, position))) if not reverses else 0
    if behind:
        schedule = (*((PAST, amount) for _, amount in schedule[:behind]), *schedule[behind:])
    return (
        plan.plan, plan.stage, since, plan.until, schedule, plan.base, plan.told, reminded, plan.late,
        plan.others, plan.term, plan.misses, plan.lowered, plan.wants_change, plan.escalated,
    )  # fmt: skip


def _read(live: Live, position: Position, *, returns: bool) -> Read:
    """What can be read from where the case stands; worked out once for each place."""
    frame = position.frame.step if position.frame is not None else -1
    back = position.last_done if returns else -1
    place = (position.variant, position.step, frame, back, bool(position.end))
    found = live.read.get(place)
    if found is None:
        ahead = ahead_of(live.program, position.variant, {position.step, frame, back, *live.anywhere} - {-1})
        found = live.read[place] = reads(live.program, position.variant, position.step, ahead)
    return found


def _conditions(program: Program) -> Iterator[Condition]:
    yield from (step.when for steps in program.steps for step in steps if step.when is not None)
    yield from (plan.completed for plan in program.plans)
    yield from (one.when for one in program.variants if one.when is not None)
