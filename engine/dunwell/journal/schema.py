"""The tables of the journal, as numbered steps from an empty file to today's.

A step is never changed once it was released; what changes comes as a further step. The statements are plain SQL that
other databases run too; only the triggers are SQLite's own. What names people stands in tables apart (`parties`,
`documents`, `remarks`, `waiting_remarks`, `proposal_remarks`), from which it can be erased without touching a case, an
event or a payment.
"""

from __future__ import annotations

_FIRST = (
    """
    CREATE TABLE policies (
        sha256 TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        version TEXT NOT NULL,
        file TEXT NOT NULL,
        text TEXT NOT NULL
    )""",
    """
    CREATE TABLE cases (
        case_id TEXT PRIMARY KEY,
        seller TEXT NOT NULL,
        number TEXT NOT NULL,
        currency TEXT NOT NULL,
        opened_on TEXT NOT NULL,
        policy TEXT NOT NULL REFERENCES policies (sha256),
        facts TEXT NOT NULL,
        assumed TEXT NOT NULL,
        agreed_rate INTEGER,
        content TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        UNIQUE (seller, number)
    )""",
    "CREATE INDEX cases_number ON cases (number)",
    """
    CREATE TABLE events (
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        sequence INTEGER NOT NULL,
        name TEXT NOT NULL,
        valid_on TEXT NOT NULL,
        data TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        PRIMARY KEY (case_id, sequence)
    )""",
    """
    CREATE TABLE bookings (
        case_id TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (case_id, fingerprint),
        FOREIGN KEY (case_id, sequence) REFERENCES events (case_id, sequence)
    )""",
    """
    CREATE TABLE remarks (
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        sequence INTEGER NOT NULL,
        about TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (case_id, sequence, about)
    )""",
    """
    CREATE TABLE parties (
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        role TEXT NOT NULL,
        name TEXT,
        data TEXT NOT NULL,
        PRIMARY KEY (case_id, role)
    )""",
    """
    CREATE TABLE documents (
        case_id TEXT PRIMARY KEY REFERENCES cases (case_id),
        data TEXT NOT NULL
    )""",
)

_BANK = (
    """
    CREATE TABLE bank_days (
        account TEXT NOT NULL,
        known_until TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        PRIMARY KEY (account, known_until)
    )""",
    """
    CREATE TABLE waiting (
        number INTEGER PRIMARY KEY,
        fingerprint TEXT NOT NULL UNIQUE,
        valid_on TEXT,
        amount TEXT NOT NULL,
        currency TEXT NOT NULL,
        candidates TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL
    )""",
    """
    CREATE TABLE waiting_remarks (
        number INTEGER NOT NULL REFERENCES waiting (number),
        about TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (number, about)
    )""",
    """
    CREATE TABLE decisions (
        number INTEGER NOT NULL REFERENCES waiting (number),
        sequence INTEGER NOT NULL,
        decision TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        PRIMARY KEY (number, sequence)
    )""",
)

_PROPOSALS = (
    """
    CREATE TABLE proposals (
        number INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        name TEXT NOT NULL,
        valid_on TEXT NOT NULL,
        data TEXT NOT NULL,
        stood TEXT NOT NULL,
        asked TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL
    )""",
    """
    CREATE TABLE proposal_remarks (
        number INTEGER NOT NULL REFERENCES proposals (number),
        about TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (number, about)
    )""",
    """
    CREATE TABLE proposal_decisions (
        number INTEGER PRIMARY KEY REFERENCES proposals (number),
        decision TEXT NOT NULL,
        sequence INTEGER,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL
    )""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _BANK, _PROPOSALS)
"""Step n of the list leads from version n to n + 1; version 0 is an empty file."""

ONLY_GROW = ("policies", "cases", "events", "bank_days", "waiting", "decisions", "proposals", "proposal_decisions")
"""Tables whose rows are never changed or taken away."""


def guards(table: str) -> tuple[str, ...]:
    """Triggers that refuse to change or delete a row of a table."""
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the journal only grows: {table} are not changed'); END"
        for action in ("UPDATE", "DELETE")
    )
