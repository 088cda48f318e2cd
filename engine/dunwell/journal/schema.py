"""The tables of the journal, as numbered steps from an empty file to today's.

A step is never changed once it was released; what changes comes as a further step. The statements are plain SQL that
SQLite and PostgreSQL run alike; of types there are TEXT, INTEGER and BLOB. What names people stands in tables apart
(`parties`, `documents`, `files`, `remarks`, `waiting_remarks`, `proposal_remarks`), from which it can be erased without
touching a case, an event, a payment or a delivery.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_OUTBOX = (
    """
    CREATE TABLE outbox (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        reference TEXT NOT NULL UNIQUE,
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        channel TEXT NOT NULL,
        due_since TEXT NOT NULL,
        state TEXT NOT NULL,
        tries INTEGER NOT NULL,
        not_before TEXT NOT NULL,
        lease_until TEXT NOT NULL,
        worker TEXT NOT NULL,
        closed_on TEXT NOT NULL,
        interest TEXT NOT NULL,
        costs TEXT NOT NULL,
        seen INTEGER NOT NULL,
        why TEXT NOT NULL,
        proof TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL
    )""",
    "CREATE INDEX outbox_state ON outbox (state, not_before)",
    "CREATE INDEX outbox_case ON outbox (case_id)",
    """
    CREATE TABLE outbox_changes (
        number INTEGER NOT NULL REFERENCES outbox (number),
        sequence INTEGER NOT NULL,
        state TEXT NOT NULL,
        why TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        PRIMARY KEY (number, sequence)
    )""",
    """
    CREATE TABLE files (
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        delivery INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (case_id, delivery, name)
    )""",
)

_TAKEN = (
    """
    CREATE TABLE taken (
        key TEXT PRIMARY KEY,
        case_id TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        FOREIGN KEY (case_id, sequence) REFERENCES events (case_id, sequence)
    )""",
)

_PAUSES = (
    """
    CREATE TABLE pauses (
        number INTEGER PRIMARY KEY,
        channel TEXT NOT NULL,
        action TEXT NOT NULL,
        why TEXT NOT NULL,
        until TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL
    )""",
)

_POSITIONS = (
    """
    CREATE TABLE positions (
        case_id TEXT PRIMARY KEY REFERENCES cases (case_id),
        made_by TEXT NOT NULL,
        made_on TEXT NOT NULL,
        events INTEGER NOT NULL,
        next_look TEXT,
        ended TEXT NOT NULL,
        position TEXT NOT NULL
    )""",
    "CREATE INDEX positions_next_look ON positions (next_look)",
    """
    CREATE TABLE erasures (
        case_id TEXT NOT NULL REFERENCES cases (case_id),
        sequence INTEGER NOT NULL,
        why TEXT NOT NULL,
        erased TEXT NOT NULL,
        recorded_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        PRIMARY KEY (case_id, sequence)
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

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _BANK, _OUTBOX, _TAKEN, _PAUSES, _POSITIONS, _PROPOSALS)
"""Step n of the list leads from version n to n + 1; version 0 is an empty file."""

ONLY_GROW = (
    "policies",
    "cases",
    "events",
    "bank_days",
    "waiting",
    "decisions",
    "outbox_changes",
    "taken",
    "pauses",
    "erasures",
    "proposals",
    "proposal_decisions",
)
"""Tables whose rows are never changed or taken away."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "policies": ("sha256",),
    "cases": ("case_id",),
    "events": ("case_id", "sequence"),
    "bookings": ("case_id", "fingerprint"),
    "taken": ("key",),
    "remarks": ("case_id", "sequence", "about"),
    "parties": ("case_id", "role"),
    "documents": ("case_id",),
    "bank_days": ("account", "known_until"),
    "waiting": ("number",),
    "waiting_remarks": ("number", "about"),
    "decisions": ("number", "sequence"),
    "outbox": ("number",),
    "outbox_changes": ("number", "sequence"),
    "files": ("case_id", "delivery", "name"),
    "pauses": ("number",),
    "erasures": ("case_id", "sequence"),
    "proposals": ("number",),
    "proposal_remarks": ("number", "about"),
    "proposal_decisions": ("number",),
}
"""Tables whose rows cannot be made anew, each after those that it refers to, with the columns of its key."""
REBUILT = ("positions",)
"""Tables whose rows are made anew from the others."""
