"""A policy that is told, as one self-contained page: no script, nothing to fetch; it prints on A4 for signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.timeline_svg import TEMPLATES
from dunwell.render.told_steps import heading, notes

if TYPE_CHECKING:
    from dunwell.render.told_policy import PolicyTold
    from dunwell.render.told_steps import StepTold


def policy_html(told: PolicyTold) -> str:
    """The page."""

    def named(step: StepTold) -> str:
        return heading(told.teller, step)

    def rests(step: StepTold) -> str:
        return " ".join(notes(told.teller, step))

    heads, rows = told.table()
    return TEMPLATES.get_template("told.html.j2").render(
        told=told, voice=told.voice, heads=heads, rows=rows, named=named, rests=rests
    )
