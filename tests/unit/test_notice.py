"""Letters by law: presumed receipt by post and by e-mail, the term and its extension, the first day of costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day, day_text, weekday
from dunwell.law.notice import check_order, notice_term, received_day
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

if TYPE_CHECKING:
    from dunwell.law.figures import Working

NL = law_pack("nl")
SENT = st.integers(day("2024-01-01"), day("2028-11-30"))


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("2026-03-02", "2026-03-04"),  # Monday to Wednesday
        ("2026-03-05", "2026-03-07"),  # Thursday to Saturday
        ("2026-03-06", "2026-03-10"),  # Friday to Tuesday, over Sunday and Monday
        ("2026-03-07", "2026-03-11"),  # Saturday
        ("2026-03-08", "2026-03-11"),  # Sunday
        ("2026-04-02", "2026-04-07"),  # over Good Friday and Easter
        ("2026-12-23", "2026-12-29"),  # over Christmas
        ("2026-12-30", "2027-01-02"),  # over New Year
        ("2026-05-13", "2026-05-19"),  # over Ascension and the day equated with a holiday
    ],
)
def test_post_is_received_on_the_second_delivery_day(sent: str, received: str) -> None:
    """Sundays, Mondays and holidays do not count, neither in between nor as the day of delivery."""
    assert day_text(received_day(NL, day(sent), "post").day) == received


@pytest.mark.parametrize(
    ("sent", "presumed", "planned", "advised"),
    [
        ("2026-06-30", "2026-07-02", "2026-07-02", False),
        ("2026-07-01", "2026-07-03", "2026-07-04", True),
        ("2026-07-02", "2026-07-04", "2026-07-07", True),
        ("2027-06-30", "2027-07-02", "2027-07-03", True),
        ("2027-07-01", "2027-07-03", "2027-07-07", True),
    ],
)
def test_the_planning_margin_is_apart_from_the_presumption(
    sent: str, presumed: str, planned: str, advised: bool
) -> None:
    """The court's two days stay; from July 2026 one more is planned with, from July 2027 two; others are told so."""
    bare = received_day(NL, day(sent), "post")
    careful = received_day(NL, day(sent), "post", planning=True)
    assert (day_text(bare.day), day_text(careful.day)) == (presumed, planned)
    assert [problem.code for problem in bare.warnings] == (["DW616"] if advised else [])
    assert careful.warnings == ()
    assert all(planned in problem.message for problem in bare.warnings)


def test_post_days_take_the_place_of_the_presumption() -> None:
    """Who counts with the advised three days is not advised again."""
    found = received_day(NL, day("2026-08-03"), "post", post_days=3)
    assert (day_text(found.day), found.warnings) == ("2026-08-06", ())


def test_email_has_to_be_proved() -> None:
    """An e-mail counts on its day, but nothing is presumed: the answer says that receipt has to be proved."""
    found = received_day(NL, day("2026-03-06"), "email")
    assert day_text(found.day) == "2026-03-06"
    assert [problem.code for problem in found.warnings] == ["DW617"]


@pytest.mark.parametrize(
    ("received", "counted", "last"),
    [
        ("2026-03-06", "2026-03-20", "2026-03-20"),  # ends on a Friday
        ("2026-03-07", "2026-03-21", "2026-03-23"),  # Saturday to Monday
        ("2026-03-08", "2026-03-22", "2026-03-23"),  # Sunday to Monday
        ("2026-03-20", "2026-04-03", "2026-04-07"),  # Good Friday over Easter to Tuesday
        ("2026-05-01", "2026-05-15", "2026-05-18"),  # a day equated by decree
        ("2026-04-21", "2026-05-05", "2026-05-06"),  # 5 May, every year
        ("2025-12-18", "2026-01-01", "2026-01-05"),  # New Year and the equated day after it
        ("2024-02-15", "2024-02-29", "2024-02-29"),  # a leap day
    ],
)
def test_fourteen_days_from_the_day_after_receipt(received: str, counted: str, last: str) -> None:
    """The term starts the day after receipt, never ends on a closed day, and costs are due the day after it."""
    term = notice_term(NL, day(received))
    assert day_text(term.first_day) == day_text(day(received) + 1)
    assert (day_text(term.counted_last_day), day_text(term.last_day)) == (counted, last)
    assert term.costs_from == term.last_day + 1


