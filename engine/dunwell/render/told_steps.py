"""A step of a policy as sentences: what all kinds of cases share is said once, what differs for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.render.told_vocabulary import (
    ANEW,
    CALL_OUTCOMES,
    CHANNEL_CELLS,
    NO_ADDRESS,
    NOT_COUNTED,
    PARTS,
    TERM_CELLS,
)
from dunwell.render.told_voice import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.language.program import Step
    from dunwell.render.told_clauses import Teller


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step that is told. `kinds` has the sentences that hold for one kind of case only, by the kind's name.

    `outcomes` say where each outcome leads, for all kinds. `law` are the articles that the step rests on, `watched` the
    guardrails that could stop it, with theirs. `cells` are those of the table of steps after its name: when, channel,
    time to pay, amounts, law. `lines` are the first and last line of the policy that say it, `file` the policy.
    """

    number: str
    name: str
    title: str
    side: bool
    all: tuple[str, ...]
    outcomes: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    cells: tuple[str, ...]
    law: tuple[str, ...]
    watched: tuple[tuple[str, str], ...]
    lines: tuple[int, int]
    file: str


def step_told(teller: Teller, index: int) -> StepTold:
    """One step, by its index in the program."""
    program, voice = teller.program, teller.voice
    each = tuple(steps[index] for steps in program.steps)
    told = [tuple(map(sentence, _sentences(teller, step))) for step in each]
    shared = tuple(one for one in told[0] if all(one in other for other in told))
    outcomes = {sentence(one) for one in _outcomes(teller, each[0])}
    names = [teller.variant(variant.name) for variant in program.variants]
    kinds = tuple(
        (name, tuple(one for one in said if one not in shared)) for name, said in zip(names, told, strict=True)
    )
    step = each[0]
    lines = [place.line for one in each for place in (one.place, *one.places.values())]
    return StepTold(
        teller.number(index),
        step.name,
        voice.listed(dict.fromkeys(one.title for one in each), "or"),
        step.side,
        tuple(one for one in shared if one not in outcomes),
        tuple(one for one in shared if one in outcomes),
        tuple((name, said) for name, said in kinds if said),
        tuple(_cell(names, [cell(teller, one) for one in each]) for cell in _CELLS),
        tuple(dict.fromkeys(filter(None, (_law_cell(teller, one) for one in each)))),
        tuple(dict.fromkeys((rule.id, rule.basis.article) for one in each for rule in one.guards)),
        (min(lines), max(lines)),
        step.place.file,
    )


def heading(teller: Teller, told: StepTold) -> str:
    """The name of a step: "Step 3: Call"."""
    return teller.voice.head("side_line" if told.side else "step_line", number=told.number, title=told.title)


def notes(teller: Teller, step: StepTold, *, articles: bool = False) -> Iterator[str]:
    """The law that a step rests on, the guardrails that watch it (with articles, if asked), and the policy's lines."""
    voice, (first, last) = teller.voice, step.lines
    if step.law:
        yield sentence(voice.say("law", law="; ".join(step.law)))
    rules = [f"{rule} ({article})" if articles else rule for rule, article in step.watched]
    if rules:
        yield sentence(voice.say("watched", rules=voice.listed(rules)))
    lines = f"{first}\N{EN DASH}{last}" if last > first else str(first)
    yield voice.say("lines" if last > first else "line", lines=lines, file=step.file)


def _sentences(teller: Teller, step: Step) -> Iterator[str]:
    yield _lead(teller, step)
    for tell in _TELLS:
        yield from tell(teller, step)


def _lead(teller: Teller, step: Step) -> str:
    """When the step begins, on what condition, and what is then done."""
    opener, action = _opener(teller, step), _ACTIONS.get(step.kind, _send)(teller, step)
    if step.when is None:
        return f"{opener} {action}"
    clause = teller.condition(step.when)
    return teller.voice.say("if", opener=opener.rstrip(","), clause=clause, action=action)


