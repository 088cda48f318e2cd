"""Compile holds: what opens them, how long they last, and where the case goes when they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.compile_messages import compile_message
from dunwell.language.compile_steps import compile_route
from dunwell.language.draft import table, text, whole, words
from dunwell.language.events import EVENTS
from dunwell.language.program import Hold
from dunwell.language.table import SHAPES
from dunwell.language.yamlfile import Scalar, Table

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.parts import When
    from dunwell.language.yamlfile import Node


def compile_holds(draft: Draft, node: Node | None) -> tuple[Hold, ...]:
    """All holds in the order written."""
    entries = table(node).entries
    for key, value in entries:
        _check_limit(draft, key, value)
    return tuple(_hold(draft, key, table(value), index) for index, (key, value) in enumerate(entries))


def _check_limit(draft: Draft, key: Scalar, node: Node) -> None:
    """DW403: a hold ends on some day, whatever happens."""
    known = isinstance(node, Table) and node.entries and all(SHAPES["hold"].key(one.text) for one, _ in node.entries)
    if known and table(node).get("no_longer_than") is None and " " not in (text(table(node).get("until")) or ""):
        message = f"the hold {key.text!r} could last for ever: it has neither `no_longer_than` nor a day in `until`"
        draft.report("DW403", message, key.place, "add `no_longer_than: 30 days`, and `expired` for what follows")


def _hold(draft: Draft, key: Scalar, node: Table, index: int) -> Hold:
    until_event, until = _until(draft, node.get("until"))
    limit = draft.duration(node.get("no_longer_than"))
    outcomes = ((name.text, compile_route(draft, value)) for name, value in table(node.get("outcomes")).entries)
    return Hold(
        index=index,
        name=key.text,
        place=key.place,
        opens_on=_event(draft, node.get("opens_on")),
        until_event=until_event,
        until=until,
        limit=limit,
        expired=compile_route(draft, node.get("expired")),
        outcomes=tuple((name, route) for name, route in outcomes if route >= 0),
        times=whole(node.get("times")),
        otherwise=compile_route(draft, node.get("otherwise")),
        part=text(node.get("holds")) == "disputed amount",
        stand_still=text(node.get("terms")) == "stand still",
        confirm=compile_message(draft, f"{key.text}_confirmation", "promise", node.get("confirm")),
    )


def _event(draft: Draft, node: Node | None) -> str | None:
    scalar = words(node)
    if scalar is None:
        return None
    if scalar.text not in EVENTS:
        return draft.meant("DW312", f"unknown event {scalar.text!r}", scalar.place, scalar.text, tuple(EVENTS))
    return scalar.text


def _until(draft: Draft, node: Node | None) -> tuple[str | None, When | None]:
    """`until` is an event (one word) or a day (a phrase)."""
    scalar = words(node)
    if scalar is None:
        return None, None
    if " " in scalar.text.strip():
        return None, draft.start(scalar)
    return _event(draft, scalar), None
