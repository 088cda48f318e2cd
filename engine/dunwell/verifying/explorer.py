"""Explore every story of one profile within a budget, by the very functions that a run and a simulation use.

A state stands in the morning of a day (others may do something, then the day is decided) or later on it (we do what is
due, and people may answer). From later on a day the story hops to the mornings around the next day on which anything
changes by itself; in between only others can act, and the first and the last day on which they can say most. States
that nothing can tell apart any more are looked at once. The plainest story comes first: the fewest events from outside,
then the fewest moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from itertools import chain
from operator import le
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.carrying import claiming, confirmation
from dunwell.core.claim import claim_of
from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.lapsing import limitation_day
from dunwell.language.events import Event
from dunwell.verifying.answers import answers, by_machine, failed, returned, returns_until, waits_for_somebody
from dunwell.verifying.budgets import of_kind, spent
from dunwell.verifying.live import Live, May, key_of, live_of, slack_of, stands
from dunwell.verifying.model import Explored, Move, Moved
from dunwell.verifying.paths import START, Paths
from dunwell.verifying.profiles import opened
from dunwell.verifying.world import LATE_EVENTS, mornings, paid, possible, rank

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from dunwell.core.position import Position
    from dunwell.core.transitions import Action, Decision, Transition
    from dunwell.language.program import Program
    from dunwell.verifying.budgets import Budget, Left
    from dunwell.verifying.model import Observer, Profile
    from dunwell.verifying.world import Deed

    _Told = tuple[Transition, ...]

_BITS = (1 << 64) - 1
LONG = 30
"""Where nothing happens by itself any more, others act on the next day, or after so many days."""
BEFORE, AFTER = -1, 8
"""The part of a day: nothing has come in the morning yet, or we act. In between: the rank of what came last."""


class State(NamedTuple):
    """A case at one moment of a story. `at` is the number of the move that led here.

    `must`: something comes this morning, or the story is told elsewhere. `slow`: a person is asked and takes time.
    `ours`: a step of the ladder was carried out on this day.
    """

    position: Position
    day: int
    part: int
    left: Left
    memory: tuple[Hashable, ...]
    at: int
    decision: Decision | None = None
    must: bool = False
    slow: bool = False
    ours: bool = False


@dataclass(slots=True)
class Exploration:
    """One exploration while it goes on."""

    program: Program
    profile: Profile
    budget: Budget
    observers: tuple[Observer, ...]
    every_day: bool
    live: Live
    start: Position
    last_day: int
    paths: Paths = field(default_factory=Paths)
    waiting: list[tuple[int, int, int, int, int, tuple[int, ...], State]] = field(default_factory=list)
    seen: dict[int, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    settled: set[Hashable] = field(default_factory=set)
    count: int = 0
    pushed: int = 0
    hit: str = ""


def explore(
    program: Program, profile: Profile, budget: Budget, observers: tuple[Observer, ...], *, every_day: bool = False
) -> Explored:
    """All stories of one profile within a budget; `every_day` goes from day to day and hops over none.

    `seconds` is left at 0: whoever has a clock puts it in.
    """
    last_day = profile.due + budget.days
    start = opened(program, profile)
    live = live_of(program, start, budget.returns, last_day)
    run = Exploration(program, profile, budget, observers, every_day, live, start, last_day)
    memory = tuple(observer.begin(program, start) for observer in observers)
    for left in budget.plain if profile.plain else budget.special:
        _push(run, 0, 0, State(start, start.day, BEFORE, left, memory, START))
    while run.waiting:
        outside, _, moves, _, mark, slack, state = heappop(run.waiting)
        if slack not in run.seen[mark]:
            continue  # another one says all that this does
        run.count += 1
        if run.count > budget.states:
            run.hit = "states"
            break
        if state.part < AFTER:
            _morning(run, outside, moves, state)
        else:
            _later(run, outside, moves, state)
    wait = (run.paths.wait[0], run.paths.story(profile, run.paths.wait[1])) if run.paths.wait[0] else None
    return Explored(
        profile,
        run.count,
        0.0,
        not run.hit,
        run.hit,
        run.paths.told(profile),
        run.paths.bounds(profile),
        wait,
    )


def _push(run: Exploration, outside: int, moves: int, state: State) -> bool:
    """Look at a state later, if it is a new one; whether it is.

    A state is known by 128 bits of its hashes. That two differ in the rest is less likely than a fault of the memory.
    """
    position, left = state.position, state.left
    may = _may(bool(position.end), left)
    over = bool(position.end) and not may.reopens
    apart = [one.told_apart(memory) for one, memory in zip(run.observers, state.memory, strict=True)]
    key = (
        0 if over and not position.messages else state.day,
        state.part,
        () if over else left,
        tuple([kept for kept, _ in apart]),
        state.must,
        state.slow,
        key_of(run.live, position, state.day, may),
    )
    slack = slack_of(run.live, position, state.day, may)
    for _, more in apart:
        slack += more
    mark = hash(key) << 64 | hash(key[::-1]) & _BITS
    known = run.seen.get(mark, ())
    if any(all(map(le, one, slack)) for one in known):
        return False
    run.seen[mark] = (*(one for one in known if not all(map(le, slack, one))), slack)
    run.pushed += 1
    heappush(run.waiting, (outside, state.day, moves, run.pushed, mark, slack, state))
    return True


@cache
def _may(ended: bool, left: Left) -> May:  # noqa: FBT001 - half of a key
    returns, reverses = bool(of_kind(left, "bounce")), bool(of_kind(left, "reversal"))
    reopens = ended and (reverses or bool(of_kind(left, "recall")))
    return May(returns, reopens, bool(of_kind(left, "plan") or of_kind(left, "request")), reverses, bool(left[0]))


def _morning(run: Exploration, outside: int, moves: int, state: State) -> None:
    """Others do something, each of what they can; or nothing more, and the day is decided."""
    program, day = run.program, state.day
    deeds = mornings(program, run.budget, state.position, day, state.left)
    for deed in chain(_all_paid(run, state), deeds):
        came = rank(deed.event)
        if came >= state.part:
            move = Move(day, deed.event, None, deed.outside)
            position = apply(program, state.position, deed.event)
            after = state._replace(position=position, part=came, left=deed.left, must=False, slow=False)
            _go(run, outside + deed.outside, moves + 1, state, move, after)
    if state.part == BEFORE and of_kind(state.left, "late"):
        _late(run, outside, moves, state)
    if not state.must:
        _decide(run, outside, moves + 1, state, Move(day), state._replace(part=AFTER))


def _all_paid(run: Exploration, state: State) -> Iterator[Deed]:
    """All that is open is paid, where that says anything new.

    Nothing follows it, so the last day says most; and what it brings about hangs on no date and no cent of the case,
    but where it can be taken back.
    """
    deed = paid(state.position, state.day, state.left)
    if deed is None or (state.must and not of_kind(state.left, "reversal")):
        return
    if not of_kind(state.left, "reversal"):
        apart = [one.told_apart(memory)[0] for one, memory in zip(run.observers, state.memory, strict=True)]
        like = (state.day, state.part, state.left, state.slow, *apart, *stands(state.position))
        if like in run.settled:
            return
        run.settled.add(like)
    yield deed


def _late(run: Exploration, outside: int, moves: int, state: State) -> None:
    """Something of an earlier day becomes known today: the case is folded anew, and what was done stands."""
    program, left = run.program, spent(state.left, "late")
    events = run.paths.events(state.at)
    if left is None or not events:
        return
    for ago in run.budget.late:
        at = state.day - ago
        if at < run.start.day or events[-1].at < at:
            continue
        then = fold(program, run.start, [one for one in events if one.at < at], at - 1)
        for row in LATE_EVENTS:
            for data in row.says(program, run.budget, then, at):
                event = Event(row.event, at, data)
                if not then.end and possible(program, state.position, event) and possible(program, then, event):
                    position = fold(program, run.start, (*events, event), state.day - 1)
                    move = Move(at, event, None, 1, recorded=state.day)
                    after = state._replace(position=position, part=rank(event), left=left, must=False)
                    _go(run, outside + 1, moves + 1, state, move, after)


def _later(run: Exploration, outside: int, moves: int, state: State) -> None:
    """We do what is due, one thing after the other; then people may answer, and then time passes."""
    program, position, decision = run.program, state.position, state.decision
    assert decision is not None  # later on a day all is decided
    ours = next((one for one in decision.actions if by_machine(program, position, one)), None)
    if ours is not None:
        _carry_out(run, outside, moves, state, ours)
        return
    for deed in answers(program, run.budget, position, decision, state.day, state.left):
        move = Move(state.day, deed.event, deed.action, deed.outside)
        after = state._replace(left=deed.left, slow=False)
        _decide(run, outside + deed.outside, moves + 1, state, move, after)
    for deed in returned(program, run.budget, position, state.day, state.left):
        move = Move(state.day, deed.event, None, 1)
        _decide(run, outside + 1, moves + 1, state, move, state._replace(left=deed.left))
    _hop(run, outside, moves, state, decision)


def _carry_out(run: Exploration, outside: int, moves: int, state: State, action: Action) -> None:
    """The machine does what is due; or it cannot, or it is down for some days, as far as the budget goes."""
    program, day = run.program, state.day
    event = _claimed(run, state, action, confirmation(program, state.position, action, day))
    _decide(run, outside, moves + 1, state, Move(day, event, action), state._replace(ours=action.kind == "step"))
    fails = failed(program, state.position, action, day, state.left)
    if fails is not None:
        move = Move(day, fails.event, action, 1)
        _decide(run, outside + 1, moves + 1, state, move, state._replace(left=fails.left))
    left = spent(state.left, "away")
    for days in run.budget.away if left is not None else ():
        position, told = advance(program, state.position, day + days - 1)
        move = Move(day + days, None, None, 1, away=days)
        after = State(position, day + days, BEFORE, left or (), state.memory, state.at)
        _go(run, outside + 1, moves + 1, state, move, after, told)


def _claimed(run: Exploration, state: State, action: Action, event: Event) -> Event:
    """The event with what the step adds to the claim: worked out as it would be for a message."""
    step = run.program.steps[state.position.variant][action.step] if action.step >= 0 else None
    if step is None or not step.claims:
        return event
    claim = claim_of(run.program, state.position, run.paths.events(state.at), state.day, step)
    return claiming(event, claim, state.position, step)


def _hop(run: Exploration, outside: int, moves: int, state: State, decision: Decision) -> None:
    """Let time pass to the mornings around the next day on which something changes by itself."""
    position, day = state.position, state.day
    if position.end:
        _after_end(run, outside, moves, state, decision)
        return
    asked = any(waits_for_somebody(run.program, position, one) for one in decision.actions)
    if not asked and decision.next_look is not None:
        waited = decision.next_look - max(day, run.profile.due)
        if waited > run.paths.wait[0]:
            run.paths.wait = (waited, state.at)
    alone = decision.next_look is None or decision.next_look >= limitation_day(run.program, position)
    if state.ours or (asked and not state.slow):
        _to(run, outside, moves, state, day + 1, must=True)
    if asked and not state.slow:
        rest = spent(state.left, "idle")
        if rest is not None and not alone:
            number = run.paths.add(state.at, Move(state.day, None, None, 1))
            _hop_to(run, outside + 1, moves, state._replace(left=rest, slow=True, at=number))
    elif alone:
        for days in (1, LONG) if not asked else (1,):
            _to(run, outside, moves, state, day + days, must=True)
    else:
        _hop_to(run, outside, moves, state._replace(slow=asked))


def _hop_to(run: Exploration, outside: int, moves: int, state: State) -> None:
    """The mornings before and of the next day on which something changes by itself."""
    day, decision = state.day, state.decision
    assert decision is not None  # as in _later
    look = day + 1 if run.every_day else decision.next_look
    if look is None or look > run.last_day:
        run.hit = "days"
        return
    if look - 1 > day:
        _to(run, outside, moves, state, look - 1, must=not state.slow)
    back = returns_until(run.program, run.budget, state.position, state.left)
    if day < min(back, look - 1):
        _to(run, outside, moves, state, min(back, look - 1), must=False)
    _to(run, outside, moves, state, look, must=False)


def _after_end(run: Exploration, outside: int, moves: int, state: State, decision: Decision) -> None:
    """After the end only its farewell is left; and what opens the case again."""
    if decision.next_look is not None:
        _to(run, outside, moves, state, decision.next_look, must=False)
    if of_kind(state.left, "reversal") or of_kind(state.left, "recall"):
        _to(run, outside, moves, state, state.day + 1, must=True)


def _to(run: Exploration, outside: int, moves: int, state: State, day: int, *, must: bool) -> None:
    """The morning of a later day; until then nothing changes, so nobody looks at it."""
    if day <= run.last_day:
        morning = State(state.position, day, BEFORE, state.left, state.memory, state.at, None, must, state.slow)
        _morning(run, outside, moves, morning)


def _decide(run: Exploration, outside: int, moves: int, state: State, move: Move, after: State) -> None:
    """Later on a day: what happened is taken in, what becomes true by itself comes true, and all is decided."""
    program, day = run.program, after.day
    position = state.position if move.event is None else apply(program, state.position, move.event)
    position, told = advance(program, position, day)
    decision = decide(program, position, day)
    _go(run, outside, moves, state, move, after._replace(position=position, decision=decision), told)


def _go(run: Exploration, outside: int, moves: int, state: State, move: Move, after: State, told: _Told = ()) -> None:
    """Make a move: every observer looks at it, what they say is kept, and the state after it is looked at later."""
    moved = Moved(move, state.position, after.position, told, after.decision)
    number = run.paths.add(state.at, move)
    looks = [one.look(run.program, known, moved) for one, known in zip(run.observers, state.memory, strict=True)]
    memory = tuple([look.memory for look in looks])
    noted = [run.paths.note(look, move.day, number) for look in looks]
    if not _push(run, outside, moves, after._replace(memory=memory, at=number)) and not any(noted):
        run.paths.drop()
