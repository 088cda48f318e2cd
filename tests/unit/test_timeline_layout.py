"""Where everything in the picture goes."""

from datetime import date

import pytest

from dunwell.render.timeline_layout import Picture, picture_of
from dunwell.render.timeline_view import view
from dunwell.render.timeline_words import Words

ENGLISH = Words("en")


def picture(*entries: dict[str, object], due: str = "2026-02-04", end: dict[str, object] | None = None) -> Picture:
    """The picture of these entries."""
    document = {"invoice": {"due": due, "total": "100.00", "currency": "EUR"}, "entries": list(entries), "end": end}
    laid_out = picture_of(view(document, ENGLISH), ENGLISH)
    assert laid_out is not None
    return laid_out


@pytest.mark.parametrize(
    ("entry", "lanes"),
    [
        ({"kind": "step", "channels": ["email"]}, ["E-mail"]),
        ({"kind": "step", "channels": ["letter", "email"]}, ["E-mail", "Letter"]),
        ({"kind": "step", "channels": ["check"]}, ["Internal"]),
        ({"kind": "step", "channels": ["task", "check"]}, ["Internal"]),
        ({"kind": "step"}, ["Internal"]),
        ({"kind": "step", "channels": ["whatsapp"]}, ["Whatsapp"]),
        ({"kind": "skip", "channels": ["phone"]}, ["Phone"]),
        ({"kind": "skip"}, ["Skipped"]),
        ({"kind": "message", "channels": ["letter"]}, ["Letter"]),
        ({"kind": "event", "event": "call_made"}, ["Events"]),
        ({"kind": "hold", "hold": "dispute", "change": "opened"}, ["Holds"]),
        ({"kind": "plan", "change": "offered"}, ["Payment plan"]),
        ({"kind": "attention", "channels": ["email"]}, ["Internal"]),
        ({"kind": "end", "reason": "paid"}, []),
    ],
)
def test_every_entry_goes_to_its_lane(entry: dict[str, object], lanes: list[str]) -> None:
    """Contacts lie in the lanes of their channels, the rest in lanes by kind; the end is a flag and in no lane."""
    assert [lane.label.text for lane in picture({"date": "2026-02-05", **entry}).lanes] == lanes


def test_lanes_stand_in_a_fixed_order() -> None:
    """People first, then the channels with those of plugins behind ours, then the agency and what is no contact."""
    entries = [
        {"date": "2026-02-05", "kind": "step", "channels": [c]} for c in ("agency", "fax", "phone", "email", "task")
    ]
    found = picture(*entries, {"date": "2026-02-05", "kind": "event", "event": "opened"})
    assert [lane.label.text for lane in found.lanes] == ["Internal", "E-mail", "Phone", "Fax", "Agency", "Events"]


def test_a_term_is_a_bar_up_to_the_end_of_its_last_day() -> None:
    """The last day of a term belongs to the debtor: the bar ends where the next day begins."""
    found = picture(
        {"date": "2026-02-05", "kind": "step", "channels": ["email"], "term_until": "2026-02-12"},
        {"date": "2026-02-13", "kind": "step", "channels": ["phone"]},
    )
    bar, call = found.lanes[0].items[0], found.lanes[1].items[0]
    half_a_day = (call.x - bar.x) / 16
    assert bar.bar_end == pytest.approx(call.x - half_a_day)


def test_a_hold_is_one_bar_from_opening_to_closing() -> None:
    """Opening and closing are one thing in the picture, named by how it ended; another hold is not mixed up with it."""
    found = picture(
        {"date": "2026-02-05", "kind": "hold", "hold": "dispute", "change": "opened"},
        {"date": "2026-02-06", "kind": "hold", "hold": "question", "change": "opened"},
        {"date": "2026-02-10", "kind": "hold", "hold": "question", "change": "expired"},
        {"date": "2026-03-05", "kind": "hold", "hold": "dispute", "change": "closed"},
    )
    (lane,) = found.lanes
    assert [item.label.text for item in lane.items] == ["Dispute: closed", "Question: expired"]
    a_day = 1036 / 36
    assert [(item.bar_end or 0) - item.x for item in lane.items] == pytest.approx([28.5 * a_day, 4.5 * a_day])


