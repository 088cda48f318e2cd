"""Moving running cases to another version: what is shown, asked and recorded, and what keeps a case where it is."""

import pytest

from databases import on_sqlite
from workspaces import LADDER, Person, codes, make

ONE = LADDER.read_text(encoding="utf-8")
TWO = (
    ONE.replace('version: "1"', 'version: "2"')
    .replace("valid_from: 2026-01-01", "valid_from: 2026-03-04")
    .replace("start: 1 day after invoice.due", "start: 5 days after invoice.due", 1)
    .replace("step: letter", "step: last_letter")
    .replace("go_to: letter", "go_to: last_letter")
    .replace("letter.term", "last_letter.term")
)
"""Later reminders, and a letter under another name."""
WHY = ("--yes", "--why", "friendlier")
ON = ("--on", "2026-03-12")


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with three cases: one called already, one not yet due, one that stands at the letter."""
    make(tmp_path, journal=journal_url)
    someone = Person(tmp_path)
    for number, due in (("2026-0001", "2026-03-01"), ("2026-0002", "2026-03-20"), ("2026-0003", "2026-02-01")):
        someone.must("open", someone.file(number, due=due), "--on", "2026-03-02")
    someone.must("record", "2026-0001", "step_done", "step=reminder", "--on", "2026-03-02")
    someone.must("record", "2026-0003", "step_done", "step=letter", "--on", "2026-03-10")
    (tmp_path / "policies" / "ladder2.yaml").write_text(TWO, encoding="utf-8")
    return someone


@pytest.fixture
def two(person):
    """The file of the second version."""
    return person.folder / "policies" / "ladder2.yaml"


def test_three_cases_one_as_before_one_on_another_day_one_not_at_all(person):
    """The whole story: shown, moved each alone, told in history, nothing left to do but what cannot be done."""
    code, shown = person.ask("migrate", "--policy", "ladder", *ON)
    one, two, three = shown["cases"]
    assert (code, shown["totals"]) == (1, {"moved": 0, "ready": 2, "unchanged": 0, "cannot": 1})
    assert (one["ready"], one["next"]["before"] == one["next"]["after"]) == (True, True)
    assert (two["next"]["before"]["date"], two["next"]["after"]["date"]) == ("2026-03-23", "2026-03-25")
    assert (three["ready"], codes(three), three["step"]["before"]) == (False, ["DW096"], "hand_over")
    assert person.must("status", "2026-0002", *ON)["policy"] == "ladder 1", "nothing was moved yet"
    code, done = person.ask("migrate", "--policy", "ladder", *ON, *WHY)
    assert (code, done["totals"]) == (1, {"moved": 2, "ready": 0, "unchanged": 0, "cannot": 1})
    assert person.must("status", "2026-0002", "--on", "2026-03-11")["policy"] == "ladder 1", "as it was on that day"
    assert person.must("status", "2026-0002", *ON)["moved"] == {"on": "2026-03-12", "from": "ladder 1"}
    code, rest = person.ask("migrate", "--policy", "ladder", *ON, "--map", "letter=last_letter", *WHY)
    assert (code, [case["number"] for case in rest["cases"] if case["moved"]]) == (0, ["2026-0003"])
    assert person.must("migrate", "--policy", "ladder", *ON, *WHY)["cases"] == []
    entries = person.must("history", "2026-0003", *ON)["entries"]
    assert [(one["event"], one.get("text")) for one in entries if one.get("event") == "policy_changed"] == [
        ("policy_changed", "friendlier")
    ]
    assert "last_letter takes the place of letter" in str(entries)


def test_going_back_undoes_it_also_when_the_file_is_gone(person, two):
    """The journal keeps every text; on the same day, and with the map the other way round."""
    before = {number: person.must("status", number, *ON) for number in ("2026-0001", "2026-0003")}
    person.must("migrate", "2026-0001", "2026-0003", "--policy", "ladder", "--map", "letter=last_letter", *ON, *WHY)
    (person.folder / "policies" / "ladder.yaml").unlink()
    two.unlink()
    back = ("migrate", "2026-0001", "2026-0003", "--policy", "ladder", "--to", "1", "--map", "last_letter=letter")
    assert person.must(*back, *ON, *WHY)["totals"]["moved"] == 2
    for number, was in before.items():
        now = person.must("status", number, *ON)
        assert now.pop("moved")["from"] == "ladder 2"
        assert now == was


def test_after_the_move_the_new_rules_hold_and_what_was_told_stays_told(person):
    """A run, an event of before the move, the renamed step coming back, the whole journal elsewhere."""
    told = person.must("history", "2026-0003", *ON)["entries"]
    person.must("migrate", "--policy", "ladder", "--map", "letter=last_letter", *ON, *WHY)
    history = person.must("history", "2026-0003", *ON)
    assert history["entries"][: len(told)] == told
    assert history["policy"]["version"] == "2"
    person.must("record", "2026-0001", "payment_received", "amount=400.00", "--at", "2026-03-05", *ON)
    assert person.must("status", "2026-0001", *ON)["open"] == "600.00"
    person.must("record", "2026-0003", "letter_returned", "step=letter", "--on", "2026-03-13")
    status = person.must("status", "2026-0003", "--on", "2026-03-13")
    assert (status["step"], status["policy"]) == ("mend", "ladder 2"), "the old name is known by the new one"
    assert person.ask("record", "2026-0001", "policy_changed", *ON)[0] == 2
    target = person.folder / "copy.jsonl"
    person.run("journal", "export", "-o", str(target))
    copy = Person(make(person.folder / "elsewhere", ladder=False))
    assert copy.run("journal", "import", str(target))[0] == 0
    for number in ("2026-0001", "2026-0002", "2026-0003"):
        here, there = (one.must("status", number, "--on", "2026-03-14") for one in (person, copy))
        assert str(here).replace("WORKSPACE", "") == str(there).replace(str(person.folder), "")
    assert copy.run("explain", "2026-0003", "--on", "2026-03-14")[0] == 0


@on_sqlite
def test_what_a_person_reads(person, snapshot):
    """What would change, what keeps a case, and the history after the move."""
    printed = person.run("migrate", "--policy", "ladder", *ON)[1]
    person.run("migrate", "--policy", "ladder", *ON, *WHY, "--by", "Kim")
    history = person.run("history", "2026-0002", *ON)[1]
    assert (printed, history[history.index("◆ Thu 12 Mar") :]) == snapshot


@on_sqlite
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--policy", "ladder", "--to", "7"), "no version of 'ladder' has the version '7'"),
        (("--policy", "laddr"), "there is no policy 'laddr'"),
        (("--policy", "ladder", "--on", "2026-03-03", "--to", "2"), "counts from 2026-03-04, not yet"),
        (("--policy", "ladder", *ON, "--map", "lettr=call"), "no case to be moved has a step 'lettr'"),
        (("--policy", "ladder", *ON, "--map", "letter=cal"), "ladder 2 has no step 'cal'"),
        (("--policy", "ladder", "--yes"), "--yes goes with --why"),
        (("--policy", "ladder", "--map", "letter"), "write OLD=NEW"),
        (("2026-0009", "--policy", "ladder", *ON), "there is no case '2026-0009'"),
    ],
)
def test_what_cannot_be_asked_for(person, words, said):
    """Exit code 2, and the reason."""
    code, printed = person.run("migrate", *words)
    assert code == 2
    assert said in " ".join(printed.split())


@on_sqlite
def test_a_case_that_is_in_the_middle_of_something_stays(person):
    """A decision that waits for a second person, an event of a later day, an end, another policy."""
    person.must("record", "2026-0002", "question_asked", "--on", "2026-03-14")
    asked = person.ask("migrate", "2026-0002", "--policy", "ladder", *ON, *WHY)[1]
    assert codes(asked["cases"][0]) == ["DW098"]
    person.must("record", "2026-0001", "payment_received", "amount=1000.00", *ON)
    ended = person.must("migrate", "2026-0001", "--policy", "ladder", *ON, *WHY)
    assert (ended["cases"], codes(ended)) == ([], ["DW099"])
    other = person.ask("migrate", "2026-0003", "--policy", "be-standard", *ON, *WHY)[1]
    assert "DW096" in codes(other["cases"][0])


@on_sqlite
def test_a_version_that_was_edited_is_refused_everywhere(person, two):
    """New cases, moves to it, and `check` refuse it; the morning's commands warn; running cases keep their text."""
    person.must("migrate", "2026-0001", "--policy", "ladder", *ON, *WHY)
    before = person.must("status", "2026-0001", *ON)
    two.write_text(TWO.replace("apart: 2 days", "apart: 9 days"), encoding="utf-8")
    assert person.must("status", "2026-0001", *ON) == before
    code, document = person.ask("open", person.file("2026-0004"), *ON)
    found = [one for one in document["problems"] if one["code"] == "DW093"]
    assert (code, len(found), document["cases"]) == (1, 1, [])
    assert "attempts.apart: 2 days → 9 days" in found[0]["message"]
    code, document = person.ask("migrate", "2026-0002", "--policy", "ladder", *ON)
    assert (code, codes(document)) == (2, ["DW093"])
    for command in ("status", "queue", "run"):
        document = person.ask(command, *ON)[1]
        assert [one["severity"] for one in document["problems"] if one["code"] == "DW093"] == ["warning"]
    found = [one for one in person.ask("check")[1]["problems"] if one["code"] == "DW093"]
    assert [(one["severity"], one["line"]) for one in found] == [("error", 28)]
    two.write_text(f"# a comment\n{TWO}", encoding="utf-8")
    assert "DW093" not in codes(person.ask("check")[1])
