"""The examples of codes about meaning: put into a fine policy, the wrong one gives its code, the right one does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from dunwell.codes.policy_sense import CODES
from dunwell.core.plain_case import check_plain_case
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source

if TYPE_CHECKING:
    from dunwell.codes import Code

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "policies"
PLAN = """
    offer: {do: email, template: plan_offer, valid: 7 days, unanswered: {go_to: hand_over}}
    instalments: {times: 6, every: 1 month, first: 7 days after agreed, no_longer_than: 12 months}
    confirm: {do: letter, template: plan_confirmation}
    remind: {start: 3 days before instalment.due, do: email, template: instalment_coming}
    late: {start: 2 working days after instalment.due, do: email, template: instalment_late, term: 7 days after sent}
    ends: {breached: {makes_due: everything, go_to: hand_over}, infeasible: {makes_due: everything, go_to: review}}
"""
PLANS = f"plans:\n  short_plan:{PLAN}  long_plan:{PLAN}"
CHECK = """
- step: look
  start: 1 day after invoice.due
  do: check
  requires: [invoice.complete]
  otherwise: {go_to: review}
"""
Where = tuple[str, tuple[str | int, ...], int]
STEPS, HOLDS, PLAN_KEYS = ("steps",), ("holds",), ("plans", "short_plan")
WHERE: dict[str, Where] = {
    "DW408": ("short", STEPS, 2),
    "DW409": ("short", STEPS, 2),
    "DW410": ("calls", HOLDS, 2),
    "DW411": ("calls", HOLDS, 2),
    "DW412": ("calls", ("steps", 0), 1),
    "DW413": ("short", (), 1),
    "DW414": ("short", STEPS, 2),
    "DW415": ("short", ("steps", 0), 1),
    "DW416": ("calls", PLAN_KEYS, 2),
    "DW417": ("calls", PLAN_KEYS, 2),
    "DW509": ("calls", HOLDS, 2),
    "DW513": ("calls", ("steps", 2, "when"), 0),
    "DW514": ("calls", (), 2),
    "DW515": ("calls", HOLDS, 2),
    "DW516": ("calls", HOLDS, 2),
    "DW517": ("calls", HOLDS, 2),
    "DW518": ("short", ("steps", 1), 1),
    "DW519": ("calls", ("steps", 2, "outcomes"), 1),
    "DW520": ("calls", ("side_steps", 0), 1),
}
"""For each code the policy that its examples change, what of it they are, and how deep they are laid over it."""
FIRST_WITHOUT = {"DW509": ("promise", ("times", "otherwise")), "DW517": ("dispute", ("outcomes",))}
"""What is taken out of a hold before the example is laid over it."""


def base(name: str) -> dict:
    """A fine policy, with what examples name besides: a check, a step that is skipped, payment plans, a hold."""
    tree = yaml.safe_load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))
    if name == "calls":
        tree["steps"].insert(0, yaml.safe_load(CHECK)[0])
        tree |= yaml.safe_load(PLANS)
        call = tree["steps"][2]
        call["when"] = {"claim.open": {"at_least": "EUR 9"}}
        call["outcomes"] |= {"wants_plan": {"offer": "short_plan"}}
    return tree


def over(below: object, change: object, depth: int) -> object:
    """The example laid over a part of the policy, so deep; steps are found by their names."""
    if depth and isinstance(below, dict) and isinstance(change, dict):
        return below | {key: over(below.get(key), value, depth - 1) for key, value in change.items()}
    if depth and isinstance(below, list) and isinstance(change, list):
        more = {one["step"]: one for one in change}
        return [over(one, more.get(one["step"], {}), depth - 1) for one in below]
    return change


def codes(code: str, example: str, where: Where) -> set[str]:
    """The codes of the policy with an example in it."""
    name, path, depth = where
    tree, change = base(name), yaml.safe_load(example)
    hold, without = FIRST_WITHOUT.get(code, ("", ()))
    for word in without:
        del tree["holds"][hold][word]
    named = {"DW514": ["says_paid"], "DW516": list(change)}.get(code, [])  # of these the example says what opens them
    tree.get("holds", {}).update({key: {"no_longer_than": "20 days", "expired": {"go_to": "review"}} for key in named})
    whole = {"policy": tree}
    owner: dict = whole
    key: str | int = "policy"
    for step in path:
        owner, key = owner[key], step
    owner[key] = over(owner[key], change, depth)
    text = yaml.safe_dump(whole["policy"], sort_keys=False, allow_unicode=True)
    root, problems = read_yaml(text, "p.yaml")
    assert problems == ()
    loaded = compile_source(Source("p.yaml", root, text, text.encode(), ()))
    played = check_plain_case(loaded.program) if loaded.program else ()
    return {problem.code for problem in (*loaded.problems, *played)}


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_examples_show_what_they_are_of(code: Code) -> None:
    """The wrong one gives the code, the right one does not."""
    where = WHERE[code.code]
    opens_it = ("calls", ("steps", 2), 2)  # what opens a hold stands in a step
    assert code.code in codes(code.code, code.wrong, where)
    assert code.code not in codes(code.code, code.right, opens_it if code.code == "DW514" else where)
