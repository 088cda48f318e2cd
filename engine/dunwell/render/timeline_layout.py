"""Where everything in the picture of a timeline goes: lanes, marks, bars, labels. Pure geometry, no drawing.

Every lane is a stack of rows. An entry takes the first row in which its mark, its bar and its label are free, so that
no text lies over another however near the days are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dunwell.days import FIRST_YEAR, LAST_YEAR
from dunwell.render.timeline_chart import Chart, chart_for
from dunwell.render.timeline_labels import Box, Label, Rows, fit, text_width
from dunwell.render.timeline_scale import (
    Band,
    Scale,
    closed_bands,
    day_labels,
    month_edges,
    month_labels,
    scale_for,
)
from dunwell.render.timeline_view import Row, Timeline, distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.render.timeline_words import Words

WIDTH, LEFT, RIGHT = 1200.0, 148.0, 1184.0
MARGIN = 16.0
AXIS_HEIGHT, FLAG_HEIGHT, ROW_HEIGHT, LANE_PADDING = 42.0, 22.0, 27.0, 7.0
MARK, LABEL_WIDTH = 6.0, 236.0
"""Half the size of a mark; the most that a label takes."""

BAR_LEAD, SHORT_BAR = 10.0, 26.0
"""How far a bar begins before the middle of its mark; shorter than this its label stands behind it, not on it."""

CHANNEL_LANES: Mapping[str, str] = {"task": "people", "check": "people"}
LANE_NAMES: Mapping[str, str] = {
    "people": "lane_people",
    "skipped": "lane_skipped",
    "waiting": "lane_waiting",
    "plan": "lane_plan",
    "events": "lane_events",
}
ORDER = ("people", "email", "letter", "phone")
LAST = ("agency", "skipped", "waiting", "plan", "events")
TONE_LANES: Mapping[str, str] = {
    "step": "people",
    "skip": "skipped",
    "event": "events",
    "wait": "waiting",
    "alarm": "people",
}
SPANS: Mapping[str, tuple[str, frozenset[str]]] = {
    "hold": ("opened", frozenset({"closed", "expired"})),
    "plan": ("agreed", frozenset({"completed", "breached", "infeasible"})),
}
"""Which change begins a stretch of waiting, and which changes end it."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to draw in a lane: from a day, perhaps until another, with a label and a text for the pointer."""

    tone: str
    first: date
    last: date | None
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its place: the middle of its mark and, if it lasts, the right end of its bar."""

    tone: str
    title: str
    x: float
    y: float
    bar_end: float | None
    label: Label


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its name at the left and what is in it."""

    label: Label
    top: float
    height: float
    items: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A marked day, drawn as a line from its label down through all lanes."""

    kind: str
    x: float
    top: float
    title: str
    label: Label


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sign and what it stands for; `x` is the middle of the sign."""

    sign: str
    x: float
    y: float
    label: Label


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, in the units of a view box from (0, 0) to (`width`, `height`)."""

    width: float
    height: float
    plot: Box
    headings: tuple[Label, ...]
    months: tuple[Label, ...]
    month_edges: tuple[float, ...]
    days: tuple[Label, ...]
    weekends: tuple[Band, ...]
    holidays: tuple[Band, ...]
    flags: tuple[Flag, ...]
    lanes: tuple[Lane, ...]
    chart: Chart
    legend: tuple[LegendItem, ...]


def picture_of(shown: Timeline, words: Words, headings: tuple[Label, ...] = ()) -> Picture | None:
    """Lay out the picture below its headings; None if no entry has a day."""
    shown = _drawable(shown)
    dated = tuple(row for row in shown.rows if row.day)
    if not dated:
        return None
    scale = scale_for(tuple(_days(shown, dated)), LEFT, RIGHT)
    top = max((label.y + 14 for label in headings), default=0.0)
    flags, y = _flags(shown, scale, top + AXIS_HEIGHT, words)
    lanes, y = _lanes(dated, scale, shown.end_day, y, words)
    chart = chart_for(shown, scale, y, words)
    weekends, holidays = closed_bands(scale, shown.closed, shown.holidays, words)
    legend, bottom = _legend(dated, weekends, holidays, chart.bottom + 30, words)
    return Picture(
        width=WIDTH,
        height=bottom,
        plot=Box(LEFT, RIGHT, top, chart.bottom),
        headings=headings,
        months=tuple(month_labels(scale, top + 16, words)),
        month_edges=month_edges(scale),
        days=tuple(day_labels(scale, top + 34)),
        weekends=weekends,
        holidays=holidays,
        flags=flags,
        lanes=lanes,
        chart=chart,
        legend=legend,
    )


def _drawable(shown: Timeline) -> Timeline:
    """The timeline without days so far off that nobody means them (9999-12-31 for "no due date")."""

    def near(day: date | None) -> date | None:
        return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None

    rows = tuple(replace(row, day=near(row.day), term_until=near(row.term_until)) for row in shown.rows)
    return replace(shown, due=near(shown.due), end_day=near(shown.end_day), rows=rows)


def _days(shown: Timeline, rows: tuple[Row, ...]) -> Iterator[date]:
    yield from (day for day in (shown.due, shown.end_day) if day)
    for row in rows:
        yield from (day for day in (row.day, row.term_until) if day)


def _flags(shown: Timeline, scale: Scale, top: float, words: Words) -> tuple[tuple[Flag, ...], float]:
    """Place the due date and the end, and say where the lanes begin."""
    marked = []
    if shown.due:
        marked.append(("due", shown.due, f"{words.title('due')} {words.day(shown.due)}", ""))
    if shown.end_day:
        title = distance(shown.end_day, shown.due, words) if shown.due else ""
        text = f"{words.title('end')}: {shown.end_text}, {words.day(shown.end_day)}"
        marked.append(("end", shown.end_day, text, title))
    rows, flags = Rows(), []
    for kind, day, text, title in marked:
        label = _label_beside(scale.middle(day), text, gap=6, bold=True)
        row = rows.place(label.box.left - 8, label.box.right + 8)
        y = top + row * FLAG_HEIGHT
        flags.append(Flag(kind, scale.middle(day), y + 2, title, replace(label, y=y + 16)))
    return tuple(flags), top + len(rows.taken) * FLAG_HEIGHT + 8


def _label_beside(x: float, text: str, *, gap: float, bold: bool = False) -> Label:
    """A label to the right of x, or to its left where there is no room; its y is still to be set."""
    width = text_width(text, 12, bold=bold)
    if x + gap + width <= RIGHT or RIGHT - x >= x - LEFT:
        return Label(fit(text, RIGHT - x - gap, 12, bold=bold), x + gap, 0, bold=bold)
    return Label(fit(text, x - gap - LEFT, 12, bold=bold), x - gap, 0, anchor="end", bold=bold)


def _lanes(
    rows: tuple[Row, ...], scale: Scale, end: date | None, top: float, words: Words
) -> tuple[tuple[Lane, ...], float]:
    """Fill the lanes that have something to show, and say where the last one ends."""
    items: dict[str, list[Item]] = {}
    for lane, item in _items(rows, end, words):
        items.setdefault(lane, []).append(item)
    lanes = []
    for lane in _in_order(tuple(items)):
        name = fit(words.title(LANE_NAMES.get(lane, lane)), LEFT - MARGIN - 10, 12, bold=True)
        placed, count = _placed(items[lane], scale, top + LANE_PADDING)
        height = count * ROW_HEIGHT + 2 * LANE_PADDING
        lanes.append(Lane(Label(name, MARGIN, top + LANE_PADDING + 18, bold=True), top, height, placed))
        top += height
    return tuple(lanes), top


def _in_order(lanes: tuple[str, ...]) -> tuple[str, ...]:
    """People first, then the channels (those of plugins behind ours), then what is not a contact."""
    others = tuple(lane for lane in lanes if lane not in ORDER + LAST)
    return tuple(lane for lane in (*ORDER, *others, *LAST) if lane in lanes)


def _items(rows: tuple[Row, ...], end: date | None, words: Words) -> Iterator[tuple[str, Item]]:
    """Yield every item with its lane; an entry with two channels is in two lanes, the end is a flag and in none."""
    ended: set[int] = set()
    for at, row in enumerate(rows):
        if row.day is None or row.tone == "end" or at in ended:
            continue
        last, label, title = _until(rows, at), _short(row), _title(row, words)
        if row.kind in SPANS and row.change == SPANS[row.kind][0]:
            closing = _closing(rows, at)
            last = rows[closing].day if closing else end or rows[-1].day
            if closing:
                ended.add(closing)
                label, title = rows[closing].label, f"{title}\n\n{_title(rows[closing], words)}"
        item = Item(row.tone, row.day, last if last and last > row.day else None, label, title)
        yield from ((lane, item) for lane in _lanes_of(row))


def _until(rows: tuple[Row, ...], at: int) -> date | None:
    """The last day of a term; an offer of a plan stands no longer than until it is taken."""
    last = rows[at].term_until
    if last is None or (rows[at].kind, rows[at].change) != ("plan", "offered"):
        return last
    taken = (row.day for row in rows[at:] if row.day and (row.kind, row.change) == ("plan", "agreed"))
    return min(last, next(taken, last))


def _short(row: Row) -> str:
    """What stands beside the mark: the lane and the mark say the rest."""
    if row.tone == "alarm":
        return row.heading
    return f"{row.label} · {row.outcome}" if row.outcome else row.label


def _closing(rows: tuple[Row, ...], at: int) -> int | None:
    """Which later entry ends the hold or plan that begins here."""
    opening = rows[at]
    ends = SPANS[opening.kind][1]
    later = (n for n, row in enumerate(rows) if n > at and (row.kind, row.name) == (opening.kind, opening.name))
    return next((n for n in later if rows[n].change in ends), None)


def _lanes_of(row: Row) -> tuple[str, ...]:
    if row.tone in {"step", "skip"} and row.channels:
        return tuple(dict.fromkeys(CHANNEL_LANES.get(channel, channel) for channel in row.channels))
    return ("plan" if row.kind == "plan" else TONE_LANES[row.tone],)


def _title(row: Row, words: Words) -> str:
    """What the pointer shows: the entry in full."""
    day = words.day(row.day) if row.day else ""
    term = f"{words.title('term_until')}: {words.day(row.term_until)}" if row.term_until else ""
    claim = f"{words.title('claim')}: {row.claim}" if row.claim else ""
    parts = (f"{day}: {row.heading}", row.channel_text, term, claim, row.text, *row.notes)
    return "\n".join((*filter(None, parts), *(f"– {reason.text}" for reason in row.reasons)))


def _placed(items: list[Item], scale: Scale, top: float) -> tuple[tuple[Placed, ...], int]:
    """Give every item of a lane its row, and say how many rows there are."""
    rows, placed = Rows(), []
    for item in sorted(items, key=lambda item: item.first):
        x = scale.middle(item.first)
        bar_end = scale.x(item.last + _DAY) if item.last else None
        text = fit(item.label, LABEL_WIDTH, 12)
        bar = bar_end - x if bar_end else 0
        label = _label_beside(x, text, gap=bar + 5 if MARK < bar < SHORT_BAR else MARK + 5)
        left = min(x - BAR_LEAD, label.box.left) - 2
        right = max(x + MARK, label.box.right, bar_end or 0) + 6
        y = top + (rows.place(left, right) + 0.5) * ROW_HEIGHT
        placed.append(Placed(item.tone, item.title, x, y, bar_end, replace(label, y=y + 4.5)))
    return tuple(placed), len(rows.taken)


def _legend(
    dated: tuple[Row, ...], weekends: tuple[Band, ...], holidays: tuple[Band, ...], top: float, words: Words
) -> tuple[tuple[LegendItem, ...], float]:
    """Explain the signs that the picture uses, and say where it ends."""
    used = {
        **{tone: any(row.tone == tone for row in dated) for tone in ("step", "skip", "event", "wait", "alarm")},
        "bar": any(row.term_until for row in dated),
        "weekend": bool(weekends),
        "holiday": bool(holidays),
        "claim": True,
    }
    x, y, legend = LEFT, top, []
    for sign in (sign for sign, is_used in used.items() if is_used):
        text = words.say(f"sign_{sign}")
        width = 24 + text_width(text, 11)
        if x + width > RIGHT:
            x, y = LEFT, y + 20
        legend.append(LegendItem(sign, x + 8, y - 4, Label(text, x + 22, y, size=11)))
        x += width + 18
    return tuple(legend), y + 14
