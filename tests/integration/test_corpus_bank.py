"""The open bank files of the corpus read as an independent reader read them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dunwell.readers.camt import read_camt
from dunwell.readers.mt940 import read_mt940

if TYPE_CHECKING:
    from dunwell.model import Entry, Reading, Statement

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
EXPECTED = CORPORA / "expected-open.json"
BANK: dict[str, Any] = json.loads(EXPECTED.read_text())["bank"] if EXPECTED.exists() else {}
READERS = {"camt": read_camt, "mt940": read_mt940}

needs_corpora = pytest.mark.skipif(not BANK, reason=f"no corpora in {CORPORA}")


def reading_of(path: str) -> Reading:
    return READERS[BANK[path]["format"]]((CORPORA / "open" / path).read_bytes(), path)


def credits_and_debits(entries: tuple[Entry, ...]) -> tuple[Decimal, Decimal]:
    return (
        sum((e.amount for e in entries if e.amount > 0), Decimal(0)),
        -sum((e.amount for e in entries if e.amount < 0), Decimal(0)),
    )


def signed(balance: dict[str, Any] | None) -> Decimal | None:
    if balance is None:
        return None
    return Decimal(balance["amount"]) * (-1 if balance["credit_debit"] == "DBIT" else 1)


def names_in(payment: dict[str, Any], side: str) -> list[str]:
    return [name for name in (payment.get(f"ultimate_{side}"), payment.get(side)) if name]


@needs_corpora
@pytest.mark.parametrize("path", BANK)
def test_sums_of_file(path: str) -> None:
    """Statements, entries and sums of credits and debits are those of the file."""
    expected, reading = BANK[path], reading_of(path)
    entries = tuple(entry for statement in reading.statements for entry in statement.entries)
    assert (len(reading.statements), len(entries)) == (expected["n_statements"], expected["n_entries"])
    assert credits_and_debits(entries) == (Decimal(expected["sum_credits"]), Decimal(expected["sum_debits"]))
    assert not [problem for problem in reading.problems if problem.severity == "error"]


def pairs(path: str) -> list[tuple[dict[str, Any], Statement]]:
    return list(zip(BANK[path]["statements"], reading_of(path).statements, strict=True))


@needs_corpora
@pytest.mark.parametrize("path", BANK)
def test_balances_of_statements(path: str) -> None:
    """Balances are signed as written, and a gap is reported exactly where the independent reader saw one."""
    gaps = [p for p in reading_of(path).problems if p.code == "DW881"]
    unreconciled = 0
    for expected, statement in pairs(path):
        assert statement.opening == signed(expected["opening_balance"])
        assert statement.closing == signed(expected["closing_balance"])
        unreconciled += expected["balances_reconcile"] is False
    assert len(gaps) == unreconciled


@needs_corpora
@pytest.mark.parametrize("path", BANK)
def test_accounts_of_statements(path: str) -> None:
    """The account is as written, but for spaces and the currency behind an IBAN."""
    for expected, statement in pairs(path):
        written = expected["account"].replace(" ", "").removesuffix("EUR")
        assert statement.account is not None
        assert statement.account.replace(" ", "") == written


@needs_corpora
@pytest.mark.parametrize("path", [path for path in BANK if BANK[path]["format"] == "camt"])
def test_camt_entries(path: str) -> None:
    """Every camt entry has the date, amount, currency, name, account and reason that the file gives."""
    for expected, statement in pairs(path):
        for want, entry in zip(expected["entries"], statement.entries, strict=True):
            sign = 1 if want["credit_debit"] == "CRDT" else -1
            assert entry.amount == sign * Decimal(want["amount"])
            assert entry.currency == want["currency"]
            assert (str(entry.day) if entry.day else None) == (want["booking_date"] or want["value_date"])
            assert entry.booked is (want["status"] in {"BOOK", None})
            payments = want["transactions"]
            assert len(entry.details) == (len(payments) if len(payments) > 1 else 0)
            for payment, part in zip(payments, entry.details or (entry,), strict=False):
                check_payment(payment, part, sign, statement.account)
            reasons = [p["return_reason"] for p in payments if "return_reason" in p]
            assert entry.returned == (reasons[0] if reasons else "reversal" if want["reversal"] else None)


def check_payment(payment: dict[str, Any], part: Any, sign: int, own: str | None) -> None:
    sides = ("debtor", "creditor") if sign > 0 else ("creditor", "debtor")
    others = [side for side in sides if payment.get(f"{side}_account") != own]
    side = next((s for s in others if names_in(payment, s) or payment.get(f"{s}_account")), others[0])
    told = [name for name in names_in(payment, side) if "keine Information" not in name]
    assert part.name == (told[0] if told else None)
    assert part.account == payment.get(f"{side}_account")
    for line in payment.get("unstructured", ()):
        assert " ".join(line.split()) in part.text
    if payment.get("creditor_reference"):
        assert part.reference == payment["creditor_reference"][0]


@needs_corpora
@pytest.mark.parametrize("path", [path for path in BANK if BANK[path]["format"] == "mt940"])
def test_mt940_entries(path: str) -> None:
    """Every MT940 entry has the amount, sign and date of its line."""
    for expected, statement in pairs(path):
        for want, entry in zip(expected["entries"], statement.entries, strict=True):
            sign = 1 if want["credit_debit"] == "CRDT" else -1
            assert entry.amount == sign * Decimal(want["amount"])
            assert entry.day is not None
            booked = want["entry_date_mmdd"]
            day = f"{want['value_date'][:4]}-{booked[:2]}-{booked[2:]}" if booked else want["value_date"]
            assert entry.day.isoformat() == day


BY_TOMMY = "verwerkt door Tommy Baat"
PAYERS = {
    "zilverline__mt940/spec/fixtures/rabobank_mt940_structured.txt": [
        ("Nespresso Nederland B.V.", "NL96RBOS0523149468", "674725433 1120000153447185 14144467636004962"),
        ("Bedrijf B.V.", "0663616476", "NR.201303-111/11.3.2013 NR.201303-112/11.3.2013"),
        ("DIVV afd parkeergebouwewn", "P004500018", "Factuur 307472"),
        ("DLN CONSULTING", "0117888613", "factuurnummer 201303-128cursus certified PO"),
        (
            "INFRACOM INTERNET BV",
            "P004238192",
            "BETALINGSKENM. 231732INCASSO FACTUUR 231732INCASSO 02-04-2013INFRACOM INTERNET BV*ZWOLLE",
        ),
        (None, None, "KostenPeriode 01-01-2013 t/m 31-03-2013"),
        ("Wehkamp BV 04", "0691765731", None),
        ("BEDRIJF NV", "NL82RBOS0602069890", "Ref: 201302-080"),
        ("EVEREST BV", "0477502946", "12420/20001512 201303-088 XX201303-088XX ZILVERLINE TRAINING1098 TW AMSTERDAM"),
    ],
    "zilverline__mt940/spec/fixtures/triodos_iban_2.txt": [
        ("G-AAAAA N.V.", "NL21RABO0999999999", "201801001"),
        ("G-AAAAA N.V.", "NL21RABO0999999999", "Factuurnummer 201801-001"),
        (
            None,
            "DE83700111109999999999",
            f"Ordernummer QWERTY Transactienummer 000000000000002 27-02-18 19:59 TommyFoo Website {BY_TOMMY}",
        ),
        (
            None,
            None,
            f"Ordernummer WERTY33 Transactienummer 000000000000003 27-02-18 23:52 Tommy INV02828401 {BY_TOMMY}",
        ),
    ],
    "zilverline__mt940/spec/fixtures/knab/knab_with_iban.txt": [
        ("BEDRIJF VOF", "NL26ABNA0999999999", None),
        ("STICHTING DERDEN JAAP JANSSEN", "NL76INGB0444444444", "DIT IS EEN OMSCHRIJVING DIE BEST WEL LANG IS"),
    ],
    "wolph__mt940/mt940_tests/jejik/triodos.sta": [
        (None, "0987654321", "ALGEMENE TUSSENREKENING KOSTEN VAN 01-10-2010 TOT EN MET 31-12-2010"),
        (None, "0133967858", "HUUR KANTOOR - FEB 2010"),
    ],
    "wolph__mt940/mt940_tests/jejik/sns.sta": [
        ("marechal s", "0987654321", "dit is een test"),
        ("marechal s", "0987654321", "dit is test 2"),
    ],
    "OCA__bank-statement-import/account_bank_statement_import_mt940_nl_rabo/test_files/test-rabo.swi": [
        ("R. SMITH", "NL66RABO0160878799", "Test money paid by other partner:"),
        ("Kosten", None, "Periode 01-10-2013 t/m 31-12-2013"),
    ],
}
"""Name, account and text of every entry, written down by hand from the files."""


@needs_corpora
@pytest.mark.parametrize("path", PAYERS)
def test_dutch_dialects(path: str) -> None:
    """Name, account and joined text come out of each bank's own field 86."""
    entries = [entry for statement in reading_of(path).statements for entry in statement.entries]
    assert [(entry.name, entry.account, entry.text) for entry in entries] == PAYERS[path]
