"""Counterexamples for other commands: files to play and to keep, and the timeline of a story as `simulate` shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell.choosing import Simulated
from dunwell.core.opening import Opened
from dunwell.policy_stories import files_of, policy_test_text
from dunwell.render.timeline_json import timeline_document
from dunwell.verifying.counterexample import made_invoice, replay
from dunwell.verifying.invariant import told
from dunwell.verifying.invariants import invariants_of
from dunwell.verifying.profiles import opened

if TYPE_CHECKING:
    from pathlib import Path

    from dunwell.language.program import Program
    from dunwell.verifying.model import Story
    from dunwell.verifying.report import Report

TESTS = "tests.yaml"
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


def save_stories(folder: Path, report: Report) -> tuple[Path, ...]:
    """Write for each breach an invoice and a scenario, and for all of them one file of policy tests; the paths.

    A test of the same name in that file is replaced. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tests = folder / TESTS
    text = tests.read_text(encoding="utf-8") if tests.is_file() else ""
    saved: list[Path] = []
    for breach, story in report.breaches:
        name = _NO_NAME.sub("-", breach.invariant)
        invoice, scenario = folder / f"{name}.invoice.yaml", folder / f"{name}.scenario.yaml"
        title = told(invariants_of(report.program), breach)
        made = files_of(report.program, story, title, (invoice.as_posix(), scenario.as_posix()))
        text = policy_test_text(report.program, story, breach, report.program.file, text)
        for path, content in ((invoice, made.invoice), (scenario, made.scenario)):
            path.write_text(content, encoding="utf-8")
            saved.append(path)
    if report.breaches:
        tests.write_text(text, encoding="utf-8")
        saved.append(tests)
    return tuple(saved)


def story_document(program: Program, story: Story) -> dict[str, object]:
    """The timeline of a story, as every timeline is shown; what its case has been given is told by its profile."""
    profile = story.profile
    invoice = made_invoice(profile)
    case = Opened(opened(program, profile), ())
    played = Simulated(invoice, dict(profile.facts), program, case, replay(program, story))
    return timeline_document(played, played.timeline.problems if played.timeline else ())
