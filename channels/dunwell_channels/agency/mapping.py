"""The column mapping of an agency: read from YAML, with every mistake said at once and with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from re import fullmatch
from typing import TYPE_CHECKING

from dunwell import Items, Problem, Scalar, Table, did_you_mean, read_yaml
from dunwell_channels.agency.fields import CLAIM, REPORT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell import Node, Place

FILES = ("csv", "xlsx")
ENCODINGS: Mapping[str, str] = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "windows-1252": "cp1252"}
READERS = ("machine", "people")
DECIMALS = ("point", "comma", "cents")
YES_NO: Mapping[str, bool] = {"true": True, "false": False}
SEPARATORS = (";", ",", "tab", "|")
KEYS: Mapping[str, str] = {
    "file": "csv or xlsx; csv if nothing is said",
    "separator": "what stands between two values of a CSV file: ; , | or tab; a semicolon if nothing is said",
    "encoding": "how a CSV file is encoded: utf-8, utf-8-bom or windows-1252; utf-8 if nothing is said",
    "header": "whether the first line holds the names of the columns; true if nothing is said",
    "read_by": "machine, or people: then no value is taken for a formula by a spreadsheet; machine if nothing is said",
    "columns": "the columns of a hand-over, in their order",
    "report": "the columns of a report after the hand-over, in their order; all there is if nothing is said",
}
"""Every key of a mapping with its meaning."""
COLUMN_KEYS: Mapping[str, str] = {
    "name": "the column's name",
    "from": "what is taken: a path such as debtor.address.town",
    "text": "a fixed text, instead of `from`",
    "required": "true: without a value nothing is handed over",
    "date": "how a day is written, such as DD-MM-YYYY; YYYY-MM-DD if nothing is said",
    "decimal": "how an amount is written: point (1210.00), comma (1210,00) or cents (121000); point if nothing is said",
    "values": "what is written for a word, such as {business: B, consumer: P}",
}
"""Every key of a column with its meaning."""
_FITS = {"date": ("day",), "decimal": ("money", "number")}
"""The types of fields to which a format belongs."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Of `path` and `text` one is set; `type` is that of the field."""

    name: str
    path: str = ""
    text: str = ""
    type: str = "text"
    required: bool = False
    date: str = "YYYY-MM-DD"
    decimal: str = "point"
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How the rows for an agency are written."""

    columns: tuple[Column, ...]
    report: tuple[Column, ...]
    file: str = "csv"
    separator: str = ";"
    encoding: str = "utf-8"
    header: bool = True
    for_people: bool = False


def plain_mapping() -> ColumnMapping:
    """All there is, by the names of the paths: what an agency without a mapping gets."""
    return ColumnMapping(_all(CLAIM), _all(REPORT), separator=",")


def _all(fields: Mapping[str, str]) -> tuple[Column, ...]:
    return tuple(Column(path, path, type=kind) for path, kind in fields.items())


def read_mapping(source: bytes, file: str) -> tuple[ColumnMapping, tuple[Problem, ...]]:
    """The mapping in a file and every mistake in it; with an error in it, it is not to be used."""
    root, problems = read_yaml(source, file)
    reader = _Reader(list(problems))
    if root is None:
        return plain_mapping(), problems
    said = reader.table(root, KEYS, "a mapping")
    if "columns" not in said and isinstance(root, Table):
        reader.wrong("DW054", "the mapping has no columns", root.place, "write columns: and a list of them")
    separator = reader.one_of(said.get("separator"), "separator", SEPARATORS, ";")
    made = ColumnMapping(
        reader.columns(said.get("columns"), "columns", CLAIM),
        reader.columns(said["report"], "report", REPORT) if "report" in said else _all(REPORT),
        file=reader.one_of(said.get("file"), "file", FILES, "csv"),
        separator="\t" if separator == "tab" else separator,
        encoding=ENCODINGS[reader.one_of(said.get("encoding"), "encoding", tuple(ENCODINGS), "utf-8")],
        header=reader.yes(said.get("header"), "header", otherwise=True),
        for_people=reader.one_of(said.get("read_by"), "read_by", READERS, "machine") == "people",
    )
    ordered = sorted(reader.problems, key=lambda one: (one.place.line, one.place.column) if one.place else (0, 0))
    return made, tuple(ordered)


@dataclass(slots=True)
class _Reader:
    """One reading, with the problems met so far."""

    problems: list[Problem]

    def wrong(self, code: str, message: str, place: Place, fix: str | None) -> None:
        """Note a mistake."""
        self.problems.append(Problem(code, message, place, fix))

    def table(self, node: Node, known: Mapping[str, str], what: str) -> dict[str, Node]:
        """The values of a table by its keys; the ones that nobody knows are mistakes."""
        if not isinstance(node, Table):
            self.wrong("DW051", f"{what} is written as keys with values", node.place, f"write {next(iter(known))}: …")
            return {}
        for key, _ in node.entries:
            if key.text not in known:
                fix = did_you_mean(key.text, tuple(known))
                self.wrong("DW051", f"unknown key {key.text!r} in {what}", key.place, fix)
        return {key.text: value for key, value in node.entries if key.text in known}

    def words(self, node: Node | None, what: str) -> str:
        """One value as it is written; empty where nothing is."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.wrong("DW051", f"{what} is no single value", node.place, f"write one value: {what}: …")
            return ""
        return node.text

    def one_of(self, node: Node | None, what: str, choices: tuple[str, ...], otherwise: str) -> str:
        """One of a few words."""
        said = self.words(node, what)
        if not said or node is None:
            return otherwise
        if said not in choices:
            self.wrong("DW053", f"{what} is {said!r}", node.place, did_you_mean(said, choices))
            return otherwise
        return said

    def yes(self, node: Node | None, what: str, *, otherwise: bool) -> bool:
        """Yes or no."""
        return YES_NO[self.one_of(node, what, tuple(YES_NO), str(otherwise).lower())]

    def columns(self, node: Node | None, what: str, fields: Mapping[str, str]) -> tuple[Column, ...]:
        """A list of columns, each name once."""
        if node is None:
            return ()
        if not isinstance(node, Items) or not node.items:
            self.wrong("DW054", f"{what} is no list of columns", node.place, "write - {name: …, from: …}")
            return ()
        made: dict[str, Column] = {}
        for item in node.items:
            column = self.column(item, fields)
            if column.name and column.name in made:
                self.wrong("DW054", f"two columns are called {column.name!r}", item.place, "give each its own name")
            made[column.name] = column
        return tuple(made.values())

    def column(self, node: Node, fields: Mapping[str, str]) -> Column:
        """One column; what it takes is known, and its format fits that."""
        said = self.table(node, COLUMN_KEYS, "a column")
        name, path, text = (self.words(said.get(key), key) for key in ("name", "from", "text"))
        if isinstance(node, Table) and not name:
            self.wrong("DW054", "a column without a name", node.place, "write name: …")
        if isinstance(node, Table) and ("from" in said) is ("text" in said):
            both = "takes both a field and a fixed text" if path else "says not what stands in it"
            self.wrong("DW054", f"the column {name!r} {both}", node.place, "write one of them: from or text")
        if path and path not in fields:
            self.wrong("DW052", f"there is no {path!r} to take", said["from"].place, _meant(path, fields))
        kind = fields.get(path, "text")
        for key, types in _FITS.items():
            if key in said and path in fields and kind not in types:
                fix = f"remove {key}, or take a field that is a {' or a '.join(types)}"
                self.wrong("DW053", f"{key} does not fit {path}, which is a {kind}", said[key].place, fix)
        return Column(
            name,
            path,
            text,
            kind,
            required=self.yes(said.get("required"), "required", otherwise=False),
            date=self.date(said.get("date")),
            decimal=self.one_of(said.get("decimal"), "decimal", DECIMALS, "point"),
            values=self.values(said.get("values")),
        )

    def date(self, node: Node | None) -> str:
        """How a day is written: year, month and day once each, with nothing but signs between them."""
        said = self.words(node, "date") or "YYYY-MM-DD"
        whole = sorted(part for part in ("YYYY", "MM", "DD") if said.count(part) == 1) == ["DD", "MM", "YYYY"]
        if node is not None and not (whole and fullmatch(r"[^A-Za-z0-9]*", _without_parts(said))):
            fix = "write it with YYYY, MM and DD, such as DD-MM-YYYY or YYYYMMDD"
            self.wrong("DW053", f"date is {said!r}", node.place, fix)
            return "YYYY-MM-DD"
        return said

    def values(self, node: Node | None) -> Mapping[str, str]:
        """What is written for a word."""
        if node is None:
            return {}
        if not isinstance(node, Table):
            self.wrong("DW051", "values is no table of words", node.place, "write values: {business: B, consumer: P}")
            return {}
        return {key.text: self.words(value, key.text) for key, value in node.entries}


def _meant(path: str, fields: Mapping[str, str]) -> str:
    """The one path that ends like this one, else those that are written alike."""
    within, _, last = path.rpartition(".")
    alike = [one for one in fields if one.startswith(within.partition(".")[0]) and one.rpartition(".")[2] == last]
    return did_you_mean(path, tuple(alike if len(alike) == 1 else fields))


def _without_parts(said: str) -> str:
    for part in ("YYYY", "MM", "DD"):
        said = said.replace(part, "", 1)
    return said