@given(SENT)
def test_costs_never_come_too_early(sent: int) -> None:
    """Whenever a letter is posted, costs come between 17 and 24 days later, and the debtor has fourteen full days."""
    receipt = received_day(NL, sent, "post")
    term = notice_term(NL, receipt.day)
    assert weekday(receipt.day) not in (0, 6)
    assert weekday(term.last_day) < 5
    assert term.last_day - receipt.day >= 14
    assert 17 <= term.costs_from - sent <= 24


@given(SENT, st.integers(0, 10))
def test_later_post_never_arrives_earlier(sent: int, days: int) -> None:
    """More delivery days, and the planning margin, only move receipt later."""
    fewer = received_day(NL, sent, "post", post_days=days).day
    assert sent <= fewer < received_day(NL, sent, "post", post_days=days + 1).day
    assert received_day(NL, sent, "post").day <= received_day(NL, sent, "post", planning=True).day


def test_a_longer_term_is_allowed_and_a_shorter_one_refused() -> None:
    """A letter may grant more than fourteen days, never less."""
    assert day_text(notice_term(NL, day("2026-03-06"), days=21).last_day) == "2026-03-27"
    with pytest.raises(ProblemsFound, match="DW618"):
        notice_term(NL, day("2026-03-06"), days=13)


@pytest.mark.parametrize(("sent", "codes"), [("2026-02-28", ["DW619"]), ("2026-03-01", []), ("2026-03-02", [])])
def test_a_letter_before_default_has_no_effect(sent: str, codes: list[str]) -> None:
    """The letter must follow default; on the first day of default it is in time."""
    assert [problem.code for problem in check_order(NL, day(sent), day("2026-03-01"))] == codes


def lines(working: tuple[Working, ...]) -> list[tuple[str, str]]:
    """Label and day of each line of a working."""
    return [(row.label, "" if row.day is None else day_text(row.day)) for row in working]


@pytest.mark.parametrize(
    ("sent", "channel", "planning", "label", "received"),
    [
        ("2026-08-03", "post", False, "received on open day 2 after sending (calendar: post)", "2026-08-05"),
        ("2026-08-03", "post", True, "received on open day 3 after sending (calendar: post)", "2026-08-06"),
        ("2026-06-03", "post", True, "received on open day 2 after sending (calendar: post)", "2026-06-05"),
        ("2026-08-03", "email", True, "received the same day", "2026-08-03"),
    ],
)
def test_how_receipt_was_found(sent: str, channel: str, planning: bool, label: str, received: str) -> None:
    """The day of sending, then the rule by which the day of receipt follows; the margin is a basis where it counts."""
    found = received_day(NL, day(sent), channel, planning=planning)
    rule = NL.receipt[channel]
    assert lines(found.working) == [("sent", sent), (label, received)]
    bases = [rule.presumption.values[0].basis]
    if planning and "day 3" in label:
        assert rule.planning is not None
        bases.append(rule.planning.values[1].basis)
    assert list(found.bases) == bases


@pytest.mark.parametrize(
    ("received", "days", "last", "more"),
    [
        ("2026-03-06", None, ("last of 14 days", "2026-03-20"), []),
        (
            "2026-03-07",
            15,
            ("last of 15 days", "2026-03-22"),
            [("extended to the next open day (calendar: statutory)", "2026-03-23")],
        ),
    ],
)
def test_how_the_term_was_found(
    received: str, days: int | None, last: tuple[str, str], more: list[tuple[str, str]]
) -> None:
    """Receipt, first and last day, the extension where there is one, and the first day of costs."""
    term = notice_term(NL, day(received), days=days)
    first = ("first day of the term, 1 after receipt", day_text(day(received) + 1))
    end = ("costs from", day_text(term.last_day + 1))
    assert lines(term.working) == [("received", received), first, last, *more, end]


