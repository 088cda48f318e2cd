"""Check days against each other: starts that have passed or fall in a term, promises and instalments out of order.

Days of different kinds (working days, months, presumed receipt) are compared by counting them, with the policy's own
calendars, from every day of its first year; what is told holds for each of them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunwell.days import LAST_YEAR, add_months, day, day_text
from dunwell.language.draft import table, text
from dunwell.language.flow import edges_of, surely_before
from dunwell.language.program import DUE, ENTERED, FIXED_ANCHORS, PROMISE
from dunwell.law.notice import received_day
from dunwell.problems import Note, Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.language.parts import Term, When
    from dunwell.language.phrases import Duration, Unit
    from dunwell.language.plans import Plan
    from dunwell.language.program import Hold, Program, Step
    from dunwell.language.yamlfile import Table
    from dunwell.problems import Place

_LEAST = {"days": 1, "working days": 1, "weeks": 7, "months": 28}
_MOST = {"days": 1, "working days": 7, "weeks": 7, "months": 31}
"""How many days a unit is at least and at most."""
_YEAR = 366
_SELDOM = 10
"""Late for no more than one of so many days is the calendar's doing (holidays in a row), not the policy's."""
_EXPIRED = "invoice.term_expired"


def check_waits(program: Program) -> Iterator[Problem]:
    """DW405, DW408 to DW412, and DW415 to DW417."""
    if program.valid_from and date.fromordinal(program.valid_from).year < LAST_YEAR:
        for steps in program.steps:
            yield from _steps(program, steps)
        yield from _starts(program)
    for hold in program.holds:
        yield from _hold(hold)
    for plan in program.plans:
        yield from _plan(plan)


def check_approved(root: Table) -> Iterator[Problem]:
    """DW413: a version that was valid before anybody approved it."""
    node, valid = table(root.get("approved")).get("date"), text(root.get("valid_from"))
    approved = text(node)
    if node is None or approved is None or valid is None:
        return
    try:
        late = day(approved) > day(valid)
    except ValueError:
        return  # reported with the structure
    if late:
        message = f"this version is valid from {valid}, and was approved on {approved} only"
        yield Problem("DW413", message, node.place, f"write `valid_from: {approved}` or later", "warning")


def _steps(program: Program, steps: tuple[Step, ...]) -> Iterator[Problem]:
    for step in steps:
        if not step.side:
            yield from _asks_too_early(steps, step)
            yield from _window(program, step)


def _starts(program: Program) -> Iterator[Problem]:
    """DW408 and DW409; a start that is written for several variants is meant as long as it is for one of them."""
    found: dict[Place, list[Problem | None]] = {}
    for variant, steps in enumerate(program.steps):
        before = surely_before(program, variant)
        for step in steps:
            if not step.side and step.index in before and step.start is not None:
                granted = before[step.index]
                found.setdefault(step.start.place, []).append(_start(program, variant, step, step.start, granted))
    for told in found.values():
        if told[0] is not None and None not in told:
            yield told[0]


def _start(program: Program, variant: int, step: Step, start: When, before: frozenset[int]) -> Problem | None:
    """What is wrong with a step's start in one variant; `before` are the anchors that are surely set."""
    steps = program.steps[variant]
    if start.count < 0 and _lies_behind(start.anchor):
        anchor = program.anchors[start.anchor]
        message = f"'{start.text}' has always passed when the case comes to {step.name!r}: {anchor!r} lies behind it"
        return Problem("DW408", message, start.place, "count after that day, not before it", "warning")
    earlier = [one for one in steps[: step.index] if _passed(program, variant, one, step)]
    if earlier:
        return _told_passed(earlier[-1], step, start)
    granting = (one for one in steps if one is not step and one.term and one.sent + 2 in before)
    return next((found for one in granting if (found := _in_term(program, one, step, start))), None)


