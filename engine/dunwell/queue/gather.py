"""Gather the queue: what the cases ask of people, and what the journal keeps for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.journal.new_invoices import late_new_invoices
from dunwell.journal.outbox import FOR_A_PERSON, rows_in
from dunwell.journal.proposals import open_proposals
from dunwell.journal.registering import debtors, debtors_of
from dunwell.journal.waiting import all_waiting
from dunwell.language.phrases import counted
from dunwell.queue.item import Item
from dunwell.queue.of_cases import items_of, overpaid, stale_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.customers.register import Register
    from dunwell.journal.cases import Look
    from dunwell.journal.outbox import Row
    from dunwell.journal.store import Journal
    from dunwell.journal.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Desk:
    """What is gathered from: every look at a case as it stands with its bank data, the journal, and the register.

    `called` is how people name each case; `owner` is who has what no policy gives to anybody.
    """

    journal: Journal
    looks: tuple[Look, ...]
    register: Register
    day: int
    called: Mapping[str, str]
    owner: str


def desk_of(journal: Journal, looks: tuple[Look, ...], register: Register, day: int) -> Desk:
    """A desk for these looks. What no policy gives to anybody belongs to whom most cases ask."""
    numbers = Counter(look.case.number.casefold() for look in looks)
    called = {
        look.case.id: look.case.number if numbers[look.case.number.casefold()] == 1 else look.case.id for look in looks
    }
    owners = Counter(look.program.attention_owner for look in looks if not look.position.end)
    return Desk(journal, looks, register, day, called, owners.most_common(1)[0][0] if owners else "")


def gathered(desk: Desk) -> tuple[Item, ...]:
    """The whole queue by owner, whoever is late first; of each by deadline, then what has none, the oldest first."""
    items = [item for source in SOURCES for item in source(desk)]
    late = {item.owner for item in items if item.late(desk.day)}
    far = max((item.deadline for item in items), default=0) + 1

    def place(one: Item) -> tuple[object, ...]:
        return (one.owner not in late, one.owner, one.deadline or far, one.since or far, one.number, one.what)

    return tuple(sorted(items, key=place))


def _of_cases(desk: Desk) -> Iterator[Item]:
    for look in desk.looks:
        yield from items_of(look, desk.called[look.case.id])
        yield from overpaid(look, desk.called[look.case.id])


def _bank(desk: Desk) -> Iterator[Item]:
    """One item for each account, currency and owner that cases wait for."""
    waiting: dict[tuple[str, str, str], list[Look]] = {}
    for look in desk.looks:
        if look.waits and look.stale:
            key = (look.stale.account, look.case.currency, look.program.attention_owner)
            waiting.setdefault(key, []).append(look)
    yield from (stale_item(tuple(looks)) for looks in waiting.values())


def _payments(desk: Desk) -> Iterator[Item]:
    """Payments of which nobody has said yet what they are for."""
    yield from (_payment(desk, one) for one in all_waiting(desk.journal))


def _payment(desk: Desk, one: Waiting) -> Item:
    books = (desk.called.get(each.case, each.case) for each in one.candidates)
    commands = [f"dunwell import --book {one.number}={called}" for called in dict.fromkeys(books)]
    first = one.candidates[0] if one.candidates else None
    what = "a payment: which case is it for?" if one.cents > 0 else "a payment was taken back: of which case?"
    return Item(
        kind="payment",
        what=what,
        owner=desk.owner,
        commands=(*commands, f"dunwell import --known {one.number}", f"dunwell import --not-ours {one.number}"),
        since=one.day or one.kept.on,
        case=first.case if first else "",
        number=first.number if first else "",
        debtor=one.said.get("name", ""),
        cents=one.cents,
        currency=one.currency,
    )


def _outbox(desk: Desk) -> Iterator[Item]:
    """Deliveries that a person has to release, mend or clear up."""
    looks = {look.case.id: look for look in desk.looks}
    for row in rows_in(desk.journal, *FOR_A_PERSON):
        look = looks.get(row.case_id)
        over = look is not None and bool(look.position.end)  # the next run takes it back
        if row.state == "in_doubt" or row.kind == "report" or not over:
            yield _delivery(desk, row, look)


def _delivery(desk: Desk, row: Row, look: Look | None) -> Item:
    words, options = _ROWS[row.state]
    title = row.name.replace("_", " ")
    why = f": {row.why}" if row.why else ""
    return Item(
        kind="outbox",
        what=f"{words}: {title} by {row.channel}{why}",
        owner=look.program.attention_owner if look else desk.owner,
        commands=tuple(f"dunwell outbox --{option} {row.number}" for option in options),
        since=row.since,
        case=row.case_id,
        number=look.case.number if look else "",
        debtor=look.case.debtor if look else "",
        cents=look.position.claim_open if look else None,
        currency=look.case.currency if look else "",
    )


_ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "held": ("release it", ("release", "drop")),
    "failed": ("mend and send it again", ("retry", "drop")),
    "in_doubt": ("find out whether it went out", ("sent", "retry", "drop")),
}
"""What a delivery in this state asks, and the options of `dunwell outbox` that answer."""


def _register(desk: Desk) -> Iterator[Item]:
    """What is unknown of customers, and mistakes in the register: one item each, another command has the list."""
    mistakes = len(desk.register.problems)
    if mistakes:
        what = f"mend {counted(mistakes, 'mistake')} in {desk.register.file}"
        yield Item("register", what, desk.owner, ("dunwell customers",))
    unknown = [one for one in debtors(desk.looks, debtors_of(desk.journal), desk.register) if one.gaps]
    if not unknown:
        return
    cases = {look.case.id: look for one in unknown for looks in one.gaps.values() for look in looks}
    facts = Counter(fact for one in unknown for fact in {gap.fact for gap in one.gaps})
    told = ", ".join(f"{fact} of {count}" for fact, count in facts.most_common(3))
    customers = counted(len(unknown), "customer")
    what = f"say what is unknown of {customers} ({told}): {counted(len(cases), 'case')}"
    currencies = {look.case.currency for look in cases.values()}
    cents = sum(look.position.claim_open for look in cases.values()) if len(currencies) == 1 else None
    commands = ("dunwell customers", "dunwell customers --format csv")
    yield Item("register", what, desk.owner, commands, cents=cents, currency=next(iter(currencies)))


def _new_invoices(desk: Desk) -> Iterator[Item]:
    """New invoices that a payment plan asks to be paid on time, and that are overdue."""
    for problem in late_new_invoices(desk.looks):
        yield Item("plan", problem.message, desk.owner, (problem.fix or "",))


def _proposals(desk: Desk) -> Iterator[Item]:
    """What one person proposed and another one has to confirm."""
    looks = {look.case.id: look for look in desk.looks}
    for one in open_proposals(desk.journal):
        look = looks.get(one.case)
        yield Item(
            kind="proposal",
            what=f"{one.proposed.by} proposes: {one.asked}",
            owner=look.program.attention_owner if look else desk.owner,
            commands=(f"dunwell confirm {one.number} --by NAME", f'dunwell confirm {one.number} --no --why "…"'),
            since=one.proposed.on,
            case=one.case,
            number=desk.called.get(one.case, ""),
            debtor=look.case.debtor if look else "",
            cents=look.position.claim_open if look else None,
            currency=look.case.currency if look else "",
        )


SOURCES: tuple[Callable[[Desk], Iterator[Item]], ...] = (
    _of_cases,
    _bank,
    _payments,
    _outbox,
    _register,
    _new_invoices,
    _proposals,
)
"""Where items come from; what else waits for a person is a row here."""
