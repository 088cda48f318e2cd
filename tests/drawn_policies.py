"""Drawn policies with more of the language in them: those of `strategies`, and what they leave out, added to the tree.

Variants of steps, conditions by name, terms in weeks and months, channels of plugins, holds that other events open or
end, claims, limitation, and the laws of every jurisdiction. A tree that the checks refuse is mended as there.
"""

from __future__ import annotations

import json
from functools import cache

from hypothesis import assume
from hypothesis import strategies as st

import strategies
from dunwell.language.compile import Surroundings, compile_policy
from dunwell.language.yamlfile import plain, read_yaml
from dunwell.resources import jurisdictions, law_pack, template_names
from strategies import TEMPLATE, policy_trees, sometimes

FORMS = {
    "nl": ("notice_of_default", "fourteen_day_letter"),
    "be": ("first_reminder", "notice_of_default"),
    "de": ("notice_of_default",),
}
CHANNELS = ({"channel": "sms"}, {"both": ["email", {"channel": "sms"}]}, {"both": ["email", "letter"]})
TERMS = ("2 weeks after received", "1 month after sent", "3 working days after last received", "10 days after received")
STARTS = (
    "1 week after entered",
    "1 month after invoice.due",
    "2 weeks after invoice.issued",
    "3 working days after entered",
)
WINDOWS = (
    "2 weeks after invoice.due", "1 month after invoice.issued",
    {"day": "5 working days after invoice.due", "not_counting": ["holds", "plans", "reviews"]},
    {"day": "1 month after invoice.due", "not_counting": ["holds"]}, "3 days after entered",
)  # fmt: skip
ASSUMED = {
    "debtor.kind": "consumer", "debtor.rating": "ordinary", "invoice.complete": True, "agreement.term": "as invoiced",
    "agency.registered": True, "agreement.default_basis": "notice", "debtor.ability": "cannot_pay",
}  # fmt: skip
VARIANTS = {
    "business": {"when": {"debtor.kind": ["business", "public_authority"]}},
    "consumer": {"when": {"debtor.kind": "consumer"}},
}
MESSAGES = ("email", "letter")
LETTER = {"do": "letter", **TEMPLATE}


@cache
def around(law):
    """What surrounds a policy under a law."""
    return Surroundings(law_pack(law), jurisdictions(), {"nl": template_names("nl")})


def compiled(tree):
    """The program of a tree, read from its text as any file is, and its problems; and the tree as it was read."""
    root, problems = read_yaml(json.dumps(tree, indent=1).encode(), "drawn.yaml")
    program, found = compile_policy(root, "drawn.yaml", "0" * 64, around(tree["law"]))
    return program, (*problems, *found), plain(root)


@st.composite
def policies(draw):
    """A policy that compiles, and its tree as it was read."""
    tree = draw(enriched())
    program, problems, read = compiled(tree)
    if program is None:
        mend(tree, {problem.code for problem in problems if problem.severity == "error"})
        program, problems, read = compiled(tree)
    assume(program is not None)
    return Drawn(program, read)


class Drawn(strategies.Drawn):
    """A program that shows its YAML when an example fails."""


def mend(tree, codes):
    """Leave out what the checks of the flow and of the law refuse; they see more than one drawn step."""
    strategies._mend(tree, codes)
    for step in (*tree["steps"], *tree.get("side_steps", ())):
        for each in step.get("variants", {}).values():
            if "DW640" in codes:
                each.pop("claims", None)
        if codes & {"DW405", "DW406"}:
            step.pop("no_later_than", None)
        if "DW404" in codes and isinstance(step.get("start"), str) and "entered" not in step["start"]:
            step["start"] = "1 day after entered"


@st.composite
def enriched(draw):
    """A drawn tree with more of the language in it."""
    tree = json.loads(json.dumps(draw(policy_trees(draw(st.sampled_from([1, 2, 3, 4, 5]))))))
    tree["law"] = draw(st.sampled_from(["nl", "nl", "be", "de"]))
    if draw(st.booleans()):
        tree["variants"] = VARIANTS
    assumed = draw(st.lists(st.sampled_from(list(ASSUMED)), max_size=6, unique=True))
    tree["if_unknown"] = tree.get("if_unknown", {}) | {name: ASSUMED[name] for name in assumed} or {"currency": "EUR"}
    fewer_ends(tree, draw(st.booleans()))
    for step in tree["steps"]:
        draw(more_of_a_step(tree, step))
    for step in tree.get("side_steps", ()):
        draw(more_of_a_message(tree, step))
    draw(more_holds(tree))
    draw(more_of_the_plan(tree))
    if draw(st.integers(0, 3)) == 0:
        letter = LETTER if tree["law"] == "nl" and draw(st.booleans()) else {}
        tree["limitation"] = {"before": draw(st.sampled_from(["3 months", "20 months", "700 days"]))} | letter
    if tree["law"] != "nl" and draw(st.booleans()):  # a guardrail of the Netherlands keeps Sundays free
        tree["contact_days"] = "every day"
    return tree


