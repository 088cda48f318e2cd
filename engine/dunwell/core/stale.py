"""What waits while nobody knows who has paid: payment data of the bank that is too old for the policy.

Simulations take fresh data for granted. Who works live decides first, and then holds back what may not go out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunwell.core.timing import after
from dunwell.core.transitions import Decision, Reason

if TYPE_CHECKING:
    from dunwell.core.position import Position
    from dunwell.core.transitions import Action
    from dunwell.language.program import Program


class Stale(NamedTuple):
    """Payment data that is too old on a day.

    `until` is the last day up to which the payments on the creditor's `account` are known (0: never imported), `since`
    the first day on which that is too old, `needed` the day that a bank file has to reach at least.
    """

    account: str
    until: int
    since: int
    needed: int


class HeldBack(NamedTuple):
    """A decision without what may not go out now, and what that is."""

    decision: Decision
    waits: tuple[Action, ...]


def stale_from(program: Program, last_day: int | None) -> int | None:
    """The first day on which payment data up to `last_day` is too old for the policy; None if it never is.

    "No older than 2 working days": data up to Friday is good on Monday and Tuesday, and too old on Wednesday. Data does
    not grow older in working days while none go by. Where the policy asks for bank data and there is none, it is too
    old on every day: the first day there is.
    """
    if program.bank_data is None:
        return None
    if last_day is None:
        return 1
    stale = after(program, last_day, program.bank_data) + 1
    return program.working_days.next_open(stale) if program.bank_data.unit == "working days" else stale


def stale_on(program: Program, account: str, last_day: int | None, day: int) -> Stale | None:
    """Say what is too old on `day` about data up to `last_day`; None while it is fresh, or the policy asks for none."""
    since = stale_from(program, last_day)
    if since is None or day < since:
        return None
    needed = day
    while (stale_from(program, needed - 1) or 0) > day:
        needed -= 1
    return Stale(account, last_day or 0, since, needed)


def hold_back(program: Program, position: Position, decision: Decision, stale: Stale | None) -> HeldBack:
    """Take out of a decision what may not go out on data that is too old; everything may on data that is fresh."""
    waits = tuple(action for action in decision.actions if stale and goes_out(program, position, action))
    if not stale or not waits:
        return HeldBack(decision, ())
    left = tuple(action for action in decision.actions if action not in waits)
    return HeldBack(decision._replace(actions=left, reasons=(*decision.reasons, why_stale(program, stale))), waits)


def goes_out(program: Program, position: Position, action: Action) -> bool:
    """Whether an action would trouble a debtor who has paid: a contact, a message, or the hand-over to an agency.

    What interrupts a limitation does not wait: a letter too many can be mended, a claim that has lapsed cannot. Nor
    does what tells the end of a case: it asks for nothing.
    """
    if action.kind == "message":
        return program.messages[action.message].kind not in _NEVER_WAITS
    step = program.steps[position.variant][action.step]
    return action.kind == "step" and (step.contact or step.kind == "agency")


_NEVER_WAITS = ("limitation", "thanks", "hand_over")


def why_stale(program: Program, stale: Stale) -> Reason:
    """The reason for which messages wait, with the policy's line on bank data."""
    return Reason("stale", program.bank_data_place, tuple(stale))
