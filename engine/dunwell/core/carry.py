"""Carry a case over to another text of its policy: everything by its name, nothing done twice, no term lost.

What the other text has no place for is given back as `Lost`, and a person decides before the case is moved. A fold has
to go on whatever came in late, so each of these has a safe place too: a person is asked, and nothing harsher happens.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.amounts import settle
from dunwell.core.farewell import told_at_end
from dunwell.core.judge import variant_of
from dunwell.core.moves import ask
from dunwell.core.pauses import recounted
from dunwell.core.position import (
    ASKING,
    EXPECTING,
    MANUAL,
    OPEN,
    PAUSED,
    WAITING,
    Frame,
    OpenHold,
    Past,
    Pause,
    Position,
    RunningPlan,
)
from dunwell.core.values import replace
from dunwell.language.program import FIXED_ANCHORS
from dunwell.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.program import Program, Step

_MESSAGES = ("email", "letter", "both")
"""Steps of these kinds did the same: the debtor has it in writing."""


class Lost(NamedTuple):
    """What a text has no place for: what it is (step, deed, letter, twice, hold, …), and its name in the old text."""

    what: str
    name: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A case under the other text, and what that has no place for."""

    position: Position
    lost: tuple[Lost, ...] = ()


def carry(old: Program, new: Program, position: Position) -> Carried:
    """The position of a case under another text, on the same day. `new.renamed` says which step takes whose place."""
    return _Carrying(old, new, position).carry()


