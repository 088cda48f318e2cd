"""What the journal keeps and gives back: policies, cases as opened, parties, and events in the order of recording.

Days go in and out as ordinals, moments as text in UTC.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.opening import Assumed
from dunwell.days import day, day_text
from dunwell.journal.codec import FREE_TEXT, data_from, data_json, facts_from, facts_json, free_text, pairs_json
from dunwell.journal.database import reading, writing
from dunwell.journal.documents import invoice_from, invoice_json, party_from, party_json
from dunwell.language.events import MOVED, Event
from dunwell.model import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from dunwell.journal.connection import Connection, Row
    from dunwell.language.fields import Value
    from dunwell.model import Invoice

DEBTOR, CREDITOR = "debtor", "creditor"
_OPENING = 0
"""The sequence of what is said about the opening itself; events count from 1."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something was recorded, by whom, and from which file if from one.

    `on` is the day it counted as known (the user's today, which `--on` may set); `at` the moment by the clock, in UTC.
    """

    on: int
    at: str
    by: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as it was when a case was opened under it; `sha256` is that of the text in UTF-8."""

    sha256: str
    id: str
    version: str
    file: str
    text: str


class Move(NamedTuple):
    """A move of a case to another text of its policy: its fingerprint, and which step took the place of which."""

    policy: str
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it was opened; what happened since stands in its events.

    `id` is the seller and the number with a slash between. `seller` is the seller's VAT number or company number, else
    its name. `facts` are all facts of that day, `assumed` those among them that nobody had said. `agreed_rate` is the
    agreed yearly interest in millionths. `content` is the fingerprint of the invoice. `debtor` and `creditor` are their
    names, as far as the journal still holds them. `policy` is the text it was opened under, `moves` are those it was
    moved to since, as its events say.
    """

    id: str
    seller: str
    number: str
    currency: str
    policy: str
    facts: Mapping[str, Value]
    assumed: tuple[Assumed, ...]
    agreed_rate: int | None
    content: str
    opened: Stamp
    debtor: str = ""
    creditor: str = ""
    moves: tuple[Move, ...] = ()

    @property
    def opened_on(self) -> int:
        """The day the case was opened."""
        return self.opened.on


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of a case, and when and by whom it was recorded."""

    event: Event
    stamp: Stamp

    @property
    def late(self) -> bool:
        """Whether it was recorded on a later day than the one on which it is valid."""
        return self.event.at < self.stamp.on


@dataclass(frozen=True, slots=True)
class Journal:
    """An open journal. Every method that writes is one transaction."""

    connection: Connection

    def open_case(
        self, case: Case, policy: PolicyText, invoice: Invoice, before: Iterable[Recorded] = ()
    ) -> Case | None:
        """Add a case with its policy and parties, and the events from before it was opened, all of it or nothing.

        If there is one of this id already, nothing is added: it is given.
        """
        with writing(self.connection):
            known = self.case(case.id)
            if known is None:
                self.add_policy(policy)
                self._add_case(case)
                self._add_people(case, invoice)
                for one in before:
                    self.add_event(case.id, one.event, one.stamp)
        return known

    def record(self, case_id: str, event: Event, stamp: Stamp) -> Recorded:
        """Add an event to a case; the journal gives it the next sequence of the case."""
        with writing(self.connection):
            return self.add_event(case_id, event, stamp)

    def add_event(
        self, case_id: str, event: Event, stamp: Stamp, remarks: tuple[tuple[str, str], ...] = ()
    ) -> Recorded:
        """Add an event inside a transaction that is open; `remarks` are what else may name people, by what it is."""
        sequence = self.last_sequence(case_id) + 1
        self.connection.execute(
            "INSERT INTO events (case_id, sequence, name, valid_on, data, recorded_on, recorded_at, recorded_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (case_id, sequence, event.name, day_text(event.at), data_json(event), day_text(stamp.on), stamp.at,
             stamp.by),
        )  # fmt: skip
        self.connection.execute("DELETE FROM positions WHERE case_id = ?", (case_id,))  # it stands elsewhere now
        self._add_remarks(case_id, sequence, (*free_text(event), ("source", stamp.source), *remarks))
        return Recorded(Event(event.name, event.at, event.data, sequence), stamp)

    def last_sequence(self, case_id: str) -> int:
        """The sequence of the event that was recorded last; 0 before the first."""
        found = self.connection.execute("SELECT MAX(sequence) FROM events WHERE case_id = ?", (case_id,))
        return found.fetchone()[0] or _OPENING

    def last_day(self) -> int:
        """The latest day that counted as today when something was recorded; 0 for an empty journal."""
        query = "SELECT MAX(recorded_on) AS last FROM events UNION ALL SELECT MAX(opened_on) AS last FROM cases"
        found = [row["last"] for row in self.connection.execute(query).fetchall() if row["last"]]
        return day(max(found)) if found else 0

    def view(self) -> AbstractContextManager[None]:
        """One view of the journal for as long as it lasts: what others write meanwhile is not seen."""
        return reading(self.connection)

    def case(self, case_id: str) -> Case | None:
        """The case of this id, or None."""
        return next(self._cases("WHERE c.case_id = ?", (case_id,)), None)

    def cases(self) -> Iterator[Case]:
        """All cases, by their ids."""
        return self._cases("", ())

    def numbered(self, number: str) -> tuple[Case, ...]:
        """The cases with this invoice number; capitals or not makes no difference."""
        lower = number.encode(errors="replace").lower().decode()  # of A to Z only, as LOWER does
        return tuple(self._cases("WHERE LOWER(c.number) = ?", (lower,)))

    def numbers(self) -> tuple[str, ...]:
        """Every invoice number that has a case."""
        return tuple(row["number"] for row in self.connection.execute("SELECT DISTINCT number FROM cases"))

    def events(self, case_id: str) -> tuple[Recorded, ...]:
        """The events of one case in the order in which they were recorded. Raises `codec.UnknownEvent`."""
        return self._events("WHERE case_id = ?", (case_id,)).get(case_id, ())

    def all_events(self) -> Mapping[str, tuple[Recorded, ...]]:
        """The events of every case that has any, by the id of the case. Raises `codec.UnknownEvent`."""
        return self._events("", ())

    def some_cases(self, ids: Sequence[str]) -> tuple[Case, ...]:
        """The cases of these ids, by their ids; none for an id that is not there."""
        return tuple(self._cases(f"WHERE c.case_id IN ({_marks(ids)})", tuple(ids)))

    def some_events(self, ids: Sequence[str]) -> Mapping[str, tuple[Recorded, ...]]:
        """The events of the cases of these ids. Raises `codec.UnknownEvent`."""
        return self._events(f"WHERE case_id IN ({_marks(ids)})", tuple(ids))

    def policy(self, sha256: str) -> PolicyText | None:
        """The text of a policy under which cases were opened, or to which they were moved; None for one never kept."""
        found = self.connection.execute("SELECT * FROM policies WHERE sha256 = ?", (sha256,)).fetchone()
        return PolicyText(**dict(found)) if found else None

    def policies(self) -> tuple[PolicyText, ...]:
        """Every text that was kept, by id, version and fingerprint."""
        rows = self.connection.execute("SELECT * FROM policies ORDER BY id, version, sha256").fetchall()
        return tuple(PolicyText(**dict(row)) for row in rows)

    def cases_under(self, sha256: str) -> int:
        """How many cases came to a text: opened under it, or moved to it."""
        opened = self.connection.execute("SELECT COUNT(*) FROM cases WHERE policy = ?", (sha256,)).fetchone()[0]
        return int(opened) + sum(sha256 in to for to in self._moved_to().values())

    def _moved_to(self) -> dict[str, set[str]]:
        """The texts that cases were moved to since they were opened."""
        return {case: {one.policy for one in moves} for case, moves in self._moves("", ()).items()}

    def policy_texts(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of all policies under which cases were opened, by the file they stood in."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.connection.execute("SELECT file, text FROM policies"):
            found[row["file"]] = (*found.get(row["file"], ()), row["text"])
        return found

    def invoice(self, case: Case) -> Invoice | None:
        """The invoice of a case, as far as the journal still holds it; None once it was erased."""
        found = self.connection.execute("SELECT data FROM documents WHERE case_id = ?", (case.id,)).fetchone()
        if found is None:
            return None
        rows = self.connection.execute("SELECT role, data FROM parties WHERE case_id = ?", (case.id,))
        parties = {row["role"]: party_from(row["data"]) for row in rows}
        seller, buyer = (parties.get(role, Party()) for role in (CREDITOR, DEBTOR))
        return invoice_from(found["data"], case.opened.source, seller, buyer)

    def _cases(self, which: str, values: tuple[str, ...]) -> Iterator[Case]:
        rows = self.connection.execute(
            "SELECT c.*, d.name AS debtor, s.name AS creditor, r.text AS source FROM cases c"
            " LEFT JOIN parties d ON d.case_id = c.case_id AND d.role = 'debtor'"
            " LEFT JOIN parties s ON s.case_id = c.case_id AND s.role = 'creditor'"
            " LEFT JOIN remarks r ON r.case_id = c.case_id AND r.sequence = 0 AND r.about = 'source'"
            f" {which} ORDER BY c.case_id",
            values,
        ).fetchall()
        moves = self._moves(which, values) if rows else {}
        return (_case(row, tuple(moves.get(row["case_id"], ()))) for row in rows)

    def _moves(self, which: str, values: tuple[str, ...]) -> dict[str, list[Move]]:
        """The moves of cases to other texts, in the order in which they were recorded."""
        rows = self.connection.execute(
            "SELECT e.case_id, e.data FROM cases c JOIN events e ON e.case_id = c.case_id AND e.name = 'policy_changed'"
            f" {which} ORDER BY e.case_id, e.sequence",
            values,
        )
        found: dict[str, list[Move]] = {}
        for row in rows.fetchall():
            said = dict(data_from(MOVED, row["data"]))
            found.setdefault(row["case_id"], []).append(Move(str(said["to"]), renamed_from(str(said.get("steps", "")))))
        return found

    def _events(self, which: str, values: tuple[str, ...]) -> dict[str, tuple[Recorded, ...]]:
        rows = self.connection.execute(f"SELECT * FROM events {which} ORDER BY case_id, sequence", values).fetchall()
        remarks: dict[tuple[str, int], dict[str, str]] = {}
        for row in self.connection.execute(f"SELECT * FROM remarks {which}", values):
            remarks.setdefault((row["case_id"], row["sequence"]), {})[row["about"]] = row["text"]
        found: dict[str, list[Recorded]] = {}
        for row in rows:
            said = remarks.get((row["case_id"], row["sequence"]), {})
            found.setdefault(row["case_id"], []).append(_recorded(row, said))
        return {case_id: tuple(events) for case_id, events in found.items()}

    def add_policy(self, policy: PolicyText) -> None:
        """Keep a text inside a transaction that is open, unless it is kept already."""
        self.connection.execute(
            "INSERT INTO policies (sha256, id, version, file, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (policy.sha256, policy.id, policy.version, policy.file, policy.text),
        )

    def _add_case(self, case: Case) -> None:
        assumed = pairs_json((one.field, one.value, one.text) for one in case.assumed)
        self.connection.execute(
            "INSERT INTO cases (case_id, seller, number, currency, opened_on, policy, facts, assumed, agreed_rate,"
            " content, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (case.id, case.seller, case.number, case.currency, day_text(case.opened.on), case.policy,
             facts_json(case.facts), assumed, case.agreed_rate, case.content, case.opened.at, case.opened.by),
        )  # fmt: skip
        self._add_remarks(case.id, _OPENING, (("source", case.opened.source),))

    def _add_people(self, case: Case, invoice: Invoice) -> None:
        for role, party in ((DEBTOR, invoice.buyer), (CREDITOR, invoice.seller)):
            self.connection.execute(
                "INSERT INTO parties (case_id, role, name, data) VALUES (?, ?, ?, ?)",
                (case.id, role, party.name, party_json(party)),
            )
        document = (case.id, invoice_json(invoice))
        self.connection.execute("INSERT INTO documents (case_id, data) VALUES (?, ?)", document)

    def _add_remarks(self, case_id: str, sequence: int, said: Iterable[tuple[str, str]]) -> None:
        """What may name people: free text, and the name of the file something came from."""
        self.connection.executemany(
            "INSERT INTO remarks (case_id, sequence, about, text) VALUES (?, ?, ?, ?)",
            [(case_id, sequence, about, text) for about, text in said if text],
        )


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def renamed_from(written: str) -> tuple[tuple[str, str], ...]:
    """Which step took the place of which, as an event says it: "old=new, gone="."""
    pairs = (one.partition("=") for one in written.split(", ") if one)
    return tuple((old, new) for old, _, new in pairs)


def _case(row: Row, moves: tuple[Move, ...]) -> Case:
    return Case(
        id=row["case_id"],
        seller=row["seller"],
        number=row["number"],
        currency=row["currency"],
        policy=row["policy"],
        facts=facts_from(row["facts"]),
        assumed=tuple(Assumed(*each) for each in json.loads(row["assumed"])),
        agreed_rate=row["agreed_rate"],
        content=row["content"],
        opened=Stamp(day(row["opened_on"]), row["recorded_at"], row["recorded_by"], row["source"] or ""),
        debtor=row["debtor"] or "",
        creditor=row["creditor"] or "",
        moves=moves,
    )


def _recorded(row: Row, said: Mapping[str, str]) -> Recorded:
    words = tuple((about, text) for about, text in said.items() if about in FREE_TEXT)
    data = (*data_from(row["name"], row["data"]), *words)
    event = Event(row["name"], day(row["valid_on"]), data, row["sequence"])
    stamp = Stamp(day(row["recorded_on"]), row["recorded_at"], row["recorded_by"], said.get("source", ""))
    return Recorded(event, stamp)
