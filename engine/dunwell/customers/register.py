"""The customer register in memory: one row a customer, found by what an invoice says of its buyer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunwell.customers.columns import plain
from dunwell.model import Agreement, Party
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dunwell.problems import Place

VAT, COMPANY, NUMBER, NAME = "VAT number", "company number", "customer number", "name and postcode"
"""What a customer is found by, in the order in which it is tried."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One row: the number that the bookkeeping calls the customer by, what is known of it, and what was agreed."""

    place: Place
    number: str = ""
    party: Party = field(default_factory=Party)
    agreement: Agreement = field(default_factory=Agreement)

    @property
    def called(self) -> str:
        """How the row is named to people: its customer number, else its line."""
        return f"customer {self.number}" if self.number else f"line {self.place.line} of the register"


@dataclass(frozen=True, slots=True)
class Found:
    """The customer that an invoice belongs to and what it was found by; without one `problem` may say why (DW065)."""

    customer: Customer | None = None
    by: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All customers of a file, and every mistake met in it. Without a file it is empty and finds nobody."""

    file: str = ""
    customers: tuple[Customer, ...] = ()
    problems: tuple[Problem, ...] = ()
    _rows: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: str, customers: tuple[Customer, ...], problems: tuple[Problem, ...]) -> Register:
        """A register with its customers indexed by what they are found by."""
        rows: dict[tuple[str, str], tuple[int, ...]] = {}
        for index, customer in enumerate(customers):
            for key in _keys(customer.party, (customer.number,)):
                rows[key] = (*rows.get(key, ()), index)
        return cls(file, customers, problems, rows)

    def find(self, buyer: Party) -> Found:
        """The customer that a buyer is.

        By the VAT number, else the company number, else the customer number, else the exact name and postcode. Several
        customers with one VAT number are told apart by the keys that follow. Nothing is guessed: where keys point to
        different customers, or to several, there is a problem instead of a customer.
        """
        left: frozenset[int] = frozenset()
        by = ""
        for key, rows in self._found(buyer):
            if not left:
                left, by = rows, key
            elif left & rows:
                left &= rows
            elif key != NAME:
                return self._doubt(f"its {by} is that of {self._called(left)}, its {key} that of {self._called(rows)}")
        if len(left) > 1:
            return self._doubt(f"its {by} is that of several: {self._called(left)}")
        if not left:
            return Found()
        customer = self.customers[next(iter(left))]
        other = _differing(buyer, customer.party)
        if other:
            return self._doubt(f"its {by} is that of {customer.called}, which has another {other}")
        return Found(customer, by)

    def _found(self, buyer: Party) -> Iterator[tuple[str, frozenset[int]]]:
        """The rows that each key of a buyer points to, where it points to any."""
        together: dict[str, frozenset[int]] = {}
        for key, value in _keys(buyer, buyer.other_ids):
            together[key] = together.get(key, frozenset()) | frozenset(self._rows.get((key, value), ()))
        yield from ((key, rows) for key, rows in together.items() if rows)

    def _called(self, rows: Iterable[int]) -> str:
        return " and ".join(self.customers[index].called for index in sorted(rows)[:_MOST_CALLED])

    def _doubt(self, why: str) -> Found:
        fix = f"mend the numbers in {self.file or 'the register'}, or record what it would say of the case by hand"
        return Found(problem=Problem("DW065", f"the buyer is not joined to a customer: {why}", None, fix, "warning"))


_MOST_CALLED = 3
NOBODY = Register()
"""The register of a workspace that names none."""


def _keys(party: Party, numbers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What a party is found by, with the values as they are compared, in the order in which they count."""
    if party.vat_id and plain(party.vat_id):
        yield VAT, plain(party.vat_id)
    if party.registration_id and _digits(party.registration_id):
        yield COMPANY, _digits(party.registration_id)
    for number in numbers:
        if bare := plain(number.rpartition(":")[2]):  # an e-invoice may put a scheme before it
            yield NUMBER, bare
    postcode = plain(party.address.postcode or "") if party.address else ""
    for name in dict.fromkeys(filter(None, (party.name, party.trading_name))):
        if postcode and plain(name):
            yield NAME, f"{' '.join(name.casefold().split())}|{postcode}"


def _digits(number: str) -> str:
    """A company number as it is compared: Excel drops the zeros in front."""
    return plain(number).lstrip("0")


def _differing(buyer: Party, customer: Party) -> str:
    """The first number that both say, and say differently."""
    if buyer.vat_id and customer.vat_id and plain(buyer.vat_id) != plain(customer.vat_id):
        return VAT
    mine, other = buyer.registration_id, customer.registration_id
    return COMPANY if mine and other and _digits(mine) != _digits(other) else ""
