"""What debtors and people may do in a made-up case: reactions to what a timeline tells, played as scenario events.

A reaction hangs on what it answers ("the first call", "the hold dispute opened"), not on a day. So the same story can
be played under two policies that do things on different days; where a policy never does what is answered, it is left
out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.simulate import simulate
from dunwell.days import add_years
from dunwell.language.scenario import Planned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.core.position import Position
    from dunwell.core.timeline import Entry, Timeline
    from dunwell.language.fields import Value
    from dunwell.language.program import Program

YEARS = 2
PROMISED_AFTER = 7
"""Days after which a debtor of a story promises to pay."""

HALF, QUARTER = 2, 4


class Trigger(NamedTuple):
    """What of a timeline is answered: an entry's kind, name and change, and which of these (0: the first)."""

    kind: str
    name: str
    change: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Reaction:
    """What somebody does `days` after what it answers; `act` is a row of `ACTS`, `word` the outcome it needs."""

    trigger: Trigger
    act: str
    word: str = ""
    days: int = 0


Story = tuple[Reaction, ...]
"""Reactions in the order in which they happen; none: nobody reacts to anything."""


class Act(NamedTuple):
    """One row: the event, and what it says, made of the day, the cents that are asked for, the word and the name."""

    event: str
    says: str
    data: Callable[[int, int, str, str], tuple[tuple[str, Value], ...]]


