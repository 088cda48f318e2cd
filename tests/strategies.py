"""Generated policies, invoices and histories: what the interpreter's properties are tried on.

A policy is drawn as a tree, written as YAML and compiled like any other. Trees are sound by construction as far as that
is cheap; an anchor that may be unset is mended by counting from `entered`, and the rest that does not compile is
dropped.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import yaml
from hypothesis import assume
from hypothesis import strategies as st

from dunwell.core.opening import open_case
from dunwell.language.compile import Surroundings, compile_policy
from dunwell.language.events import EVENTS, MOVED, Event
from dunwell.language.fields import FACTS
from dunwell.language.schedules import schedule_text
from dunwell.language.steps import CALL_OUTCOMES
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import load_policy
from dunwell.model import Address, Agreement, Invoice, Party
from dunwell.resources import jurisdictions, law_pack, template_names

AROUND = Surroundings(law_pack("nl"), jurisdictions(), {"nl": template_names("nl")})
SHIPPED = load_policy("policies/nl/standard.yaml").program
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")
SIDES = ("review", "mend")
UNITS = ("days", "working days", "weeks", "months")
TEMPLATE = {"template": "reminder"}
MESSAGE = st.just({"do": "letter", **TEMPLATE})
PERIODS = st.sampled_from([("24 December", "2 January"), ("1 August", "31 August"), ("10 February", "29 February")])
CONTACTS = st.fixed_dictionaries(
    {"per_week": st.integers(1, 3)},
    optional={
        "weekdays": st.just(["Tuesday", "Thursday"]),
        "quiet": st.tuples(PERIODS, st.booleans()).map(
            lambda drawn: [{"from": drawn[0][0], "until": drawn[0][1], **({"only": "calls"} if drawn[1] else {})}]
        ),
    },
)
DUE_DATES = st.one_of(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2025, 12, 25), date(2026, 1, 31), date(2026, 4, 3), date(2027, 12, 31)]),
)


def rarely(strategy):
    """One time in four what the strategy gives, else None."""
    return st.one_of(st.none(), st.none(), st.none(), strategy)


def sometimes(strategy):
    """Half of the time what the strategy gives, else None."""
    return st.one_of(st.none(), strategy)


def without_none(tree):
    """The tree without the keys that say nothing."""
    return {key: value for key, value in tree.items() if value is not None}


# ------------------------------------------------------------------------------------------------------------- policies

durations = st.builds(lambda count, unit: f"{count} {unit}", st.integers(0, 9), st.sampled_from(UNITS[:3]))
waits = st.builds(lambda count, unit: f"{count} {unit}", st.integers(1, 9), st.sampled_from(UNITS[:2]))
terms = st.builds(
    lambda count, unit, basis: f"{count} {unit} after {basis}",
    st.integers(1, 20),
    st.sampled_from(UNITS[:2]),
    st.sampled_from(["sent", "received", "last received"]),
)
patiences = st.fixed_dictionaries({"after": durations, "escalate_to": st.sampled_from(["manager", "director"])})
tests_of_facts = st.sampled_from(
    [
        {"claim.open": {"at_least": "EUR 250"}},
        {"today.month": {"none_of": ["March", "August"]}},
        {"claim.open": {"above": "EUR 5", "below": "EUR 5000"}},
        {"principal.open": {"at_most": "EUR 1000"}},
        {"received": {"at_least": "EUR 1"}},
        {"debtor.kind": "consumer"},
        {"debtor.kind": ["business", "public_authority"]},
        {"debtor.rating": "good"},
        {"debtor.rating": {"known": False}},
        {"debtor.natural_person": True},
        {"debtor.ability": {"is_not": "cannot_pay"}},
        {"debtor.has_email": True},
        {"debtor.promises_broken": {"at_least": 1}},
        {"invoice.term_expired": True},
        {"no_open_objection": True},
    ]
)
conditions = st.one_of(
    tests_of_facts,
    st.builds(
        lambda word, parts: {word: parts},
        st.sampled_from(["all", "any", "none"]),
        st.lists(tests_of_facts, min_size=1, max_size=3),
    ),
)


@st.composite
def routes(draw, steps, holds, *, side=False, depth=0):
    """A route to one of the steps or holds; one that comes from a side step mostly leads back."""
    kinds = ["close", "offer", "wait_for"]
    kinds += ["go_to"] * 3 if steps else []
    kinds += ["resume"] * 4 if side else []
    kinds += ["hold", "hold"] if holds else []
    kind = draw(st.sampled_from(kinds))
    if kind == "wait_for":
        then = None if depth else draw(rarely(routes(steps, holds, side=side, depth=1)))
        event = draw(st.sampled_from(["credited", "payment_received", "question_answered", "dispute_closed"]))
        return without_none({"wait_for": event, "then": then})
    targets = {
        "go_to": steps,
        "hold": holds,
        "close": ("written_off", "paid"),
        "offer": ("payment_plan",),
        "resume": (True,),
    }
    return {kind: draw(st.sampled_from(targets[kind]))}


@st.composite
def starts(draw, before):
    """A day counted from the invoice, the case, or a step that stands before."""
    anchors = ["invoice.due", "invoice.due", "invoice.issued", "opened", "entered", "entered"]
    anchors += [f"{name}.{what}" for name in before for what in ("sent", "received", "term")]
    anchor = draw(st.sampled_from(anchors))
    if draw(st.booleans()):
        return f"on {anchor}"
    side = draw(st.sampled_from(["after", "after", "before"]))
    return f"{draw(st.integers(0, 12))} {draw(st.sampled_from(UNITS[:3]))} {side} {anchor}"


@st.composite
def steps_of(draw, name, before, targets, holds, *, side=False, last=False):
    """One step; on the ladder or beside it. A ladder's step that is not done leads on, never back to itself."""
    kinds = ["email", "letter", "both", "phone", "task"] + ([] if side else ["check", "email", "agency"])
    kind = "agency" if last and draw(st.booleans()) else draw(st.sampled_from(kinds))
    route = routes(targets, holds, side=side)
    step = {"step": name, "do": {"both": ["email", "letter"]} if kind == "both" else kind}
    if not side:
        step["start"] = draw(sometimes(starts(before)))
        step["no_later_than"] = draw(rarely(windows()))
        step["when"] = draw(rarely(conditions))
        step["times"] = draw(rarely(st.integers(1, 2)))
        needed = step["times"] or kind == "check"
        onward = routes(targets[len(before) + 1 :], holds)
        step["otherwise"] = draw(onward if needed else sometimes(onward)) if needed or step["when"] else None
    if step.get("times"):
        step["anew_after"] = draw(sometimes(st.just(["letter_returned", "letter_defective", "claim_lowered"])))
    if kind == "phone":
        route = routes(targets, tuple(hold for hold in holds if hold != "promise"), side=side)
    step |= draw(_OF_KIND[kind](route))
    if step.get("fallback") == kind or (kind == "both" and isinstance(step.get("fallback"), str)):
        del step["fallback"]  # no other channel
    return without_none(step)


