"""`pause` and `resume`: what they print, what `status` and `queue` say meanwhile, and exit codes."""

import pytest

from workspaces import Person, codes, make


@pytest.fixture
def person(tmp_path):
    """Somebody with a workspace."""
    return Person(make(tmp_path))


def test_everything_is_paused_and_goes_on(person):
    """Every view says since when, by whom and why; afterwards none does."""
    paused = person.must("pause", "--why", "the old account", "--by", "anna", "--on", "2026-03-02")["paused"]
    told = "everything is paused since Mon 2 Mar 2026 by anna: the old account"
    assert paused == [
        {"channel": None, "why": "the old account", "since": "2026-03-02", "until": None, "by": "anna", "text": told}
    ]
    for command in ("status", "queue"):
        assert person.must(command, "--on", "2026-03-04")["paused"] == paused
        assert told in person.run(command, "--on", "2026-03-04")[1]
    assert person.must("resume", "--on", "2026-03-05")["paused"] == []
    assert person.must("status", "--on", "2026-03-05")["paused"] == []


def test_a_channel_is_paused_until_a_day(person):
    """It is over by itself; a pause of everything beside it is another one."""
    person.must("pause", "--why", "x", "--channel", "letter", "--until", "2026-03-06", "--on", "2026-03-02")
    assert "letter is paused since Mon 2 Mar 2026 until Fri 6 Mar 2026" in person.run("queue", "--on", "2026-03-06")[1]
    assert person.must("queue", "--on", "2026-03-07")["paused"] == []
    person.must("pause", "--why", "y", "--on", "2026-03-03")
    code, printed = person.run("resume", "--on", "2026-03-03")
    assert (code, printed.startswith("letter is paused")) == (0, True)
    code, printed = person.run("resume", "--channel", "letter", "--on", "2026-03-03")
    assert (code, printed) == (0, "Nothing is paused: what is due may go out.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("resume",),
        ("resume", "--channel", "email"),
        ("pause", "--why", " "),
        ("pause", "--why", "x", "--until", "2020-01-01"),
    ],
)
def test_what_makes_no_sense_is_refused(person, words):
    """DW068, exit code 2."""
    code, document = person.ask(*words)
    assert (code, codes(document)) == (2, ["DW068"])


@pytest.mark.parametrize("words", [("pause",), ("pause", "--why", "x", "--channel", "fax")])
def test_a_reason_and_a_channel_that_is_there(person, words):
    """Said by the command line itself."""
    assert person.run(*words)[0] == 2
