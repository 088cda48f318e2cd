"""The live side as people use it: init, open, record, status, history, through the command line and a real file."""

import json
import shlex

import pytest
from click.testing import CliRunner

from databases import on_sqlite
from dunwell.cli import cli
from workspaces import NUMBER, Person, bank_file, codes, make


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with a workspace whose policy is the short ladder, due 1, 2 and 3 days after Sunday 1 March 2026."""
    return Person(make(tmp_path, journal=journal_url))


def test_the_commands_that_init_names_work(tmp_path, monkeypatch):
    """From an empty folder, word for word, with the invoice that init puts there."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    made = runner.invoke(cli, ["init", "receivables", "--format", "json"], catch_exceptions=False)
    there, *steps = json.loads(made.stdout)["next"]
    assert there == "cd receivables"
    monkeypatch.chdir(tmp_path / "receivables")
    for step in steps:
        program, *words = shlex.split(step)
        assert program == "dunwell"
        ran = runner.invoke(cli, words, catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        assert "SAMPLE-1" in ran.output
    status = runner.invoke(cli, ["status", "--format", "json"], catch_exceptions=False)
    assert json.loads(status.stdout)["cases"][0]["open"] == "810.00"


def test_a_case_from_its_opening_to_its_end(person):
    """Each event changes what is due, `status` says what, and `history` tells it all with its reasons."""
    opened = person.must("open", person.file(), "--on", "2026-03-02")
    assert [(one["number"], one["new"], one["due"][0]["step"]) for one in opened["cases"]] == [
        (NUMBER, True, "reminder")
    ]
    person.must("record", NUMBER, "step_done", "step=reminder", "--on", "2026-03-02", "--by", "anna")
    (waits,) = person.must("status", "--on", "2026-03-03")["cases"]
    assert (waits["due"], waits["step"], waits["next_look"]) == ([], "call", "2026-03-10")
    asked = person.must("record", NUMBER, "question_asked", "text=Waar is de bon?", "--on", "2026-03-04")
    assert [one["hold"] for one in asked["case"]["holds"]] == ["question"]
    answered = person.must("record", NUMBER, "question_answered", "--on", "2026-03-05")
    assert answered["case"]["holds"] == []
    (due,) = person.must("status", "--on", "2026-03-10")["cases"]
    assert due["due"][0]["step"] == "call"
    paid = person.must("record", NUMBER, "payment_received", "amount=1000.00", "--on", "2026-03-10")
    assert paid["case"]["end"] == {"date": "2026-03-10", "reason": "paid"}
    assert person.must("status", "--on", "2026-03-10")["totals"]["ended"] == 1
    history = person.must("history", NUMBER, "--on", "2026-03-10")
    assert [(one["date"], one["kind"], one.get("event") or one.get("step") or one.get("hold") or one.get("reason"))
            for one in history["entries"]] == [
        ("2026-03-02", "event", "opened"),
        ("2026-03-02", "step", "reminder"),
        ("2026-03-04", "event", "question_asked"),
        ("2026-03-04", "hold", "question"),
        ("2026-03-05", "event", "question_answered"),
        ("2026-03-05", "hold", "question"),
        ("2026-03-10", "event", "payment_received"),
        ("2026-03-10", "end", "paid"),
    ]  # fmt: skip
    reminder, question = history["entries"][1], history["entries"][2]
    assert reminder["because"][0]["text"].startswith("1 day after the due date")
    assert (reminder["recorded"]["by"], reminder["recorded"]["late"]) == ("anna", False)
    assert question["text"] == "Waar is de bon?"
    assert history["end"] == {"date": "2026-03-10", "reason": "paid"}


def test_a_payment_that_is_recorded_late_counts_on_its_day(person):
    """Paid before the call was due, recorded after a person was told that nobody called: that never was."""
    person.must("open", person.file(), "--on", "2026-03-02")
    person.must("record", NUMBER, "step_done", "step=reminder", "--on", "2026-03-02")
    assert "escalation" in {one["kind"] for one in person.must("history", NUMBER, "--on", "2026-03-20")["entries"]}
    late = person.must(
        "record", NUMBER, "payment_received", "amount=1000.00", "--at", "2026-03-09", "--on", "2026-03-20"
    )
    assert {one["kind"] for one in late["undone"]} == {"late", "escalation"}
    assert late["event"]["recorded"]["late"]
    history = person.must("history", NUMBER, "--on", "2026-03-20")
    assert [one["kind"] for one in history["entries"]] == ["event", "step", "event", "end"]
    assert [one["recorded"]["late"] for one in history["entries"] if "recorded" in one] == [False, False, True]


def test_a_payment_plan_is_recorded_like_anything_else(person):
    """Its instalments come back from the journal, and one beyond the policy's bounds is refused."""
    person.must("open", person.file(), "--on", "2026-03-02")
    plan = ("plan=payment_plan", "first=2026-03-10", "every=1 month")
    code, refused = person.ask("record", NUMBER, "plan_agreed", *plan, "times=12", "--on", "2026-03-03")
    assert (code, set(codes(refused))) == (2, {"DW976"})
    agreed = person.must("record", NUMBER, "plan_agreed", *plan, "times=2", "--on", "2026-03-03")
    assert agreed["case"]["plan"]["stage"] == "agreed"
    assert agreed["case"]["plan"]["instalments"][0] == {"due": "2026-03-10", "amount": "500.00"}
    assert person.must("status", "--on", "2026-03-03")["totals"]["on_plan"] == 1
    person.must("record", NUMBER, "payment_received", "amount=500.00", "--on", "2026-03-10")
    entries = person.must("history", NUMBER, "--on", "2026-03-11")["entries"]
    changes = [(one["date"], one["change"]) for one in entries if one["kind"] == "plan"]
    assert changes == [("2026-03-03", "agreed"), ("2026-03-10", "instalment_paid")]
    assert "A payment plan: agreed" in person.run("status", NUMBER, "--on", "2026-03-03")[1]


@on_sqlite
def test_it_reads_like_this(person, snapshot, monkeypatch):
    """What people see: opening, recording, the list, one case, its history."""
    monkeypatch.chdir(person.folder)
    for name, total in ((NUMBER, "1000.00"), ("2026-0002", "250.00")):
        person.file(name, total=total)
    shown = []
    for line in (
        f"open {NUMBER}.yaml 2026-0002.yaml --on 2026-03-02 --by anna",
        f"record {NUMBER} step_done step=reminder channels=email --on 2026-03-02 --by anna",
        f"record {NUMBER} question_asked 'text=Waar is de bon?' --on 2026-03-04 --by anna",
        f"record {NUMBER} payment_received amount=400.00 --at 2026-03-03 --on 2026-03-05 --by anna",
        "status --on 2026-03-05",
        f"status {NUMBER} --on 2026-03-05",
        "status 2026-0002 --on 2026-03-05",
        f"record {NUMBER} question_answered --at 2026-03-06 --on 2026-03-20 --by anna",
        f"history {NUMBER} --on 2026-03-20",
    ):
        ran = CliRunner().invoke(cli, shlex.split(line), catch_exceptions=False, env={"COLUMNS": "100"})
        assert ran.exit_code == 0
        shown += [f"$ dunwell {line}", *(each.rstrip() for each in ran.output.splitlines()), ""]
    assert "\n".join(shown) == snapshot


def test_two_sellers_with_one_number(person):
    """The number alone does not say which; seller/number does."""
    person.must("open", person.file(), "--on", "2026-03-02")
    person.must("open", person.file(seller="Rode Wouw B.V.", vat_id="NL000055556B77"), "--on", "2026-03-02")
    code, document = person.ask("status", NUMBER)
    assert (code, codes(document)) == (2, ["DW960"])
    found = person.must("record", f"NL000055556B77/{NUMBER}", "question_asked", "--on", "2026-03-02")
    assert found["case"]["seller"] == "NL000055556B77"


def test_the_workspace_may_come_from_the_environment(person, monkeypatch, tmp_path_factory):
    """Anywhere else, DUNWELL_WORKSPACE says which one is meant; without it there is none."""
    person.must("open", person.file(), "--on", "2026-03-02")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    runner = CliRunner()
    assert runner.invoke(cli, ["status"], env={"DUNWELL_WORKSPACE": str(person.folder)}).exit_code == 0
    without = runner.invoke(cli, ["status"], env={"DUNWELL_WORKSPACE": None})
    assert (without.exit_code, "DW940" in without.output) == (2, True)


def test_invoices_and_bank_files_are_imported_together(person):
    """Invoices are opened first, so that their payments in the same import find them; a second time nothing is new."""
    bank = person.folder / "bank.sta"
    texts = (("260305", "1000,00", f"Factuur {NUMBER}"), ("260306", "77,00", "dank"), ("260307", "250,00", "nota"))
    bank.write_text(bank_file(*texts), encoding="utf-8")
    files = (str(bank), person.file(), person.file("2026-0002", total="250.00"))
    document = person.must("import", *files, "--on", "2026-03-09", "--by", "anna")
    assert document.keys() == {
        "cases",
        "totals",
        "payments",
        "recorded",
        "bank_data",
        "waiting",
        "returned",
        "problems",
    }
    assert [one["new"] for one in document["cases"]] == [True, True]
    paid = {"case": f"NL000011112B33/{NUMBER}", "event": "payment_received", "date": "2026-03-05", "amount": "1000.00"}
    assert document["recorded"] == [paid]
    assert [one["group"] for one in document["payments"]] == ["certain", "doubtful", "doubtful"]
    assert person.must("status", "--on", "2026-03-09")["totals"]["ended"] == 1
    again = person.must("import", *files, "--on", "2026-03-09")
    assert (again["recorded"], codes(again).count("DW957")) == ([], 2)
    code, printed = person.run("import", *files, "--on", "2026-03-09")
    assert code == 0
    assert "Known already              3   1327.00" in printed
    assert "2 payments wait for a person: €327.00 came in" in printed
    payment, *_, opened = person.must("history", NUMBER, "--on", "2026-03-09")["entries"]
    assert (payment["recorded"]["by"], payment["recorded"]["late"], opened["event"]) == ("anna", True, "opened")
    (person.folder / "note.txt").write_text("hello", encoding="utf-8")
    assert person.ask("import", str(person.folder / "note.txt"), "--on", "2026-03-09")[0] == 2
