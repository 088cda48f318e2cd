"""What one letter says, as the one value that the layout sets: text, and which block looks how."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dunwell import CannotDeliver, Listing, Paragraph, Rows
from dunwell_channels.letter.addresses import address_lines, sender_lines
from dunwell_channels.letter.payment_code import payment_code
from dunwell_channels.letter.plain import breakable, clean, grouped, visible
from dunwell_channels.letter.tables import shipped, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell import Delivery, Run
    from dunwell_channels.letter.envelopes import Envelope
    from dunwell_channels.letter.settings import Settings
    from dunwell_channels.letter.wording import Words

Json = dict[str, object]


def content(delivery: Delivery, settings: Settings, profile: Envelope, words: Words) -> Json:
    """Everything in the letter but its layout. Raises CannotDeliver if a letter cannot be made of this delivery."""
    if delivery.words is None:
        raise CannotDeliver("faulty", "there are no words for this letter", "give the step a template")
    sender = _sender(delivery, settings)
    return {
        "language": delivery.language,
        "accent": settings.accent,
        "font": settings.font,
        "max_pages": settings.max_pages,
        "profile": profile.as_json(),
        "logo": f"/{settings.logo.name}" if settings.logo else None,
        "words": dict(words.texts),
        "sender": sender,
        "address": address_lines(delivery, words),
        "return_line": _return_line(delivery, settings, words) if profile.return_line else "",
        "number": clean(delivery.number),
        "day": words.day(delivery.day),
        "reference": delivery.reference,
        "references": tuple(_references(delivery, words)),
        "subject": clean(delivery.words.subject),
        "blocks": tuple(_blocks(delivery, settings)),
        "footer": tuple(_footer(delivery, words)),
    }


def _said(delivery: Delivery, name: str) -> str:
    """A message field as text; empty if nobody said it."""
    value = delivery.data.get(name)
    return clean(value) if isinstance(value, str) else ""


def _name(delivery: Delivery) -> str:
    return clean(delivery.creditor.name or delivery.creditor.trading_name) or _said(delivery, "creditor.name")


def _address(delivery: Delivery) -> tuple[str, ...]:
    """The creditor's address in lines: the invoice's, else that of the workspace, which is written on one line."""
    one_line = _said(delivery, "creditor.address")
    return sender_lines(delivery.creditor) or tuple(filter(None, map(clean, one_line.split(", "))))


def _sender(delivery: Delivery, settings: Settings) -> Json:
    """The creditor's name, and the lines beside the logo; an empty line is a gap."""
    name, address = _name(delivery), _address(delivery)
    if not name or not (address or settings.letterhead):
        fix = "write creditor: {name: …, address: …} in dunwell.yaml"
        raise CannotDeliver("faulty", "the creditor's name or address is not known, and a letter has to say it", fix)
    contact = tuple(filter(None, (_said(delivery, "contact.phone"), _said(delivery, "contact.email"))))
    above = (name,) if settings.logo else ()  # without a logo the name stands in its place
    lines = settings.letterhead or (*above, *address, *(("",) if contact else ()), *contact)
    return {"name": name, "lines": tuple(map(clean, lines))}


def _return_line(delivery: Delivery, settings: Settings, words: Words) -> str:
    line = clean(settings.sender_line) or ", ".join((_name(delivery), *_address(delivery)))
    return f"{words.texts['return_address']}: {line}"


def _references(delivery: Delivery, words: Words) -> Iterator[tuple[str, str]]:
    """What stands above the subject: place and day, our reference, the day of the invoice."""
    town = clean(delivery.creditor.address.town) if delivery.creditor.address else ""
    day = words.day(delivery.day)
    issued = delivery.data.get("invoice.issued")
    yield words.texts["date"], f"{town}, {day}" if town else day
    yield words.texts["reference"], breakable(clean(delivery.number))
    if isinstance(issued, date):
        yield words.texts["invoice_date"], words.day(issued)


def _footer(delivery: Delivery, words: Words) -> Iterator[str]:
    """Who the creditor is; also its account, but only where the message asks for money to be paid to it.

    After the hand-over a debtor is told to pay to the agency, and no other account may stand in that letter.
    """
    creditor = delivery.creditor
    country = clean((creditor.address.country if creditor.address else None) or creditor.country).upper()
    numbers = (
        ("registration", clean(creditor.registration_id) or _said(delivery, "creditor.registration_id")),
        ("vat", clean(creditor.vat_id)),
    )
    yield _name(delivery)
    yield from (f"{words.name_of(kind, country)} {number}" for kind, number in numbers if number)
    iban = _said(delivery, "payment.iban")
    if iban and _asks_for_payment(delivery):
        yield f"IBAN {grouped(iban)}"


def _asks_for_payment(delivery: Delivery) -> bool:
    """Whether a table of the message says where to pay."""
    assert delivery.words is not None  # callers look first
    tables = (block.name for block in delivery.words.blocks if isinstance(block, Rows))
    return any(table(shipped("slots").get(name)).get("look") == "payment" for name in tables)


def _blocks(delivery: Delivery, settings: Settings) -> Iterator[Json]:
    """The body, block by block; the first table that says what to pay gets the code for it."""
    assert delivery.words is not None  # callers look first
    looks = shipped("slots")
    wants_code = settings.payment_qr
    for block in delivery.words.blocks:
        match block:
            case Paragraph():
                yield {"kind": "paragraph", "runs": _runs(block.runs)}
            case Listing():
                yield {"kind": "list", "numbered": block.numbered, "items": tuple(map(_runs, block.items))}
            case Rows():
                slot = table(looks.get(block.name))
                amounts = slot.get("amounts")
                code = payment_code(delivery, map(str, amounts)) if wants_code and isinstance(amounts, list) else None
                wants_code = wants_code and code is None
                iban = _said(delivery, "payment.iban")
                rows = tuple((_runs(label), _runs(_in_print(value, iban))) for label, value in block.rows)
                yield {"kind": "rows", "look": slot.get("look", "details"), "rows": rows, "qr": code}


def _in_print(value: tuple[Run, ...], iban: str) -> tuple[Run, ...]:
    """The value of a row, with the account in groups of four, as it is written on paper (ISO 13616)."""
    return tuple(replace(run, text=grouped(iban)) if iban and run.text == iban else run for run in value)


def _runs(runs: tuple[Run, ...]) -> tuple[Json, ...]:
    return tuple(map(_run, runs))


def _run(run: Run) -> Json:
    """One run; a link also says where it leads, unless that is what it is called."""
    text = run.text if run.text == "\n" else breakable(visible(run.text))
    link = run.link.removeprefix("mailto:").removeprefix("https://") if run.link else None
    address = breakable(link) if link and link not in (run.text, run.text.removeprefix("https://")) else None
    return {"text": text, "bold": run.bold, "italic": run.italic, "link": run.link, "address": address}
