"""What keeps mail from going out with these settings, found before anything is sent (DW020 to DW026)."""

from __future__ import annotations

import re
import ssl
from typing import TYPE_CHECKING

from dunwell import Problem
from dunwell_channels.smtp.addresses import mailbox_of
from dunwell_channels.smtp.settings import sender_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell import Setup

_HOST = re.compile(r"[\w.-]+|\[?[0-9a-fA-F:.]+\]?")
_LOCAL = ("localhost", "127.0.0.1", "::1")


def findings(setup: Setup) -> Iterator[Problem]:
    """Every problem of a set-up that has passed the schema."""
    for check in _CHECKS:
        yield from check(setup)


def _host(setup: Setup) -> Iterator[Problem]:
    host, folder = (str(setup.config.get(key) or "").strip() for key in ("host", "folder"))
    if host and folder:
        yield Problem("DW020", "there is a host and a folder, and mail goes one way", fix="remove one of the two")
    elif folder:
        return
    elif not host:
        fix = "write host: and the name of the server; or folder:, to have the mails as files"
        yield Problem("DW020", "no mail server is named", fix=fix)
    elif not _HOST.fullmatch(host):
        fix = "write the name alone, such as smtp.example.nl; the port has a key of its own"
        yield Problem("DW020", f"{host!r} is not the name of a mail server", fix=fix)


def _addresses(setup: Setup) -> Iterator[Problem]:
    sender = "from" if setup.config.get("from") else "creditor.contact.email"
    said = {key: str(setup.config.get(key) or "") for key in ("reply_to", "bounce_to", "copy_to")}
    for key, written in {sender: sender_of(setup), **said}.items():
        if written and mailbox_of(written) is None:
            fix = "write one address, such as debtors@example.nl, without a name"
            yield Problem("DW021", f"{key} is {written!r}, to which no mail can be sent", fix=fix)
    if not sender_of(setup):
        fix = "write from: under the channel, or email: under creditor: contact:"
        yield Problem("DW021", "mail would have no sender", fix=fix)
    domain = setup.config.get("domain")
    if domain and mailbox_of(f"a@{domain}") is None:
        yield Problem("DW021", f"domain is {domain!r}, which is no domain", fix="write it as in example.nl")


def _login(setup: Setup) -> Iterator[Problem]:
    user, password = (str(setup.config.get(key) or "") for key in ("user", "password"))
    if bool(user) != bool(password):
        there = "user" if user else "password"
        missing = "password" if user else "user"
        yield Problem("DW022", f"there is a {there} and no {missing}", fix=f"write both, or remove {there}")
    if not (user + password).isascii():
        message = "the user or the password has letters outside ASCII, with which mail servers log nobody in"
        yield Problem("DW022", message, fix="use other credentials")


def _open_password(setup: Setup) -> Iterator[Problem]:
    if setup.config.get("security") == "none" and setup.config.get("password"):
        host = str(setup.config.get("host") or "").strip("[]")
        if host not in _LOCAL:
            message = f"security is none, so the password would go to {host!r} where others can read it"
            yield Problem("DW023", message, fix="write security: starttls (port 587) or security: tls (port 465)")


def _certificates(setup: Setup) -> Iterator[Problem]:
    written = setup.config.get("ca_file")
    if not written:
        return
    try:
        ssl.create_default_context(cafile=setup.folder / str(written))
    except ssl.SSLError:
        yield Problem("DW024", f"ca_file {written!r} holds no certificate", fix="give a file in PEM form")
    except OSError as error:
        fix = "give a path from the folder of dunwell.yaml"
        yield Problem("DW024", f"ca_file {written!r} cannot be read: {error.strerror}", fix=fix)


def _bounces(setup: Setup) -> Iterator[Problem]:
    written = setup.config.get("bounces")
    if written and not (setup.folder / str(written)).exists():
        message = f"bounces names {written!r}, and there is nothing: mail that comes back would go unnoticed"
        yield Problem("DW025", message, fix="give a path from the folder of dunwell.yaml, or make the folder")


def _trial(setup: Setup) -> Iterator[Problem]:
    only_to = setup.config.get("only_to")
    for entry in only_to if isinstance(only_to, (list, tuple)) else ():
        address = str(entry).strip()
        if mailbox_of(address if "@" in address.lstrip("@") else f"a@{address.lstrip('@')}") is None:
            fix = "write an address or a domain, such as example.nl"
            yield Problem("DW021", f"only_to names {entry!r}, to which no mail can be sent", fix=fix)
    if only_to:
        message = "this is a trial: mail goes only to the addresses of only_to, and all other mail is kept"
        yield Problem("DW026", message, fix="remove only_to when you go live", severity="info")


_CHECKS: tuple[Callable[[Setup], Iterator[Problem]], ...] = (
    _host,
    _addresses,
    _login,
    _open_password,
    _certificates,
    _bounces,
    _trial,
)
