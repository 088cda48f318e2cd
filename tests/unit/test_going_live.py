"""A running portfolio goes live: with what was sent before, nothing of it again, and nothing opened by half."""

from __future__ import annotations

import sqlite3

import pytest

import workspaces
from databases import on_sqlite

DAY = "2026-03-20"
HEAD = "number;what;on;channel;outcome;remark\n"
NUMBERS = [f"G-{number}" for number in range(1, 8)]


@pytest.fixture
def person(tmp_path, journal_url):
    """A workspace with the shipped policies, where payments are recorded by hand."""
    someone = workspaces.Person(workspaces.make(tmp_path, ladder=False, journal=journal_url))
    settings = tmp_path / "dunwell.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nbank_data: none\n", encoding="utf-8")
    return someone


def go_live(person, rows, *words, numbers=NUMBERS, day=DAY):
    """Open invoices of EUR 1000.00, due on Sunday 1 March, with rows of what was sent; exit code and document."""
    path = person.folder / "sent.csv"
    path.write_text(HEAD + rows, encoding="utf-8-sig")
    files = [person.file(number) for number in numbers]
    return person.ask("open", *files, "--history", str(path), "--on", day, *words)


MIXED = """\
G-2;Vriendelijke betalingsherinnering;3-3-2026;e-mail;;
G-3;reminder;2026-03-03;;;
G-3;call;2026-03-13;;no answer;
G-4;call;2026-03-13;;;nobody there
G-5;put in default;2026-03-09;post;;
G-6;AANMANING;2026-03-02;email+letter;;by the old system
G-7;agency;2026-03-13;;;
"""
NEXT = {
    "G-1": ("reminder", DAY),  # nothing was sent: as any case, and late
    "G-2": ("call", DAY),
    "G-3": ("call", DAY),  # the second of two
    "G-4": ("call", DAY),  # called without a reminder before: not reminded after it
    "G-5": ("notice", "2026-03-26"),  # its term is honoured
    "G-6": ("hand_over", DAY),  # the call was left out, and is not made up for
    "G-7": None,
}
"""What comes next of each, and when."""


def told(document):
    """What comes next of each case."""
    return {case["number"]: case["next"] and (case["next"]["step"], case["next"]["date"]) for case in document["cases"]}


def test_the_ladder_goes_on_from_what_was_really_sent(person):
    """In the words of the policy or of people, with days in any form."""
    code, document = go_live(person, MIXED)
    assert (code, document["kept"]) == (0, True)
    assert told(document) == NEXT
    (late,) = [case for case in document["cases"] if case["number"] == "G-1"]
    assert late["late"] == ["Vriendelijke betalingsherinnering"]
    status = person.must("status", "--on", DAY)
    assert {case["number"]: [one["step"] for one in case["due"]] for case in status["cases"]} == {
        number: [found[0]] if found[1] == DAY else [] for number, found in NEXT.items() if found
    }


def test_a_dry_run_says_the_same_and_stores_nothing(person):
    """By the same code."""
    code, dry = go_live(person, MIXED, "--dry-run")
    assert (code, dry["kept"]) == (0, False)
    assert person.must("status", "--on", DAY)["cases"] == []
    done = go_live(person, MIXED)[1]
    assert dry["cases"] == done["cases"]


def test_history_shows_what_was_sent_before_the_opening(person):
    """On its own day, with the row that said so, before the line of the opening."""
    go_live(person, MIXED)
    entries = person.must("history", "G-6", "--on", DAY)["entries"]
    assert [(one["date"], one.get("event"), one.get("step")) for one in entries[:2]] == [
        ("2026-03-02", "step_done", "notice"),
        (DAY, "opened", None),
    ]
    assert entries[0]["recorded"]["source"].endswith("sent.csv, row 7")
    assert entries[0]["text"] == "by the old system"
    assert "Notice" in person.run("history", "G-6", "--on", DAY)[1]


