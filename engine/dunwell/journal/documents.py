"""An invoice as JSON and back: its parties apart, because they are people; amounts and days as text.

What is not said is left out, so that a field that a later version adds is simply unknown in older cases.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from dunwell.model import Invoice, Party

_NAMES = {"date": date, "Decimal": Decimal}
"""What the model imports for its types only."""


def invoice_json(invoice: Invoice) -> str:
    """The document without its parties and without the place it was read from."""
    return _dumps(replace(invoice, file="", seller=Party(), buyer=Party()))


def party_json(party: Party) -> str:
    """All that is known of a seller or buyer."""
    return _dumps(party)


def invoice_from(text: str, file: str, seller: Party, buyer: Party) -> Invoice:
    """The invoice that `invoice_json` wrote, with its parties."""
    made = _value(Invoice, json.loads(text))
    assert isinstance(made, Invoice)  # by the line above
    return replace(made, file=file, seller=seller, buyer=buyer)


def party_from(text: str) -> Party:
    """The party that `party_json` wrote."""
    made = _value(Party, json.loads(text))
    assert isinstance(made, Party)  # by the line above
    return made


def content_of(invoice: Invoice) -> str:
    """A fingerprint of all that a document says, wherever it was read from: two deliveries of one invoice share it."""
    return sha256(_dumps(replace(invoice, file="", syntax="")).encode()).hexdigest()


def _dumps(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> Any:
    """A frozen value as JSON has it; what is as it would be by default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        said = ((each.name, getattr(value, each.name), each.default) for each in fields(value))
        return {name: _plain(found) for name, found, default in said if found != default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal | date) else value


def _value(kind: Any, raw: Any) -> Any:
    """The value of this type from what JSON gave."""
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _value(of, raw[name]) for name, of in _hints(kind).items() if name in raw})
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], item) for item in raw)
    if isinstance(kind, UnionType):
        return _value(next(one for one in get_args(kind) if one is not NoneType), raw)
    if kind is date:
        return date.fromisoformat(raw)
    return raw if get_origin(kind) is Literal else kind(raw)


@lru_cache(maxsize=16)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)
