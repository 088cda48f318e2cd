"""Envelope profiles, shipped and own."""

from __future__ import annotations

from pathlib import Path

import pytest

from dunwell import read_text
from dunwell_channels.letter.envelopes import envelope
from dunwell_channels.letter.faults import SetupFault
from dunwell_channels.letter.settings import settings_of
from letters import pdf_of, setup

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "templates" / "letter" / "envelopes").glob("*.yaml"))
GOOD = read_text("templates/letter/envelopes/nl-c56.yaml")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_makes_a_letter_and_names_its_source(tmp_path, name: str) -> None:
    """None of them is a guess that nobody can look up, and each is tried."""
    assert "source:" in read_text(f"templates/letter/envelopes/{name}.yaml")
    assert pdf_of(tmp_path, window=name).startswith(b"%PDF")


def test_a_profile_of_ones_own_is_a_file(tmp_path) -> None:
    """It counts from the workspace."""
    (tmp_path / "mine.yaml").write_text(GOOD.replace("x: 20, y: 50", "x: 22, y: 48.5"))
    found = envelope(settings_of(setup(tmp_path, window="mine.yaml")))
    assert (found.window.x, found.window.y, found.return_line) == (22, 48.5, True)


@pytest.mark.parametrize("name", ["c56", "", "../words/nl", "NL-C56", "envelopes/nl-c56", "."])
def test_an_unknown_profile_is_said_with_what_to_write(tmp_path, name: str) -> None:
    """A shipped profile goes by its name alone."""
    with pytest.raises(SetupFault, match="no envelope profile") as caught:
        envelope(settings_of(setup(tmp_path, window=name or " ")))
    assert caught.value.code == "DW033"
    assert "nl-c56" in caught.value.fix


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("width: 90", "width: ninety", "mine.yaml: window: width is 'ninety', not a number"),
        ("inset: 5 ", "insert: 5 ", "mine.yaml: inset is missing"),
        ("x: 20,", "x: -20,", "window: x is '-20'"),
        ("x: 20,", "x: nan,", "window: x is 'nan'"),
        ("width: 90", "width: 200", "reaches outside the page"),
        ("width: 90", "width: 35", "leaves no room"),
        ("body: 98", "body: 60", "body is 60 mm"),
        ("marks: []", "marks: [x]", "marks is 'x'"),
        ("window: {", "window: [", "mine.yaml:.* is no YAML"),
    ],
)
def test_an_impossible_profile_is_said_with_its_key(tmp_path, old: str, new: str, says: str) -> None:
    """The value is named, and what is wrong with it."""
    assert old in GOOD
    (tmp_path / "mine.yaml").write_text(GOOD.replace(old, new))
    with pytest.raises(SetupFault, match=says) as caught:
        envelope(settings_of(setup(tmp_path, window="mine.yaml")))
    assert caught.value.code == "DW033"


@pytest.mark.parametrize("content", [None, b"", b"- a list", b"\xff\xfe", b"x: " + b"y" * 200_000])
def test_a_file_that_is_no_profile_is_said(tmp_path, content: bytes | None) -> None:
    """Missing, empty, a list, no text, or far too long."""
    if content is not None:
        (tmp_path / "mine.yaml").write_bytes(content)
    with pytest.raises(SetupFault, match=r"mine\.yaml"):
        envelope(settings_of(setup(tmp_path, window="mine.yaml")))
