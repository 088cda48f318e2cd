"""`dunwell preview`: the contract of its options, exit codes and document."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dunwell.cli import cli

BUSINESS = "docs/examples/invoice-business.xml"
CONSUMER = "docs/examples/invoice-consumer.yaml"
SETTINGS = "creditor:\n  contact: {name: Lotte, hours: op werkdagen}\n"


@pytest.fixture
def run(root, monkeypatch):
    """Run the command in the project's root; its exit code, and its document where it prints one."""
    monkeypatch.chdir(root)
    monkeypatch.delenv("DUNWELL_WORKSPACE", raising=False)

    def runner(*arguments, form="json"):
        words = ["preview", *arguments, "--format", form]
        result = CliRunner().invoke(cli, words, catch_exceptions=False)
        return result.exit_code, (json.loads(result.stdout) if form == "json" else result.stdout)

    return runner


def codes(document):
    """The codes of the problems."""
    return {problem["code"] for problem in document["problems"]}


def test_the_words_of_every_message(run):
    """In order, with day, channels and addressee; nothing is wrong with the example."""
    code, document = run(CONSUMER)
    assert code == 0
    assert [one["step"] for one in document["messages"]] == ["reminder", "call", "call", "notice"]
    first = document["messages"][0]
    assert (first["date"], first["to"]) == ("2026-03-03", {"email": "j.voorbeeld@example.nl"})
    assert "€\u00a0480,00" in first["text"]
    assert document["language"] == "nl"


def test_only_one_step(run):
    """By its name."""
    _, document = run(CONSUMER, "--step", "notice")
    assert [one["template"] for one in document["messages"]] == ["notice_consumer"]


def test_a_name_that_the_policy_does_not_have(run):
    """It is refused, with the nearest name."""
    code, document = run(CONSUMER, "--step", "remindr")
    assert code == 2
    assert [(one["code"], one["fix"]) for one in document["problems"]] == [("DW925", "did you mean 'reminder'?")]


def test_a_step_that_does_not_go_out_is_said(run):
    """Silence could mean that it has no words."""
    code, document = run(CONSUMER, "--step", "payment_plan_late")
    assert (code, document["messages"], codes(document)) == (0, [], {"DW939"})


def test_another_language(run):
    """With a note that the policy is written for its own."""
    code, document = run(CONSUMER, "--language", "en", "--step", "reminder")
    assert (code, codes(document)) == (0, {"DW939"})
    assert document["messages"][0]["subject"] == "Reminder: invoice 2026-0107 is still open"


def test_a_language_without_templates_is_refused_by_name(run):
    """The list of languages is that of the templates there are."""
    result = CliRunner().invoke(cli, ["preview", CONSUMER, "--language", "fr"])
    assert result.exit_code == 2
    assert "DW315 there are no templates in 'fr'" in result.output
    assert "write one of: de, en, nl" in result.output


def test_a_message_with_a_hole_is_a_problem(run, tmp_path):
    """Exit code 1; the call, which needs no account, is shown all the same."""
    lines = Path(CONSUMER).read_text(encoding="utf-8").splitlines()
    (tmp_path / "invoice.yaml").write_text("\n".join(line for line in lines if "iban:" not in line), encoding="utf-8")
    code, document = run(str(tmp_path / "invoice.yaml"))
    assert code == 1
    assert "DW636" in codes(document)
    assert [bool(one["text"]) for one in document["messages"]] == [False, True, True, False]


def test_the_workspace_says_who_answers(run, tmp_path):
    """The one named, or that of the folder one stands in."""
    (tmp_path / "dunwell.yaml").write_text(SETTINGS, encoding="utf-8")
    _, document = run(CONSUMER, "--workspace", str(tmp_path), "--step", "reminder")
    assert "op werkdagen" in document["messages"][0]["text"]
    assert "Lotte" in document["messages"][0]["text"]


def test_a_workspace_that_is_none_is_refused(run, tmp_path):
    """As by every command that takes one."""
    code, document = run(CONSUMER, "--workspace", str(tmp_path))
    assert (code, codes(document)) == (2, {"DW940"})


def test_no_policy_is_exit_code_one(run):
    """As with simulate; the document is there, and says why."""
    code, document = run(CONSUMER, "--assume", "debtor.country=FR")
    assert (code, document["policy"], document["language"], document["messages"]) == (1, None, None, [])
    assert "DW936" in codes(document)


def test_a_page_in_a_file(run, tmp_path):
    """HTML, written where it was asked for."""
    code, printed = run(BUSINESS, "-o", str(tmp_path / "page.html"), form="html")
    assert (code, printed) == (0, "")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_text_for_people(run):
    """Day and step above each message, then its subject and words."""
    code, printed = run(BUSINESS, form="text")
    assert code == 0
    assert "── Thu 5 Feb 2026 · Vriendelijke betalingsherinnering (reminder)" in printed
    assert "subject: Herinnering: factuur 2026-0042 staat nog open" in printed
