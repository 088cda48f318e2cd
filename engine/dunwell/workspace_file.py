"""Read `dunwell.yaml`: every value that can be used, and every mistake at its place."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from dunwell.journal.location import Server, has_password, is_server
from dunwell.language.phrases import did_you_mean
from dunwell.language.scalars import found
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.law.rules import COLLECTORS
from dunwell.loading import read_source
from dunwell.plugins.secrets import Secrets
from dunwell.problems import Problem, ProblemsFound, has_errors
from dunwell.readers.values import account_of, iban_holds
from dunwell.templates import FOLDER as TEMPLATES
from dunwell.workspace import (
    AGENCY_KEYS,
    BY_HAND,
    CONTACT_KEYS,
    CREDITOR_KEYS,
    FILE,
    JOURNAL,
    KEYS,
    LIMIT_KEYS,
    PER_DAY,
    POLICIES,
    Agency,
    Contact,
    Creditor,
    Limits,
    Workspace,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dunwell.journal.location import Location
    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place


def read_workspace(folder: Path, environment: Mapping[str, str] = os.environ) -> Workspace:
    """Read the workspace in a folder. Raises ProblemsFound with every error of its file, or because there is none."""
    workspace, problems = check_workspace(folder, environment)
    if has_errors(problems):
        raise ProblemsFound(problems)
    return workspace


def check_workspace(folder: Path, environment: Mapping[str, str] = os.environ) -> tuple[Workspace, tuple[Problem, ...]]:
    """The workspace in a folder as far as its file can be read, and every problem in the order of the file.

    What is wrong counts as not said. Raises ProblemsFound if there is no file.
    """
    path = folder / FILE
    if not path.is_file():
        message = f"{folder.as_posix()!r} is no workspace: it holds no {FILE}"
        raise ProblemsFound((Problem("DW940", message, None, "make one: `dunwell init DIR`, or name it: --workspace"),))
    source = read_source(path.as_posix())
    problems = list(source.problems)
    said = _table(source.root, KEYS, "", problems) if source.root is not None else {}
    creditor = _creditor(said.get("creditor"), problems)
    journal = _journal(said.get("journal"), folder, environment, problems)
    policies, templates, user = (_text(said.get(key), key, problems) for key in ("policies", "templates", "user"))
    accounts = _accounts(said.get("bank_data"), problems)
    customers = _text(said.get("customers"), "customers", problems)
    limits = _limits(said.get("limits"), problems)
    release = _word(said.get("release"), "release", ("at once", "by hand"), problems)
    collector = _word(said.get("collector"), "collector", COLLECTORS, problems)
    channels = _channels(said.get("channels"), problems)
    workspace = Workspace(
        folder=folder,
        journal=journal,
        policies=folder / (policies or POLICIES),
        creditor=creditor,
        user=user,
        bank_files=accounts is not None,
        accounts=accounts or (),
        templates=folder / (templates or TEMPLATES),
        customers=folder / customers if customers else None,
        limits=limits,
        release_by_hand=release == "by hand",
        collector=collector,
        channels=channels,
    )
    return workspace, tuple(sorted(problems, key=_line))


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


def _table(node: Node, known: Mapping[str, str], within: str, problems: list[Problem]) -> dict[str, Node]:
    """The values of a table by key; unknown keys, and what is no table at all, are reported. No value is no keys."""
    if isinstance(node, Scalar) and node.value is None:
        return {}
    if not isinstance(node, Table):
        fix = f"write keys with values, such as {next(iter(known))}: …"
        problems.append(Problem("DW204", f"{within or FILE} is {found(node)} instead of keys", node.place, fix))
        return {}
    for key, _ in node.entries:
        if key.text not in known:
            message = f"unknown key {key.text!r}" + (f" of {within}" if within else "")
            problems.append(Problem("DW201", message, key.place, did_you_mean(key.text, tuple(known))))
    return {key.text: value for key, value in node.entries if key.text in known}


def _text(node: Node | None, what: str, problems: list[Problem]) -> str:
    """One value as text; a number is taken as it is written, and nothing written is no value."""
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return ""
    if not isinstance(node, Scalar):
        problems.append(Problem("DW204", f"{what} is {found(node)} instead of text", node.place, f"write {what}: …"))
        return ""
    return node.text.strip()


def _word(node: Node | None, what: str, words: tuple[str, ...], problems: list[Problem]) -> str:
    """One of some words; the first where nothing is written."""
    written = _text(node, what, problems)
    if written and written not in words and node is not None:
        problems.append(Problem("DW205", f"{what} cannot be {written!r}", node.place, did_you_mean(written, words)))
    return written or words[0]


def _journal(node: Node | None, folder: Path, environment: Mapping[str, str], problems: list[Problem]) -> Location:
    """Where the journal is: a file, whose path counts from the folder, or a server; it may be told as a secret is."""
    if isinstance(node, Table):
        secret, told = Secrets(folder, environment).read(node, "journal")
        problems += told
        written = str(secret or "").strip()
    else:
        written = _text(node, "journal", problems)
        if node is not None and has_password(written):
            message = f"{node.place}: the URL of the journal holds a password"  # no place: its line is not shown again
            fix = "take it out and write journal: {env: DUNWELL_JOURNAL}, or keep it in a password file (.pgpass)"
            problems.append(Problem("DW080", message, None, fix))
    if is_server(written):
        return Server(written)
    path = written.removeprefix("sqlite:///")
    scheme = re.match(r"([a-z][a-z0-9+.-]+):", path)
    if scheme and node is not None:
        hidden = has_password(written)
        message = f"there is no kind of journal called {scheme[1]!r}"
        fix = f"write the name of a file, such as {JOURNAL}, or postgresql://user@host/database"
        problems.append(Problem("DW954", message, None if hidden else node.place, fix))
    return folder / (path or JOURNAL)


def _accounts(node: Node | None, problems: list[Problem]) -> tuple[str, ...] | None:
    """The accounts whose bank files count, one or a list; None where payments are recorded by hand."""
    if isinstance(node, Scalar) and node.text.strip() == BY_HAND:
        return None
    listed = node.items if isinstance(node, Items) else (node,) if node is not None else ()
    written = [(_text(one, "bank_data", problems), one.place) for one in listed]
    return tuple(_iban(text, place, problems, "bank_data") for text, place in written if text)


def _limits(node: Node | None, problems: list[Problem]) -> Limits:
    """How many deliveries may go out in a day, in all and by channel; whole numbers."""
    said = _table(node, LIMIT_KEYS, "limits", problems) if node is not None else {}
    most: dict[str, int] = {}
    for key, value in said.items():
        written = _text(value, f"limits.{key}", problems)
        if re.fullmatch(r"\d{1,7}", written):
            most[key] = int(written)
        elif written:
            message = f"limits.{key} is {written!r}, not a whole number of deliveries"
            problems.append(Problem("DW067", message, value.place, "write e.g. 200; 0 lets nothing out"))
    return Limits(most.pop(PER_DAY, None), most)


def _channels(node: Node | None, problems: list[Problem]) -> tuple[tuple[Scalar, Node], ...]:
    """The keys under `channels`; which there can be, and what each may say, is known by the plugins alone."""
    if isinstance(node, Table):
        return node.entries
    if node is not None and not (isinstance(node, Scalar) and node.value is None):
        fix = "write a key for each word of `do:`, such as letter: {…}"
        problems.append(Problem("DW204", f"channels is {found(node)} instead of keys", node.place, fix))
    return ()


def _creditor(node: Node | None, problems: list[Problem]) -> Creditor:
    if node is None:
        return Creditor()
    said = _table(node, CREDITOR_KEYS, "creditor", problems)
    contact = _part(said.pop("contact", None), CONTACT_KEYS, "creditor.contact", problems)
    agency_node = said.pop("agency", None)
    agency = _part(agency_node, AGENCY_KEYS, "creditor.agency", problems)
    if agency.get("iban") and isinstance(agency_node, Table):
        place = (agency_node.get("iban") or agency_node).place
        agency["iban"] = _iban(agency["iban"], place, problems, "creditor.agency.iban")
    texts = {key: _text(value, f"creditor.{key}", problems) for key, value in said.items()}
    if texts.get("iban"):
        texts["iban"] = _iban(texts["iban"], said["iban"].place, problems)
    return Creditor(**texts, contact=Contact(**contact), agency=Agency(**agency))


def _part(node: Node | None, known: Mapping[str, str], within: str, problems: list[Problem]) -> dict[str, str]:
    """The texts of a table within the creditor's."""
    said = _table(node, known, within, problems) if node is not None else {}
    return {key: _text(value, f"{within}.{key}", problems) for key, value in said.items()}


def _iban(written: str, place: Place, problems: list[Problem], key: str = "creditor.iban") -> str:
    """The account in compact form; one whose check digits do not hold would send the debtor's money astray."""
    iban = account_of(written).iban
    if iban is None or not iban_holds(iban):
        fix = "look it up at the bank; an IBAN is two letters, two check digits and the account"
        other = f"; or write {BY_HAND}, if payments are recorded by hand" if key == "bank_data" else ""
        problems.append(Problem("DW955", f"{key} is no valid IBAN: {written!r}", place, fix + other))
    return iban or ""
