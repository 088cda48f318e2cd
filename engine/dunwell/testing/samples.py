"""Deliveries to try a channel with, made as the engine makes them. All names are invented.

>>> one = sample("business in Dutch", channel="email").delivery
>>> one.name, one.language, one.words.subject
('reminder', 'nl', 'Herinnering: factuur 2026-0042 staat nog open')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from dunwell.choosing import Asked, Simulated, play
from dunwell.core.message_data import message_data
from dunwell.delivery import Delivery, Dossier, File
from dunwell.language.scenario import read_scenario
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import load_policy
from dunwell.model import Account, Address, Invoice, Line, Party
from dunwell.money import amount_text
from dunwell.readers.checks import quotable
from dunwell.render.message import render_message
from dunwell.render.timeline_json import entry_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.core.timeline import Entry
    from dunwell.delivery import Channel, DeliveryKind, Part
    from dunwell.language.message_fields import MessageValue

SETTINGS: Mapping[str, str] = {
    "contact.name": "Debiteurenbeheer",
    "contact.email": "debiteuren@zilverreiger.example.nl",
    "contact.phone": "+31 30 000 00 42",
}
"""What dunwell.yaml says of the creditor of all samples."""

_ACCOUNT = Account("NL13TEST0123456789", "NL13TEST0123456789", "Zilverreiger Kantoorbouw B.V.")
_SELLER = Party(
    name="Zilverreiger Kantoorbouw B.V.",
    country="NL",
    registration_id="90001042",
    email="debiteuren@zilverreiger.example.nl",
    address=Address(("Proefkade 1",), "3500 AA", "Utrecht", "NL"),
)
_BUYER = Party(
    name="Blauwe Fazant Reclame",
    country="NL",
    kind="business",
    email="post@fazant.example.com",
    phone="+31 570 00 00 77",
    contact="Wilhelmina Kwartel",
    address=Address(("Modelweg 7",), "8000 AA", "Zwolle", "NL"),
)
_PDF = File("factuur-2026-0042.pdf", "application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n")
_XML = File("factuur 2026-0042.xml", "application/xml", b"<?xml version='1.0'?><Invoice/>")


@dataclass(frozen=True, slots=True)
class Sample:
    """One delivery to try a channel with; a `plain` one has to arrive, another may be refused for a reason."""

    name: str
    delivery: Delivery
    plain: bool = True


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a sample differs: the policy, its template, its language, its debtor, and what goes along."""

    template: str = "reminder"
    country: str = "nl"
    language: str = "nl"
    debtor: Party = _BUYER
    files: tuple[File, ...] = ()
    plain: bool = True
    kind: DeliveryKind = "step"


_CONSUMER = replace(_BUYER, name="J. Voorbeeld", kind="consumer", contact=None)
_ODD = replace(
    _BUYER,
    name="Łukasz Ångström-Džumhur & Søn",
    contact="Éloïse O’Żółć",
    address=Address(("Straße des 17. Müßiggangs 3½",), "8000 AA", "’s-Gravenmoer", "NL"),
)
_MARKUP = replace(
    _BUYER,
    name="<b>Fazant</b> & *Co* [x](http://example.com) #let \\x {{ 7*7 }} {% raw %}",
    contact="=cmd|'/C calc'!A0",
    address=Address(("<script>alert(1)</script>", "$(rm -rf .) `id` ; DROP TABLE cases;--"), "8000 AA", "Zwolle", "NL"),
)
_BREAKS = replace(
    _BUYER,
    name="Fazant\r\nBcc: other@example.com\r\n\r\nHello",
    contact="Kwartel\x00\x1b[31m\u202e",
    address=Address(("Modelweg 7\nPostbus 9", "\t"), "8000\n AA", "Zwolle\u2028", "NL"),
)
_ENDLESS = replace(
    _BUYER,
    name="Internationale Handelsmaatschappij voor Vogelzaad, Nestkasten en Aanverwante Artikelen " * 4,
    address=Address(tuple(f"Afdeling {number} van het hoofdkantoor" for number in range(1, 12)), "8000 AA", "Zwolle"),
)

_KINDS: Mapping[str, _Kind] = {
    "business in Dutch": _Kind(),
    "business in English": _Kind(language="en"),
    "business in German": _Kind(country="de", language="de", debtor=replace(_BUYER, country="DE")),
    "consumer, with all that the law asks": _Kind("notice_consumer", debtor=_CONSUMER),
    "consumer in English": _Kind("notice_consumer", language="en", debtor=_CONSUMER),
    "message beside the ladder": _Kind("promise_confirmation", kind="message"),
    "with attachments": _Kind(files=(_PDF, _XML)),
    "letters of other languages": _Kind(debtor=_ODD),
    "markup in names": _Kind(debtor=_MARKUP, plain=False),
    "line ends in names": _Kind(debtor=_BREAKS, plain=False),
    "endless names": _Kind(debtor=_ENDLESS, plain=False),
}
_NO_ADDRESS: Mapping[str, Callable[[Party], Party]] = {
    "email": lambda debtor: replace(debtor, email=None),
    "post": lambda debtor: replace(debtor, address=None),
    "phone": lambda debtor: replace(debtor, phone=None),
}


