"""Mail for tests: deliveries with real words, set-ups, and a real SMTP server that misbehaves on demand.

All names are invented.
"""

# ruff: noqa: N802 - the server calls these hooks by name, and with all it has
from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dunwell import Delivery, File, Party, Setup
from dunwell.render.message import render_message

CREDITOR = Party(name="Zilverreiger Kantoorbouw B.V.", country="NL", email="debiteuren@zilverreiger.example.nl")
DEBTOR = Party(name="Blauwe Fazant Reclame", country="NL", email="post@fazant.example.com")
DATA = {
    "invoice.number": "2026-0042",
    "invoice.issued": date(2026, 1, 5),
    "invoice.due": date(2026, 2, 4),
    "invoice.currency": "EUR",
    "claim.total": Decimal("1210.00"),
    "claim.principal": Decimal("1210.00"),
    "term.last_day": date(2026, 2, 12),
    "creditor.name": CREDITOR.name,
    "debtor.name": DEBTOR.name,
    "payment.iban": "NL13 TEST 0123 4567 89",
    "payment.account_name": CREDITOR.name,
    "payment.reference": "2026-0042",
    "contact.name": "Debiteurenadministratie",
    "contact.email": CREDITOR.email,
    "contact.phone": "+31 30 000 00 42",
}
WORDS = {language: render_message("reminder", language, DATA) for language in ("nl", "en")}
PASSWORD = "wachtwoord-van-de-toets"


def delivery(key="ladder/reminder/1", *, email=DEBTOR.email, name=DEBTOR.name, files=(), words=None, language="nl"):
    """A reminder to carry out by mail."""
    return Delivery(
        key=key,
        kind="step",
        case="zilverreiger/2026-0042",
        number="2026-0042",
        name="reminder",
        title="Herinnering",
        channel="email",
        attempt=1,
        day=date(2026, 2, 5),
        language=language,
        creditor=CREDITOR,
        debtor=Party(name=name, email=email),
        data=DATA,
        words=words or WORDS[language],
        files=files,
    )


def setup(folder=Path(), creditor=None, /, **config):
    """A set-up of the channel, as the engine would give it."""
    said = {"contact.email": CREDITOR.email, "creditor.name": CREDITOR.name} if creditor is None else creditor
    return Setup(folder, {"host": "localhost", "security": "none", "timeout": 1, **config}, said)


PDF = File("brief.pdf", "application/pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20)


@dataclass
class Answers:
    """What the server says, by the point at which it is asked; an answer may also be a list, used up in turn.

    `drop` breaks the connection off at that point, `wait` is how many seconds it thinks there before each answer.
    """

    mail: object = ""
    rcpt: object = ""
    data: object = ""
    drop: str = ""
    login: bool = False
    wait: tuple[str, float] = ("", 0.0)
    received: list = field(default_factory=list)
    greetings: list = field(default_factory=list)
    """How each connection introduced itself."""

    async def handle_HELO(self, server, session, envelope, hostname):
        """Introduced, in the old way."""
        session.host_name = hostname
        return "250 localhost"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        """Introduced."""
        session.host_name = hostname
        self.greetings.append(hostname)
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        """Who it is from."""
        envelope.mail_from, envelope.mail_options = address, options
        if self.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        return await self._say(server, "mail") or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Whom it is for."""
        said = await self._say(server, "rcpt") or "250 OK"
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server, session, envelope):
        """The mail itself, without what the server adds to it."""
        said = await self._say(server, "data") or "250 2.0.0 Ok: queued as 4XyZ12"
        if said.startswith("250"):
            self.received.append(envelope)
        return said

    async def _say(self, server, point):
        point_to_wait, seconds = self.wait
        if point_to_wait == point:
            await asyncio.sleep(seconds)
        if self.drop == point:
            self.drop = ""
            server.transport.abort()
        answer = getattr(self, point)
        if isinstance(answer, list):
            return answer.pop(0) if answer else ""
        return answer


def free_port():
    """A port that nobody listens on just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def mail_server(answers, *, port=0, tls=None, starttls=None, password="", **settings):
    """A mail server on this machine; gives its port.

    `tls` and `starttls` are certificates as `certificate` makes them; with a `password` nobody sends without it.
    """
    if password:
        answers.login = True
        settings |= {"authenticator": _login(password), "auth_require_tls": False}
    if starttls:
        settings["tls_context"] = _server_context(starttls)
    port = port or free_port()
    controller = Controller(
        answers,
        hostname="127.0.0.1",
        port=port,
        ssl_context=_server_context(tls) if tls else None,
        ready_timeout=10,
        enable_SMTPUTF8=False,
        **settings,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def _login(password):
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == password.encode(), handled=False)

    return check


def _server_context(certified):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certified)
    return context


def certificate(folder, name="localhost"):
    """A certificate for this host that signs itself, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.now(UTC) - timedelta(days=1)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{name}.pem"
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path
