"""The queue for people at a terminal: by owner, late first, each with the command that settles it on a line of its own.

It reads the same without colour. A command is never broken, so that it can be copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dunwell.language.phrases import counted
from dunwell.render.timeline_document import day_at, map_at, maps_at, text_at
from dunwell.render.timeline_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_WORDS = Words("en")
MOST_SHOWN = 12
"""So many items of one owner are shown, unless the queue is asked for that owner alone."""
_WHEN, _MONEY = 13, 12
"""The width of the columns beside the text."""
_NOBODY = "nobody in particular"


def queue_text(document: Document) -> RenderableType:
    """The whole queue; of an owner with much to do the most urgent."""
    parts: list[RenderableType] = [_title(document), *_paused(document)]
    owners = maps_at(document, "owners")
    if not owners:
        parts.append(Text("Nothing waits for a person."))
    else:
        parts.append(Text())
    every, asked = maps_at(document, "items"), text_at(document, "asked_for")
    for owner in owners:
        mine = [one for one in every if text_at(one, "owner") == text_at(owner, "owner")]
        parts += _of_owner(owner, mine, len(mine) if asked else MOST_SHOWN, day_at(document, "day"))
    return Group(*parts)


def _title(document: Document) -> Text:
    totals, day = map_at(document, "totals"), day_at(document, "day")
    count, late = (int(str(totals.get(key) or 0)) for key in ("items", "late"))
    said = Text(f"{_WORDS.day(day)}: " if day else "", style="bold")
    said.append(f"{counted(count, 'thing waits', 'things wait')} for a person")
    return said.append(f", {late} late", style="bold red") if late else said


def _paused(document: Document) -> Iterator[RenderableType]:
    for one in maps_at(document, "paused"):
        command = f"dunwell resume --channel {text_at(one, 'channel')}" if one.get("channel") else "dunwell resume"
        yield Text(text_at(one, "text"), style="bold red").append(f"  ({command})", style="cyan")


def _of_owner(owner: Document, items: Sequence[Document], most: int, day: date | None) -> Iterator[RenderableType]:
    name, late = text_at(owner, "owner") or _NOBODY, int(str(owner.get("late") or 0))
    sums = [_WORDS.money(str(amount), currency) for currency, amount in map_at(owner, "amounts").items()]
    told = ", ".join(filter(None, (f"{len(items)} to do", f"{late} late" if late else "", " and ".join(sums))))
    yield Rule(Text(f"{name} · {told}", style="bold"), align="left", style="dim")
    for one in items[:most]:
        yield from _item(one, day)
    if len(items) > most:
        yield Text(f"… and {len(items) - most} more: dunwell queue --owner {_quoted(name)}\n", style="dim")


def _item(one: Document, day: date | None) -> Iterator[RenderableType]:
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=_WHEN, no_wrap=True)
    row.add_column(ratio=1)
    row.add_column(width=_MONEY, justify="right", no_wrap=True)
    amount = text_at(one, "amount")
    money = _WORDS.money(amount, text_at(one, "currency")) if amount else ""
    row.add_row(_when(one, day), _about(one), Text(money))
    yield row
    yield Padding(Group(*_why(one)), (0, 0, 0, _WHEN + 1), expand=False)
    yield from _commands(one)
    yield Text()


def _when(one: Document, today: date | None) -> Text:
    late, deadline = int(str(one.get("late") or 0)), day_at(one, "deadline")
    if late:
        return Text(f"{counted(late, 'day')} late", style="bold red")
    if deadline is None:
        return Text("no deadline", style="dim")
    same_year = today is not None and deadline.year == today.year
    return Text(f"by {_WORDS.day_of_year(deadline)}" if same_year else _WORDS.plain_day(deadline))


def _about(one: Document) -> Text:
    said = Text(text_at(one, "what"), style="bold")
    who = " · ".join(filter(None, (text_at(one, "number"), text_at(one, "debtor"))))
    return said.append(f"\n{who}", style="not bold") if who else said


def _why(one: Document) -> Iterator[RenderableType]:
    """Since when, what follows, whose it was; then the first reason with the policy's line. `status` has the others."""
    since, then, was = day_at(one, "since"), text_at(one, "then"), text_at(one, "was_with")
    told = (
        f"since {_WORDS.day(since)}" if since else "",
        f"was with {was}" if was else "",
        f"then {then}" if then else "",
    )
    if any(told):
        yield Text("; ".join(filter(None, told)))
    for each in maps_at(one, "because")[:1]:
        yield Text(text_at(each, "text"), style="dim").append(f"  {text_at(each, 'place')}", style="dim italic")


def _commands(one: Document) -> Iterator[RenderableType]:
    """What to type, each on a line of its own however wide it is: half a command is none."""
    indent = " " * (_WHEN + 1)
    found = one.get("commands")
    commands = [str(each) for each in found] if isinstance(found, list) else []
    for command, others in folded(commands):
        yield Text(f"{indent}$ {command}", style="cyan", no_wrap=True, overflow="ignore")
        if others:
            yield Padding(Text(f"or {', '.join(others)}", style="cyan"), (0, 0, 0, len(indent) + 2), expand=False)


def folded(commands: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Commands that record the same but for one value as one of them, with what else may be said in its place."""
    groups: dict[str, list[str]] = {}
    for command in commands:
        start, key, _ = command.partition(next((key for key in _VARIED if key in command), "\n"))
        groups.setdefault(start + key if key else command, []).append(command)
    for start, alike in groups.items():
        yield alike[0], tuple(each.removeprefix(start) for each in alike[1:])


_VARIED = ("outcome=", "value=")
"""What of a command a person chooses."""


def _quoted(name: str) -> str:
    return f"'{name}'" if " " in name else name
