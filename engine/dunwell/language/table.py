"""The language in one table: every key, its type, and the words that editors and the reference page show.

From it come the JSON Schema, the reference page and the list of known keys behind every "did you mean". A new key is a
row here and a line in the compiler that reads it.
"""

from __future__ import annotations

from dataclasses import replace

from dunwell.days import WEEKDAYS
from dunwell.language.decision_keys import DECISION_SHAPES
from dunwell.language.plan_keys import PLAN_SHAPES
from dunwell.language.steps import (
    CHANNELS,
    CLOSE_REASONS,
    CONDITION,
    DAY,
    DURATION,
    EVENT_WORDS,
    KINDS,
    LADDER_ONLY,
    MONEY,
    MONTH_DAY,
    NAME,
    NOT_COUNTED,
    ROUTE,
    START,
    STEP_KEYS,
    UNTIL,
)
from dunwell.language.words import (
    Choice,
    Either,
    Facts,
    Key,
    ListOf,
    MapOf,
    Ref,
    Shape,
    Tests,
    Text,
    Whole,
    Yes,
)

VERSION = 1
"""The version of the language that this table describes: `dunwell: 1` on a policy's first line."""


WEEKDAY_WORDS = tuple(name.capitalize() for name in WEEKDAYS)

OPERATORS: dict[str, str] = {
    "is": "equals",
    "is_not": "differs from",
    "at_least": "is this much or more",
    "above": "is more than",
    "at_most": "is this much or less",
    "below": "is less than",
    "one_of": "is one of the list",
    "none_of": "is none of the list",
    "known": "somebody has said it (true) or nobody has (false)",
}


def _step_keys(variant: str) -> tuple[Key, ...]:
    """The keys of a whole step, whose variants have this shape."""
    return (
        Key("step", NAME, "The step's name, used in anchors and `go_to`.", required=True, example="reminder"),
        *STEP_KEYS,
        Key("times", Whole(1), "How often this step is carried out at most, whatever route led here."),
        Key("anew_after", ListOf(Choice(EVENT_WORDS)), "What makes it necessary again although `times` has run out."),
        Key("variants", MapOf(Ref(variant), NAME), "What differs per variant; every variant must be listed."),
    )


