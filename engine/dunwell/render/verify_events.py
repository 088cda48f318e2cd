"""What happened in a story, in a few words: the event, and what it says that matters to a reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunwell.language.events import EVENTS
from dunwell.language.fields import FIELDS
from dunwell.money import amount_text
from dunwell.render.timeline_words import Words
from dunwell.render.told_vocabulary import VALUES, YES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.language.events import Datum, Event
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.render.timeline_words import Language

Pair = tuple[str, str]

_UNTOLD: Mapping[str, tuple[str, ...]] = {
    "call_made": ("step",),
    "plan_agreed": ("plan",),
    "plan_offered": ("plan",),
    "plan_requested": ("plan",),
    "step_done": ("channels",),
    "message_sent": ("channels",),
}
"""What an event says that its own words say already, or nobody asks for."""

_RECORDED: Pair = ("recorded that {}", "vastgelegd dat {}")
_DAYS: Mapping[str, Pair] = {"promised_on": ("for {}", "voor {}"), "until": ("until {}", "tot en met {}")}
_TIMES: Pair = ("in {} instalments", "in {} termijnen")
_YES: Mapping[bool, Pair] = {True: ("yes", "ja"), False: ("no", "nee")}
_EVENTS: Mapping[str, Pair] = {
    "step_done": ("step done", "stap gedaan"),
    "step_failed": ("cannot be sent", "kan niet worden verzonden"),
    "handed_over": ("handed over", "overgedragen"),
    "message_sent": ("message sent", "bericht verzonden"),
}
"""Events that no timeline names by themselves."""


def event_told(program: Program, event: Event, language: Language) -> str:
    """An event in a few words: "call made: cannot pay", "payment received: €403.33"."""
    words = Words(language)
    if event.name == "fact_recorded" and event.word("fact") in YES:
        so, not_so = YES[event.word("fact")]
        return _in(_RECORDED, language).format(_in(so if event.get("value") else not_so, language))
    name = _in(_EVENTS[event.name], language) if event.name in _EVENTS else words.say(event.name)
    said = ", ".join(_said(program, event, words))
    return f"{name}: {said}" if said else name


def step_called(program: Program, name: str, language: Language) -> str:
    """What a step is called: by its title if that is in this language, else by its name; any other name as a word."""
    index = program.step_index(name)
    title = program.steps[0][index].title if index >= 0 and program.language == language else name
    return title if title != name else Words(language).say(name)


def _said(program: Program, event: Event, words: Words) -> Iterator[str]:
    for datum in EVENTS[event.name].data:
        value = event.get(datum.name)
        if value is not None and value != "" and datum.name not in _UNTOLD.get(event.name, ()):
            yield _SAYING.get(datum.type, _word)(program, datum, value, words)


def _money(program: Program, _: Datum, value: Value, words: Words) -> str:
    return words.money(amount_text(int(value)), program.currency)


def _day(_: Program, datum: Datum, value: Value, words: Words) -> str:
    day = words.day(date.fromordinal(int(value)))
    return _in(_DAYS[datum.name], words.language).format(day) if datum.name in _DAYS else day


def _times(_: Program, _datum: Datum, value: Value, words: Words) -> str:
    return _in(_TIMES, words.language).format(value)


def _step(program: Program, _: Datum, value: Value, words: Words) -> str:
    return step_called(program, str(value), words.language)


def _fact(_: Program, _datum: Datum, value: Value, words: Words) -> str:
    field = FIELDS[str(value)]
    return _in((field.en, field.nl), words.language)


def _value(_: Program, _datum: Datum, value: Value, words: Words) -> str:
    if isinstance(value, bool):
        return _in(_YES[value], words.language)
    return _in(VALUES[str(value)], words.language) if value in VALUES else words.say(str(value))


def _word(_: Program, _datum: Datum, value: Value, words: Words) -> str:
    return words.say(str(value))


_SAYING: Mapping[str, Callable[[Program, Datum, Value, Words], str]] = {
    "money": _money, "day": _day, "number": _times, "step": _step, "fact": _fact, "value": _value,
}  # fmt: skip
"""How each type of datum is told; any other as a word."""


def _in(pair: Pair, language: Language) -> str:
    return pair[0] if language == "en" else pair[1]
