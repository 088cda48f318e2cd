"""Read MT940 (end of day) and MT942 (during the day) statements, as banks really write them.

Whatever stands around the messages (block headers, bank headers, prose) is skipped; each `:20:` starts a statement.
The layout of the fields is SWIFT's; what differs by bank, the text of field 86, is read by `remittance`.

>>> lines = (b":20:A", b":25:NL02ABNA0123456789", b":60F:C260204EUR0,", b":61:2602050205C1210,00NTRFNONREF")
>>> [(entry.day.isoformat(), entry.amount) for entry in read_mt940(b"\\n".join(lines), "a.sta").statements[0].entries]
[('2026-02-05', Decimal('1210.00'))]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunwell.model import Entry, Reading, Statement
from dunwell.problems import Place, Problem
from dunwell.readers.bank import (
    Balance,
    account_number,
    check_balances,
    said,
    signed,
    too_precise,
)
from dunwell.readers.decoding import decode_text
from dunwell.readers.remittance import Remittance, account_in, read_remittance
from dunwell.readers.values import account_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"[ \t]*:(13[CD]?|20|21|25P?|28[CD]?|34F|60[FM]|61|62[FM]|64|65|86|90[CD]|NS):(.*)", re.DOTALL)
_TRAILER = re.compile(r"-(XXX|\}.*)?[ \t]*\Z|\{[1-5]:", re.DOTALL)
"""Ends a field: a hyphen alone, "-XXX", "-}", or a block header of the next message."""

_ENTRY = re.compile(
    r"(?P<valued>[\d ]{6})(?P<booked>[\d ]{4})? *(?P<mark>[RE]?[CD])[A-Z]? *(?P<amount>[\d.,]+)"
    r"(?:[NFS](?P<type>[A-Z0-9]{3})(?P<reference>.*))?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_BALANCE = re.compile(
    r"\s*(?P<mark>[CD]?)(?P<day>[\d ]{0,6})(?P<currency>[A-Z]{3})(?P<amount>[\d.,]+)", re.IGNORECASE | re.ASCII
)
_AMOUNT = re.compile(r"\d{1,18}(\.\d{0,10})?\Z|\.\d{1,10}\Z", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*\Z", re.ASCII)

_SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}
"""RC reverses a credit: money goes out. EC and ED are expected, not booked (MT942)."""

_RETURNED_ITEM = "RTI"
"""The transaction type of an unpaid item that comes back."""

_MOST_INFORMATION = 2000
"""Characters of field 86 that are looked at; SWIFT allows 390."""


@dataclass(frozen=True, slots=True)
class _Field:
    tag: str
    lines: tuple[str, ...]
    place: Place


def read_mt940(source: bytes, file: str) -> Reading:
    """Read every statement of an MT940 or MT942 file; `file` is the logical path that problems name.

    Never raises for what a file may hold: an entry that cannot be read is a problem, the others are kept. An entry's
    `day` is the booking date, else the value date. `reference` is what field 86 gives, else the reference of field 61.
    """
    read = tuple(_statement(message, file) for message in _messages(_fields(decode_text(source), file)))
    if not read:
        message = "there is no statement in this file: no line begins with :20: and has an account or entries after it"
        fix = "export the statement again as MT940 or camt.053"
        return Reading(problems=(Problem("DW880", message, Place(file), fix),))
    return Reading(
        statements=tuple(statement for statement, _ in read),
        problems=tuple(problem for _, problems in read for problem in problems),
    )


def _fields(text: str, file: str) -> Iterator[_Field]:
    tag, lines, start = "", [""], 0
    for number, line in enumerate(re.split(r"\r*\n|\r", re.sub(r"\{4:(?=:)", "{4:\n", text)), 1):
        found = _TAG.match(line)
        if not found and not _TRAILER.match(line):
            lines.append(line)
            continue
        if tag:
            yield _Field(tag, tuple(lines), Place(file, start))
        tag, lines, start = (found.group(1), [found.group(2)], number) if found else ("", [], number)
    if tag:
        yield _Field(tag, tuple(lines), Place(file, start))


def _messages(fields: Iterator[_Field]) -> Iterator[tuple[_Field, ...]]:
    """Groups of fields, each from one :20: to the next; those without account, balance or entry are not statements."""
    message: list[_Field] = []
    for field in fields:
        if field.tag == "20":
            yield from _if_statement(message)
            message = []
        message.append(field)
    yield from _if_statement(message)


def _if_statement(message: list[_Field]) -> Iterator[tuple[_Field, ...]]:
    if any(field.tag[:2] in {"25", "60", "61"} for field in message):
        yield tuple(message)


def _statement(message: tuple[_Field, ...], file: str) -> tuple[Statement, tuple[Problem, ...]]:
    opening, opening_problems = _balance(message, ("60F", "60M"), 0)
    closing, closing_problems = _balance(message, ("62F", "62M"), -1)
    balance = opening or closing
    currency = balance.currency if balance else _other_currency(message)
    written = next(("".join(field.lines) for field in message if field.tag.startswith("25")), None)
    account = account_number(written, currency)
    read = tuple(_entry(field, information, currency) for field, information in _entries(message))
    entries = tuple(entry for entry, _ in read if entry)
    problems = [*opening_problems, *closing_problems, *(problem for _, found in read for problem in found)]
    if account is None:
        fix = "check that it is your account's statement"
        problems.append(Problem("DW893", "field 25 does not name an account", message[0].place, fix, "warning"))
    problems += check_balances(opening, closing, entries, message[-1].place)
    statement = Statement(
        file,
        account,
        currency,
        opening.amount if opening else None,
        closing.amount if closing else None,
        entries,
        kind="MT940" if any(field.tag[:2] in {"60", "62"} for field in message) else "MT942",
        number=_number(message),
        closed_on=closing.day if closing else None,
    )
    return statement, tuple(problems)


def _number(message: tuple[_Field, ...]) -> str | None:
    """The bank's reference and its number for this statement (fields 20 and 28C), as written."""
    lines = (field.lines[0].strip() for field in message if field.tag[:2] in {"20", "28"})
    return said(" ".join(lines))


