"""The page: read back as XML, which it is on purpose."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.render.timeline_html import timeline_html
from dunwell.render.timeline_text import timeline_text

TIMELINES = sorted((Path(__file__).parents[1] / "fixtures" / "timelines").glob("*.json"), key=lambda path: path.name)
PATHS = pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=9)
    | st.sampled_from(["9999-12-31", "2026-02-05", "5.00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ENTRY_KEYS = ("date", "kind", "step", "channels", "claim", "accrued", "because", "announces", "amount", "term_until")
ENTRIES = st.lists(st.dictionaries(st.sampled_from(ENTRY_KEYS), VALUES, max_size=8) | VALUES, max_size=4)
KEYS = ("invoice", "policy", "end", "assumed", "problems", "calendar", "scenario")
DOCUMENTS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=7)


def page(path: Path, language: str = "en") -> str:
    """The page of a sample document."""
    return timeline_html(json.loads(path.read_text(encoding="utf-8")), language=language)


def sample(name: str) -> Path:
    """The sample of this name."""
    return next(path for path in TIMELINES if path.stem == name)


def said(element: ET.Element) -> str:
    """All text of an element as one line."""
    return " ".join("".join(element.itertext()).split())


def body(text: str) -> str:
    """What a reader sees of a page: its text without the style sheets."""
    root = ET.fromstring(text)
    for parent in root.iter():
        for child in [child for child in parent if child.tag.endswith("style")]:
            parent.remove(child)
    return said(root)


@PATHS
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_is_well_formed(path: Path, language: str) -> None:
    """Every element is closed and every attribute quoted; the language is stated."""
    root = ET.fromstring(page(path, language))
    assert root.get("lang") == language


@given(DOCUMENTS, ENTRIES)
def test_whatever_stands_in_the_document_there_is_a_page(document: dict[str, object], entries: list[object]) -> None:
    """A document with other types than promised still gives a well-formed page, and text; nothing raises."""
    ET.fromstring(timeline_html({**document, "entries": entries}))
    assert timeline_text({**document, "entries": entries}, width=80, colour=False)


@PATHS
def test_the_page_loads_nothing(path: Path) -> None:
    """No script and no address that a browser would open: only a data icon and a jump within the page."""
    root = ET.fromstring(page(path))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    addresses = {
        value for e in root.iter() for key, value in e.attrib.items() if key.rpartition("}")[2] in {"href", "src"}
    }
    styles = "".join(said(e) for e in root.iter() if e.tag.endswith("style"))
    assert not tags & {"script", "img", "iframe", "object", "embed", "base", "form"}
    assert addresses <= {"data:,", "#problems"}
    assert not re.search(r"url\(|@import|@font-face|://", styles)


@PATHS
def test_the_browser_is_told_to_load_nothing_either(path: Path) -> None:
    """The content security policy allows inline styles and data images and nothing else."""
    root = ET.fromstring(page(path))
    policies = [e.get("content") for e in root.iter("meta") if e.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_hostile_texts_stay_texts() -> None:
    """Markup in the data is shown as it is; no handler, no element comes from it."""
    text = page(sample("hostile"))
    root = ET.fromstring(text)
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]
    assert "<script" not in text
    assert '<script>alert("x")</script>' in body(text)
    assert "{{ 7*7 }}{% raw %}" in body(text)


@PATHS
def test_ids_are_unique_and_every_reference_meets_one(path: Path) -> None:
    """Labels of sections and tables point at headings that exist."""
    root = ET.fromstring(page(path))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    wanted = {e.get("aria-labelledby") for e in root.iter() if e.get("aria-labelledby")}
    wanted |= {(e.get("href") or "#")[1:] for e in root.iter("a")}
    assert len(ids) == len(set(ids))
    assert wanted <= set(ids)


@pytest.mark.parametrize("name", ["business-to-handover", "consumer-fourteen-days", "paid-after-dispute"])
def test_every_reason_place_and_law_is_on_the_page(name: str) -> None:
    """The list leaves nothing out."""
    document = json.loads(sample(name).read_text(encoding="utf-8"))
    shown = body(page(sample(name)))
    for entry in document["entries"]:
        for reason in entry.get("because", []):
            assert [reason[key] for key in ("text", "place", "law") if reason[key] and reason[key] not in shown] == []
    for item in document["assumed"]:
        assert item["text"] in shown
    for problem in document["problems"]:
        assert problem["message"] in shown


def test_headings_and_table_have_their_roles() -> None:
    """One first heading, then sections; the list is a table with column and row headers, also when it is stacked."""
    root = ET.fromstring(page(sample("business-to-handover")))
    headings = [(e.tag, said(e)) for e in root.iter() if e.tag in {"h1", "h2", "h3"}]
    assert headings == [
        ("h1", "Invoice 2026-0042"),
        ("h2", "At a glance"),
        ("h2", "Step by step"),
        ("h2", "What was assumed"),
        ("h2", "Problems"),
    ]
    table = next(root.iter("table"))
    assert [e.get("scope") for e in table.iter("th")].count("col") == 5
    assert [e.get("scope") for e in table.iter("th")].count("row") == 8
    assert {e.get("role") for e in table.iter("td")} == {"cell"}


def test_a_picture_that_is_too_high_for_the_first_sheet_is_printed_last() -> None:
    """Two years of entries do not leave the first printed page empty."""
    assert 'class="picture tall"' in page(sample("two-years"))
    assert 'class="picture"' in page(sample("business-to-handover"))


@pytest.mark.parametrize(("severity", "banner"), [("error", True), ("warning", True), ("info", False)])
def test_a_mere_remark_gets_no_banner(severity: str, banner: bool) -> None:
    """Errors and warnings are announced at the top of the page; a remark only stands in its list."""
    shown = timeline_html({"problems": [{"code": "DW843", "severity": severity, "message": "no account to pay to"}]})
    assert ('class="notice"' in shown) is banner
    assert "no account to pay to" in shown


def test_without_entries_the_page_has_no_picture_and_shows_the_problems() -> None:
    """When no policy applies, the page says so and why."""
    shown = body(page(sample("no-policy")))
    assert "At a glance" not in shown
    assert "Nothing happens on this timeline." in shown
    assert "no policy applies: debtor.country is CH" in shown


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_ground_contrast_enough(dark: bool) -> None:
    """Every pair of text and ground colours reaches 4.5 to 1 (WCAG 2.2, 1.4.3), light and dark."""
    blocks = re.findall(r":root\{([^}]*)\}", page(sample("no-policy")))
    colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]+)", blocks[int(dark)]))
    pairs = [(ink, ground) for ink in ("ink", "soft", "accent") for ground in ("ground", "panel")]
    pairs += [("end", "end-tint"), ("warn", "warn-tint"), ("bad", "bad-tint"), ("law", "law-tint"), ("soft", "chip")]
    pairs += [("warn", "panel"), ("bad", "panel"), ("ink", "end-tint"), ("soft", "end-tint")]
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
