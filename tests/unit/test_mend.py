"""Saving entries from bank files that are not well-formed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.readers.camt import read_camt
from dunwell.readers.mend import mend

if TYPE_CHECKING:
    from decimal import Decimal

    from dunwell.model import Reading

HEAD = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<Document>\n<BkToCstmrStmt>\n<Stmt><Acct><Id><IBAN>NL13TEST0123456789'
)
HEAD += "</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
TAIL = "</Stmt>\n</BkToCstmrStmt>\n</Document>\n"


def entry(amount: str, more: str = "") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>2026-02-05</Dt></BookgDt>{more}</Ntry>\n"
    )


def remark(text: str) -> str:
    return f"<AddtlNtryInf>{text}</AddtlNtryInf>"


def amounts(reading: Reading) -> list[Decimal]:
    return [one.amount for statement in reading.statements for one in statement.entries]


@pytest.mark.parametrize(
    ("bad", "kept", "code"),
    [
        (entry("3", remark("Jansen & Zn")), [1, 3, 2], "DW897"),
        (entry("3", remark("Jansen &co; Zn")), [1, 3, 2], "DW897"),
        (entry("3", remark("a\x02b")), [1, 3, 2], "DW897"),
        (entry("3", "<NtryDtls>"), [1, 2], "DW895"),
        (entry("3", remark("a < b")), [1, 2], "DW895"),
        (entry("3", "</Stmt>"), [1, 2], "DW895"),
        ('<Ntry><Amt Ccy="EUR">3</Amt>\n', [1, 2], "DW895"),
    ],
)
def test_a_bad_entry_does_not_hide_the_others(bad: str, kept: list[int], code: str) -> None:
    """What is mended or left out is reported at its line; all other entries are read."""
    reading = read_camt(f"{HEAD}{entry('1')}{bad}{entry('2')}{TAIL}".encode("latin-1"), "bank.xml")
    assert amounts(reading) == kept
    (problem,) = reading.problems
    assert (problem.code, problem.place and problem.place.line) == (code, 6)


@pytest.mark.parametrize(
    "cut",
    [
        entry("3")[:40],
        entry("3").rstrip()[:-2],
        "",
        "</St",
        f"{TAIL[:12]}",
        "<Bal><Tp>",
        entry("3", "<NtryDtls>")[:-20],
    ],
)
def test_a_file_that_breaks_off(cut: str) -> None:
    """The entries before the break are read, and the break is an error: payments may be missing."""
    reading = read_camt(f"{HEAD}{entry('1')}{entry('2')}{cut}".encode(), "bank.xml")
    assert amounts(reading) == [1, 2]
    assert [(problem.code, problem.severity) for problem in reading.problems] == [("DW896", "error")]


def test_names_with_accents_survive() -> None:
    """A mended file keeps the characters of its own encoding."""
    reading = read_camt(f"{HEAD}{entry('1', remark('Café & Zn'))}{TAIL}".encode("latin-1"), "bank.xml")
    assert [one.text for one in reading.statements[0].entries] == ["Café & Zn"]


@given(st.integers(0, 600), st.text(max_size=5))
def test_whatever_is_broken_never_raises(at: int, put: str) -> None:
    """A file broken anywhere gives entries and problems, never an exception, and never an entry that was not there."""
    text = f"{HEAD}{entry('1')}{entry('2')}{TAIL}"
    reading = read_camt((text[:at] + put + text[at + 3 :]).encode("utf-8", "replace"), "bank.xml")
    assert len(amounts(reading)) <= 2


def test_a_large_broken_file_takes_no_longer_than_a_good_one() -> None:
    """Ten thousand entries that are never closed are seen in one pass."""
    start = time.perf_counter()
    text, problems = mend(HEAD + '<Ntry><Amt Ccy="EUR">3</Amt>\n' * 10_000 + TAIL, "bank.xml")
    assert (text.count("<Ntry>"), len(problems)) == (0, 10_000)
    assert time.perf_counter() - start < 5