def windows():
    """A promise that a step starts by a day."""
    plain = st.sampled_from(["2 working days after invoice.due", "1 month after invoice.issued", "on invoice.due"])
    counted = st.lists(st.sampled_from(["holds", "plans", "reviews"]), min_size=1, max_size=3, unique=True)
    return st.one_of(plain, st.fixed_dictionaries({"day": plain, "not_counting": counted}))


def _messages(route):
    fallback = st.one_of(st.none(), st.sampled_from(["letter", "email"]), route)
    return st.builds(
        lambda term, fallback, approve, form, claims, announces: {
            **TEMPLATE, "term": term, "fallback": fallback, "approve": approve, "legal_form": form,
            "claims": claims, "announces": announces,
        },
        sometimes(terms),
        fallback,
        rarely(st.just(True)),
        rarely(st.sampled_from(["notice_of_default", "fourteen_day_letter"])),
        rarely(rarely(st.sampled_from([["principal", "interest"], ["principal", "interest", "collection_costs"]]))),
        rarely(st.just(["interest", "collection_costs"])),
    )  # fmt: skip


@st.composite
def _calls(draw, route):
    drawn = draw(st.lists(route, min_size=1, max_size=3))
    outcomes = {word: drawn[index % len(drawn)] for index, word in enumerate(CALL_OUTCOMES) if word != "no_answer"}
    last = draw(sometimes(route))
    outcomes["no_answer"] = without_none({"call_again": True, "after_last": last})
    return {
        "outcomes": outcomes,
        "attempts": draw(sometimes(st.fixed_dictionaries({"times": st.integers(1, 3), "apart": waits}))),
        "last_attempt": draw(rarely(st.fixed_dictionaries({"leave": st.just("callback_request"), "wait": durations}))),
        "not_called": draw(patiences),
    }


