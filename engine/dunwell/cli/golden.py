"""`dunwell test --record`: what a policy does today becomes a test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dunwell.choosing import Asked, play, why_no_claim
from dunwell.cli.around import words_of, workspace_around
from dunwell.cli.given import read_assumed
from dunwell.cli.options import refuse, write_output
from dunwell.language.draft import text as text_of
from dunwell.language.scenario import read_runs, read_scenario
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.loading import load_policy, read_source
from dunwell.policy_golden import Recorded, has_test, written
from dunwell.policy_tests import REACHABLE, made_invoice
from dunwell.problems import Problem, ProblemsFound, has_errors
from dunwell.readers.files import read_documents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.language.scenario import Planned
    from dunwell.language.yamlfile import Node
    from dunwell.model import Invoice


def record_test(  # noqa: PLR0913, PLR0917 - the options of --record
    paths: tuple[str, ...],
    name: str,
    invoice: str | None,
    assume: tuple[str, ...],
    scenario: str | None,
    policy: str | None,
    replace: bool,  # noqa: FBT001 - a flag
    workspace: str | None,
    form: str,
) -> None:
    """Play the invoice, or the facts, and write the timeline into the one file named as a test of this name."""
    if len(paths) != 1 or Path(paths[0]).is_dir():
        _refuse("--record writes into one test file", "name one file, such as policies/nl/tests/mine.yaml", form)
    if not name.strip() or (invoice is None) is not bool(assume):
        _refuse(
            "--record needs a name, and either an invoice or facts", "add --invoice FILE, or --assume FIELD=VALUE", form
        )
    file = Path(paths[0])
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if has_test(text, name) and not replace:
        _refuse(f"{file} already has a test {name!r}", "choose another name, or add --replace to overwrite it", form)
    named = policy or text_of(_key(file, "policy")) if text else policy
    if not named:
        _refuse("nothing says which policy the test is for", "add --policy FILE", form)
    program = _program(named, workspace, form)
    document, given = _subject(invoice, assume, file, form)
    events, planned, runs = _events(scenario, program, form)
    facts = dict(given) if invoice else REACHABLE | dict(given)
    if (none := why_no_claim(document, facts)) is not None:
        refuse((none,), form)
    simulated = play(document, program, planned, Asked(facts, runs=runs))
    if simulated.timeline is None or has_errors(simulated.problems):
        refuse(simulated.problems, form)
    beside = Path(os.path.relpath(invoice, file.parent)).as_posix() if invoice else ""
    made = Recorded(name, named, given, beside, events, 0, 0, simulated.timeline, runs)
    write_output(written(text, made), str(file))
    click.echo(f"recorded {name!r} in {file}: read it before you rely on it")


def _refuse(message: str, fix: str, form: str) -> NoReturn:
    refuse((Problem("DW715", message, None, fix),), form)


def _key(file: Path, key: str) -> Node | None:
    root = read_source(str(file)).root
    return root.get(key) if isinstance(root, Table) else None


def _program(named: str, workspace: str | None, form: str) -> Program:
    loaded = load_policy(named, words_of(workspace_around(workspace, form)))
    if loaded.program is None:
        refuse(loaded.problems, form, {loaded.file: loaded.text})
    return loaded.program


def _subject(
    invoice: str | None, assume: tuple[str, ...], file: Path, form: str
) -> tuple[Invoice, Mapping[str, Value]]:
    """The invoice as it was read, or one made of the facts given."""
    if invoice is not None:
        reading = read_documents(Path(invoice), Path(invoice).as_posix())
        if not reading.documents:
            refuse(reading.problems, form)
        return reading.documents[0], {}
    try:
        given = read_assumed(assume)
    except ProblemsFound as error:
        refuse(error.problems, form)
    return made_invoice(str(file), given), given


def _events(
    scenario: str | None, program: Program, form: str
) -> tuple[tuple[Mapping[str, str], ...], tuple[Planned, ...], tuple[int, ...]]:
    """The events as the scenario writes them and as they are played, and the days on which the machine looks."""
    if scenario is None:
        return (), (), ()
    source = read_source(scenario)
    planned, problems = read_scenario(source.root, program)
    if has_errors((*source.problems, *problems)):
        refuse((*source.problems, *problems), form, {scenario: source.text})
    listed = source.root.get("events") if isinstance(source.root, Table) else source.root
    items = listed.items if isinstance(listed, Items) else ()
    return tuple(_as_written(item) for item in items), planned, read_runs(source.root)[0]


def _as_written(item: Node) -> dict[str, str]:
    """An event as its scenario writes it; the keys of an event have one value each."""
    entries = item.entries if isinstance(item, Table) else ()
    return {key.text: value.text for key, value in entries if isinstance(value, Scalar)}
