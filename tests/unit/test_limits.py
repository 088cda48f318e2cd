"""Caps per day: what goes, what waits and why, whatever is planned."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.run.limits import within_limits
from dunwell.workspace import Limits


@dataclass(frozen=True)
class Planned:
    """As much of a planned action as counts here."""

    case_id: str
    channels: tuple[str, ...]
    since: int
    name: str = "reminder"


MAIL, LETTER, BOTH = ("email",), ("letter",), ("email", "letter")


def allowed(planned, sent=None, **limits):
    """What goes today and why the others wait, by key; planned are pairs of channels and day, named a, b, c."""
    rows = [Planned("abcdefgh"[index], channels, day) for index, (channels, day) in enumerate(planned)]
    found = within_limits(rows, sent or {}, Limits(limits.pop("per_day", None), limits))
    return "".join(one.case_id for one in found.today), {one.case_id: why for one, why in found.waits}


@pytest.mark.parametrize(
    ("planned", "sent", "limits", "today", "waits"),
    [
        ([(MAIL, 3), (MAIL, 1), (MAIL, 2)], {}, {}, "bca", ""),
        ([(MAIL, 3), (MAIL, 1), (MAIL, 2)], {}, {"per_day": 2}, "bc", "a"),
        ([(MAIL, 1), (LETTER, 2), (MAIL, 3)], {}, {"email": 1}, "ab", "c"),
        ([(BOTH, 1), (MAIL, 2)], {"letter": 5}, {"letter": 5}, "b", "a"),
        ([(BOTH, 1), (MAIL, 2), (LETTER, 3)], {}, {"per_day": 3}, "ab", "c"),
        ([(BOTH, 1)], {"email": 2}, {"per_day": 3}, "", "a"),
        ([(MAIL, 1)], {"email": 2}, {"email": 2}, "", "a"),
        ([(MAIL, 1), (LETTER, 1)], {}, {"email": 0}, "b", "a"),
        ([(MAIL, 1)], {}, {"per_day": 0}, "", "a"),
        ([(BOTH, 1), (MAIL, 2)], {}, {"per_day": 1}, "a", "b"),
        ([(BOTH, 1)], {"email": 1}, {"per_day": 1}, "", "a"),
    ],
)
def test_what_goes_today(planned, sent, limits, today, waits):
    """The oldest first; by two channels counts for both; one full channel keeps no other back; 0 lets nothing out."""
    goes, left = allowed(planned, sent, **limits)
    assert (goes, "".join(left)) == (today, waits)


def test_each_reason_names_the_key_and_what_follows():
    """So that a person finds the line in dunwell.yaml."""
    _, waits = allowed([(MAIL, 1), (MAIL, 2)], per_day=1)
    assert waits == {"b": "limits.per_day: 1 went out today in all; it goes first on the next day"}
    _, waits = allowed([(MAIL, 1)], email=0)
    assert waits == {"a": "limits.email is 0: nothing goes out by email"}


CHANNELS = st.sampled_from([MAIL, LETTER, BOTH, ("phone",), ("agency",)])
PLANNED = st.lists(
    st.builds(Planned, st.text("abc", min_size=1), CHANNELS, st.integers(1, 9)), unique_by=lambda p: p.case_id
)
NUMBERS = st.integers(0, 6)
LIMITS = st.builds(Limits, st.none() | NUMBERS, st.dictionaries(st.sampled_from(["email", "letter", "phone"]), NUMBERS))
SENT = st.dictionaries(st.sampled_from(["email", "letter", "phone", "agency"]), st.integers(0, 4))


@given(PLANNED, SENT, LIMITS)
def test_nothing_is_lost_and_no_limit_is_broken(planned, sent, limits):
    """Every action goes or waits with a reason, whole; beyond a limit goes only what is larger than a whole day's."""
    found = within_limits(planned, sent, limits)
    assert sorted([*found.today, *(one for one, _ in found.waits)], key=lambda one: one.case_id) == sorted(
        planned, key=lambda one: one.case_id
    )
    assert all(why for _, why in found.waits)
    gone = dict(sent)
    for one in found.today:
        for channel in one.channels:
            gone[channel] = gone.get(channel, 0) + 1
    if limits.per_day is not None and found.today:
        assert sum(gone.values()) <= max(limits.per_day, len(found.today[0].channels))
    assert all(gone.get(channel, 0) <= max(most, sent.get(channel, 0)) for channel, most in limits.channels.items())


@given(PLANNED, SENT, LIMITS)
def test_the_order_in_which_they_are_given_does_not_matter(planned, sent, limits):
    """Two runs over the same cases agree, and of one channel the older never waits for the younger."""
    found = within_limits(planned, sent, limits)
    assert within_limits(list(reversed(planned)), sent, limits) == found
    for late, _ in found.waits:
        assert not any(one.channels == late.channels and one.since > late.since for one in found.today)


@given(PLANNED, LIMITS)
def test_day_after_day_all_of_it_goes(planned, limits):
    """Unless a limit is 0, whatever waits today goes some day."""
    if 0 in (limits.per_day, *limits.channels.values()):
        return
    left = planned
    for _ in planned:
        left = [one for one, _ in within_limits(left, {}, limits).waits]
    assert left == []
