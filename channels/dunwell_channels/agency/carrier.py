"""The channel at work: the files of a hand-over or a report, and where they go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell import CannotDeliver, File, ProblemsFound
from dunwell_channels.agency.folder import drop
from dunwell_channels.agency.rows import row_file
from dunwell_channels.agency.settings import drop_folder, usable_mapping
from dunwell_channels.agency.sftp import Server, server_of, upload
from dunwell_channels.agency.zipped import dossier_zip, json_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dunwell import Delivery, Outcome, Setup
    from dunwell_channels.agency.mapping import ColumnMapping


@dataclass(frozen=True, slots=True)
class AgencyCarrier:
    """Makes the files for one agency and hands them over; of `folder` and `server` one is set.

    `own_columns` says whether the agency has a mapping; then its row goes beside the dossier. `language` is that of
    statements, empty for that of the case.
    """

    agency: Mapping[str, str]
    mapping: ColumnMapping
    own_columns: bool
    language: str
    folder: Path | None
    server: Server | None

    @classmethod
    def of(cls, setup: Setup) -> AgencyCarrier:
        """The carrier for a set-up. Raises CannotDeliver for a mapping with mistakes, and a folder that cannot be."""
        try:
            mapping = usable_mapping(setup)
        except ProblemsFound as error:
            raise CannotDeliver("faulty", str(error)) from error
        sftp, registration = setup.config.get("sftp"), setup.config.get("registration")
        number = str(registration.get("number", "")) if isinstance(registration, dict) else ""
        agency = {"name": str(setup.config.get("name") or ""), "registration": number}
        try:
            folder = None if isinstance(sftp, dict) else drop_folder(setup)
        except OSError as error:
            raise CannotDeliver("faulty", f"the drop folder cannot be made: {error.strerror}") from error
        server = server_of(sftp, setup.folder) if isinstance(sftp, dict) else None
        language = str(setup.config.get("language") or "")
        return cls(agency, mapping, bool(setup.config.get("mapping")), language, folder, server)

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """The zip of a hand-over with the agency's row beside it, or a report as JSON and as a row."""
        if delivery.dossier is None:
            raise CannotDeliver("faulty", "a hand-over without a dossier says nothing")
        claim = dict(delivery.dossier.claim) | {"reference": delivery.reference, "agency": self.agency}
        stem = f"{delivery.day.isoformat()}-{_slug(delivery.number)}"
        if delivery.kind == "report":
            stem = f"{stem}-{_slug(str(claim.get('report') or 'report'))}-{delivery.reference}"
            report = File(f"{stem}.json", "application/json", json_bytes(claim))
            return report, row_file(stem, self.mapping, self.mapping.report, claim)
        stem = f"{stem}-{delivery.reference}"
        made = dossier_zip(claim, delivery.dossier.documents, self.language or delivery.language)
        dossier = File(f"{stem}.zip", "application/zip", made)
        return (dossier, row_file(stem, self.mapping, self.mapping.columns, claim)) if self.own_columns else (dossier,)

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:  # noqa: ARG002 - the names tell them
        """Put the files where the agency takes them; the row comes last, for that is what it waits for."""
        if self.server is not None:
            return upload(self.server, files)
        assert self.folder is not None  # one of the two is set
        return drop(self.folder, files)

    def close(self) -> None:
        """Every hand-over has a connection of its own, so nothing is left open."""


def _slug(text: str) -> str:
    """What of a number every file system takes."""
    return re.sub(r"[^A-Za-z0-9_.]+", "-", text).strip("-.")[:60] or "case"
