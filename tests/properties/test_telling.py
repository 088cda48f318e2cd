"""Every policy can be told, and what is said of a case agrees with what the simulator brings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.core.simulate import simulate, standing_on
from dunwell.core.why_not import why_not
from dunwell.days import add_years
from dunwell.render.told_html import policy_html
from dunwell.render.told_markdown import escaped, policy_markdown
from dunwell.render.told_policy import policy_told
from dunwell.render.told_steps import heading
from dunwell.render.why_not_json import why_not_document
from strategies import cases, policies

if TYPE_CHECKING:
    from dunwell.render.timeline_words import Language

BROKEN = re.compile(r"  |\bNone\b|\{|\}| ,| \.(?!\.)|\(\)")


@settings(max_examples=40)
@given(policies(), st.sampled_from(["en", "nl"]))
def test_every_policy_can_be_told(drawn, language: Language) -> None:  # type: ignore[no-untyped-def] # drawn by a strategy
    """Each step, hold and plan is named, each route leads to something with a name, and no sentence has a hole."""
    told = policy_told(drawn.program, None, language)
    document = policy_markdown(told)
    assert all(f"### {escaped(heading(told.teller, step))}" in document for step in told.steps)
    assert [step.name for step in told.steps] == [step.name for step in drawn.program.steps[0]]
    sentences = [
        one
        for step in told.steps
        for part in (step.all, step.outcomes, *(said for _, said in step.kinds))
        for one in part
    ]
    sentences += [one for part in (*told.before, *told.after) for topic in part.topics for one in topic.sentences]
    for one in sentences:
        assert not BROKEN.search(one), one
        assert one[0] == one[0].upper()
        assert one[-1] in ".)"
    for steps in drawn.program.steps:
        for step in steps:
            text = " ".join(sentences)
            for route in (step.otherwise, step.fallback, *(route for _, route in step.outcomes)):
                assert route < 0 or told.teller.route(route) in text
    assert policy_html(told).endswith("</html>")


@settings(max_examples=25)
@given(st.data())
def test_the_day_named_is_the_day_on_which_it_comes(data: st.DataObject) -> None:
    """From any day of a case, the first day of each step to come is that of the simulation from its very beginning."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    until = add_years(opened.day, 4)
    whole = simulate(program, opened, (), until).entries
    day = opened.day + data.draw(st.integers(0, 120))
    standing = standing_on(program, opened, (), day)
    told = why_not(program, standing)
    comes = {
        name: next(
            (one.day for one in whole if one.name == name and one.kind == "step" and one.day >= standing.day), None
        )
        for name in (one.step.name for one in told)
    }
    for one in told:
        if one.comes and one.comes.how == "done" and one.state != "due":
            assert comes[one.step.name] == one.comes.day
        if one.state == "due":
            assert one.comes is not None
            assert one.comes.day == standing.day
        assert one.because
    document = why_not_document(program, standing.position, standing.day, told, {})
    assert not re.search(r"None|\{\}", " ".join(str(each.text) for one in told for each in one.because))
    assert len(document["steps"]) == len(told)  # type: ignore[arg-type] # a list
