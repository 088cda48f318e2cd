"""Findings that are not as they were, as `dunwell diff --findings` tells them."""

from dunwell.render.verify_changes import changes_document, changes_markdown, changes_text
from dunwell.verifying.findings import Change
from proofs_made import short

MOVED = (Change("all", "step notice", (9, 20), (9, 21)), Change("consumer", "end paid", None, (1, 1)))


def test_each_change_is_a_line():
    """With both days, under a heading, as text and as Markdown."""
    assert changes_text(MOVED, short(), "en").splitlines() == [
        "",
        "what can happen, differently",
        "  every case: step notice: from day 9 to day 20 → from day 9 to day 21",
        "  consumer: end paid: new: on day 1",
    ]
    assert changes_markdown(MOVED, short(), "nl").splitlines()[1:4] == [
        "## wat er kan gebeuren, anders",
        "",
        "- elk dossier: step notice: van dag 9 tot en met dag 20 → van dag 9 tot en met dag 21",
    ]


def test_no_change_is_said():
    """One line, so that nobody takes silence for a proof."""
    assert changes_text((), short(), "en").strip() == "what can happen at the earliest and at the latest stays as it is"
    assert changes_markdown((), short(), "en").endswith("stays as it is")


def test_other_programs_get_days():
    """Counted from the due date, null where it is not found."""
    assert changes_document(MOVED)[1] == {"variant": "consumer", "key": "end paid", "old": None, "new": (1, 1)}
