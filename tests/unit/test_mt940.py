"""Reading MT940 and MT942."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.model import Entry, Reading
from dunwell.readers.mt940 import decode_text, parse_swift_amount, read_mt940

HEAD = ":20:A1\n:25:NL02ABNA0123456789\n:28C:1\n:60F:C260204EUR5,00\n"
LINE = ":61:2602050205C1210,00NTRF2026-0042\n:86:/NAME/Jansen BV/REMI/Factuur 2026-0042\n"
TAIL = ":62F:C260205EUR1215,00\n"
GOOD = f"{HEAD}{LINE}{TAIL}-\n"


def read(text: str) -> Reading:
    return read_mt940(text.encode(), "bank.sta")


def only(line: str) -> Entry:
    (found,) = read(f"{HEAD}{line}\n").statements[0].entries
    return found


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_whole_statement() -> None:
    """A plain statement gives account, currency, balances and entries, and no problems."""
    reading = read(GOOD)
    (statement,) = reading.statements
    assert (statement.account, statement.currency) == ("NL02ABNA0123456789", "EUR")
    assert (statement.opening, statement.closing) == (Decimal("5.00"), Decimal("1215.00"))
    assert statement.entries == (
        Entry(
            day=date(2026, 2, 5),
            amount=Decimal("1210.00"),
            name="Jansen BV",
            text="Factuur 2026-0042",
            reference="2026-0042",
            currency="EUR",
            valued=date(2026, 2, 5),
        ),
    )
    assert (statement.kind, statement.number, statement.closed_on) == ("MT940", "A1 1", date(2026, 2, 5))
    assert not reading.problems


def test_statement_during_the_day() -> None:
    """A message without balances is an MT942, and nothing says up to which day it is complete."""
    (statement,) = read(f":20:A1\n:25:NL02ABNA0123456789\n:34F:EUR0,\n{LINE}:90C:1EUR1210,00\n").statements
    assert (statement.kind, statement.closed_on, len(statement.entries)) == ("MT942", None, 1)


def test_references_of_the_bank_and_of_the_payer() -> None:
    """What the bank calls the booking stands after //; end-to-end reference and mandate are in field 86."""
    found = only(":61:2602050205C5,00NTRFNONREF//B-123\n:86:/TRTP/SEPA INCASSO/MARF/M-7/EREF/E-17/REMI/x")
    assert (found.bank_reference, found.end_to_end, found.mandate) == ("B-123", "E-17", "M-7")


@pytest.mark.parametrize(
    "wrapped",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace("\n", "\r\r\n"),
        f"{{1:F01ABNANL2AXXX0000000000}}{{2:I940ABNANL2AXXXN}}{{4:\n{GOOD.rstrip('-').rstrip()}\n-}}{{5:}}\n",
        f"{{1:F01ABNANL2AXXX0000000000}}{{2:I940ABNANL2AXXXN}}{{4:{GOOD}",
        f"0000 01INGBNL2AXXXX00001\n0000 01INGBNL2AXXXX00001\n940 00\n{HEAD}{LINE}{TAIL}-XXX",
        f"ABNANL2A\n940\nABNANL2A\n{GOOD}",
        f":940:\n{HEAD}{LINE}{TAIL}",
        f"Dear colleague,\n\nhere is the statement:\n\n{GOOD}\nKind regards,\nthe bank (020: 1234)\n",
        "".join(f"    {line}\n" for line in GOOD.splitlines()),
        f"{GOOD}\x1a",
        GOOD.replace("\n", "\n\0"),
    ],
    ids=["crlf", "cr", "crcrlf", "blocks", "block-line", "ing", "abn", "rabo", "prose", "indent", "ctrl-z", "nul"],
)
def test_what_stands_around_a_message(wrapped: str) -> None:
    """Headers, trailers, prose, line ends and left-over control characters change nothing."""
    reading = read(wrapped)
    assert reading.statements == read(GOOD).statements
    assert not reading.problems


