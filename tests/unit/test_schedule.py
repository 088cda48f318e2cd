"""Schedules of payment plans: what is proposed, what a person wants otherwise, and what lies outside the bounds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.schedule import Wish, agreed_schedule, outside, propose, wish_of
from dunwell.days import day, day_text
from dunwell.language.events import Event
from dunwell.language.phrases import Duration
from dunwell.language.schedules import schedule_text
from stories import LADDER

BOUNDS = replace(LADDER.plans[0].instalments, at_least=0)
"""Three instalments, a month apart, the first within 7 days of the agreement."""
AGREED = day("2026-01-24")  # so that the first is due on 31 January


def proposed(total, wish=None, **bounds):
    """What is proposed under the bounds, changed as said, for a plan agreed on 24 January 2026; as text."""
    return schedule_text(propose(LADDER, replace(BOUNDS, **bounds), total, AGREED, wish or Wish()))


PROPOSED = [
    ("the last takes the rest", 100_00, {}, "2026-01-31 33.33, 2026-02-28 33.33, 2026-03-31 33.34"),
    ("rounded down", 100_00, {"round_to": 500}, "2026-01-31 30.00, 2026-02-28 30.00, 2026-03-31 40.00"),
    ("too little to round", 9_00, {"round_to": 500}, "2026-01-31 3.00, 2026-02-28 3.00, 2026-03-31 3.00"),
    (
        "not rounded below the minimum",
        75_00,
        {"at_least": 2500, "round_to": 1000},
        "2026-01-31 25.00, 2026-02-28 25.00, 2026-03-31 25.00",
    ),
    ("as many as the minimum allows", 100_00, {"at_least": 4000}, "2026-01-31 50.00, 2026-02-28 50.00"),
    ("less than the minimum is one", 10_00, {"at_least": 4000}, "2026-01-31 10.00"),
    ("fewer cents than instalments", 2, {}, "2026-01-31 0.02"),
    ("in weeks", 100_00, {"every": Duration(2, "weeks"), "times": 2}, "2026-01-31 50.00, 2026-02-14 50.00"),
    ("on the day of the agreement", 1_00, {"first": Duration(0, "days"), "times": 1}, "2026-01-24 1.00"),
]


@pytest.mark.parametrize(("total", "bounds", "text"), [row[1:] for row in PROPOSED], ids=[row[0] for row in PROPOSED])
def test_what_is_proposed(total, bounds, text):
    """Equal amounts, the last takes the rest; each day is counted from the first, so that a month's end stays one."""
    assert proposed(total, **bounds) == text


WISHES = [
    ("two instalments", Wish(times=2), "2026-01-31 50.00, 2026-02-28 50.00"),
    ("EUR 40 each", Wish(each=4000), "2026-01-31 40.00, 2026-02-28 40.00, 2026-03-31 20.00"),
    ("an amount that divides the claim", Wish(each=5000), "2026-01-31 50.00, 2026-02-28 50.00"),
    ("more than the claim", Wish(each=20000), "2026-01-31 100.00"),
    ("another first day", Wish(first=day("2026-02-05"), times=2), "2026-02-05 50.00, 2026-03-05 50.00"),
    ("every week", Wish(every=Duration(1, "weeks"), times=2), "2026-01-31 50.00, 2026-02-07 50.00"),
]


@pytest.mark.parametrize(("wish", "text"), [row[1:] for row in WISHES], ids=[row[0] for row in WISHES])
def test_what_a_person_wants_otherwise(wish, text):
    """A wish takes the place of what the policy proposes; what it leaves open the policy still says."""
    assert proposed(100_00, wish) == text


@pytest.mark.parametrize("total", [0, -500])
def test_nothing_to_pay_is_no_schedule(total):
    """A claim of nothing, or one overpaid, has no instalments; and that is outside every bound."""
    assert propose(LADDER, BOUNDS, total, AGREED, Wish()) == ()
    assert outside(LADDER, BOUNDS, (), AGREED) == ("there is nothing to pay",)


DURATIONS = st.builds(Duration, st.integers(1, 13), st.sampled_from(["days", "working days", "weeks", "months"]))
WISHED = st.builds(
    Wish,
    st.sampled_from([0, AGREED, AGREED + 40]),
    st.integers(0, 40),
    st.none() | DURATIONS,
    st.sampled_from([0, 0, 997, 50_00]),
)


