"""A claim or a report as one row of a CSV or XLSX file, by an agency's mapping."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from dunwell import CannotDeliver, File, safe_cell
from dunwell_channels.agency.fields import value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell_channels.agency.mapping import Column, ColumnMapping

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has a date of its own; the same one makes the same bytes


def row_file(name: str, mapping: ColumnMapping, columns: tuple[Column, ...], claim: Mapping[str, object]) -> File:
    """The file with one row; `name` is without its ending. Raises CannotDeliver (faulty) for what cannot be written."""
    missing = [one.name for one in columns if one.required and value_at(claim, one.path) in (None, "") and not one.text]
    if missing:
        why = f"the claim does not say what the agency requires: {', '.join(missing)}"
        raise CannotDeliver("faulty", why, "record or add it, or take `required` off these columns of the mapping")
    if mapping.file == "xlsx":
        return File(f"{name}.xlsx", XLSX, _workbook(mapping, columns, claim))
    return File(f"{name}.csv", CSV, _csv(mapping, columns, claim))


def cell_text(column: Column, claim: Mapping[str, object]) -> str:
    """What stands in a column, in the format that the mapping gives. Raises CannotDeliver for a word without one."""
    if not column.path:
        return column.text
    said = value_at(claim, column.path)
    if said is None:
        return ""
    word = ("yes" if said else "no") if isinstance(said, bool) else str(said)
    if column.values:
        if word not in column.values:
            why = f"the mapping does not say what to write for {word!r} in the column {column.name!r}"
            raise CannotDeliver("faulty", why, f"add it to `values`: {word}: …")
        return column.values[word]
    if column.type == "day":
        return _day_text(word, column.date)
    return _decimal_text(word, column.decimal) if column.type in ("money", "number") else word


def _day_text(iso: str, form: str) -> str:
    year, month, day = iso.split("-")
    return form.replace("YYYY", year).replace("MM", month).replace("DD", day)


def _decimal_text(written: str, form: str) -> str:
    if form == "cents":
        return str(int(Decimal(written) * 100))
    return written.replace(".", ",") if form == "comma" else written


def _csv(mapping: ColumnMapping, columns: tuple[Column, ...], claim: Mapping[str, object]) -> bytes:
    """For machines the values as they are; for people none that a spreadsheet would take for a formula."""
    texts = {one.name: cell_text(one, claim) for one in columns}
    if mapping.for_people:
        harmless = {one.name: one.type in ("money", "number") for one in columns}
        texts = {name: text if harmless[name] else safe_cell(text) for name, text in texts.items()}
    written = StringIO()
    writer = csv.writer(written, delimiter=mapping.separator, lineterminator="\r\n")
    if mapping.header:
        writer.writerow([safe_cell(name) if mapping.for_people else name for name in texts])
    writer.writerow(texts.values())
    try:
        return written.getvalue().encode(mapping.encoding)
    except UnicodeEncodeError as error:
        why = f"a value has a letter that {mapping.encoding} cannot write"
        raise CannotDeliver("faulty", why, "write `encoding: utf-8` in the mapping, if the agency reads it") from error


def _workbook(mapping: ColumnMapping, columns: tuple[Column, ...], claim: Mapping[str, object]) -> bytes:
    """Amounts and days as such where the mapping gives them no format of its own; text is never a formula or a link."""
    written = BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = import_module("xlsxwriter").Workbook(written, {"in_memory": True, **never})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet()
    amount, day = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
    if mapping.header:
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column.name)
    for index, column in enumerate(columns):
        text, at = cell_text(column, claim), (int(mapping.header), index)
        plain = bool(column.path) and text and not column.values
        if plain and column.type == "money" and column.decimal == "point":
            sheet.write_number(*at, Decimal(text), amount)
        elif plain and column.type == "day" and column.date == "YYYY-MM-DD":
            sheet.write_datetime(*at, date.fromisoformat(text), day)
        else:
            sheet.write_string(*at, text)
    book.close()
    return written.getvalue()