@pytest.mark.parametrize(
    ("mark", "amount", "booked", "returned"),
    [
        ("C", "12.50", True, None),
        ("D", "-12.50", True, None),
        ("RC", "-12.50", True, "reversal"),
        ("RD", "12.50", True, "reversal"),
        ("c", "12.50", True, None),
        ("d", "-12.50", True, None),
        ("rc", "-12.50", True, "reversal"),
        ("CR", "12.50", True, None),
        ("DR", "-12.50", True, None),
        ("RDR", "12.50", True, "reversal"),
        ("EC", "12.50", False, None),
        ("ED", "-12.50", False, None),
    ],
)
def test_marks(mark: str, amount: str, booked: bool, returned: str | None) -> None:
    """RC is money out and RD money in; a third letter is the funds code; case does not matter."""
    found = only(f":61:2602050205{mark}12,50NTRFNONREF")
    assert (found.amount, found.booked, found.returned) == (Decimal(amount), booked, returned)


@pytest.mark.parametrize(
    ("dates", "day", "code"),
    [
        ("2602050206", date(2026, 2, 6), []),
        ("260205", date(2026, 2, 5), []),
        ("260205    ", date(2026, 2, 5), []),
        ("2512310102", date(2026, 1, 2), []),
        ("2601021231", date(2025, 12, 31), []),
        ("991231", date(1999, 12, 31), []),
        ("260230", None, ["DW884"]),
        ("2602300227", date(2026, 2, 27), ["DW884"]),
        ("2602050231", date(2026, 2, 5), ["DW884"]),
        ("2602051131", date(2026, 2, 5), ["DW884"]),
        ("      ", None, ["DW885"]),
    ],
)
def test_day(dates: str, day: date | None, code: list[str]) -> None:
    """The booking date counts, in the year nearest to the value date; an impossible day never loses the entry."""
    reading = read(f"{HEAD}:61:{dates}C1210,00NTRFNONREF\n{TAIL}")
    assert [e.day for e in reading.statements[0].entries] == [day]
    assert codes(reading) == code


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1210,00", "1210.00"),
        ("1210,", "1210"),
        ("1210", "1210"),
        ("1210.00", "1210.00"),
        (",50", "0.50"),
        ("0,00", "0.00"),
        ("000000018846,34", "18846.34"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("12,345", "12.345"),
        ("1.23.45", None),
        ("1,2.3,4", None),
        (",", None),
        ("", None),
        ("9" * 19, None),
        ("-5,00", None),
    ],
)
def test_amounts(text: str, amount: str | None) -> None:
    """A decimal comma or point; thousands separators only where they leave no doubt."""
    assert parse_swift_amount(text) == (None if amount is None else Decimal(amount))


def test_amount_with_too_many_decimals() -> None:
    """Part of a cent is kept as written, with a warning."""
    reading = read(f"{HEAD}:61:260205C12,345NTRF\n:62F:C260205EUR17,345\n")
    assert reading.statements[0].entries[0].amount == Decimal("12.345")
    assert codes(reading) == ["DW883"]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (":61:260205C1.2.3NTRF", "DW882"),
        (":61:260205 1210,00 NTRF", "DW892"),
        (":61:", "DW892"),
        (":61:rubbish", "DW892"),
    ],
)
def test_broken_entry_never_loses_the_others(broken: str, code: str) -> None:
    """A line that cannot be read is an error with its place; the entries around it are kept."""
    reading = read(f"{HEAD}:61:260205C1,00NTRF\n{broken}\n:86:x\n:61:260205C2,00NTRF\n")
    assert [e.amount for e in reading.statements[0].entries] == [Decimal("1.00"), Decimal("2.00")]
    problem = reading.problems[0]
    assert (problem.code, problem.severity, str(problem.place)) == (code, "error", "bank.sta:6:1")


def test_entry_line_broken_off() -> None:
    """An entry line that goes on in the next line is put together."""
    assert only(":61:2602050205C\n1210,00NTRF2026-0042").amount == Decimal("1210.00")


