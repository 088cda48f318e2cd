"""A policy that is told, for a terminal: the whole document, or one step. It reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dunwell.render.told_steps import heading, notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dunwell.render.told_clauses import Teller
    from dunwell.render.told_policy import PolicyTold, Section
    from dunwell.render.told_steps import StepTold


def policy_text(told: PolicyTold) -> RenderableType:
    """The whole document."""
    head = told.voice.head
    facts = Table.grid(padding=(0, 2))
    for label, value in told.facts:
        facts.add_row(Text(label, style="dim"), Text(value))
    parts: list[RenderableType] = [Text(told.title, style="bold"), facts]
    parts += [part for section in told.before for part in _section(section)]
    parts += [_head(head("overview")), _overview(told)]
    for side, key in ((False, "steps"), (True, "side")):
        steps = told.ladder(side=side)
        parts += [_head(head(key))] if steps else []
        parts += [part for step in steps for part in (step_text(told.teller, step, articles=False), Text())]
    parts += [part for section in told.after for part in _section(section)]
    signs = (f"{head(key)}: {'.' * 30}" for key in ("sign_name", "sign_place", "sign_signature"))
    return Group(*parts, _head(head("sign")), Text(head("sign_text", version=told.version)), *map(Text, signs))


def step_text(teller: Teller, step: StepTold, *, articles: bool = True) -> RenderableType:
    """One step: its paragraph, what differs by kind of case, where outcomes lead, and what it rests on."""
    parts: list[RenderableType] = [Text(" ".join(step.all))] if step.all else []
    for name, sentences in step.kinds:
        parts.append(Text(teller.voice.say("variant", name=name), style="italic").append(f" {' '.join(sentences)}", ""))
    parts += [_point(one) for one in step.outcomes]
    parts.append(Text(" ".join(notes(teller, step, articles=articles)), style="dim"))
    return Group(Text(heading(teller, step), style="bold"), *(Padding(part, (0, 0, 0, 2)) for part in parts))


def _section(section: Section) -> Iterator[RenderableType]:
    yield _head(section.heading)
    if section.note:
        yield Text(section.note)
    for topic in section.topics:
        if topic.name:
            yield Text(topic.name, style="bold")
        yield from map(_point, topic.sentences) if section.listed else (Text(" ".join(topic.sentences)),)


def _head(text: str) -> RenderableType:
    return Padding(Text(text, style="bold underline"), (1, 0, 0, 0))


def _point(text: str) -> RenderableType:
    """A line of a list, its later lines under its first."""
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row(Text("–"), Text(text))
    return row


def _overview(told: PolicyTold) -> RenderableType:
    """The table of steps."""
    heads, rows = told.table()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table
