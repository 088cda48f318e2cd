"""The pages of a timeline and of a policy in a real browser: no sideways scrolling, no text over another, no complaint.

A copy of the page with a script measures; the page itself, with its content security policy, is opened too, to see that
the browser finds nothing wrong with it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from dunwell.language.graph_make import graph_of
from dunwell.loading import load_policy
from dunwell.render.graph_html import graph_html
from dunwell.render.timeline_html import timeline_html
from dunwell.render.told_html import policy_html
from dunwell.render.told_policy import policy_told

pytestmark = pytest.mark.browser

TIMELINES = sorted((Path(__file__).parents[1] / "fixtures" / "timelines").glob("*.json"), key=lambda path: path.name)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--enable-logging=stderr",
)
MEASURE = """
<script>
addEventListener("load", () => {
  const root = document.documentElement;
  const meet = (a, b, dx, dy) =>
    a.x + dx < b.x + b.width && b.x + dx < a.x + a.width && a.y + dy < b.y + b.height && b.y + dy < a.y + a.height;
  const leaves = (a, room) => a.x < 0 || a.y < 0 || a.x + a.width > room.width || a.y + a.height > room.height;
  const texts = [...document.querySelectorAll("svg.dw-timeline text")].map(e => [e.textContent, e.getBBox()]);
  const room = document.querySelector("svg.dw-timeline")?.viewBox.baseVal;
  const table = document.querySelector("table.stack");
  parent.postMessage({
    width: innerWidth,
    sideways: root.scrollWidth - root.clientWidth,
    over: texts.flatMap(([text, box], at) =>
      texts.slice(at + 1).filter(([, other]) => meet(box, other, 1, 3)).map(([other]) => [text, other])),
    outside: texts.filter(([, box]) => leaves(box, room)).map(([text]) => text),
    wide: [...document.querySelectorAll("body *")]
      .filter(e => !e.closest(".scroll, .stack thead") && e.getBoundingClientRect().right > innerWidth + 0.5)
      .map(e => e.outerHTML.slice(0, 200)),
    stacked: table !== null && getComputedStyle(table).display === "block",
  }, "*");
});
</script>
"""
"""Goes into a copy of the page: tells the page around it what it finds."""

FRAME = """<!DOCTYPE html>
<body><iframe src="page.html" style="width:{width}px;height:900px;border:0"></iframe>
<script>
addEventListener("message", event => {{
  const note = document.createElement("pre");
  note.id = "measured";
  note.textContent = JSON.stringify(event.data);
  document.body.append(note);
}});
</script>
"""
"""A page around it, as a window of Chromium is never narrower than 500 pixels."""


@pytest.fixture(scope="module")
def chromium() -> str:
    """Where Chromium is."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    return path