@pytest.mark.parametrize(
    ("line", "account", "text", "reference"),
    [
        (":61:260205C1,00N102EREF\nNL91INGB0001234567\n:86:/ORDP//NAME/Jansen BV", "NL91INGB0001234567", None, None),
        (":61:260205C1,00N102NONREF\nP001234567\n:86:/ORDP//NAME/Jansen BV", "P001234567", None, None),
        (":61:260205C1,00NOVBNL91INGB0001234567\nj jansen\n:86:\n\nhuur", "NL91INGB0001234567", "huur", None),
        (":61:260205C1,00NTRF9001123412341234//B1\n/TRCD/00108/", None, None, "9001123412341234"),
        (":61:260205C1,00NTRFNONREF//B1\nCard payment", None, "Card payment", None),
        (":61:260205C1,00NTRF16703074", None, None, "16703074"),
        (":61:260205C1,00NTRFN", None, None, None),
    ],
)
def test_what_the_entry_line_tells(line: str, account: str | None, text: str | None, reference: str | None) -> None:
    """Counter-accounts and references of field 61 fill what field 86 leaves open."""
    found = only(line)
    assert (found.account, found.text, found.reference) == (account, text, reference)


def test_returned_item() -> None:
    """The transaction type NRTI says that a payment came back."""
    assert only(":61:260205D1,00NRTINONREF").returned == "reversal"


def test_information_after_the_balances_is_not_an_entrys() -> None:
    """A field 86 after the closing balance is about the statement, and one entry may have several."""
    text = (
        f"{HEAD}:61:260205C1210,00NTRF\n:86:Factuur\n:86:2026-0042\n{TAIL}:64:C260205EUR1,\n:86:/SUM/0/1/0,00/1,00/\n"
    )
    assert [e.text for e in read(text).statements[0].entries] == ["Factuur 2026-0042"]


@pytest.mark.parametrize(
    ("balances", "opening", "closing", "code"),
    [
        ((":60F:C260204EUR5,", ":62F:C260205EUR1215,"), "5", "1215", []),
        ((":60F:D260204EUR5,", ":62F:C260205EUR1205,"), "-5", "1205", []),
        ((":60M:C260204EUR5,", ":62M:C260205EUR1215,"), "5", "1215", []),
        ((":60F:C260204EUR5,", ":62M:C260205EUR9,\n:62F:C260205EUR1215,"), "5", "1215", []),
        ((":60F:C260204EUR5,", ":62M:C260205EUR9,\n:62M:C260205EUR1215,"), "5", "1215", []),
        ((":60F:C260231EUR5.00", ":62F:C260231EUR1215.00"), "5", "1215", []),
        ((":60F:C260204EUR5,", ":62F:C260205EUR15,"), "5", "15", ["DW881"]),
        ((":60F:260204EUR5,", ":62F:C260205EUR1215,"), "5", "1215", ["DW887"]),
        ((":60F:C260204EUR5,", ":62F:nothing"), "5", None, ["DW888", "DW894"]),
        ((":60F:C260204EUR5,", ""), "5", None, ["DW894"]),
        ((":60F:C260204EUR5,", ":62F:C260205USD15,"), "5", "15", ["DW889"]),
        (("", ""), None, None, []),
    ],
)
def test_balances(balances: tuple[str, str], opening: str | None, closing: str | None, code: list[str]) -> None:
    """Balances are signed, final goes before intermediate, and what does not follow is a warning."""
    reading = read(f":20:A1\n:25:NL02ABNA0123456789\n{balances[0]}\n:61:260205C1210,00NTRF\n{balances[1]}\n")
    (statement,) = reading.statements
    assert (statement.opening, statement.closing) == tuple(
        None if x is None else Decimal(x) for x in (opening, closing)
    )
    assert codes(reading) == code


@pytest.mark.parametrize(
    ("written", "number", "code"),
    [
        ("NL02 ABNA 0123 4567 89", "NL02ABNA0123456789", []),
        ("NL02ABNA0123456789EUR", "NL02ABNA0123456789", []),
        ("NL02ABNA0123456789 EUR", "NL02ABNA0123456789", []),
        ("MU43BOMM0101123456789101000MUR", "MU43BOMM0101123456789101000MUR", []),
        ("517852257", "517852257", []),
        ("TRIODOSBANK/0390123456", "TRIODOSBANK/0390123456", []),
        ("", None, ["DW893"]),
    ],
)
def test_account(written: str, number: str | None, code: list[str]) -> None:
    """An IBAN loses its spaces and the currency behind it, any other number stays as written."""
    reading = read(GOOD.replace(":25:NL02ABNA0123456789", f":25:{written}").replace("MUREUR", "MUR"))
    assert reading.statements[0].account == number
    assert codes(reading) == code


