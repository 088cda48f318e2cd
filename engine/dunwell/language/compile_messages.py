"""Compile the messages apart from the ladder: confirmations of promises, and what payment plans say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.compile_steps import compile_channels, form_by_channel
from dunwell.language.plans import Message
from dunwell.language.yamlfile import Table

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.plans import MessageKind
    from dunwell.language.yamlfile import Node


def compile_message(draft: Draft, name: str, kind: MessageKind, node: Node | None) -> int:
    """The index of a message apart from the ladder, or -1 where none is written."""
    if not isinstance(node, Table):
        return -1
    _, channels = compile_channels(draft, node.get("do"))
    template = draft.template(node.get("template"))
    if kind == "limitation":
        form_by_channel(
            draft, "the letter that interrupts the limitation", channels, node.key_place("do") or node.place
        )
    if not channels or template is None:
        return -1
    draft.messages.append(Message(len(draft.messages), name, channels, template, node.place, kind))
    return len(draft.messages) - 1
