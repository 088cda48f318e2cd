"""Frozen values as JSON has them and back, by the types of their fields; what is as by default is left out.

So a field that a later version adds is simply unknown in what an earlier one wrote.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from dunwell.language.fields import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    _Read = Callable[[Any], Any]

_NAMES = {"date": date, "Decimal": Decimal, "Value": Value}
"""What modules of values import for their types only."""
_AS_JSON_HAS_THEM = (int, str, NoneType, bool)


def plain(value: object) -> Any:
    """A frozen value as JSON has it."""
    if type(value) in _AS_JSON_HAS_THEM:  # nearly all of what cases hold
        return value
    if isinstance(value, tuple):
        return [item if type(item) in _AS_JSON_HAS_THEM else plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: plain(found) for name, default in _defaults(type(value)) if (found := getattr(value, name)) != default
        }
    return str(value) if isinstance(value, Decimal | date) else value


def compact(said: object) -> str:
    """What JSON has, as text without spaces, the same each time; letters stay as they are."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def reader(kind: Any) -> _Read:
    """The function that makes a value of this type of what `plain` gave."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _reader_of_fields(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):  # a named one
        parts = tuple(map(reader, get_type_hints(kind).values()))
        return lambda raw: kind(*(read(item) for read, item in zip(parts, raw, strict=True)))
    if get_origin(kind) is tuple:
        return _reader_of_items(get_args(kind))
    if isinstance(kind, UnionType):
        return _reader_of_one(tuple(one for one in get_args(kind) if one is not NoneType))
    if kind is date:
        return date.fromisoformat
    return _same if kind in _AS_JSON_HAS_THEM or get_origin(kind) is Literal else kind


def _reader_of_fields(kind: type) -> _Read:
    reads = {name: reader(of) for name, of in get_type_hints(kind, localns=_NAMES).items()}
    return lambda raw: kind(**{name: reads[name](item) for name, item in raw.items() if name in reads})


def _reader_of_items(kinds: tuple[Any, ...]) -> _Read:
    if kinds[-1] is not Ellipsis:
        parts = tuple(map(reader, kinds))
        return lambda raw: tuple(read(item) for read, item in zip(parts, raw, strict=True))
    each = reader(kinds[0])
    return tuple if each is _same else lambda raw: tuple(map(each, raw))


def _reader_of_one(kinds: tuple[Any, ...]) -> _Read:
    each = reader(kinds[0]) if len(kinds) == 1 else _same
    return each if each is _same else lambda raw: None if raw is None else each(raw)


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=64)
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((each.name, each.default) for each in fields(kind))