def samples(channel: Channel, word: str = "") -> tuple[Sample, ...]:
    """One delivery of each kind for a channel: for a word of `do:` that it carries, the first if none is named."""
    word = word or channel.carries[0]
    return tuple(sample(name, word, channel.parts) for name in _KINDS)


def sample(name: str, channel: str, parts: tuple[Part, ...] = ("words",), number: str = "2026-0042") -> Sample:
    """The sample of this name for a word of `do:`, with these parts; `number` is the invoice's and in the key."""
    kind = _KINDS[name]
    invoice, entry, data = _moment(kind, number)
    words = render_message(str(entry.template), kind.language, data) if "words" in parts else None
    delivery = Delivery(
        key=f"90001042/{number}/{entry.name}/1/{channel}",
        kind=kind.kind,
        case=f"90001042/{number}",
        number=number,
        name=entry.name,
        title=entry.title or entry.name,
        channel=channel,
        attempt=1,
        day=date.fromordinal(entry.day),
        language=kind.language,
        creditor=invoice.seller,
        debtor=invoice.buyer,
        data=data,
        words=words,
        files=kind.files,
        history=_history(kind, number, entry.day) if "history" in parts else None,
        dossier=_dossier(kind, number) if "dossier" in parts else None,
    )
    return Sample(name, delivery, kind.plain)


def without_address(delivery: Delivery, address: str) -> Delivery:
    """The delivery to a debtor of whom a channel does not know what it needs (`Channel.address`)."""
    return replace(delivery, debtor=_NO_ADDRESS[address](delivery.debtor))


PERSONAL = ("name", "trading_name", "email", "phone", "contact")
"""The texts of a debtor that no reason and no log may repeat; the lines of the address neither."""


def personal_data(delivery: Delivery) -> tuple[str, ...]:
    """What of a delivery's debtor may not be repeated outside of what is delivered."""
    debtor = delivery.debtor
    texts = [getattr(debtor, field) for field in PERSONAL]
    address = debtor.address or Address()
    return tuple(text for text in (*texts, *address.lines, address.postcode) if text and len(text.strip()) > 3)


def _moment(kind: _Kind, number: str) -> tuple[Invoice, Entry, Mapping[str, MessageValue]]:
    """The invoice, the day of the timeline on which the message goes out, and its data."""
    simulated = _played(kind, number)
    assert simulated.program is not None
    assert simulated.opened is not None
    assert simulated.timeline is not None
    named = (one for one in simulated.timeline.entries if one.sent is not None and one.template == kind.template)
    entry = next(named)
    assert entry.sent is not None
    invoice = quotable(simulated.invoice)
    data = message_data(simulated.program, invoice, simulated.opened.position, entry.sent, SETTINGS)
    return invoice, entry, data


_PROMISE = """
events:
  - {at: 2026-02-13, event: call_made, outcome: promise, promised_on: 2026-02-20, amount: 400.00}
"""
"""What the samples assume: the debtor promises to pay, does not, and goes on through the ladder."""


@cache
def _played(kind: _Kind, number: str) -> Simulated:
    program = load_policy(f"policies/{kind.country}/standard.yaml").program
    assert program is not None  # shipped policies have no errors; a test reads them all
    planned = read_scenario(read_yaml(_PROMISE, "scenario.yaml")[0], program)[0] if kind.kind == "message" else ()
    return play(_invoice(kind.debtor, number), program, planned, Asked())


def _invoice(debtor: Party, number: str) -> Invoice:
    """An invoice of 5 January, due on 4 February 2026, with all that a letter needs."""
    return Invoice(
        file="invoice.yaml",
        kind="invoice",
        syntax="own",
        number=number,
        issued=date(2026, 1, 5),
        due=date(2026, 2, 4),
        currency="EUR",
        payable=Decimal("1210.00"),
        seller=_SELLER,
        buyer=debtor,
        accounts=(_ACCOUNT,),
        payment_means=("credit_transfer",),
        lines=(Line("Bureaustoel"), Line("Bureau")),
    )


def _history(kind: _Kind, number: str, day: int) -> Mapping[str, object]:
    """What happened before a day, in the form that `dunwell history` prints."""
    timeline = _played(kind, number).timeline
    entries = timeline.entries if timeline else ()
    return {"case": f"90001042/{number}", "entries": [entry_document(one) for one in entries if one.day < day]}


def _dossier(kind: _Kind, number: str) -> Dossier:
    """A small file on the claim, with the invoice."""
    claim = {
        "case": f"90001042/{number}",
        "number": number,
        "currency": "EUR",
        "principal": amount_text(121000),
        "debtor": {"name": kind.debtor.name, "email": kind.debtor.email},
    }
    return Dossier(claim, (_PDF, _XML))
