"""The worklist as a table for a spreadsheet: one row a call, with empty columns for what came of it.

It is separated by semicolons and begins with a byte order mark, as spreadsheets of countries with a decimal comma want.
Nothing in it can be taken for a formula, and a telephone number stays text.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, cast

from dunwell import read_sheet, safe_cell
from dunwell_channels.phone.task import SCRIPT_FOLDER
from dunwell_channels.phone.words import ANSWERS, COLUMNS, all_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dunwell_channels.phone.task import Task
    from dunwell_channels.phone.words import Words

MARK = "ref-"
"""Before a reference: without letters in front, one such as 12e45… is a number to a spreadsheet."""
_NUMBER = re.compile(r"[+(0-9][0-9 ()./-]*")


def worklist_text(tasks: Iterable[Task], words: Words, answers: Mapping[str, Mapping[str, str]]) -> str:
    """The list; `answers` are what is filled in already, by reference and column."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([words.columns[name] for name in (*COLUMNS, *ANSWERS)])
    for task in tasks:
        filled = answers.get(str(task["reference"]), {})
        handed_out = [_CELLS[name](task, words) for name in COLUMNS]
        table.writerow([*handed_out, *(safe_cell(filled.get(name, "")) for name in ANSWERS)])
    return out.getvalue()


def phone_text(number: str) -> str:
    """A telephone number that stays text in a spreadsheet, with its plus sign and its zeros: it has a space in it.

    Only spaces part its digits, for `+31-570` is a sum to a spreadsheet. What is no plain number is kept as it is, as
    any other cell.
    """
    if not _NUMBER.fullmatch(number):
        return safe_cell(number)
    spaced = " ".join(re.sub(r"[()./-]", " ", number).split())
    if " " in spaced:
        return spaced
    at = 3 if spaced.startswith("+") else 4
    return f"{spaced[:at]} {spaced[at:]}".strip()


def answers_in(content: bytes) -> dict[str, dict[str, str]]:
    """What somebody has filled in already, by reference and column."""
    sheet = read_sheet(content)
    names = column_names(sheet.headings)
    found: dict[str, dict[str, str]] = {}
    for row in sheet.rows:
        cells = {names[heading]: cell.removeprefix("'") for heading, cell in row.cells.items() if heading in names}
        filled = {name: cells[name] for name in ANSWERS if name in cells}
        if filled:
            found[cells.get("reference", "").removeprefix(MARK)] = filled
    return found


def column_names(headings: Iterable[str]) -> dict[str, str]:
    """Our names of the columns that we know, by their headings in any language, in capitals or not."""
    known = {text.casefold(): name for words in all_words() for name, text in words.columns.items()}
    known |= {name: name for name in (*COLUMNS, *ANSWERS)}
    found: dict[str, str] = {}
    for heading in headings:
        name = known.get(" ".join(heading.split()).casefold())
        if name and name not in found.values():
            found[heading] = name
    return found


def _open(task: Task, words: Words) -> str:
    return cast("Mapping[str, str]", task["amounts"]).get("total", "").replace(".", ",")


def _attempt(task: Task, words: Words) -> str:
    """In words: to a spreadsheet `1 / 2` is a day."""
    if not task["attempts"]:
        return str(task["attempt"])
    said = words.texts["attempt"].format(attempt=task["attempt"], attempts=task["attempts"])
    return f"{said}, {words.texts['last_one']}" if task["last"] else said


_CELLS: Mapping[str, Callable[[Task, Words], str]] = {
    "reference": lambda task, words: f"{MARK}{task['reference']}",
    "number": lambda task, words: safe_cell(str(task["number"])),
    "attempt": _attempt,
    "debtor": lambda task, words: safe_cell(str(task["debtor"])),
    "contact": lambda task, words: safe_cell(str(task["contact"])),
    "phone": lambda task, words: phone_text(str(task["phone"])),
    "open": _open,
    "due": lambda task, words: str(task["due"] or ""),
    "script": lambda task, words: f"{SCRIPT_FOLDER}/{task['page']}",
}
"""What stands in each column when the list is handed out."""
