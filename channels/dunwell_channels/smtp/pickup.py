"""Mails as files in a folder: to look at before there is a mail server, or for a server that picks them up there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell import Outcome
from dunwell_channels.files import write_whole
from dunwell_channels.smtp.message import mail_of

if TYPE_CHECKING:
    from pathlib import Path

    from dunwell import Delivery, File
    from dunwell_channels.smtp.settings import Settings


@dataclass(frozen=True, slots=True)
class PickupCarrier:
    """Puts each mail into the folder, under its reference."""

    settings: Settings
    folder: Path

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """The mail, the same bytes each time. Raises CannotDeliver if there is no address, or not in a trial."""
        return (mail_of(delivery, self.settings),)

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:
        """Write the mail, whole or not at all; one that lies there already is written over by the same."""
        path = self.folder / f"{delivery.reference}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, files[0].content)
        except OSError as error:
            return Outcome("later", f"the folder for mails cannot be written: {error.strerror or type(error).__name__}")
        return Outcome("delivered", proof=f"put into the folder for mails as {path.name}")

    def close(self) -> None:
        """There is nothing to let go of."""
