"""Reading camt.052, camt.053 and camt.054."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.model import Detail, Entry, Reading
from dunwell.readers.camt import read_camt

OWN, OTHER = "NL02ABNA0123456789", "NL91INGB0001234567"
MESSAGES = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def balance(kind: str, amount: str, mark: str = "CRDT", currency: str = "EUR") -> str:
    sign = f"<CdtDbtInd>{mark}</CdtDbtInd>" if mark else ""
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="{currency}">{amount}</Amt>{sign}<Dt><Dt>2026-02-05</Dt></Dt></Bal>'
    )


def entry(
    amount: str = "1210.00",
    mark: str = "CRDT",
    details: str = "",
    *,
    more: str = "",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    dates: str = "<BookgDt><Dt>2026-02-05</Dt></BookgDt><ValDt><Dt>2026-02-06</Dt></ValDt>",
    currency: str = "EUR",
) -> str:
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{status}{dates}'
        f"<NtryDtls>{details}</NtryDtls>{more}</Ntry>"
    )


def payment(inner: str = "", amount: str = "", mark: str = "") -> str:
    money = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    sign = f"<CdtDbtInd>{mark}</CdtDbtInd>" if mark else ""
    return f"<TxDtls>{money}{sign}{inner}</TxDtls>"


def parties(side: str, name: str, account: str = OTHER) -> str:
    return f"<{side}><Nm>{name}</Nm></{side}><{side}Acct><Id><IBAN>{account}</IBAN></Id></{side}Acct>"


def related(*sides: str) -> str:
    return f"<RltdPties>{''.join(sides)}</RltdPties>"


def file_of(*inner: str, message: str = "camt.053", version: str = "08", account: str = f"<IBAN>{OWN}</IBAN>") -> bytes:
    root, statement = MESSAGES[message]
    namespace = f' xmlns="urn:iso:std:iso:20022:tech:xsd:{message}.001.{version}"' if version else ""
    own = f"<Acct><Id>{account}</Id><Ccy>EUR</Ccy></Acct>" if account else ""
    return f"<Document{namespace}><{root}><{statement}>{own}{''.join(inner)}</{statement}></{root}></Document>".encode()


def read(*inner: str) -> Reading:
    return read_camt(file_of(*inner), "bank.xml")


def only(*inner: str) -> Entry:
    (found,) = read(*inner).statements[0].entries
    return found


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("version", ["01", "02", "04", "08", "13", ""])
def test_message_and_version_do_not_matter(message: str, version: str) -> None:
    """Reports, statements and notifications of every version, and files without a namespace, are read alike."""
    source = file_of(entry(), message=message, version=version)
    (statement,) = read_camt(source, "bank.xml").statements
    assert (statement.account, statement.currency) == (OWN, "EUR")
    assert [(e.day, e.amount) for e in statement.entries] == [(date(2026, 2, 5), Decimal("1210.00"))]


@pytest.mark.parametrize(
    ("mark", "reversal", "amount", "returned"),
    [
        ("CRDT", "", "12.50", None),
        ("DBIT", "", "-12.50", None),
        ("DBIT", "<RvslInd>true</RvslInd>", "-12.50", "reversal"),
        ("CRDT", "<RvslInd>1</RvslInd>", "12.50", "reversal"),
        ("CRDT", "<RvslInd>false</RvslInd>", "12.50", None),
    ],
)
def test_sign_is_the_mark_as_it_stands(mark: str, reversal: str, amount: str, returned: str | None) -> None:
    """A reversal is marked, but never turns the sign a second time."""
    found = only(entry("12.50", mark, more=reversal))
    assert (found.amount, found.returned) == (Decimal(amount), returned)


@pytest.mark.parametrize(
    ("inner", "returned"),
    [
        ("<RtrInf><Rsn><Cd>AC06</Cd></Rsn></RtrInf>", "AC06"),
        ("<RtrInf><Rsn><Prtry>closed</Prtry></Rsn></RtrInf>", "closed"),
        ("<RtrInf><RtrRsn><Cd>MS03</Cd></RtrRsn></RtrInf>", "MS03"),
        ("<RtrInf/>", "reversal"),
    ],
)
def test_return_reasons(inner: str, returned: str) -> None:
    """A returned payment carries its reason code, in the old and the new spelling."""
    assert only(entry(mark="DBIT", details=payment(inner))).returned == returned


def test_return_by_transaction_code() -> None:
    """An unpaid direct debit is known by its bank transaction code if nothing else says so."""
    family = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>"
    assert only(entry(mark="DBIT", more=family)).returned == "reversal"


@pytest.mark.parametrize(
    ("dates", "day", "code"),
    [
        ("<BookgDt><Dt>2026-02-05</Dt></BookgDt><ValDt><Dt>2026-02-09</Dt></ValDt>", date(2026, 2, 5), []),
        ("<BookgDt><DtTm>2026-02-05T23:30:00+01:00</DtTm></BookgDt>", date(2026, 2, 5), []),
        ("<ValDt><Dt>2026-02-09</Dt></ValDt>", date(2026, 2, 9), []),
        ("<BookgDt><Dt>2026-02-30</Dt></BookgDt><ValDt><Dt>2026-02-09</Dt></ValDt>", date(2026, 2, 9), ["DW884"]),
        ("<BookgDt><Dt>soon</Dt></BookgDt>", None, ["DW884"]),
        ("", None, ["DW885"]),
    ],
)
def test_day(dates: str, day: date | None, code: list[str]) -> None:
    """The day is the booking date, else the value date; a wrong or missing date never loses the entry."""
    reading = read(entry(dates=dates))
    assert reading.statements[0].entries[0].day == day
    assert codes(reading) == code


@pytest.mark.parametrize(
    ("status", "booked", "code"),
    [
        ("<Sts>BOOK</Sts>", True, []),
        ("<Sts><Cd>BOOK</Cd></Sts>", True, []),
        ("<Sts>INFO</Sts>", False, []),
        ("<Sts><Cd>PDNG</Cd></Sts>", False, []),
        ("<Sts><Cd>FUTR</Cd></Sts>", False, []),
        ("", True, ["DW891"]),
        ("<Sts>XXXX</Sts>", True, ["DW891"]),
    ],
)
def test_booked(status: str, booked: bool, code: list[str]) -> None:
    """Announced entries are not booked; an entry without a known status is, with a warning."""
    reading = read(entry(status=status))
    assert reading.statements[0].entries[0].booked is booked
    assert codes(reading) == code


@pytest.mark.parametrize(
    ("mark", "sides", "name", "account"),
    [
        ("CRDT", [parties("Dbtr", "Jansen BV"), parties("Cdtr", "Us", OWN)], "Jansen BV", OTHER),
        ("DBIT", [parties("Cdtr", "Jansen BV"), parties("Dbtr", "Us", OWN)], "Jansen BV", OTHER),
        ("CRDT", ["<Dbtr><Pty><Nm>Jansen BV</Nm></Pty></Dbtr>"], "Jansen BV", None),
        ("CRDT", [parties("Dbtr", "Paylink"), "<UltmtDbtr><Nm>Jansen BV</Nm></UltmtDbtr>"], "Jansen BV", OTHER),
        ("CRDT", [parties("Dbtr", "Jansen BV"), "<UltmtDbtr><Nm>NOTPROVIDED</Nm></UltmtDbtr>"], "Jansen BV", OTHER),
        ("DBIT", [parties("Cdtr", "Us", OWN), parties("Dbtr", "Jansen BV")], "Jansen BV", OTHER),
        ("CRDT", [parties("Cdtr", "Jansen BV")], "Jansen BV", OTHER),
        ("CRDT", [], None, None),
    ],
)
def test_counterparty(mark: str, sides: list[str], name: str | None, account: str | None) -> None:
    """The other side: the ultimate party's name if there is one, and never our own account."""
    found = only(entry(mark=mark, details=payment(related(*sides))))
    assert (found.name, found.account) == (name, account)


