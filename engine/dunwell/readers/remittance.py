"""Understand what a bank wrote in field 86 of MT940: who paid, from which account, under which reference, for what.

Every bank has its own dialect, and lines are cut at 65 columns in the middle of words and invoice numbers. One dialect
is one small function in `DIALECTS`; text that fits none of them is kept as it is.

>>> read_remittance(("/TRTP/SEPA OVERBOEKING/IBAN/NL02ABNA0123456789/NAME/Jansen BV/RE", "MI/Factuur 2026-0042")).text
'Factuur 2026-0042'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.readers.bank import account_number, said
from dunwell.readers.values import account_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Remittance:
    """What was understood; `returned` is the reason code, or "reversal", when money comes back."""

    name: str | None = None
    account: str | None = None
    reference: str | None = None
    text: str | None = None
    returned: str | None = None
    end_to_end: str | None = None
    mandate: str | None = None


def read_remittance(lines: tuple[str, ...]) -> Remittance:
    """Read the lines of one field 86, without the tag.

    `name` is the party behind the payment (the ultimate debtor) where the bank says so, else the holder of the account.
    `reference` is the structured payment reference, else the payer's end-to-end reference. White space in `text` is
    tidied; a line that fills its columns runs on into the next without a space.
    """
    text = "\n".join(lines)
    return next(read(lines) for pattern, read in DIALECTS if pattern.search(text))


def run_together(lines: tuple[str, ...], columns: int) -> str:
    """One line: a line of at least `columns` characters was cut by the bank and runs on, a shorter one ends a word."""
    return "".join(line if len(line) >= columns else f"{line} " for line in lines)


# /TRTP/…/IBAN/…/NAME/…/REMI/… (ABN AMRO), /ORDP//NAME/…/REMI/… (Rabobank), /CNTP/…//REMI/USTD//… (ING, Triodos)

_CODES = (
    "ACCW ADDR BENM BIC BUSP CHGS CNTP CSGN CSID EREF EXCH IBAN ID INIT IREF ISDT KREF MARF NAME NRTX OCMT ORDP "
    "PREF PURP REMI RTRN SVCL TRCD TRTP ULTB ULTC ULTD"
)
_CODE = re.compile(f"/({_CODES.replace(' ', '|')})(?=/)")
_PARTIES = ("ULTD", "ULTC", "ULTB", "CNTP", "ORDP", "BENM", "TRTP")
"""Parties from the most to the least telling; a NAME with no party before it belongs to the TRTP dialect."""
_RUNS_ON = re.compile(r"/CNTP/|/RTRN/|/REMI/(USTD|STRD)/|/REMI///")
_RETURN = re.compile(r"\b(RETOUR|STORN\w*|TERUGBOEKING)\b", re.IGNORECASE)


def _slashes(lines: tuple[str, ...]) -> Remittance:
    text = "".join(lines)
    if not _RUNS_ON.search(text):
        text = run_together(lines, 60)
    names: dict[str, str] = {}
    values: dict[str, str] = {}
    party = "TRTP"
    for code, value in _coded(text):
        if code in _PARTIES:
            party = code
            account, _, name, *_ = (*value.split("/"), "", "", "")
            if said(name):
                names.setdefault(code, name)
            if code != "TRTP" and said(account):
                values.setdefault("IBAN", account)
        if code == "NAME" and said(value):
            names.setdefault(party, value)
        elif value:
            values.setdefault(code, value)
    structured, told = _remittance_part(values.get("REMI", ""))
    return Remittance(
        name=next((said(names[party]) for party in _PARTIES if party in names), None),
        account=account_number(values.get("IBAN")),
        reference=said(structured) or said(values.get("EREF")),
        text=said(told),
        returned=said(values.get("RTRN")) or ("reversal" if _RETURN.search(values.get("TRTP", "")) else None),
        end_to_end=said(values.get("EREF")),
        mandate=said(values.get("MARF")),
    )


def _coded(text: str) -> Iterator[tuple[str, str]]:
    parts = _CODE.split(text)
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        yield code, value.removeprefix("/").rstrip("/ ")


def _remittance_part(value: str) -> tuple[str, str]:
    """The structured reference and the text of a REMI value such as USTD//text, STRD/CUR/9001123412341234 or text."""
    kind, _, rest = value.partition("/")
    if kind == "STRD":
        return rest.rpartition("/")[2], ""
    return "", (rest if kind == "USTD" else value).lstrip("/")


# 000>20text>21text (Triodos), 166?20text?32name (German and Polish banks)

_SUBFIELD = re.compile(r"\A\s*(?:\d{3})?([?>~|^@!])\d\d", re.ASCII)
_ACCOUNT_SUBFIELDS: Mapping[str, tuple[str, ...]] = {">": ("10", "31"), "?": ("38", "31")}
_TEXT_SUBFIELDS = (*(str(number) for number in range(20, 30)), *(str(number) for number in range(60, 64)))
_SEPA_MARK = re.compile(r"(ABWA|ABWE|BIC|CRED|DEBT|EREF|IBAN|KREF|MREF|SVWZ)\+")


