"""`dunwell simulate`: the contract of its options, exit codes and document."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli

BUSINESS = "docs/examples/invoice-business.xml"
CONSUMER = "docs/examples/invoice-consumer.yaml"


@pytest.fixture
def run(root, monkeypatch):
    """Run the command in the project's root; its exit code, and its document where it prints one."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")

    def runner(*arguments, form="json"):
        words = ["simulate", *arguments, *(["--format", form] if form else [])]
        result = CliRunner().invoke(cli, words, catch_exceptions=False)
        printed = json.loads(result.stdout) if form == "json" and result.stdout.startswith("{") else result.output
        return result.exit_code, printed

    return runner


def steps(document):
    """What is done, as (day, step)."""
    return [(entry["date"], entry["step"]) for entry in document["entries"] if entry["kind"] == "step"]


def codes(document):
    """The codes of the problems."""
    return [problem["code"] for problem in document["problems"]]


def test_the_document_has_the_keys_of_the_contract(run):
    """Top level, invoice, policy, a step's entry and its claim are as other programs rely on them."""
    code, document = run(BUSINESS, "--assume", "debtor.kind=business")
    assert code == 0
    assert {"invoice", "assumed", "policy", "entries", "end", "problems"} <= document.keys()
    assert {"number", "issued", "due", "currency", "total", "debtor_kind"} <= document["invoice"].keys()
    assert {"id", "version", "file", "sha256"} <= document["policy"].keys()
    reminder = next(entry for entry in document["entries"] if entry.get("step") == "reminder")
    wanted = {"date", "kind", "step", "channels", "template", "variant", "attempt", "term_until", "claim", "accrued"}
    assert wanted <= reminder.keys()
    assert reminder["claim"] == {"principal": "1210.00", "interest": "0.00", "costs": "0.00", "total": "1210.00"}
    assert reminder["accrued"] == {"interest": "0.34"}
    assert reminder["term_until"] == "2026-02-12"
    first = reminder["because"][0]
    assert first == {
        "text": "1 day after the due date (Wed 2026-02-04)",
        "place": first["place"],
        "law": None,
    }
    assert first["place"].startswith("policies/nl/standard.yaml:")


@pytest.mark.parametrize("kind", ["business", "consumer"])
def test_the_whole_timeline_reads_like_this(run, snapshot, kind):
    """The text that people read, at a fixed width."""
    code, text = run(BUSINESS, "--assume", f"debtor.kind={kind}", form="text")
    assert code == 0
    assert text == snapshot


def test_a_late_import_starts_late_and_catches_up_one_step_at_a_time(run):
    """`--on` opens the case later: nothing is skipped or bunched, and later waits count from what was really done."""
    _, document = run(BUSINESS, "--assume", "debtor.kind=business", "--on", "2026-04-15")
    done = steps(document)
    assert done[:3] == [("2026-04-15", "check_invoice"), ("2026-04-15", "reminder"), ("2026-04-23", "call")]
    late = [entry for entry in document["entries"] if entry["kind"] == "late"]
    assert {entry["step"] for entry in late} == {"reminder", "hand_over"}


def test_until_cuts_the_timeline_off(run):
    """Nothing is told after the last day asked for, and the case is then still open."""
    _, document = run(BUSINESS, "--until", "2026-02-15")
    assert document["end"] is None
    assert max(entry["date"] for entry in document["entries"]) <= "2026-02-15"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--assume", "debtor.kind"), "DW922"),
        (("--assume", "debtor.knid=business"), "DW923"),
        (("--assume", "claim.open=5"), "DW924"),
        (("--assume", "debtor.kind=company"), "DW924"),
        (("--policy", "no-such.yaml"), "DW901"),
        (("--scenario", "no-such.yaml"), "DW901"),
    ],
)
def test_wrong_use_exits_2_with_its_code(run, arguments, code):
    """Each mistake has its own code, and nothing is simulated."""
    exit_code, document = run(CONSUMER, *arguments)
    assert exit_code == 2
    assert code in codes(document)