@pytest.mark.parametrize(
    ("inner", "text", "reference"),
    [
        ("<RmtInf><Ustrd>factuur\n 2026-0042 </Ustrd><Ustrd>dank</Ustrd></RmtInf>", "factuur 2026-0042 dank", None),
        (f"<RmtInf><Ustrd>{'x' * 138}20</Ustrd><Ustrd>26-0042</Ustrd></RmtInf>", f"{'x' * 138}2026-0042", None),
        (
            "<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>",
            None,
            "RF18539007547034",
        ),
        ("<RmtInf><Strd><RfrdDocInf><Nb>2026-0042</Nb></RfrdDocInf></Strd></RmtInf>", "2026-0042", None),
        ("<Refs><EndToEndId>2026-0042</EndToEndId></Refs>", None, "2026-0042"),
        ("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>", None, None),
        ("<AddtlTxInf>factuur 2026-0042</AddtlTxInf>", "factuur 2026-0042", None),
    ],
)
def test_remittance(inner: str, text: str | None, reference: str | None) -> None:
    """Unstructured lines are joined (a full one runs on), references of documents are text, the rest is a reference."""
    found = only(entry(details=payment(inner)))
    assert (found.text, found.reference) == (text, reference)


def test_references_of_the_bank_and_of_the_payer() -> None:
    """End-to-end reference, mandate and the bank's reference are kept beside the structured reference."""
    refs = "<Refs><AcctSvcrRef>B-2</AcctSvcrRef><EndToEndId>E-17</EndToEndId><MndtId>M-7</MndtId></Refs>"
    remittance = "<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>"
    found = only(entry(details=payment(refs + remittance)))
    assert (found.reference, found.end_to_end) == ("RF18539007547034", "E-17")
    assert (found.mandate, found.bank_reference) == ("M-7", "B-2")
    assert only(entry(details=payment(refs), more="<AcctSvcrRef>B-1</AcctSvcrRef>")).bank_reference == "B-1"


