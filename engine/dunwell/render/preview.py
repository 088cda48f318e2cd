"""The messages of a simulated case, each rendered with the data of the day on which it goes out.

Data goes one way: timeline entry → what it was decided on → data of the message → words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dunwell.core.message_data import message_data
from dunwell.core.message_parties import one_line, party_data
from dunwell.days import day_text
from dunwell.problems import Note, Problem, ProblemsFound
from dunwell.readers.checks import quotable
from dunwell.render.message import render_message
from dunwell.render.message_check import used_templates
from dunwell.render.timeline_json import invoice_document, policy_document
from dunwell.templates import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dunwell.choosing import Simulated
    from dunwell.core.timeline import Entry
    from dunwell.language.program import Program
    from dunwell.model import Party
    from dunwell.problems import Place
    from dunwell.render.message import Rendered
    from dunwell.render.template_source import ReadText
    from dunwell.templates import Templates

    Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Previewed:
    """One message of a timeline: its words, or the problems for which there are none.

    `to` is where it goes, by channel: an e-mail address, a postal address, a telephone number; "" if nobody knows it.
    """

    entry: Entry
    to: Mapping[str, str]
    rendered: Rendered | None
    problems: tuple[Problem, ...] = ()


def previewed(
    simulated: Simulated,
    language: str,
    settings: Mapping[str, str],
    only: str = "",
    *,
    read: ReadText = SHIPPED.read,
) -> tuple[Previewed, ...]:
    """Every message in the order of the timeline; with `only`, those of the step or message of this name.

    `settings` are fields of the creditor that the invoice does not say, as in `message_data`.
    """
    program, opened, timeline = simulated.program, simulated.opened, simulated.timeline
    if program is None or opened is None or timeline is None:
        return ()
    invoice = quotable(simulated.invoice)
    shown = []
    for entry in timeline.entries:
        if entry.sent is None or entry.template is None or only not in ("", entry.name):
            continue
        to = {channel: _address(invoice.buyer, channel) for channel in entry.channels}
        data = message_data(program, invoice, opened.position, entry.sent, settings)
        try:
            shown.append(Previewed(entry, to, render_message(entry.template, language, data, read=read)))
        except ProblemsFound as error:
            notes = (Note(f"in the message of {day_text(entry.day)}", _place(program, entry)),)
            problems = tuple(replace(problem, notes=(*problem.notes, *notes)) for problem in error.problems)
            shown.append(Previewed(entry, to, None, problems))
    return tuple(shown)


def _address(buyer: Party, channel: str) -> str:
    said = {"email": buyer.email, "letter": one_line(buyer.address), "phone": buyer.phone}
    return said.get(channel) or ""


def _place(program: Program, entry: Entry) -> Place:
    """Where the policy names the template of a message."""
    assert entry.sent is not None  # callers look first
    action = entry.sent.action
    if action.message >= 0:
        return program.messages[action.message].place
    return program.steps[entry.sent.before.variant][action.step].place_of("template")


def names_of(program: Program) -> tuple[str, ...]:
    """The names of the steps and messages of a policy that have a template, in their order."""
    steps = (step.name for steps in program.steps for step in steps if step.template is not None)
    return tuple(dict.fromkeys((*steps, *(message.name for message in program.messages))))


def language_for(
    simulated: Simulated, asked: str | None, templates: Templates = SHIPPED
) -> tuple[str, tuple[Problem, ...]]:
    """The language to render in: the one asked for, else the debtor's if all templates are there, else the policy's.

    A note (DW939) says so where it is not the policy's, and where the debtor's own could not be taken.
    """
    program = simulated.program
    assert program is not None  # callers look first
    said = str(simulated.facts.get("debtor.language") or "").lower()
    wanted = asked or said
    if wanted in ("", program.language):
        return program.language, ()
    missing = sorted({name for name, *_ in used_templates(program)} - templates.names(wanted))
    taken = asked or (wanted if not missing else program.language)
    who = "asked for" if asked else "the debtor's"
    if taken == wanted:
        message = f"the messages are shown in {wanted!r}, {who}; {program.id} is written for {program.language!r}"
    else:
        message = f"the messages are shown in {taken!r}; in {wanted!r}, {who}, these are missing: {', '.join(missing)}"
    fix = "look at every message before you send in it" if taken == wanted else "add the templates"
    return taken, (Problem("DW939", message, program.place, fix, "info"),)


def whom_to_ask(simulated: Simulated, settings: Mapping[str, str]) -> tuple[Problem, ...]:
    """A warning (DW926) if messages invite questions and can name neither an e-mail address nor a telephone number."""
    assert simulated.opened is not None  # callers look first
    data = party_data(simulated.invoice, simulated.opened.position, settings)
    if data["contact.email"] or data["contact.phone"]:
        return ()
    message = (
        "no message can say whom to ask: neither the invoice nor the workspace names an e-mail address or telephone"
    )
    fix = "write creditor: {contact: {email: …}} in dunwell.yaml, and name its folder with --workspace"
    return (Problem("DW926", message, None, fix, "warning"),)


def preview_document(
    simulated: Simulated,
    shown: Sequence[Previewed],
    language: str | None,
    problems: Sequence[Problem],
    scenario: str | None = None,
) -> Document:
    """All as data: what it is about, every message with its words, and the problems. Without a policy it is null."""
    invoice = simulated.invoice
    return {
        "invoice": invoice_document(simulated.facts, invoice.number, invoice.buyer.name, invoice.seller.name),
        "policy": policy_document(simulated.program) if simulated.program else None,
        "language": language,
        **({"scenario": scenario} if scenario else {}),
        "messages": [_message(one) for one in shown],
        "problems": [problem.as_json() for problem in problems],
    }


def _message(one: Previewed) -> Document:
    entry, rendered = one.entry, one.rendered
    return {
        "date": day_text(entry.day),
        "kind": entry.kind,
        entry.kind: entry.name,
        "title": entry.title or str(entry.template).replace("_", " ").capitalize(),
        "attempt": entry.attempt,
        "channels": list(entry.channels),
        "to": dict(one.to),
        "template": entry.template,
        "subject": rendered.subject if rendered else None,
        "text": rendered.text if rendered else None,
        "html": rendered.html if rendered else None,
        "problems": [problem.as_json() for problem in one.problems],
    }