def browse(chromium: str, page: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Open a page in a wide window, with a profile of its own."""
    profile = page.parent / "profile"
    command = [chromium, *FLAGS, f"--user-data-dir={profile}", "--window-size=1400,1000", *flags, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


def complaints(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What the browser wrote to its console."""
    return [line for line in result.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_a_page_fits_its_window(path: Path, width: int, chromium: str, tmp_path: Path) -> None:
    """At the width of a desk and of a phone nothing sticks out and no text of the picture lies over another."""
    html = timeline_html(json.loads(path.read_text(encoding="utf-8")))
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    copy = re.sub(r"<meta http-equiv[^>]*>", lambda _: MEASURE, html, count=1)
    (tmp_path / "page.html").write_text(copy, encoding="utf-8")
    result = browse(chromium, frame, "--virtual-time-budget=3000", "--dump-dom")
    note = re.search(r'<pre id="measured">(.*?)</pre>', result.stdout, re.DOTALL)
    assert note is not None, result.stdout[-2000:]
    assert json.loads(unescape(note[1])) == {
        "width": width,
        "sideways": 0,
        "over": [],
        "outside": [],
        "wide": [],
        "stacked": width == 390 and '<table class="stack"' in html,
    }
    assert complaints(result) == []


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_the_browser_has_nothing_to_complain_about(path: Path, chromium: str, tmp_path: Path) -> None:
    """The page as it is delivered breaks no rule of its own content security policy and reports no error."""
    page = tmp_path / "page.html"
    page.write_text(timeline_html(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    result = browse(chromium, page, f"--screenshot={tmp_path / 'page.png'}")
    assert complaints(result) == []
    assert (tmp_path / "page.png").stat().st_size > 10_000


def test_complaints_are_seen(chromium: str, tmp_path: Path) -> None:
    """The check can fail: a script in the page breaks its policy, and that shows."""
    page = tmp_path / "page.html"
    html = timeline_html(json.loads(TIMELINES[0].read_text(encoding="utf-8")))
    page.write_text(html.replace("</body>", "<script>1</script></body>"), encoding="utf-8")
    result = browse(chromium, page, f"--screenshot={tmp_path / 'page.png'}")
    assert len(complaints(result)) == 1


def test_it_prints_on_a_few_sheets(chromium: str, tmp_path: Path) -> None:
    """Printing gives sheets of A4 lying on their side, with the header and the picture together on the first."""
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    document = json.loads(next(path for path in TIMELINES if path.stem == "business-to-handover").read_text("utf-8"))
    page.write_text(timeline_html(document), encoding="utf-8")
    browse(chromium, page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    sheets = PdfReader(pdf).pages
    assert [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets] == [(842, 595)] * 3
    first = " ".join(sheets[0].extract_text().split())
    assert "Invoice 2026-0042" in first
    assert "Overdracht aan het incassobureau" in first


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("jurisdiction", ["nl", "de"])
def test_a_policy_fits_its_window(jurisdiction: str, width: int, chromium: str, tmp_path: Path) -> None:
    """The document of a policy sticks out nowhere, at a desk or on a phone; only its table may be scrolled."""
    program = load_policy(f"policies/{jurisdiction}/standard.yaml").program
    assert program is not None
    copy = re.sub(r"<meta http-equiv[^>]*>", lambda _: MEASURE, policy_html(policy_told(program)), count=1)
    (tmp_path / "page.html").write_text(copy, encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    result = browse(chromium, frame, "--virtual-time-budget=3000", "--dump-dom")
    note = re.search(r'<pre id="measured">(.*?)</pre>', result.stdout, re.DOTALL)
    assert note is not None, result.stdout[-2000:]
    measured = json.loads(unescape(note[1]))
    assert (measured["width"], measured["sideways"], measured["wide"]) == (width, 0, [])
    assert complaints(result) == []


MEASURE_GRAPH = """
<script>
addEventListener("load", () => {
  const meet = (a, b, dx, dy) =>
    a.x + dx < b.x + b.width && b.x + dx < a.x + a.width && a.y + dy < b.y + b.height && b.y + dy < a.y + a.height;
  const inside = (a, b) =>
    a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
  const texts = [...document.querySelectorAll("svg.dw-graph text")].map(e => [e.textContent, e.getBBox()]);
  const off = [...document.querySelectorAll("svg.dw-graph g.dw-node")].flatMap(node => {
    const card = node.querySelector("rect").getBBox();
    return [...node.querySelectorAll("text")].filter(e => !inside(e.getBBox(), card)).map(e => e.textContent);
  });
  const root = document.documentElement;
  parent.postMessage({
    texts: texts.length,
    sideways: root.scrollWidth - root.clientWidth,
    over: texts.flatMap(([text, box], at) =>
      texts.slice(at + 1).filter(([, other]) => meet(box, other, 1, 3)).map(([other]) => [text, other])),
    off,
  }, "*");
});
</script>
"""
"""Goes into a copy of the page of a policy: which texts leave their card or lie over another."""


def page_of(country: str) -> str:
    """The page of a shipped policy."""
    return graph_html(graph_of(load_policy(f"policies/{country}/standard.yaml").program), language="nl")


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("country", ["nl", "be", "de"])
def test_no_text_leaves_its_card_or_lies_over_another(country: str, width: int, chromium: str, tmp_path: Path) -> None:
    """As the browser measures it, at the width of a desk and of a phone, where the picture scrolls in its frame."""
    html = page_of(country)
    (tmp_path / "frame.html").write_text(FRAME.format(width=width), encoding="utf-8")
    copy = re.sub(r"<meta http-equiv[^>]*>", lambda _: MEASURE_GRAPH, html, count=1)
    (tmp_path / "page.html").write_text(copy, encoding="utf-8")
    result = browse(chromium, tmp_path / "frame.html", "--virtual-time-budget=3000", "--dump-dom")
    note = re.search(r'<pre id="measured">(.*?)</pre>', result.stdout, re.DOTALL)
    assert note is not None, result.stdout[-2000:]
    measured = json.loads(unescape(note[1]))
    assert measured.pop("texts") > 150
    assert measured == {"sideways": 0, "over": [], "off": []}


def test_it_prints_on_one_sheet_with_the_table_behind(chromium: str, tmp_path: Path) -> None:
    """On A4 the whole picture is on the first sheet, and the browser finds nothing to complain about."""
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(page_of("nl"), encoding="utf-8")
    result = browse(chromium, page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    assert complaints(result) == []
    sheets = PdfReader(pdf).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(595, 842)}
    assert len(sheets) <= 4
    first = " ".join(sheets[0].extract_text().split())
    assert "Stappenplan onbetaalde factuur" in first
    assert "Overgedragen" in first
    assert "alleen voor consument" in first