def _window(program: Program, step: Step) -> Iterator[Problem]:
    """DW405 and DW415: a step that promises to start by a day on which it cannot, or often cannot, have started yet."""
    start, window = step.start, step.window
    if start is None or window is None or window.last.anchor != start.anchor:
        return
    days = program.contacts.calls if step.kind == "phone" else program.contacts.messages
    opens = days.next_open if step.contact else int
    begins = {base: opens(count_from(program, base, start)) for base in _days(program)}
    late = [base for base, day_begun in begins.items() if day_begun > count_from(program, base, window.last)]
    if len(late) == len(begins):
        message = f"{step.name!r} starts '{start.text}' and can never have started by '{window.last.text}'"
        yield Problem("DW405", message, window.last.place, "let it start earlier, or promise a later day")
    elif len(late) * _SELDOM > len(begins):
        first = late[0]
        last = day_text(count_from(program, first, window.last))
        message = (
            f"{step.name!r} starts '{start.text}' and comes too late for '{window.last.text}' where closed days lie "
            f"between: counted from {day_text(first)}, it comes on {day_text(begins[first])}, and not by {last}"
        )
        yield Problem("DW415", message, window.last.place, "promise a later day, such as in working days", "warning")


def _lies_behind(anchor: int) -> bool:
    """Whether an anchor is the past when it is set: the day of coming to a step, or of sending another."""
    number = anchor - len(FIXED_ANCHORS)
    return anchor == ENTERED or (number >= 0 and number % 3 == 0)


def _told_passed(earlier: Step, step: Step, start: When) -> Problem:
    assert earlier.start is not None  # _passed looked
    message = (
        f"{step.name!r} starts '{start.text}', and {earlier.name!r}, which comes first, '{earlier.start.text}': "
        "by then that day has always passed"
    )
    notes = (Note(f"the start of {earlier.name!r}", earlier.start.place),)
    return Problem("DW408", message, start.place, f"count from '{earlier.name}.sent', or later", "warning", notes)


def _passed(program: Program, variant: int, earlier: Step, step: Step) -> bool:
    """Whether every case comes through the earlier step, and that only after this step's own day."""
    first, start = earlier.start, step.start
    if first is None or start is None or first.anchor != start.anchor or first.anchor == ENTERED:
        return False
    if not all(count_from(program, base, start) < count_from(program, base, first) for base in _days(program)):
        return False
    return _only_through(program, variant, earlier.index, step.index)


def _only_through(program: Program, variant: int, middle: int, target: int) -> bool:
    seen, waiting = {0}, [0] if middle else []
    edges = edges_of(program, variant)
    while waiting:
        here = waiting.pop()
        new = {edge.target for edge in edges if edge.source == here and edge.target != middle} - seen
        seen |= new
        waiting += new
    return target not in seen


def _in_term(program: Program, giver: Step, step: Step, start: When) -> Problem | None:
    """DW409: whatever the day, the step would start while the term of another still runs."""
    term = giver.term
    assert term is not None  # the caller looked
    case = _cases(program, giver, term, start)
    if case is None:
        return None
    try:
        if not all(begins <= last for _, last, begins in map(case, _days(program))):
            return None
    except ProblemsFound:
        return None  # the law says nothing of so early a day
    sent, last, begins = case(program.valid_from)
    message = (
        f"{step.name!r} is to start '{start.text}', and the term of {giver.name!r} ({term.text}) always runs then: "
        f"sent on {day_text(sent)}, the term ends on {day_text(last)}, and the step would start on {day_text(begins)}"
    )
    fix = f"count from '{giver.name}.term', or grant a shorter term; a step never starts while a term runs"
    return Problem("DW409", message, start.place, fix, "warning", (Note("this term", term.place),))


def _cases(program: Program, giver: Step, term: Term, start: When) -> Callable[[int], tuple[int, int, int]] | None:
    """For a day to count from: when the giver is sent, when its term ends, when the step would start."""
    opens = program.contacts.messages.next_open
    if start.anchor in (giver.sent, giver.sent + 1, giver.sent + 2):
        which = start.anchor - giver.sent

        def from_sending(base: int) -> tuple[int, int, int]:
            sent = opens(base)
            received, last = _granted(program, giver, term, sent)
            return sent, last, count_from(program, (sent, received, last)[which], start)

        return from_sending
    first = giver.start
    if first is None or first.anchor != start.anchor or start.anchor == ENTERED:
        return None

    def from_anchor(base: int) -> tuple[int, int, int]:
        sent = opens(count_from(program, base, first))
        return sent, _granted(program, giver, term, sent)[1], count_from(program, base, start)

    return from_anchor


