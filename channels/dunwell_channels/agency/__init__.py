"""Hand claims over to a collection agency: a dossier for each case, into a drop folder or by SFTP.

A hand-over is a zip with all that the claim rests on, and a row in the agency's own columns where it has a mapping.
What happens to the claim afterwards goes after it as a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell import Channel, hookimpl
from dunwell_channels.agency.carrier import AgencyCarrier
from dunwell_channels.agency.settings import SCHEMA, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell import Carrier, Problem, Setup

CHANNEL = Channel(
    name="agency",
    carries=("agency",),
    text="Hands a claim over to a collection agency: a zip dossier into a drop folder, or by SFTP.",
    parts=("dossier",),
    config=SCHEMA,
    patience=120.0,
)


@hookimpl
def dunwell_channel() -> Channel:
    """What the channel is."""
    return CHANNEL


@hookimpl
def dunwell_check(setup: Setup) -> Iterable[Problem]:
    """What is wrong with the mapping, the folder, the server's keys or the registration."""
    return tuple(problems_of(setup))


@hookimpl
def dunwell_start(setup: Setup) -> Carrier:
    """The carrier; it connects with the first delivery."""
    return AgencyCarrier.of(setup)
