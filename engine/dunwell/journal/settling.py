"""A person decides on payments that wait: they are booked on cases, known already, or not about a claim at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.core.refuse import refusals
from dunwell.days import day_text, now
from dunwell.journal.cases import Pinned, events_of, find_case, look_at
from dunwell.journal.database import writing
from dunwell.journal.payments import add_booking
from dunwell.journal.recording import ended_already, position_met
from dunwell.journal.store import Stamp
from dunwell.journal.waiting import all_kept, decide_on
from dunwell.language.events import Event
from dunwell.matching.bookings import Booking
from dunwell.money import amount_text, cents, parse_amount
from dunwell.problems import Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dunwell.journal.cases import Look
    from dunwell.journal.store import Case, Journal
    from dunwell.journal.waiting import Decided, Waiting

_BOOK = re.compile(r"(?P<number>[^=]+)=(?P<case>.+?)(?::(?P<amount>(?!0+\.00)\d+\.\d\d))?", re.ASCII)
_WRITTEN = {
    True: ("a payment's number with a case", "write --book 7=2026-0042, or for a part of it --book 7=2026-0042:400.00"),
    False: ("a payment's number", "`dunwell import --waiting` lists the payments with their numbers"),
}
"""What is written of a payment that is booked, and of another: what it should be, and how to write it."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a person says: `book` as NUMBER=CASE or NUMBER=CASE:AMOUNT, `known` and `not_ours` as NUMBER.

    `at` is the day of payments to which the bank gives none (0: not said); `on` the day that counts as today.
    """

    book: tuple[str, ...]
    known: tuple[str, ...]
    not_ours: tuple[str, ...]
    by: str
    on: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """A payment, what was decided on it, and what each case got (in cents, above zero)."""

    payment: Waiting
    decided: Decided
    shares: tuple[tuple[Case, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Settling:
    """All that was decided, where the cases stand now, and what a person should know of it."""

    settled: tuple[Settled, ...]
    looks: tuple[Look, ...]
    problems: tuple[Problem, ...]


def settle(journal: Journal, verdicts: Verdicts) -> Settling:
    """Record what a person decides, all of it or nothing. Raises ProblemsFound with everything that is wrong."""
    with writing(journal.connection):
        desk = _Desk(journal, verdicts, {one.number: one for one in all_kept(journal)})
        wanted = desk.read()
        settled = tuple(desk.carry_out(*each) for each in wanted)
        desk.stop_at_errors()
        return Settling(settled, tuple(desk.looks.values()), tuple(desk.problems))


@dataclass(slots=True)
class _Desk:
    """One sitting: what waits, what was found wrong, and the cases as they stand after each booking."""

    journal: Journal
    verdicts: Verdicts
    kept: dict[int, Waiting]
    problems: list[Problem] = field(default_factory=list)
    looks: dict[str, Look] = field(default_factory=dict)

    def read(self) -> list[tuple[Waiting, Decided, tuple[tuple[Case, int], ...]]]:
        """What is wanted of each payment, one decision each."""
        wanted: dict[int, tuple[Decided, list[tuple[str, int]]]] = {}
        for written, decided in self._said():
            found = _BOOK.fullmatch(written) if decided == "booked" else None
            number = (found["number"] if found else written).strip()
            if not number.isdecimal() or (decided == "booked" and not found):
                what, fix = _WRITTEN[decided == "booked"]
                self.refuse("DW991", f"{written!r} is not {what}", fix)
                continue
            before = wanted.setdefault(int(number), (decided, []))
            if before[0] != decided or (decided != "booked" and before[1]):
                self.refuse("DW991", f"payment {number} is decided on twice", "say one thing of each payment")
            before[1].append((found["case"], _cents(found["amount"])) if found else ("", 0))
        self.stop_at_errors()
        ready = []
        for number, (decided, said) in wanted.items():
            if one := self._open(number, decided):
                ready.append((one, decided, self._shares(one, said) if decided == "booked" else ()))
        self.stop_at_errors()
        return ready

    def _said(self) -> Iterable[tuple[str, Decided]]:
        yield from ((one, "booked") for one in self.verdicts.book)
        yield from ((one, "known") for one in self.verdicts.known)
        yield from ((one, "not_ours") for one in self.verdicts.not_ours)

    def _open(self, number: int, decided: Decided) -> Waiting | None:
        """The payment, if it waits; one that was taken off the list without a case may still be booked."""
        one = self.kept.get(number)
        if one is None:
            self.refuse("DW992", f"no payment has the number {number}", "look it up: `dunwell import --waiting`")
        elif one.decided and not (decided == "booked" and one.decided in ("known", "not_ours")):
            was = one.decided.replace("_", " ")
            self.refuse("DW992", f"payment {number} does not wait any more: {was}", "look at the case's history")
        else:
            return one
        return None

    def _shares(self, one: Waiting, said: Sequence[tuple[str, int]]) -> tuple[tuple[Case, int], ...]:
        """The cases with what each gets; the one without an amount gets the rest."""
        whole = abs(one.cents)
        rest = whole - sum(amount for _, amount in said)
        open_ended = [case for case, amount in said if not amount]
        if len(open_ended) > 1 or rest < 0 or (rest == 0) == bool(open_ended):
            told = " + ".join(amount_text(amount) if amount else "…" for _, amount in said)
            message = f"payment {one.number} is {one.currency} {amount_text(whole)}, and {told} does not make it up"
            self.refuse("DW993", message, "say the amounts so that nothing is left; one case may go without: the rest")
            return ()
        found = [(case, amount or rest) for name, amount in said if (case := self._case(name))]
        if len({case.id for case, _ in found}) < len(found):
            self.refuse("DW991", f"payment {one.number} is booked twice on one case", "say the case once")
        for case, _ in found:
            if one.currency and one.currency != case.currency:
                message = f"payment {one.number} is in {one.currency}, case {case.number!r} in {case.currency}"
                fix = f"record its worth in {case.currency} with `dunwell record`, then say --known {one.number}"
                self.refuse("DW994", message, fix)
        return tuple(found)

    def _case(self, written: str) -> Case | None:
        try:
            return find_case(self.journal, written)
        except ProblemsFound as error:
            self.problems.extend(error.problems)
        return None

    def carry_out(self, one: Waiting, decided: Decided, shares: tuple[tuple[Case, int], ...]) -> Settled:
        """Record one decision; what the case cannot take is refused."""
        for case, amount in shares:
            self._book(one, case, amount)
        decide_on(self.journal, one.number, decided, Stamp(self.verdicts.on, now(), self.verdicts.by))
        return Settled(one, decided, shares)

    def _book(self, one: Waiting, case: Case, amount: int) -> None:
        on, day = self.verdicts.on, one.day or self.verdicts.at
        if not day:
            self.refuse("DW995", f"the bank gives no date for payment {one.number}", "say it: --at 2026-03-05")
            return
        if day > on:
            message = f"payment {one.number} is of {day_text(day)}, and it is {day_text(on)}"
            self.refuse("DW965", message, "book it when that day has come")
            return
        program = Pinned(self.journal).program(case)
        before = look_at(case, program, events_of(self.journal, case), on)
        name = "payment_received" if one.cents > 0 else "payment_reversed"
        event = Event(name, day, (("amount", amount),))
        self.problems += refusals(*position_met(before, event), event)
        source = f"{one.said.get('source', 'bank')}: decided by a person"
        booking = Booking(case.id, name, day, amount, source, one.fingerprint, one.said.get("end_to_end", ""))
        add_booking(self.journal, booking, one.said.get("account", ""), self.verdicts.by, on)
        after = self.looks[case.id] = look_at(case, program, events_of(self.journal, case), on)
        if before.position.end and after.position.end:
            self.problems.append(ended_already(before))

    def refuse(self, code: str, message: str, fix: str) -> None:
        """Add a problem that keeps everything from being recorded."""
        self.problems.append(Problem(code, message, None, fix))

    def stop_at_errors(self) -> None:
        """Take everything back if something is wrong. Raises ProblemsFound."""
        if has_errors(tuple(self.problems)):
            raise ProblemsFound(tuple(dict.fromkeys(self.problems)))


def _cents(written: str | None) -> int:
    return cents(parse_amount(written)) if written else 0
