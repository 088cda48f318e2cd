"""A connection to the mail server: encrypted with a verified certificate, logged in; or why there is none."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from dunwell import DunwellError, Outcome
from dunwell_channels.smtp.answers import outcome_of

if TYPE_CHECKING:
    from dunwell_channels.smtp.settings import Settings

_PASSING = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
"""Faults of TLS that are a lost connection and not a wrong setting."""


class NoConnection(DunwellError):  # noqa: N818 - it says what there is
    """There is no connection to the mail server; carries what that means for a delivery."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.why)
        self.outcome = outcome


def connect(settings: Settings) -> smtplib.SMTP:
    """Connect, encrypt and log in. Raises NoConnection, with an outcome that is `later` or `faulty`.

    Never goes on without encryption where it is asked for, nor with a certificate that does not hold.
    """
    opened: list[smtplib.SMTP] = []
    try:
        _open(settings, opened)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        for smtp in opened:
            smtp.close()
        raise NoConnection(_outcome(error, settings)) from None  # some of these errors hold the password
    return opened[0]


def _open(settings: Settings, opened: list[smtplib.SMTP]) -> None:
    """Do it; what has been opened stands in the list also when this fails."""
    host, port, name, wait = settings.host, settings.port, settings.domain, settings.timeout
    if settings.security == "tls":
        opened.append(smtplib.SMTP_SSL(host, port, name, timeout=wait, context=_context(settings)))
    else:
        opened.append(smtplib.SMTP(host, port, name, timeout=wait))
    smtp = opened[0]
    smtp.ehlo_or_helo_if_needed()
    if settings.security == "starttls":
        smtp.starttls(context=_context(settings))
        smtp.ehlo()
    if settings.user:
        smtp.login(settings.user, settings.password)


def _context(settings: Settings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.ca_file)


def close(smtp: smtplib.SMTP) -> None:
    """Say goodbye, whatever state it is in."""
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()
    smtp.close()


def _outcome(error: Exception, settings: Settings) -> Outcome:
    """What an error on the way to a connection means. The order matters: most of them are OSErrors as well."""
    where = f"{settings.host}:{settings.port}"
    match error:
        case ssl.SSLCertVerificationError():
            why = f"the certificate of {where} does not hold: {error.verify_message}"
            return Outcome("faulty", f"{why}; correct host, or name its issuer with ca_file")
        case ssl.SSLError() if not isinstance(error, _PASSING):
            why = f"no encrypted connection to {where}: {(error.reason or 'TLS fails').replace('_', ' ').lower()}"
            return Outcome("faulty", f"{why}; check port and security")
        case smtplib.SMTPAuthenticationError():
            return outcome_of("login", error.smtp_code, _bytes(error.smtp_error))
        case smtplib.SMTPResponseException() if error.smtp_code < 0:
            return Outcome("faulty", f"{where} is no mail server; check host and port")
        case smtplib.SMTPResponseException():
            return outcome_of("greeting", error.smtp_code, _bytes(error.smtp_error))
        case smtplib.SMTPNotSupportedError():
            return Outcome("faulty", f"{where} offers no {_missing(error)}; check port, security and user")
        case smtplib.SMTPServerDisconnected() if isinstance(error.__context__, TimeoutError):
            return Outcome("later", f"the mail server {where} does not answer")
        case smtplib.SMTPServerDisconnected():
            return Outcome("later", f"the mail server {where} broke off the connection")
        case smtplib.SMTPException():
            return Outcome("faulty", f"{where} knows no way to log in that is known here")
        case TimeoutError():
            return Outcome("later", f"the mail server {where} does not answer")
        case OSError():
            return Outcome("later", f"the mail server {where} cannot be reached: {error.strerror or 'no connection'}")
    return Outcome("faulty", f"{where} cannot be used with this user and password")


def _missing(error: smtplib.SMTPNotSupportedError) -> str:
    return "STARTTLS" if "STARTTLS" in str(error) else "login"


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
