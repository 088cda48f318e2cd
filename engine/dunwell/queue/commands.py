"""The commands that settle what a case waits for, ready to be typed; words in capitals are to be filled in.

What follows a `#` says what a command is for; a shell passes over it.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from dunwell.core.judge import unknown_fields
from dunwell.core.opening import ADDRESS_FACTS
from dunwell.language.events import EVENTS
from dunwell.language.fields import FACT_INDEX, FIELDS
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.core.transitions import Action
    from dunwell.journal.cases import Look
    from dunwell.language.program import Step

_FILLED = {"money": "AMOUNT", "day": "DAY", "text": "WORDS", "number": "NUMBER"}
_SAID = {"promise": " promised_on=DAY", "partly_upheld": " amount=AMOUNT"}
"""What an outcome has to say besides."""


def answers(look: Look, called: str, action: Action) -> tuple[str, ...]:
    """What settles an action that a person has to look at; `called` is how the case is named."""
    reason = action.reasons[0]
    if action.kind == "approve":
        return (_record(called, "approved", f"step={_step(look, action).name}"),)
    if action.kind == "blocked":
        return tuple(f"dunwell explain {each.args[0]}" for each in action.reasons)
    if action.kind == "step":
        return tuple(_outcomes(_step(look, action), called))
    if reason.id.startswith("limitation"):
        return (_record(called, "limitation_interrupted"), _record(called, "closed", "reason=WORDS"))
    if reason.id == "expects":
        return (_event(look, called, str(reason.args[0]), int(reason.args[1])),)
    name = str(reason.args[1]) if len(reason.args) > 1 else ""
    return tuple(_QUESTIONS.get(str(reason.args[0]), _go_on)(look, called, name))


def hold_answers(look: Look, called: str, hold: int) -> tuple[str, ...]:
    """What ends an open hold; -1 or less for one that a person placed."""
    if hold < 0:
        return (_record(called, "hold_lifted"),)
    found = look.program.holds[hold]
    closed = _CLOSED_BY.get(found.opens_on or "")
    if closed == "dispute_closed":
        said = ((name, _SAID.get(name, "")) for name, _ in found.outcomes)
        return tuple(_record(called, closed, f"outcome={name}{more}") for name, more in said)
    return (_record(called, closed),) if closed else (_record(called, "hold_lifted", f"hold={found.name}"),)


_CLOSED_BY = {"question_asked": "question_answered", "dispute_opened": "dispute_closed"}


def _record(called: str, event: str, *data: str) -> str:
    return " ".join(("dunwell record", shlex.quote(called), event, *data))


def _step(look: Look, action: Action) -> Step:
    return look.program.steps[look.position.variant][action.step]


def _outcomes(step: Step, called: str) -> Iterator[str]:
    for name, _ in step.outcomes:
        if step.kind == "phone":
            yield _record(called, "call_made", f"outcome={name}{_SAID.get(name, '')}")
        else:
            yield _record(called, "step_done", f"step={step.name} outcome={name}")


def _event(look: Look, called: str, name: str, cents: int = 0) -> str:
    """Recording an event, with what it must say."""
    said = []
    for datum in EVENTS[name].data:
        if datum.required:
            known = amount_text(cents) if cents and datum.type == "money" else _FILLED.get(datum.type, "WORD")
            said.append(f"{datum.name}={known}")
    return _record(called, name, *said)


def _fact(look: Look, called: str, name: str) -> Iterator[str]:
    field = FIELDS.get(name)
    if field is None or field.derived:
        yield from _go_on(look, called, "")
        return
    values = field.choices or (("true", "false") if field.type == "yes_no" else (_FILLED[field.type],))
    yield from (_record(called, "fact_recorded", f"fact={name} value={value}") for value in values)


def _address(look: Look, called: str, channel: str) -> Iterator[str]:
    found = _record(called, "fact_recorded", f"fact={ADDRESS_FACTS.get(channel, 'debtor.has_address')} value=true")
    yield f"{found}  # once the right one is in the customer register"
    yield from _go_on(look, called, "")


def _variant(look: Look, called: str, _name: str) -> Iterator[str]:
    conditions = (variant.when for variant in look.program.variants if variant.when)
    unknown = (fact for one in conditions for fact in unknown_fields(look.program, one, look.position, look.day))
    for fact in dict.fromkeys(unknown):
        yield from _fact(look, called, fact)


def _offer(look: Look, called: str, _name: str) -> Iterator[str]:
    yield f"dunwell plan propose {shlex.quote(called)}"
    yield _record(called, "plan_offered")
    yield _record(called, "approved")


def _change(look: Look, called: str, _name: str) -> Iterator[str]:
    yield _record(called, "plan_changed", "amount=AMOUNT")
    yield _record(called, "approved")


def _again(look: Look, called: str, name: str) -> Iterator[str]:
    yield _record(called, "approved", f"step={name}")
    yield _record(called, "approved")


def _go_on(look: Look, called: str, _name: str) -> Iterator[str]:
    yield f"{_record(called, 'approved')}  # leave this step, on to the next"
    yield f"{_record(called, 'approved', 'step=STEP')}  # or on to another one"


def _anew(look: Look, called: str, _name: str) -> Iterator[str]:
    step = look.program.steps[look.position.variant][look.position.step].name
    yield f"{_record(called, 'approved', f'step={step}')}  # to the agency again"
    yield f"{_record(called, 'approved', 'step=STEP')}  # or on to another step"
    yield _record(called, "closed", "reason=WORDS")


def _where(look: Look, called: str, _name: str) -> Iterator[str]:
    yield f"{_record(called, 'approved', 'step=STEP')}  # go on there"
    yield _record(called, "closed", "reason=WORDS")


_QUESTIONS: Mapping[str, Callable[[Look, str, str], Iterator[str]]] = {
    "unknown": _fact,
    "requirement": _fact,
    "undeliverable": _address,
    "offer": _offer,
    "plan_change": _change,
    "failed": _again,
    "no_variant": _variant,
    "recalled": _anew,
    "end_of_ladder": _where,
}
"""What answers a question, by its id; any other is answered by saying where the case goes on."""
assert set(ADDRESS_FACTS.values()) < FACT_INDEX.keys()
