"""Read a tree of YAML or JSON by a table of fields: values of the right type, and a problem for everything else."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dunwell.codes.documents import SEVERITY
from dunwell.days import day
from dunwell.language.phrases import did_you_mean
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.money import parse_amount
from dunwell.problems import Problem
from dunwell.readers.own_fields import KINDS, OwnField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place
    from dunwell.readers.fields import Fields

_LONGEST_AMOUNT = 30
_DAYS = re.compile(r"\d{1,4}", re.ASCII)
_TERM = re.compile(r"(\d{1,4}) (day|week)s?", re.ASCII)


def read_table(table: Table, rows: tuple[OwnField, ...], path: str, fields: Fields) -> dict[str, object]:
    """The values of a table by key, those that could be read; `path` is where the table stands ("debtor.", or "").

    Places are written down under the full key ("debtor.name"); unknown, missing and wrong keys become problems.
    """
    by_name = {row.name: row for row in rows}
    values: dict[str, object] = {}
    for key, node in table.entries:
        row = by_name.get(key.text)
        if row is None:
            fix = did_you_mean(key.text, tuple(by_name))
            _problem(fields, "DW861", key.place, f"unknown key {path + key.text!r}", fix)
            continue
        fields.places[path + row.name] = node.place
        value = _value(node, row, path + row.name, fields)
        if value is not None:
            values[row.name] = value
    for row in rows:
        if row.required and table.get(row.name) is None:
            _problem(fields, "DW863", table.place, f"{path + row.name} is missing", f"add it: {row.text}")
    return values


def _value(node: Node, row: OwnField, path: str, fields: Fields) -> object:
    """The value of one key; None, with a problem, if it is not what the key takes. An empty value is no value."""
    if isinstance(node, Scalar) and node.value is None and not node.quoted:
        return None
    if isinstance(node, Table) and row.kind == "table":
        return read_table(node, row.fields, f"{path}.", fields)
    if isinstance(node, Items) and row.kind == "list":
        return tuple(value for item in node.items if (value := _item(item, row, path, fields)) is not None)
    if isinstance(node, Table) and row.kind == "list":  # one item needs no list around it
        return (read_table(node, row.fields, f"{path}.", fields),)
    if isinstance(node, Items) and row.kind in _MANY:
        return tuple(v for item in node.items if (v := _single(item, row, _MANY[row.kind], path, fields)) is not None)
    if isinstance(node, Scalar) and row.kind in _MANY:
        value = _single(node, row, _MANY[row.kind], path, fields)
        return None if value is None else (value,)
    return _single(node, row, "text" if row.or_text else row.kind, path, fields)


def _item(node: Node, row: OwnField, path: str, fields: Fields) -> object:
    if isinstance(node, Table):
        return read_table(node, row.fields, f"{path}.", fields)
    return _single(node, row, row.kind, path, fields)


def _single(node: Node, row: OwnField, kind: str, path: str, fields: Fields) -> object:
    if isinstance(node, Scalar) and kind in _PARSERS:
        try:
            return _PARSERS[kind](node, row)
        except ValueError as error:
            fix = did_you_mean(node.text, row.words) if row.words else f"{path} takes {_takes(row)}"
            _problem(fields, "DW862", node.place, f"{path}: {error}", fix)
            return None
    found = repr(node.text) if isinstance(node, Scalar) else "a list" if isinstance(node, Items) else "keys with values"
    _problem(fields, "DW862", node.place, f"{path}: found {found}", f"{path} takes {_takes(row)}")
    return None


def _takes(row: OwnField) -> str:
    if row.words:
        return ("one of " if row.kind == "word" else "one or more of ") + ", ".join(row.words)
    return KINDS[row.kind]


def _text(node: Scalar, _row: OwnField) -> str:
    return node.text.strip()


def _day(node: Scalar, _row: OwnField) -> date:
    try:
        return date.fromordinal(day(node.text))
    except ValueError as error:
        raise ValueError(f"{node.text!r} is not a day in the calendar") from error


def _amount(node: Scalar, row: OwnField) -> Decimal:
    if len(node.text) > _LONGEST_AMOUNT:
        raise ValueError(f"{node.text[:_LONGEST_AMOUNT]!r}… has too many digits")
    return parse_amount(node.text.removesuffix("%") if row.kind == "percent" else node.text)


def _term(node: Scalar, _row: OwnField) -> int:
    match = _TERM.fullmatch(node.text.strip())
    if not match:
        raise ValueError(f"{node.text!r} is not a term")
    return int(match[1]) * (7 if match[2] == "week" else 1)


def _days(node: Scalar, row: OwnField) -> int:
    text = node.text.strip()
    return int(text) if _DAYS.fullmatch(text) else _term(node, row)


def _yes_no(node: Scalar, _row: OwnField) -> bool:
    if node.value is not True and node.value is not False:
        raise ValueError(f"{node.text!r} is neither true nor false")
    return node.value


def _word(node: Scalar, row: OwnField) -> str:
    if node.text not in row.words:
        raise ValueError(f"{node.text!r} is not one of its words")
    return node.text


_PARSERS: Mapping[str, Callable[[Scalar, OwnField], object]] = {
    "text": _text,
    "day": _day,
    "amount": _amount,
    "percent": _amount,
    "term": _term,
    "days": _days,
    "yes_no": _yes_no,
    "word": _word,
}
_MANY = {"texts": "text", "words": "word"}
"""Kinds that take one value or a list, to the kind of each value."""


def _problem(fields: Fields, code: str, place: Place, message: str, fix: str) -> None:
    fields.problems.append(Problem(code, message, place, fix, SEVERITY[code]))