def fewer_ends(tree, all_of_them):
    """Routes that close a case wait for a payment instead, so that most cases live long enough to tell something."""
    if isinstance(tree, dict):
        if set(tree) == {"close"} and (all_of_them or tree["close"] == "paid"):
            tree.clear()
            tree["wait_for"] = "payment_received"
        for value in tree.values():
            fewer_ends(value, all_of_them)
    elif isinstance(tree, list):
        for value in tree:
            fewer_ends(value, all_of_them)


@st.composite
def more_of_a_step(draw, tree, step):
    """Other units, windows and conditions by name; and what a message may have more."""
    if draw(st.integers(0, 3)) == 0:
        step["start"] = draw(st.sampled_from(STARTS))
    if draw(st.integers(0, 2)) == 0:
        step["no_later_than"] = draw(st.sampled_from(WINDOWS))
    if "when" in step and draw(st.booleans()):
        named = f"c_{step['step']}"
        tree.setdefault("conditions", {})[named] = step["when"]
        step["when"] = named
    if "times" in step and draw(st.booleans()):
        step["anew_after"] = draw(
            st.lists(st.sampled_from(["letter_returned", "claim_lowered", "plan_breached"]), min_size=1, unique=True)
        )
    draw(more_of_a_message(tree, step))


@st.composite
def more_of_a_message(draw, tree, step):
    """Terms, forms, channels and claims of a message; and variants."""
    if step["do"] not in MESSAGES and not isinstance(step["do"], dict):
        return
    if "legal_form" in step:
        step["legal_form"] = draw(st.sampled_from(FORMS[tree["law"]]))
    elif draw(st.integers(0, 4)) == 0 and not isinstance(step.get("fallback"), str):
        step["do"] = draw(st.sampled_from(CHANNELS))
    if draw(st.integers(0, 2)) == 0:
        step["term"] = draw(st.sampled_from(TERMS))
    if draw(st.integers(0, 3)) == 0:
        step["claims"] = draw(st.sampled_from([["principal"], ["interest"], ["interest", "collection_costs"]]))
    if "variants" in tree and draw(st.booleans()):
        step["variants"] = {name: draw(variant_of_a_step(step)) for name in VARIANTS}


def variant_of_a_step(step):
    """What a message does otherwise in one variant."""
    possible = {"term": st.sampled_from(TERMS), "announces": st.just(["interest"]), "approve": st.just(True)}
    if "fallback" not in step and "legal_form" not in step:
        possible["do"] = st.sampled_from(["email", "letter", *CHANNELS])
    return st.fixed_dictionaries({"template": st.just("reminder")}, optional=possible)


@st.composite
def more_holds(draw, tree):
    """Holds that other events open, or end together with another; and promises kept in part."""
    holds = tree.get("holds", {})
    onward = st.sampled_from([{"resume": True}, {"go_to": tree["steps"][-1]["step"]}])
    if draw(st.integers(0, 2)) == 0:
        opener = draw(st.sampled_from(["payment_reversed", "bounced", "letter_returned", "delivered", "call_made"]))
        holds["look"] = {"opens_on": opener, "no_longer_than": "3 working days", "expired": draw(onward)}
    if draw(st.integers(0, 2)) == 0:
        holds["inquiry"] = {
            "opens_on": draw(st.sampled_from(["question_asked", "dispute_opened"])), "until": "dispute_closed",
            "terms": "stand still", "no_longer_than": draw(st.sampled_from(["20 days", "2 months"])),
            "outcomes": {"rejected": draw(onward)}, "expired": draw(onward),
        }  # fmt: skip
    if "promise" in holds and draw(st.booleans()):
        holds["promise"]["opens_on"] = "promise_made"
        holds["promise"].setdefault("until", "2 working days after promise.date")
        holds["promise"]["outcomes"]["kept_in_part"] = draw(onward)
    if holds:
        tree["holds"] = holds


@st.composite
def more_of_the_plan(draw, tree):
    """What becomes of interest, when it is completed, and terms in other units."""
    plan = tree["plans"]["payment_plan"]
    if "variants" in tree and draw(st.booleans()):
        plan["interest"] = {"business": "waived if completed", "consumer": "frozen"}
    done = draw(sometimes(st.sampled_from([{"plan.open": 0}, {"plan.instalments_open": {"below": 1}}])))
    if done:
        plan["ends"]["completed"] = {"when": done, "close": "paid"}
    plan["late"]["term"] = draw(
        st.sampled_from([plan["late"]["term"], "2 weeks after sent", "4 working days after received"])
    )
    plan["instalments"]["every"] = draw(st.sampled_from([plan["instalments"]["every"], "10 working days"]))
