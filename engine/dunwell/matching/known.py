"""Which entries are money that was seen before: in an earlier run, or in another file of this one.

Entries of one file are never each other's copies, so two equal real payments on one day stay two; an entry of another
file is the copy of at most one of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dunwell.matching.fingerprints import Fingerprint, fingerprint, part_key, sameness
from dunwell.matching.payments import entry_payment, payments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.matching.fingerprints import Verdict
    from dunwell.matching.payments import Payment
    from dunwell.model import Statement

_SUREST_FIRST: tuple[Verdict, ...] = ("same", "likely", "unsure")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with its payments. `copy_of` says where the same money was seen; `like` where perhaps.

    `keys` are the fingerprints under which the payments are booked; `known` those payments that are booked already.
    """

    whole: Payment
    payments: tuple[Payment, ...]
    keys: tuple[str, ...]
    copy_of: str = ""
    like: str = ""
    known: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Seen:
    """A booking seen: where, and if it was booked in an earlier run the fingerprints of what was."""

    printed: Fingerprint
    key: str
    place: str
    booked: frozenset[str] = frozenset()
    waiting: bool = False
    line: int = -1
    files: set[int] = field(default_factory=set)


def lines_of(
    statements: Sequence[Statement], known: Mapping[str, str], waiting: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """Every entry of the statements, file by file, with what is known of it.

    `known` has the fingerprints of earlier runs, each with a word on what became of it. `waiting` are those among them
    on which nobody has decided: if such a booking was one sum, and now its parts come, these are looked at instead.
    """
    ledger = _Ledger(known, waiting)
    for number, group in enumerate(_by_file(statements)):
        ledger.take_in(number, group)
    return tuple(ledger.lines)


def _by_file(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements of each file; one that is repeated in its file counts as a file of its own."""
    files: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        repeat = 0
        while statement.entries and statement in files[statement.file, repeat]:
            repeat += 1
        files[statement.file, repeat].append(statement)
    return list(files.values())


class _Ledger:
    """All bookings seen so far, by account, currency, amount and day."""

    def __init__(self, known: Mapping[str, str], waiting: frozenset[str]) -> None:
        self.lines: list[Line] = []
        self.copies: Counter[Fingerprint] = Counter()
        self.seen: dict[tuple[str, str, int, int], list[_Seen]] = defaultdict(list)
        whole: dict[str, set[str]] = defaultdict(set)
        for key in known:
            whole[key.partition("/")[0]].add(key)
        for key, keys in whole.items():
            printed = Fingerprint.parse(key)
            plain = replace(printed, copy=0)
            self.copies[plain] = max(self.copies[plain], printed.copy)
            self._add(_Seen(printed, key, known[min(keys)], frozenset(keys), waiting=keys == {key} <= waiting))

    def _add(self, seen: _Seen) -> None:
        printed = seen.printed
        for day in printed.days or {0}:
            self.seen[printed.account, printed.currency, printed.cents, day].append(seen)

    def take_in(self, file: int, statements: list[Statement]) -> None:
        """Compare the entries of one file with everything before it, then remember them."""
        entries = tuple(_printed(statements))
        found: dict[int, tuple[Verdict, _Seen]] = {}
        for verdict in _SUREST_FIRST:
            for number, (printed, whole, _) in enumerate(entries):
                if number not in found and whole.booked and (seen := self._find(printed, file, verdict)):
                    found[number] = verdict, seen
        new: list[_Seen] = []
        for number, (printed, whole, payments) in enumerate(entries):
            verdict, seen = found.get(number, ("other", None))
            if not whole.booked:  # announced money is no booking: the booking itself is still to come
                self.lines.append(Line(whole, payments, ("",) * len(payments)))
            elif seen and verdict != "unsure":
                self._copy(seen, whole, payments)
            else:
                key = self._key(printed)
                new.append(_Seen(printed, key, whole.place, line=len(self.lines), files={file}))
                self.lines.append(Line(whole, payments, _keys(key, payments), like=seen.place if seen else ""))
        for each in new:
            self._add(each)

    def _key(self, printed: Fingerprint) -> str:
        """A fingerprint that no other booking has: equal ones are counted, in all files and runs."""
        plain = replace(printed, copy=0)
        self.copies[plain] += 1
        return replace(printed, copy=self.copies[plain]).text()

    def _find(self, printed: Fingerprint, file: int, verdict: Verdict) -> _Seen | None:
        """The first booking with this verdict that this file has not yet shown, taken for this file."""
        for day in _days_around(printed):
            for seen in self.seen.get((printed.account, printed.currency, printed.cents, day), ()):
                if file not in seen.files and sameness(printed, seen.printed) == verdict:
                    seen.files.add(file)
                    return seen
        return None

    def _copy(self, seen: _Seen, whole: Payment, payments: tuple[Payment, ...]) -> None:
        """Add an entry that was seen before; of two copies in one run the one that gives more parts is looked at."""
        keys = _keys(seen.key, payments)
        known = frozenset(range(len(keys)))
        if seen.booked and len(payments) > 1 and (seen.waiting or seen.key not in seen.booked):
            seen.waiting = False
            known = frozenset(number for number, key in enumerate(keys) if key in seen.booked)
            seen.booked |= frozenset(keys)  # another file of this run would only repeat the rest
        elif not seen.booked and len(payments) > len(self.lines[seen.line].payments):
            poorer = self.lines[seen.line]
            self.lines[seen.line] = replace(poorer, copy_of=whole.place, known=frozenset(range(len(poorer.keys))))
            seen.line = len(self.lines)
            self.lines.append(Line(whole, payments, keys))
            return
        self.lines.append(Line(whole, payments, keys, seen.place, known=known))


def _printed(statements: list[Statement]) -> Iterator[tuple[Fingerprint, Payment, tuple[Payment, ...]]]:
    """Every entry with its fingerprint and its payments."""
    for statement in statements:
        for number, entry in enumerate(statement.entries, 1):
            whole = entry_payment(statement, entry, number)
            payments = payments_of(whole, entry)
            yield fingerprint(whole, statement, _words(whole, payments), lump=len(payments) > 1), whole, payments


def _keys(whole: str, payments: tuple[Payment, ...]) -> tuple[str, ...]:
    if len(payments) == 1:
        return (whole,)
    copies: Counter[str] = Counter()
    keys = []
    for payment in payments:
        plain = part_key(whole, payment, 0)
        copies[plain] += 1
        keys.append(part_key(whole, payment, copies[plain]))
    return tuple(keys)


def _words(whole: Payment, payments: tuple[Payment, ...]) -> str:
    """All that is said, but not what a bank words differently from file to file: names and its own references."""
    return "".join((whole.told, *(payment.told for payment in payments if payment.part)))


def _days_around(printed: Fingerprint) -> list[int]:
    """The days under which a copy may be kept: its own first, then those near."""
    own = sorted(printed.days) or [0]
    return own + [day for day in range(printed.day - 3, printed.day + 4) if day not in own]