def _tasks(route):
    outcomes = st.dictionaries(st.sampled_from(["done", "refused", "no"]), route, min_size=1, max_size=3)
    return st.fixed_dictionaries({"owner": st.just("desk"), "outcomes": outcomes, "without_outcome": patiences})


def _checks(route):
    required = st.lists(
        st.sampled_from(["invoice.complete", "invoice.term_as_agreed", "invoice.term_expired", "no_open_question"]),
        min_size=1, max_size=3, unique=True,
    )  # fmt: skip
    return st.fixed_dictionaries({"requires": required})


def _agencies(route):
    return st.builds(
        lambda approve, claims: {"close": "handed_over", "approve": approve, "claims": claims},
        sometimes(st.just(True)),
        rarely(st.just(["principal", "interest", "collection_costs"])),
    )


_OF_KIND = {
    "email": _messages, "letter": _messages, "both": _messages, "phone": _calls, "task": _tasks, "check": _checks,
    "agency": _agencies,
}  # fmt: skip


@st.composite
def holds_of(draw, targets, holds):
    """The holds of a policy: most end after some days, some by a day that is promised."""
    made = {}
    for name in holds:
        opens = {"dispute": "dispute_opened", "question": "question_asked", "promise": "promise_made"}.get(name)
        words = {"dispute": ["upheld", "rejected"], "promise": ["kept", "broken"]}.get(name, ["done"])
        route = st.one_of(st.just({"resume": True}), routes(targets, holds))
        times = draw(rarely(st.integers(1, 2)))
        until = {"promise": "2 working days after promise.date", "question": "question_answered"}.get(name)
        made[name] = without_none(
            {
                "opens_on": draw(sometimes(st.just(opens))) if opens else None,
                "until": draw(sometimes(st.just(until))) if until else None,
                "no_longer_than": draw(durations),
                "holds": draw(rarely(st.just("disputed amount"))),
                "terms": draw(sometimes(st.just("stand still"))),
                "times": times,
                "otherwise": draw(route) if times else None,
                "confirm": draw(rarely(st.just({"do": "email", "template": "promise_confirmation"}))),
                "outcomes": {word: draw(route) for word in words},
                "expired": draw(route),
            }
        )
    return made


@st.composite
def plans(draw, targets):
    """A payment plan: proposed and watched in whatever way; what follows its ends leads to a step, or nowhere."""
    end = st.one_of(
        st.just({"resume": True}),
        st.builds(lambda step, tell: without_none({"go_to": step, "tell": tell}), st.sampled_from(targets), MESSAGE),
    )
    when = draw(rarely(conditions))
    route = routes(targets, ()).filter(lambda one: "offer" not in one)
    ends = {"breached": draw(end), "infeasible": draw(end)}
    if draw(st.booleans()):
        ends["breached"] = {"when": {"after": "late.term", "misses": draw(st.integers(1, 3))}, **ends["breached"]}
    remind = {"start": "3 days before instalment.due", "do": "email", **TEMPLATE}
    first = st.sampled_from(["7 days after agreed", "1 month after agreed", "0 days after agreed"])
    return without_none(
        {
            "when": when,
            "otherwise": draw(route) if when else None,
            "offer": draw(
                sometimes(
                    st.fixed_dictionaries(
                        {"do": st.just("email"), **{key: st.just(value) for key, value in TEMPLATE.items()},
                         "valid": durations, "unanswered": route}
                    )
                )
            ),
            "instalments": without_none(
                {
                    "times": draw(st.integers(1, 6)),
                    "every": draw(st.sampled_from(["1 month", "2 weeks", "3 days"])),
                    "first": draw(first),
                    "at_least": draw(rarely(st.just("EUR 25"))),
                    "round_to": draw(rarely(st.just("EUR 5"))),
                    "no_longer_than": draw(rarely(st.just("12 months"))),
                    "lowered": draw(rarely(st.integers(0, 1))),
                }
            ),
            "confirm": {"do": draw(st.sampled_from(["email", "letter", {"both": ["email", "letter"]}])), **TEMPLATE},
            "remind": draw(sometimes(st.just(remind))),
            "late": {
                "start": draw(st.sampled_from(["2 days after instalment.due", "on instalment.due"])),
                "do": "email",
                **TEMPLATE,
                "term": draw(st.sampled_from(["7 days after sent", "3 days after received"])),
            },
            "new_invoices": draw(rarely(st.just("on time"))),
            "ends": ends,
        }
    )  # fmt: skip


