"""What debtors read: whole cases from the invoice to the words of each message, as we reviewed them."""

from __future__ import annotations

import pytest

from dunwell.render.message_check import used_templates
from dunwell.render.preview import preview_document, previewed
from dunwell.render.preview_text import preview_text
from previews import PROGRAMS, STORIES


@pytest.mark.parametrize("name", STORIES)
def test_the_messages_of_a_case_read_as_we_reviewed_them(name, snapshot):
    """Every message of a simulated case, in order, with the day, the channel and the addressee above it."""
    story = STORIES[name]
    played = story.simulated()
    shown = previewed(played, story.language, {})
    assert [problem for one in shown for problem in one.problems] == []
    assert preview_text(preview_document(played, shown, story.language, ()), width=88) == snapshot


def test_every_template_in_use_is_read():
    """Each template that a shipped policy uses is rendered in one of the stories, in the policy's own language."""
    used = {(country, name) for country, program in PROGRAMS.items() for name, *_ in used_templates(program)}
    shown = {
        (story.country, one.entry.template)
        for story in STORIES.values()
        if story.language == PROGRAMS[story.country].language
        for one in previewed(story.simulated(), story.language, {})
    }
    missing = used - shown
    assert missing <= {("be", name) for country, name in shown if country == "nl"}, missing