def test_given_again_nothing_changes(person):
    """Each case is there once, with each event once."""
    go_live(person, MIXED)
    before = [person.must("history", number, "--on", DAY)["entries"] for number in NUMBERS]
    code, document = go_live(person, MIXED)
    assert (code, {one["code"] for one in document["problems"]}) == (0, {"DW843", "DW957"})
    assert [person.must("history", number, "--on", DAY)["entries"] for number in NUMBERS] == before


WRONG = [
    ("G-9;reminder;2026-03-03;;;", "no invoice opened here has the number 'G-9'", "open its invoice too"),
    ("G-2;remindr;2026-03-03;;;", "the policy has no step 'remindr'", "did you mean 'reminder'?"),
    ("G-2;herinnering;2026-03-03;;;", "the policy has no step 'herinnering'", "reminder, call, put_in_default"),
    ("G-2;check_invoice;2026-03-03;;;", "the policy has no step 'check_invoice'", "reminder"),
    ("G-2;reminder;2026-01-03;;;", "nothing can have been sent on 2026-01-03", "number of the invoice"),
    ("G-2;reminder;2026-03-21;;;", "2026-03-21 has not come yet", "on which it was sent"),
    ("G-2;reminder;02/03/2026;;;", "on: '02/03/2026' may be 2026-03-02 or 2026-02-03", "year first"),
    ("G-2;reminder;;;;", "on is empty", "fill it in"),
    ("G-2;reminder;2026-03-03;fax;;", "unknown channel 'fax'", "email, letter"),
    ("G-2;call;2026-03-03;;nobody;", "a call has no outcome 'nobody'", "no_answer"),
    ("G-2;call;2026-03-03;;promise;", "a promise says by when", "promised_on"),
    ("G-2;reminder;2026-03-03;;;x;y", "more cells than there are headings", "quotation marks"),
]


@on_sqlite
@pytest.mark.parametrize(("row", "said", "fix"), WRONG)
def test_a_row_that_fits_nothing_is_named_and_nothing_is_opened(person, row, said, fix):
    """Were it left out, the debtor could get the same message twice."""
    code, document = go_live(person, f"G-1;reminder;2026-03-03;;;\n{row}\n", numbers=["G-1", "G-2"])
    (problem,) = [one for one in document["problems"] if one["severity"] == "error"]
    assert (code, document["kept"], problem["code"], problem["line"]) == (1, False, "DW048", 3)
    assert problem["message"].startswith("row 3")
    assert said in problem["message"]
    assert fix in problem["fix"]
    assert person.must("status", "--on", DAY)["cases"] == []


@on_sqlite
@pytest.mark.parametrize("row", [row for row, *_ in WRONG])
def test_with_the_rest_only_invoices_without_a_wrong_row_are_opened(person, row):
    """An invoice of which a row is wrong is left out, for it may get a message again."""
    code, document = go_live(person, f"G-1;reminder;2026-03-03;;;\n{row}\n", "--rest", numbers=["G-1", "G-2"])
    opened = ["G-1", "G-2"] if "G-9" in row else ["G-1"]
    assert (code, [case["number"] for case in document["cases"]]) == (1, opened)
    assert [case["number"] for case in person.must("status", "--on", DAY)["cases"]] == opened


def test_a_row_without_a_number_may_be_about_any_invoice(person):
    """So nothing is opened, even if the rest is wanted."""
    code, document = go_live(person, "G-1;reminder;2026-03-03;;;\n;notice;2026-03-03;;;\n", "--rest", numbers=["G-1"])
    assert (code, document["kept"]) == (1, False)


def test_the_same_row_twice_is_one_too_many(person):
    """Two calls on one day may be two or a slip; a person says."""
    row = "G-1;call;2026-03-03;;;\n"
    _, document = go_live(person, row + row, numbers=["G-1"])
    assert "the same stands in another row" in [one["message"][7:] for one in document["problems"]]


