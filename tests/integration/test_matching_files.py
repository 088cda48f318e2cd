"""From the bank's file to the case: invented statements in the dialects of real banks, and the open corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.matching.claims import OpenClaim
from dunwell.matching.match import match
from dunwell.money import cents
from dunwell.readers.files import read_source

if TYPE_CHECKING:
    from pathlib import Path

OURS, PAYER = "NL13TEST0123456789", "NL40TEST0987654321"
CLAIMS = (
    OpenClaim("A", "2026-0042", 121000, 121000, "EUR", names=("De Wilgen Groenvoorziening VOF",), accounts=(PAYER,)),
    OpenClaim("B", "2026-0043", 50000, 50000, "EUR", names=("De Wilgen Groenvoorziening VOF",)),
    OpenClaim("C", "201303-111", 10000, 10000, "EUR"),
    OpenClaim("D", "201303-112", 5550, 5550, "EUR"),
    OpenClaim("E", "2026-0077", 33000, 33000, "EUR", references=("5000056789012345", "RF18539007547034")),
)


def mt940(amount: str, *lines: str, mark: str = "C", more: str = "NTRFNONREF") -> bytes:
    text = "\n".join(lines)
    return (
        f":20:A1\n:25:{OURS} EUR\n:28C:36/1\n:60F:C260204EUR0,00\n"
        f":61:2602050205{mark}{amount}{more}\n:86:{text}\n:62F:C260205EUR{amount}\n-\n"
    ).encode()


TRTP = f"/TRTP/SEPA OVERBOEKING/IBAN/{PAYER}/BIC/TESTNL2A/NAME/De Wilgen"
CASES = {
    "cut at 65 columns": (
        mt940(
            "1210,00",
            f"{TRTP} Gro"[:65],
            f"{TRTP} Groenvoorziening VOF/REMI/Uw factuur 2026-00"[65:130],
            "42 dank/EREF/NOTPROVIDED",
        ),
        {"A": 121000},
    ),
    "two invoices in one transfer": (
        mt940("1710,00", f"/CNTP/{PAYER}/TESTNL2A/De Wilgen///REMI/USTD//Factuur 2026-00", "42 en 2026-0043/"),
        {"A": 121000, "B": 50000},
    ),
    "numbers broken over lines": (
        mt940(
            "000000000155,50",
            "/ORDP//NAME/De Wilgen/REMI/NR.201303-111/11.3.2013",
            "NR.201303-112/11.3.2013/ISDT/2026-02-05",
        ),
        {"C": 10000, "D": 5550},
    ),
    "a giro form": (
        mt940(
            "330,00",
            f"SEPA ACCEPTGIROBETALING          IBAN: {PAYER}",
            "BETALINGSKENM.: 5000056789012345 ID DEBITEUR: 77",
        ),
        {"E": 33000},
    ),
    "two columns": (
        mt940(
            "1210,00",
            f"SEPA OVERBOEKING                 IBAN: {PAYER}        ",
            "BIC: TESTNL2A                    NAAM: DE WILGEN                  ",
            "OMSCHRIJVING: FACTUUR 2026-0042",
        ),
        {"A": 121000},
    ),
    "account at the end": (mt940("500,00", "FACTUUR 2026-0043", f"REK: {PAYER}/NAAM: DE WILGEN"), {"B": 50000}),
    "subfields": (mt940("500,00", "000>100987654321>20BETALING FACTUUR 2026>21-0043"), {"B": 50000}),
    "a structured reference": (
        mt940("330,00", f"/EREF/E-17//CNTP/{PAYER}/TESTNL2A/De Wilgen///REMI/STRD/CUR/RF18539007547034/"),
        {"E": 33000},
    ),
    "no number, known account": (
        mt940("1210,00", f"/CNTP/{PAYER}/TESTNL2A/De Wilgen///REMI/USTD//bedankt/"),
        {"A": 121000},
    ),
    "a reversed credit": (mt940("1210,00", "2026-0042", mark="RC"), {}),
    "a reversed debit": (mt940("1210,00", "2026-0042", mark="RD"), {}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_payment_in_a_dialect_finds_its_case(name: str) -> None:
    """The number that a bank has cut, or put in columns, is found, and the payment is booked on its case."""
    source, shares = CASES[name]
    report = match(read_source(source, "bank.sta").statements, CLAIMS)
    assert {share.case: share.cents for result in report.results for share in result.shares} == shares


def test_one_month_in_two_formats() -> None:
    """A day as MT940 and again as camt is booked once."""
    camt = f"""<Document><BkToCstmrStmt><Stmt><Id>S1</Id><Acct><Id><IBAN>{OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>
    <Ntry><Amt Ccy="EUR">1210.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-02-05</Dt></BookgDt>
    <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>De Wilgen Groenvoorziening VOF</Nm></Dbtr><DbtrAcct><Id><IBAN>{PAYER}</IBAN>
    </Id></DbtrAcct></RltdPties><RmtInf><Ustrd>FACTUUR 2026-0042</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    </Stmt></BkToCstmrStmt></Document>"""
    first = read_source(CASES["cut at 65 columns"][0], "bank.sta").statements
    second = read_source(camt.encode(), "bank.xml").statements
    groups = [result.group for result in match((*first, *second), CLAIMS).results]
    assert groups == ["certain", "known"]


def bank_files(corpus: Path) -> list[Path]:
    found = (path for path in sorted((corpus / "open").rglob("*")) if path.is_file())
    return [path for path in found if path.stat().st_size < 2_000_000]


def test_the_open_corpus_is_accounted_for(corpus: Path) -> None:
    """Every entry of every bank file ends in one place, to the cent; the same files once more are all known."""
    for path in bank_files(corpus):
        statements = read_source(path.read_bytes(), path.name).statements
        if not statements:
            continue
        whole = sum(cents(entry.amount) for each in statements for entry in each.entries)
        report = match(statements, CLAIMS)
        assert sum(result.payment.cents for result in report.results) == whole, path
        prints = [result.fingerprint for result in report.results if result.fingerprint]
        assert len(set(prints)) == len(prints), path
        again = match(statements, CLAIMS, (), prints)
        assert {result.group for result in again.results} <= {"known", "pending"}, path


def test_several_invoices_in_a_real_transfer(corpus: Path) -> None:
    """The two invoices that a real payer named in one transfer are both found, although the bank broke the line."""
    path = corpus / "open" / "zilverline__mt940/spec/fixtures/rabobank_mt940_structured.txt"
    statements = read_source(path.read_bytes(), path.name).statements
    found = [each for each in match(statements, CLAIMS).results if {"C", "D"} <= {one.case for one in each.candidates}]
    assert len(found) == 1
