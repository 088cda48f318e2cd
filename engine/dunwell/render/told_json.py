"""A policy that is told, for programs: the whole document, or one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.told_steps import heading

if TYPE_CHECKING:
    from dunwell.render.told_clauses import Teller
    from dunwell.render.told_policy import PolicyTold, Section
    from dunwell.render.told_steps import StepTold

    Document = dict[str, object]


def policy_json(told: PolicyTold) -> Document:
    """The whole document, in its order."""
    heads, rows = told.table()
    return {
        "language": told.voice.language,
        "title": told.title,
        "version": told.version,
        "facts": [{"label": label, "value": value} for label, value in told.facts],
        "before": [_section(one) for one in told.before],
        "overview": {"heads": list(heads), "rows": [list(row) for row in rows]},
        "steps": [step_json(told.teller, one) for one in told.steps],
        "after": [_section(one) for one in told.after],
    }


def step_json(teller: Teller, step: StepTold) -> Document:
    """One step: its sentences, those of one kind of case, where outcomes lead, and what it rests on."""
    return {
        "step": step.name,
        "number": step.number,
        "heading": heading(teller, step),
        "sentences": list(step.all),
        "kinds": {name: list(sentences) for name, sentences in step.kinds},
        "outcomes": list(step.outcomes),
        "law": list(step.law),
        "guardrails": [{"guardrail": rule, "article": article} for rule, article in step.watched],
        "file": step.file,
        "lines": list(step.lines),
    }


def _section(section: Section) -> Document:
    return {
        "heading": section.heading,
        "topics": [{"name": one.name or None, "sentences": list(one.sentences)} for one in section.topics],
    }
