"""Previewed messages as a page."""

from dataclasses import replace

from dunwell.problems import Problem
from dunwell.render.preview import preview_document, previewed
from dunwell.render.preview_html import preview_html
from previews import STORIES, invoice, simulated, with_buyer

HOSTILE = '<script>alert("x")</script> & **vet**'


def page(played, problems=()):
    """The page of a played case in Dutch."""
    return preview_html(preview_document(played, previewed(played, "nl", {}), "nl", problems))


def test_the_page_has_every_message():
    """Each with its heading and its subject, and the table of instalments as a table."""
    story = STORIES["nl consumer with a plan"]
    html = page(story.simulated())
    assert html.count("<article>") == len(previewed(story.simulated(), "nl", {}))
    assert "Bevestiging: uw betalingsregeling voor factuur 2026-0042" in html
    assert '<table class="instalments">' in html


def test_data_never_becomes_markup():
    """A name with tags stays words: above the message, in its subject and in its body."""
    html = page(simulated(with_buyer(invoice(), name=HOSTILE, email="<b>@example.nl", contact=HOSTILE)))
    assert "<script>" not in html
    assert "<b>@" not in html
    assert "&lt;script&gt;" in html


def test_the_page_fetches_nothing():
    """No script, no address of another file; its policy of content says so too."""
    html = page(simulated(invoice()))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert 'src="' not in html


def test_a_message_without_words_says_why():
    """In red in its place, and the findings stand above."""
    problem = Problem("DW636", "'payment.iban' is unknown in this case", None, "add it")
    html = page(simulated(replace(invoice(), accounts=())), (problem,))
    assert html.count('class="sheet missing"') == 2
    assert '<li class="error">DW636' in html


def test_without_a_policy_the_page_says_so():
    """Nothing goes out."""
    played = simulated(invoice())
    none = replace(played, program=None, timeline=None)
    html = preview_html(preview_document(none, (), None, ()))
    assert "No policy is for this invoice." in html
    assert "No message goes out." in html
