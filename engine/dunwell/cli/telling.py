"""`dunwell explain POLICY [STEP]`: a policy, or one step of it, in sentences that people can read and sign."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dunwell.cli.around import words_of
from dunwell.cli.options import json_text, refuse, write_output
from dunwell.days import day
from dunwell.language.draft import table, text
from dunwell.language.phrases import did_you_mean
from dunwell.language.yamlfile import Table
from dunwell.loading import compile_source
from dunwell.problems import Problem
from dunwell.render.told_policy import Approval, policy_told

if TYPE_CHECKING:
    from dunwell.loading import Source
    from dunwell.render.timeline_words import Language
    from dunwell.render.told_policy import PolicyTold
    from dunwell.render.told_steps import StepTold
    from dunwell.workspace import Workspace

_NOT_FOR_A_STEP = ("html",)


def is_policy(source: Source) -> bool:
    """Whether a file that was read says that it is a policy."""
    return isinstance(source.root, Table) and source.root.get("dunwell") is not None


def tell(
    source: Source,
    name: str,
    workspace: Workspace | None,
    language: Language | None,
    form: str,
    output: str | None,
) -> None:
    """Print a policy or one of its steps, or write it to a file; a policy with errors is refused, exit code 2."""
    loaded = compile_source(source, words_of(workspace))
    if loaded.program is None:
        refuse(loaded.problems, form, {source.file: source.text})
    told = policy_told(loaded.program, approval_in(source), language)
    step = next((one for one in told.steps if one.name == name), None)
    if name and step is None:
        refuse((no_step(name, tuple(one.name for one in told.steps)),), form)
    made = _step(told, step, form, output) if step else _policy(told, form, output)
    write_output(made.rstrip("\n"), output)


def approval_in(source: Source) -> Approval | None:
    """Who approved the version, where the policy says so."""
    said = table(table(source.root).get("approved"))
    by, when = text(said.get("by")), text(said.get("date"))
    return Approval(by, day(when), text(said.get("ticket")) or "") if by and when else None


def no_step(name: str, known: tuple[str, ...]) -> Problem:
    """The problem of a step that the policy does not have."""
    return Problem("DW941", f"the policy has no step {name!r}", None, did_you_mean(name, known))


def _policy(told: PolicyTold, form: str, output: str | None) -> str:
    if form == "json":
        return json_text(import_module("dunwell.render.told_json").policy_json(told))
    render = import_module(f"dunwell.render.told_{form}")
    made = getattr(render, f"policy_{form}")(told)
    return _drawn(made, output) if form == "text" else str(made)


def _step(told: PolicyTold, step: StepTold, form: str, output: str | None) -> str:
    if form in _NOT_FOR_A_STEP:
        fix = "write --format text, markdown or json, or leave the step out"
        refuse((Problem("DW942", f"one step is not told as {form}", None, fix),), form)
    if form == "json":
        return json_text(import_module("dunwell.render.told_json").step_json(told.teller, step))
    made = getattr(import_module(f"dunwell.render.told_{form}"), f"step_{form}")(told.teller, step)
    return _drawn(made, output) if form == "text" else str(made)


def _drawn(made: object, output: str | None) -> str:
    """Text for a terminal as wide as it is, or without colour for a file."""
    console = import_module("rich.console").Console(highlight=False)
    with console.capture() as capture:
        console.print(made, no_wrap=False)
    drawn: str = capture.get()
    return drawn if output is None else import_module("click").unstyle(drawn)