def _granted(program: Program, giver: Step, term: Term, sent: int) -> tuple[int, int]:
    """The day on which a message is presumed received, and the last day of its term."""
    by = {"letter": "post"}
    days = [received_day(program.law, sent, by.get(name, "email"), planning=True).day for name in giver.channels]
    received = max(days, default=sent)
    last = _counted(program, sent if term.basis == "sent" else received, term.count, term.unit)
    return received, program.law.calendar(term.extended_by).next_open(last) if term.extended_by else last


def count_from(program: Program, base: int, when: When) -> int:
    """The day that a phrase says, counted from this one."""
    return _counted(program, base, when.count, when.unit)


def _counted(program: Program, base: int, count: int, unit: Unit) -> int:
    if unit == "working days":
        return program.working_days.add(base, count)
    return add_months(base, count) if unit == "months" else base + count * _LEAST[unit]


def _days(program: Program) -> range:
    return range(program.valid_from, program.valid_from + _YEAR)


def _asks_too_early(steps: tuple[Step, ...], step: Step) -> Iterator[Problem]:
    """DW412: a check on the due date, or before it, whether the time to pay is over."""
    start = step.start
    asked = next((place for name, _, place in step.required if name == _EXPIRED), None)
    if asked is None or start is None or start.anchor != DUE or start.count > 0:
        return
    if all(one.start and one.start.anchor == DUE and one.start.count <= 0 for one in steps[: step.index]):
        message = f"{step.name!r} looks '{start.text}', when the debtor still has that day to pay: {_EXPIRED} fails"
        notes = (Note("on this day", start.place),)
        yield Problem("DW412", message, asked, "start it '1 day after invoice.due'", "warning", notes)


def _hold(hold: Hold) -> Iterator[Problem]:
    """DW410 and DW411: a promise is judged after its day, and before the hold's longest time."""
    until = hold.until
    if until is None or until.anchor != PROMISE:
        return
    if until.count < 0:
        message = f"the hold {hold.name!r} ends '{until.text}': the promise counts as broken before its day has come"
        yield Problem("DW410", message, until.place, "write `2 working days after promise.date`")
    elif hold.limit is not None and until.count * _LEAST[until.unit] >= hold.limit.count * _MOST[hold.limit.unit] > 0:
        message = f"'{until.text}' never comes before the hold {hold.name!r} is {hold.limit} old, which ends it too"
        yield Problem("DW411", message, until.place, f"count fewer days, or allow more than {hold.limit}", "warning")


def _plan(plan: Plan) -> Iterator[Problem]:
    """DW416 and DW417: messages on the right side of an instalment's day, and bounds that can be reached together."""
    bounds = plan.instalments
    if plan.reminded is not None and plan.reminded.count >= 0:
        message = f"the reminder '{plan.reminded.text}' never goes out: on that day the instalment is due already"
        yield Problem("DW416", message, plan.reminded.place, "write `3 days before instalment.due`", "warning")
    if plan.missed.count <= 0:
        message = f"'{plan.missed.text}' the debtor can still pay in time, and is told to be late"
        yield Problem("DW416", message, plan.missed.place, "write `2 working days after instalment.due`", "warning")
    elif plan.missed.count * _LEAST[plan.missed.unit] >= _most(bounds.every):
        message = f"'{plan.missed.text}' the next instalment is due already: they are {bounds.every} apart"
        notes = (Note("how far they are apart", bounds.place),)
        yield Problem("DW416", message, plan.missed.place, "look at a missed instalment sooner", "warning", notes)
    if bounds.longest is not None and (bounds.times - 1) * _least(bounds.every) > _most(bounds.longest):
        fit = 1 + _most(bounds.longest) // _least(bounds.every)
        message = f"{bounds.times} instalments {bounds.every} apart take longer than {bounds.longest}, which is allowed"
        yield Problem("DW417", message, bounds.place, f"write `times: {fit}` at most, or allow more time", "warning")
    if plan.misses > bounds.times:
        message = f"the plan {plan.name!r} is breached after {plan.misses} missed instalments, and has {bounds.times}"
        yield Problem("DW417", message, plan.breached.place, "write fewer `misses`", "warning")


def _least(length: Duration) -> int:
    return length.count * _LEAST[length.unit]


def _most(length: Duration) -> int:
    return length.count * _MOST[length.unit]