@st.composite
def policy_trees(draw, least=1):
    """A policy as a tree that can be written as YAML, with so many steps on its ladder at least."""
    names = NAMES[: draw(st.integers(least, 6))]
    sides = SIDES[: draw(st.integers(0, 2))]
    holds = draw(st.lists(st.sampled_from(["dispute", "question", "promise", "break"]), max_size=4, unique=True))
    targets = (*names, *sides, *sides)
    unknown = {
        "debtor.kind": "consumer",
        "debtor.country": "NL",
        "invoice.complete": True,
        "agreement.term": "as invoiced",
    }
    assumed = draw(st.lists(st.sampled_from(list(unknown)), max_size=4, unique=True))
    variants = {
        "business": {"when": {"debtor.kind": ["business", "public_authority"]}},
        "consumer": {"when": {"debtor.kind": "consumer"}},
    }
    return without_none(
        {
            "dunwell": 1, "policy": "drawn", "title": "Drawn", "version": "1", "valid_from": "2024-01-01", "law": "nl",
            "language": "nl", "applies_to": {"currency": "EUR"},
            "contact_days": draw(sometimes(st.just("working days"))),
            "contacts": draw(sometimes(CONTACTS)),
            "attention": draw(
                rarely(
                    st.fixed_dictionaries(
                        {"owner": st.just("desk"), "after": durations, "escalate_to": st.just("head")}
                    )
                )
            ),
            "if_unknown": {name: unknown[name] for name in assumed} or None,
            "variants": draw(rarely(st.just(variants))),
            "steps": [
                draw(steps_of(name, names[:index], targets, holds, last=index == len(names) - 1))
                for index, name in enumerate(names)
            ],
            "side_steps": [draw(steps_of(name, (), targets, holds, side=True)) for name in sides] or None,
            "holds": draw(holds_of(targets, holds)) or None,
            "plans": {"payment_plan": draw(plans(targets))},
            "ends": draw(sometimes(st.fixed_dictionaries({"paid": MESSAGE, "handed_over": MESSAGE}))),
            "money": draw(sometimes(st.just({"tolerance": "EUR 1"}))),
        }
    )  # fmt: skip


def compiled(tree):
    """The program of a tree and its problems. JSON is YAML too, and quicker to write."""
    root, problems = read_yaml(json.dumps(tree, indent=1).encode(), "drawn.yaml")
    program, found = compile_policy(root, "drawn.yaml", "0" * 64, AROUND)
    return program, (*problems, *found)


def _mend(tree, codes):
    """Leave out what the checks of the flow and of the law refuse; they see more than one drawn step."""
    for step in (*tree["steps"], *tree.get("side_steps", ())):
        if "DW404" in codes and step.get("start", "").rpartition(" ")[2].partition(".")[0] in NAMES:
            step["start"] = "1 day after entered"
        if "DW640" in codes:
            for key in ("claims", "legal_form"):
                step.pop(key, None)


@st.composite
def policies(draw):
    """A policy that compiles; the shipped one now and then."""
    if draw(st.integers(0, 9)) == 0:
        return Drawn(SHIPPED, {"policy": SHIPPED.file})
    tree = draw(policy_trees())
    program, problems = compiled(tree)
    if program is None:
        _mend(tree, {problem.code for problem in problems if problem.severity == "error"})
        program, _ = compiled(tree)
    assume(program is not None)
    return Drawn(program, tree)


class Drawn:
    """A program that shows its YAML when an example fails."""

    def __init__(self, program, tree):
        self.program, self.tree = program, tree

    def __repr__(self):
        plain = json.loads(json.dumps(self.tree))  # no part of it shared: the language has no aliases
        return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=150)


# ------------------------------------------------------------------------------------------------------------- invoices

amounts = st.one_of(st.integers(1, 2_000_000), st.sampled_from([1, 99, 100, 101, 499, 500, 25_000, 24_999, 121_000]))


@st.composite
def invoices(draw):
    """An invoice with an amount and at least one date; what else it says is left to chance."""
    due = draw(DUE_DATES)
    issued = due - timedelta(days=draw(st.sampled_from([0, 7, 14, 30, 60])))
    which = draw(st.sampled_from(["both", "both", "both", "due", "issued"]))
    address = Address(lines=("Kade 1",), postcode="1234 AB", country="NL")
    buyer = Party(
        name="Voorbeeld",
        kind=draw(st.sampled_from(["business", "consumer", "public_authority", "unknown"])),
        email=draw(st.sampled_from(["post@example.nl", "post@example.nl", None])),
        phone=draw(sometimes(st.just("0201234567"))),
        address=draw(st.sampled_from([address, address, None])),
        rating=draw(sometimes(st.sampled_from(["good", "ordinary", "poor"]))),
        natural_person=draw(sometimes(st.booleans())),
    )
    return Invoice(
        file="drawn.yaml", kind="invoice", syntax="own", number="2026-0042", currency="EUR",
        issued=issued if which != "due" else None,
        due=due if which != "issued" else None,
        payable=Decimal(draw(amounts)) / 100,
        seller=Party(name="Maker", country=draw(st.sampled_from(["NL", None]))),
        buyer=buyer,
        agreement=Agreement(default_basis=draw(st.sampled_from([None, "agreed_term", "notice", "none"]))),
    )  # fmt: skip


