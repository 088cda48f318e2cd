"""The installed channels for people at a terminal; it reads the same without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dunwell.render.timeline_document import maps_at, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from dunwell.render.timeline_document import Document

_NEEDS = {"email": "an e-mail address", "post": "a postal address", "phone": "a telephone number"}


def channels_text(document: Document) -> RenderableType:
    """Each channel with what it is, what it needs of a debtor, where it comes from and what it is used for."""
    channels = maps_at(document, "channels")
    if not channels:
        return Text("No channel is installed.")
    parts = [part for channel in channels for part in _channel(channel, in_workspace=bool(document.get("workspace")))]
    words = _words(document, "not_ready")
    return Group(*parts, *((Text(f"Not ready in this workspace: {words}"),) if words else ()))


def _channel(channel: Document, *, in_workspace: bool) -> Iterator[RenderableType]:
    package = f"{text_at(channel, 'package')} {text_at(channel, 'version')}".strip() or "no package"
    origin = f"{text_at(channel, 'module')} ({package})"
    yield Text(text_at(channel, "name"), style="bold")
    if not channel.get("usable"):
        yield Padding(Group(Text(origin), Text("cannot be used: see below", style="red")), (0, 0, 1, 2), expand=False)
        return
    needs = _NEEDS.get(text_at(channel, "needs"), "nothing of the debtor")
    used = _words(channel, "used_for")
    lines = [text_at(channel, "text"), f"carries {_words(channel, 'carries')}; needs {needs}", origin]
    if in_workspace:
        lines.append(f"used here for {used}" if used else "not used in this workspace")
    yield Padding(Group(*map(Text, lines)), (0, 0, 1, 2), expand=False)


def _words(document: Document, key: str) -> str:
    listed = document.get(key)
    return ", ".join(map(str, listed)) if isinstance(listed, list) else ""
