"""A policy as a graph: what can be reached, which days are surely set, what goes round and what never ends."""

from __future__ import annotations

import pytest

from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Loaded, Source, compile_source

HEAD = """\
dunwell: 1
policy: p
title: T
version: v1
valid_from: 2026-01-01
law: nl
language: nl
applies_to: {debtor.kind: business, currency: EUR}
"""
SIDE = """\
side_steps:
  - step: review
    do: task
    owner: manager
    outcomes: {proceed: {resume: true}, last: {go_to: end}}
    without_outcome: {after: 5 working days, escalate_to: director}
"""
END = "  - step: end\n    start: 1 day after entered\n    do: agency\n    close: handed_over\n"


def step(name: str, *lines: str) -> str:
    """A step that sends an e-mail with a term, and says more in these lines."""
    more = "".join(f"    {line}\n" for line in lines)
    return f"  - step: {name}\n    do: email\n    template: reminder\n    term: 7 days after sent\n{more}"


def compiled(*steps: str, rest: str = "") -> Loaded:
    """A policy of these steps and a last one that ends the case."""
    return whole(f"{HEAD}steps:\n{''.join(steps)}{END}{rest}")


def whole(text: str) -> Loaded:
    """A policy of this text."""
    root, problems = read_yaml(text, "p.yaml")
    assert problems == ()
    return compile_source(Source("p.yaml", root, text, text.encode(), ()))


def told(loaded: Loaded) -> list[tuple[str, str]]:
    """Code and message of each problem."""
    return [(problem.code, problem.message) for problem in loaded.problems]


SMALL = "when: {claim.open: {at_least: EUR 5}}"
FINE = {
    "a step counts from the one before": [step("a"), step("b", "start: 1 day after a.term")],
    "and from one long before": [step("a"), step("b"), step("c", "start: 9 days after a.received")],
    "a skipped step is not counted from": [step("a", SMALL), step("b", "start: 1 day after entered")],
    "a case sent away does not come here": [
        step("a", SMALL, "otherwise: {go_to: end}"),
        step("b", "start: 1 day after a.term"),
    ],
    "a count that runs out has set its days": [
        step("a", "times: 1", "otherwise: {go_to: b}"),
        step("b", "start: 1 day after a.term"),
    ],
    "a fallback channel is the step itself": [step("a", "fallback: letter"), step("b", "start: 8 days after a.sent")],
}


@pytest.mark.parametrize("steps", FINE.values(), ids=FINE)
def test_fine_ladders(steps: list[str]) -> None:
    """Nothing to say."""
    assert told(compiled(*steps)) == []


def test_a_skipped_step_sets_no_day() -> None:
    """The note shows the condition because of which it may be skipped."""
    loaded = compiled(step("a", SMALL), step("b", "start: 1 day after a.term"))
    assert told(loaded) == [("DW404", "'a.term' may be unset when the case comes to 'b': not every way here sets it")]
    assert [note.text for note in loaded.problems[0].notes] == ["'a' is skipped where this does not hold"]


def test_a_window_counts_from_a_day_that_is_set() -> None:
    """`no_later_than` is held to the same as `start`."""
    loaded = compiled(step("a", SMALL), step("b", "no_later_than: 9 days after a.sent"))
    assert [code for code, _ in told(loaded)] == ["DW404"]


def test_a_step_cannot_wait_for_itself() -> None:
    """Its own days are set when it is carried out, not before."""
    assert [code for code, _ in told(compiled(step("a", "start: 1 day after a.sent")))] == ["DW404"]


def test_a_promised_day_is_no_day_of_the_ladder() -> None:
    """It is there only while a promise is open."""
    loaded = compiled(step("a", "start: 1 day after promise.date"))
    assert told(loaded) == [("DW404", "'promise.date' is set only while a promise is open")]


def test_a_check_sends_nothing() -> None:
    """It has no day of sending, though every step's name can be written in an anchor."""
    check = (
        "  - step: look\n    do: check\n    requires: [invoice.complete]\n    start: 1 day after invoice.due\n"
        "    otherwise: {go_to: review}\n"
    )
    loaded = compiled(check, step("a", "start: 1 day after look.sent"), rest=SIDE)
    assert told(loaded) == [("DW404", "'look.sent' is never set: a check sends nothing")]


