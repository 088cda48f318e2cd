"""The channel's keys in dunwell.yaml, as a JSON Schema, and what is wrong with them before anything is sent."""

from __future__ import annotations

import os
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunwell import Problem, ProblemsFound
from dunwell_channels.agency.mapping import ColumnMapping, plain_mapping, read_mapping
from dunwell_channels.agency.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell import Setup

FOLDER = "agency"
"""The drop folder, in the workspace, where none is named."""
_TEXT = {"type": "string", "minLength": 1}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {**_TEXT, "description": "the agency's name"},
        "registration": {
            "type": "object",
            "description": "the agency's entry in the register; without one no claim on a natural person is handed "
            "over where the law asks for it",
            "additionalProperties": False,
            "required": ["number", "register"],
            "properties": {
                "number": {**_TEXT, "description": "its number"},
                "register": {**_TEXT, "description": "the register's name or address"},
                "until": {
                    "type": "string",
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                    "description": "the last day on which it holds, such as 2027-09-30",
                },
            },
        },
        "folder": {
            **_TEXT,
            "default": FOLDER,
            "description": "the drop folder; one in the workspace is made, any other must be there",
        },
        "mapping": {**_TEXT, "description": "the file with the agency's columns, such as agency.yaml"},
        "language": {
            "type": "string",
            "enum": list(LANGUAGES),
            "description": "the language of the statement; that of the case if nothing is said",
        },
        "sftp": {
            "type": "object",
            "description": "upload by SFTP instead of the drop folder (needs the extra `sftp`)",
            "additionalProperties": False,
            "required": ["host", "user"],
            "properties": {
                "host": {**_TEXT, "description": "the server"},
                "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 22, "description": "its port"},
                "user": {**_TEXT, "description": "our name there"},
                "key_file": {**_TEXT, "description": "the file with our private key"},
                "passphrase": {**_TEXT, "secret": True, "description": "what opens the key, if it is locked"},
                "password": {**_TEXT, "secret": True, "description": "our password, where the server takes no key"},
                "host_key": {**_TEXT, "description": "the server's public key, such as ssh-ed25519 AAAA…"},
                "known_hosts": {**_TEXT, "description": "or a file of known hosts that holds it"},
                "folder": {**_TEXT, "default": ".", "description": "the folder on the server"},
                "timeout": {
                    "type": "number",
                    "exclusiveMinimum": 0,
                    "maximum": 100,
                    "default": 45,
                    "description": "how many seconds one hand-over may take",
                },
            },
        },
    },
}
"""The keys of the channel."""


def problems_of(setup: Setup) -> Iterator[Problem]:
    """All that keeps the channel from working, and a warning where no registration is set up."""
    yield from _registration(setup.config.get("registration"), str(setup.config.get("name") or ""))
    mapping, problems = mapping_of(setup)
    yield from problems
    if mapping.file == "xlsx" and find_spec("xlsxwriter") is None:
        yield Problem("DW058", "the mapping asks for xlsx, which needs a package that is not installed", None,
                      "install it: pip install 'dunwell[xlsx]', or write `file: csv`")  # fmt: skip
    sftp = setup.config.get("sftp")
    yield from _sftp(sftp, setup.folder) if isinstance(sftp, dict) else _folder(setup)


def mapping_of(setup: Setup) -> tuple[ColumnMapping, tuple[Problem, ...]]:
    """The agency's mapping with its mistakes; all there is where none is named."""
    named = setup.config.get("mapping")
    if not named:
        return plain_mapping(), ()
    try:
        source = (setup.folder / str(named)).read_bytes()
    except OSError as error:
        message = f"the mapping {str(named)!r} cannot be read: {error.strerror}"
        return plain_mapping(), (Problem("DW050", message, None, "write the name of a file in the workspace"),)
    return read_mapping(source, str(named))


def usable_mapping(setup: Setup) -> ColumnMapping:
    """The agency's mapping. Raises ProblemsFound with all that is wrong with it."""
    mapping, problems = mapping_of(setup)
    errors = tuple(one for one in problems if one.severity == "error")
    if errors:
        raise ProblemsFound(errors)
    return mapping


def drop_folder(setup: Setup) -> Path:
    """The drop folder; one in the workspace is made, any other may be a share that is away just now."""
    named = Path(str(setup.config.get("folder") or FOLDER))
    if not named.is_absolute():
        (setup.folder / named).mkdir(parents=True, exist_ok=True)
    return setup.folder / named


def _registration(said: object, agency: str) -> Iterator[Problem]:
    """What is wrong with it, or that it is missing; while no agency is named, nobody means to hand over in earnest."""
    if not isinstance(said, dict):
        if not agency:
            return
        message = "no registration of the agency is set up: claims on natural persons wait where the law asks for one"
        fix = "look it up in the register: registration: {number: …, register: …, until: 2027-09-30}"
        yield Problem("DW055", message, None, fix, "warning")
    elif said.get("until"):
        try:
            date.fromisoformat(str(said["until"]))
        except ValueError:
            yield Problem("DW055", f"registration.until is no day: {said['until']!r}", None, "write it as 2027-09-30")


def _folder(setup: Setup) -> Iterator[Problem]:
    named = Path(str(setup.config.get("folder") or FOLDER))
    folder = setup.folder / named
    if not folder.is_dir() and (named.is_absolute() or folder.exists()):
        yield Problem("DW056", f"there is no drop folder {named.as_posix()!r}", None, "make it, or name another")
    elif folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        fix = "let whoever runs this write there, or name another"
        yield Problem("DW056", f"the drop folder {named.as_posix()!r} cannot be written", None, fix)


def _sftp(said: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    if find_spec("asyncssh") is None:
        fix = "install it: pip install 'dunwell[sftp]', or use a drop folder"
        yield Problem("DW058", "sftp needs a package that is not installed", None, fix)
    if bool(said.get("host_key")) is bool(said.get("known_hosts")):
        found = "both host_key and known_hosts are" if said.get("host_key") else "neither host_key nor known_hosts is"
        fix = "write one of them: without the server's key nobody knows who gets the dossiers"
        yield Problem("DW057", f"{found} said in sftp", None, fix)
    if bool(said.get("password")) is bool(said.get("key_file")):
        found = "both password and key_file are" if said.get("password") else "neither password nor key_file is"
        yield Problem("DW057", f"{found} said in sftp", None, "write the one by which the server knows us")
    for key in ("key_file", "known_hosts"):
        if said.get(key) and not (folder / str(said[key])).is_file():
            yield Problem(
                "DW057", f"sftp.{key} names no file: {said[key]!r}", None, "write the path from the workspace"
            )
