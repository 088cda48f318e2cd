"""Bounces: which of our mails came back for good, read from delivery reports and from what older servers write.

A report that only says that a mail is late is none, nor is an answer in somebody's absence.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from dunwell import Place, Problem, Returned
from dunwell_channels.smtp.addresses import mailbox_of, one_line, without_addresses
from dunwell_channels.smtp.message import REFERENCE
from dunwell_channels.smtp.returned import (
    Recipient,
    envelope_ids,
    header,
    is_mail,
    mails_in,
    own_words,
    recipients,
    returned_mails,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from email.message import Message

LONGEST_KEY = 200
_OURS = re.compile(r"\b([0-9a-f]{24})@([\w.-]+)")
_REFERENCE = re.compile(rf"^[> ]*{REFERENCE}:\s*([0-9a-f]{{24}})\b", re.MULTILINE)
_PERMANENT = re.compile(r"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.]\d)|(?<![\d.-])5[0-5]\d(?= )")
_GIVEN_UP = re.compile(
    r"permanent (?:fatal )?error|given up|could not be delivered|delivery (?:has )?failed", re.IGNORECASE
)
_DELAYED = re.compile(
    r"not yet been delivered|has been delayed|will (?:be retried|keep trying|continue to try)|only a warning",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^(?:-{2,}.*(?:copy|below|original|message).*|Return-Path:.*|Received:.*)$", re.IGNORECASE | re.MULTILINE
)
"""Where the returned mail begins."""
_DAEMON = re.compile(r"mailer-daemon|postmaster|mail delivery (?:sub)?system", re.IGNORECASE)
_UNREADABLE = (RecursionError, ValueError, LookupError, TypeError, AssertionError, AttributeError, MessageError)
"""What the standard library raises for mails that are broken on purpose."""


def read_bounces(
    name: str, content: bytes, domains: Collection[str], copy_to: str = ""
) -> tuple[Returned | Problem, ...] | None:
    """The bounces among the mails of a file; None if it holds no mail.

    `domains` are those of our Message-IDs. A copy that did not reach the archive at `copy_to` is no bounce.
    """
    return tuple(_each(name, content, domains, copy_to)) if is_mail(content) else None


def _each(name: str, content: bytes, domains: Collection[str], copy_to: str) -> Iterator[Returned | Problem]:
    for line, text in mails_in(content):
        try:
            yield from _returned(text, domains, copy_to, f"{name}:{line}")
        except _UNREADABLE:
            fix = "look at this mail yourself; if it is a bounce: dunwell record CASE bounced"
            yield Problem("DW027", "this mail cannot be read", Place(name, line), fix, "warning")


def _failures(mail: Message) -> tuple[Recipient, ...]:
    """Who did not get a mail, for good. The action counts: *failed* with a status 4 is a server that has given up."""
    reported = tuple(recipients(mail))
    if reported:
        return tuple(each for each in reported if (each.action or _implied(each.status)) == "failed")
    return _in_words(mail)


def _implied(status: str) -> str:
    return "failed" if status.startswith("5.") else "delayed"


def _in_words(mail: Message) -> tuple[Recipient, ...]:
    """The failure of which an older server tells in words: qmail, exim and others."""
    named = header(mail, "X-Failed-Recipients")
    if not named and not _DAEMON.search(f"{header(mail, 'Return-Path')} {header(mail, 'From')}"):
        return ()
    told = _COPY.split(own_words(mail), maxsplit=1)[0]
    status = _PERMANENT.search(told)
    if _DELAYED.search(told) or not (status or _GIVEN_UP.search(told)):
        return ()
    return (Recipient("failed", "" if status else "5.0.0", _line_of(told, status) if status else "", (named,)),)


def _line_of(text: str, found: re.Match[str]) -> str:
    end = text.find("\n", found.end())
    return text[text.rfind("\n", 0, found.start()) + 1 : end if end >= 0 else len(text)]


def _returned(content: bytes, domains: Collection[str], copy_to: str, where: str) -> Iterator[Returned]:
    """The event for a report about one of our mails; nothing for another's, or for the archive's copy alone."""
    mail = message_from_bytes(content)
    archive = copy_to.strip().lower()
    failures = [each for each in _failures(mail) if not archive or archive not in map(str.lower, each.addresses)]
    reference = next(_references(mail, domains), "") if failures else ""
    if reference:
        key = one_line(header(mail, "Message-ID"))[:LONGEST_KEY] or sha256(content).hexdigest()
        yield Returned("bounced", reference, "", _day(mail), (f"text={_text(failures[0])}",), where, key)


def _references(mail: Message, domains: Collection[str]) -> Iterator[str]:
    """Our references in a report, the surest first: the returned mail, the envelope, the words, the answered mail."""
    for back in returned_mails(mail):
        yield from (found[0] for found in [re.findall(r"^[0-9a-f]{24}$", header(back, REFERENCE))] if found)
        yield from _ids(header(back, "Message-ID"), domains)
    yield from (each for each in envelope_ids(mail) if re.fullmatch(r"[0-9a-f]{24}", each))
    words = own_words(mail)
    yield from _REFERENCE.findall(words)
    yield from _ids(words, domains)
    yield from _ids(f"{header(mail, 'In-Reply-To')} {header(mail, 'References')}", domains)


def _ids(text: str, domains: Collection[str]) -> Iterator[str]:
    return (found[1] for found in _OURS.finditer(text) if found[2].lower() in domains)


def _text(failure: Recipient) -> str:
    hidden = tuple(filter(None, map(mailbox_of, failure.addresses)))
    said = "" if failure.status in failure.diagnostic else failure.status
    return without_addresses(f"{said} {failure.diagnostic}".strip(), *hidden) or "undeliverable"


def _day(mail: Message) -> date | None:
    """The day of the report in its own zone; None if it says none that can be."""
    try:
        return parsedate_to_datetime(header(mail, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
