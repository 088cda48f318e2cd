"""The carrier: one connection for the mails of a run, made anew when it is lost, and what became of each mail."""

from __future__ import annotations

import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.utils import formatdate, parseaddr
from time import monotonic
from typing import TYPE_CHECKING

from dunwell import CannotDeliver, Outcome
from dunwell_channels.smtp.addresses import Mailbox, mailbox_of
from dunwell_channels.smtp.answers import NO_ANSWER, outcome_of, said
from dunwell_channels.smtp.connection import NoConnection, close, connect
from dunwell_channels.smtp.message import allow, mail_of

if TYPE_CHECKING:
    from dunwell import Delivery, File
    from dunwell_channels.smtp.answers import Stage
    from dunwell_channels.smtp.settings import Settings

PAUSE = 30
"""Seconds in which a server that could not be reached is not asked again: else each mail would wait for it in turn."""
SLOWEST = 20_000
"""Bytes a second that a connection takes at least."""
_DOTS = re.compile(rb"^\.", re.MULTILINE)


@dataclass(slots=True)
class MailCarrier:
    """Sends mails by one server. Not for two threads at once."""

    settings: Settings
    _smtp: smtplib.SMTP | None = field(default=None, repr=False)
    _broken: Outcome | None = None
    _asked: float | None = None

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """The mail, the same bytes each time. Raises CannotDeliver if there is no address, or not in a trial."""
        return (mail_of(delivery, self.settings),)

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:
        """Hand the mail over and say what the server answered.

        One that was kept may be closed by now: if it is lost before the mail was sent, a new one is made, once.
        """
        mail = _Mail.of(delivery.reference, files[0].content, self.settings)
        if self._smtp is not None:
            with suppress(NoConnection):
                return self._hand_over(mail)
        try:
            return self._hand_over(mail)
        except NoConnection as failure:
            return failure.outcome

    def close(self) -> None:
        """Say goodbye to the server."""
        self._drop()

    def _hand_over(self, mail: _Mail) -> Outcome:
        """One attempt. Raises NoConnection if there is none, or if it was lost before the whole mail was sent."""
        smtp = self._connected()
        try:
            outcome = _envelope(smtp, mail, self.settings) or _content(smtp, mail, self.settings)
        except NoConnection:
            self._drop()
            raise
        except smtplib.SMTPServerDisconnected as error:
            self._drop()
            silent = isinstance(error.__context__, TimeoutError)
            why = "the mail server does not answer" if silent else "the mail server broke off the connection"
            raise NoConnection(Outcome("later", why)) from None
        except smtplib.SMTPResponseException:  # an answer longer than a line may be
            self._drop()
            raise NoConnection(Outcome("later", NO_ANSWER)) from None
        if outcome.kind == "unknown" or (outcome.kind != "delivered" and not _ready_for_another(smtp)):
            self._drop()
        return outcome

    def _connected(self) -> smtplib.SMTP:
        """The connection, a new one if there is none. Raises NoConnection, at once if it has failed for good or lately.

        A refused login is not tried again in this run: servers lock an account after a few.
        """
        if self._smtp is not None:
            return self._smtp
        if self._broken and (self._asked is None or monotonic() - self._asked < PAUSE):
            raise NoConnection(self._broken)
        try:
            self._smtp = connect(self.settings)
        except NoConnection as failure:
            self._broken = failure.outcome
            self._asked = monotonic() if failure.outcome.kind == "later" else None
            raise
        self._broken = None
        return self._smtp

    def _drop(self) -> None:
        if self._smtp is not None:
            close(self._smtp)
            self._smtp = None


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail on its way: whom it is for, as its own header says, and when it was handed over."""

    reference: str
    to: Mailbox
    content: bytes
    date: str

    @classmethod
    def of(cls, reference: str, content: bytes, settings: Settings) -> _Mail:
        """Read what `prepare` made. Raises CannotDeliver if it is not for anybody, or not in a trial."""
        head = BytesHeaderParser().parsebytes(content[: content.find(b"\r\n\r\n") + 4])
        to = mailbox_of(parseaddr(str(head["To"]))[1])
        if to is None:
            raise CannotDeliver("faulty", "the file is no mail that this channel made")
        allow(to, settings)
        date = formatdate(localtime=True)  # when it is handed over; never a virtual today
        return cls(reference, to, b"Date: %s\r\n%s" % (date.encode("ascii"), content), date)


def _ready_for_another(smtp: smtplib.SMTP) -> bool:
    """Whether a server that did not take a mail goes on over the same connection."""
    try:
        return smtp.rset()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _refusal(stage: Stage, code: int, text: bytes, to: Mailbox) -> Outcome:
    """What a refusal means. Raises NoConnection if the server closes with it (421), as after so many mails."""
    outcome = outcome_of(stage, code, text, to)
    if code == 421:
        raise NoConnection(outcome)
    return outcome


def _envelope(smtp: smtplib.SMTP, mail: _Mail, settings: Settings) -> Outcome | None:
    """Say who the mail is from and for; the refusal if there is one."""
    limit = smtp.esmtp_features.get("size", "").strip()
    most = int(limit) if limit.isdecimal() else 0
    if 0 < most < len(mail.content):
        return Outcome("faulty", f"the mail has {len(mail.content)} bytes, and the mail server takes {most} at most")
    reports = smtp.has_extn("dsn")  # RFC 3461: bounces then say the reference, and only bounces come back
    options = [f"SIZE={len(mail.content)}"] if smtp.has_extn("size") else []
    options += ["RET=HDRS", f"ENVID={mail.reference}"] if reports else []
    code, text = smtp.mail(str(settings.bounce_to), options)
    if code != 250:
        return _refusal("sender", code, text, mail.to)
    code, text = smtp.rcpt(str(mail.to), ["NOTIFY=FAILURE"] if reports else ())
    if code not in (250, 251):
        return _refusal("recipient", code, text, mail.to)
    if settings.copy_to:  # a copy that is refused does not keep the debtor's mail
        smtp.rcpt(str(settings.copy_to), ["NOTIFY=NEVER"] if reports else ())
    return None


def _content(smtp: smtplib.SMTP, mail: _Mail, settings: Settings) -> Outcome:
    """Send the mail itself. Raises SMTPServerDisconnected while the server cannot have it yet.

    Until the line with the final dot has left whole, the server has nothing to accept. From then on only its answer
    says whether it took the mail, and without one nobody knows.
    """
    code, text = smtp.docmd("DATA")
    if code != 354:
        return _refusal("content", code, text, mail.to)
    patience = 4 * settings.timeout + len(mail.content) / SLOWEST
    if smtp.sock is not None:
        smtp.sock.settimeout(patience)
    smtp.send(_DOTS.sub(b"..", mail.content) + b".\r\n")
    try:
        code, text = smtp.getreply()
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException):
        code, text = -1, b""
    if code < 200:
        return Outcome("unknown", "the mail was sent, and the connection was lost before the mail server answered")
    if code >= 300:
        return _refusal("content", code, text, mail.to)
    if smtp.sock is not None:
        smtp.sock.settimeout(settings.timeout)
    return Outcome("delivered", proof=f"{said(code, text, mail.to)} (Date: {mail.date})")