def _balance(
    message: tuple[_Field, ...], tags: tuple[str, ...], which: int
) -> tuple[Balance | None, tuple[Problem, ...]]:
    """The first (0) or last (-1) balance of the first tag that there is: final before intermediate."""
    tagged = ([field for field in message if field.tag == tag] for tag in tags)
    fields = next((some for some in tagged if some), None)
    if fields is None:
        return None, ()
    field = fields[which]
    found = _BALANCE.match(field.lines[0])
    amount = parse_swift_amount(found["amount"]) if found else None
    if found is None or amount is None:
        text = f"the balance {field.lines[0].strip()[:30]!r} cannot be read"
        fix = "expected such as C260205EUR1210,00"
        return None, (Problem("DW888", text, field.place, fix, "warning"),)
    problems: tuple[Problem, ...] = ()
    if not found["mark"]:
        text = f"the balance {amount} has no C or D before it; it is taken for credit"
        problems = (Problem("DW887", text, field.place, "check the balance at the bank", "warning"),)
    sign = _SIGNS[found["mark"].upper() or "C"]
    day = _six_digits(found["day"]) if len(found["day"]) == 6 else None
    return Balance(signed(amount, sign), found["currency"].upper(), field.place, day), problems


def _other_currency(message: tuple[_Field, ...]) -> str | None:
    """The currency of an MT942, which has no balances: that of its floor limit (field 34F) or sums (90C, 90D)."""
    for field in message:
        if field.tag in {"34F", "90C", "90D", "64", "65"}:
            found = re.match(r"\s*(?:\d{1,5}|[CD]\d{6})?([A-Z]{3})", field.lines[0])
            if found:
                return found.group(1)
    return None


def _entries(message: tuple[_Field, ...]) -> Iterator[tuple[_Field, tuple[str, ...]]]:
    """Each field 61 with the lines of the fields 86 right after it; an 86 after a balance is about the statement."""
    current: _Field | None = None
    information: list[str] = []
    for field in message:
        if field.tag in {"86", "NS"}:
            information += field.lines if field.tag == "86" else ()
            continue
        if current:
            yield current, tuple(information)
        current, information = (field if field.tag == "61" else None), []
    if current:
        yield current, tuple(information)


