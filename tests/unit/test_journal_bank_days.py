"""The journal knows up to which day payments are known, and which account counts for a case."""

from datetime import date
from decimal import Decimal

import pytest

from dunwell.days import day, day_text
from dunwell.journal.bank_days import BankData, days_known, note_days, with_bank_data
from dunwell.journal.cases import Pinned, look_at
from dunwell.journal.database import writing
from dunwell.journal.payments import import_statements
from dunwell.journal.store import Stamp
from dunwell.model import Account, Entry, Invoice, Statement
from workspaces import journal_in, make, opened_case

ON = day("2026-03-02")
ONE, TWO, OWN = "NL13TEST0123456789", "NL40TEST0987654321", "NL55TEST0000000001"


@pytest.fixture
def journal(tmp_path, journal_url):
    """An empty journal of a new workspace."""
    found = journal_in(make(tmp_path, ladder=False, journal=journal_url))
    yield found
    found.connection.close()


def test_the_latest_day_counts(journal):
    """An older file that comes later takes nothing back, and a day that lies ahead is not known yet."""
    with writing(journal.connection):
        for account, last in ((ONE, ON - 3), (ONE, ON - 5), (ONE, ON - 3), (TWO, ON + 9)):
            note_days(journal, {account: last}, Stamp(ON, "m", "desk"))
    assert days_known(journal) == {ONE: ON - 3, TWO: ON}


def statement(closed, name="a", amount="1.00"):
    """A statement with one payment that fits no case."""
    entry = Entry(date(2026, 2, 27), Decimal(amount), currency="EUR")
    return Statement(name, ONE, "EUR", entries=(entry,), closed_on=closed, kind="camt.053")


def test_an_import_keeps_it_also_if_nothing_matched(journal):
    """And not from a file of which something could not be read."""
    import_statements(journal, (statement(date(2026, 2, 27)),), "desk", ON, ON)
    assert days_known(journal) == {ONE: ON - 3}
    import_statements(journal, (statement(date(2026, 3, 2), "b"),), "desk", ON, ON, {"b"})
    assert days_known(journal) == {ONE: ON - 3}


def test_an_import_that_fails_keeps_nothing(journal, tmp_path, monkeypatch):
    """The days stand in one transaction with the bookings."""
    monkeypatch.setattr("dunwell.journal.payments.note_days", lambda *arguments: 1 / 0)
    journal_case = opened_case(tmp_path, journal, ON)[0]
    text = Entry(date(2026, 3, 2), Decimal("400.00"), text="Factuur 2026-0001", currency="EUR")
    with pytest.raises(ZeroDivisionError):
        import_statements(journal, (Statement("a", ONE, "EUR", entries=(text,)),), "desk", ON, ON)
    assert journal.events(journal_case.id) == ()


@pytest.mark.parametrize(
    ("bank", "accounts", "oldest"),
    [
        (BankData({ONE: 5, TWO: 3}), (ONE,), (ONE, 5)),
        (BankData({ONE: 5, TWO: 3}), (ONE, TWO), (TWO, 3)),
        (BankData({ONE: 5}), (ONE, TWO), (TWO, None)),
        (BankData({ONE: 5}, accounts=(ONE,)), (ONE, TWO), (ONE, 5)),
        (BankData({ONE: 5, OWN: 4}, own=OWN), (), (OWN, 4)),
        (BankData({ONE: 5, OWN: 4}, own=OWN), (ONE,), (ONE, 5)),
        (BankData({ONE: 5, TWO: 3}), (), (TWO, 3)),
        (BankData({}), (), ("", None)),
    ],
)
def test_the_account_that_counts(bank, accounts, oldest):
    """Those of the workspace, else of the invoice, else the creditor's own, else all; the least known of them."""
    invoice = Invoice("f", "invoice", "own", accounts=tuple(Account(one, one) for one in accounts))
    assert bank.oldest(invoice) == oldest


def test_a_case_waits_until_its_account_is_known(journal, tmp_path):
    """The reminder waits while nothing is known and while it is too long ago, not with fresh data or without files."""
    case, _ = opened_case(tmp_path, journal, ON)
    look = look_at(case, Pinned(journal).program(case), (), ON)
    kinds = {}
    for name, bank in (
        ("never", BankData({})),
        ("old", BankData({ONE: ON - 10})),
        ("fresh", BankData({ONE: ON - 1})),
        ("by hand", BankData({}, expected=False)),
    ):
        found = with_bank_data(journal, bank, look)
        kinds[name] = (len(found.decision.actions), len(found.waits), found.stale and found.stale.until)
    assert kinds == {"never": (0, 1, 0), "old": (0, 1, ON - 10), "fresh": (1, 0, None), "by hand": (1, 0, None)}
    assert day_text(with_bank_data(journal, BankData({}), look).stale.needed) == "2026-02-27"