def same(one: object, other: object) -> bool:
    """Whether two parts of programs say the same, wherever they stand in their files."""
    if isinstance(one, Place) and isinstance(other, Place):
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        return all(same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    return one == other


def kind_of(step: Step) -> str:
    """What a step did, as far as it matters whether another one did the same."""
    return "message" if step.kind in _MESSAGES else step.kind


def _did_the_same(past: Past, step: Step) -> bool:
    return (past.kind, past.form) == (kind_of(step), step.legal_form or "")


class _Carrying:
    """One case on its way from one program to another."""

    def __init__(self, old: Program, new: Program, position: Position) -> None:
        self.old, self.new, self.position = old, new, position
        self.lost: list[Lost] = []
        self.holds, self.plan = self._holds(), self._plan()
        self.variant = variant_of(new, replace(position, holds=self.holds, plan=self.plan), position.day)
        self.steps, self.then = old.steps[position.variant], new.steps[max(self.variant, 0)]
        self.to = {step.index: self._index_of(step.name) for step in self.steps}
        self.past: list[Past] = []
        self._drop_what_is_no_match()

    def carry(self) -> Carried:
        """The case as the new program has it."""
        position = self.position
        made = replace(
            position,
            variant=max(self.variant, 0),
            anchors=self._anchors(),
            counts=self._counts(),
            hold_counts=tuple(self._hold_count(hold.name) for hold in self.new.holds),
            holds=self.holds,
            messages=tuple(self._messages()),
            contacts=self._contacts(),
            late=self._bits(position.late),
            behind=self._behind(),
            plan=self.plan,
            pauses=self._pauses(),
            last_done=self.to.get(position.last_done, -1),
            past=tuple(self.past),
        )
        made = self._phase(self._variant(made))
        if not made.end:
            made = settle(self.new, made, "paid" if made.received else "credited", made.day)
            if made.end:
                made = told_at_end(self.new, made)
        return Carried(recounted(self.new, made), tuple(dict.fromkeys(self.lost)))

    def _index_of(self, name: str) -> int:
        """The step that takes this one's place, or -1; who is said to have no successor has none."""
        name = self.new.renamed.get(name, name)
        return next((step.index for step in self.then if step.name == name), -1)

    def _was_done(self, step: Step) -> bool:
        return bool(self.position.counts[step.index] or self.position.anchors[step.sent])

    def _drop_what_is_no_match(self) -> None:
        """A step that was done may only become one that does the same; else the law would be told a wrong story."""
        done = [step for step in self.steps if self._was_done(step)]
        taken: dict[int, str] = {}
        for step in done:
            index = self.to[step.index]
            if index >= 0 and not self._does_the_same(step, self.then[index]):
                self.lost.append(Lost("deed", step.name))
            elif index >= 0 and index in taken:
                self.lost.append(Lost("twice", step.name))
            elif index >= 0:
                taken[index] = step.name
                continue
            elif self._form_is_there(step):
                self.lost.append(Lost("letter", step.name))
            self.to[step.index] = -1
            self.past.append(self._past_of(step))
        for past in self.position.past:
            index = self._index_of(past.name)
            if index < 0 or index in taken or not _did_the_same(past, self.then[index]):
                self.past.append(past)
            else:
                taken[index] = past.name

    def _form_is_there(self, step: Step) -> bool:
        """Whether a letter by law that was sent has no successor, nobody said so, and another step would send it."""
        same_form = any(one.legal_form == step.legal_form for one in self.then)
        return bool(step.legal_form) and same_form and step.name not in self.new.renamed

    def _does_the_same(self, step: Step, other: Step) -> bool:
        """The same kind of deed, and of a letter by law the same form, which announced at least as much."""
        announced = not step.legal_form or set(other.announces) <= set(step.announces)
        return kind_of(step) == kind_of(other) and step.legal_form == other.legal_form and announced

    def _past_of(self, step: Step) -> Past:
        sent, received, term = self.position.anchors[step.sent : step.sent + 3]
        count = self.position.counts[step.index]
        return Past(step.name, kind_of(step), step.legal_form or "", sent, received, term, count)

    def _back(self) -> Iterator[tuple[int, Past]]:
        """What was done by a step that the text in between did not have, and this one has again."""
        for past in self.position.past:
            if past not in self.past:
                yield self._index_of(past.name), past

    def _anchors(self) -> tuple[int, ...]:
        """The days by their names; what an anchor counts from a step comes with that step."""
        anchors = [0] * len(self.new.anchors)
        anchors[: len(FIXED_ANCHORS)] = self.position.anchors[: len(FIXED_ANCHORS)]
        for step in self.steps:
            index = self.to[step.index]
            if index >= 0 and self._was_done(step):
                slot = self.then[index].sent
                anchors[slot : slot + 3] = self.position.anchors[step.sent : step.sent + 3]
        for index, past in self._back():
            slot = self.then[index].sent
            anchors[slot : slot + 3] = (past.sent, past.received, past.term)
        return tuple(anchors)

    def _counts(self) -> tuple[int, ...]:
        counts = [0] * len(self.then)
        for step in self.steps:
            if self.to[step.index] >= 0 and self._was_done(step):
                counts[self.to[step.index]] = self.position.counts[step.index]
        for index, past in self._back():
            counts[index] = past.times
        return tuple(counts)

    def _hold_count(self, name: str) -> int:
        index = self.old.hold_index(name)
        return self.position.hold_counts[index] if index >= 0 else 0

    def _holds(self) -> tuple[OpenHold, ...]:
        """The holds by their names; one that the text does not have goes on as a person's, to its own last day."""
        holds: dict[int, OpenHold] = {}
        for one in self.position.holds:
            index = MANUAL
            if one.hold != MANUAL:
                name = self.old.holds[one.hold].name
                index = self.new.hold_index(name)
                if index < 0:
                    self.lost.append(Lost("hold", name))
                    index = MANUAL
            beside = holds.pop(index, None)
            last = max(one.last, beside.last if beside else 0)
            holds[index] = replace(one, hold=index, last=last)
        return tuple(holds.values())

    def _messages(self) -> Iterator[int]:
        """The messages that are due; a text without one of them would leave the debtor without it."""
        for one in self.position.messages:
            index = self.new.message_index(self.old.messages[one].name)
            if index >= 0:
                yield index
            else:
                self.lost.append(Lost("message", self.old.messages[one].name))

    def _contacts(self) -> tuple[int, ...]:
        """The latest contacts, as many as the weekly limit looks at; one forgotten counts on the earliest day known."""
        known, before = self.position.contacts, max(self.old.contacts.per_week, 1)
        keep = max(self.new.contacts.per_week, 1)
        forgotten = keep - len(known) if known and len(known) >= before else 0
        return (*known[:1] * max(forgotten, 0), *known)[-keep:]

    def _bits(self, bits: int) -> int:
        return sum(1 << to for index, to in self.to.items() if to >= 0 and bits >> index & 1)

    def _behind(self) -> int:
        """The steps that were done and lay behind, and lie ahead in the new order."""
        position = self.position
        ladder = position.frame.step if position.frame else position.step
        here = self._index_of(self.steps[ladder].name)
        passed = 0
        for step in self.steps:
            index = self.to[step.index]
            if index > here >= 0 and step.index < ladder and self._was_done(step) and not self.then[index].side:
                passed |= 1 << index
        return passed | self._bits(position.behind)

    def _plan(self) -> RunningPlan | None:
        """The running payment plan with all that was agreed; what a text without it would make of it, nobody knows."""
        plan = self.position.plan
        if plan is None:
            return None
        name = self.old.plans[plan.plan].name
        index = next((one.index for one in self.new.plans if one.name == name), -1)
        if index < 0:
            self.lost.append(Lost("plan", name))
            return None
        return replace(plan, plan=index)

    def _pauses(self) -> tuple[Pause, ...]:
        known = {
            self.to[index]: pause for (index, _), pause in zip(self.old.windows, self.position.pauses, strict=True)
        }
        return tuple(known.get(index, Pause()) for index, _ in self.new.windows)

    def _variant(self, made: Position) -> Position:
        """The variant is judged anew: the texts may tell cases apart in different ways."""
        if self.variant >= 0:
            asked = made.ask == "no_variant"
            return replace(made, phase=WAITING, since=made.day, ask="", escalated=False) if asked else made
        if made.ask != "no_variant":
            self.lost.append(Lost("variant", self.old.variants[self.position.variant].name))
        return replace(made, phase=ASKING, since=made.day, ask="no_variant", step=0, frame=None)

    def _phase(self, made: Position) -> Position:
        """Stand at the step of the same name, in the same phase where that means the same."""
        if made.ask == "no_variant":
            return made
        step, frame = self._place(made.step), made.frame
        there = self._place(frame.step) if frame else 0
        if step < 0 or there < 0:
            return self._ask(made, 0 if there < 0 or not frame else there)
        if any(one.what == "plan" for one in self.lost):
            return self._ask(replace(made, frame=None), step)
        if frame:
            phase = self._begun(frame.step, there, made, frame.phase)
            channel = frame.channel if phase == frame.phase else 0
            made = replace(made, frame=Frame(there, phase, channel, frame.entered))
        phase = self._begun(made.step, step, made, made.phase)
        route = self._route(made.route)
        if route < 0 <= made.route and phase in (PAUSED, EXPECTING):
            self.lost.append(Lost("route", self.old.routes[made.route].name or self.steps[made.step].name))
            return self._ask(made, step)
        if phase == WAITING and made.phase != WAITING:
            return replace(made, step=step, phase=WAITING, channel=0, route=-1, approved=False, escalated=False)
        return replace(made, step=step, route=route)

    def _place(self, index: int) -> int:
        """Where the case stands in the new text; a step that was not done may stand for any other."""
        found = self._index_of(self.steps[index].name)
        if found < 0:
            self.lost.append(Lost("step", self.steps[index].name))
        return found

    def _begun(self, index: int, to: int, made: Position, phase: int) -> int:
        """The phase of a step in the new text: one that was judged or begun as another step is, waits to be judged."""
        old, new = self.steps[index], self.new.steps[made.variant][to]
        if phase == PAUSED and old.kind != new.kind:
            return WAITING
        if phase != OPEN:
            return phase
        alike = old.kind == new.kind and old.channels == new.channels and same(old.when, new.when)
        return OPEN if alike and old.fallback_channel == new.fallback_channel else WAITING

    def _route(self, index: int) -> int:
        """A way on that leads to the same as one of the old text, or -1; the one of the same number, if it does."""
        first = self.new.routes[index : index + 1] if index >= 0 else ()
        ways = (*first, *self.new.routes)
        return next((route.index for route in ways if self._leads_alike(index, route.index)), -1)

    def _leads_alike(self, old: int, new: int) -> bool:
        if old < 0 or new < 0:
            return old == new
        one, other = self.old.routes[old], self.new.routes[new]
        if one.kind == "go_to":
            return other.kind == "go_to" and self._index_of(self.steps[one.target].name) == other.target
        return (one.kind, one.name) == (other.kind, other.name) and self._leads_alike(one.then, other.then)

    def _ask(self, made: Position, step: int) -> Position:
        return ask(replace(made, step=max(step, 0), frame=None, route=-1, channel=0, approved=False), "moved", made.day)
