"""Facts and events as JSON that people and other programs can read: amounts as "400.00", days as "2026-02-05".

What an event says in a person's own words (`FREE_TEXT`) is no part of its JSON: it may name people, and is kept where
it can be erased.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from dunwell.days import day, day_text
from dunwell.journal.plain import compact
from dunwell.language.events import EVENTS
from dunwell.language.fields import FIELDS
from dunwell.money import amount_text, cents, parse_amount
from dunwell.problems import DunwellError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.language.events import Event
    from dunwell.language.fields import Value

FREE_TEXT = ("text", "reason")
"""What an event may say in somebody's own words."""


class UnknownEvent(DunwellError):  # noqa: N818 - it says what was met
    """An event or a fact that this program does not know: the journal was written by a newer one."""


def facts_json(facts: Mapping[str, Value]) -> str:
    """The facts of a case, each by the type of its field."""
    return compact({name: json_value(FIELDS[name].type, value) for name, value in facts.items()})


def facts_from(text: str) -> dict[str, Value]:
    """The facts that `facts_json` wrote. A fact that this program no longer knows is left out."""
    return {name: _read(FIELDS[name].type, value) for name, value in json.loads(text).items() if name in FIELDS}


def data_json(event: Event) -> str:
    """What an event says, without free text."""
    types = _types(event.name, event.word("fact"))
    return compact({key: json_value(types[key], value) for key, value in event.data if key not in FREE_TEXT})


@lru_cache(maxsize=4096)
def data_from(name: str, text: str) -> tuple[tuple[str, Value], ...]:
    """What `data_json` wrote; most events of a portfolio say one of a few things. Raises UnknownEvent."""
    said = json.loads(text)
    if not said and name in EVENTS:
        return ()
    types = _types(name, said.get("fact", ""))
    if not types.keys() >= said.keys():
        raise UnknownEvent(name)
    return tuple((key, _read(types[key], value)) for key, value in said.items())


def free_text(event: Event) -> tuple[tuple[str, str], ...]:
    """What an event says in somebody's own words, as pairs of key and text."""
    return tuple((key, str(value)) for key, value in event.data if key in FREE_TEXT)


def pairs_json(pairs: Iterable[tuple[str, str, str]]) -> str:
    """What was assumed when a case was opened: field, value and why."""
    return compact([list(each) for each in pairs])


def _types(name: str, fact: str) -> dict[str, str]:
    """The type of each thing that an event may say; the value of a fact has that of its field."""
    if name not in EVENTS or (fact and fact not in FIELDS):
        raise UnknownEvent(name)
    types: dict[str, str] = {datum.name: datum.type for datum in EVENTS[name].data}
    return types | {"value": FIELDS[fact].type} if fact else types


def json_value(kind: str, value: Value) -> Value:
    """A value of a type (`money` in cents, `day` as a number, or any other) as JSON has it."""
    if kind == "money":
        return amount_text(int(value))
    return day_text(int(value)) if kind == "day" else value


def _read(kind: str, value: Value) -> Value:
    if kind == "money":
        return cents(parse_amount(str(value)))
    return day(str(value)) if kind == "day" else value
