"""A delivery as a mail: its headers, the words as text and as HTML, and the files that go along; the same bytes always.

Made with the older half of the standard library's `email` package. The newer `EmailMessage` takes three times as long
for the same bytes, and its folding of encoded names was wrong in several releases of Python that we support.
"""

from __future__ import annotations

import base64
import quopri
import re
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from typing import TYPE_CHECKING, Any

from dunwell import CannotDeliver, File
from dunwell_channels.smtp.addresses import Mailbox, is_allowed, mailbox_of, one_line
from dunwell_channels.smtp.page import page_of

if TYPE_CHECKING:
    from email.message import Message

    from dunwell import Delivery
    from dunwell_channels.smtp.settings import Settings

MEDIA_TYPE = "message/rfc822"
REFERENCE = "X-Dunwell-Reference"
"""Says the reference once more: some relays give a mail another Message-ID, and return this header with a bounce."""
LINES = compat32.clone(linesep="\r\n")
LONGEST_WORD = 60
LONGEST_NAME = 60
"""Characters of a file's name; each may take twelve octets, and a line may have 998 (RFC 5322, 2.1.1)."""
_PLAIN_WORDS = re.compile(r"[ !-~]*")
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


def recipient_of(delivery: Delivery, settings: Settings) -> Mailbox:
    """Whom the mail goes to. Raises CannotDeliver: refused without a usable address, faulty outside a trial's list."""
    mailbox = mailbox_of(delivery.debtor.email)
    if mailbox is None:
        what = (
            "the debtor's e-mail address cannot be used"
            if delivery.debtor.email
            else "the debtor has no e-mail address"
        )
        raise CannotDeliver("refused", what, "correct it in the customer register")
    allow(mailbox, settings)
    return mailbox


def allow(mailbox: Mailbox, settings: Settings) -> None:
    """Raises CannotDeliver (faulty) for an address that a trial's `only_to` does not name."""
    if not is_allowed(mailbox, settings.only_to):
        why = "this is a trial: the address is not one of `only_to`"
        raise CannotDeliver("faulty", why, "remove `only_to` when you go live, then `dunwell outbox retry`")


def mail_of(delivery: Delivery, settings: Settings) -> File:
    """The whole mail but for its Date, which `deliver` puts on top.

    A Date made here could only be the day with an hour made up, and a mail hours off its arrival counts as spam.
    Deliberately without headers that mark it as automatic (Auto-Submitted, Precedence): ticket systems at debtors drop
    such mail unread. Nor with List-Unsubscribe: nobody unsubscribes from a claim.
    """
    to = recipient_of(delivery, settings)
    mail = _body(delivery)
    name = settings.sender_name or str(delivery.data.get("creditor.name") or delivery.creditor.name or "")
    mail["From"] = _address("From", name, settings.sender)
    mail["To"] = _address("To", delivery.debtor.name or "", to)
    if settings.reply_to:
        mail["Reply-To"] = _address("Reply-To", name, settings.reply_to)
    mail["Subject"] = _text("Subject", delivery.words.subject if delivery.words else "")
    mail["Message-ID"] = f"<{delivery.reference}@{settings.domain}>"
    mail[REFERENCE] = delivery.reference
    mail["Content-Language"] = delivery.language
    mail["MIME-Version"] = "1.0"
    content = mail.as_bytes(policy=LINES)
    return File(f"{delivery.reference}.eml", MEDIA_TYPE, content if content.endswith(b"\r\n") else content + b"\r\n")


def _body(delivery: Delivery) -> Message[Any, Any]:
    """Text and page, and the files beside them if there are any; without headers of the mail itself."""
    words = delivery.words
    if words is None:
        raise CannotDeliver("faulty", "there are no words to send", "give the step a template")
    alternative = _parts("alternative", delivery.reference)
    alternative.attach(_words("plain", words.text))
    alternative.attach(_words("html", page_of(words.html, words.subject, delivery.language)))
    if not delivery.files:
        return alternative
    mixed = _parts("mixed", delivery.reference)
    for part in (alternative, *map(_attachment, delivery.files)):
        mixed.attach(part)
    return mixed


def _parts(kind: str, reference: str) -> MIMEMultipart:
    """A container with a boundary that stays; "=_" stands in no quoted-printable text and in no base64."""
    parts = MIMEMultipart(kind, boundary=f"=_{kind}_{reference}")
    del parts["MIME-Version"]
    return parts


def _words(kind: str, text: str) -> Message:
    part = MIMENonMultipart("text", kind, charset="utf-8")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _encoded(part, "quoted-printable", quopri.encodestring(lines.encode("utf-8", "replace")))


def _attachment(file: File) -> Message:
    """One file, in base64 whatever it is, so that it arrives as it was, to the byte."""
    kind = file.media_type.partition(";")[0].strip()
    unusual = not _TYPE.fullmatch(kind) or kind.startswith(("message/", "multipart/"))  # those may not be in base64
    part = MIMEBase(*("application/octet-stream" if unusual else kind).split("/"))
    stem, dot, ending = one_line(file.name).replace("/", "_").replace("\\", "_").rpartition(".")
    name = f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}"
    part.add_header("Content-Disposition", "attachment", filename=name if _is_plain(name) else ("utf-8", "", name))
    return _encoded(part, "base64", base64.encodebytes(file.content))


def _encoded(part: Message, encoding: str, content: bytes) -> Message:
    del part["MIME-Version"]
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(content.decode("ascii"))
    return part


def _is_plain(text: str) -> bool:
    """Whether a header can hold it as it is: ASCII in short words, and nothing that looks like an encoded word."""
    return bool(_PLAIN_WORDS.fullmatch(text)) and "=?" not in text and max(map(len, text.split(" "))) <= LONGEST_WORD


def _text(header: str, text: str) -> Header:
    text = one_line(text)
    return Header(text, "us-ascii" if _is_plain(text) else "utf-8", header_name=header)


def _address(header: str, name: str, mailbox: Mailbox) -> Header:
    """A name and an address; a name in ASCII is quoted, any other encoded (RFC 2047)."""
    name = one_line(name)
    if not name:
        return Header(str(mailbox), "us-ascii", header_name=header)
    if _is_plain(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return Header(f'"{quoted}" <{mailbox}>', "us-ascii", header_name=header)
    value = Header(name, "utf-8", header_name=header)
    value.append(f"<{mailbox}>", "us-ascii")
    return value
