"""What nobody has said is neither true nor false: it asks a person."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.advance import advance
from dunwell.core.judge import judge, unknown_fields
from dunwell.core.position import ASKING, WAITING
from dunwell.core.timing import start_day
from dunwell.language.fields import FACT_INDEX, FACTS
from strategies import cases, policies

VALUES = {
    "yes_no": (True, False),
    "money": (0, 10_000_000),
    "number": (0, 90),
    "day": (738_000, 741_000),
    "text": ("NL", "XX"),
}


def completions(position, names):
    """The position with each of these facts said, in every way that could matter for one of them at a time."""
    whole = list(position.facts)
    for turn in range(4):
        facts = whole.copy()
        for name in names:
            field = FACTS[FACT_INDEX[name]]
            values = VALUES.get(field.type) or field.choices
            facts[FACT_INDEX[name]] = values[turn % len(values)]
        yield replace(position, facts=tuple(facts))


def asks_whether_known(condition):
    """Whether a condition asks if somebody has said something: only such a verdict may change by saying it."""
    return condition.operator == "known" or any(asks_whether_known(part) for part in condition.parts)


@given(st.data())
def test_unknown_facts_ask_a_person(data):
    """A step whose condition hangs on an unknown fact asks; a verdict given holds whatever the fact turns out to be."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    anchors = tuple(anchor or opened.day for anchor in opened.anchors)
    for step in program.steps[opened.variant]:
        if step.when is None or opened.end or opened.ask:
            continue
        there = replace(opened, step=step.index, phase=WAITING, anchors=anchors)
        day = start_day(program, there, step)
        there = replace(there, day=day)
        verdict = judge(program, step.when, there, day)
        if verdict is None:
            position, told = advance(program, there, day)
            assert position.phase == ASKING
            assert position.ask.split(":")[1] in unknown_fields(program, step.when, there, day)
            assert not any(one.kind == "skip" and one.step == step.index for one in told)
        elif not asks_whether_known(step.when):
            names = [field.name for field in FACTS if there.facts[FACT_INDEX[field.name]] is None]
            assert all(judge(program, step.when, one, day) is verdict for one in completions(there, names))
