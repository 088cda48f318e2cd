"""`queue`: what waits for whom, until when, and commands that settle it when they are typed as they are shown."""

import csv
import io
import shlex

import pytest

from dunwell.days import day
from dunwell.journal.database import writing
from dunwell.journal.outbox import NewRow
from dunwell.journal.outbox_changes import Change, add_rows, change_row
from dunwell.journal.store import Stamp
from workspaces import Person, bank_file, journal_in, make

ITEM = {
    "kind", "what", "owner", "was_with", "since", "deadline", "late", "then", "case", "number", "debtor", "amount",
    "currency", "because", "commands",
}  # fmt: skip


@pytest.fixture
def person(tmp_path):
    """Somebody with a workspace of the short ladder, where payments are recorded by hand."""
    somebody = Person(make(tmp_path))
    by_hand(somebody)
    return somebody


def by_hand(person):
    """Let payments be recorded by hand, so that nothing waits for bank files."""
    settings = person.folder / "dunwell.yaml"
    text = settings.read_text(encoding="utf-8").replace("journal:", "bank_data: none\njournal:", 1)
    settings.write_text(text, encoding="utf-8")


def opened(person, *numbers, reminded=True):
    """Cases of the short ladder, each with its reminder of 2 March: called from 10 March on."""
    for number in numbers:
        person.must("open", person.file(number), "--on", "2026-03-02")
        if reminded:
            person.must("record", number, "step_done", "step=reminder", "--at", "2026-03-02", "--on", "2026-03-02")


def queue(person, on, *words):
    """The items of the queue on a day."""
    return person.must("queue", "--on", on, *words)["items"]


def only(person, on, kind):
    """The one item of this kind."""
    (found,) = [one for one in queue(person, on) if one["kind"] == kind]
    return found


def typed(person, command, on, **filled):
    """Type a command as it is shown, with the words in capitals filled in."""
    program, *words = shlex.split(command, comments=True)
    assert program == "dunwell"
    for name, text in filled.items():
        words = [word.replace(name, text) for word in words]
    return person.must(*words, "--on", on)


def test_an_empty_queue_says_so(person):
    """Nothing is open: exit code 0, in each form."""
    assert person.must("queue", "--on", "2026-03-02")["items"] == []
    code, printed = person.run("queue", "--on", "2026-03-02")
    assert (code, printed) == (0, "Mon 2 Mar 2026: 0 things wait for a person\nNothing waits for a person.\n")
    assert person.run("queue", "--on", "2026-03-02", form="csv")[1].count("\n") == 1


def test_a_call_has_its_owner_deadline_and_outcomes(person):
    """In time with the desk; once nobody called, with whom the policy names."""
    opened(person, "A1")
    assert queue(person, "2026-03-09") == []
    call = only(person, "2026-03-10", "call")
    assert call.keys() == ITEM
    assert (call["owner"], call["since"], call["deadline"], call["then"]) == (
        "desk", "2026-03-10", "2026-03-12", "manager is told",
    )  # fmt: skip
    assert (call["number"], call["amount"], call["late"]) == ("A1", "1000.00", 0)
    assert "ladder.yaml:" in call["because"][0]["place"]
    assert call["commands"][0] == "dunwell record A1 call_made outcome=promise promised_on=DAY"
    assert len(call["commands"]) == 9
    late = only(person, "2026-03-13", "call")
    assert (late["owner"], late["was_with"], late["late"], late["then"]) == ("manager", "desk", 1, None)


@pytest.mark.parametrize("number", range(9))
def test_every_outcome_of_a_call_can_be_typed_as_it_is_shown(person, number):
    """And then the call is no longer in the queue."""
    opened(person, "A 1")
    command = only(person, "2026-03-10", "call")["commands"][number]
    typed(person, command, "2026-03-10", DAY="2026-03-16")
    assert [one for one in queue(person, "2026-03-10") if one["kind"] == "call"] == []


