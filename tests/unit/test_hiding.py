"""Mistakes do not hide what is wrong besides, and nothing that could follow from a mistake is told."""

import pytest

from edits import codes

TERM = ("    template: reminder\n    term: 7 days after sent\n", "    template: reminder\n")
"""Without it the next step counts from a day that is never set (DW404)."""
UNUSED = ("\nsteps:", "\nconditions:\n  unused: {claim.open: {at_least: EUR 5}}\nsteps:")
SIDE = """    close: handed_over
side_steps:
  - step: review
    do: task
    owner: manager
    outcomes: {proceed: {resume: true}}
    without_outcome: {after: 5 working days, escalate_to: director}
"""
REVIEW = ("    close: handed_over\n", SIDE)
"""A step that nothing leads to (DW501)."""
LAST = "    start: 2 working days after notice.term\n"
START = "    start: 1 day after reminder.term\n"

BESIDE = {
    "an unknown template": ([("template: final_notice", "template: xyz")], ["DW305", "DW404", "DW501"]),
    "a misspelt template": ([("template: final_notice", "template: final_notic")], ["DW305", "DW404", "DW501"]),
    "a misspelt key": ([("title: Korte", "titl: Korte")], ["DW201", "DW404", "DW501"]),
    "a misspelt anchor": ([("after notice.term", "after notic.term")], ["DW303", "DW404", "DW501"]),
    "a length of time elsewhere": (
        [("\nsteps:", "\nattention: {owner: a, after: 5 hours, escalate_to: b}\nsteps:")],
        ["DW401", "DW404", "DW501"],
    ),
    "a field that is not known": (
        [(LAST, f"{LAST}    when: {{claim.xyz: EUR 5}}\n")],
        ["DW301", "DW404", "DW501"],
    ),
    "a route that could lead anywhere": (
        [(LAST, f"{LAST}    when: {{claim.open: {{above: EUR 5}}}}\n    otherwise: {{go_to: zzz}}\n")],
        ["DW308", "DW404"],
    ),
    "a route that cannot be read": (
        [(LAST, f"{LAST}    when: {{claim.open: {{above: EUR 5}}}}\n    otherwise: zzz\n")],
        ["DW204"],
    ),
}


@pytest.mark.parametrize(("edits", "expected"), BESIDE.values(), ids=BESIDE)
def test_what_is_told_beside_a_mistake(edits, expected):
    """All that holds whatever was meant by it; a way that is not known could be the one that is missed."""
    assert sorted(codes("short", TERM, REVIEW, *edits)) == expected


def test_a_plan_that_cannot_be_read_may_have_been_the_way():
    """What only it leads to, or can bring about, is not told to be out of reach."""
    plan = """plans:
  plan:
    instalments: {times: 6, every: monthly, first: 7 days after agreed}
    confirm: {do: letter, template: plan_confirmation}
    late: {start: 2 days after instalment.due, do: email, template: instalment_late, term: 7 days after sent}
    ends: {breached: {makes_due: everything, go_to: review}, infeasible: {makes_due: everything, go_to: review}}
"""
    again = f"{START}    times: 1\n    anew_after: [plan_breached]\n    otherwise: {{go_to: hand_over}}\n"
    assert codes("short", (REVIEW[0], REVIEW[1] + plan), (START, again)) == ["DW401"]


def test_a_misspelt_route_is_taken_as_meant():
    """The step that was meant is not called out of reach, and what is wrong with it is told."""
    assert codes("calls", ("wrong_number: {go_to: review}", "wrong_number: {go_to: reviw}")) == ["DW308"]
    away = f"{START}    when: {{claim.open: {{above: EUR 5}}}}\n    otherwise: {{go_to: hand_ovr}}\n"
    assert sorted(codes("short", (START, away))) == ["DW308", "DW404"]


def test_nothing_more_is_told_of_a_step_with_a_mistake():
    """Its unreadable term is not said to be missing, and a condition that cannot be read is not said to be idle."""
    assert codes("short", ("term: 7 days after sent", "term: 7 days after posting")) == ["DW402"]
    never = "{all: [{claim.open: {above: EUR 9, below: EUR 5}}, {claim.xyz: EUR 5}]}"
    assert codes("short", (START, f"{START}    when: {never}\n")) == ["DW301"]


def test_a_policy_whose_cases_are_unclear_has_no_gap_told():
    """Its variants may cover all cases that it is for."""
    variants = "applies_to: {debtor.knd: business, currency: EUR}\nvariants: {a: {when: {debtor.kind: business}}}"
    assert codes("short", ("applies_to: {debtor.kind: business, currency: EUR}", variants)) == ["DW301"]