@st.composite
def cases(draw, program):
    """A position of a case just opened, on the invoice date or up to a hundred days later."""
    invoice = draw(invoices())
    day = (invoice.issued or invoice.due).toordinal() + draw(st.sampled_from([0, 0, 0, 1, 45, 100]))
    return open_case(program, invoice, day, {}).position


# ------------------------------------------------------------------------------------------------------------ histories

_FACT_VALUES = {
    "money": st.integers(0, 500_000),
    "number": st.integers(0, 60),
    "yes_no": st.booleans(),
    "text": st.sampled_from(["NL", "BE", "EUR"]),
}
OUTCOMES = (*CALL_OUTCOMES, "upheld", "rejected", "partly_upheld", "kept", "broken", "done", "refused", "no", "odd")


@st.composite
def events(draw, program, principal, first, last, names, sequence):
    """One event on a day between two others; its data fits the policy, mostly."""
    name, at = draw(st.sampled_from(names)), draw(st.integers(first, last))
    data = []
    for datum in EVENTS[name].data:
        if not datum.required and draw(st.booleans()):
            continue
        data.append((datum.name, draw(_datum(program, principal, at, name, datum))))
    if name == "fact_recorded":
        field = draw(st.sampled_from(FACTS))
        values = st.integers(at - 60, at + 60) if field.type == "day" else _FACT_VALUES.get(field.type)
        data = [("fact", field.name), ("value", draw(values if values is not None else st.sampled_from(field.choices)))]
    return Event(name, at, tuple(data), sequence)


def _datum(program, principal, at, name, datum):
    steps = tuple(step.name for step in program.steps[0])
    holds = tuple(hold.name for hold in program.holds) or ("nothing",)
    if datum.name == "kind":
        return st.sampled_from(("bankruptcy", "suspension_of_payments"))
    if datum.name == "message":
        return st.sampled_from([*(message.name for message in program.messages), "nothing"])
    if datum.name == "outcome":
        return st.sampled_from(OUTCOMES)
    if datum.name in ("interest", "costs"):
        return st.integers(0, 20_000)
    if datum.name == "channels":
        return st.sampled_from(["email", "letter", "email+letter"])
    if datum.name == "reason":
        return st.sampled_from(["written_off", "settled out of court"])
    return {
        "money": st.one_of(
            st.sampled_from([principal, principal // 2, 1, principal * 2]), st.integers(1, 3 * principal)
        ),
        "day": st.integers(at - 5, at + 40),
        "plan": st.just("payment_plan"),
        "number": st.integers(1, 8),
        "duration": st.sampled_from(["1 month", "2 weeks", "1 day"]),
        "schedule": st.builds(
            lambda first, amounts: schedule_text(tuple((first + 20 * n, cents) for n, cents in enumerate(amounts))),
            st.integers(at, at + 30),
            st.lists(st.integers(1, 2 * principal), min_size=1, max_size=4),
        ),
        "step": st.sampled_from(steps),
        "hold": st.sampled_from(holds),
    }.get(datum.type, st.just("text"))


ALL_EVENTS = tuple(name for name in EVENTS if name != MOVED)
"""A move to another version is drawn with the version, in `properties/test_moving.py`."""
OUTSIDE_EVENTS = tuple(
    name for name in ALL_EVENTS if name not in ("step_done", "handed_over", "message_sent", "call_made", "step_failed")
)


@st.composite
def histories(draw, program, opened, names=ALL_EVENTS, most=12):
    """Events of a case from a few days before its due date to four hundred days after, each with its own sequence."""
    principal = max(opened.principal, 1)
    due = opened.anchors[1]
    count = draw(st.integers(0, most))
    near = draw(st.booleans())
    last = due + (40 if near else 400)
    return [draw(events(program, principal, due - 15, last, names, sequence)) for sequence in range(count)]
