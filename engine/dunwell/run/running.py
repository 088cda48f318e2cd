"""One run from beginning to end: what others left behind, what is due, the outbox, the channels."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dunwell.days import day_text, later, now
from dunwell.delivery import CannotDeliver
from dunwell.journal.database import claiming, writing
from dunwell.journal.outbox import (
    begun_today,
    cases_to_report,
    gone_out,
    imagined,
    left_behind,
    open_already,
    rows_in,
    rows_of_case,
)
from dunwell.journal.outbox_changes import Change, add_rows, claim_rows, take_up_again
from dunwell.journal.pauses import paused, pauses
from dunwell.journal.positions import looks_to_take
from dunwell.language.phrases import counted
from dunwell.problems import Problem, ProblemsFound
from dunwell.run.closing import close_row
from dunwell.run.limits import within_limits
from dunwell.run.planning import action_of, planned_of, reports_of, waits_until
from dunwell.run.reports import REPORTED
from dunwell.run.returning import collect
from dunwell.run.sending import (
    NOT_DUE,
    ONE_A_DAY,
    Done,
    as_outcome,
    carry_out,
    disturbs,
    made_for,
    made_for_report,
    put_off_until,
    why_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dunwell.journal.outbox import Row
    from dunwell.journal.pauses import Pause
    from dunwell.run.desk import Desk
    from dunwell.run.planning import Planned

    Tell = Callable[[Done, int], None]
    """Hears of each row that was taken up, and how many are expected in all."""

AT_A_TIME = 20
"""How many rows a worker claims, and how many actions go into the outbox in one transaction, at a time."""
TOO_OFTEN = 3
"""After so many deliveries in a row that could not be handed over, a channel is left alone for this run."""


@dataclass(slots=True)
class Report:
    """What a run did, or would do.

    `planned` are the actions that are due by now and went into the outbox, `waiting` those that stay out of it, with
    the reason. `done` are the rows that were taken up. `held` and `stuck` count rows that wait for a person's word,
    `elsewhere` those in the hands of another run, `asked` the questions of cases, `came_back` what was taken in of what
    came back, `for_bank` the actions that wait for newer bank data. `left` counts by channel the rows that were not
    tried because it stands still; `stopped` says why it does.
    """

    planned: list[Planned] = field(default_factory=list)
    waiting: list[tuple[Planned, str]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    held: int = 0
    stuck: int = 0
    asked: int = 0
    elsewhere: int = 0
    came_back: int = 0
    for_bank: int = 0
    left: Counter[str] = field(default_factory=Counter)
    stopped: dict[str, str] = field(default_factory=dict)
    cases: int = 0
    problems: list[Problem] = field(default_factory=list)


def run_all(desk: Desk, *, hold: bool, tell: Tell) -> Report:
    """Carry out all that is due. With `hold`, new rows wait for a person to release them."""
    report = Report()
    report.problems += unfit(desk)
    if _stands_still(desk, report):
        return report
    _take_in(desk, report)
    recover(desk)
    _plan(desk, report)
    _put_in(desk, report, hold=hold)
    expected = len(rows_in(desk.journal, "ready"))
    for done in work(desk):
        report.done.append(done)
        tell(done, expected)
    tried = {done.row.number for done in report.done}
    left = [row.channel for row in rows_in(desk.journal, "ready") if row.number not in tried]
    report.left.update(word for word in left if word in desk.stopped)
    report.stopped.update(desk.stopped)
    _count(desk, report)
    return report


def try_all(desk: Desk, *, hold: bool, tell: Tell) -> Report:
    """What `run_all` would do, by the same code, but for handing anything over: nothing is recorded.

    A row that stays "ready" would go out; with a moment in `not_before` only from then on.
    """
    report = Report()
    report.problems += unfit(desk)
    if _stands_still(desk, report):
        return report
    _take_in(desk, report)
    over = _over(desk)
    _plan(desk, report, over)
    rows = [*_waiting(desk, over), *(row for one in report.planned for row in _imagined(desk, one, over))]
    for row in rows:
        done = _tried(desk, row)
        if hold and done.row.state == "ready" and not row.number:
            done = replace(done, row=replace(done.row, state="held"))
        report.done.append(done)
        tell(done, len(rows))
    _count(desk, report)
    return report


def _take_in(desk: Desk, report: Report) -> None:
    """Take in what came back since; a dry run only counts it."""
    taking = collect(desk)
    report.problems += taking.problems
    report.came_back = sum(not one.known for one in taking.taken)


def _count(desk: Desk, report: Report) -> None:
    """What of the outbox waits for a person."""
    report.held = len(rows_in(desk.journal, "held"))
    report.stuck = len(rows_in(desk.journal, "failed", "in_doubt"))
    report.elsewhere = len(rows_in(desk.journal, "claimed", "sending"))


def unfit(desk: Desk) -> list[Problem]:
    """What keeps channels from work; those with an error are left alone in this run.

    Warnings are for those who write the settings: `dunwell check` and `dunwell channels` show them.
    """
    found = list(desk.faults)
    for one in pauses(desk.journal, desk.today):
        desk.stopped[one.channel] = f"{one.channel} is paused: {one.why}"
    for word, line in desk.lines.items():
        problems = line.check()
        errors = [one for one in problems if one.severity == "error"]
        if errors:
            desk.stopped[word] = f"{errors[0].code} {errors[0].message}"
        found += errors
    return found


def recover(desk: Desk) -> None:
    """See to the rows that a worker left behind, to calls not made yet, and to what is not due any more."""
    with writing(desk.journal.connection):
        for row in left_behind(desk.journal, now()):
            if row.state == "claimed" or _resent(desk, row):
                close_row(desk, row, Change("ready", "taken over from a worker that did not come back"))
            else:
                close_row(desk, row, Change("in_doubt", "the worker died while it was being handed over"))
    for row in _over(desk):
        change = Change("reported", "what came of it was recorded") if row.closed else Change("withdrawn", NOT_DUE)
        with writing(desk.journal.connection):
            close_row(desk, row, change)
    with writing(desk.journal.connection):
        again = [word for word, line in desk.lines.items() if line.channel.resend]
        take_up_again(desk.journal, again, desk.today)


def _over(desk: Desk) -> tuple[Row, ...]:
    """What waits for a person, or lies with one, and is not due any more."""
    return tuple(row for row in rows_in(desk.journal, "held", "failed", "handed_out") if not _due_still(desk, row))


def _due_still(desk: Desk, row: Row) -> bool:
    """Whether the case of a row still wants it; one that cannot be judged is left as it is."""
    try:
        look = desk.look(row.case_id) if row.kind != "report" else None
        return look is None or action_of(look, row) is not None or waits_until(look, row) > 0
    except ProblemsFound:
        return True


def _plan(desk: Desk, report: Report, over: Sequence[Row] = ()) -> None:
    """Look at the cases that can change, and note what is due for channels that can carry it out.

    `over` are rows that are open still and would not be in a run.
    """
    due: list[Planned] = []
    for taken in looks_to_take(desk.journal, desk.on, keep=desk.keep):
        report.problems += (one for one in taken.problems if one not in report.problems)
        for found in taken.looks:
            look = desk.seen(found)
            report.cases += 1
            report.for_bank += len(look.waits)
            report.asked += sum(one.kind in ("ask", "approve", "blocked") for one in look.decision.actions)
            due += planned_of(look)
    for case_id in cases_to_report(desk.journal, REPORTED):
        due += reports_of(desk.look(case_id), rows_of_case(desk.journal, case_id))
    _sort_out(desk, report, due, over)


def _sort_out(desk: Desk, report: Report, due: list[Planned], over: Sequence[Row]) -> None:
    """Which of what is due goes out today, and why the rest waits: no channel, one that stands still, a cap."""
    able: list[Planned] = []
    lacking = [row.channel for row in rows_in(desk.journal, "ready", "held") if row.channel not in desk.lines]
    for planned in due:
        missing = [word for word in planned.channels if word not in desk.lines and word not in desk.stopped]
        lacking += missing
        stopped = [desk.stopped[word] for word in planned.channels if word in desk.stopped]
        if missing:
            report.waiting.append((planned, f"no channel is set up for {' and '.join(missing)}"))
        elif stopped:
            report.waiting.append((planned, stopped[0]))
        elif open_already(desk.journal, planned.rows[0], over):
            continue
        elif disturbs(desk, planned.channels) and begun_today(desk.journal, planned.case_id, "", desk.today):
            report.waiting.append((planned, ONE_A_DAY))
        else:
            able.append(planned)
    report.problems += (_without(word, count) for word, count in Counter(lacking).items())
    allowed = within_limits(able, gone_out(desk.journal, desk.today), desk.limits)
    report.planned += allowed.today
    report.waiting += allowed.waits


def _without(word: str, count: int) -> Problem:
    what = counted(count, "delivery waits", "deliveries wait")
    fix = f"write it into dunwell.yaml: channels: {{{word}: {{…}}}}"
    return Problem("DW014", f"no channel is set up for {word}; {what}", None, fix, "warning")


def _stands_still(desk: Desk, report: Report) -> bool:
    """Whether somebody has paused everything; then the report says so (DW013)."""
    found = paused(desk.journal, desk.today)
    if found is not None:
        report.problems.append(_paused(found))
        _count(desk, report)
    return found is not None


def _paused(found: Pause) -> Problem:
    until = f" until {day_text(found.until)}" if found.until else ""
    message = f"everything is paused{until}, since {day_text(found.stamp.on)} by {found.stamp.by}: {found.why}"
    return Problem("DW013", message, None, "go on with `dunwell resume`", "warning")


def _put_in(desk: Desk, report: Report, *, hold: bool) -> None:
    """Put what is due into the outbox, unless the case has changed since it was looked at."""
    for some in _batches(report.planned):
        with writing(desk.journal.connection):
            stamp = desk.stamp(now())
            for one in some:
                if desk.journal.last_sequence(one.case_id) == one.events:
                    add_rows(desk.journal, one.rows, "held" if hold else "ready", stamp)


def _batches(planned: Sequence[Planned]) -> Iterable[Sequence[Planned]]:
    return (planned[at : at + AT_A_TIME] for at in range(0, len(planned), AT_A_TIME))


def work(desk: Desk) -> Iterator[Done]:
    """Carry out the rows that are ready, until there are none for a channel that works."""
    failures = Counter[str]()
    while rows := _claimed(desk):
        for row in rows:
            if row.channel in desk.stopped:
                with writing(desk.journal.connection):
                    close_row(desk, row, Change("ready", desk.stopped[row.channel]))
                continue
            done = carry_out(desk, row)
            failures[row.channel] = failures[row.channel] + 1 if _went_wrong(done) else 0
            if failures[row.channel] >= TOO_OFTEN:
                desk.stopped.setdefault(row.channel, done.row.why)
            yield done


def _claimed(desk: Desk) -> tuple[Row, ...]:
    words = [word for word in desk.lines if word not in desk.stopped]
    with claiming(desk.journal.connection):
        moment = now()
        until = later(moment, desk.lease)
        return claim_rows(desk.journal, desk.worker, desk.moment, until, words, AT_A_TIME)


def _went_wrong(done: Done) -> bool:
    """Whether the channel itself seems not to work: a passing fault, or nobody knows."""
    return done.row.tries > 0 and done.row.state in ("ready", "in_doubt", "failed")


def _waiting(desk: Desk, over: Sequence[Row]) -> Iterator[Row]:
    """The rows that a run would take up besides new ones, as `recover` makes them ready."""
    rows = [row for row in rows_in(desk.journal, "ready") if row.not_before <= desk.moment]
    rows += (row for row in rows_in(desk.journal, "handed_out") if _resent(desk, row) and row.closed < desk.today)
    left = left_behind(desk.journal, now())
    rows += (row for row in left if row.state == "claimed" or _resent(desk, row))
    gone = {row.number for row in over}
    for row in rows:
        if row.number not in gone and row.channel in desk.lines and row.channel not in desk.stopped:
            yield replace(row, state="ready", not_before="")


def _resent(desk: Desk, row: Row) -> bool:
    line = desk.lines.get(row.channel)
    return line is not None and line.channel.resend


def _imagined(desk: Desk, planned: Planned, over: Sequence[Row]) -> Iterator[Row]:
    rows = (imagined(desk.journal, one, desk.today, over) for one in planned.rows)
    return (row for row in rows if row is not None)


def _tried(desk: Desk, row: Row) -> Done:
    """A row without handing it over: whether it would go out, and what keeps it if not."""
    try:
        look = desk.look(row.case_id)
        if row.kind == "report":
            made = made_for_report(desk, look, row) is not None
        else:
            action = action_of(look, row)
            put_off = put_off_until(desk, look, row, action)
            if put_off is not None:
                return Done(replace(row, state="ready", why=put_off.why, not_before=put_off.not_before))
            made = action is not None and bool(made_for(desk, look, action, row))
        return Done(replace(row, state="ready") if made else replace(row, state="withdrawn", why=NOT_DUE))
    except ProblemsFound as error:
        return Done(replace(row, state="failed", why=why_of(error.problems)), error.problems)
    except CannotDeliver as error:
        return Done(replace(row, state="refused" if error.kind == "refused" else "failed", why=as_outcome(error).why))
