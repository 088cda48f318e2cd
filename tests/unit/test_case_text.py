"""Cases for people: every part is said where it is known, and nothing breaks where it is not."""

import pytest
from rich.console import Console

from dunwell.render.case_text import case_text, opened_text, recorded_text, status_text

ACTION = {"kind": "step", "step": "call", "title": "Bellen", "channels": ["phone"], "owner": None, "because": []}
CASE = {
    "case": "NL1/7", "number": "7", "debtor": "Zwarte Specht [bold]B.V.", "currency": "EUR", "open": "1210.00",
    "received": "0.00", "opened_on": "2026-03-02", "policy": "ladder 1", "step": "call", "title": "Bellen",
    "due": [ACTION], "why": [], "next_look": "2026-03-03", "holds": [], "stops": [], "end": None,
}  # fmt: skip


def drawn(shown):
    """What is printed on a wide terminal."""
    console = Console(width=160, highlight=False, color_system=None)
    with console.capture() as capture:
        console.print(shown)
    return capture.get()


@pytest.mark.parametrize("render", [status_text, case_text, opened_text, recorded_text])
def test_a_document_may_lack_anything(render):
    """An empty document, and one of empty cases, give text and no traceback."""
    assert isinstance(drawn(render({})), str)
    assert isinstance(drawn(render({"cases": [{"new": True}], "case": {}, "event": {}})), str)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Bellen, by phone"),
        ({"due": [ACTION | {"kind": "approve", "channels": [], "owner": "head"}]}, "release: Bellen, owner head"),
        ({"due": [ACTION | {"kind": "ask"}]}, "decide: Bellen"),
        ({"due": [ACTION | {"kind": "blocked"}]}, "blocked by law: Bellen"),
        ({"due": [{"kind": "message", "message": "promise", "channels": ["email"]}]}, "send: promise, by e-mail"),
        ({"due": [], "holds": [{"hold": "dispute", "until": None}]}, "hold: dispute"),
        ({"due": [], "plan": {"title": "Regeling", "stage": "agreed"}}, "Regeling: agreed"),
        ({"due": [], "stops": ["bankruptcy"]}, "stop: bankruptcy"),
    ],
)
def test_what_is_due_is_said_in_a_few_words(changes, said):
    """In the list and of the case alone: what a person or channel has to do, or what keeps the case."""
    document = CASE | changes
    assert said in drawn(status_text({"cases": [document]}))
    assert said in drawn(case_text(document))


def test_a_name_is_no_markup():
    """What stands in an invoice steers nothing on the screen."""
    assert "Zwarte Specht [bold]B.V." in drawn(status_text({"cases": [CASE]}))
    assert "Zwarte Specht [bold]B.V." in drawn(case_text(CASE))


def test_an_erased_debtor_is_said():
    """A case without a name is still a case."""
    assert "debtor erased" in drawn(case_text(CASE | {"debtor": None}))


def test_what_was_undone_is_told():
    """Entries that joined the story, and entries that left it."""
    gone = {"date": "2026-03-10", "kind": "hold", "hold": "question", "change": "expired", "because": []}
    event = {"date": "2026-03-05", "event": "question_answered", "recorded": {"late": True}}
    text = drawn(recorded_text({"case": CASE, "event": event, "changes": [], "undone": [gone]}))
    assert "7: Question answered, Thu 5 Mar 2026 (recorded late)" in text
    assert "- Tue 10 Mar 2026 on hold: question: expired" in text


def test_an_instalment_is_told_by_its_number():
    """What a payment does to a payment plan names the instalment."""
    paid = {"date": "2026-04-16", "kind": "plan", "title": "Regeling", "change": "instalment_paid", "instalment": 1}
    text = drawn(recorded_text({"case": CASE, "event": {}, "changes": [paid], "undone": []}))
    assert "+ Thu 16 Apr 2026 plan: Regeling: instalment 1 paid" in text
