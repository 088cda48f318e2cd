"""The dossier as one zip file: the same bytes each time, and a checksum of everything in it."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from dunwell_channels.agency.mapping import plain_mapping
from dunwell_channels.agency.rows import row_file
from dunwell_channels.agency.statement import history_text, statement_html, statement_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell import File

SUMS = "SHA256SUMS"
PAPERS = "documents"
"""The folder of the invoice and all that was sent."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READ_WRITE = 0o100644 << 16


def dossier_zip(claim: Mapping[str, object], documents: tuple[File, ...], language: str) -> bytes:
    """The zip of a claim: as JSON, as CSV, as a statement for people, its history, its papers, and checksums."""
    story = claim.get("history")
    told = {name: said for name, said in claim.items() if name != "history"}
    mapping = plain_mapping()
    texts = {
        "claim.json": json_bytes(told),
        "claims.csv": row_file("claims", mapping, mapping.columns, claim).content,
        "statement.html": statement_html(claim, language).encode(),
        "statement.txt": statement_text(claim, language).encode(),
        "history.json": json_bytes({"case": claim.get("case"), "history": story}),
        "history.txt": history_text(claim, language).encode(),
    }
    files = texts | _papers(documents)
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return _zip(files | {SUMS: sums.encode()})


def _papers(documents: tuple[File, ...]) -> dict[str, bytes]:
    """Every document under a name of its own."""
    found: dict[str, bytes] = {}
    for one in documents:
        name, again = f"{PAPERS}/{safe_name(one.name)}", 2
        while name in found:
            name, again = f"{PAPERS}/{again}-{safe_name(one.name)}", again + 1
        found[name] = one.content
    return found


def json_bytes(document: Mapping[str, object]) -> bytes:
    """A document as people can read it too, in UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def safe_name(name: str) -> str:
    """A file's name that leads out of no folder and holds nothing that a file system refuses."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "-", name).lstrip(".") or "file"


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Stored, not packed: packing differs between versions of the library that does it."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            info = ZipInfo(name, _LONG_AGO)
            info.create_system = 3  # the same on every system
            info.external_attr = _READ_WRITE
            archive.writestr(info, files[name])
    return written.getvalue()
