"""A timeline in the terminal."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from dunwell.render.timeline_text import timeline_text

TIMELINES = sorted((Path(__file__).parents[1] / "fixtures" / "timelines").glob("*.json"), key=lambda path: path.name)


def read(name: str) -> Mapping[str, object]:
    """One of the sample documents."""
    path = next(path for path in TIMELINES if path.stem == name)
    document: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["business-to-handover", "consumer-fourteen-days", "no-policy"])
def test_it_reads_well_at_usual_widths(name: str, width: int, snapshot: SnapshotAssertion) -> None:
    """What people read is compared line by line."""
    assert timeline_text(read(name), width=width, colour=False) == snapshot


def test_it_speaks_dutch(snapshot: SnapshotAssertion) -> None:
    """Labels, days and amounts follow the language."""
    assert timeline_text(read("paid-after-dispute"), width=100, colour=False, language="nl") == snapshot


@pytest.mark.parametrize("width", [40, 60, 75, 76, 80, 103, 104, 120, 200])
@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_terminal(path: Path, width: int) -> None:
    """Not even one of long words, wide characters or emoji."""
    text = timeline_text(json.loads(path.read_text(encoding="utf-8")), width=width, colour=False)
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_nothing_steers_the_terminal_without_colour(path: Path) -> None:
    """No escape, bell or other control character comes out, whatever the document contains."""
    text = timeline_text(json.loads(path.read_text(encoding="utf-8")), width=100, colour=False)
    assert [
        char for char in text if char != "\n" and not char.isprintable() and char not in "\u200d\N{NO-BREAK SPACE}"
    ] == []


def test_colour_changes_nothing_but_colour() -> None:
    """With the colours taken out the text is the same, and with them skipped lines differ from done ones."""
    document = read("business-to-handover")
    coloured = timeline_text(document, width=100, colour=True)
    plain = "".join(part.split("m", 1)[1] if at else part for at, part in enumerate(coloured.split("\x1b[")))
    assert [line.rstrip() for line in plain.splitlines()] == timeline_text(
        document, width=100, colour=False
    ).splitlines()
    assert "\x1b[2m○" in coloured
    assert "\x1b[1m●" in coloured


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_reason_is_cut_short(width: int) -> None:
    """Every word of every reason, its place and its law are there at every width."""
    document = read("consumer-fourteen-days")
    words = "".join(timeline_text(document, width=width, colour=False).split())
    for entry in document["entries"]:
        for reason in entry["because"]:
            for part in filter(None, (reason["text"], reason["place"], reason["law"])):
                assert "".join(part.split()) in words


def test_what_is_skipped_or_waits_says_so_in_words_and_by_its_mark() -> None:
    """Without colour the kinds of lines can still be told apart."""
    lines = timeline_text(read("paid-after-dispute"), width=120, colour=False).splitlines()
    assert any(line.startswith("‖") and "On hold: Dispute" in line for line in lines)
    assert any(line.startswith("!") and "A person decides: Bellen" in line for line in lines)
    skipped = timeline_text(read("business-to-handover"), width=120, colour=False).splitlines()
    assert any(line.startswith("○") and "Skipped: Ingebrekestelling" in line for line in skipped)
