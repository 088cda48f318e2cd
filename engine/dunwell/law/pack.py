"""Read a jurisdiction's law files, already parsed into plain trees, into one checked `LawPack`.

The parts may be spread over any number of files; each part stands in exactly one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dunwell.law import read_days, read_money, statements
from dunwell.law.default import default
from dunwell.law.guardrails import guardrail
from dunwell.law.rules import DEBTOR_KINDS, LawPack
from dunwell.law.stops import stop
from dunwell.law.tree import Tree, table
from dunwell.problems import Place, Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.law.default_rules import DefaultRule
    from dunwell.law.tree import Locate, Path

T = TypeVar("T")

NEEDED = (
    "jurisdiction", "calendars", "rates", "default", "interest", "receipt", "notices", "default_term", "payment_terms",
)  # fmt: skip
OPTIONAL = (
    "holidays", "scales", "sums", "vat_on_costs", "collection_costs", "large_company", "contact", "limitation",
    "interruption", "allocation", "statements", "messages", "guardrails", "stops",
)  # fmt: skip


def read_law(files: Mapping[str, object], locate: Locate | None = None) -> LawPack:
    """The law pack of the parsed files, by their logical paths. Raises ProblemsFound with every problem of all of them.

    `locate` gives the place of a path of keys in a file; without it, problems name the file and the path in words.
    """
    problems: list[Problem] = []
    parts = _parts(files, problems, locate or _whole_file)
    for name in NEEDED:
        if name not in parts:
            problems.append(Problem("DW601", f"no law file has the part {name!r}", fix=f"add `{name}:` to one of them"))
    pack = _Parts(parts).pack() if not has_errors(tuple(problems)) else None
    if pack is None or has_errors(tuple(problems)):
        raise ProblemsFound(tuple(problems))
    return pack


def _whole_file(file: str, path: Path) -> Place:
    return Place(file)


def _parts(files: Mapping[str, object], problems: list[Problem], locate: Locate) -> dict[str, Tree]:
    """Every part of every file by its name."""
    parts: dict[str, Tree] = {}
    for file, content in files.items():
        for name, tree in Tree(file, content, problems, locate).rows():
            if name not in NEEDED + OPTIONAL:
                tree.wrong(
                    "DW602", f"{name!r} is no part of a law pack", f"known: {', '.join(sorted(NEEDED + OPTIONAL))}"
                )
            elif name in parts:
                tree.wrong("DW604", f"this part stands also in {parts[name].file}", "keep one of the two")
            else:
                parts[name] = tree
    return parts


class _Parts:
    """The parts of a law pack by name, read in the order in which they need each other."""

    def __init__(self, parts: Mapping[str, Tree]) -> None:
        self._parts = parts

    def _table(self, name: str, read: Callable[[str, Tree], T]) -> dict[str, T]:
        return table(self._parts[name], read) if name in self._parts else {}

    def _optional(self, name: str, read: Callable[[Tree], T]) -> T | None:
        return read(self._parts[name]) if name in self._parts else None

    def _default(self) -> dict[str, DefaultRule]:
        """The rules on default: one for every kind of debtor, since any case may ask for it."""
        rules = self._table("default", default)
        left = [kind for kind in DEBTOR_KINDS if not any(kind in rule.debtors for rule in rules.values())]
        if left:
            message = f"nothing says what puts these debtors in default: {', '.join(left)}"
            self._parts["default"].wrong("DW601", message, "add them to the `debtors` of a row, or add a row")
        return rules

    def pack(self) -> LawPack:
        """The pack; problems met on the way are in the shared list."""
        jurisdiction = self._parts["jurisdiction"]
        jurisdiction.only("id", "name", "currency", "time_zone")
        calendars = self._table("calendars", read_days.calendar(self._table("holidays", read_days.holiday)))
        notices = self._table("notices", read_days.notice(calendars))
        limitation = self._table("limitation", read_days.limitation)
        return LawPack(
            jurisdiction=jurisdiction.at("id").text(),
            name=jurisdiction.at("name").text(),
            currency=jurisdiction.at("currency").text(),
            time_zone=jurisdiction.at("time_zone").text(),
            calendars=calendars,
            default=self._default(),
            interest=self._table("interest", read_money.interest(self._table("rates", read_money.percentages))),
            costs=self._table(
                "collection_costs",
                read_money.costs(
                    self._table("scales", read_money.scale),
                    self._table("sums", read_money.amount),
                    self._table("vat_on_costs", read_money.vat),
                    notices,
                ),
            ),
            receipt=self._table("receipt", read_days.receipt(calendars)),
            notices=notices,
            default_term=self._parts["default_term"].figure(lambda row: row.at("days").whole(), "days"),
            payment_terms=tuple(self._table("payment_terms", read_days.term_limit).values()),
            large_company=self._optional("large_company", read_money.size_test),
            limitation=limitation,
            interruption=self._optional("interruption", read_days.interruption),
            allocation=self._optional("allocation", read_money.allocation),
            contact=self._optional("contact", read_days.contact(calendars)),
            messages=self._table("messages", statements.message(self._table("statements", statements.statement))),
            stops=self._table("stops", stop),
            guardrails=self._table("guardrails", guardrail(calendars, notices, limitation)),
        )
