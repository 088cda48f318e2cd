"""Run policy tests: simulate each case and compare the timeline with what the test expects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dunwell.choosing import Asked, play, why_no_claim
from dunwell.comparing.reached import reached
from dunwell.comparing.sides import Row, breaks, done, expected_and_found, named
from dunwell.core.explain import day_name
from dunwell.language.phrases import nearest
from dunwell.language.pinned import accepted_at
from dunwell.language.policy_test import PolicyTest, read_policy_tests
from dunwell.language.scenario import read_events
from dunwell.loading import load_policy, read_source
from dunwell.model import Invoice
from dunwell.money import amount_text, decimal_amount
from dunwell.problems import Problem, has_errors
from dunwell.readers.files import read_documents
from dunwell.templates import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.comparing.branches import Branch
    from dunwell.core.timeline import Entry
    from dunwell.language.fields import Value
    from dunwell.language.policy_test import Amount
    from dunwell.language.program import Program
    from dunwell.loading import Loaded
    from dunwell.templates import Templates

REACHABLE = {"debtor.has_email": True, "debtor.has_address": True}
"""What a case under `given` has unless it says otherwise: an e-mail address and a postal address."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test that ran: its name, its file, and why it failed (nothing if it passed).

    `rows` are what it expects beside what was found, `reached` the branches of `program` that it came to; a test that
    could not be played has none.
    """

    name: str
    file: str
    problems: tuple[Problem, ...]
    program: Program | None = None
    rows: tuple[Row, ...] = ()
    reached: frozenset[Branch] = frozenset()

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Tested:
    """The tests of one file. `problems` are those of the file itself, for which no test could run.

    `findings` is True where the file has accepted findings as well, which `dunwell verify` compares.
    """

    file: str
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    text: str
    findings: bool = False


def run_tests(path: str, templates: Templates = SHIPPED) -> Tested:
    """Run every test of a file; the templates that its policies name are looked for among `templates`."""
    source = read_source(path)
    tests, problems = read_policy_tests(source.root)
    policies: dict[str, Loaded] = {}
    for test in tests:
        if test.policy not in policies:
            policies[test.policy] = load_policy(test.policy, templates)
    outcomes = tuple(_run(test, policies[test.policy], path) for test in tests)
    findings = accepted_at(source.root) is not None
    return Tested(path, outcomes, (*source.problems, *problems), source.text, findings)


def _run(test: PolicyTest, policy: Loaded, path: str) -> Outcome:
    if policy.program is None:
        fix = f"see `dunwell check {test.policy}`"
        return Outcome(
            test.name, path, (Problem("DW712", f"the policy {test.policy!r} cannot be used", test.place, fix),)
        )
    invoice, problems = _invoice(test, path)
    given = dict(test.given) if test.invoice else REACHABLE | dict(test.given)
    found: list[Problem] = [one for one in problems if one.severity == "error"]
    planned = read_events(test.events, policy.program, found)
    if not found and (none := why_no_claim(invoice, given)) is not None:
        found.append(Problem("DW713", none.message, test.place, none.fix))
    found.extend(_unknown_names(test, policy.program))
    if found:
        return Outcome(test.name, path, tuple(found))
    simulated = play(invoice, policy.program, planned, Asked(given, test.on, test.until, test.runs))
    if simulated.timeline is None or has_errors(simulated.problems):
        return Outcome(test.name, path, tuple(simulated.problems))
    entries = simulated.timeline.entries
    end = simulated.timeline.position.end
    checks = (
        _days(test, entries),
        _so_far(test, entries),
        _skips(test, entries),
        _nevers(test, entries),
        _amounts(test, entries),
    )
    failed = [problem for check in checks for problem in check]
    rows, came_to = expected_and_found(test, simulated.timeline), reached(policy.program, simulated.timeline)
    return Outcome(test.name, path, (*failed, *_end(test, entries, end)), policy.program, rows, came_to)


def _invoice(test: PolicyTest, path: str) -> tuple[Invoice, tuple[Problem, ...]]:
    """The invoice named (beside the test file, else from where the command runs), or one made of the facts given."""
    if not test.invoice:
        return made_invoice(path, dict(test.given)), ()
    beside = Path(path).parent / test.invoice
    file = beside if beside.exists() else Path(test.invoice)
    reading = read_documents(file, file.as_posix())
    return (reading.documents[0] if reading.documents else Invoice(path, "other", "none")), reading.problems


def made_invoice(file: str, facts: Mapping[str, Value]) -> Invoice:
    """An invoice that says no more than the facts given."""
    total, due = facts.get("invoice.total"), facts.get("invoice.due")
    payable = decimal_amount(int(total)) if total is not None else None
    return Invoice(file, "invoice", "test", payable=payable, due=date.fromordinal(int(due)) if due else None)


def _unknown_names(test: PolicyTest, program: Program) -> Iterator[Problem]:
    """Steps that the policy does not have: such a test would pass or fail for the wrong reason."""
    known = {step.name for step in program.steps[0]} | {message.name for message in program.messages}
    named = [
        *((name, one.place) for one in (*test.expect, *test.done_by) for name in one.steps),
        *test.skipped,
        *((one.step, one.place) for one in test.never if one.step),
        *((one.step, one.place) for one in test.amounts),
    ]
    for name, place in named:
        if name not in known:
            yield Problem("DW308", f"unknown step {name!r}", place, _near(name, sorted(known)))


def _near(name: str, known: list[str]) -> str:
    """The step that was meant, or all there are."""
    close = nearest(name, tuple(known))
    return f"did you mean {close!r}?" if close else f"the policy has: {', '.join(known)}"


def _days(test: PolicyTest, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for expected in test.expect:
        found = done(entries, expected.day, expected.day)
        if found == expected.steps:
            continue
        message = f"on {day_name(expected.day)} expected {named(expected.steps)}, found {named(found)}"
        other = [day_name(entry.day) for entry in entries if entry.name in set(expected.steps) - set(found)]
        fix = f"it is done on {', '.join(other)}" if other else "see the timeline with `dunwell simulate`"
        yield Problem("DW711", message, expected.place, fix)


def _so_far(test: PolicyTest, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for expected in test.done_by:
        found = done(entries, 0, expected.day)
        if found != expected.steps:
            message = f"by {day_name(expected.day)} expected {named(expected.steps)}, found {named(found)}"
            yield Problem("DW711", message, expected.place, "see the timeline with `dunwell simulate`")


def _skips(test: PolicyTest, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    skipped = {entry.name for entry in entries if entry.kind == "skip"}
    for name, place in test.skipped:
        if name not in skipped:
            yield Problem("DW711", f"{name!r} was not skipped", place, "see the timeline with `dunwell simulate`")


def _nevers(test: PolicyTest, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for never in test.never:
        for entry in entries:
            if breaks(never, entry):
                what = never.step or never.claims.replace("_", " ")
                yield Problem(
                    "DW711", f"{what!r} on {day_name(entry.day)}, which must never be", never.place, _why(entry)
                )
                break


def _why(entry: Entry) -> str:
    return "because: " + "; ".join(one.text for one in entry.because)


def _amounts(test: PolicyTest, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for amount in test.amounts:
        entry = next((one for one in reversed(entries) if one.name == amount.step and one.claim is not None), None)
        if entry is None:
            yield Problem("DW711", f"{amount.step!r} was never carried out", amount.place, "expect the step first")
            continue
        found = _part(entry, amount)
        if found != amount.cents:
            message = f"{amount.part} of {amount.step} is {amount_text(found)}, expected {amount_text(amount.cents)}"
            yield Problem("DW711", message, amount.place, _why(entry))


def _part(entry: Entry, amount: Amount) -> int:
    return int(getattr(entry.claim, amount.part))


def _end(test: PolicyTest, entries: tuple[Entry, ...], end: str) -> Iterator[Problem]:
    if test.end is None:
        return
    ended = next((entry.day for entry in reversed(entries) if entry.kind == "end"), 0) if end else 0
    wanted = "" if test.end.reason == "open" else test.end.reason
    if end != wanted:
        message = f"the case ends {f'as {end!r}' if end else 'not at all'}, expected {test.end.reason!r}"
        yield Problem("DW711", message, test.end.place, "see the timeline with `dunwell simulate`")
    elif test.end.day and ended != test.end.day:
        message = f"the case ends on {day_name(ended)}, expected {day_name(test.end.day)}"
        yield Problem("DW711", message, test.end.place, "see the timeline with `dunwell simulate`")
