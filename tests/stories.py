"""Short stories about the ladder of `fixtures/policies/ladder.yaml`: events on days counted from the due date, as text.

The case is a business's EUR 1000.00, opened on its due date, Sunday 1 March 2026: days 1 to 5 are Monday to Friday.
"""

from __future__ import annotations

from pathlib import Path

from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import fold, order_of, take_in
from dunwell.core.opening import position_of
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.loading import compile_text, load_policy

FILE = Path(__file__).parent / "fixtures" / "policies" / "ladder.yaml"
LADDER = load_policy(str(FILE)).program
DUE = day("2026-03-01")
KNOWN = {
    "debtor.kind": "business",
    "debtor.has_email": True,
    "debtor.has_address": True,
    "invoice.issued": DUE - 30,
    "invoice.due": DUE,
}

SO_FAR = {
    "reminded": "1 step_done step=reminder",  # its term ends on day 8
    "called": "9 call_made outcome=no_answer",
    "called twice": "reminded; called; 11 call_made outcome=no_answer",
    "warned": "called twice; 12 step_done step=letter",  # its term ends on day 22
    "planned": "reminded; 1 plan_agreed; 1 message_sent message=payment_plan_confirmation",  # 333.33 on day 8
    "agreed": "reminded; 3 plan_agreed plan=arranged; 3 message_sent message=arranged_confirmation",  # 333.33 on day 10
    "late": "agreed; 12 message_sent message=arranged_late",  # the term to repair it ends on day 19
    "handed over": "warned; 23 approved; 23 step_done step=hand_over",
}
"""What came before, in a word."""
WORDS = {"yes": True, "no": False}


def opened(principal=100_000, **facts):
    """The case as it is opened; `facts` take the place of the known ones, with `__` for the dot."""
    said = {name.replace("__", "."): value for name, value in facts.items()}
    known = {name: value for name, value in {**KNOWN, **said}.items() if value is not None}
    return position_of(LADDER, known, principal, DUE)


def otherwise_written(old, new):
    """The program of the same ladder with one of its phrases written otherwise."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    return compile_text(text.replace(old, new), "ladder.yaml").program


def stands_under(program, events, at):
    """As `stands`, under another program."""
    return fold(program, position_of(program, KNOWN, 100_000, DUE), journal(events), DUE + at)


def journal(text):
    """The events of a story, in the order told: "reminded; 9 call_made outcome=promise promised_on=15"."""
    return [_event(one, sequence) for sequence, one in enumerate(_parts(text))]


def _parts(text):
    for part in filter(None, (part.strip() for part in text.split(";"))):
        if part in SO_FAR:
            yield from _parts(SO_FAR[part])
        else:
            yield part


def _event(text, sequence):
    at, name, *said = text.split()
    data = dict(pair.split("=") for pair in said)
    days = {"until", "promised_on", "first"} | ({"value"} if data.get("fact") == "invoice.due" else set())
    return Event(name, DUE + int(at), tuple((key, _value(key in days, value)) for key, value in data.items()), sequence)


def _value(is_day, text):
    number = int(text) if text.isdigit() else None
    return WORDS.get(text, text) if number is None else number + DUE * is_day


def stands(events, at, **facts):
    """The position on a day after these events."""
    return fold(LADDER, opened(**facts), journal(events), DUE + at)


def due(events, at, **facts):
    """What is due on a day, in words: a step's name, or what a person is asked."""
    position = stands(events, at, **facts)
    names = [step.name for step in LADDER.steps[0]]
    return [_said(action, names) for action in decide(LADDER, position, DUE + at).actions]


def _said(action, names):
    if action.kind == "message":
        return f"message {LADDER.messages[action.message].name}"
    if action.kind == "ask":
        why = action.reasons[0]
        return "ask " + (":".join(map(str, why.args)) if why.id == "asks" else why.id)
    return names[action.step] if action.kind == "step" else f"{action.kind} {names[action.step]}"


def told(events, at, **facts):
    """Every transition up to a day, as (day from the due date, kind, step or hold, or the change of a plan)."""
    position, found = opened(**facts), []
    for one in sorted((one for one in journal(events) if one.at <= DUE + at), key=order_of):
        position, more = take_in(LADDER, position, one)
        found.extend(more)
    found.extend(advance(LADDER, position, DUE + at)[1])
    return [(one.day - DUE, one.kind, _what(one)) for one in found]


def _what(told):
    return told.change if told.kind == "plan" else told.name or LADDER.steps[0][told.step].name
