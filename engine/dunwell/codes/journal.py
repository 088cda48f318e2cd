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
)