def _beside(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys that have a meaning beside the ladder."""
    return tuple(key for key in keys if key.name not in LADDER_ONLY)


_CHANNEL = Key(
    "channel",
    Text(
        rf"^(?!({'|'.join(KINDS)})$)[a-z][a-z0-9_]*$",
        "the word of a channel that a plugin brings; those of the language are written without `channel`",
    ),
    "The word that the plugin carries; it needs no address as far as the policy knows, and arrives on the same day.",
    example="sms",
)

SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        Shape(
            "policy",
            "A dunning policy: what happens after an invoice is not paid.",
            (
                Key("dunwell", Choice((VERSION,)), "The version of the language.", required=True),
                Key(
                    "policy",
                    Text(r"^[a-z][a-z0-9-]*$", "small letters, digits and -"),
                    "The policy's id.",
                    required=True,
                ),
                Key("title", Text(), "What people read, in the policy's language.", required=True),
                Key("version", Text(), "This version's name; a changed policy gets a new one.", required=True),
                Key(
                    "valid_from",
                    DAY,
                    "For cases opened from this day on; running cases keep their version.",
                    required=True,
                ),
                Key("approved", Ref("approved"), "Who approved this version, when, under which ticket."),
                Key(
                    "law",
                    NAME,
                    "The law pack: policies/<law>/law. A policy may be stricter, never looser.",
                    required=True,
                ),
                Key(
                    "language",
                    Text(r"^[a-z]{2}$", "two letters, such as nl"),
                    "The language of its messages.",
                    required=True,
                ),
                Key(
                    "applies_to", Tests(named=False), "Which invoices this policy is for; all must hold.", required=True
                ),
                Key("contact_days", Choice(("working days", "every day")), "On which days a debtor is reached."),
                Key("contacts", Ref("contacts"), "How often a debtor is reached at most; never more than once a day."),
                Key("bank_data", Ref("bank_data"), "How fresh payment data must be before anything goes out."),
                Key("attention", Ref("attention"), "Who is asked when the policy cannot decide, and who is told next."),
                Key("if_unknown", Facts(), "What is assumed while nobody has said it; shown in every timeline."),
                Key("variants", MapOf(Ref("variant"), NAME), "Kinds of cases; exactly one must fit every case."),
                Key("conditions", MapOf(CONDITION, NAME), "Conditions with a name, used by steps."),
                Key(
                    "steps",
                    ListOf(Ref("step")),
                    "The ladder, top to bottom; what is done leads to the next.",
                    required=True,
                ),
                Key("side_steps", ListOf(Ref("side_step")), "Steps that are reached by `go_to` only."),
                Key("holds", MapOf(Ref("hold"), NAME), "Reasons for which no step starts."),
                Key("plans", MapOf(Ref("plan"), NAME), "Payment plans."),
                Key("limitation", Ref("limitation"), "What is done before a claim can no longer be enforced."),
                Key("ends", Ref("ends"), "What the debtor is told when the case has ended. That it ends is built in."),
                Key("authority", Ref("authority"), "What people may decide alone, and whether they say why."),
                Key("money", Ref("money"), "Tolerance, and when interest and costs are claimed."),
            ),
        ),
        Shape(
            "approved",
            "Who approved this version.",
            (
                Key("by", Text(), "The role or body that approved it.", required=True),
                Key("date", DAY, "The day of approval.", required=True),
                Key("ticket", Text(), "Where the approval is recorded."),
            ),
        ),
        Shape(
            "contacts",
            "How often a debtor is reached.",
            (
                Key("per_week", Whole(1), "Contacts in any seven days at most.", example="2"),
                Key(
                    "weekdays",
                    ListOf(Choice(WEEKDAY_WORDS)),
                    "Of the contact days, those on which a debtor is reached; all of them, if not said.",
                    example="[Tuesday, Thursday]",
                ),
                Key("quiet", ListOf(Ref("quiet")), "Periods of every year in which a debtor is not reached."),
            ),
        ),
        Shape(
            "quiet",
            "A period of every year. A contact that would fall in it moves on to the first contact day after it.",
            (
                Key("from", MONTH_DAY, "The first day.", required=True, example="24 December"),
                Key("until", MONTH_DAY, "The last day, in the next year if it is before the first.", required=True),
                Key("only", Choice(("calls",)), "Only calls wait; messages go out. If not said, all wait."),
            ),
        ),
        Shape(
            "bank_data",
            "How fresh payment data must be.",
            (
                Key(
                    "no_older_than", DURATION, "Older data holds every message.", required=True, example="1 working day"
                ),
            ),
        ),
        Shape(
            "attention",
            "Who is asked when the policy cannot decide.",
            (
                Key("owner", Text(), "Who is asked first.", required=True),
                Key("after", DURATION, "How long they may take.", required=True),
                Key("escalate_to", Text(), "Who is told then.", required=True),
            ),
        ),
        Shape("variant", "A kind of case.", (Key("when", CONDITION, "Which cases.", required=True),)),
        Shape(
            "step",
            "One step of the ladder.",
            _step_keys("step_variant"),
            needs=(("times", "otherwise"), ("anew_after", "times")),
        ),
        Shape("step_variant", "What a step does in one variant.", STEP_KEYS),
        Shape("side_step", "A step that only a route leads to.", _beside(_step_keys("side_step_variant"))),
        Shape("side_step_variant", "What a side step does in one variant.", _beside(STEP_KEYS)),
        Shape(
            "both",
            "More than one channel on one day, or one that a plugin brings: `both` or `channel`.",
            (
                Key(
                    "both",
                    ListOf(Either(Choice(CHANNELS), Ref("channel"))),
                    "The channels.",
                    example="[email, {channel: sms}]",
                ),
                _CHANNEL,
            ),
        ),
        Shape("channel", "A channel that a plugin brings.", (replace(_CHANNEL, required=True),)),
        Shape(
            "window",
            "A promise that a step starts by a day.",
            (
                Key("day", START, "The last day.", required=True, example="3 months after invoice.issued"),
                Key("not_counting", ListOf(Choice(NOT_COUNTED)), "Days spent in these do not count."),
            ),
        ),
        Shape(
            "attempts",
            "How often a call is tried.",
            (
                Key("times", Whole(1), "Attempts at most.", required=True),
                Key("apart", DURATION, "Time between two attempts.", required=True, example="2 working days"),
            ),
        ),
        Shape(
            "last_attempt",
            "What the last call leaves.",
            (
                Key(
                    "leave",
                    NAME,
                    "The word that is left: no more calls follow.",
                    required=True,
                    example="callback_request",
                ),
                Key("wait", DURATION, "Time to call us back.", required=True, example="2 working days"),
            ),
        ),
        Shape(
            "patience",
            "How long a person may take.",
            (
                Key("after", DURATION, "How long.", required=True, example="5 working days"),
                Key("escalate_to", Text(), "Who is told then.", required=True, example="manager"),
            ),
        ),
        Shape(
            "route",
            "Where the case goes.",
            (
                Key("go_to", NAME, "To this step."),
                Key("resume", Yes(always=True), "Back to where the ladder stood."),
                Key("hold", NAME, "Open this hold."),
                Key("offer", NAME, "Offer this payment plan."),
                Key("close", Choice(CLOSE_REASONS), "End the case for this reason."),
                Key("wait_for", NAME, "Wait for this event, and do nothing else; `then` says what follows."),
                Key("then", ROUTE, "What follows the wait."),
                Key(
                    "call_again",
                    Yes(always=True),
                    "Try again, as often as `attempts` allows; `after_last` says what follows.",
                ),
                Key("after_last", ROUTE, "What follows the last attempt."),
            ),
            needs=(("then", "wait_for"), ("after_last", "call_again")),
        ),
        Shape(
            "hold",
            "A reason for which no step starts.",
            (
                Key("opens_on", NAME, "The event that opens it."),
                Key("until", UNTIL, "The event, or the day, that ends it."),
                Key("no_longer_than", DURATION, "The longest time; a promise for a later day is refused."),
                Key("holds", Choice(("everything", "disputed amount")), "Whether only the disputed part is held."),
                Key("terms", Choice(("stand still", "run on")), "What running terms do meanwhile."),
                Key("times", Whole(1), "How often in one case."),
                Key("otherwise", ROUTE, "Where to go once `times` has run out."),
                Key("confirm", Ref("message"), "A message that confirms it."),
                Key("outcomes", MapOf(ROUTE, NAME), "What follows each outcome."),
                Key("expired", ROUTE, "What follows if the time has run out."),
            ),
            needs=(("times", "otherwise"),),
        ),
        Shape(
            "message",
            "A message apart from the ladder.",
            (
                Key("do", Either(Choice(CHANNELS), Ref("both")), "The channel.", required=True),
                Key("template", NAME, "The template.", required=True),
            ),
        ),
        *DECISION_SHAPES,
        Shape(
            "limitation",
            "What is done before a claim can no longer be enforced. Without it a person is asked three months before.",
            (
                Key("before", DURATION, "How long before the last day.", required=True, example="3 months"),
                Key("owner", Text(), "Who is asked, where no letter can go out.", example="legal"),
                Key("escalate_to", Text(), "Who is asked once the last day has passed.", example="director"),
                Key("do", Either(Choice(CHANNELS), Ref("both")), "The channel of the letter that interrupts it."),
                Key("template", NAME, "The letter's template.", example="interruption"),
            ),
            needs=(("do", "template"), ("template", "do")),
        ),
        *PLAN_SHAPES,
        Shape(
            "money",
            "Amounts of money.",
            (
                Key("tolerance", MONEY, "A claim this small counts as paid.", example="EUR 1"),
                Key(
                    "costs_and_interest",
                    Choice(("when claimed",)),
                    "Accrued by law, asked for where a step claims them.",
                ),
            ),
        ),
    )
}
