"""Compile what a debtor is told when the case has ended. That it ends, and how, is built in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.compile_messages import compile_message
from dunwell.language.draft import table

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.plans import MessageKind
    from dunwell.language.yamlfile import Node

FAREWELLS: tuple[tuple[str, str, MessageKind], ...] = (
    ("paid", "payment_thanks", "thanks"),
    ("handed_over", "hand_over_notice", "hand_over"),
)
"""The reasons to end of which the debtor hears: the reason, the name of the message, and its kind."""


def compile_ends(draft: Draft, node: Node | None) -> tuple[tuple[str, int], ...]:
    """The reason to end and the index of its message, for each that the policy writes."""
    ends = table(node)
    found = ((reason, compile_message(draft, name, kind, ends.get(reason))) for reason, name, kind in FAREWELLS)
    return tuple((reason, index) for reason, index in found if index >= 0)
