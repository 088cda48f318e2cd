"""The channel at work: makes the PDF of a letter, and puts it into the drop folder."""

from __future__ import annotations

import errno
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from dunwell import CannotDeliver, File, Outcome
from dunwell_channels.letter.content import content
from dunwell_channels.letter.drop import OtherLetterThereError, Row, drop
from dunwell_channels.letter.envelopes import envelope
from dunwell_channels.letter.faults import SetupFault
from dunwell_channels.letter.press import Press
from dunwell_channels.letter.settings import settings_of
from dunwell_channels.letter.wording import Wording

if TYPE_CHECKING:
    from dunwell import Delivery, Setup
    from dunwell_channels.letter.settings import Settings

PASSING = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EAGAIN, errno.ESTALE, errno.ETIMEDOUT, errno.EBUSY}
"""Faults of a disk or of a share that may be over later."""
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
"""How many pages the compiler writes into its files, which we make ourselves; a reader of PDF takes a millisecond."""
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


class Letters:
    """A carrier for the letters of one run. Raises SetupFault if the set-up is wrong."""

    def __init__(self, setup: Setup) -> None:
        self._settings = settings_of(setup)
        self._envelope = envelope(self._settings)
        self._wording = Wording(self._settings)
        self._press = Press(self._settings)

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """One PDF; its name holds the invoice number and the reference, never the debtor's name."""
        words = self._wording.words(delivery.language)
        said = content(delivery, self._settings, self._envelope, words)
        number = _NOT_IN_NAMES.sub("-", delivery.number)[:40].strip("-")
        name = f"{number or 'letter'}-{delivery.reference}.pdf"
        return (File(name, "application/pdf", self._press.pdf(said, delivery.day)),)

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:
        """Put the letter into the folder of its day; it is delivered when the manifest names it."""
        (letter,) = files
        row = _row(delivery, letter, self._settings)
        try:
            drop_folder(self._settings)
            path = drop(self._settings.folder, delivery.day.isoformat(), row, letter.content)
        except OtherLetterThereError:
            fix = "see whether the print service has it; then remove one of the two"
            raise CannotDeliver("faulty", f"another letter lies under the name {letter.name}", fix) from None
        except OSError as error:
            why = f"the drop folder cannot be written: {error.strerror}"
            if error.errno in PASSING:
                return Outcome("later", why)
            raise CannotDeliver("faulty", why, "check the folder and who may write in it") from error
        return Outcome("delivered", proof=f"{path.parent.name}/{letter.name} sha256:{row.sha256}")

    def close(self) -> None:
        """Nothing is held open between letters."""


def drop_folder(settings: Settings) -> None:
    """Make the drop folder if it lies in the workspace. Raises SetupFault (DW030) if one outside of it is not there.

    A share that is not mounted must not become a folder on this machine in which letters wait for nobody.
    """
    folder = settings.folder
    if folder.is_dir():
        return
    if not folder.resolve().is_relative_to(settings.home.resolve()):
        fix = "make it, or mount the share; or name another one: `folder`"
        raise SetupFault("DW030", f"the drop folder {folder.as_posix()!r} is not there", fix)
    folder.mkdir(parents=True, exist_ok=True)


def _row(delivery: Delivery, letter: File, settings: Settings) -> Row:
    address = delivery.debtor.address
    counted = _PAGES.search(letter.content)
    assert counted is not None  # the compiler's own way to write it
    return Row(
        reference=delivery.reference,
        file=letter.name,
        pages=int(counted[1]),
        sha256=sha256(letter.content).hexdigest(),
        country=_NOT_IN_NAMES.sub("", (address.country if address else None) or delivery.debtor.country or "").upper(),
        duplex="yes" if settings.duplex else "no",
        colour="yes" if settings.colour else "no",
    )
