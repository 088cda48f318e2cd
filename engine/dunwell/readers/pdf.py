"""Read a Factur-X or ZUGFeRD invoice: the XML that is embedded in a PDF. The page itself is never read."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import DependencyError

from dunwell.model import Reading
from dunwell.problems import Place, Problem
from dunwell.readers.einvoice import read_einvoice
from dunwell.readers.xml import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
"""What the standards call the embedded invoice, in lower case; other XML attachments are tried after these."""


def read_pdf(source: bytes, file: str) -> Reading:
    """The invoice embedded in a PDF; its places are in `<file>/<name of the attachment>`."""
    if len(source) > MAX_BYTES:
        return _refused("DW805", file, f"the file is too much to read: {len(source):,} bytes", "look at what was sent")
    try:
        with _quiet():
            attachments = _xml_attachments(source)
    except (_LockedError, DependencyError):  # the second: pypdf has nothing to open newer kinds of locks with
        return _refused("DW809", file, "the PDF is locked", "ask for it without a password")
    except Exception as error:  # noqa: BLE001 - pypdf lets through whatever a broken file leads to, AttributeError first
        return _refused("DW809", file, f"the PDF is broken ({type(error).__name__})", "ask for the file again")
    readings = [read_einvoice(xml, f"{file}/{name}") for name, xml in attachments]
    chosen = next((reading for reading in readings if reading.documents), readings[0] if readings else None)
    if chosen is None:
        fix = "ask for the e-invoice, or copy the data into our own invoice file"
        return _refused("DW808", file, "the PDF has no invoice in it as data, only pages to look at", fix)
    return replace(chosen, documents=tuple(replace(document, file=file) for document in chosen.documents))


class _LockedError(Exception):
    """The PDF asks for a password."""


def _xml_attachments(source: bytes) -> list[tuple[str, bytes]]:
    """Name and content of every XML attachment, those with the standards' names first."""
    reader = PdfReader(BytesIO(source), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):  # many are "locked" with an empty password
        raise _LockedError
    attached = reader.attachments
    found = [(name, xml) for name in attached if name.lower().endswith(".xml") for xml in attached[name]]
    return sorted(found or _associated(reader), key=_rank)


def _associated(reader: PdfReader) -> list[tuple[str, bytes]]:
    """The XML files that the document calls its own (/AF), for producers that forget the list of attachments."""
    files = [entry.get_object() for entry in reader.root_object.get("/AF", ())]
    named = [(str(entry.get("/UF") or entry.get("/F")), entry) for entry in files]
    return [(name, entry["/EF"]["/F"].get_data()) for name, entry in named if name.lower().endswith(".xml")]


def _rank(attachment: tuple[str, bytes]) -> int:
    name = attachment[0].lower()
    return NAMES.index(name) if name in NAMES else len(NAMES)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's log lines and warnings about sloppy files away from people who asked about an invoice."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # the loggers of its modules ask this one
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def _refused(code: str, file: str, message: str, fix: str) -> Reading:
    return Reading(problems=(Problem(code, message, Place(file), fix),))