def test_tasks_questions_and_disputes_settle_as_shown(person):
    """A task from a wrong number, a question and a dispute that were opened: each by its first command."""
    opened(person, "A1", "A2", "A3")
    person.must("record", "A1", "call_made", "outcome=wrong_number", "--on", "2026-03-10")
    person.must("record", "A2", "question_asked", "--on", "2026-03-10")
    person.must("record", "A3", "dispute_opened", "--on", "2026-03-10")
    found = {one["number"]: one for one in queue(person, "2026-03-10") if one["case"]}
    assert {number: (one["kind"], one["what"]) for number, one in found.items()} == {
        "A1": ("task", found["A1"]["what"]),
        "A2": ("hold", "answer the debtor's question"),
        "A3": ("hold", "decide the dispute"),
    }
    assert all(one["deadline"] > "2026-03-10" and one["then"] for one in found.values())
    for one in found.values():
        typed(person, one["commands"][0], "2026-03-11", AMOUNT="10.00")
    left = {one["number"]: one["kind"] for one in queue(person, "2026-03-11") if one["case"]}
    assert left.get("A1") != "task"
    assert "hold" not in left.values()


def test_a_promise_is_nobodys_work_and_a_hold_of_a_person_only_before_it_is_over(person):
    """What waits for the debtor's money is not in the queue; a hold without an end never is."""
    opened(person, "A1", "A2", "A3")
    person.must("record", "A1", "promise_made", "promised_on=2026-03-13", "--on", "2026-03-10")
    person.must("record", "A2", "hold_placed", "until=2026-03-20", "text=x", "--on", "2026-03-10")
    person.must("record", "A3", "hold_placed", "until=2026-06-20", "text=x", "--on", "2026-03-10")
    assert [one["number"] for one in queue(person, "2026-03-12") if one["case"]] == []
    assert [one["number"] for one in queue(person, "2026-03-17") if one["case"]] == ["A2"]


def test_a_payment_that_waits_and_one_too_much(person):
    """With the cases that it may be for; what was paid too much belongs to somebody."""
    opened(person, "A1")
    bank = person.folder / "bank.sta"
    bank.write_text(bank_file(("260305", "400,00", "betaling a1 of zo")), encoding="utf-8")
    person.ask("import", str(bank), "--on", "2026-03-06")
    person.must("record", "A1", "payment_received", "amount=1100.00", "--on", "2026-03-06")
    found = {one["kind"]: one for one in queue(person, "2026-03-06")}
    assert found["refund"]["commands"] == ["dunwell record A1 payment_reversed amount=100.00"]
    typed(person, found["refund"]["commands"][0], "2026-03-06")
    if "payment" in found:
        assert found["payment"]["commands"][-1] == "dunwell import --not-ours 1"
    assert [one for one in queue(person, "2026-03-06") if one["kind"] == "refund"] == []


def test_deliveries_that_need_a_person(person):
    """Held, failed and in doubt, each with the options that settle it; what is ready is a machine's work."""
    opened(person, "A1", reminded=False)
    journal = journal_in(person.folder)
    (case,) = journal.cases()
    stamp = Stamp(day("2026-03-02"), "2026-03-02T09:00:00+00:00", "desk")
    with writing(journal.connection):
        for name in ("a", "b", "c", "d"):
            wanted = NewRow(case.id, "message", name, 1, "email", stamp.on)
            (row,) = add_rows(journal, [wanted], "held" if name == "a" else "ready", stamp)
            if name in {"b", "c"}:
                change = Change("failed" if name == "b" else "in_doubt", "the server said no")
                assert change_row(journal, row, change, stamp)
    journal.connection.close()
    found = [one for one in queue(person, "2026-03-02") if one["kind"] == "outbox"]
    assert [(one["what"], one["commands"][0]) for one in found] == [
        ("find out whether it went out: c by email: the server said no", "dunwell outbox --sent 3"),
        ("mend and send it again: b by email: the server said no", "dunwell outbox --retry 2"),
        ("release it: a by email", "dunwell outbox --release 1"),
    ]


def test_bank_data_that_is_too_old_is_one_item(tmp_path):
    """However many cases wait for the same file."""
    person = Person(make(tmp_path, ladder=False))
    for number in ("B1", "B2"):
        person.must("open", person.file(number), "--on", "2026-03-02")
    bank = only(person, "2026-03-02", "bank")
    assert (bank["amount"], bank["commands"], bank["deadline"]) == ("2000.00", ["dunwell import FILE"], "2026-03-02")
    assert "2 cases wait for it" in bank["what"]


