"""The claim over time."""

from datetime import date

import pytest

from dunwell.render.timeline_chart import Chart, chart_for
from dunwell.render.timeline_scale import Scale
from dunwell.render.timeline_view import view
from dunwell.render.timeline_words import Words

ENGLISH = Words("en")
SCALE = Scale(date(2026, 2, 1), 100, left=148, right=1148)


def chart(*entries: dict[str, object], total: str | None = "1000.00") -> Chart:
    """The chart of these entries."""
    document = {"invoice": {"currency": "EUR", "total": total}, "entries": list(entries)}
    return chart_for(view(document, ENGLISH), SCALE, 100, ENGLISH)


def step(day: str, total: str) -> dict[str, object]:
    """A message that claims so much."""
    return {"date": day, "kind": "step", "step": "notice", "claim": {"total": total}}


def event(day: str, name: str, amount: str) -> dict[str, object]:
    """Something from outside with an amount."""
    return {"date": day, "kind": "event", "event": name, "amount": amount}


@pytest.mark.parametrize(
    ("entries", "amounts"),
    [
        ((), [100000]),
        ((step("2026-02-10", "1000.00"),), [100000]),
        ((step("2026-02-10", "1150.00"),), [100000, 115000]),
        ((event("2026-02-10", "payment_received", "400.00"),), [100000, 60000]),
        ((event("2026-02-10", "payment_received", "4000.00"),), [100000, 0]),
        (
            (event("2026-02-10", "payment_received", "400.00"), event("2026-02-20", "payment_reversed", "400.00")),
            [100000, 60000, 100000],
        ),
        ((event("2026-02-10", "dispute_opened", "400.00"),), [100000]),
    ],
)
def test_the_line_follows_what_is_asked_and_what_comes_in(
    entries: tuple[dict[str, object], ...], amounts: list[int]
) -> None:
    """Messages set the claim, money lowers it, never below zero; a change of nothing is no step."""
    assert [level.cents for level in chart(*entries).levels] == amounts


def test_without_any_amount_there_is_no_line() -> None:
    """An unknown claim is not drawn as zero."""
    nothing = chart(total=None)
    assert (nothing.line, nothing.area, nothing.labels) == ("", "", ())


def test_first_and_last_amount_are_always_written() -> None:
    """However many changes there are, what it began with and what it came to can be read."""
    many = chart(*(step(f"2026-03-{day:02d}", f"{1000 + day * 40}.00") for day in range(1, 31)))
    texts = [label.text for label in many.labels]
    assert texts[:2] == ["€1,000.00", "€2,200.00"]


def test_the_line_is_steps_and_never_slopes() -> None:
    """A claim changes on a day, not gradually: the path has only horizontal and vertical parts."""
    path = chart(step("2026-02-11", "1150.00")).line
    assert path == "M148.0 134.2 H253.0 V124.0 H1148.0"
