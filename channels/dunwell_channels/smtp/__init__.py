"""E-mail over SMTP: the words as text and HTML, files that go along, and bounce reports that come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell import CannotDeliver, Channel, hookimpl
from dunwell_channels.smtp.bounces import read_bounces
from dunwell_channels.smtp.carrier import MailCarrier
from dunwell_channels.smtp.checks import findings
from dunwell_channels.smtp.pickup import PickupCarrier
from dunwell_channels.smtp.settings import SCHEMA, domains_of, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell import Carrier, Problem, Returned, Setup

PATIENCE = 300.0
"""Seconds for one mail: some slow answers, and four times the longest timeout for the last one."""


@hookimpl
def dunwell_channel() -> Channel:
    """Mail; it may be sent again where nobody knows how it ended, since it keeps its Message-ID."""
    text = "E-mail by a mail server or into a folder, with a text and an HTML page; bounce reports are read."
    return Channel("smtp", ("email",), text, "email", config=SCHEMA, resend=True, patience=PATIENCE)


@hookimpl
def dunwell_check(setup: Setup) -> Iterable[Problem]:
    """What keeps mail from going out with this set-up."""
    return tuple(findings(setup))


@hookimpl
def dunwell_start(setup: Setup) -> Carrier:
    """Connects with the first mail. Raises CannotDeliver for settings that `dunwell_check` objects to."""
    for problem in findings(setup):
        if problem.severity == "error":
            raise CannotDeliver("faulty", problem.message, problem.fix or "")
    folder = setup.config.get("folder")
    return PickupCarrier(settings_of(setup), setup.folder / str(folder)) if folder else MailCarrier(settings_of(setup))


@hookimpl
def dunwell_returns(setup: Setup, name: str, content: bytes) -> Iterable[Returned | Problem] | None:
    """The bounces in a mail or in a mailbox file (mbox); None if it is neither."""
    copy_to = str(setup.config.get("copy_to") or "")
    return read_bounces(name, content, domains_of(setup), copy_to)
