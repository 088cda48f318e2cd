"""What `dunwell explain` is asked about beside codes and guardrails: a policy, an invoice file, or a case."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dunwell.cli.around import workspace_around
from dunwell.cli.explain import guardrails, needs
from dunwell.cli.options import refuse
from dunwell.cli.telling import is_policy, tell
from dunwell.cli.why import why_case, why_invoice
from dunwell.loading import read_source
from dunwell.problems import Problem
from dunwell.workspace import FILE, find_workspace

if TYPE_CHECKING:
    from dunwell.render.timeline_words import Language


@dataclass(frozen=True, slots=True)
class Given:
    """The options of the command; `step` is empty where none was named, `on` 0 for today."""

    step: str
    on: int
    policy: str | None
    scenario: str | None
    assume: tuple[str, ...]
    language: Language | None
    workspace: str | None
    form: str
    output: str | None


def explain_file_or_case(subject: str, given: Given) -> None:
    """A policy or an invoice where there is such a file, else a case of the workspace; exit code 2 if it is neither."""
    source = read_source(subject)
    if source.problems and source.problems[0].code == "DW901":
        if not _has_workspace(given.workspace):
            refuse((unknown_subject(subject),), given.form)
        needs(given.form)
        why_case(subject, given.workspace, given.on, given.step, given.form)
        return
    around = workspace_around(given.workspace, given.form)
    if is_policy(source):
        tell(source, given.step, around, given.language, given.form, given.output)
        return
    needs(given.form)
    why_invoice(subject, given.policy, given.scenario, given.assume, given.on, given.step, given.form, around)


def unknown_subject(subject: str) -> Problem:
    """The problem of a word that is none of them, with the guardrails that look most like it."""
    close = get_close_matches(subject.upper(), guardrails(), n=3)
    other = "write a code such as DW113, a guardrail such as NL-101, a file, or a case from within its workspace"
    fix = f"did you mean {' or '.join(close)}?" if close else other
    return Problem(
        "DW933", f"{subject!r} is neither a problem code nor a guardrail, and there is no such file", fix=fix
    )


def _has_workspace(named: str | None) -> bool:
    """Whether there is a workspace whose cases could be meant."""
    return bool(named or "DUNWELL_WORKSPACE" in os.environ or (find_workspace(named, os.environ) / FILE).is_file())