def test_a_file_that_is_not_there_exits_2(run):
    """A missing invoice is said in one problem."""
    exit_code, document = run("nothing-here.xml")
    assert exit_code == 2
    assert len(document["problems"]) == 1


def test_no_policy_for_another_country(run):
    """A debtor abroad: exit 1, no policy, and the reason; --policy overrides it with a note."""
    code, document = run(CONSUMER, "--assume", "debtor.country=FR")
    assert (code, document["policy"], document["entries"], codes(document)) == (1, None, [], ["DW936"])
    code, document = run(CONSUMER, "--assume", "debtor.country=FR", "--policy", "policies/nl/standard.yaml")
    assert code == 0
    assert "DW937" in codes(document)
    assert document["entries"]


def test_direct_debit_is_not_dunned(run):
    """Nothing to dun before a direct debit bounces."""
    code, document = run(CONSUMER, "--assume", "payment_means=direct_debit")
    assert (code, document["policy"]) == (1, None)


SCENARIO = """
events:
  - {at: 2026-03-05, event: payment_received, amount: "180.00"}
  - {at: 3 days after reminder.sent, event: question_asked}
  - {at: 2026-03-12, event: question_answered}
"""


def test_a_scenario_is_played(run, tmp_path):
    """Events on a day and counted from an anchor happen, hold the ladder, and lower what is asked for."""
    file = tmp_path / "scenario.yaml"
    file.write_text(SCENARIO)
    code, document = run(CONSUMER, "--scenario", str(file))
    assert code == 0
    events = [(entry["date"], entry["event"]) for entry in document["entries"] if entry["kind"] == "event"]
    assert events == [
        ("2026-03-05", "payment_received"),
        ("2026-03-06", "question_asked"),
        ("2026-03-12", "question_answered"),
    ]
    holds = [(entry["date"], entry["change"]) for entry in document["entries"] if entry["kind"] == "hold"]
    assert holds == [("2026-03-06", "opened"), ("2026-03-12", "closed")]
    call = next(entry for entry in document["entries"] if entry.get("step") == "call")
    assert call["claim"]["principal"] == "300.00"
    assert call["date"] >= "2026-03-12"


def test_a_scenario_with_mistakes_names_them_all(run, tmp_path):
    """Unknown events, anchors and keys are found together, each with its place."""
    file = tmp_path / "scenario.yaml"
    file.write_text(
        "events:\n  - {at: 2026-03-05, event: paid}\n  - {at: 3 days after remind.sent, event: bounced, step: x}\n"
    )
    code, document = run(CONSUMER, "--scenario", str(file))
    assert code == 2
    assert {"DW312", "DW303"} <= set(codes(document))
    assert all(problem["line"] for problem in document["problems"])


@pytest.mark.parametrize("form", ["html", "svg", "json", "text"])
def test_output_goes_to_a_file(run, tmp_path, form):
    """`-o` writes each form to a file and prints nothing."""
    target = tmp_path / f"timeline.{form}"
    code, printed = run(CONSUMER, "-o", str(target), form=form)
    assert (code, printed) == (0, "")
    assert target.read_text(encoding="utf-8").strip()


def test_output_that_cannot_be_written_is_refused(run, tmp_path):
    """A folder that does not exist: DW910 and exit 2, no traceback."""
    code, printed = run(CONSUMER, "-o", str(tmp_path / "no" / "such.html"), form="html")
    assert code == 2
    assert "DW910" in printed


def test_without_a_due_date_the_laws_term_is_assumed(run, tmp_path):
    """No due date as data: thirty days after the invoice date, listed with the article."""
    file = tmp_path / "invoice.yaml"
    file.write_text(
        'number: A1\nissued: 2026-01-05\ncurrency: EUR\ntotal: "100.00"\n'
        "creditor: {name: A, country: NL}\ndebtor: {name: B, country: NL}\n"
    )
    code, document = run(str(file))
    assert code == 0
    assert document["invoice"]["due"] == "2026-02-04"
    due = next(row for row in document["assumed"] if row["field"] == "invoice.due")
    assert "art." in due["text"]
