"""The dossier of a case: what went out with its proof, the papers, and a story without anybody's own words."""

import pytest

from dunwell.journal.database import writing
from dunwell.journal.outbox_changes import Change, change_row
from handovers import MAIL, PAPER, full_dossier, hand_over_in, stamp


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """A dossier with everything in it."""
    return full_dossier(tmp_path_factory.mktemp("workspace"))


def test_what_went_out_is_told_with_its_proof(dossier):
    """Each delivery with its day, channel, outcome, answer and files."""
    told = [(one["date"], one["name"], one["channel"], one["state"], one["proof"]) for one in dossier.claim["sent"]]
    assert told == [
        ("2026-03-02", "reminder", "email", "sent", "250 2.0.0 queued as 4711"),
        ("2026-03-12", "notice", "letter", "sent", "in the manifest of 2026-03-12"),
    ]
    assert [one["title"] for one in dossier.claim["sent"]] == ["Vriendelijke betalingsherinnering", "Aanmaning"]


def test_the_papers_are_those_that_went_out(dossier):
    """The invoice and every file as it was sent, under names that tell them apart."""
    papers = {one.name: one.content for one in dossier.documents}
    assert papers == {
        "invoice-invoice.yaml": b"number: x\n",
        "00001-reminder-email-message.eml": MAIL[0].content,
        "00002-notice-letter-brief.pdf": PAPER[0].content,
    }
    assert dossier.claim["documents"] == ["invoice-invoice.yaml"]


def test_the_story_holds_nobodys_own_words(dossier):
    """What happened, by its name and day; no remark, no name of whoever recorded it, nothing of who waited for whom."""
    story = dossier.claim["history"]
    assert "rude" not in str(story)
    assert {key for one in story for key in one} & {"text", "recorded", "because", "owner"} == set()
    assert {one["kind"] for one in story} <= {"step", "message", "event", "hold", "plan", "end"}
    assert {one.get("event") for one in story} & {"approved", "fact_recorded"} == set()
    assert [one["outcome"] for one in story if one.get("step") == "call"] == ["will_not_pay"]


def test_what_never_went_out_is_not_told(tmp_path):
    """A mail that waits, one that was taken back, and an earlier dossier are not part of it."""
    with hand_over_in(tmp_path) as one:
        one.ladder()
        kept = one.sent("reminder", "email", "2026-03-02", MAIL)
        withdrawn = one.sent("notice", "email", "2026-03-12", MAIL)
        one.sent("hand_over", "agency", "2026-03-20", PAPER)
        with writing(one.journal.connection):
            change_row(one.journal, withdrawn, Change("withdrawn"), stamp("2026-03-12"))
        dossier = one.hand_over("2026-03-26")
    assert [row["reference"] for row in dossier.claim["sent"]] == [kept.reference]
    assert len(dossier.documents) == 1
