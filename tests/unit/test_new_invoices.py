"""New invoices that are late while a plan asks for them on time."""

import pytest

from workspaces import NUMBER, Person, codes, make


@pytest.fixture
def person(tmp_path):
    """Somebody with a case of one debtor that has a plan which asks for new invoices on time."""
    somebody = Person(make(tmp_path))
    somebody.must("open", somebody.file(), "--on", "2026-03-02")
    somebody.must("record", NUMBER, "plan_agreed", "plan=payment_plan", "--on", "2026-03-03")
    return somebody


def later(person, issued="2026-03-10", due="2026-03-20"):
    """Another invoice to the same debtor."""
    person.must("open", person.file("2026-0099", issued=issued, due=due), "--on", "2026-03-10")


def test_a_late_new_invoice_is_told_until_it_is_recorded(person):
    """On the day after it was due, with what to type; then the plan itself goes on with it."""
    later(person)
    assert codes(person.must("status", "--on", "2026-03-20")) == []
    late = person.must("status", "--on", "2026-03-21")
    assert codes(late) == ["DW978"]
    assert "2026-0099 was due on 2026-03-20" in late["problems"][0]["message"]
    fact = ("fact=debtor.new_invoices_on_time", "value=false")
    person.must("record", NUMBER, "fact_recorded", *fact, "--on", "2026-03-21")
    assert codes(person.must("status", "--on", "2026-03-21")) == []


def test_an_invoice_from_before_the_agreement_is_not_new(person):
    """The plan says nothing of it."""
    later(person, issued="2026-03-01", due="2026-03-10")
    assert codes(person.must("status", "--on", "2026-03-21")) == []


def test_a_plan_that_does_not_ask_is_not_watched(tmp_path):
    """Nor is a case without a plan."""
    somebody = Person(make(tmp_path))
    somebody.must("open", somebody.file(), "--on", "2026-03-02")
    later(somebody)
    assert codes(somebody.must("status", "--on", "2026-03-21")) == []
    somebody.must("record", NUMBER, "plan_agreed", "plan=arranged", "--at", "2026-03-03", "--on", "2026-03-21")
    assert codes(somebody.must("status", "--on", "2026-03-21")) == []
