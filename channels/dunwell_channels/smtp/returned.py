"""What a bounce report says: the parts of a mail in which reports and returned mails stand, and the words in them.

Everything is read with the lenient half of the standard library's `email` package; nothing here trusts the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADERS = ("text/rfc822-headers", "message/global-headers")
_WHOLE = ("message/rfc822", "message/global")
_REPORTS = ("message/delivery-status", "message/global-delivery-status")
LONGEST_TEXT = 100_000
"""Characters of a mail in plain words that are looked at."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """What a report says of one recipient (RFC 3464, 2.3): action and status in lower case, and the server's words."""

    action: str
    status: str
    diagnostic: str
    addresses: tuple[str, ...]


def header(part: Message, name: str) -> str:
    """A header as text, whatever stands in it; empty if there is none."""
    return str(part.get(name) or "").strip()


def recipients(mail: Message) -> Iterator[Recipient]:
    """Each recipient of the delivery reports in a mail."""
    for block in (block for part in mail.walk() if part.get_content_type() in _REPORTS for block in _blocks(part)):
        if block.get("Action") or block.get("Status"):
            yield Recipient(
                header(block, "Action").lower(),
                header(block, "Status").partition(" ")[0],
                _value(header(block, "Diagnostic-Code")),
                tuple(_value(header(block, key)) for key in ("Final-Recipient", "Original-Recipient")),
            )


def envelope_ids(mail: Message) -> Iterator[str]:
    """What the reports in a mail give as the sender's own mark of the envelope (RFC 3461)."""
    for part in mail.walk():
        if part.get_content_type() in _REPORTS:
            yield from (header(block, "Original-Envelope-Id") for block in _blocks(part))


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a report. Some servers encode it, which RFC 3464 does not allow."""
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    if header(part, "Content-Transfer-Encoding").lower() not in ("base64", "quoted-printable"):
        return blocks
    carrier = Message()
    carrier["Content-Transfer-Encoding"] = header(part, "Content-Transfer-Encoding")
    carrier.set_payload("\n".join(block.as_string() for block in blocks).lstrip())
    return [message_from_string(text) for text in re.split(r"\r?\n\r?\n", decoded(carrier))]


def _value(field: str) -> str:
    """A field without its type: "smtp; 550 no such user" gives the words after the first semicolon."""
    kind, semicolon, value = field.partition(";")
    return (value if semicolon else kind).strip()


def returned_mails(mail: Message) -> Iterator[Message]:
    """The mails, or their headers, that stand in a report as what came back."""
    for part in mail.walk():
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind in _WHOLE and isinstance(payload, list):
            yield from (each for each in payload if isinstance(each, Message))
        elif kind in _HEADERS:
            yield message_from_string(decoded(part))


def decoded(part: Message) -> str:
    """The text of a part; what cannot be decoded is replaced."""
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace")[:LONGEST_TEXT] if isinstance(content, bytes) else ""


def own_words(mail: Message) -> str:
    """What a mail says in plain text, without what stands in mails inside it."""
    if mail.is_multipart():
        parts = [part for part in mail.get_payload() if isinstance(part, Message)]
        return "\n".join(decoded(part) for part in parts if part.get_content_type() == "text/plain")[:LONGEST_TEXT]
    return decoded(mail) if mail.get_content_maintype() == "text" else ""


def mails_in(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The bytes of each mail in a file, an .eml with one or an mbox with many, and the line on which it begins."""
    starts = [found.start(1) for found in _SEPARATOR.finditer(content)]
    if not starts or starts[0] != 0:
        yield 1, content
        return
    line = 1
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        text = content[start:end]
        yield line, _QUOTED.sub(rb"\1", text[text.find(b"\n") + 1 :])
        line += text.count(b"\n")


_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))(From [^\n]{1,200}\d\d:\d\d[^\n]{0,40}\r?\n)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mail(content: bytes) -> bool:
    """Whether a file holds mail: it begins like an mbox, or with at least three headers that mails have."""
    if _SEPARATOR.match(content):
        return True
    head = re.split(rb"\r?\n\r?\n", content[:20_000], maxsplit=1)[0]
    names = {name.lower() for name in re.findall(rb"^([A-Za-z-]{2,40}):", head, re.MULTILINE)}
    return len(names & _USUAL) >= 3


_USUAL = frozenset(
    b"from to subject date message-id received return-path mime-version content-type delivered-to".split()
)