def test_a_number_of_two_sellers_is_asked_for(person):
    """The seller stands before a slash or in a column of its own."""
    one = person.file("G-1")
    other = person.file("G-1b", number="G-1", seller="Blauwe Reiger B.V.", vat_id="NL000022223B44")
    path = person.folder / "sent.csv"
    path.write_text("number;what;on\nG-1;reminder;2026-03-03\n", encoding="utf-8")
    code, document = person.ask("open", one, other, "--history", str(path), "--on", DAY)
    assert code == 1
    assert "add the seller: NL000011112B33, NL000022223B44" in [one["fix"] for one in document["problems"]]
    for text in (
        "number;what;on\nblauwe reiger b.v./G-1;reminder;2026-03-03\n",
        "number;seller;what;on\nG-1;NL000022223B44;reminder;2026-03-03\n",
    ):
        path.write_text(text, encoding="utf-8")
        document = person.must("open", one, other, "--history", str(path), "--on", DAY, "--dry-run")
        assert [len(case["sent"]) for case in document["cases"]] == [0, 1]


def test_what_an_open_case_does_not_have_is_told(person):
    """Its history is no longer taken in by opening; a person records it."""
    person.must("open", person.file("G-1"), "--on", "2026-03-02")
    code, document = go_live(person, "G-1;reminder;2026-03-03;;;\n", numbers=["G-1"])
    assert (code, "DW049" in workspaces.codes(document)) == (1, True)


def test_what_the_law_forbade_is_told(person):
    """A notice to a consumer who was not in default: it is taken in as it happened, with a warning at its row."""
    path = person.folder / "sent.csv"
    path.write_text(f"{HEAD}G-1;hand_over;2026-03-13;;;\n", encoding="utf-8")
    file = person.folder / "c.yaml"
    file.write_text(workspaces.invoice_text(number="G-1").replace("kind: business", "kind: consumer"), encoding="utf-8")
    code, document = person.ask("open", str(file), "--history", str(path), "--on", DAY)
    found = [one for one in document["problems"] if one["code"] == "DW977"]
    assert (code, found[0]["line"], document["kept"]) == (0, 2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no heading 'number' and no heading 'what' and no heading 'on'"),
        ("number;what;on;chanel\n", "unknown heading 'chanel'"),
        ("number;what;on;on\n", "stands twice"),
    ],
)
def test_a_file_without_its_headings_is_refused(person, text, said):
    """Before anything is looked at."""
    path = person.folder / "sent.csv"
    path.write_text(text, encoding="utf-8")
    code, document = person.ask("open", person.file("G-1"), "--history", str(path), "--on", DAY)
    assert (code, document["problems"][0]["code"]) == (2, "DW047")
    assert said in document["problems"][0]["message"]


def test_a_case_is_never_kept_without_what_was_sent(person, monkeypatch):
    """Were it, and the machine stopped there, the debtor would be reminded again: both are one transaction."""

    def broken(*_):
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr("dunwell.journal.store.Journal.add_event", broken)
    with pytest.raises(sqlite3.OperationalError):
        go_live(person, MIXED)
    monkeypatch.undo()
    assert "G-2" not in {case["number"] for case in person.must("status", "--on", DAY)["cases"]}


def test_what_does_not_go_together_is_refused(person):
    """Used wrongly: exit code 2."""
    assert person.run("open", person.file("G-1"), "--rest")[0] == 2
    assert person.run("open", person.file("G-1"), "--history", "nowhere.csv")[0] == 2


@on_sqlite
def test_what_is_printed(person, snapshot):
    """As a controller reads it."""
    path = person.folder / "sent.csv"
    path.write_text(HEAD + MIXED, encoding="utf-8")
    files = [person.file(number) for number in NUMBERS]
    printed = person.run("open", *files, "--history", str(path), "--on", DAY, "--dry-run")[1]
    assert printed.partition("WORKSPACE")[0] == snapshot