def test_several_messages_and_empty_ones() -> None:
    """Every :20: with an account is a statement, with entries or without."""
    empty = ":20:B\n:25:NL91INGB0001234567\n:60F:C260204EUR5,\n:62F:C260204EUR5,\n-\n"
    reading = read(GOOD + empty * 130)
    assert len(reading.statements) == 131
    assert sum(len(statement.entries) for statement in reading.statements) == 1
    assert not reading.problems


def test_mt942_has_no_balances() -> None:
    """A report during the day takes its currency from the floor limit; nothing is missed."""
    text = (
        ":20:A\n:25:NL02ABNA0123456789\n:28C:1\n:34F:EUR0,\n:13D:2602051200+0100\n:61:260205C1,00NTRF\n:90C:1EUR1,00\n-"
    )
    reading = read(text)
    (statement,) = reading.statements
    assert (statement.currency, statement.opening, statement.closing) == ("EUR", None, None)
    assert [e.currency for e in statement.entries] == ["EUR"]
    assert not reading.problems


@pytest.mark.parametrize("text", ["", "hello", ":20:only a reference", "%PDF-1.7", "a;b;c\n1;2;3"])
def test_what_is_no_statement(text: str) -> None:
    """Any other text gives one error and nothing else."""
    reading = read(text)
    assert (codes(reading), reading.statements) == (["DW880"], ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "cp850"])
def test_encodings(encoding: str) -> None:
    """Names keep their accents, whatever the bank's code page."""
    names = "Café Müller, Björn España, Gülçin Ägir, MÜNCHEN"
    source = GOOD.replace("Jansen BV", names).encode(encoding)
    assert read_mt940(source, "bank.sta").statements[0].entries[0].name == names


def test_polish_code_page() -> None:
    """A file in an eastern currency is read in the eastern code page."""
    assert decode_text("PLN Łódź, Kraków, Gdańsk, Białystok".encode("cp852")) == "PLN Łódź, Kraków, Gdańsk, Białystok"


@given(st.binary(max_size=300))
def test_random_bytes_never_raise(source: bytes) -> None:
    """Whatever the bytes, there are statements or an error."""
    reading = read_mt940(source, "bank.sta")
    assert reading.statements or codes(reading) == ["DW880"]


LINES = st.sampled_from([*GOOD.splitlines(), ":61:", ":86:", ":60F:", ":62F:", ":25:", "-}", "{1:", ":61:2602"])


@settings(max_examples=300)
@given(st.lists(LINES | st.text(max_size=40), max_size=25))
def test_shuffled_lines_never_raise(lines: list[str]) -> None:
    """Fields in any order, repeated or cut off, give statements or an error."""
    reading = read_mt940("\n".join(lines).encode(), "bank.sta")
    assert reading.statements or codes(reading) == ["DW880"]


@settings(max_examples=300)
@given(st.integers(0, len(GOOD)), st.integers(0, 20), st.binary(max_size=6))
def test_mutated_file_never_raises(at: int, gone: int, new: bytes) -> None:
    """A good file with a hole or junk in it gives statements or an error."""
    source = GOOD.encode()
    reading = read_mt940(source[:at] + new + source[at + gone :], "bank.sta")
    assert reading.statements or codes(reading) == ["DW880"]


@pytest.mark.parametrize(
    "junk", [":86:" + "REK: " * 400_000, ":86:BEA 00.00 " * 100_000, "1,1." * 500_000, "\n:61:" * 200_000]
)
def test_hostile_text_is_quick(junk: str) -> None:
    """Repetition that would make a careless pattern slow is read in seconds."""
    start = time.perf_counter()
    assert read(f"{HEAD}:61:260205C1,00NTRF\n{junk}").statements
    assert time.perf_counter() - start < 30
