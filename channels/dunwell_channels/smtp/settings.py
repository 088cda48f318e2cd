"""The keys of the e-mail channel in dunwell.yaml, and what they mean together with who the creditor is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from dunwell_channels.smtp.addresses import Mailbox, mailbox_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dunwell import Setup

Security = Literal["starttls", "tls", "none"]
PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}
TIMEOUT = 30
_ADDRESS: dict[str, object] = {"type": "string", "minLength": 3}

SCHEMA: Mapping[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "host": {"type": "string", "description": "the mail server that takes our mail, such as smtp.example.nl"},
        "folder": {
            "type": "string",
            "description": "instead of a server: a folder into which each mail is put as a file, to look at, or for a "
            "mail server that picks mails up there",
        },
        "port": {
            "type": "integer",
            "minimum": 1,
            "maximum": 65535,
            "description": "its port; without it 587 for starttls, 465 for tls, 25 for none",
        },
        "security": {
            "enum": ["starttls", "tls", "none"],
            "default": "starttls",
            "description": "how the connection is encrypted: starttls after the first words, tls from the start, or "
            "none. The server's certificate is always verified, and nothing goes out if encryption fails",
        },
        "user": {"type": "string", "description": "the name to log in with; without it nobody logs in"},
        "password": {"type": "string", "secret": True, "description": "the password to log in with"},
        "from": _ADDRESS | {"description": "who the mail is from; without it the address of creditor.contact"},
        "from_name": {
            "type": "string",
            "description": "the name beside that address; without it the creditor's name",
        },
        "reply_to": _ADDRESS | {"description": "where answers go, if not to `from`"},
        "bounce_to": _ADDRESS
        | {"description": "where bounce reports go (the envelope's sender), if not to `from`; best a mailbox that "
            "only this program reads"},
        "domain": {
            "type": "string",
            "description": "the domain of the Message-ID; without it that of `from`. Bounces are found by it",
        },
        "ca_file": {
            "type": "string",
            "description": "certificates (PEM) to trust instead of those of the system, for a server of your own",
        },
        "timeout": {
            "type": "integer",
            "minimum": 1,
            "maximum": 60,
            "default": TIMEOUT,
            "description": "seconds to wait for an answer of the server; four times as long for its last word",
        },
        "attach": {
            "type": "array",
            "items": {"enum": ["invoice", "letter"]},
            "default": [],
            "description": "what goes along: the invoice as it was imported, the message as a letter (PDF)",
        },
        "bounces": {
            "type": "string",
            "returns": True,
            "description": "where bounce reports lie, which each run reads: a Maildir, a folder of .eml files, or an "
            "mbox file",
        },
        "copy_to": _ADDRESS | {"description": "an archive that gets a blind copy of each mail"},
        "only_to": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "for a trial: addresses and domains that may be written to; mail to anybody else is kept",
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What the channel works with; `copy_to` and `reply_to` are None where nobody is meant.

    `bounce_to` is the sender of the envelope, `domain` that of Message-IDs, in ASCII. `timeout` is in seconds.
    """

    host: str
    port: int
    security: Security
    sender: Mailbox
    sender_name: str
    bounce_to: Mailbox
    domain: str
    reply_to: Mailbox | None = None
    copy_to: Mailbox | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout: float = TIMEOUT
    only_to: tuple[str, ...] = ()


def sender_of(setup: Setup) -> str:
    """The sender's address as somebody wrote it; empty if nobody did."""
    return str(setup.config.get("from") or setup.creditor.get("contact.email") or "")


def domains_of(setup: Setup) -> frozenset[str]:
    """The domains that a Message-ID of ours may have: the one set, and that of the sender (from before it was set)."""
    sender = mailbox_of(sender_of(setup))
    named = _ascii_domain(str(setup.config.get("domain") or ""))
    return frozenset(domain for domain in (named, sender.domain if sender else "") if domain)


def settings_of(setup: Setup) -> Settings:
    """The settings of a set-up in which `checks.findings` sees no error. Raises ValueError for an unusable sender."""
    said: Mapping[str, Any] = setup.config
    sender = mailbox_of(sender_of(setup))
    if sender is None:
        raise ValueError("the sender has no usable e-mail address")
    security: Security = said.get("security", "starttls")
    return Settings(
        host=str(said.get("host") or "").strip().strip("[]"),
        port=said.get("port") or PORTS[security],
        security=security,
        sender=sender,
        sender_name=said.get("from_name") or "",
        bounce_to=mailbox_of(said.get("bounce_to")) or sender,
        domain=_ascii_domain(said.get("domain") or "") or sender.domain,
        reply_to=mailbox_of(said.get("reply_to")),
        copy_to=mailbox_of(said.get("copy_to")),
        user=said.get("user") or "",
        password=said.get("password") or "",
        ca_file=setup.folder / said["ca_file"] if said.get("ca_file") else None,
        timeout=said.get("timeout", TIMEOUT),
        only_to=tuple(said.get("only_to", ())),
    )


def _ascii_domain(written: str) -> str:
    mailbox = mailbox_of(f"a@{written.strip()}")
    return mailbox.domain if mailbox else ""
