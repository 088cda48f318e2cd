"""What people read of a verification: in the terminal, and as Markdown for a review."""

from dataclasses import replace

import pytest

from dunwell.proving.saving import story_document
from dunwell.render.timeline_text import timeline_text
from dunwell.render.verify_text import verify_markdown, verify_text
from dunwell.verifying.findings import as_pinned, changes
from proofs_made import explored, report, verified_short


def drawn(made, language="en"):
    """Draws a story as the command does."""
    return lambda story: timeline_text(story_document(made.program, story), width=80, colour=False, language=language)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_proven_policy_is_read(snapshot, language):
    """The verdict, what was explored, what holds, and what can happen with the stories; folded at the width."""
    made = verified_short()
    text = verify_text(made, drawn(made, language), language=language, stories=True, width=80)
    assert text == snapshot
    assert max(map(len, text.splitlines())) <= 80


def test_a_fault_is_read(snapshot):
    """What does not hold, the plainest story of it, and its timeline with the reasons."""
    made = verified_short(faulty=True)
    assert verify_text(made, drawn(made), language="en", stories=False, width=100) == snapshot


def test_a_review_reads_markdown(snapshot):
    """The same as headings and lists, with the counterexample as it is drawn."""
    made = verified_short(faulty=True)
    assert verify_markdown(made, drawn(made), language="en", stories=False) == snapshot


def test_what_is_not_as_accepted_is_told():
    """Both days of a finding that moved; or that all is as it was."""
    made = verified_short()
    accepted = as_pinned(made.findings)
    moved = {"all": {**accepted["all"], "step notice": (9, 99)}}
    same, other = (
        verify_text(replace(made, changes=changes(one, made.findings)), str, language="en", stories=False, width=100)
        for one in (accepted, moved)
    )
    assert "\nthe findings are as they were accepted\n" in same
    assert "not as they were accepted\n  every case: step notice: from day 9 to day 99 → from day 9 to day " in other


def test_a_limit_that_was_hit_is_no_pass():
    """It is said of which kind of case, and what was explored by then; what was known from before is counted."""
    made = report(explored(states=1500, complete=False, hit="states"), remembered=1)
    text = verify_text(made, str, language="nl", stories=False, width=100)
    assert "Niet bewezen: een grens werd bereikt voordat alles was gezien." in text
    assert "elk dossier: states, na 1.500 toestanden" in text
    assert "1.500 toestanden in 0,2 s · 1 bekend van eerder" in text


def test_a_narrow_terminal_still_shows_words():
    """Never folded so far that nobody can read it."""
    made = verified_short()
    assert verify_text(made, str, language="en", stories=False, width=3) == verify_text(
        made, str, language="en", stories=False, width=40
    )
