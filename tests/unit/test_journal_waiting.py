"""Payments that wait: kept once, settled by a person, and never booked twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from databases import unguard
from dunwell.days import day
from dunwell.journal.payments import import_statements
from dunwell.journal.settling import Verdicts, settle
from dunwell.journal.waiting import all_kept, all_waiting
from dunwell.model import Detail, Entry, Statement
from dunwell.problems import ProblemsFound
from dunwell.readers.files import read_source
from workspaces import NUMBER, PAYER, bank_file, journal_in, make, opened_case

ON = day("2026-03-02")
TODAY = ON + 18
GUESS = ("260305", "1000,00", "dank u")


@pytest.fixture
def desk(tmp_path, journal_url):
    """A journal with a case of EUR 1000.00 and one of EUR 250.00, and a person who imports and decides."""
    journal = journal_in(make(tmp_path, journal=journal_url))
    case, _ = opened_case(tmp_path, journal, ON)
    opened_case(tmp_path, journal, ON, number="2026-0002", total="250.00")

    class Desk:
        def take(self, *payments, file="bank.sta"):
            statements = read_source(bank_file(*payments).encode(), file).statements
            return import_statements(journal, statements, "desk", TODAY, TODAY)

        def say(self, *book, known=(), not_ours=(), at=0):
            return settle(journal, Verdicts(book, known, not_ours, "anna", TODAY, at))

        def refused(self, *book, **more):
            kept, events = all_kept(journal), journal.all_events()
            with pytest.raises(ProblemsFound) as found:
                self.say(*book, **more)
            assert (all_kept(journal), journal.all_events()) == (kept, events), "nothing is recorded"
            return [one.code for one in found.value.problems]

        def waits(self):
            return [one.number for one in all_waiting(journal)]

        def events(self):
            found = journal.all_events()
            return [(one.event.name, one.event.money()) for key in sorted(found) for one in found[key]]

    found = Desk()
    found.journal, found.case = journal, case
    yield found
    journal.connection.close()


def test_it_is_kept_with_its_candidates_once(desk):
    """The same file again, or under another name, adds nothing."""
    report = desk.take(GUESS)
    (one,) = all_waiting(desk.journal)
    assert (one.number, one.day, one.cents, one.currency) == (1, day("2026-03-05"), 100_000, "EUR")
    assert (one.said["account"], one.said["text"], one.kept.by) == (PAYER, "dank u", "desk")
    assert [(each.case, each.open) for each in one.candidates] == [(desk.case.id, 100_000)]
    assert one.candidates[0].reasons
    assert list(report.waiting.values()) == [1]
    again = desk.take(GUESS, file="again.sta")
    assert ([each.group for each in again.matched.results], desk.waits()) == (["known"], [1])
    assert list(again.waiting.values()) == [1], "it is still said under which number it waits"


def test_what_names_the_payer_can_be_erased(desk):
    """The payment waits still: a day, an amount and candidates."""
    desk.take(GUESS)
    desk.journal.connection.execute("DELETE FROM waiting_remarks")
    (one,) = all_waiting(desk.journal)
    assert (one.cents, one.said, [each.case for each in one.candidates]) == (100_000, {}, [desk.case.id])
    told = " ".join(str(tuple(row)) for row in desk.journal.connection.execute("SELECT * FROM waiting"))
    assert not {PAYER, "Specht", "dank"} & set(told.replace('"', " ").split())
    desk.say(f"1={NUMBER}")
    assert desk.events() == [("payment_received", 100_000)]


def test_it_is_booked_on_its_day_with_who_decided(desk):
    """The normal event with the fingerprint: no later file books it again, and its payer is known from now on."""
    desk.take(GUESS)
    (settled,) = desk.say(f"1={NUMBER}").settled
    assert (settled.decided, settled.shares[0][1]) == ("booked", 100_000)
    (recorded,) = desk.journal.events(desk.case.id)
    assert (recorded.event.at, recorded.stamp.by) == (day("2026-03-05"), "anna")
    assert "decided by a person" in recorded.stamp.source
    assert desk.waits() == []
    assert [one.group for one in desk.take(GUESS, file="b").matched.results] == ["known"]
    assert len(desk.events()) == 1


def test_it_is_split_over_cases(desk):
    """By amounts; the one without an amount gets the rest."""
    desk.take(GUESS)
    settling = desk.say(f"1={NUMBER}:750.00", "1=2026-0002")
    assert [amount for _, amount in settling.settled[0].shares] == [75_000, 25_000]
    assert desk.events() == [("payment_received", 75_000), ("payment_received", 25_000)]
    assert [look.position.end for look in settling.looks] == ["", "paid"]


def test_several_are_decided_at_once(desk):
    """One is booked, one is known, one is not about a claim."""
    desk.take(GUESS, ("260306", "250,00", "nota"), ("260307", "1000,00", "dank"))
    desk.say("2=2026-0002", known=("1",), not_ours=("3",))
    assert [one.decided for one in all_kept(desk.journal)] == ["known", "booked", "not_ours"]
    assert desk.events() == [("payment_received", 25_000)]
    assert desk.waits() == []
    file = (GUESS, ("260306", "250,00", "nota"), ("260307", "1000,00", "dank"))
    assert {one.group for one in desk.take(*file, file="b").matched.results} == {"known"}


def test_one_that_was_taken_off_the_list_by_mistake_can_still_be_booked(desk):
    """The decision stays in the journal, the later one counts."""
    desk.take(GUESS)
    desk.say(not_ours=("1",))
    desk.say(f"1={NUMBER}")
    assert [one.decided for one in all_kept(desk.journal)] == ["booked"]
    assert desk.journal.connection.execute("SELECT COUNT(*) FROM decisions").fetchone()[0] == 2


REFUSED = [
    ((NUMBER,), {}, ["DW991"]),
    (("x=2026-0001",), {}, ["DW991"]),
    ((), {"known": ("one",)}, ["DW991"]),
    ((f"1={NUMBER}",), {"known": ("1",)}, ["DW991"]),
    ((), {"known": ("1", "1")}, ["DW991"]),
    ((f"1={NUMBER}:400.00", f"1={NUMBER}"), {}, ["DW991"]),
    ((f"9={NUMBER}",), {"known": ("8",)}, ["DW992", "DW992"]),
    ((f"1={NUMBER}:400.00",), {}, ["DW993"]),
    ((f"1={NUMBER}:1000.01",), {}, ["DW993"]),
    ((f"1={NUMBER}", "1=2026-0002"), {}, ["DW993"]),
    (("1=nobody",), {}, ["DW959"]),
    ((f"1={NUMBER}:0.00",), {}, ["DW959"]),
]


@pytest.mark.parametrize(("book", "more", "codes"), REFUSED)
def test_what_cannot_be_decided_changes_nothing(desk, book, more, codes):
    """All that is wrong at once, and the payment waits on."""
    desk.take(GUESS)
    assert desk.refused(*book, **more) == codes
    assert desk.waits() == [1]


def test_what_is_decided_is_not_decided_again(desk):
    """Booked is booked: nobody books it a second time."""
    desk.take(GUESS)
    desk.say(f"1={NUMBER}")
    assert desk.refused(f"1={NUMBER}") == ["DW992"]
    assert desk.refused(not_ours=("1",)) == ["DW992"]


def change(desk, column, value):
    """A payment as another bank would have given it."""
    unguard(desk.journal.connection, "waiting")
    desk.journal.connection.execute(f"UPDATE waiting SET {column} = ?", (value,))


def test_another_currency_and_no_date(desk):
    """Neither is guessed; the day can be said."""
    desk.take(GUESS)
    change(desk, "valid_on", None)
    assert desk.refused(f"1={NUMBER}") == ["DW995"]
    assert desk.refused(f"1={NUMBER}", at=TODAY + 1) == ["DW965"]
    desk.journal.connection.execute("UPDATE waiting SET currency = 'USD'")
    assert desk.refused(f"1={NUMBER}", at=ON) == ["DW994"]
    desk.journal.connection.execute("UPDATE waiting SET currency = 'EUR'")
    desk.say(f"1={NUMBER}", at=ON + 1)
    assert desk.journal.events(desk.case.id)[0].event.at == ON + 1


def test_too_much_and_for_an_ended_case_is_booked_and_said(desk):
    """A person has to pay back what was paid twice; the case keeps the money until then."""
    desk.take(("260304", "1000,00", f"Factuur {NUMBER}"))
    desk.take(("260310", "1000,00", f"Factuur {NUMBER}"), file="b")
    (one,) = all_waiting(desk.journal)
    assert "ended" in one.said["why"]
    settling = desk.say(f"1={NUMBER}")
    assert {problem.code for problem in settling.problems} == {"DW972", "DW967"}
    assert all(problem.severity == "warning" for problem in settling.problems)
    assert settling.looks[0].position.received == 200_000


def test_money_that_went_back_is_booked_as_such(desk):
    """A return that names nothing waits; on its case it opens the claim again, on another it is refused."""
    desk.take(("260304", "1000,00", f"Factuur {NUMBER}"))
    desk.take(("260306", "-1000,00", "retour"), file="b")
    (one,) = all_waiting(desk.journal)
    assert one.cents == -100_000
    assert desk.refused("1=2026-0002") == ["DW972"]
    settling = desk.say(f"1={NUMBER}")
    assert desk.events() == [("payment_received", 100_000), ("payment_reversed", 100_000)]
    assert settling.looks[0].position.end == ""


def test_the_parts_of_a_sum_take_its_place(desk):
    """A batch that waits as one sum is settled by its breakdown from another file."""
    whole = Entry(date(2026, 3, 5), Decimal("1250.00"), text="verzamelboeking 2026-0002", currency="EUR")
    details = (Detail(Decimal("1000.00"), text=f"Factuur {NUMBER}"), Detail(Decimal("250.00"), text="nota"))
    for kind, entry in (("camt.053", whole), ("camt.054", replace(whole, text=None, details=details))):
        statement = Statement(kind, "NL13TEST0123456789", "EUR", entries=(entry,), kind=kind)
        import_statements(desk.journal, (statement,), "desk", TODAY, TODAY)
    assert [(one.cents, one.decided) for one in all_kept(desk.journal)] == [(125_000, "in_parts"), (25_000, "")]
    assert desk.events() == [("payment_received", 100_000)]
