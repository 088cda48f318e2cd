"""Take fields out of an XML document, remember where each stood, and collect what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dunwell.codes.documents import SEVERITY
from dunwell.problems import Place, Problem
from dunwell.readers.values import parse_day, parse_number
from dunwell.readers.xml import Node, filled, nodes, own_text, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from dunwell.problems import Severity

_T = TypeVar("_T")
_LONGEST_MESSAGE = 400

LABELS = {
    "number": "invoice number",
    "issued": "issue date",
    "due": "due date",
    "payable": "amount due",
    "total": "total with VAT",
    "net": "total without VAT",
    "prepaid": "amount paid before",
}
"""What people call a field of `Invoice`; a field that is not here is called by its own name."""


class Finding(NamedTuple):
    """Something to say about a field of a document, before it is known where in the file that field stands."""

    code: str
    field: str
    message: str
    fix: str
    severity: Severity | None = None


class Fields:
    """One document under reading: the file's logical path, where fields stood, and the problems so far.

    `start` is where the document begins: what is said about a field that it does not have is said there. `broken` are
    the fields of which a value could not be read.
    """

    def __init__(self, file: str, start: Place) -> None:
        self.file = file
        self.start = start
        self.places: dict[str, Place] = {}
        self.broken: set[str] = set()
        self.problems: list[Problem] = []

    def report(self, finding: Finding) -> None:
        """Add a problem at the field's place, or where the document begins if it has no such field."""
        place = self.places.get(finding.field, self.start)
        severity = finding.severity or SEVERITY[finding.code]
        self._add(Problem(finding.code, finding.message, place, finding.fix, severity))

    def text(self, field: str, parent: Node | None, *paths: str) -> str | None:
        """The first text that is not empty, path by path."""
        found = filled(parent, *paths)
        if found is None:
            return None
        self.seen(field, found)
        return own_text(found)

    def texts(self, field: str, parent: Node | None, *paths: str) -> tuple[str, ...]:
        """Every text that is not empty, path by path, each once; the first gives the place."""
        self.seen(field, filled(parent, *paths))
        return texts_of(parent, *paths)

    def seen(self, field: str, node: Node | None) -> None:
        """Remember where a field stands, the first time."""
        if node is not None:
            self.places.setdefault(field, Place(self.file, node.line, node.column))

    def amount(self, field: str, parent: Node | None, *paths: str, severity: Severity = "error") -> Decimal | None:
        """The amount at the first path that has text; None, with a problem, if it is no amount."""
        found = filled(parent, *paths)
        return None if found is None else self._value("DW812", field, found, parse_number, severity)

    def days(self, field: str, parent: Node | None, *paths: str) -> tuple[date, ...]:
        """Every different day, path by path in the order of the file; what is no day becomes a problem."""
        stated = (node for path in paths for node in nodes(parent, path))
        found = (self._value("DW813", field, node, parse_day, "error") for node in stated)
        return tuple(dict.fromkeys(day for day in found if day))

    def day(self, field: str, parent: Node | None, *paths: str) -> date | None:
        """The first day, path by path."""
        return next(iter(self.days(field, parent, *paths)), None)

    def _value(self, code: str, field: str, node: Node, parse: Callable[[str], _T], severity: Severity) -> _T | None:
        text = own_text(node)
        if not text:
            return None
        self.seen(field, node)
        try:
            return parse(text)
        except ValueError as error:
            self.broken.add(field)
            message = f"{LABELS.get(field, field.replace('_', ' '))}: {error}"
            place = Place(self.file, node.line, node.column)
            self._add(Problem(code, message, place, "mend it in the source and send it again", severity))
            return None

    def _add(self, problem: Problem) -> None:
        """Keep a problem; a message that quotes a text without end is cut."""
        if len(problem.message) > _LONGEST_MESSAGE:
            problem = replace(problem, message=problem.message[:_LONGEST_MESSAGE] + "…")
        self.problems.append(problem)
