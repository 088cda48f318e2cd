"""A worklist that comes back filled in: each row with an outcome becomes a call that was made.

Rows without an outcome are still open. A mistake is named by its row and column, and hides no other row. A call is
taken in once, by its reference, however often and in whatever form its row comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell import Place, Problem, Returned, amount_in, day_in, did_you_mean, read_sheet
from dunwell_channels.phone.words import ANSWERS, all_words
from dunwell_channels.phone.worklist import MARK, column_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dunwell import Sheet, SheetRow

_LETTERS = 24
_NEEDS_DAY = ("promise",)


def read_worklist(name: str, content: bytes) -> Iterable[Returned | Problem] | None:
    """What a filled-in worklist says; None for a file that is no worklist of calls."""
    sheet = read_sheet(content, name)
    names = column_names(sheet.headings)
    if "outcome" not in names.values() or not {"reference", "promised_on", "called_on"} & set(names.values()):
        return None
    if "reference" not in names.values():
        place = Place(name, 1)
        fix = "take the list as it was handed out; the reference says which call a row is about"
        return (Problem("DW042", "the worklist has no column with the references", place, fix),)
    if sheet.fault:
        problem = f"the worklist is no whole table: {sheet.fault}"
        return (Problem("DW042", problem, Place(name, 1), "save it as CSV again"),)
    return tuple(_said(name, sheet, names))


def _said(name: str, sheet: Sheet, names: Mapping[str, str]) -> Iterator[Returned | Problem]:
    seen: dict[str, int] = {}
    written = {ours: heading for heading, ours in names.items()}
    for row in sheet.rows:
        cells = {names[heading]: cell.removeprefix("'") for heading, cell in row.cells.items() if heading in names}
        line = _Line(name, row, cells, written)
        reference = cells.get("reference", "").removeprefix(MARK).lower()
        if "outcome" not in cells:
            yield from line.half_filled()
        elif len(reference) != _LETTERS or not set(reference) <= set("0123456789abcdef"):
            yield line.problem("reference", "is no reference of a call", "copy it from the list as it was handed out")
        elif reference in seen:
            fix = "keep one of the two rows"
            yield line.problem("reference", f"stands in row {seen[reference]} already", fix)
        else:
            seen[reference] = row.number
            yield from line.returned(reference)


class _Line:
    """One row that is being read."""

    __slots__ = ("cells", "name", "row", "written")

    def __init__(self, name: str, row: SheetRow, cells: Mapping[str, str], written: Mapping[str, str]) -> None:
        self.name, self.row, self.cells, self.written = name, row, cells, written

    def problem(self, column: str, why: str, fix: str) -> Problem:
        """A problem with a cell, at its row and column."""
        found = self.cells.get(column)
        message = f"row {self.row.number}, {self.heading(column)}: {f'{found!r} ' if found else ''}{why}"
        return Problem("DW043", message, self.row.at(self.written.get(column, "")), fix)

    def heading(self, column: str) -> str:
        """The heading of a column as the list has it."""
        return self.written.get(column, column)

    def half_filled(self) -> Iterator[Problem]:
        """A row without an outcome is open; one in which other things are said was forgotten."""
        told = [name for name in ANSWERS if name in self.cells]
        if told:
            yield self.problem(
                "outcome", f"is empty, but {self.heading(told[0])} is filled in", "write what came of the call"
            )

    def returned(self, reference: str) -> Iterator[Returned | Problem]:
        """The call that the row tells of, or everything that is wrong with it."""
        wrong: list[Problem] = []
        outcome = _outcomes().get(" ".join(self.cells["outcome"].split()).casefold().replace("_", " "))
        if outcome is None:
            wrong.append(self.problem("outcome", "is no outcome of a call", self._proposed()))
        called, promised = self._day("called_on", wrong), self._day("promised_on", wrong)
        amount = self._amount(wrong)
        if outcome in _NEEDS_DAY and "promised_on" not in self.cells:
            wrong.append(self.problem("promised_on", "is empty: a promise says by when", "write the day promised"))
        if outcome is not None and outcome not in _NEEDS_DAY and promised:
            fix = "write the outcome of a promise, or leave the day out"
            wrong.append(self.problem("promised_on", f"goes with a promise, not with {outcome!r}", fix))
        if called and promised and promised < called:
            wrong.append(self.problem("promised_on", "lies before the call", "write the day on which they will pay"))
        if wrong:
            yield from wrong
            return
        data = [f"outcome={outcome}"]
        data += [f"promised_on={promised.isoformat()}"] if promised else []
        data += [f"amount={amount}"] if amount else []
        text = " – ".join(self.cells[name] for name in ("remark", "by") if name in self.cells)
        data += [f"text={text}"] if text else []
        where = f"{self.name}, row {self.row.number}"
        yield Returned("call_made", reference, at=called, data=tuple(data), where=where, key=f"call:{reference}")

    def _day(self, column: str, wrong: list[Problem]) -> date | None:
        if column not in self.cells:
            return None
        try:
            return day_in(self.cells[column])
        except ValueError as error:
            why = str(error).removeprefix(f"{self.cells[column]!r} ")
            wrong.append(self.problem(column, why, "write the year first: 2026-04-02"))
            return None

    def _amount(self, wrong: list[Problem]) -> str:
        if "amount" not in self.cells:
            return ""
        try:
            return amount_in(self.cells["amount"])
        except ValueError:
            wrong.append(self.problem("amount", "is no amount", "write an amount such as 1250,00"))
            return ""

    def _proposed(self) -> str:
        """The outcome that was probably meant, else all of them, in the language of the list."""
        heading = next(heading for heading in self.row.cells if heading.casefold() in _headings())
        words = next(each for each in all_words() if each.language in _headings()[heading.casefold()])
        return did_you_mean(self.cells["outcome"], tuple(words.outcomes.values()))


def _outcomes() -> dict[str, str]:
    """Every way in which an outcome may be written, in any language."""
    known = {text.casefold(): name for words in all_words() for name, text in words.outcomes.items()}
    return known | {name.replace("_", " "): name for words in all_words() for name in words.outcomes}


def _headings() -> dict[str, tuple[str, ...]]:
    """The languages in which a heading of the outcome is written so."""
    found: dict[str, tuple[str, ...]] = {"outcome": ("en",)}
    for words in all_words():
        heading = words.columns["outcome"].casefold()
        found[heading] = tuple(dict.fromkeys((*found.get(heading, ()), words.language)))
    return found