def test_a_hold_can_open_anywhere() -> None:
    """Its routes come from every step, also from those before the day that is counted from."""
    hold = "holds:\n  pause: {opens_on: hold_placed, no_longer_than: 30 days, times: 1, otherwise: {go_to: end},"
    hold += " expired: {go_to: b}}\n"
    loaded = compiled(step("a"), step("b", "start: 1 day after a.term"), rest=hold)
    assert [code for code, _ in told(loaded)] == ["DW404"]
    assert loaded.problems[0].notes[0].text == "the hold 'pause' can open at any step and leads here"


def test_steps_out_of_reach() -> None:
    """A side step without a route, and what stands behind the end; what follows from that is one problem."""
    assert told(compiled(step("a"), rest=SIDE)) == [("DW501", "nothing ever leads to the step 'review'")]
    loaded = compiled(step("a", "close: handed_over"), step("b"))
    assert told(loaded) == [("DW501", "nothing ever leads to the step 'b', nor to 'end' after it")]


def test_a_circle_is_told_once() -> None:
    """With every step of it; a person or a wait in it makes it fine."""
    first = step("a", SMALL, "otherwise: {go_to: b}")
    loaded = compiled(first, step("b", SMALL, "otherwise: {go_to: a}"))
    assert told(loaded) == [("DW503", "a case can go round in circles on one day: a → b → a")]
    asks = compiled(first, step("b", SMALL, "otherwise: {go_to: review}"), rest=SIDE)
    assert told(asks) == []
    assert [code for code, _ in told(compiled(step("a", SMALL, "otherwise: {go_to: a}")))] == ["DW503"]


CALL = """\
  - step: b
    do: phone
    attempts: {times: 2, apart: 2 working days}
    outcomes:
      {promise: {go_to: end}, wants_plan: {go_to: end}, cannot_pay: {go_to: end}, will_not_pay: {go_to: end},
       disputes: {go_to: end}, question: {go_to: end}, says_paid: {go_to: end}, wrong_number: {go_to: end},
       no_answer: {call_again: true, after_last: {go_to: a}}}
    not_called: {after: 5 working days, escalate_to: director}
"""
PLAN = """\
plans:
  later:
    when: {claim.open: {at_least: EUR 50}}
    otherwise: {go_to: a}
    instalments: {times: 3, every: 1 month, first: 7 days after agreed}
    confirm: {do: letter, template: plan_confirmation}
    late: {start: 2 days after instalment.due, do: email, template: reminder, term: 7 days after sent}
    ends: {breached: {go_to: end}, infeasible: {go_to: end}}
"""
HOLD = "holds: {pause: {no_longer_than: 9 days, times: 1, otherwise: {go_to: a}, expired: {resume: true}}}\n"
CIRCLES = {
    "a plan that is refused leads back": compiled(step("a", SMALL, "otherwise: {offer: later}"), rest=PLAN),
    "a hold that was on as often as it may be": compiled(step("a", SMALL, "otherwise: {hold: pause}"), rest=HOLD),
    "and so it is if nothing moves then": compiled(
        step("a", SMALL, "otherwise: {hold: pause}"),
        rest=HOLD.replace("otherwise: {go_to: a}", "otherwise: {resume: true}"),
    ),
    "all calls were made": compiled(step("a", "times: 1", "otherwise: {go_to: b}"), CALL),
}


@pytest.mark.parametrize("loaded", CIRCLES.values(), ids=CIRCLES)
def test_a_circle_through_what_is_refused(loaded: Loaded) -> None:
    """What is not opened takes no time: a case would go round on one day until a person is asked."""
    assert [code for code, _ in told(loaded) if code != "DW515"] == ["DW503"]


def test_a_ladder_ends_by_closing_or_with_a_person() -> None:
    """A letter as the last step leaves the case to nobody; a task does not."""
    ladder = f"{HEAD}steps:\n{step('a')}"
    assert [code for code, _ in told(whole(ladder))] == ["DW504"]
    task = SIDE.removeprefix("side_steps:\n").replace("{resume: true}", "{close: written_off}").replace("end}", "a}")
    assert told(whole(ladder + task)) == []