def _opener(teller: Teller, step: Step) -> str:
    voice = teller.voice
    if step.side:
        return voice.say("sent_here")
    if step.start is None:
        return voice.say("next" if step.index else "first")
    if step.start.text == "on entered":
        return voice.say("at_once")
    return voice.say("from", day=teller.day(step.start))


def _check(teller: Teller, step: Step) -> str:
    parts = [teller.is_so(name, value=True) for name, _, _ in step.required]
    whether = teller.voice.say("whether")
    return teller.voice.say("do_check", parts=teller.voice.listed(f"{whether} {part}" for part in parts))


def _send(teller: Teller, step: Step) -> str:
    return teller.voice.say("do_send", what=teller.what(step.channels), template=_template(teller, step))


def _template(teller: Teller, step: Step) -> str:
    return teller.voice.say("template", name=step.template or "")


def _phone(teller: Teller, step: Step) -> str:
    voice = teller.voice
    if step.apart:
        return voice.say("do_phone_apart", times=voice.times(step.attempts), span=voice.duration(step.apart))
    return voice.say("do_phone_most", times=voice.times(step.attempts)) if step.attempts > 1 else voice.say("do_phone")


_ACTIONS: Mapping[str, Callable[[Teller, Step], str]] = {
    "check": _check,
    "phone": _phone,
    "task": lambda teller, step: teller.voice.say("do_task", owner=step.owner or "", title=step.title),
    "agency": lambda teller, step: teller.voice.say("do_agency"),
}
"""What is done by each kind of step; every other kind sends a message."""


def _form(teller: Teller, step: Step) -> Iterator[str]:
    form = teller.program.law.notices.get(step.legal_form or "")
    if form:
        yield teller.voice.say("legal_form", title=form.title, article=form.term.values[-1].basis.article)
    elif step.legal_form:
        yield teller.voice.say("legal_message", title=step.legal_form.replace("_", " "))
    if step.template and step.kind in ("phone", "task", "agency"):
        yield teller.voice.say("text_used", template=_template(teller, step))


def _term(teller: Teller, step: Step) -> Iterator[str]:
    if step.term:
        span = teller.voice.span(step.term.count, step.term.unit)
        yield teller.voice.say("term", span=span, start=teller.term_start(step.term))
        if step.term.extended_by:
            yield teller.voice.say("term_extended")


def _approve(teller: Teller, step: Step) -> Iterator[str]:
    if step.approve:
        yield teller.voice.say("approve")


def _parts(teller: Teller, names: tuple[str, ...]) -> str:
    return teller.voice.listed(teller.voice.word(PARTS, name) for name in names)


def _amounts(teller: Teller, step: Step) -> Iterator[str]:
    if step.announces:
        yield teller.voice.say("announces", parts=_parts(teller, step.announces))
    if step.claims:
        yield teller.voice.say("claims", parts=_parts(teller, step.claims))


def _fallback(teller: Teller, step: Step) -> Iterator[str]:
    clause = teller.voice.word(NO_ADDRESS, step.channels[0] if step.channels and step.channels[0] in NO_ADDRESS else "")
    if step.fallback_channel:
        yield teller.voice.say("fallback_channel", clause=clause, what=teller.what((step.fallback_channel,)))
    elif step.fallback >= 0:
        yield teller.voice.say("fallback", clause=clause, then=teller.route(step.fallback))


def _window(teller: Teller, step: Step) -> Iterator[str]:
    if step.window:
        yield teller.voice.say("window", day=teller.day(step.window.last))
        if step.window.not_counting:
            parts = teller.voice.listed((teller.voice.word(NOT_COUNTED, one) for one in step.window.not_counting), "or")
            yield teller.voice.say("window_pause", parts=parts)


