"""DW951-DW968: the workspace, the journal, and what is opened and recorded in it."""

from __future__ import annotations

from dunwell.codes import Code

_JOURNAL = (
    Code(
        "DW951",
        "There is no journal",
        "The workspace names a file or a database for the journal, and there is nothing at that place. A new one is "
        "made by `dunwell init` only: a journal that starts empty by accident would forget every case.",
        "Check `journal` in dunwell.yaml, and whether the file was moved. In a new workspace run `dunwell init`.",
        "journal: dunwel.db",
        "journal: dunwell.db",
    ),
    Code(
        "DW952",
        "The journal cannot be used",
        "The file is no journal, may not be written, the disk is full, or another program held it for too long; or the "
        "server cannot be reached, refuses the user, or went away. Nothing was recorded in part: what is said in one "
        "transaction is kept as a whole or not at all. If the connection was lost just then, it may be either.",
        "Look at the file, its folder and the disk, or at the server and the network. Then run the command again; "
        "after a lost connection see with `dunwell history` first what was recorded.",
    ),
    Code(
        "DW953",
        "The journal was written by a newer version",
        "It has tables or events that this program does not know. Guessing could send a debtor what was settled.",
        "Use the version of Dunwell that wrote it, or a newer one.",
    ),
    Code(
        "DW954",
        "This kind of journal is not known",
        "The journal is a file on this machine, or a database of a PostgreSQL server.",
        "Write the name of a file, which counts from the folder of dunwell.yaml, or a URL postgresql://user@host/database.",
        "journal: mysql://db.example.nl/dunwell",
        "journal: dunwell.db",
    ),
    Code(
        "DW955",
        "The creditor's account is no valid IBAN",
        "Its check digits do not hold, so at least one character is wrong. Debtors would pay to nobody, or to "
        "somebody else.",
        "Look it up at the bank and write it in full.",
        "creditor: {iban: NL13TEST0123456780}",
        "creditor: {iban: NL13TEST0123456789}",
    ),
)

_OPENING = (
    Code(
        "DW956",
        "The document cannot be told from others",
        "A case is named after the seller and the invoice number. Without both, the same invoice could be opened "
        "twice, and the debtor would be asked twice.",
        "Ask for an invoice that states them, or write them into an invoice file of our own.",
    ),
    Code(
        "DW957",
        "The invoice has its case already",
        "The same document was opened before. It is not opened again.",
        "Nothing to do; `dunwell history` shows the case.",
        severity="info",
    ),
    Code(
        "DW958",
        "Another document has this seller and number",
        "A case was opened from a document with the same seller and number, but it says other things. One of the two "
        "is wrong or was replaced, and only the seller knows which.",
        "Ask the seller. What changed is then recorded as an event: a credit, or a fact.",
    ),
    Code(
        "DW963",
        "An own policy has errors",
        "A policy in the workspace cannot be used. Were it left out, another policy could be taken for invoices that "
        "it was written for, and a case keeps the policy it was opened under.",
        "Mend it, or take it out of the folder until it is ready.",
    ),
    Code(
        "DW964",
        "An own policy has the id of a shipped one",
        "The own policy is taken before the shipped one, and in timelines and reports both go by the same name.",
        "Give the own policy an id of its own.",
        "policy: nl-standard",
        "policy: house-standard",
        severity="warning",
    ),
    Code(
        "DW968",
        "The file holds no invoice",
        "Only invoices are opened as cases. A bank file says what was paid, and is imported.",
        "Name the invoice, or import the bank file: `dunwell import FILE`.",
    ),
)

_CASES = (
    Code(
        "DW959",
        "The case is not known",
        "No invoice of this number was opened in this workspace.",
        "Check the number and the workspace; `dunwell status` lists the cases.",
        "dunwell history 2026-042",
        "dunwell history 2026-0042",
    ),
    Code(
        "DW960",
        "Several cases have this number",
        "Invoices of several sellers carry this number, and it matters which one is meant.",
        "Write the seller before it, with a slash between.",
        "dunwell history 2026-0042",
        "dunwell history NL000099998B57/2026-0042",
    ),
    Code(
        "DW961",
        "The policy in the journal was changed",
        "A case is judged by the text it was opened under, and the journal's copy of that text no longer has the "
        "fingerprint that the case names.",
        "Take the journal back from a copy that is whole.",
    ),
    Code(
        "DW962",
        "The policy of a case cannot be used by this version",
        "The case was opened under a policy that this version of Dunwell finds errors in.",
        "Use the version that opened the case.",
    ),
)

_RECORDING = (
    Code(
        "DW965",
        "The event lies in the future",
        "What is recorded has happened. A payment or a call of tomorrow may still turn out otherwise, and until then "
        "the case would stand where it does not.",
        "Record it when it has happened; correct the day if it is a slip.",
        "dunwell record 2026-0042 payment_received amount=400.00 --at 2062-02-20",
        "dunwell record 2026-0042 payment_received amount=400.00 --at 2026-02-20",
    ),
    Code(
        "DW966",
        "What an event says is not KEY=VALUE",
        "After the event come its data, each a key, an equals sign and a value, and each key once.",
        "Write the key, = and the value; put a value with spaces in quotes.",
        "dunwell record 2026-0042 payment_received 400.00",
        "dunwell record 2026-0042 payment_received amount=400.00",
    ),
    Code(
        "DW967",
        "The case has ended",
        "The event is recorded, because it happened, but nothing is done in a case that has ended. A payment may "
        "have to be paid back.",
        "If the claim lives again, record `reopened`.",
        severity="warning",
    ),
)

CODES: tuple[Code, ...] = (*_JOURNAL, *_OPENING, *_CASES, *_RECORDING)