def _entry(field: _Field, lines: tuple[str, ...], currency: str | None) -> tuple[Entry | None, tuple[Problem, ...]]:
    forms = (field.lines[0], field.lines[0].strip(), "".join(field.lines))
    found = next((found for form in forms if (found := _ENTRY.match(form))), None)
    if found is None:
        text = f"field 61 {field.lines[0][:30]!r} cannot be read; this entry is left out"
        fix = "expected such as 2602050205C1210,00NTRFNONREF; look the entry up at the bank"
        return None, (Problem("DW892", text, field.place, fix),)
    amount = parse_swift_amount(found["amount"])
    if amount is None:
        text = f"the amount {found['amount'][:30]!r} cannot be read; this entry is left out"
        return None, (Problem("DW882", text, field.place, "look the entry up at the bank"),)
    mark = found["mark"].upper()
    day, problems = _day(found["valued"], found["booked"] or "", field.place)
    supplement = " ".join(field.lines[1:]).strip()
    reference, _, bank_reference = (part.strip() for part in (found["reference"] or "").partition("//"))
    holder = account_of(reference).iban or account_in(supplement)
    told = _told(lines, supplement)
    entry = Entry(
        day=day,
        amount=signed(amount, _SIGNS[mark]),
        booked=not mark.startswith("E"),
        name=told.name,
        account=told.account or holder,
        text=told.text,
        reference=told.reference or (None if reference in {told.account, holder} else _worth_keeping(reference)),
        returned=told.returned
        or ("reversal" if mark.startswith("R") or (found["type"] or "").upper() == _RETURNED_ITEM else None),
        currency=currency,
        valued=_six_digits(found["valued"]),
        end_to_end=told.end_to_end,
        mandate=told.mandate,
        bank_reference=said(bank_reference),
    )
    return entry, (*problems, *too_precise(amount, field.place))


def _told(lines: tuple[str, ...], supplement: str) -> Remittance:
    """What field 86 says; without one, the second line of field 61 is all the text there is."""
    text = "\n".join(lines)[:_MOST_INFORMATION]
    if not text.strip() and supplement and not supplement.startswith("/") and not account_in(supplement):
        return Remittance(text=said(supplement))
    return read_remittance(tuple(text.split("\n")))


def _worth_keeping(reference: str) -> str | None:
    """Field 61's reference, unless it is a word such as NONREF or what is left of one."""
    told = said(reference)
    return told if told and len(told) > 2 else None


def _day(valued: str, booked: str, place: Place) -> tuple[date | None, tuple[Problem, ...]]:
    """The booking date (MMDD, in the year nearest to the value date), else the value date (YYMMDD)."""
    value_date = _six_digits(valued)
    booking_date = _four_digits(booked, valued, value_date)
    wrong = [
        f"{what} {text.strip()}"
        for what, text, read in (("the value date", valued, value_date), ("the booking date", booked, booking_date))
        if text.strip() and read is None
    ]
    day = booking_date or value_date
    kept = f"; the entry is dated {day}" if day else "; the entry is kept without a date"
    if wrong:
        text = f"{' and '.join(wrong)}: there is no such day{kept}"
        return day, (Problem("DW884", text, place, "look the day up at the bank", "warning"),)
    if day is None:
        text = "the entry has no date; it is kept without one"
        return None, (Problem("DW885", text, place, "look the day up at the bank", "warning"),)
    return day, ()


def _calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _six_digits(text: str) -> date | None:
    if not text.isdecimal():
        return None
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    return _calendar_day(year + (1900 if year >= 80 else 2000), month, day)


def _four_digits(text: str, valued: str, near: date | None) -> date | None:
    """MMDD in the year of the value date, or the year before or after if that is nearer (a booking around New Year)."""
    if not text.isdecimal() or not valued[:2].isdecimal():
        return None
    month, day = int(text[:2]), int(text[2:])
    year = near.year if near else 2000 + int(valued[:2])
    days = [found for y in (year, year - 1, year + 1) if (found := _calendar_day(y, month, day))]
    if near is None:
        return next((found for found in days if found.year == year), None)
    within = (found for found in days if abs(found - near).days < 190)
    return min(within, key=lambda found: abs(found - near), default=None)


def parse_swift_amount(text: str) -> Decimal | None:
    """An amount without a sign and with a decimal comma, as SWIFT writes it: "1210,00", "500,", "000000000025,00".

    A decimal point and thousands separators are understood as well where they leave no doubt; None for anything else.
    """
    commas, points = text.count(","), text.count(".")
    if commas and points:
        decimal = max(text.rfind(","), text.rfind("."))
        whole, part = text[:decimal], text[decimal + 1 :]
        if not _THOUSANDS.match(whole):
            return None
        text = f"{re.sub('[.,]', '', whole)}.{part}"
    elif commas + points > 1:
        if not _THOUSANDS.match(text):
            return None
        text = re.sub("[.,]", "", text)
    plain = text.replace(",", ".")
    return Decimal(plain) if _AMOUNT.match(plain) else None
