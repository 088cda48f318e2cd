"""Previewed messages at the terminal."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from dunwell.render.preview import preview_document, previewed
from dunwell.render.preview_text import WIDEST, preview_text
from previews import STORIES, invoice, simulated

STORY = STORIES["nl consumer with a plan"]
PLAYED = STORY.simulated()
DOCUMENT = preview_document(PLAYED, previewed(PLAYED, "nl", {}), "nl", ())


@pytest.mark.parametrize("width", [60, 80, 88])
def test_lines_of_words_fit(width):
    """Only a heading, a subject and a row of a table stay on one line however long they are."""
    lines = preview_text(DOCUMENT, width=width).split("\n")
    assert [line for line in lines if cell_len(line) > width and not re.match("──|subject:|.*:  ", line)] == []


def test_lines_are_never_too_long_to_read():
    """However wide the terminal is."""
    assert preview_text(DOCUMENT, width=400) == preview_text(DOCUMENT, width=WIDEST)


def test_no_word_is_lost():
    """Filling lines changes their breaks only."""
    words = preview_text(DOCUMENT, width=50).split()
    for message in DOCUMENT["messages"]:
        for word in message["text"].split():
            assert word in words


def test_a_message_without_words_says_why():
    """In its place, so that nobody thinks that it does not go out."""
    played = simulated(replace(invoice(), accounts=()))
    text = preview_text(preview_document(played, previewed(played, "nl", {}), "nl", ()), width=88)
    assert "'payment.iban' is unknown in this case" in text


def test_nothing_to_show():
    """A sentence instead of silence."""
    assert preview_text({"messages": []}, width=80) == "no message goes out"
