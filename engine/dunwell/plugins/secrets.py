"""Secrets in dunwell.yaml: written as `{env: NAME}` or `{file: PATH}`, read late, and shown to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from stat import S_IROTH
from typing import TYPE_CHECKING

from dunwell.language.phrases import did_you_mean
from dunwell.language.yamlfile import Scalar, Table
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dunwell.language.yamlfile import Node

WAYS = ("env", "file")
HIDDEN = "…"
MOST_BYTES = 64 * 1024
"""No password, token or key is longer."""


class Secret(str):
    """A secret as text; what shows values for people or logs by `repr` shows three dots instead."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<secret {HIDDEN}>"


@dataclass(frozen=True, slots=True)
class Secrets:
    """Where secrets are looked up: the environment, and files, whose paths count from the workspace's folder."""

    folder: Path
    environment: Mapping[str, str]

    def read(self, node: Node, what: str) -> tuple[Secret | None, tuple[Problem, ...]]:
        """The secret that a node names; None and why where there is none. `what` names its key for people."""
        ways = f"write {{env: NAME}} or {{file: PATH}} instead of the value of {what}"
        if not isinstance(node, Table):
            if isinstance(node, Scalar) and node.value is None:
                return None, (Problem("DW204", f"{what} has no value", node.place, ways),)
            return None, (Problem("DW007", f"{what} is a secret and is written down here", node.place, ways),)
        if len(node.entries) != 1 or node.entries[0][0].text not in WAYS:
            return None, (self._neither(node, what, ways),)
        way, named = node.entries[0]
        if not isinstance(named, Scalar) or named.value is None or not named.text.strip():
            message = f"{way.text} of {what} names nothing"
            return None, (Problem("DW204", message, named.place, f"write {way.text}: …"),)
        return self._variable(named, what) if way.text == "env" else self._file(named, what)

    def _neither(self, node: Table, what: str, ways: str) -> Problem:
        unknown = [key for key, _ in node.entries if key.text not in WAYS]
        if unknown:
            message = f"unknown key {unknown[0].text!r} of {what}"
            return Problem("DW201", message, unknown[0].place, did_you_mean(unknown[0].text, WAYS))
        return Problem("DW204", f"{what} has to name one place", node.place, ways)

    def _variable(self, named: Scalar, what: str) -> tuple[Secret | None, tuple[Problem, ...]]:
        value = self.environment.get(named.text.strip(), "")
        if value:
            return Secret(value), ()
        message = f"{what} is in the environment variable {named.text!r}, which is not set"
        return None, (Problem("DW008", message, named.place, "set it where Dunwell runs"),)

    def _file(self, named: Scalar, what: str) -> tuple[Secret | None, tuple[Problem, ...]]:
        path = self.folder / named.text.strip()
        try:
            with path.open("rb") as file:
                text = file.read(MOST_BYTES).decode("utf-8").rstrip("\r\n")
            open_to_all = path.stat().st_mode & S_IROTH
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text"
            message = f"{what} is in the file {named.text!r}, which cannot be read: {why}"
            return None, (Problem("DW008", message, named.place, "write the file; it holds the secret alone"),)
        if not text:
            message = f"{what} is in the file {named.text!r}, which is empty"
            return None, (Problem("DW008", message, named.place, "write the secret into it"),)
        return Secret(text), (self._warning(named, what),) if open_to_all else ()

    def _warning(self, named: Scalar, what: str) -> Problem:
        message = f"the file {named.text!r} with {what} may be read by everybody on this machine"
        return Problem("DW009", message, named.place, f"chmod o-rwx {named.text}", "warning")


def scrubbed(text: str, secrets: tuple[Secret, ...]) -> str:
    """A text without the secrets, should it hold one."""
    for secret in secrets:
        text = text.replace(str(secret), HIDDEN)
    return text
