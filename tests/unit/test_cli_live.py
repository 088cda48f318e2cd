"""`init`, `open`, `record`, `status` and `history`: options, exit codes, and the shape of what they print."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from workspaces import LADDER, NUMBER, Person, codes, make

CASE = {
    "case", "number", "seller", "debtor", "currency", "opened_on", "policy", "open", "received", "step", "title",
    "due", "waits_for_bank", "bank_data", "why", "next_look", "holds", "plan", "stops", "expected", "end",
}  # fmt: skip
"""What is said of a case wherever one is shown."""


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with a workspace whose policy is the short ladder, and one case."""
    somebody = Person(make(tmp_path, journal=journal_url))
    somebody.must("open", somebody.file(), "--on", "2026-03-02")
    return somebody


def init(*words):
    """Run `init`; its exit code and what it prints."""
    ran = CliRunner().invoke(cli, ["init", *words], catch_exceptions=False)
    return ran.exit_code, ran.output


def test_init_says_what_it_made_and_what_to_do_next(tmp_path):
    """As text and as a document; a second time it says what it left alone."""
    code, printed = init(str(tmp_path / "new"))
    assert code == 0
    assert printed.count("made ") == 10
    assert "Next:\n  cd " in printed
    code, printed = init(str(tmp_path / "new"), "--format", "json")
    document = json.loads(printed)
    assert (code, document["made"], len(document["kept"])) == (0, [], 10)
    assert document.keys() == {"workspace", "made", "kept", "next", "problems"}


def test_init_in_the_folder_one_is_in_needs_no_cd(tmp_path, monkeypatch):
    """The next steps start where one is."""
    monkeypatch.chdir(tmp_path)
    assert json.loads(init(".", "--format", "json")[1])["next"][0] == "dunwell open sample-invoice.yaml"


