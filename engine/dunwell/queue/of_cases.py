"""What a case asks of a person: to release, to decide, to call, to do a task, to answer before a hold is over."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.advance import waits_until
from dunwell.core.explain import explain
from dunwell.core.position import MANUAL
from dunwell.core.timing import after
from dunwell.core.transitions import Reason
from dunwell.money import amount_text
from dunwell.queue.commands import answers, hold_answers
from dunwell.queue.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.core.position import OpenHold
    from dunwell.core.transitions import Action
    from dunwell.journal.cases import Look
    from dunwell.language.parts import Patience, Route
    from dunwell.queue.item import Kind

SOON = 5
"""So many days before it is over a hold that a person placed is listed; one that the debtor waits behind always is."""


class _Deadline(NamedTuple):
    """The last day in time, what follows, and to whom it goes then."""

    day: int = 0
    then: str = ""
    escalate_to: str = ""


def items_of(look: Look, called: str) -> Iterator[Item]:
    """Everything that one case waits for; `called` is how people name the case."""
    if look.position.end:
        return
    for action in look.decision.actions:
        kind = _kind(look, action)
        if kind is not None:
            yield _item(look, called, action, kind)
    for one in look.position.holds:
        if _for_a_person(look, one):
            yield _hold(look, called, one)


def overpaid(look: Look, called: str) -> Iterator[Item]:
    """What came in beyond the claim, also of a case that has ended: it is somebody else's money."""
    over = -look.position.claim_open
    if over <= 0:
        return
    command = f"dunwell record {quote(called)} payment_reversed amount={amount_text(over)}"
    what = "paid too much: pay it back or set it off"
    owner = look.program.attention_owner
    since = look.position.ended
    case = look.case
    yield Item("refund", what, owner, (command,), since, case=case.id, number=case.number, debtor=case.debtor,
               cents=over, currency=case.currency)  # fmt: skip


def _kind(look: Look, action: Action) -> Kind | None:
    """What kind of work an action is; None for what a machine carries out."""
    if action.kind == "step":
        kind = look.program.steps[look.position.variant][action.step].kind
        return "call" if kind == "phone" else "task" if kind == "task" else None
    if action.kind == "message":
        return None
    limitation = action.kind == "ask" and action.reasons[0].id.startswith("limitation")
    return "limitation" if limitation else action.kind


def _item(look: Look, called: str, action: Action, kind: Kind) -> Item:
    deadline = _deadline(look, action, kind)
    owner = action.owner or look.program.attention_owner
    escalated = bool(deadline.escalate_to) and look.day > deadline.day
    return Item(
        kind=kind,
        what=_what(look, action, kind),
        owner=deadline.escalate_to if escalated else owner,
        was=owner if escalated and owner != deadline.escalate_to else "",
        commands=answers(look, called, action),
        since=action.since,
        deadline=deadline.day,
        then="" if escalated else deadline.then,
        case=look.case.id,
        number=look.case.number,
        debtor=look.case.debtor,
        cents=look.position.claim_open,
        currency=look.case.currency,
        why=tuple(explain(look.program, look.position, reason) for reason in action.reasons),
    )


def _what(look: Look, action: Action, kind: Kind) -> str:
    if kind == "limitation":
        return "the claim lapses unless somebody acts"
    if kind == "ask" and action.reasons[0].id == "stopped":
        return explain(look.program, look.position, action.reasons[0]).text
    step = look.program.steps[look.position.variant][action.step] if action.step >= 0 else None
    title = step.title if step else ""
    if action.message >= 0:
        title = look.program.messages[action.message].name.replace("_", " ")
    attempt = f", attempt {action.attempt}" if kind == "call" and action.attempt > 1 else ""
    return f"{_VERBS.get(kind, '')}{title}{attempt}"


_VERBS: dict[Kind, str] = {"approve": "release: ", "ask": "decide: ", "blocked": "blocked by law: "}


def _deadline(look: Look, action: Action, kind: Kind) -> _Deadline:
    """When somebody else is told, or the day after which it is too late; nothing where neither is so."""
    program, position = look.program, look.position
    if kind == "limitation":
        return _Deadline(int(action.reasons[0].args[1]), "it can no longer be enforced")
    if action.message >= 0 or (kind == "ask" and action.reasons[0].id == "stopped"):
        return _Deadline()
    running = position.plan
    if kind == "ask" and running is not None:
        return _told(look, after(program, running.since, program.attention.after), program.attention)
    found = waits_until(program, position, program.steps[position.variant][position.step])
    return _told(look, *found) if found else _Deadline()


def _told(look: Look, day: int, patience: Patience) -> _Deadline:
    """Up to the last working day before somebody else is told."""
    last = day - 1
    while not look.program.working_days.is_open(last):
        last -= 1
    return _Deadline(last, f"{patience.escalate_to} is told", patience.escalate_to)


def _for_a_person(look: Look, one: OpenHold) -> bool:
    """Whether a person can end a hold: not a promise, which waits for money, nor one that lasts for a while yet."""
    if one.hold == MANUAL:
        return bool(one.last) and one.last - look.day < SOON
    return look.program.holds[one.hold].opens_on != "promise_made"


def _hold(look: Look, called: str, one: OpenHold) -> Item:
    program, case = look.program, look.case
    found = None if one.hold == MANUAL else program.holds[one.hold]
    reason = Reason("held", found.place if found else program.place, (one.hold, one.since, one.last))
    route = program.routes[found.expired] if found and found.expired >= 0 else None
    return Item(
        kind="hold",
        what=_HOLDS.get(found.opens_on or "", f"on hold: {found.name.replace('_', ' ')}") if found else "on hold",
        owner=program.attention_owner,
        commands=hold_answers(look, called, one.hold),
        since=one.since,
        deadline=one.last,
        then=_leads_to(look, route),
        case=case.id,
        number=case.number,
        debtor=case.debtor,
        cents=one.amount or look.position.claim_open,
        currency=case.currency,
        why=(explain(program, look.position, reason),),
    )


_HOLDS = {"question_asked": "answer the debtor's question", "dispute_opened": "decide the dispute"}


def _leads_to(look: Look, route: Route | None) -> str:
    """What follows once a hold is over."""
    if route is not None and route.kind == "go_to":
        return f"the case goes to {look.program.steps[look.position.variant][route.target].name}"
    return "the case goes on"


def stale_item(looks: tuple[Look, ...]) -> Item:
    """Bank data that is too old, for the cases that wait for the same file."""
    first = looks[0]
    stale = first.stale
    assert stale is not None  # callers look first
    account = f" of {stale.account}" if stale.account else ""
    waiting = f"{len(looks)} case{'s wait' if len(looks) > 1 else ' waits'} for it"
    reason = Reason("stale", first.program.bank_data_place, tuple(stale))
    return Item(
        kind="bank",
        what=f"import a bank file{account}: {waiting}",
        owner=first.program.attention_owner,
        commands=("dunwell import FILE",),
        since=stale.since if stale.until else 0,
        deadline=first.day,
        cents=sum(look.position.claim_open for look in looks),
        currency=first.case.currency,
        why=(explain(first.program, first.position, reason),),
    )