def test_the_register_is_one_item_for_what_is_unknown_and_one_for_its_mistakes(tmp_path):
    """Another command has the list."""
    person = Person(make(tmp_path, ladder=False))
    person.must("open", person.file("B1"), "--on", "2026-03-02")
    (tmp_path / "customers.csv").write_text("klantnummer;soort\n1;wat\n", encoding="utf-8")
    found = [one for one in queue(person, "2026-03-02") if one["kind"] == "register"]
    assert sorted(one["what"].split()[0] for one in found) == ["mend", "say"]
    assert {one["commands"][0] for one in found} == {"dunwell customers"}


def test_one_owner_and_one_number_of_two_sellers(person):
    """Only what that owner has; a number that two sellers have is written with its seller."""
    opened(person, "A1", "A2")
    person.must("open", person.file("A1", vat_id="NL000055556B77"), "--on", "2026-03-02")
    person.must("record", "NL000055556B77/A1", "step_done", "step=reminder", "--at", "2026-03-02", "--on", "2026-03-02")
    commands = [one["commands"][-1] for one in queue(person, "2026-03-10", "--owner", "DESK") if one["kind"] == "call"]
    assert commands == [
        "dunwell record NL000011112B33/A1 call_made outcome=no_answer",
        "dunwell record NL000055556B77/A1 call_made outcome=no_answer",
        "dunwell record A2 call_made outcome=no_answer",
    ]
    assert queue(person, "2026-03-10", "--owner", "nobody") == []


def test_much_to_do_is_cut_and_shown_whole_for_one_owner(person):
    """The most urgent first; the last line says how to see the others."""
    opened(person, *(f"A{number:02}" for number in range(15)))
    printed = person.run("queue", "--on", "2026-03-10")[1]
    assert printed.count("call_made outcome=promise") == 12
    assert "… and 3 more: dunwell queue --owner desk" in printed
    assert person.run("queue", "--on", "2026-03-10", "--owner", "desk")[1].count("call_made outcome=promise") == 15


def test_the_csv_has_a_row_for_each_item_and_works_nothing_out(person):
    """For a spreadsheet: one line of headings, and no cell that begins like a formula."""
    person.must("open", person.file("A1", debtor="=HYPERLINK()"), "--on", "2026-03-02")
    person.must("record", "A1", "question_asked", "--on", "2026-03-02")
    printed = person.run("queue", "--on", "2026-03-02", form="csv")[1]
    (row, *_) = [one for one in csv.DictReader(io.StringIO(printed)) if one["case"]]
    assert (row["owner"], row["case"], row["debtor"], row["amount"]) == ("desk", "A1", "'=HYPERLINK()", "1000.00")
    assert row["command"] == "dunwell record A1 question_answered"


@pytest.mark.parametrize("columns", ["80", "120"])
def test_what_people_see(tmp_path, columns, snapshot):
    """Grouped by owner, late first, each command whole on its line; a pause on top."""
    person = Person(make(tmp_path, ladder=False))
    by_hand(person)
    opened(person, "A1", "A2", "A3")
    person.must("record", "A2", "question_asked", "--on", "2026-03-10")
    person.must("record", "A3", "call_made", "outcome=wrong_number", "--on", "2026-03-13")
    person.must("pause", "--why", "a new print service", "--channel", "letter", "--by", "anna", "--on", "2026-03-13")
    code, printed = person.run("queue", "--on", "2026-03-16", COLUMNS=columns)
    assert code == 0
    assert "\n".join(line.rstrip() for line in printed.splitlines()) == snapshot
    assert max(map(len, printed.splitlines())) <= int(columns)


def test_a_command_is_whole_on_the_narrowest_terminal(person):
    """However wide it is, it stands on one line: half a command is none."""
    opened(person, "A1")
    commands = only(person, "2026-03-10", "call")["commands"]
    lines = [line.strip() for line in person.run("queue", "--on", "2026-03-10", COLUMNS="50")[1].splitlines()]
    assert f"$ {commands[0]}" in lines
