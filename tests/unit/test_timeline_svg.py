"""The picture as a file: it is read back here as an SVG viewer would."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from dunwell.render.timeline_labels import Box, Label
from dunwell.render.timeline_svg import timeline_svg

SVG = "{http://www.w3.org/2000/svg}"
TIMELINES = sorted((Path(__file__).parents[1] / "fixtures" / "timelines").glob("*.json"), key=lambda path: path.name)

_start = date(2026, 1, 1)
_titles = st.sampled_from(["Bellen", "Vriendelijke betalingsherinnering", "W" * 80, "חשבונית", "🧾🧾🧾", "", "<b>&\"'"])
_days = st.integers(0, 720).map(lambda n: (_start + timedelta(days=n)).isoformat())
_near_days = st.integers(0, 9).map(lambda n: (_start + timedelta(days=n)).isoformat())
_amounts = st.integers(0, 10**9).map(lambda n: f"{n // 100}.{n % 100:02d}")


def _entries(days: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    kinds = ("step", "skip", "event", "hold", "plan", "message", "attention", "late", "end", "other")
    return st.fixed_dictionaries(
        {"date": days, "kind": st.sampled_from(kinds), "title": _titles},
        optional={
            "channels": st.lists(st.sampled_from(["email", "letter", "phone", "agency", "task", "fax"]), max_size=3),
            "event": st.sampled_from(["payment_received", "payment_reversed", "call_made"]),
            "hold": st.sampled_from(["dispute", "question"]),
            "change": st.sampled_from(["opened", "closed", "expired", "agreed", "completed", "breached"]),
            "term_until": days,
            "amount": _amounts,
            "claim": st.fixed_dictionaries({"total": _amounts}),
            "reason": st.sampled_from(["paid", "handed_over"]),
        },
    )


def _documents() -> st.SearchStrategy[dict[str, object]]:
    def of(days: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
        return st.fixed_dictionaries(
            {
                "invoice": st.fixed_dictionaries({"number": _titles, "total": _amounts, "due": days | st.none()}),
                "entries": st.lists(_entries(days), max_size=25).map(
                    lambda es: sorted(es, key=lambda e: str(e["date"]))
                ),
                "end": st.none() | st.fixed_dictionaries({"date": days, "reason": _titles}),
                "calendar": st.fixed_dictionaries(
                    {"closed": st.lists(days), "holidays": st.dictionaries(days, _titles)}
                ),
            }
        )

    return of(_days) | of(_near_days)


def parse(svg: str) -> ET.Element:
    """The root of an SVG file."""
    return ET.fromstring(svg)


def view_box(root: ET.Element) -> Box:
    """The room of the picture."""
    left, top, width, height = (float(number) for number in root.get("viewBox", "").split())
    return Box(left, left + width, top, top + height)


def texts(root: ET.Element) -> Iterator[tuple[str, Box]]:
    """Yield every text with the room that it takes."""
    for element in root.iter(f"{SVG}text"):
        numbers = {key: float(element.get(key, "0")) for key in ("x", "y")}
        size, anchor = float(element.get("font-size", "12")), element.get("text-anchor", "start")
        bold = element.get("font-weight") == "600"
        text = element.text or ""
        yield text, Label(text, **numbers, size=size, anchor=anchor, bold=bold).box


def shapes(root: ET.Element) -> Iterator[Box]:
    """Yield the room of every rectangle, circle and line."""
    for element in root.iter():
        n = {
            key: float(value) for key, value in element.attrib.items() if key in {*"xyr", "width", "height", "cx", "cy"}
        }
        n |= {key: float(element.attrib[key]) for key in ("x1", "x2", "y1", "y2") if key in element.attrib}
        if element.tag == f"{SVG}rect":
            yield Box(n.get("x", 0), n.get("x", 0) + n["width"], n.get("y", 0), n.get("y", 0) + n["height"])
        elif element.tag == f"{SVG}circle":
            yield Box(n["cx"] - n["r"], n["cx"] + n["r"], n["cy"] - n["r"], n["cy"] + n["r"])
        elif element.tag == f"{SVG}line":
            yield Box(n["x1"], n["x2"], n["y1"], n["y2"])


def assert_sound(svg: str) -> None:
    """Check a picture: well-formed, nothing outside, no two texts over each other."""
    root = parse(svg)
    room = view_box(root)
    room = Box(room.left, room.right + 0.1, room.top, room.bottom + 0.1)  # coordinates are rounded to a tenth
    found = list(texts(root))
    assert [text for text, box in found if not box.within(room)] == []
    assert [box for box in shapes(root) if not box.within(room)] == []
    assert [(a, b) for (a, box), (b, other) in combinations(found, 2) if inner(box).meets(other)] == []


def inner(box: Box) -> Box:
    """A box without its outermost tenth, as coordinates are rounded."""
    return Box(box.left + 0.1, box.right - 0.1, box.top + 0.1, box.bottom - 0.1)


@settings(deadline=None)
@given(_documents())
def test_any_timeline_gives_a_sound_picture(document: dict[str, object]) -> None:
    """However many entries lie on however few days: no text over another, nothing outside the picture."""
    assert_sound(timeline_svg(document))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_every_sample_gives_a_sound_picture(path: Path, language: str) -> None:
    """The samples too, in both languages."""
    assert_sound(timeline_svg(json.loads(path.read_text(encoding="utf-8")), language=language))


def test_the_picture_is_what_it_was(snapshot: SnapshotAssertion) -> None:
    """A change of the drawing shows in review."""
    path = next(path for path in TIMELINES if path.stem == "business-to-handover")
    assert timeline_svg(json.loads(path.read_text(encoding="utf-8"))) == snapshot


def test_hostile_texts_stay_texts() -> None:
    """Markup in the data is shown, never obeyed: no element and no attribute comes from it."""
    path = next(path for path in TIMELINES if path.stem == "hostile")
    root = parse(timeline_svg(json.loads(path.read_text(encoding="utf-8"))))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "line", "text", "g", "path", "circle"}
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]
    assert any(text == 'Dunning timeline: invoice <script>alert("x")</script>' for text, _ in texts(root))


def test_a_timeline_without_entries_says_so() -> None:
    """An empty timeline is a small picture with one sentence."""
    document: Mapping[str, object] = {"invoice": {"number": "1"}, "entries": []}
    assert [text for text, _ in texts(parse(timeline_svg(document)))][-1] == "Nothing happens on this timeline."


def test_nothing_is_fetched() -> None:
    """The only address in the file is the name of the SVG namespace."""
    svg = timeline_svg(json.loads(TIMELINES[0].read_text(encoding="utf-8")))
    assert svg.count("://") == svg.count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert "url(" not in svg
    assert "@import" not in svg
