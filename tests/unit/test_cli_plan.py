"""`dunwell plan propose`: the schedule before it is agreed, and how it is agreed."""

import pytest

from workspaces import NUMBER, Person, codes, make


@pytest.fixture
def person(tmp_path):
    """Somebody with a workspace whose policy is the short ladder, and one case of EUR 1000.00."""
    somebody = Person(make(tmp_path))
    somebody.must("open", somebody.file(), "--on", "2026-03-02")
    return somebody


def test_the_policys_proposal_can_be_recorded_as_it_is_printed(person):
    """What it says to type agrees on exactly these instalments, and the journal keeps them."""
    proposal = person.must("plan", "propose", NUMBER, "--plan", "arranged", "--on", "2026-03-03")
    said = [f"{name}={value}" for name, value in proposal["data"].items()]
    person.must("record", NUMBER, proposal["event"], *said, "--on", "2026-03-03")
    plan = person.must("status", NUMBER, "--on", "2026-03-03")["plan"]
    assert (proposal["event"], proposal["allowed"]) == ("plan_agreed", True)
    assert plan["instalments"] == proposal["instalments"]
    assert [one["amount"] for one in plan["instalments"]] == ["333.33", "333.33", "333.34"]


def test_an_agreement_in_few_words_is_kept_with_its_whole_schedule(person):
    """`times=2` says enough to a person; the journal holds the days and amounts that follow from it."""
    person.must("record", NUMBER, "plan_agreed", "plan=arranged", "times=2", "--on", "2026-03-03")
    agreed = next(
        one
        for one in person.must("history", NUMBER, "--on", "2026-03-03")["entries"]
        if one.get("event") == "plan_agreed"
    )
    assert agreed["instalments"] == "2026-03-10 500.00, 2026-04-10 500.00"


def test_what_the_policy_does_not_allow_exits_1_and_says_why(person):
    """The schedule is shown all the same, with each bound that it leaves."""
    code, document = person.ask("plan", "propose", NUMBER, "--plan", "arranged", "--amount", "50", "--on", "2026-03-03")
    assert (code, document["allowed"], set(codes(document))) == (1, False, {"DW976"})
    assert len(document["instalments"]) == 20


def test_a_tiny_amount_does_not_run_for_ever(person):
    """No schedule has more instalments than twenty years of months."""
    amounts = ("--plan", "arranged", "--amount", "0.01", "--on", "2026-03-03")
    assert len(person.ask("plan", "propose", NUMBER, *amounts)[1]["instalments"]) == 240


def test_with_a_plan_running_a_change_of_what_is_left_is_proposed(person):
    """And what to type says so."""
    person.must("record", NUMBER, "plan_agreed", "plan=arranged", "--on", "2026-03-03")
    person.must("record", NUMBER, "payment_received", "amount=400.00", "--on", "2026-03-10")
    code, printed = person.run("plan", "propose", NUMBER, "--times", "2", "--on", "2026-03-11")
    assert code == 0
    assert "€300.00" in printed
    assert f"dunwell record {NUMBER} plan_changed instalments=" in printed


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("9999",), "DW959"),
        ((NUMBER, "--plan", "arrangd"), "DW974"),
        ((NUMBER, "--amount", "free"), "free"),
        ((NUMBER, "--amount", "0"), "not above zero"),
        ((NUMBER, "--every", "month"), "'month'"),
        ((NUMBER, "--times", "0"), "range"),
    ],
)
def test_wrong_use_exits_2(person, words, found):
    """With what was found, and no traceback."""
    code, printed = person.run("plan", "propose", *words)
    assert (code, found in printed) == (2, True)


def test_status_shows_the_money_in_view(person):
    """All open cases together, the earliest first."""
    person.must("record", NUMBER, "plan_agreed", "plan=arranged", "--on", "2026-03-03")
    code, printed = person.run("status", "--on", "2026-03-04")
    lines = [line.strip() for line in printed.splitlines() if "instalment" in line]
    assert code == 0
    assert lines == [
        f"€333.33 on Tue 10 Mar 2026 (instalment 1) · {NUMBER}",
        f"€333.33 on Fri 10 Apr 2026 (instalment 2) · {NUMBER}",
        f"€333.34 on Sun 10 May 2026 (instalment 3) · {NUMBER}",
    ]


@pytest.mark.parametrize(
    "data",
    [
        "every=0 days",
        "every=3660 months",
        "first=9999-12-31",
        "instalments=2500-01-01 1000.00",
        "instalments=",
        "times=0",
    ],
)
def test_no_schedule_that_cannot_be_is_recorded(person, data):
    """Each is refused with what was found; none is a fault of ours."""
    code, document = person.ask("record", NUMBER, "plan_agreed", "plan=arranged", data, "--on", "2026-03-03")
    assert (code, codes(document)) == (2, ["DW705"])


def test_even_the_longest_schedule_that_can_be_written_is_judged(person):
    """Two hundred and forty years of instalments are beyond the policy's bounds, and said to be."""
    words = ("plan=arranged", "every=12 months", "times=240", "--on", "2026-03-03")
    code, document = person.ask("record", NUMBER, "plan_agreed", *words)
    assert (code, set(codes(document))) == (2, {"DW976"})