def _subfields(lines: tuple[str, ...]) -> Remittance:
    text = "".join(lines)
    start = _SUBFIELD.search(text)
    separator = start.group(1) if start else "?"
    parts = re.split(rf"{re.escape(separator)}([0-9]{{2}})", text)
    fields: dict[str, str] = {}
    for number, value in zip(parts[1::2], parts[2::2], strict=True):
        fields.setdefault(number, value)
    told = run_together(tuple(fields[number] for number in _TEXT_SUBFIELDS if number in fields), 27)
    marked = _SEPA_MARK.split(told)
    marks = dict(zip(marked[1::2], marked[2::2], strict=True))
    accounts = (fields.get(number) for number in _ACCOUNT_SUBFIELDS.get(separator, ("31",)))
    return Remittance(
        name=said(marks.get("ABWA")) or said(fields.get("32", "") + fields.get("33", "")),
        account=next((account_number(account) for account in accounts if said(account)), None),
        reference=said(marks.get("EREF")),
        text=said(marks.get("SVWZ", told)) or said(fields.get("00")),
        returned="reversal" if _RETURN.search(fields.get("00", "")) else None,
        end_to_end=said(marks.get("EREF")),
        mandate=said(marks.get("MREF")),
    )


# ABN AMRO's two columns of 32 characters: "SEPA OVERBOEKING    IBAN: …", "GIRO   428428 …", "52.89.39.882 …", "BEA …"

_LABEL = re.compile(
    r"\b(BETALINGSKENM\.|BIC|IBAN|ID DEBITEUR|INCASSANT|KENMERK|MACHTIGING|NAAM|OMSCHRIJVING|UITERSTE DATUM) ?: ?"
)
_SEPA_COLUMNS = re.compile(r"\A\s*SEPA .*?\b(IBAN|NAAM|OMSCHRIJVING|KENMERK) ?:", re.DOTALL)
_OLD_ACCOUNT = re.compile(r"\A(?:GIRO +(\d{1,10})|(\d\d\.\d\d\.\d\d\.\d{3}))(?: +|\Z)", re.ASCII)
_PAYMENT_REFERENCE = re.compile(r"BETALINGSKENM\. *(\d[\d ]*)", re.ASCII)
_CARD = re.compile(r"\A(?:BEA|GEA)\b.*?\d\d[.:]\d\d (.+?),PAS\d", re.ASCII)


def _cells(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The text cell by cell; a space ends each, unless it fills its columns and so runs on into the next."""
    cells = []
    for line in lines:
        in_columns = line[32:33] in {"", " "}
        width = 32 if in_columns else 64
        for cell in (line[:32], line[33:]) if in_columns else (line,):
            if told := cell.strip():
                before = " " if cell[0] == " " or _LABEL.match(told) else ""
                after = "" if len(cell.rstrip()) >= width else " "
                cells.append(f"{before}{told}{after}")
    return tuple(cells)


def _labelled_columns(lines: tuple[str, ...]) -> Remittance:
    parts = _LABEL.split("".join(_cells(lines)))
    values = dict(zip(parts[1::2], parts[2::2], strict=True))
    return Remittance(
        name=said(values.get("NAAM")),
        account=account_number(values.get("IBAN")),
        reference=said(values.get("BETALINGSKENM.")) or said(values.get("KENMERK")),
        text=said(values.get("OMSCHRIJVING")),
        returned="reversal" if _RETURN.search(parts[0]) else None,
        end_to_end=said(values.get("KENMERK")),
        mandate=said(values.get("MACHTIGING")),
    )


def _account_columns(lines: tuple[str, ...]) -> Remittance:
    first, *others = _cells(lines)
    found = _OLD_ACCOUNT.match(first)
    account = (found.group(1) or found.group(2)) if found else None
    name = first[found.end() :] if found else first
    if not name and others:
        name, *others = others
    text = "".join(others)
    reference = _PAYMENT_REFERENCE.search(text)
    return Remittance(
        name=said(name),
        account=said(account),
        reference=said(reference.group(1)) if reference else None,
        text=said(text),
    )


def _card_payment(lines: tuple[str, ...]) -> Remittance:
    text = run_together(lines, 64)
    shop = _CARD.match(text)
    return Remittance(name=said(shop.group(1)) if shop else None, text=said(text))


# "text\nREK: NL…/NAAM: …" (Knab) and "NL… name\n\ntext" (ASN, SNS, RegioBank)

_AT_THE_END = re.compile(r"\bREK: *([^/]*)/NAAM: *(.*)\Z", re.DOTALL)
_ON_TOP = re.compile(r"\A(?:([A-Z]{2}\d\d[A-Z0-9]{11,30}|\d{7,10})(?: ([^\n]*))?)?[ \t]*\n[ \t]*\n", re.ASCII)


def _account_at_the_end(lines: tuple[str, ...]) -> Remittance:
    text = run_together(lines, 65)
    found = _AT_THE_END.search(text)
    if found is None:
        return Remittance(text=said(text))
    account, name = found.groups()
    return Remittance(said(name), account_number(account), text=said(text[: found.start()]))


def _account_on_top(lines: tuple[str, ...]) -> Remittance:
    account, _, name = lines[0].partition(" ")
    return Remittance(said(name), account_number(account), text=said(run_together(lines[1:], 64)))


def _plain(lines: tuple[str, ...]) -> Remittance:
    return Remittance(text=said(run_together(lines, 64)))


DIALECTS: tuple[tuple[re.Pattern[str], Callable[[tuple[str, ...]], Remittance]], ...] = (
    (re.compile(rf"\A\s*/({_CODES.replace(' ', '|')})/"), _slashes),
    (_SUBFIELD, _subfields),
    (_ON_TOP, _account_on_top),
    (_AT_THE_END, _account_at_the_end),
    (_SEPA_COLUMNS, _labelled_columns),
    (_OLD_ACCOUNT, _account_columns),
    (_CARD, _card_payment),
    (re.compile(""), _plain),
)
"""How a dialect is recognised, and how it is read; the first that fits counts."""


def account_in(text: str) -> str | None:
    """The counter-account, if a text is nothing but one: an IBAN, or an old Dutch number such as P001234567."""
    return account_of(text).iban or (text if re.fullmatch(r"P?[0-9]{7,10}", text) else None)
