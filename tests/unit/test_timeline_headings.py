"""Headings of a timeline's entries, in both languages."""

import pytest

from dunwell.render.timeline_headings import heading_of
from dunwell.render.timeline_words import Words

PLANS = [
    ({"kind": "plan", "change": "agreed"}, "Payment plan: agreed", "Betalingsregeling: overeengekomen"),
    ({"kind": "plan", "change": "changed"}, "Payment plan: changed", "Betalingsregeling: gewijzigd"),
    ({"kind": "plan", "change": "unanswered"}, "Payment plan: not taken up", "Betalingsregeling: niet op ingegaan"),
    ({"kind": "plan", "change": "refused"}, "Payment plan: not allowed", "Betalingsregeling: niet toegestaan"),
    ({"kind": "plan", "change": "instalment_paid", "instalment": 3}, "Instalment 3 paid", "Termijn 3 betaald"),
    ({"kind": "plan", "change": "instalment_paid"}, "Instalment paid", "Termijn betaald"),
    ({"kind": "plan", "change": "instalment_late"}, "New invoice late", "Nieuwe factuur te laat"),
]


@pytest.mark.parametrize(("entry", "english", "dutch"), PLANS)
def test_a_plan_is_told_in_words(entry, english, dutch):
    """Each change of a plan has words; an instalment says which it is, where the document does."""
    assert heading_of(entry, "", Words("en")) == ("", english)
    assert heading_of(entry, "", Words("nl")) == ("", dutch)


@pytest.mark.parametrize(
    "template",
    ["promise_confirmation", "plan_offer", "plan_confirmation", "instalment_coming", "instalment_late", "plan_ended"],
)
def test_every_shipped_message_has_words(template):
    """Not the template's name: what it says, in either language."""
    labels = {
        heading_of({"kind": "message", "template": template}, "", Words(language))[1] for language in ("en", "nl")
    }
    assert len(labels) == 2
    assert template.replace("_", " ").capitalize() not in labels
