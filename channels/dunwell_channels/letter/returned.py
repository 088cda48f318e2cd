"""Letters that came back, from a CSV file of the mail room or the print service: `reference,date,reason`."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from dunwell import Place, Problem, Returned
from dunwell_channels.letter.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLUMNS = ("reference", "date", "reason")
CODE = "DW036"
_REFERENCE = re.compile(r"[0-9a-f]{24}")
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)[-.](?P<month>\d\d?)[-.](?P<year>\d{4})")
_LONGEST_REASON = 200


def returned_letters(name: str, content: bytes) -> tuple[Returned | Problem, ...] | None:
    """What the file says, row by row, and what is wrong with it (DW036); None if it is no list of returned letters.

    Columns may stand in any order, between commas, semicolons or tabs; a `reason` may be left out.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    head = text.partition("\n")[0].strip()
    mark = next((mark for mark in ",;\t" if mark in head), None)
    columns = [column.strip().strip('"').lower() for column in head.split(mark)] if mark else []
    if not {"reference", "date"} <= set(columns) <= set(COLUMNS):
        return None
    return tuple(_read(name, text, mark or ",", columns))


def _read(name: str, text: str, mark: str, columns: list[str]) -> Iterator[Returned | Problem]:
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    next(rows)
    try:
        for cells in rows:
            if any(map(str.strip, cells)):
                place = Place(name, rows.line_num)
                said = dict(zip(columns, map(clean, cells), strict=False))
                yield _row(said, place) if len(cells) <= len(columns) else _wrong(place, "more cells than columns")
    except csv.Error as error:
        yield _wrong(Place(name, rows.line_num), f"no readable row: {error}")


def _row(said: Mapping[str, str], place: Place) -> Returned | Problem:
    reference, written = said.get("reference", "").lower(), said.get("date", "")
    if not _REFERENCE.fullmatch(reference):
        fix = "copy the 24 letters and digits at the foot of the letter, or those of the manifest"
        return _wrong(place, f"reference {reference[:40]!r} is not that of a letter", fix)
    at = _day(written)
    if at is None:
        return _wrong(place, f"date {written[:40]!r} is no day", "write the day it came back, such as 2026-04-02")
    return Returned(
        "letter_returned",
        reference=reference,
        at=at,
        data=(f"text={said['reason'][:_LONGEST_REASON]}",) if said.get("reason") else (),
        where=str(place),
        key=f"letter_returned/{reference}",
    )


def _day(written: str) -> date | None:
    """A day as ISO 8601 writes it, or with the day first; with slashes half of the world has the month first."""
    found = _DAY.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def _wrong(place: Place, message: str, fix: str = "mend the row, or remove it") -> Problem:
    return Problem(CODE, message, place, fix)