def test_what_is_said_says_what_to_do() -> None:
    """Each warning and problem names what was found, and its fix is an order; warnings do not fail."""
    post = received_day(NL, day("2026-08-03"), "post").warnings
    email = received_day(NL, day("2026-08-03"), "email").warnings
    order = check_order(NL, day("2026-02-28"), day("2026-03-01"))
    assert [(problem.severity, problem.fix) for problem in (*post, *email, *order)] == [
        ("warning", "count with 3 post days before costs are asked for"),
        ("warning", "keep the proof of delivery, or send a letter as well"),
        ("error", "send it again once the debtor is in default"),
    ]
    assert order[0].message.startswith("Fourteen-day letter (veertiendagenbrief): sent on 2026-02-28, but ")
    for ask, message, fix in (
        (
            lambda: received_day(NL, day("2026-08-03"), "post", post_days=-2),
            "-2 post days are below zero",
            "give the number of delivery days, 0 or more",
        ),
        (
            lambda: notice_term(NL, day("2026-03-06"), days=13),
            "a term of 13 days is shorter than the 14 days that the law asks for",
            "grant at least 14 days (art. 6:96 lid 6 BW; art. 1 Algemene termijnenwet)",
        ),
        (
            lambda: notice_term(NL, day("2026-03-06"), form=""),
            "'' is no letter that this law knows",
            "write one of: fourteen_day_letter",
        ),
    ):
        with pytest.raises(ProblemsFound) as caught:
            ask()
        (problem,) = caught.value.problems
        assert (problem.message, problem.fix) == (message, fix)


def test_past_the_published_holidays_there_is_a_warning() -> None:
    """Days are equated by decree up to 2028; a term that ends later may be extended by a day not yet known."""
    assert notice_term(NL, day("2028-12-10")).warnings == ()
    assert [problem.code for problem in notice_term(NL, day("2028-12-18")).warnings] == ["DW611"]


@pytest.mark.parametrize(
    ("sent", "channel", "post_days", "code"),
    [
        ("2026-03-06", "pigeon", None, "DW612"),
        ("2026-03-06", "post", -1, "DW613"),
        ("2012-06-30", "post", None, "DW610"),
    ],
)
def test_what_cannot_be_answered_says_why(sent: str, channel: str, post_days: int | None, code: str) -> None:
    """An unknown channel, days below zero and days before the first rule are problems."""
    with pytest.raises(ProblemsFound, match=code):
        received_day(NL, day(sent), channel, post_days=post_days)


def test_an_unknown_form_is_refused() -> None:
    """A letter that the law does not know has no term."""
    with pytest.raises(ProblemsFound, match="DW612"):
        notice_term(NL, day("2026-03-06"), form="love_letter")


def test_what_cannot_be_answered_is_refused_in_words() -> None:
    """An unknown channel or letter, post days below zero, and law without such a letter: each names what is wrong."""
    with pytest.raises(ProblemsFound, match="DW612 'fax' is no channel"):
        received_day(NL, day("2026-03-05"), "fax")
    with pytest.raises(ProblemsFound, match="DW613 -1 post days are below zero"):
        received_day(NL, day("2026-03-05"), "post", post_days=-1)
    assert received_day(NL, day("2026-03-05"), "post", post_days=0).day == day("2026-03-05")
    with pytest.raises(ProblemsFound, match="DW612 'summons' is no letter"):
        notice_term(NL, day("2026-03-07"), form="summons")
    with pytest.raises(ProblemsFound, match="DW612 this law has no letter with a term of its own") as refused:
        notice_term(law_pack("de"), day("2026-03-07"))
    assert refused.value.problems[0].fix == "take another law"
