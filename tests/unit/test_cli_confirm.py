"""Two people and one decision, at the command line: proposed, confirmed, refused, overtaken, and in the history."""

import pytest

from dunwell.journal.confirming import same_person
from dunwell.journal.proposals import open_proposals, overtaken
from workspaces import LADDER, Person, codes, journal_in, make

AUTHORITY = "\nauthority: {why: required, second_person: {written_off: {above: EUR 100}, approved: {above: EUR 0}}}\n"
WRITE_OFF = ("record", "2026-0001", "written_off", "text=bankrupt", "--by", "Kim")


@pytest.fixture
def person(tmp_path):
    """Somebody in a workspace whose policy asks for a second person, with one open case."""
    make(tmp_path)
    policy = tmp_path / "policies" / "ladder.yaml"
    policy.write_text(LADDER.read_text(encoding="utf-8") + AUTHORITY, encoding="utf-8")
    someone = Person(tmp_path)
    someone.must("open", someone.file(), "--on", "2026-03-01")
    return someone


def test_a_decision_above_the_limit_waits(person):
    """Nothing is recorded, exit code 1; the same said twice is one proposal; the queue can read it."""
    code, document = person.ask(*WRITE_OFF, "--on", "2026-03-02")
    assert (code, document["recorded"], codes(document)) == (1, False, ["DW074"])
    assert document["proposal"]["asked"] == (
        "written off: EUR 1000.00 is above EUR 100.00, so a second person confirms it"
    )
    assert person.ask(*WRITE_OFF, "--on", "2026-03-02")[1]["proposal"]["number"] == 1
    assert person.must("status", "2026-0001")["end"] is None
    journal = journal_in(person.folder)
    assert [(one.number, one.event.word("text"), one.proposed.by) for one in open_proposals(journal)] == [
        (1, "bankrupt", "Kim")
    ]
    journal.connection.close()
    printed = person.run("confirm")[1]
    assert "proposal 1: written_off on NL000011112B33/2026-0001; proposed by Kim on 2026-03-02 (bankru" in printed


def test_a_second_person_confirms_and_history_says_who(person):
    """It counts from the day of the confirmation; who proposed and who confirmed both stand in the history."""
    person.ask(*WRITE_OFF, "--on", "2026-03-01")
    assert person.must("confirm", "1", "--by", "Sam", "--why", "agreed", "--on", "2026-03-01")["case"]["end"] == {
        "date": "2026-03-01", "reason": "written_off"
    }  # fmt: skip
    history = person.must("history", "2026-0001", "--on", "2026-03-01")
    recorded = next(one["recorded"] for one in history["entries"] if one.get("event") == "written_off")
    assert (recorded["by"], recorded["proposed_by"]) == ("Sam", "Kim")
    row = history["proposals"][0]
    assert (row["decision"], row["decided"]["by"], row["why"]) == ("confirmed", "Sam", "agreed")
    printed = person.run("history", "2026-0001", "--on", "2026-03-01")[1]
    assert "confirmed by Sam on 2026-03-01 (agreed)" in printed
    code, document = person.ask("confirm", "1", "--by", "Alex")
    assert (code, codes(document)) == (2, ["DW077"])


@pytest.mark.parametrize("name", ["Kim", "KIM", " kim "])
def test_the_first_person_is_no_second_one(person, name):
    """In whatever capitals."""
    person.ask(*WRITE_OFF, "--on", "2026-03-01")
    code, document = person.ask("confirm", "1", "--by", name, "--on", "2026-03-01")
    assert (code, codes(document)) == (2, ["DW075"])
    assert same_person(name, "kim")
    assert not same_person(name, "kimberley")


def test_a_refusal_says_why_and_ends_the_proposal(person):
    """Nothing is recorded of the case; it can be proposed anew under another number."""
    person.ask(*WRITE_OFF, "--on", "2026-03-01")
    assert codes(person.ask("confirm", "1", "--by", "Sam", "--no")[1]) == ["DW073"]
    row = person.must("confirm", "1", "--by", "Sam", "--no", "--why", "too early", "--on", "2026-03-01")["proposals"][0]
    assert (row["decision"], row["why"]) == ("refused", "too early")
    assert person.must("confirm")["proposals"] == []
    assert "no decision waits for a second person" in person.run("confirm")[1]
    assert person.ask(*WRITE_OFF, "--on", "2026-03-01")[1]["proposal"]["number"] == 2


def test_an_overtaken_proposal_says_what_changed(person):
    """Paid in part meanwhile: whoever confirms has to know, and may still do so."""
    person.ask(*WRITE_OFF, "--on", "2026-03-01")
    person.must("record", "2026-0001", "payment_received", "amount=400.00", "--on", "2026-03-01")
    code, document = person.ask("confirm", "1", "--by", "Sam", "--on", "2026-03-01")
    assert (code, codes(document)) == (2, ["DW076"])
    assert "open: 1000.00 then, 600.00 now" in document["problems"][0]["message"]
    assert person.must("confirm", "1", "--by", "Sam", "--still", "--on", "2026-03-01")["case"]["end"]


def test_what_cannot_be_recorded_any_more_is_not(person):
    """The case was paid meanwhile: there is nothing left to write off."""
    person.ask(*WRITE_OFF, "--on", "2026-03-01")
    person.must("record", "2026-0001", "payment_received", "amount=1000.00", "--on", "2026-03-01")
    code, document = person.ask("confirm", "1", "--by", "Sam", "--still", "--on", "2026-03-01")
    assert (code, codes(document)) == (2, ["DW971"])
    assert len(person.must("confirm")["proposals"]) == 1


def test_a_reason_is_asked_for(person):
    """Without one nothing is recorded and nothing kept."""
    code, document = person.ask("record", "2026-0001", "written_off", "--by", "Kim")
    assert (code, codes(document)) == (2, ["DW073"])
    assert person.must("confirm")["proposals"] == []


def test_the_queue_shows_it(person):
    """With the commands that settle it, until somebody has decided."""
    person.ask(*WRITE_OFF, "--on", "2026-03-01")
    printed = person.run("queue", "--on", "2026-03-01")[1]
    assert "Kim proposes: written off" in printed
    assert "dunwell confirm 1 --by NAME" in printed
    person.must("confirm", "1", "--by", "Sam", "--no", "--why", "no", "--on", "2026-03-01")
    assert "proposes" not in person.run("queue", "--on", "2026-03-01")[1]


def test_a_file_of_events_goes_round_nobody(person):
    """A row that needs a second person is a row that is wrong, and says what to do instead."""
    rows = person.folder / "rows.csv"
    rows.write_text("case,event,at,text\n2026-0001,written_off,2026-03-01,gone\n", encoding="utf-8")
    code, document = person.ask("record", "--from", str(rows), "--by", "Kim", "--on", "2026-03-01")
    assert (code, "DW074" in codes(document)) == (2, True)
    assert person.must("status", "2026-0001", "--on", "2026-03-01")["end"] is None


def test_what_changed_is_said_in_words():
    """Each thing that is not as it was, with both values; what is not known now is none."""
    assert list(overtaken({"open": "1.00", "step": "call", "end": ""}, {"open": "1.00", "step": "letter"})) == [
        "step: call then, letter now"
    ]