def test_each_payment_of_a_batch_says_why_it_came_back() -> None:
    """Several direct debits that bounced in one booking keep a reason each."""
    reasons = (f"<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>" for code in ("AC06", "MD06"))
    details = "".join(payment(reason, "605.00") for reason in reasons)
    found = only(entry("1210.00", mark="DBIT", details=details))
    assert (found.returned, [part.returned for part in found.details]) == ("AC06", ["AC06", "MD06"])


@pytest.mark.parametrize("message", MESSAGES)
def test_kind_number_and_last_day_of_a_statement(message: str) -> None:
    """A report, a statement and a notification are told apart; the closing balance has its day."""
    source = file_of("<Id>S-7</Id>", balance("CLBD", "0"), message=message)
    (statement,) = read_camt(source, "bank.xml").statements
    assert (statement.kind, statement.number, str(statement.closed_on)) == (message, "S-7", "2026-02-05")


def test_batch_keeps_its_payments() -> None:
    """One booking of two payments is one entry with two details, and what both share."""
    details = payment(related(parties("Dbtr", "Jansen BV")), "1000.00") + payment(
        related(parties("Dbtr", "De Vries")) + "<RmtInf><Ustrd>2026-0043</Ustrd></RmtInf>", "210.00"
    )
    reading = read(entry(details=details, more="<AddtlNtryInf>batch 7</AddtlNtryInf>"))
    (found,) = reading.statements[0].entries
    assert (found.amount, found.name, found.account, found.text) == (Decimal("1210.00"), None, OTHER, "batch 7")
    assert found.details == (
        Detail(Decimal("1000.00"), "Jansen BV", OTHER),
        Detail(Decimal("210.00"), "De Vries", OTHER, "2026-0043"),
    )
    assert not reading.problems


