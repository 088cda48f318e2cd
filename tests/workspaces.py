"""Workspaces for tests: made in an empty folder, with invoices of invented firms, worked with as people do."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.journal.cases import Pinned
from dunwell.journal.database import open_database
from dunwell.journal.opening import Desk, open_invoice, seller_of
from dunwell.journal.policies import read_policies
from dunwell.journal.store import Journal
from dunwell.readers.own import read_own
from dunwell.resources import read_text
from dunwell.workspace_file import read_workspace
from dunwell.workspace_start import start_workspace

LADDER = Path(__file__).parent / "fixtures" / "policies" / "ladder.yaml"
NUMBER = "2026-0001"
INVOICE = """\
number: {number}
issued: {issued}
due: {due}
currency: EUR
total: "{total}"
creditor: {{name: {seller}, country: NL, vat_id: "{vat_id}"}}
debtor:
  name: {debtor}
  kind: business
  country: NL
  email: {email}
  phone: "+31 570 00 00 88"
  address: {{street: Modelweg 8, postcode: 7400 AA, town: Deventer, country: NL}}
agreement: {{term: 30 days}}
"""
"""An invoice of EUR 1000.00, due on Sunday 1 March 2026, like that of `stories`."""
USUAL = {
    "number": NUMBER,
    "issued": "2026-01-30",
    "due": "2026-03-01",
    "total": "1000.00",
    "seller": "Groene Reiger B.V.",
    "vat_id": "NL000011112B33",
    "debtor": "Zwarte Specht Drukwerk B.V.",
    "email": "facturen@zwarte-specht.example.nl",
}


def invoice_text(**said):
    """An invoice in our own format."""
    return INVOICE.format(**(USUAL | said))


def invoice(**said):
    """The same, read."""
    return read_own(invoice_text(**said).encode(), "invoice.yaml").documents[0]


def make(folder, *, ladder=True, journal="dunwell.db"):
    """A workspace in a folder; with the short ladder as its own policy it fits every invoice in euros.

    `journal` is what its settings say of the journal: fixture `journal_url` gives each kind of database in turn.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = read_text("templates/workspace/dunwell.yaml").replace("journal: dunwell.db ", f"journal: {journal} ")
    (folder / "dunwell.yaml").write_text(text, encoding="utf-8")
    start_workspace(folder)
    if ladder:
        text = LADDER.read_text(encoding="utf-8")
        (folder / "policies" / "ladder.yaml").write_text(text, encoding="utf-8")
    return folder


def journal_in(folder):
    """The journal of a workspace; close its connection after use."""
    return Journal(open_database(read_workspace(folder).journal))


def desk_in(folder, journal, on, policy=None, given=None):
    """What opening needs, with a day that counts as today."""
    policies = read_policies(folder / "policies", policy, on)
    return Desk(journal, Pinned(journal), policies, given or {}, "desk")


def opened_case(folder, journal, on, **said):
    """A case just opened in a journal: the case and its program."""
    document = invoice(**said)
    open_invoice(desk_in(folder, journal, on), document)
    case = journal.case(f"{seller_of(document.seller)}/{document.number}")
    return case, Pinned(journal).program(case)


class Person:
    """Somebody at the command line of a workspace."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def file(self, name=NUMBER, **said):
        """Write an invoice file; its path."""
        path = self.folder / f"{name}.yaml"
        path.write_text(invoice_text(**{"number": name, **said}), encoding="utf-8")
        return str(path)

    def run(self, command, *words, form=None, **environment):
        """Run a command in the workspace; its exit code and all that it prints."""
        arguments = [command, *words, "--workspace", str(self.folder), *(["--format", form] if form else [])]
        result = CliRunner().invoke(cli, arguments, catch_exceptions=False, env={"COLUMNS": "100", **environment})
        return result.exit_code, result.output.replace(str(self.folder), "WORKSPACE")

    def ask(self, command, *words):
        """Run a command; its exit code and its document."""
        code, printed = self.run(command, *words, form="json")
        return code, json.loads(printed)

    def must(self, command, *words):
        """Run a command that has to succeed; its document."""
        code, document = self.ask(command, *words)
        assert code == 0, document
        return document


def codes(document):
    """The codes of a document's problems."""
    return [problem["code"] for problem in document["problems"]]


PAYER = "NL40TEST0987654321"


def bank_file(*payments, balance="0,00"):
    """An MT940 statement of payments such as ("260305", "1000,00", "text"); one below zero is taken back."""
    lines = [":20:S", ":25:NL13TEST0123456789", ":28C:1/1", f":60F:C260301EUR{balance}"]
    for day, amount, text in payments:
        sign = "RC" if amount.startswith("-") else "C"
        lines += [
            f":61:{day}{day[2:]}{sign}{amount.lstrip('-')}NTRFNONREF",
            f":86:/IBAN/{PAYER}/NAME/Specht/REMI/{text}",
        ]
    return "\n".join([*lines, f":62F:C260331EUR{balance}", ""])
