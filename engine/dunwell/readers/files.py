"""Read any file that may hold an invoice or a bank statement, by what is in it: its name proves nothing.

A new kind of file is a row in `KINDS` and a row in `READERS`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, cast

from dunwell.codes.documents import SEVERITY
from dunwell.model import Reading
from dunwell.problems import Place, Problem
from dunwell.readers.xml import MAX_BYTES, first_tags, looks_like_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from dunwell.model import Invoice

    Reader = Callable[[bytes, str], Reading]

BANK_READERS: Mapping[str, str] = {
    "camt": "dunwell.readers.camt:read_camt",
    "mt940": "dunwell.readers.mt940:read_mt940",
}
"""Kinds of bank files to the function that reads them, as module:name."""

READERS: Mapping[str, str] = {
    "e-invoice": "dunwell.readers.einvoice:read_einvoice",
    "pdf": "dunwell.readers.pdf:read_pdf",
    "own": "dunwell.readers.own:read_own",
    **BANK_READERS,
}
"""Every kind of file to the function that reads it, as module:name.

Loaded when a file of the kind is met, as the command line loads its commands: pypdf, the YAML reader and the bank
readers each cost more time to import than it takes to read an invoice.
"""

_HEAD = 65_536
"""How many bytes decide the kind of a text file; banks and mail programs write some lines before the first tag."""
_MT940 = re.compile(rb":(?:25P?|28C?|60[FM]|61):")
_CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.05"
_KEY = re.compile(rb"""\A\s*+\{|^["']?\w[\w -]*+["']?[ \t]*+:(?:\s|$)""", re.MULTILINE)


def read_documents(path: Path, logical: str) -> Reading:
    """All documents and statements in a file; `logical` is the path that people see in problems.

    A file that cannot be opened or is of no kind that we read is a problem, never an exception.
    """
    try:
        with path.open("rb") as file:
            source = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        return _refused("DW801", logical, f"the file cannot be opened: {why}", "check the name and the rights")
    return read_source(source, logical)


def read_source(source: bytes, logical: str) -> Reading:
    """All documents and statements in the bytes of a file."""
    if len(source) > MAX_BYTES:
        message = f"the file is too much to read: above the limit of {MAX_BYTES:,} bytes"
        return _refused("DW805", logical, message, "look at what was sent")
    kind = kind_of(source)
    if kind is None:
        what = "the file is empty" if not source.strip() else "the file is neither XML, PDF, MT940, YAML nor JSON"
        return _refused("DW802", logical, what, "ask for the e-invoice or the bank file itself")
    module, _, name = READERS[kind].partition(":")
    read = cast("Reader", getattr(import_module(module), name))
    return read(source, logical)


def kind_of(source: bytes) -> str | None:
    """The kind of a file, as in `READERS`; None if it is none of them."""
    return next((kind for kind, recognise in KINDS if recognise(source)), None)


def redelivered(documents: tuple[Invoice, ...]) -> tuple[Problem, ...]:
    """A warning for each document with the seller, number and kind of an earlier one but other content.

    The seller is known by VAT number, else company number, else name.
    """
    first: dict[tuple[str, str, str], Invoice] = {}
    problems: list[Problem] = []
    for document in documents:
        seller = document.seller
        who = seller.vat_id or seller.registration_id or seller.name
        if not who or not document.number:
            continue
        earlier = first.setdefault((who.casefold(), document.number, document.kind), document)
        if replace(earlier, file=document.file) != document:
            message = f"{document.kind} {document.number!r} of this seller is in {earlier.file} too, with other content"
            fix = "ask the seller which one counts; they are not merged"
            problems.append(Problem("DW849", message, Place(document.file), fix, SEVERITY["DW849"]))
    return tuple(problems)


def _is_pdf(source: bytes) -> bool:
    return b"%PDF-" in source[:1024]


def _is_camt(source: bytes) -> bool:
    if not looks_like_xml(source):
        return False
    tags = first_tags(source)
    return any(tag.startswith((_CAMT, "BkToCstmr")) for tag in tags)


def _is_mt940(source: bytes) -> bool:
    head = source[:_HEAD]
    return b":20:" in head and _MT940.search(head) is not None


def _is_text_with_keys(source: bytes) -> bool:
    """A brace first, or a key with a colon at the start of a line: YAML cannot be told from prose more surely."""
    head = source[:_HEAD].removeprefix(BOM_UTF8)
    return b"\0" not in head and _KEY.search(head) is not None


KINDS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", _is_pdf),
    ("camt", _is_camt),
    ("e-invoice", looks_like_xml),
    ("mt940", _is_mt940),
    ("own", _is_text_with_keys),
)
"""How each kind is recognised; the first that says yes reads the file."""


def _refused(code: str, file: str, message: str, fix: str) -> Reading:
    return Reading(problems=(Problem(code, message, Place(file), fix),))
