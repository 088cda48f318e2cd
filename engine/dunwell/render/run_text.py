"""A run and the outbox for people at a terminal, from their documents; it reads the same without colour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dunwell.render.timeline_document import day_at, maps_at, text_at
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_WORDS = Words("en")
STATES = {
    "ready": "to be tried again",
    "sent": "sent",
    "handed_out": "with a person",
    "reported": "reported",
    "held": "wait for release",
    "failed": "failed",
    "refused": "cannot be reached",
    "in_doubt": "in doubt",
    "withdrawn": "not due any more",
    "claimed": "being worked on",
    "sending": "being sent",
}
"""The states of a row as people read them."""
MOST_SHOWN = 30
"""So many deliveries are told one by one; of more, only those that did not go out. Of more that wait, the reasons."""
_TYPED = (
    (("ready",), "dunwell outbox --retry N            do not wait: the next run tries it again"),
    (("failed", "in_doubt"), "dunwell outbox --retry N            try it again, once what was wrong is mended"),
    (("failed", "in_doubt"), "dunwell outbox --sent N             it went out after all"),
    (
        ("failed", "in_doubt", "held"),
        "dunwell outbox --drop N             leave it; if it is still due, the next run takes it up anew",
    ),
    (("held",), "dunwell run --approve               release all that waits for release"),
)
"""What to type for rows in these states."""


def run_text(document: Document) -> RenderableType:
    """What went out by channel, what did not and why, and what waits for a person."""
    day = day_at(document, "day")
    dry = " (dry run: nothing is sent, nothing is recorded)" if document.get("dry_run") else ""
    parts: list[RenderableType] = [Text(f"{_WORDS.day(day) if day else ''}{dry}", style="bold")]
    deliveries = maps_at(document, "deliveries")
    if document.get("dry_run"):
        parts += [part for one in deliveries for part in _delivery(one)]
    else:
        few = len(deliveries) <= MOST_SHOWN
        shown = [one for one in deliveries if few or one.get("state") not in ("sent", "handed_out")]
        parts += [part for one in shown for part in _became(one)]
    waiting = maps_at(document, "waiting")
    if len(waiting) <= MOST_SHOWN:
        parts += [part for one in waiting for part in _waiting(one)]
    else:
        counts = Counter(text_at(one, "why") for one in waiting)
        parts += [Text(f"{count} wait: {why}") for why, count in counts.most_common()]
    parts.append(_summary(document))
    parts += _tail(document)
    return Group(*parts)


def outbox_text(document: Document) -> RenderableType:
    """The rows as a table, and what to type for those that wait for a person."""
    rows = maps_at(document, "deliveries")
    if not rows:
        return Text("The outbox holds nothing of that kind.")
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("no.", "case", "what", "channel", "state", "day", "why"):
        whole = head in {"no.", "channel", "state", "day"}
        table.add_column(head, justify="right" if head == "no." else "left", no_wrap=whole)
    for row in rows:
        table.add_row(str(row.get("delivery")), _number(row), _what(row), *_state_of(row))
    states = {text_at(row, "state") for row in rows if row.get("state") != "ready" or row.get("again_from")}
    typed = [Text(line, style="dim") for meant, line in _TYPED if states.intersection(meant)]
    return Group(table, Padding(Group(*typed), (0, 0, 0, 2))) if typed else table


def delivery_lines(document: Document) -> Iterator[str]:
    """The deliveries of a case, a line each: when, by what channel, what became of it, what the outside answered."""
    for row in maps_at(document, "deliveries"):
        channel, state, day, why = _state_of(row)
        said = " – ".join(filter(None, (state, why or text_at(row, "proof"))))
        yield f"{day}  {_what(row)} by {channel}: {said} (delivery {row.get('delivery')})"


def _state_of(row: Document) -> tuple[str, str, str, str]:
    """The channel, the state in words, its day, and why it is in that state."""
    state = STATES.get(text_at(row, "state"), "")
    day = text_at(row, "closed") or text_at(row, "since")
    return text_at(row, "channel"), state, day, text_at(row, "why")


def _number(row: Document) -> str:
    return text_at(row, "case").partition("/")[2]


def _what(row: Document) -> str:
    kind = text_at(row, "kind")
    name = text_at(row, kind)
    if kind == "report":  # its name is that of the event and its number
        return f"report of {_WORDS.say(name.rpartition('-')[0])}"
    attempt = row.get("attempt")
    return f"{name} ({attempt})" if isinstance(attempt, int) and attempt > 1 else name


def _delivery(one: Document) -> Iterator[RenderableType]:
    state = text_at(one, "state")
    verb = "would go out" if state == "ready" else STATES.get(state, state)
    yield Text(f"{text_at(one, 'number')}  {_what(one)} by {text_at(one, 'channel')}: {verb}")
    if state != "ready" and text_at(one, "why"):
        yield Padding(Text(text_at(one, "why"), style="dim"), (0, 0, 0, 4))
    for reason in maps_at(one, "because"):
        place = f"  {text_at(reason, 'place')}" if text_at(reason, "place") else ""
        yield Padding(Text(f"– {text_at(reason, 'text')}{place}", style="dim"), (0, 0, 0, 4))


def _became(one: Document) -> Iterator[RenderableType]:
    number, channel, state = text_at(one, "number"), text_at(one, "channel"), text_at(one, "state")
    yield Text(f"{number}  {_what(one)} by {channel}: {STATES.get(state, state)}")
    again = text_at(one, "again_from")
    told = (
        text_at(one, "why"),
        f"tried again by a run after {again[:16].replace('T', ' ')} UTC" if state == "ready" and again else "",
        "the next run goes on as the policy says for that" if state == "refused" else "",
    )
    yield from (Padding(Text(line, style="dim"), (0, 0, 0, 4)) for line in told if line)


def _waiting(one: Document) -> Iterator[RenderableType]:
    channels = one.get("channels")
    by = " and ".join(str(each) for each in channels) if isinstance(channels, list) else ""
    yield Text(f"{text_at(one, 'number')}  {_what(one)} by {by}: waits")
    yield Padding(Text(text_at(one, "why"), style="dim"), (0, 0, 0, 4))


def _summary(document: Document) -> RenderableType:
    rows = maps_at(document, "summary")
    if not rows:
        return Text("Nothing went out." if not document.get("dry_run") else "Nothing would go out.")
    lines = []
    dry = bool(document.get("dry_run"))
    for row in rows:
        names = {**STATES, "ready": "would go out"} if dry else STATES
        counts = ", ".join(f"{row[state]} {name}" for state, name in names.items() if row.get(state))
        lines.append(Text(f"{text_at(row, 'channel')}: {counts}"))
    return Group(*lines)


def _tail(document: Document) -> Iterator[RenderableType]:
    approved = maps_at(document, "approved")
    if approved:
        yield Text(f"{len(approved)} released: {', '.join(text_at(one, 'case').partition('/')[2] for one in approved)}")
    for one in maps_at(document, "not_tried"):
        yield Text(f"{text_at(one, 'channel')}: {one.get('count')} more left for the next run: {text_at(one, 'why')}")
    if document.get("came_back"):
        what = "would be taken in first" if document.get("dry_run") else "taken in"
        yield Text(f"{document['came_back']} came back of what was sent before: {what}")
    if document.get("waits_for_bank"):
        yield Text(f"{document['waits_for_bank']} waiting for a newer bank file (dunwell import FILE)")
    if document.get("held"):
        yield Text(f"{document['held']} held until released (dunwell run --approve)")
    if document.get("stuck"):
        yield Text(f"{document['stuck']} failed or in doubt: somebody has to look (dunwell outbox)")
    if document.get("with_another_run"):
        yield Text(f"{document['with_another_run']} in the hands of another run; what it leaves is taken over later")
    if document.get("for_a_person"):
        yield Text(f"{document['for_a_person']} waiting for a person's decision (dunwell queue)")