def test_a_plan_is_one_bar_from_agreed_to_its_end_and_its_offer_stands_until_then() -> None:
    """A plan has its own lane: the offer's bar ends where the plan is agreed, the plan's where it ended."""
    found = picture(
        {"date": "2026-02-05", "kind": "plan", "change": "offered", "term_until": "2026-02-15"},
        {"date": "2026-02-10", "kind": "plan", "change": "agreed"},
        {"date": "2026-02-20", "kind": "plan", "change": "changed"},
        {"date": "2026-02-25", "kind": "plan", "change": "instalment_paid", "instalment": 1, "amount": "60.00"},
        {"date": "2026-03-05", "kind": "plan", "change": "completed"},
    )
    (lane,) = found.lanes
    texts = ["Payment plan: offered", "Payment plan: completed", "Payment plan: changed", "Instalment 1 paid €60.00"]
    assert [item.label.text for item in lane.items] == texts
    a_day = 1036 / 36
    lengths = [item.bar_end - item.x if item.bar_end else 0 for item in lane.items]
    assert lengths == pytest.approx([5.5 * a_day, 23.5 * a_day, 0, 0])


def test_an_offer_that_nobody_takes_stands_for_its_term() -> None:
    """Its bar ends with its last day."""
    offered = {"date": "2026-02-05", "kind": "plan", "change": "offered", "term_until": "2026-02-12"}
    found = picture(offered, {"date": "2026-02-13", "kind": "plan", "change": "unanswered"})
    item, over = found.lanes[0].items
    assert item.bar_end == pytest.approx(over.x - (over.x - item.x) / 16)


def test_a_hold_that_nothing_closes_lasts_to_the_end() -> None:
    """An open hold is drawn as open, until the case ends or the entries stop."""
    opened = {"date": "2026-02-05", "kind": "hold", "hold": "dispute", "change": "opened"}
    ended = picture(opened, end={"date": "2026-02-20", "reason": "credited"})
    assert ended.lanes[0].items[0].bar_end == pytest.approx(
        next(flag.x for flag in ended.flags if flag.kind == "end") + 1036 / 28 / 2
    )


def test_a_label_near_the_right_edge_stands_before_its_mark() -> None:
    """A label turns round rather than leave the picture."""
    found = picture(
        {"date": "2026-02-05", "kind": "step", "title": "A rather long name of a step", "channels": ["email"]},
        {"date": "2026-04-05", "kind": "step", "title": "A rather long name of a step", "channels": ["email"]},
    )
    assert [item.label.anchor for item in found.lanes[0].items] == ["start", "end"]


def test_the_pointer_shows_the_entry_in_full() -> None:
    """Hovering a mark tells what the list tells: day, channel, term, claim and every reason."""
    found = picture(
        {
            "date": "2026-02-05",
            "kind": "step",
            "title": "Reminder",
            "channels": ["email"],
            "term_until": "2026-02-12",
            "claim": {"total": "100.00"},
            "because": [{"text": "1 day after the due date"}],
        }
    )
    assert found.lanes[0].items[0].title == (
        "Thu 5 Feb 2026: Reminder\ne-mail\nPay by: Thu 12 Feb 2026\nClaim: €100.00\n– 1 day after the due date"
    )


def test_the_legend_explains_only_what_is_there() -> None:
    """A sign that the picture does not use is not explained."""
    found = picture({"date": "2026-02-05", "kind": "event", "event": "call_made"})
    assert [item.sign for item in found.legend] == ["event", "claim"]


def test_nothing_with_a_day_is_no_picture() -> None:
    """Without a single dated entry there is nothing to lay out."""
    shown = view({"invoice": {"due": date(2026, 2, 4).isoformat()}, "entries": [{"kind": "event"}]}, ENGLISH)
    assert picture_of(shown, ENGLISH) is None


def test_a_day_that_nobody_means_is_not_drawn() -> None:
    """A due date at the end of time does not squeeze the rest of the picture into one corner."""
    found = picture({"date": "2026-02-05", "kind": "event"}, {"date": "0001-01-01", "kind": "event"}, due="9999-12-31")
    assert found.flags == ()
    assert [len(lane.items) for lane in found.lanes] == [1]
    assert [label.text for label in found.months] == ["February 2026", "Mar"]
