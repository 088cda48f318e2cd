"""Why a step of a case is not due, for people at a terminal; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dunwell.render.timeline_document import day_at, map_at, maps_at, text_at
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_WORDS = Words("en")
_STATES: Mapping[str, tuple[str, str]] = {
    "due": ("due today", "bold green"),
    "waits": ("due, but waits for bank data", "bold yellow"),
    "now": ("the current step, not due", "bold"),
    "ahead": ("not yet", "bold"),
    "done": ("done", "dim"),
    "passed": ("passed", "dim"),
    "aside": ("beside the ladder", "dim"),
    "over": ("the case is over", "dim"),
}
_HOW = {
    "done": "on {}",
    "skipped": "on {} it is skipped",
    "blocked": "on {} the law stops it",
}
_ASSUMED = (
    "If nothing happens: nobody pays and nobody answers, and who has to release a step does so on its day. "
    "What would change it was tried on this day."
)
_NEVER = "it does not come"


def why_not_text(document: Document) -> RenderableType:
    """The case on a day, and each step: whether it is due, why (not), when it comes, and what would change that."""
    day, end = day_at(document, "day"), map_at(document, "end")
    who = text_at(document, "debtor")
    head = Text(" · ".join(filter(None, (text_at(document, "number"), who))), style="bold")
    money = _WORDS.money(text_at(document, "open"), text_at(document, "currency"))
    stands = _WORDS.say(text_at(end, "reason")) if end else f"at {_titled(document)}"
    line = f"{_WORDS.day(day) if day else ''}: {money} open, {stands}, under {text_at(document, 'policy')}"
    foot = () if end else (Padding(Text(_ASSUMED, style="dim"), (1, 0, 0, 0)),)
    return Group(head, Text(line), *(_step(one) for one in maps_at(document, "steps")), *foot)


def _step(one: Document) -> RenderableType:
    words, style = _STATES.get(text_at(one, "state"), (text_at(one, "state"), ""))
    head = Text(f"{_titled(one)}: ", style="bold").append(words, style=style)
    return Padding(Group(head, *(Padding(part, (0, 0, 0, 2)) for part in _told(one))), (1, 0, 0, 0))


def _titled(one: Document) -> str:
    title, name = text_at(one, "title"), text_at(one, "step")
    return f"{title} ({name})" if title not in {"", name} else name


def _told(one: Document) -> Iterator[RenderableType]:
    for reason in maps_at(one, "because"):
        text = Text(text_at(reason, "text"))
        if law := text_at(reason, "law"):
            text.append(f" [{law}]", style="italic")
        if place := text_at(reason, "place"):
            text.append(f"  {place}", style="dim")
        yield _point("–", text)
    again = text_at(one, "state") in {"done", "passed"} and bool(map_at(one, "comes"))
    if again or text_at(one, "state") in {"waits", "now", "ahead", "aside"}:
        yield _point("→", Text("if nothing happens: ", style="italic").append(_comes(map_at(one, "comes")), style=""))
    for change in maps_at(one, "if"):
        said = Text("if ", style="italic").append(text_at(change, "text"), style="")
        yield _point("→", said.append(f": {_comes(map_at(change, 'comes'))}"))


def _comes(comes: Document) -> str:
    day = day_at(comes, "date")
    return _HOW.get(text_at(comes, "how"), "{}").format(_WORDS.day(day)) if day else _NEVER


def _point(sign: str, text: Text) -> RenderableType:
    """A line of a list, its later lines under its first."""
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row(Text(sign), text)
    return row
