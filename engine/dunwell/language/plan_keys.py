"""What a payment plan may say: its bounds, its messages, and how it ends. A part of the table of the language."""

from __future__ import annotations

from dunwell.language.steps import CHANNELS, CONDITION, DURATION, MONEY, NAME, ROUTE, START, TERM
from dunwell.language.words import Choice, Either, Key, MapOf, Ref, Shape, Text, Whole, Yes

DECLARED = "plan_declared_infeasible"
"""The event by which a person says that a plan cannot be kept."""

PLAN_INTEREST = ("frozen", "waived if completed", "runs on")
"""What a plan can do with interest: none runs meanwhile, none is asked if the plan is kept, or it runs as by law."""

_DO = Key("do", Either(Choice(CHANNELS), Ref("both")), "The channel.", required=True)
_TEMPLATE = Key("template", NAME, "The template.", required=True)
_MAKES_DUE = Key("makes_due", Choice(("everything",)), "All that is left is due at once; said in the confirmation.")
_TELL = Key("tell", Ref("message"), "The message that says so.", example="{do: letter, template: plan_ended}")
_THEN = (
    Key("go_to", NAME, "To this step."),
    Key("resume", Yes(always=True), "Back to where the ladder stood."),
)  # fmt: skip

PLAN_SHAPES = (
    Shape(
        "plan",
        "A payment plan for who wants to pay but cannot at once.",
        (
            Key("title", Text(), "What people read."),
            Key("when", CONDITION, "Who may have one. An unknown fact asks a person."),
            Key("otherwise", ROUTE, "Where to go if not.", example="{go_to: notice}"),
            Key("offer", Ref("plan_offer"), "How it is offered. Without it a person arranges the plan."),
            Key(
                "instalments",
                Ref("instalments"),
                "What is proposed, and the bounds within which a person may agree on something else.",
                required=True,
                example="{times: 6, every: 1 month, first: 7 days after agreed, at_least: EUR 25}",
            ),
            Key(
                "confirm",
                Ref("message"),
                "The written confirmation: dates, amounts, and the ends below.",
                required=True,
                example="{do: letter, template: plan_confirmation}",
            ),
            Key("remind", Ref("plan_remind"), "The message before an instalment."),
            Key(
                "late",
                Ref("plan_late"),
                "The message after a missed instalment, with the term to repair it.",
                required=True,
                example="{start: 2 days after instalment.due, do: email, template: late, term: 7 days after sent}",
            ),
            Key(
                "new_invoices",
                Choice(("on time",)),
                "New invoices must be paid on time meanwhile; a late one is treated like a missed instalment.",
            ),
            Key(
                "interest",
                MapOf(Choice(PLAN_INTEREST), NAME),
                "What happens to interest meanwhile, per variant. Not said: `waived if completed`.",
            ),
            Key(
                "ends",
                Ref("plan_ends"),
                "When it is completed, breached or infeasible, and what follows.",
                required=True,
                example="{breached: {go_to: notice}, infeasible: {go_to: review}}",
            ),
        ),
        needs=(("when", "otherwise"), ("otherwise", "when")),
    ),
    Shape(
        "plan_offer",
        "An offer of a payment plan.",
        (
            _DO,
            _TEMPLATE,
            Key("valid", DURATION, "How long the offer stands.", required=True, example="7 days"),
            Key("unanswered", ROUTE, "What follows if nobody answers.", required=True, example="{go_to: notice}"),
        ),
    ),
    Shape(
        "instalments",
        "The instalments that are proposed, and the bounds of what may be agreed.",
        (
            Key("times", Whole(1), "How many at most.", required=True),
            Key("every", DURATION, "The time between two.", required=True, example="1 month"),
            Key(
                "first",
                START,
                "When the first is due at the latest, counted from the agreement.",
                required=True,
                example="7 days after agreed",
            ),
            Key("at_least", MONEY, "No instalment is smaller, but for the last.", example="EUR 25"),
            Key("round_to", MONEY, "Each is rounded down to this; the last one takes the rest.", example="EUR 5"),
            Key("no_longer_than", DURATION, "The last is due within this time.", example="12 months"),
            Key("lowered", Whole(0), "How often instalments may be lowered; once more and the plan is infeasible."),
        ),
    ),
    Shape(
        "plan_remind",
        "The message before an instalment.",
        (
            Key("start", START, "When it goes out.", required=True, example="3 days before instalment.due"),
            _DO,
            _TEMPLATE,
        ),
    ),
    Shape(
        "plan_late",
        "The message after a missed instalment.",
        (
            Key(
                "start",
                START,
                "When an instalment counts as missed.",
                required=True,
                example="2 working days after instalment.due",
            ),
            _DO,
            _TEMPLATE,
            Key("term", TERM, "The time to repair it; a plan is never breached before.", required=True),
        ),
    ),
    Shape(
        "plan_ends",
        "How a payment plan ends. Completed is built in: all instalments are paid.",
        (
            Key("completed", Ref("plan_completed"), "All instalments are paid."),
            Key("breached", Ref("plan_breached"), "It was not kept.", required=True, example="{go_to: notice}"),
            Key(
                "infeasible", Ref("plan_infeasible"), "It proved unworkable.", required=True, example="{go_to: notice}"
            ),
        ),
    ),
    Shape(
        "plan_completed",
        "A plan that was kept.",
        (
            Key("when", CONDITION, "When that is; all instalments paid, if not said.", example="{plan.open: 0}"),
            Key("close", Choice(("paid",)), "The case ends, unless more is owed beside the plan.", required=True),
        ),
    ),
    Shape(
        "plan_breached",
        "A plan that was not kept.",
        (
            Key("when", Ref("plan_breach"), "When that is; the first repair term that runs out, if not said."),
            _MAKES_DUE,
            _TELL,
            *_THEN,
        ),
    ),
    Shape(
        "plan_breach",
        "When a plan counts as not kept.",
        (
            Key("after", Choice(("late.term",)), "After the repair term of a missed instalment.", required=True),
            Key("misses", Whole(1), "How many instalments must be missed like that; 1 if not said.", example="2"),
        ),
    ),
    Shape(
        "plan_infeasible",
        "A plan that proved unworkable: a person says so, or it was lowered too often or beyond its bounds.",
        (Key("event", Choice((DECLARED,)), "By which event a person says so."), _MAKES_DUE, _TELL, *_THEN),
    ),
)
