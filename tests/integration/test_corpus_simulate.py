"""Every real e-invoice of the shared corpus goes through `simulate`: a timeline, or a plain reason why not."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli


def invoices(corpus):
    """The corpus's e-invoices with their independent reading."""
    expected = json.loads((corpus / "expected-open.json").read_text())
    return {corpus / "open" / name: row for name, row in expected["invoices"].items()}


def simulate(file, *options):
    """Run the command; its exit code and JSON document."""
    result = CliRunner().invoke(cli, ["simulate", str(file), "--format", "json", *options], catch_exceptions=False)
    return result.exit_code, json.loads(result.stdout)


@pytest.fixture(scope="module")
def documents(corpus):
    """Every file's exit code and document."""
    return {file: simulate(file) for file in invoices(corpus)}


def test_every_file_gives_a_timeline_or_says_why_not(documents):
    """A file either gets a policy, entries and exit code 0, or no policy, exit code 1 and exactly one error."""
    for file, (code, document) in documents.items():
        errors = [problem for problem in document["problems"] if problem["severity"] == "error"]
        if document["policy"] is None:
            assert (code, document["entries"], document["end"], len(errors)) == (1, [], None, 1), file
        else:
            assert (code, errors) == (0, []), file
            assert document["entries"], file


WITH_A_POLICY = {"NL": "nl-standard", "BE": "be-standard", "DE": "de-standard"}


def test_what_is_dunned_is_what_should_be(documents, corpus):
    """A policy takes its own country's invoices in euros to be transferred; no other country, no credit note."""
    for file, row in invoices(corpus).items():
        _, document = documents[file]
        country = WITH_A_POLICY.get(row["buyer"]["country"]) if row["currency"] == "EUR" else None
        claim = row["document"] == "Invoice" and row["type_code"] not in ("381", "396")
        debit = {"49", "59"} & set(row["payment_means"])
        chosen = document["policy"]["id"] if document["policy"] else None
        assert chosen == (country if claim and not debit else None), file


def test_each_country_with_a_policy_has_an_invoice_here(documents):
    """The corpus shows all three policies at work, and a French invoice none."""
    chosen = {document["policy"]["id"] for _, document in documents.values() if document["policy"]}
    assert chosen == set(WITH_A_POLICY.values())


def test_every_entry_says_why(documents):
    """Each line of each timeline has a reason in words; what the policy does has its line too."""
    for file, (_, document) in documents.items():
        for entry in document["entries"]:
            assert entry["because"], (file, entry)
            assert all(reason["text"] for reason in entry["because"])
            assert any(reason["place"] for reason in entry["because"]) or entry["kind"] == "event"


def test_dates_only_go_forward_and_the_claim_is_the_payable_amount(documents, corpus):
    """Entries come in order of their days; the first message asks for exactly what the invoice says is payable."""
    for file, row in invoices(corpus).items():
        _, document = documents[file]
        days = [entry["date"] for entry in document["entries"]]
        assert days == sorted(days)
        claims = [entry["claim"] for entry in document["entries"] if "claim" in entry]
        if claims:
            assert float(claims[0]["principal"]) == float(row["payable_amount"]), file


def test_whatever_was_not_said_is_listed_as_assumed(documents):
    """A due date that the document does not have, and a debtor kind that nobody said, stand in `assumed`."""
    for file, (_, document) in documents.items():
        if document["policy"] is None:
            continue
        assumed = {row["field"] for row in document["assumed"]}
        assert "debtor.kind" in assumed, file
        read = CliRunner().invoke(cli, ["read", str(file), "--format", "json"])
        if json.loads(read.stdout)["documents"][0]["due"] is None:
            assert "invoice.due" in assumed, file
