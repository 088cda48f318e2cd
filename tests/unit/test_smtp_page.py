"""The HTML page of a mail: whole, accessible, and with nothing to fetch."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from dunwell_channels.smtp.page import page_of
from mailing import WORDS

VOID = {"meta", "br", "img", "link"}


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, its text by element, and what is left open."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.open = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        """An element ends; it has to be the last that began."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Text inside the element that began last."""
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data


@pytest.mark.parametrize("language", WORDS)
def test_a_whole_page(language):
    """It says its language and title, every element is closed, and the words are all there."""
    words = WORDS[language]
    page = Page(page_of(words.html, words.subject, language))
    assert page.open == []
    assert ("html", {"lang": language}) in page.elements
    assert page.texts["title"] == words.subject
    assert words.html in page_of(words.html, words.subject, language)


def test_nothing_is_fetched():
    """No script, picture, font or style from anywhere: opening a mail tells nobody."""
    page = Page(page_of(WORDS["nl"].html, "Herinnering", "nl"))
    assert {tag for tag, _ in page.elements} & {"script", "img", "link", "iframe", "form", "object"} == set()
    assert [attrs for _, attrs in page.elements if {"src", "href", "background", "onload"} & set(attrs)] == []
    assert "url(" not in page.texts["style"]
    assert "@import" not in page.texts["style"]


def test_a_title_cannot_become_markup():
    """A subject with signs of HTML is shown as it is."""
    page = Page(page_of("<p>x</p>\n", "</title><script>a & b", 'nl"><b>'))
    assert page.texts["title"] == "</title><script>a & b"
    assert ("html", {"lang": 'nl"><b>'}) in page.elements