@pytest.mark.parametrize(
    ("details", "parts"),
    [
        (payment(amount="1000.00") + payment(amount="200.00"), ["1000.00", "200.00"]),
        (payment(amount="1000.00") + payment(), ["1000.00", None]),
        (payment(amount="0"), []),
        (payment(amount="1210.00", mark="DBIT"), []),
    ],
)
def test_parts_that_do_not_add_up(details: str, parts: list[str | None]) -> None:
    """The entry's own amount stands, its parts are shown, and the difference is a warning."""
    reading = read(entry(details=details))
    (found,) = reading.statements[0].entries
    assert found.amount == Decimal("1210.00")
    assert [part.amount for part in found.details] == [None if p is None else Decimal(p) for p in parts]
    assert codes(reading) == ["DW886"]


def test_part_in_another_currency_is_not_compared() -> None:
    """A part's amount counts only in the entry's currency: the transaction amount, not the instructed one."""
    abroad = '<AmtDtls><InstdAmt><Amt Ccy="USD">1300.00</Amt></InstdAmt></AmtDtls>'
    assert not read(entry(details=payment(abroad))).problems


def test_two_equal_entries_are_both_real() -> None:
    """Nothing is dropped because it looks the same: two customers can pay the same amount on one day."""
    assert len(read(entry(), entry()).statements[0].entries) == 2


def test_entry_of_nothing() -> None:
    """An entry of zero is kept, without a sign."""
    assert str(only(entry("0.00", "DBIT")).amount) == "0.00"


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (entry("12,5O"), "DW882"),
        (entry(""), "DW882"),
        (entry("-12.50"), "DW882"),
        (entry("1E3"), "DW882"),
        (entry("12.50", mark=""), "DW890"),
        (entry("12.50", mark="BOTH"), "DW890"),
    ],
)
def test_broken_entry_never_loses_the_others(broken: str, code: str) -> None:
    """An entry that cannot be read is an error with its line; the entries around it are kept."""
    reading = read(entry("1.00"), "\n", broken, entry("2.00"))
    assert [e.amount for e in reading.statements[0].entries] == [Decimal("1.00"), Decimal("2.00")]
    (problem,) = reading.problems
    assert (problem.code, problem.severity, str(problem.place)) == (code, "error", "bank.xml:2:1")


def test_mark_of_the_payments_counts_if_the_entry_has_none() -> None:
    """The sign may stand with the payments only; it is used if they agree."""
    assert only(entry(mark="", details=payment(amount="1210.00", mark="DBIT"))).amount == Decimal("-1210.00")


def test_amount_with_too_many_decimals() -> None:
    """Part of a cent is kept as written, with a warning."""
    reading = read(entry("12.345"))
    assert reading.statements[0].entries[0].amount == Decimal("12.345")
    assert codes(reading) == ["DW883"]


@pytest.mark.parametrize(
    ("inner", "opening", "closing", "code"),
    [
        ([balance("OPBD", "5"), balance("CLBD", "1215"), entry()], "5", "1215", []),
        ([balance("PRCD", "5"), balance("CLBD", "1215"), entry()], "5", "1215", []),
        ([balance("OPBD", "5", "DBIT"), balance("CLBD", "1205"), entry()], "-5", "1205", []),
        ([balance("OPBD", "5"), balance("CLBD", "15"), entry()], "5", "15", ["DW881"]),
        ([balance("OPBD", "5"), balance("CLBD", "5"), entry(status="<Sts>PDNG</Sts>")], "5", "5", []),
        ([balance("OPBD", "5", ""), balance("CLBD", "1215"), entry()], "5", "1215", ["DW887"]),
        ([balance("OPBD", "5"), balance("CLBD", "x"), entry()], "5", None, ["DW888", "DW894"]),
        ([balance("OPBD", "5"), entry()], "5", None, ["DW894"]),
        ([balance("OPBD", "5"), balance("CLBD", "9", currency="SEK"), entry()], "5", "9", ["DW889"]),
        ([balance("OPBD", "5"), balance("CLBD", "5"), entry(currency="USD")], "5", "5", ["DW889"]),
        ([balance("CLAV", "5"), entry()], None, None, []),
        ([entry()], None, None, []),
    ],
)
def test_balances(inner: list[str], opening: str | None, closing: str | None, code: list[str]) -> None:
    """Booked balances are signed, and whatever does not follow from the entries is a warning."""
    reading = read(*inner)
    (statement,) = reading.statements
    assert (statement.opening, statement.closing) == tuple(
        None if x is None else Decimal(x) for x in (opening, closing)
    )
    assert codes(reading) == code