def _amount(part: int) -> Callable[[int, int, str, str], tuple[tuple[str, Value], ...]]:
    return lambda day, owed, word, name: (("amount", max(owed // part, 1)),)


def _promise(part: int) -> Callable[[int, int, str, str], tuple[tuple[str, Value], ...]]:
    promised = ("promised_on",)
    return lambda day, owed, word, name: (
        (promised[0], day + PROMISED_AFTER),
        *((("amount", max(owed // part, 1)),) if part > 1 else ()),
    )


def _call(day: int, owed: int, word: str, name: str) -> tuple[tuple[str, Value], ...]:
    promised = (("promised_on", day + PROMISED_AFTER),) if word == "promise" else ()
    return (("outcome", word), *promised)


ACTS: Mapping[str, Act] = {
    "pays": Act("payment_received", "the debtor pays all", _amount(1)),
    "pays_part": Act("payment_received", "the debtor pays half", _amount(HALF)),
    "credits": Act("credited", "all is credited", _amount(1)),
    "credits_part": Act("credited", "a quarter is credited", _amount(QUARTER)),
    "disputes": Act("dispute_opened", "the debtor disputes the claim", lambda day, owed, word, name: ()),
    "disputes_part": Act("dispute_opened", "the debtor disputes a quarter", _amount(QUARTER)),
    "asks": Act("question_asked", "the debtor asks a question", lambda day, owed, word, name: ()),
    "promises": Act("promise_made", "the debtor promises to pay", _promise(1)),
    "promises_part": Act("promise_made", "the debtor promises to pay half", _promise(HALF)),
    "wants_plan": Act("plan_requested", "the debtor asks for a payment plan", lambda day, owed, word, name: ()),
    "bounces": Act("bounced", "the mail comes back", lambda day, owed, word, name: (("step", name),)),
    "returns": Act("letter_returned", "the letter comes back", lambda day, owed, word, name: (("step", name),)),
    "says": Act("call_made", "the call ends with {word}", _call),
    "finishes": Act(
        "step_done", "the person says {word}", lambda day, owed, word, name: (("step", name), ("outcome", word))
    ),
    "answers": Act("question_answered", "the question is answered", lambda day, owed, word, name: ()),
    "decides": Act("dispute_closed", "the dispute ends: {word}", lambda day, owed, word, name: (("outcome", word),)),
    "lifts": Act(
        "hold_lifted", "the hold is lifted: {word}", lambda day, owed, word, name: (("hold", name), ("outcome", word))
    ),
    "agrees": Act("plan_agreed", "the payment plan is agreed as proposed", lambda day, owed, word, name: ()),
    "agrees_in_two": Act("plan_agreed", "two instalments are agreed", lambda day, owed, word, name: (("times", 2),)),
    "lowers": Act("plan_changed", "lower instalments are agreed", lambda day, owed, word, name: (("times", 3),)),
    "lowers_again": Act(
        "plan_changed", "still lower instalments are agreed", lambda day, owed, word, name: (("times", 5),)
    ),
    "gives_up": Act("plan_declared_infeasible", "the plan cannot be kept", lambda day, owed, word, name: ()),
    "pays_late_elsewhere": Act(
        "fact_recorded",
        "a new invoice is paid late",
        lambda day, owed, word, name: (("fact", "debtor.new_invoices_on_time"), ("value", False)),
    ),
    "recalls": Act("recalled", "the claim is taken back", lambda day, owed, word, name: ()),
}
"""All that can happen in a story."""

_TO_MESSAGES = (
    ("pays", 3), ("pays_part", 3), ("credits", 3), ("credits_part", 3), ("disputes", 3), ("disputes_part", 3),
    ("asks", 3), ("promises", 3), ("promises_part", 3), ("wants_plan", 3),
)  # fmt: skip
_TO_PLANS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "offered": (("agrees_in_two", 2), ("agrees", 2)),
    "agreed": (("pays_part", 5), ("gives_up", 5), ("lowers", 5), ("pays_late_elsewhere", 5), ("disputes", 5)),
    "changed": (("lowers_again", 5),),
    "instalment_due": (("pays_part", 0), ("pays", 0)),
    "instalment_late": (("pays", 3),),
}


def reactions_to(program: Program, entry: Entry, nth: int) -> Iterator[Reaction]:
    """Everything that people may do about one entry of a timeline."""
    trigger = Trigger(entry.kind, entry.name, entry.change, nth)
    if entry.kind == "step":
        yield from _to_step(program, entry, trigger)
    elif entry.kind == "message":
        yield from (Reaction(trigger, act, "", days) for act, days in _TO_MESSAGES[:2])
    elif entry.kind == "plan":
        yield from (Reaction(trigger, act, "", days) for act, days in _TO_PLANS.get(entry.change, ()))
    elif entry.kind == "hold" and entry.change == "opened":
        yield from _to_hold(program, entry, trigger)
    elif entry.kind == "end" and entry.name == "handed_over":
        yield from (Reaction(trigger, act, "", 3) for act in ("pays", "recalls"))


def _to_step(program: Program, entry: Entry, trigger: Trigger) -> Iterator[Reaction]:
    step = program.steps[0][program.step_index(entry.name)]
    if step.kind == "phone":
        yield from (Reaction(trigger, "says", outcome) for outcome, _ in step.outcomes)
    elif step.kind == "task":
        yield from (Reaction(trigger, "finishes", outcome, 2) for outcome, _ in step.outcomes)
    elif entry.channels:
        yield from (Reaction(trigger, act, "", days) for act, days in _TO_MESSAGES)
        if "email" in entry.channels:
            yield Reaction(trigger, "bounces", "", 1)
        if "letter" in entry.channels:
            yield Reaction(trigger, "returns", "", 4)


def _to_hold(program: Program, entry: Entry, trigger: Trigger) -> Iterator[Reaction]:
    hold = program.holds[program.hold_index(entry.name)] if program.hold_index(entry.name) >= 0 else None
    if hold is None:
        return
    act = "decides" if hold.opens_on == "dispute_opened" else "lifts"
    if hold.opens_on == "promise_made":
        yield from (Reaction(trigger, one, "", 5) for one in ("pays", "pays_part"))
    else:
        yield from (Reaction(trigger, act, outcome, 3) for outcome, _ in hold.outcomes)
    if hold.until_event == "question_answered":
        yield Reaction(trigger, "answers", "", 3)


def play_story(
    program: Program, opened: Position, story: Story, planned: tuple[Planned, ...] = (), agreed: int | None = None
) -> Timeline:
    """The timeline of a case in which this story happens. Each reaction is placed on what the ones before it led to.

    `planned` happen besides, on their days; `agreed` is the yearly interest that was agreed, in millionths.
    """
    timeline = play_planned(program, opened, planned, agreed)
    for reaction in story:
        event = placed(program, timeline, reaction)
        if event is not None:
            planned = (*planned, event)
            timeline = play_planned(program, opened, planned, agreed)
    return timeline


def play_planned(
    program: Program, opened: Position, planned: tuple[Planned, ...], agreed: int | None = None
) -> Timeline:
    """The timeline of a case with these events, for two years."""
    return simulate(program, opened, planned, add_years(opened.day, YEARS), agreed)


def placed(program: Program, timeline: Timeline, reaction: Reaction) -> Planned | None:
    """A reaction as an event on its day; None where what it answers does not come, or its word is not known here."""
    trigger, entries = reaction.trigger, timeline.entries
    found = [at for at, one in enumerate(entries) if (one.kind, one.name, one.change) == trigger[:3]]
    if len(found) <= trigger.nth:
        return None
    at = found[trigger.nth]
    claims = [one.claim.total for one in entries[: at + 1] if one.claim is not None]
    owed = claims[-1] if claims else timeline.position.principal
    day = entries[at].day + reaction.days
    act = ACTS[reaction.act]
    return Planned(act.event, act.data(day, owed, reaction.word, trigger.name), day)
