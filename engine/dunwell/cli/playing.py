"""What `simulate` and `preview` share: an invoice is read, its policy chosen, a scenario read, and all of it played."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.choosing import Asked, Simulated, choose, notes_on, play, why_no_claim
from dunwell.cli.around import refuse_all, words_of, workspace_option
from dunwell.cli.given import Day, read_assumed
from dunwell.cli.options import refuse
from dunwell.cli.session import mistakes_in, register_of
from dunwell.core.explain import condition_text
from dunwell.core.opening import facts_of, fits, position_of, said_by
from dunwell.customers.joining import contradictions, joined
from dunwell.language.scenario import Planned, read_runs, read_scenario
from dunwell.loading import load_policy, read_source, shipped_policies
from dunwell.problems import Problem, ProblemsFound, has_errors
from dunwell.readers.files import read_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.model import Invoice
    from dunwell.workspace import Workspace

    _P = ParamSpec("_P")
    _R = TypeVar("_R")

_OPTIONS = (
    click.argument("invoice", type=click.Path(path_type=Path)),
    click.option("--policy", help="This policy instead of the one that fits: a file, or a shipped one by its path."),
    click.option("--scenario", help="A YAML file of assumed events; without one nobody pays and nobody answers."),
    click.option(
        "--assume", multiple=True, metavar="FIELD=VALUE", help="Take a fact for granted, e.g. debtor.kind=business."
    ),
    click.option("--on", type=Day(), default=0, help="The day the case is opened; by default the invoice date."),
    click.option("--until", type=Day(), default=0, help="The last day shown; by default two years later."),
)


def playing_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """The argument and options of every command that plays an invoice forward."""
    for option in reversed((*_OPTIONS, workspace_option)):
        command = option(command)
    return command


def played(  # noqa: PLR0913, PLR0917 - the options of two commands
    invoice: Path,
    policy: str | None,
    scenario: str | None,
    assume: tuple[str, ...],
    on: int,
    until: int,
    form: str,
    workspace: Workspace | None = None,
) -> tuple[Simulated, tuple[Problem, ...]]:
    """What came of it, and all problems met on the way; what keeps a command from its work is printed, exit code 2.

    The customer register of a workspace completes the invoice, and its own policies come before the shipped ones. A
    policy finds its templates there.
    """
    given = _assumed(assume, form)
    reading = read_documents(invoice, invoice.as_posix())
    if not reading.documents:
        refuse(reading.problems or (_not_one(0),), form)
    document, doubts = _completed(reading.documents[0], workspace, form)
    simulated = _simulate(document, policy, scenario, Asked(given, on, until), form, workspace)
    extra = (_not_one(len(reading.documents)),) if len(reading.documents) > 1 else ()
    return simulated, (*reading.problems, *extra, *doubts, *simulated.problems)


def _completed(invoice: Invoice, workspace: Workspace | None, form: str) -> tuple[Invoice, tuple[Problem, ...]]:
    """The invoice with what the register says of its buyer, and what is doubtful about that."""
    if workspace is None:
        return invoice, ()
    try:
        register = register_of(workspace)
    except ProblemsFound as error:
        refuse_all(error.problems, form)
    found = register.find(invoice.buyer)
    doubts = contradictions(invoice, found.customer) if found.customer else (found.problem,)
    completed = joined(invoice, found.customer) if found.customer else invoice
    return completed, (*mistakes_in(register), *(one for one in doubts if one))


def _simulate(
    invoice: Invoice, policy: str | None, scenario: str | None, asked: Asked, form: str, workspace: Workspace | None
) -> Simulated:
    """Choose the policy and play it; without one, say why."""
    none = why_no_claim(invoice, asked.given)
    if none is not None:
        return Simulated(invoice, said_by(invoice) | dict(asked.given), problems=(none,))
    program, notes = _program(invoice, policy, asked, form, workspace)
    if program is None:
        return Simulated(invoice, said_by(invoice) | dict(asked.given), problems=notes)
    planned, runs = assumed_events(scenario, program, form)
    simulated = play(invoice, program, planned, replace(asked, runs=runs))
    return Simulated(
        invoice, simulated.facts, program, simulated.opened, simulated.timeline, (*notes, *simulated.problems)
    )


def _program(
    invoice: Invoice, policy: str | None, asked: Asked, form: str, workspace: Workspace | None
) -> tuple[Program | None, tuple[Problem, ...]]:
    """The policy asked for, or the one that fits; with the notes on it, or the problem that none fits."""
    if policy is None:
        program, problems = _fitting(invoice, asked, form, workspace)
        failing = None
    else:
        loaded = load_policy(policy, words_of(workspace))
        if loaded.program is None:
            refuse(loaded.problems, form)
        program, problems = loaded.program, ()
        facts, _ = facts_of(invoice, program, asked.given)
        condition = fits(program, facts)
        failing = condition_text(program, condition, position_of(program, facts, 0, 0)) if condition else None
    if program is None:
        return None, problems
    opened = asked.on or (invoice.issued.toordinal() if invoice.issued else program.valid_from)
    return program, (*problems, *notes_on(program, opened, failing))


def _fitting(
    invoice: Invoice, asked: Asked, form: str, workspace: Workspace | None
) -> tuple[Program | None, tuple[Problem, ...]]:
    """The policy that fits: in a workspace as `open` chooses it, on the day of the case; else a shipped one.

    What a workspace needs for that is loaded only there. An own policy with errors is refused, exit code 2.
    """
    said = said_by(invoice) | dict(asked.given)
    if workspace is None:
        country = str(said.get("debtor.country", "")).lower()
        shipped = (loaded.program for loaded in shipped_policies(country) if loaded.program is not None)
        return choose(invoice, shipped, asked.given)
    day = asked.on or int(said.get("invoice.issued") or said["invoice.due"])
    own = import_module("dunwell.journal.policies")
    try:
        policies = own.with_early(own.read_policies(workspace.policies, None, day, workspace.words()))
    except ProblemsFound as error:
        refuse_all(error.problems, form)
    chosen, problems = policies.choose(invoice, asked.given)
    return chosen[1] if chosen else None, (*policies.problems, *problems)


def planned_events(scenario: str | None, program: Program, form: str) -> tuple[Planned, ...]:
    """The events of a scenario file; a file with errors is refused, exit code 2."""
    return assumed_events(scenario, program, form)[0]


def assumed_events(scenario: str | None, program: Program, form: str) -> tuple[tuple[Planned, ...], tuple[int, ...]]:
    """The events of a scenario file, and the days on which the machine looks; as `planned_events`."""
    if scenario is None:
        return (), ()
    source = read_source(scenario)
    planned, problems = read_scenario(source.root, program)
    if has_errors((*source.problems, *problems)):
        refuse((*source.problems, *problems), form, {scenario: source.text})
    return planned, read_runs(source.root)[0]


def _assumed(assume: tuple[str, ...], form: str) -> dict[str, Value]:
    """`--assume` as facts; every mistake in them at once."""
    try:
        return read_assumed(assume)
    except ProblemsFound as error:
        refuse(error.problems, form)


def _not_one(count: int) -> Problem:
    message = f"the file holds {count} documents; the first is shown" if count else "the file holds no invoice"
    return Problem("DW938", message, None, "give one invoice a file", "warning" if count else "error")
