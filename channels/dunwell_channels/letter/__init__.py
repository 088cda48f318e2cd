"""Letters: a PDF with the address in the envelope's window, dropped into a folder of the print service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell import Channel, hookimpl
from dunwell_channels.letter.carrier import Letters
from dunwell_channels.letter.check import check
from dunwell_channels.letter.returned import returned_letters
from dunwell_channels.letter.settings import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell import Carrier, Problem, Returned, Setup


@hookimpl
def dunwell_channel() -> Channel:
    """Letters need a postal address, and are never made twice without a person's word."""
    text = "Sets letters as PDF and puts them into a folder for the print service."
    return Channel("letter", ("letter",), text, address="post", config=SCHEMA)


@hookimpl
def dunwell_check(setup: Setup) -> Iterable[Problem]:
    """What is wrong with the folder, the envelope, the logo, the fonts, the words and the sender."""
    return tuple(check(setup))


@hookimpl
def dunwell_start(setup: Setup) -> Carrier:
    """Begin to make letters."""
    return Letters(setup)


@hookimpl
def dunwell_returns(setup: Setup, name: str, content: bytes) -> Iterable[Returned | Problem] | None:
    """Letters that came back, from a CSV file `reference,date,reason`."""
    return returned_letters(name, content)