def _otherwise(teller: Teller, step: Step) -> Iterator[str]:
    if step.otherwise >= 0 and step.required:
        yield teller.voice.say("otherwise_check", then=teller.route(step.otherwise))
    elif step.otherwise >= 0 and step.when:
        yield teller.voice.say("otherwise", then=teller.route(step.otherwise))
    elif step.when:
        yield teller.voice.say("skipped")


def _times(teller: Teller, step: Step) -> Iterator[str]:
    if step.times:
        key = "times_most_then" if step.otherwise >= 0 else "times_most"
        yield teller.voice.say(key, times=teller.voice.times(step.times), then=teller.route(step.otherwise))
    if step.anew_after:
        parts = teller.voice.listed((teller.voice.word(ANEW, one) for one in step.anew_after), "or")
        yield teller.voice.say("anew", parts=parts)


def _last_attempt(teller: Teller, step: Step) -> Iterator[str]:
    if step.wait_after:
        word = step.leave.replace("_", " ")
        yield teller.voice.say("last_attempt", word=word, span=teller.voice.duration(step.wait_after))


def _outcomes(teller: Teller, step: Step) -> Iterator[str]:
    yield from teller.outcomes(step.outcomes, dict(CALL_OUTCOMES) if step.kind == "phone" else {})


def _patience(teller: Teller, step: Step) -> Iterator[str]:
    if step.patience:
        key = "not_called" if step.kind == "phone" else "without_outcome"
        span = teller.voice.duration(step.patience.after)
        yield teller.voice.say(key, span=span, who=step.patience.escalate_to)


def _after(teller: Teller, step: Step) -> Iterator[str]:
    """What follows by itself."""
    if step.close:
        yield teller.voice.say("close", reason=teller.closed(step.close))
    elif step.next >= 0 and step.kind not in ("phone", "task"):
        then = teller.voice.say("go_to", step=teller.step(step.next))
        yield teller.voice.say("then_next_check" if step.kind == "check" else "then_next", then=then)
    elif not step.side and step.kind not in ("phone", "task"):
        yield teller.voice.say("then_person", who=teller.program.attention_owner)


_TELLS: tuple[Callable[[Teller, Step], Iterator[str]], ...] = (
    _otherwise,
    _form,
    _term,
    _approve,
    _amounts,
    _fallback,
    _window,
    _times,
    _outcomes,
    _last_attempt,
    _patience,
    _after,
)
"""What is said of a step after its first sentence, in this order."""


NOTHING = "\N{EN DASH}"


def _cell(names: list[str], texts: list[str]) -> str:
    """One cell of the table: the same for all kinds of cases, or what holds for each."""
    if len(set(texts)) == 1:
        return texts[0]
    return "; ".join(f"{name}: {text or NOTHING}" for name, text in zip(names, texts, strict=True))


def _when_cell(teller: Teller, step: Step) -> str:
    if step.side or (step.start and step.start.text == "on entered"):
        return teller.voice.head("on_entry")
    return teller.day(step.start, cell=True) if step.start else teller.voice.head("directly")


def _channel_cell(teller: Teller, step: Step) -> str:
    names = step.channels or (step.kind,)
    return " + ".join(teller.voice.word(CHANNEL_CELLS, name) for name in names)


def _term_cell(teller: Teller, step: Step) -> str:
    if step.term is None:
        return ""
    span = teller.voice.span(step.term.count, step.term.unit)
    return teller.voice.head("term_cell", span=span, start=teller.voice.word(TERM_CELLS, step.term.basis))


def _amounts_cell(teller: Teller, step: Step) -> str:
    rows = (("asks", step.claims), ("warns", step.announces))
    return "; ".join(teller.voice.head(key, parts=_parts(teller, parts)) for key, parts in rows if parts)


def _law_cell(teller: Teller, step: Step) -> str:
    form = teller.program.law.notices.get(step.legal_form or "")
    return form.term.values[-1].basis.article if form else ""


_CELLS = (_when_cell, _channel_cell, _term_cell, _amounts_cell, _law_cell)
