"""What a step or message can never give its template, whatever the case; and where a template would need it.

A field is asked for or printed. Printed without asking, one that nobody can give is a hole in every message, so it is
found when the policy is checked and not on the day the message should go out.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from dunwell.language.message_fields import BY_NAME, LIST_OF, loop_of
from dunwell.language.messages import Printed, ways
from dunwell.problems import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.language.messages import Leaf, TemplateUse, Way
    from dunwell.language.parts import Term
    from dunwell.language.plans import Message
    from dunwell.language.program import Program, Step
    from dunwell.problems import Place

    Lacks: TypeAlias = frozenset[str]

DAYS_IN: Mapping[str, int] = MappingProxyType({"days": 1, "weeks": 7})
"""The units of a term whose days can be printed as a number."""


def _group(*names: str) -> Lacks:
    return frozenset(name for name in BY_NAME if name.partition(".")[0] in names)


_COSTS, _CALL, _PROMISE, _PLAN, _INSTALMENT, _TERM, _END = (
    _group(name) for name in ("costs", "call", "promise", "plan", "instalment", "term", "end")
)
_ENDING = frozenset({"plan.ended", "plan.reason_breached", "plan.reason_infeasible"})
_OFFERING = frozenset({"plan.first_days", "plan.offer_until"})
_RUNNING = frozenset({"plan.paid", "plan.open", "plan.first_day", "plan.last_day", "plan.agreed", "plan.instalments"})
_GONE = _RUNNING - {"plan.paid", "plan.open", "plan.agreed"}
_LATE = frozenset({"plan.new_invoice_late"})
_REMINDER, _VAT, _BACK, _LAST = (
    frozenset({name}) for name in ("reminder.sent", "costs.vat", "call.back_until", "call.last")
)

_OF_MESSAGE: Mapping[str, Lacks] = {
    "promise": _TERM | _PLAN | _INSTALMENT,
    "limitation": _TERM | _PROMISE | _PLAN | _INSTALMENT,
    "plan_offer": _TERM | _PROMISE | _ENDING | _RUNNING | _LATE | _INSTALMENT,
    "plan": _TERM | _PROMISE | _ENDING | _OFFERING | _LATE | _INSTALMENT,
    "plan_remind": _TERM | _PROMISE | _ENDING | _OFFERING | _LATE,
    "plan_late": _PROMISE | _ENDING | _OFFERING,
    "plan_end": _TERM | _PROMISE | _OFFERING | _INSTALMENT | _GONE,
    "thanks": _TERM | _PROMISE | _PLAN | _INSTALMENT,
    "hand_over": _TERM | _PROMISE | _PLAN | _INSTALMENT,
}
_FAREWELLS = ("thanks", "hand_over")


def lacks_of_step(step: Step) -> tuple[Lacks, ...]:
    """The fields that are unknown, or answered by no, all together: one set for each case there is of the step."""
    lacks = _PROMISE | _PLAN | _INSTALMENT | _END | _days_of(step.term)
    lacks |= _VAT if "collection_costs" in step.announces else _COSTS
    if step.kind != "phone":
        return (lacks | _CALL,)
    last = lacks if step.wait_after else lacks | _BACK
    return (last,) if step.attempts == 1 else (lacks | _BACK | _LAST, last)


def lacks_of_message(program: Program, message: Message) -> tuple[Lacks, ...]:
    """As `lacks_of_step`, for a message apart from the ladder."""
    lacks = _OF_MESSAGE[message.kind] | _COSTS | _CALL | _REMINDER
    lacks |= frozenset() if message.kind in _FAREWELLS else _END
    plan = next((plan for plan in program.plans if message.index == plan.late), None)
    if plan is None:
        return (lacks,)
    lacks |= _days_of(plan.repair)
    return (lacks | _LATE, lacks | _INSTALMENT) if plan.new_invoices else (lacks | _LATE,)


def _days_of(term: Term | None) -> Lacks:
    if term is None:
        return _TERM
    return frozenset() if term.unit in DAYS_IN else frozenset({"term.days"})


def check_given(use: TemplateUse, cases: tuple[Lacks, ...], used_at: Place) -> Iterator[Problem]:
    """DW637 for each field that a template prints and that the step or message lacks in one of these cases.

    Raises TooManyWaysError.
    """
    found: dict[str, Place] = {}
    for lacks in cases:
        for pieces in (use.subject, use.body):
            for way in ways(pieces, lambda piece: bool(_needed(piece) & lacks)):  # noqa: B023 - used at once
                found = dict(_holes(way, lacks)) | found
    for name, place in found.items():
        message = f"the template prints {name!r}, and {_WHY.get(name, _NEVER)}"
        fix = f"{_MEND.get(name, 'take another template')}, or let the template ask first: {_ask(name)}"
        yield Problem("DW637", message, used_at, fix, notes=(Note("printed here", place),))


def _needed(piece: Leaf) -> Lacks:
    """The field that a piece prints; a field of a list's rows needs the list."""
    if not isinstance(piece, Printed):
        return frozenset()
    return frozenset({LIST_OF.get(piece.field.partition(".")[0], piece.field)})


def _holes(way: Way, lacks: Lacks) -> Iterator[tuple[str, Place]]:
    """What is printed on a way that a case takes: one on which nothing that it lacks was asked for and found."""
    if any(way.known.get(name) for name in lacks - LIST_OF.keys() - set(LIST_OF.values())):
        return
    for piece in way.pieces:
        for name in _needed(piece) & lacks:
            if isinstance(piece, Printed):
                yield name, piece.place


def _ask(name: str) -> str:
    return (
        f"{loop_of(name)}…{{% endfor %}} in {{% if {name} %}}"
        if name in LIST_OF.values()
        else f"{{% if {name} %}}…{{% endif %}}"
    )


_NEVER = "a message of this kind never knows it"
_WHY: Mapping[str, str] = {
    **dict.fromkeys(_COSTS, "this step announces no collection costs"),
    "costs.vat": "VAT on the costs is not claimed",
    "term.last_day": "this step grants no term",
    "term.days": "this step grants no term in days",
    "call.back_until": "this call gives no time to call back, or not each time",
    **dict.fromkeys(_INSTALMENT, "no instalment is late where only a new invoice is"),
}
_MEND: Mapping[str, str] = {
    **dict.fromkeys(_COSTS, "add announces: [collection_costs]"),
    "costs.vat": "take it out",
    "term.last_day": "add a term, such as term: 7 days after received",
    "term.days": "add a term in days, such as term: 7 days after received",
    "call.back_until": "add last_attempt: {leave: callback_request, wait: 2 working days}",
    **dict.fromkeys(_INSTALMENT, "take `new_invoices` out of the plan"),
}
