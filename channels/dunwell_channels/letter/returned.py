"""Letters that came back, from a CSV file of the mail room or the print service: `reference,date,reason`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell import Place, Problem, Returned, day_in, read_sheet
from dunwell_channels.letter.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell import Sheet

COLUMNS = ("reference", "date", "reason")
CODE = "DW036"
_REFERENCE = re.compile(r"[0-9a-f]{24}")
_LONGEST_REASON = 200


def returned_letters(name: str, content: bytes) -> tuple[Returned | Problem, ...] | None:
    """What the file says, row by row, and what is wrong with it (DW036); None if it is no list of returned letters.

    Columns may stand in any order, between commas, semicolons or tabs; a `reason` may be left out.
    """
    sheet = read_sheet(content, name)
    columns = [heading.lower() for heading in sheet.headings]
    if not {"reference", "date"} <= set(columns) <= set(COLUMNS):
        return None
    return tuple(_read(name, sheet, columns))


def _read(name: str, sheet: Sheet, columns: list[str]) -> Iterator[Returned | Problem]:
    for row in sheet.rows:
        said = dict(zip(columns, (clean(cell.text) for cell in row.written), strict=False))
        yield _wrong(row.place, "more cells than columns") if row.too_long else _row(said, row.place)
    if sheet.fault:
        yield _wrong(Place(name, 1), sheet.fault, "save the file as CSV again")


def _row(said: Mapping[str, str], place: Place) -> Returned | Problem:
    reference, written = said.get("reference", "").lower(), said.get("date", "")
    if not _REFERENCE.fullmatch(reference):
        fix = "copy the 24 letters and digits at the foot of the letter, or those of the manifest"
        return _wrong(place, f"reference {reference[:40]!r} is not that of a letter", fix)
    try:
        at = day_in(written[:40])
    except ValueError as error:
        return _wrong(place, f"date: {error}", "write the day it came back, such as 2026-04-02")
    return Returned(
        "letter_returned",
        reference=reference,
        at=at,
        data=(f"text={said['reason'][:_LONGEST_REASON]}",) if said.get("reason") else (),
        where=str(place),
        key=f"letter_returned/{reference}",
    )


def _wrong(place: Place, message: str, fix: str = "mend the row, or remove it") -> Problem:
    return Problem(CODE, message, place, fix)
