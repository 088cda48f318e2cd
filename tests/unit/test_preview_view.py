"""What stands above a previewed message."""

from dunwell.render.preview_view import heading, missing, where_to

CALL = {
    "date": "2026-02-05",
    "kind": "step",
    "step": "call",
    "title": "Bellen",
    "attempt": 2,
    "channels": ["phone"],
    "to": {"phone": ""},
    "problems": [{"message": "one"}, {"message": "two"}],
}


def test_a_call_is_numbered():
    """The day, the title, the name to ask for with --step, and which call it is."""
    assert heading(CALL) == "Thu 5 Feb 2026 · Bellen (call), call 2"


def test_a_name_is_not_said_twice():
    """Where the title is the name, as of a step without one."""
    step = {**CALL, "title": "first notice", "step": "first_notice", "channels": ["email"]}
    assert heading(step) == "Thu 5 Feb 2026 · first notice"


def test_where_it_goes():
    """A line for each channel; an address that nobody knows is said to be unknown."""
    assert where_to({**CALL, "to": {"email": "a@example.nl", "letter": ""}}) == (
        "email: a@example.nl",
        "letter: not known",
    )


def test_why_there_are_no_words():
    """All problems on one line."""
    assert missing(CALL) == "one; two"
