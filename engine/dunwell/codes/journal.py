"""DW080-DW089: a journal on a server, taken out, taken in, or cleared of people."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW080",
        "A password stands in dunwell.yaml",
        "Settings are copied, mailed and kept in version control, and whoever reads the password can read and change "
        "every case.",
        "Take it out. Write `{env: NAME}` or `{file: PATH}` for the place that holds the whole URL, or leave the "
        "password to PostgreSQL's own password file (`.pgpass`), which the URL need not mention. Then change it.",
        "journal: postgresql://dunwell:secret@db.example.nl/dunwell",
        "journal: postgresql://dunwell@db.example.nl/dunwell",
    ),
    Code(
        "DW081",
        "The library for PostgreSQL is not installed",
        "A journal on a PostgreSQL server needs a library that is not part of the usual installation.",
        "Install it: `pip install 'dunwell[postgres]'`.",
    ),
    Code(
        "DW082",
        "The journal is not empty",
        "A journal is taken in as a whole. Mixed with what is there already, a number could mean two cases.",
        "Make a new workspace with `dunwell init`, and take it in there.",
    ),
    Code(
        "DW083",
        "The file is no journal that this version can take in",
        "It was written by another version of Dunwell, with other tables, or it is something else altogether.",
        "Export it with this version: the journal is brought up to date when this version opens it.",
    ),
    Code(
        "DW084",
        "The exported journal is not as it was written",
        "Lines are missing, were added, or were changed since. Nothing of it was taken in, because nobody can say what "
        "else is wrong with it.",
        "Export it again, or take another copy of the file.",
    ),
    Code(
        "DW085",
        "A line of the exported journal makes no sense",
        "It is not one that an export writes. Nothing was taken in.",
        "Export it again, or take another copy of the file.",
    ),
    Code(
        "DW086",
        "The case has not ended, so nothing of it is erased",
        "While a claim is pursued, here or by an agency, it needs who the debtor is and what was said. A right to "
        "erasure does not reach what is needed to establish, exercise or defend a legal claim.",
        "Wait until the case has ended, or end it: `dunwell record CASE closed`. Then erase it.",
    ),
    Code(
        "DW087",
        "Something of the case still waits for a person",
        "A payment that may be for it, or a delivery, is not decided on. Without names nobody could decide.",
        "Decide first: `dunwell import --waiting` and `dunwell outbox` show what waits.",
    ),
    Code(
        "DW088",
        "Traces may be left in the journal's file",
        "The rows are gone, but another program has the file open, so that its log could not be emptied.",
        "Run the same command again when nobody else uses the journal.",
        severity="warning",
    ),
    Code(
        "DW089",
        "What lies outside the journal is not erased",
        "The journal is cleared. Copies of it, exports, letters in drop folders, mailboxes, bank files, the customer "
        "register and the books are elsewhere, and the law may ask to keep some of them, such as invoices, for years.",
        "Clear what need not be kept, and write down why the rest is.",
        severity="info",
    ),
)
