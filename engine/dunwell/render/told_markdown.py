"""A policy that is told, as Markdown: the whole document, or one step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell.render.told_steps import heading, notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.render.told_clauses import Teller
    from dunwell.render.told_policy import PolicyTold, Section
    from dunwell.render.told_steps import StepTold

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")
_DOTS = "." * 40


def policy_markdown(told: PolicyTold) -> str:
    """The whole document."""
    head = told.voice.head
    parts = [f"# {escaped(told.title)}", _table((head("kicker"), ""), told.facts)]
    parts += [part for section in told.before for part in _section(section)]
    parts += [f"## {_capital(head('overview'))}", _table(*told.table())]
    parts += [f"## {_capital(head('steps'))}", *(part for step in told.ladder() for part in _step(told.teller, step))]
    if side := told.ladder(side=True):
        parts += [f"## {_capital(head('side'))}", head("side_note")]
        parts += [part for step in side for part in _step(told.teller, step)]
    parts += [part for section in told.after for part in _section(section)]
    rows = ((_capital(head(key)), _DOTS) for key in ("sign_name", "sign_place", "sign_signature"))
    parts += [f"## {head('sign')}", escaped(head("sign_text", version=told.version)), _table(("", ""), rows)]
    parts.append(f"*{head('made_from')}*")
    return "\n\n".join(parts) + "\n"


def step_markdown(teller: Teller, step: StepTold) -> str:
    """One step alone, with the articles of the guardrails that watch it."""
    return "\n\n".join(_step(teller, step, articles=True)) + "\n"


def escaped(text: str) -> str:
    """Text without a meaning in Markdown or HTML; a line stays a line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.heading}"
    if section.note:
        yield escaped(section.note)
    for topic in section.topics:
        if topic.name:
            yield f"### {escaped(topic.name)}"
        yield _listed(topic.sentences) if section.listed else escaped(" ".join(topic.sentences))


def _step(teller: Teller, step: StepTold, *, articles: bool = False) -> Iterator[str]:
    yield f"### {escaped(heading(teller, step))}"
    if step.all:
        yield escaped(" ".join(step.all))
    for name, sentences in step.kinds:
        yield f"*{escaped(teller.voice.say('variant', name=name))}* {escaped(' '.join(sentences))}"
    if step.outcomes:
        yield _listed(step.outcomes)
    yield escaped(" ".join(notes(teller, step, articles=articles)))


def _listed(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(one)}" for one in sentences)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(escaped(cell) or ' ' for cell in (_capital(row[0]), *row[1:]))} |" for row in rows]
    return "\n".join(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