def test_gap_is_named() -> None:
    """The warning about balances gives both, what was expected, and the gap."""
    (problem,) = read(balance("OPBD", "5.00"), balance("CLBD", "15.00"), entry()).problems
    assert problem.message == (
        "the closing balance is 15.00, but the opening balance 5.00 and the booked entries give 1215.00: "
        "a gap of -1200.00"
    )


@pytest.mark.parametrize(
    ("account", "number", "code"),
    [
        ("<IBAN>nl02 abna 0123 4567 89</IBAN>", OWN, []),
        ("<Othr><Id>50000000054910000003</Id></Othr>", "50000000054910000003", []),
        ("", None, ["DW893"]),
    ],
)
def test_account_need_not_be_an_iban(account: str, number: str | None, code: list[str]) -> None:
    """Any account number will do; none at all is a warning."""
    reading = read_camt(file_of(entry(), account=account), "bank.xml")
    assert reading.statements[0].account == number
    assert codes(reading) == code


def test_several_statements() -> None:
    """Each statement of a file stands alone, empty ones too."""
    one = file_of(entry()).decode()
    two = one.replace("</Stmt>", "</Stmt><Stmt><Acct><Id><IBAN>NL91INGB0001234567</IBAN></Id></Acct></Stmt>")
    reading = read_camt(two.encode(), "bank.xml")
    assert [(s.account, len(s.entries)) for s in reading.statements] == [(OWN, 1), (OTHER, 0)]


def test_message_in_an_envelope() -> None:
    """A business envelope around the document does not matter."""
    source = b"<BizMsg><AppHdr/>" + file_of(entry()) + b"</BizMsg>"
    assert len(read_camt(source, "bank.xml").statements) == 1


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"<Document><CstmrCdtTrfInitn/></Document>", "DW880"),
        (b"<Document><BkToCstmrStmt/></Document>", "DW880"),
        (b"<Document><BkToCstmrStmt>", "DW803"),
        (b"<!DOCTYPE Document><Document/>", "DW804"),
        (b"", "DW803"),
    ],
)
def test_what_is_no_statement(source: bytes, code: str) -> None:
    """Other XML, cut off XML and a DOCTYPE give one error and nothing else."""
    reading = read_camt(source, "bank.xml")
    assert (codes(reading), reading.statements) == ([code], ())


def test_said_once_for_many() -> None:
    """A file without dates and status gives two warnings, not two for each entry."""
    assert codes(read(*[entry(dates="", status="")] * 50)) == ["DW885", "DW891"]


SAMPLE = file_of(
    balance("OPBD", "5"), balance("CLBD", "15"), entry(details=payment(related(parties("Dbtr", "Jansen BV"))) * 2)
)


@given(st.binary(max_size=300))
def test_random_bytes_never_raise(source: bytes) -> None:
    """Whatever the bytes, there are statements or an error."""
    reading = read_camt(source, "bank.xml")
    assert reading.statements or codes(reading)


@settings(max_examples=300)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.binary(max_size=6))
def test_mutated_file_never_raises(at: int, gone: int, new: bytes) -> None:
    """A good file with a hole or junk in it gives entries or problems, never an exception."""
    reading = read_camt(SAMPLE[:at] + new + SAMPLE[at + gone :], "bank.xml")
    assert reading.statements or codes(reading)


def test_ten_megabytes() -> None:
    """A year of a busy account is read in seconds."""
    one = entry(details=payment(related(parties("Dbtr", "Jansen BV")) + "<RmtInf><Ustrd>2026-0042</Ustrd></RmtInf>"))
    count = 10_000_000 // len(one)
    source = file_of(*[one] * count)
    start = time.perf_counter()
    (statement,) = read_camt(source, "bank.xml").statements
    assert len(statement.entries) == count
    assert time.perf_counter() - start < 20