@pytest.mark.parametrize("form", ["text", "json"])
def test_init_on_a_file_exits_2(tmp_path, form):
    """In either form, with its code."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, printed = init(str(tmp_path / "file"), "--format", form)
    assert (code, "DW903" in printed) == (2, True)


def test_open_says_of_each_document_what_became_of_it(person):
    """A good one, one opened before, a credit note, a bank file and one that is no document: none stops another."""
    bank = person.folder / "bank.sta"
    bank.write_text(
        ":20:S\n:25:NL13TEST0123456789\n:28C:1/1\n:60F:C260301EUR0,00\n:62F:C260301EUR0,00\n", encoding="utf-8"
    )
    (person.folder / "note.txt").write_text("hello", encoding="utf-8")
    credit = person.folder / "credit.yaml"
    credit.write_text("kind: credit_note\n" + open_text(person, "9"), encoding="utf-8")
    files = (person.file(), str(credit), str(bank), person.file("2026-0002"))
    code, document = person.ask("open", *files, "--on", "2026-03-02")
    assert code == 1
    assert [(one["number"], one["new"]) for one in document["cases"]] == [(NUMBER, False), ("2026-0002", True)]
    assert {"DW957", "DW935", "DW968"} <= set(codes(document))
    assert document["cases"][1].keys() == CASE | {"new", "assumed"}
    code, document = person.ask("open", str(person.folder / "note.txt"), person.file("3"), "--on", "2026-03-02")
    assert (code, len(document["cases"])) == (2, 1), "what cannot be read at all is 2; the rest is opened still"


def open_text(person, number):
    """The text of an invoice file."""
    with open(person.file(number), encoding="utf-8") as file:
        return file.read()


def test_open_that_opened_all_exits_0(person):
    """Also where an invoice had its case already."""
    assert person.ask("open", person.file(), person.file("2"), "--on", "2026-03-02")[0] == 0


def test_open_under_a_named_policy(person):
    """By id or file; one that is not valid yet or not for the invoice is refused, and nothing is opened."""
    for policy, number in (("nl-standard", "2"), ("policies/nl/standard.yaml", "3")):
        document = person.must("open", person.file(number), "--policy", policy, "--on", "2026-03-02")
        assert document["cases"][0]["policy"] == "nl-standard 2026-01"
    code, document = person.ask("open", person.file("4"), "--policy", "nl-standard", "--on", "2025-03-02")
    assert (code, codes(document)) == (1, ["DW843", "DW936"])
    other = ("--assume", "debtor.country=FR")
    code, document = person.ask("open", person.file("4"), "--policy", "nl-standard", *other, "--on", "2026-03-02")
    assert (code, "DW936" in codes(document)) == (1, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--policy", "nl-standart"), "DW930"),
        (("--assume", "debtor.kind"), "DW922"),
        (("--assume", "debtor.knid=business"), "DW923"),
        (("--assume", "debtor.kind=firm"), "DW924"),
    ],
)
def test_open_used_wrongly_exits_2(person, words, code):
    """Nothing is opened."""
    exit_code, document = person.ask("open", person.file("2"), *words)
    assert (exit_code, codes(document)) == (2, [code])
    assert person.must("status", "--on", "2026-03-02")["totals"]["open"] == 1


def test_own_policies_with_errors_open_nothing(person):
    """The faulty line is shown where it stands."""
    text = LADDER.read_text(encoding="utf-8").replace("fallback", "falback")
    (person.folder / "policies" / "b.yaml").write_text(text, encoding="utf-8")
    code, printed = person.run("open", person.file("2"))
    assert code == 2
    assert "DW963" in printed
    assert "^^^^^^^" in printed


def test_a_line_of_a_policy_that_was_edited_since_is_not_shown(person):
    """A problem of the text that a case is pinned to shows its line as long as the file still has that text."""
    plan = ("record", NUMBER, "plan_agreed", "plan=payment_plan", "times=12", "--on", "2026-03-03")
    code, printed = person.run(*plan)
    assert (code, "DW976" in printed, "| " in printed) == (2, True, True)
    file = person.folder / "policies" / "ladder.yaml"
    file.write_text("# a line more\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    code, printed = person.run(*plan)
    assert (code, "DW976" in printed, "| " in printed) == (2, True, False)


def test_record_prints_the_event_and_where_the_case_stands(person):
    """The document has the event with its stamp, what changed, and the case."""
    document = person.must("record", NUMBER, "payment_received", "amount=400.00", "--on", "2026-03-03", "--by", "anna")
    assert document.keys() == {"case", "event", "changes", "undone", "problems"}
    assert document["case"].keys() == CASE
    assert document["case"]["open"] == "600.00"
    stamp = document["event"]["recorded"]
    assert (stamp["on"], stamp["by"], stamp["late"], stamp["sequence"]) == ("2026-03-03", "anna", False, 1)
    assert document["event"]["amount"] == "400.00"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("nobody", "question_asked"), ["DW959"]),
        ((NUMBER, "question_askd"), ["DW312"]),
        ((NUMBER, "payment_received"), ["DW703"]),
        ((NUMBER, "payment_received", "400", "amount=x"), ["DW966", "DW705"]),
        ((NUMBER, "question_asked", "--at", "2026-03-05"), ["DW965"]),
    ],
)
def test_record_refuses_with_exit_2(person, words, found):
    """All that is wrong at once; the journal stays as it was."""
    code, document = person.ask("record", *words, "--on", "2026-03-04")
    assert (code, codes(document)) == (2, found)
    assert len(person.must("history", NUMBER, "--on", "2026-03-04")["entries"]) == 1


def test_a_warning_of_record_exits_0(person):
    """What happened to an ended case is recorded, with a warning below it."""
    person.must("record", NUMBER, "written_off", "--on", "2026-03-03")
    code, printed = person.run("record", NUMBER, "payment_received", "amount=5.00", "--on", "2026-03-04")
    assert (code, "DW967" in printed) == (0, True)


def test_who_records_is_the_one_named_else_the_workspaces_user(person, journal_url):
    """`--by` before `user`, and `user` before whoever is logged in."""
    (person.folder / "dunwell.yaml").write_text(f"journal: {journal_url}\nuser: desk\n", encoding="utf-8")
    named = person.must("record", NUMBER, "question_asked", "--on", "2026-03-03", "--by", "anna")
    unnamed = person.must("record", NUMBER, "question_answered", "--on", "2026-03-03")
    assert [one["event"]["recorded"]["by"] for one in (named, unnamed)] == ["anna", "desk"]


def test_status_lists_open_cases_and_sums_them_up(person):
    """Ended cases are counted, not listed; what is due and on hold is counted."""
    person.must("open", person.file("2"), person.file("3"), "--on", "2026-03-02")
    person.must("record", "2", "question_asked", "--on", "2026-03-02")
    person.must("record", "3", "payment_received", "amount=1000.00", "--on", "2026-03-02")
    document = person.must("status", "--on", "2026-03-02")
    assert {one["number"] for one in document["cases"]} == {NUMBER, "2"}
    assert all(one.keys() == CASE for one in document["cases"])
    assert document["totals"] == {
        "open": 2,
        "due": 1,
        "waits_for_bank": 0,
        "on_hold": 1,
        "on_plan": 0,
        "ended": 1,
        "claims": {"EUR": "2000.00"},
    }
    assert document["day"] == "2026-03-02"


def test_status_of_one_case_says_why(person):
    """The reasons with their places, what was assumed, and the interest that runs."""
    document = person.must("status", NUMBER, "--on", "2026-05-04")
    assert document.keys() == CASE | {"accrued", "assumed", "payments_waiting", "problems"}
    assert "/policies/ladder.yaml:" in document["due"][0]["because"][0]["place"]
    assert document["accrued"] != "0.00"
    person.must("record", NUMBER, "written_off", "--on", "2026-05-04")
    ended = person.must("status", NUMBER, "--on", "2026-05-04")
    assert (ended["end"], ended["accrued"]) == ({"date": "2026-05-04", "reason": "written_off"}, "0.00")
    assert "written off" in person.run("status", NUMBER, "--on", "2026-05-04")[1]


def test_status_of_an_empty_journal(tmp_path, journal_url):
    """Nothing is open, and that is said."""
    somebody = Person(make(tmp_path, journal=journal_url))
    assert somebody.must("status")["cases"] == []
    assert "No case is open." in somebody.run("status")[1]


def test_history_is_a_timeline_document(person):
    """Its keys are those of `simulate`, with the stamp on what was recorded."""
    document = person.must("history", NUMBER, "--on", "2026-03-04")
    assert {"case", "invoice", "assumed", "policy", "entries", "end", "problems"} == document.keys()
    assert document["invoice"]["debtor"] == "Zwarte Specht Drukwerk B.V."
    (opened,) = document["entries"]
    assert (opened["event"], opened["recorded"]["source"].endswith(f"{NUMBER}.yaml")) == ("opened", True)


@pytest.mark.parametrize(
    "words", [("status",), ("history", "1"), ("record", "1", "question_asked"), ("open", "x.yaml")]
)
def test_without_a_workspace_or_journal_each_exits_2(tmp_path, words):
    """DW940 where there is no dunwell.yaml, DW951 where its journal is gone; never a traceback."""
    nobody = Person(tmp_path)
    code, document = nobody.ask(*words)
    assert (code, codes(document)) == (2, ["DW940"])
    (tmp_path / "dunwell.yaml").write_text("journal: gone.db\n", encoding="utf-8")
    assert codes(nobody.ask(*words)[1]) == ["DW951"]
    (tmp_path / "gone.db").write_text("no database at all" * 50, encoding="utf-8")
    assert codes(nobody.ask(*words)[1]) == ["DW952"]


def test_a_wrong_workspace_file_is_drawn_with_its_line(person):
    """The line in question and a caret under it."""
    (person.folder / "dunwell.yaml").write_text("jurnal: x\n", encoding="utf-8")
    code, printed = person.run("status")
    assert code == 2
    assert "1 | jurnal: x" in printed


def test_messages_do_not_name_the_debtor(person):
    """Problems are copied into tickets and logs: they name cases, not people."""
    wrong = (
        ("open", person.file(total="5.00")),
        ("record", NUMBER, "payment_received", "amount=x"),
    )
    for words in wrong:
        assert "Specht" not in json.dumps(person.ask(*words, "--on", "2026-03-04")[1]["problems"])