@given(
    st.integers(1, 5_000_00),
    st.integers(1, 40),
    DURATIONS,
    st.sampled_from([0, 1, 2500]),
    st.sampled_from([1, 100, 500]),
    WISHED,
)
def test_every_schedule_adds_up(total, times, every, at_least, round_to, wish):
    """The amounts are the claim to the cent, none is zero, and the days follow each other."""
    bounds = replace(BOUNDS, times=times, every=every, at_least=at_least, round_to=round_to)
    schedule = propose(LADDER, bounds, total, AGREED, wish)
    days = [due for due, _ in schedule]
    assert sum(amount for _, amount in schedule) == total
    assert min(amount for _, amount in schedule) > 0
    assert days == sorted(set(days))
    assert days[0] >= AGREED


@given(st.integers(1, 5_000_00), st.integers(1, 12), st.sampled_from([0, 1, 2500]), st.sampled_from([1, 500, 1000]))
def test_what_is_proposed_lies_within_the_bounds(total, times, at_least, round_to):
    """The policy never proposes what it would refuse, also where it rounds."""
    bounds = replace(BOUNDS, times=times, at_least=at_least, round_to=round_to)
    found = outside(LADDER, bounds, propose(LADDER, bounds, total, AGREED, Wish()), AGREED)
    assert found == () or total < at_least  # one instalment that is all there is


EVENTS = [
    ("nothing said", (), "2026-01-31 333.33, 2026-02-28 333.33, 2026-03-31 333.34"),
    ("how many", (("times", 2),), "2026-01-31 500.00, 2026-02-28 500.00"),
    ("how much", (("amount", 600_00),), "2026-01-31 600.00, 2026-02-28 400.00"),
    ("how often", (("every", "2 weeks"), ("times", 2)), "2026-01-31 500.00, 2026-02-14 500.00"),
    ("from when", (("first", AGREED), ("times", 1)), "2026-01-24 1000.00"),
    ("a whole schedule", (("instalments", "2026-02-01 10.00, 2026-02-02 5.00"),), "2026-02-01 10.00, 2026-02-02 5.00"),
]


@pytest.mark.parametrize(("data", "text"), [row[1:] for row in EVENTS], ids=[row[0] for row in EVENTS])
def test_an_event_says_the_schedule(data, text):
    """A schedule that is written out stands as it is; else it follows from the wish and the policy."""
    event = Event("plan_agreed", AGREED, data)
    assert schedule_text(agreed_schedule(LADDER, BOUNDS, 1000_00, event)) == text


def test_an_event_that_says_nothing_wants_nothing():
    """Then everything is the policy's."""
    assert wish_of(Event("plan_agreed", AGREED)) == Wish()


OUTSIDE = [
    ("within all bounds", {}, ((7, 100_00), (38, 100_00)), ()),
    ("too many", {"times": 1}, ((1, 100_00), (2, 100_00)), ("2 instalments, 1 at most",)),
    ("too small", {"at_least": 5000}, ((1, 40_00), (2, 60_00)), ("an instalment of 40.00, 50.00 at least",)),
    ("only the last may be smaller", {"at_least": 5000}, ((1, 60_00), (2, 40_00)), ()),
    ("unless it is the only one", {"at_least": 5000}, ((1, 40_00),), ("an instalment of 40.00, 50.00 at least",)),
    ("the first too late", {}, ((8, 100_00),), ("the first on 2026-02-01, 2026-01-31 at the latest",)),
    (
        "the last too late",
        {"longest": Duration(1, "months")},
        ((7, 50_00), (32, 50_00)),
        ("the last on 2026-02-25, 2026-02-24 at the latest",),
    ),
    (
        "in several ways at once",
        {"times": 1, "at_least": 5000},
        ((8, 40_00), (9, 60_00)),
        (
            "2 instalments, 1 at most",
            "an instalment of 40.00, 50.00 at least",
            "the first on 2026-02-01, 2026-01-31 at the latest",
        ),
    ),
]


@pytest.mark.parametrize(("bounds", "schedule", "found"), [row[1:] for row in OUTSIDE], ids=[row[0] for row in OUTSIDE])
def test_what_lies_outside_the_bounds(bounds, schedule, found):
    """Each bound that is broken has a sentence with the value found and the one allowed; days from the agreement."""
    days = tuple((AGREED + later, amount) for later, amount in schedule)
    assert outside(LADDER, replace(BOUNDS, **bounds), days, AGREED) == found


def test_the_days_are_real_days():
    """A year of month ends: never the day before or after, whatever February does."""
    schedule = propose(LADDER, replace(BOUNDS, times=12), 1200_00, AGREED, Wish())
    assert [day_text(due)[5:] for due, _ in schedule][:4] == ["01-31", "02-28", "03-31", "04-30"]
    assert [day_text(due)[8:] for due, _ in schedule].count("31") == 7
