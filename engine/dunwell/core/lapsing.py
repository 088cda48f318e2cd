"""Limitation of a case: known at any time, told some time before its last day, interrupted by what is written.

A case that stays open for years must not become unenforceable in silence. The law pack's guardrails of the kind
`limitation` say which claims; the policy says how long before, who is asked, and which letter goes out by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dunwell.core.moves import reachable
from dunwell.core.position import NEAR, OVER, RUNNING, Position
from dunwell.core.timing import NEVER, count_from
from dunwell.core.transitions import Action, Reason
from dunwell.core.values import replace
from dunwell.language.fields import FACT_INDEX
from dunwell.language.program import DUE
from dunwell.law.limitation import limitation

if TYPE_CHECKING:
    from dunwell.language.program import Program
    from dunwell.law.rules import Guardrail, LawPack

_KIND = FACT_INDEX["debtor.kind"]
DEPENDS_ON = ("invoice.due", "debtor.kind")
"""Facts that move the last day."""


def enforceable_until(program: Program, position: Position) -> int:
    """The last day of the claim's limitation, or NEVER where no rule of the law pack binds this debtor."""
    rule = _rule(program, position)
    return NEVER if rule is None else _last(program.law, rule.claim, position.anchors[DUE], position.interrupted)


def limitation_day(program: Program, position: Position) -> int:
    """The day on which the limitation comes near, then is over; NEVER once it is."""
    if position.limitation == OVER:
        return NEVER
    last = enforceable_until(program, position)
    if last == NEVER:
        return NEVER
    return last + 1 if position.limitation == NEAR else _near_from(program, last)


def limitation_came(program: Program, position: Position) -> Position:
    """The limitation is near: the policy's letter becomes due, if it can reach the debtor. Or it is over."""
    index = program.limitation.message
    if position.day > enforceable_until(program, position):
        return replace(position, limitation=OVER, messages=_without_letter(program, position))
    there = index >= 0 and any(reachable(position, channel) for channel in program.messages[index].channels)
    messages = (*_without_letter(program, position), index) if there else position.messages
    return replace(position, limitation=NEAR, messages=messages)


def limitation_asks(program: Program, position: Position) -> tuple[Action, ...]:
    """Ask a person about a limitation that is near or over, unless the policy's letter is on its way."""
    watch, last = program.limitation, enforceable_until(program, position)
    if position.limitation == NEAR:
        if watch.message in position.messages and not position.stops:
            return ()
        owner, since = watch.owner, _near_from(program, last)
    else:
        owner, since = watch.escalate_to, last + 1
    return (Action("ask", -1, 1, (), -1, owner, since, (why_limitation(program, position),)),)


def why_limitation(program: Program, position: Position) -> Reason:
    """The reason for what is done about the limitation: the guardrail and the last day."""
    rule, place = _rule(program, position), program.limitation.place
    said = (rule.id if rule else "", enforceable_until(program, position))
    if position.limitation == OVER:
        return Reason("limitation_over", place, said)
    return Reason("limitation_near", place, said)


def limitation_article(program: Program, position: Position) -> str:
    """The article that the limitation rests on; empty where no rule binds this debtor."""
    rule = _rule(program, position)
    return rule.basis.article if rule else ""


def interrupted(program: Program, position: Position, day: int) -> Position:
    """Note an interruption; one outside a running term changes nothing. Earlier ones that no term rests on are dropped.

    The one before is kept, for the letter of this one may come back. A law pack without rules on interruption knows
    none.
    """
    law, due, chain = program.law, position.anchors[DUE], position.interrupted
    claims = {rule.claim for rule in program.limitation.rules}
    running = [claim for claim in claims if day <= _last(law, claim, due, chain)]
    if law.interruption is None or day <= due or not running:
        return position
    if len(chain) > 1 and all(chain[-1] <= _last(law, claim, due, chain[:-2]) for claim in running):
        chain = (*chain[:-2], chain[-1])
    return limitation_anew(program, replace(position, interrupted=(*chain, day)))


def not_interrupted(program: Program, position: Position, day: int) -> Position:
    """What was written that day came back: it interrupted nothing."""
    if day not in position.interrupted:
        return position
    chain = tuple(one for one in position.interrupted if one != day)
    return limitation_anew(program, replace(position, interrupted=chain))


def limitation_anew(program: Program, position: Position) -> Position:
    """Something moved the last day: what was said of the old one no longer holds."""
    if position.limitation == RUNNING:
        return position
    return replace(position, limitation=RUNNING, messages=_without_letter(program, position))


def _rule(program: Program, position: Position) -> Guardrail | None:
    kind = str(position.facts[_KIND] or "unknown")
    return next((rule for rule in program.limitation.rules if rule.binds(kind)), None)


def _without_letter(program: Program, position: Position) -> tuple[int, ...]:
    return tuple(index for index in position.messages if index != program.limitation.message)


def _near_from(program: Program, last: int) -> int:
    before = program.limitation.before
    return count_from(program, last, -before.count, before.unit)


@lru_cache(maxsize=4096)
def _last(law: LawPack, claim: str, due: int, interruptions: tuple[int, ...]) -> int:
    return limitation(law, claim, due, interruptions).last_day
