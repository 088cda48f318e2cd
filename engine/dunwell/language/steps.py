"""What a step may say: its keys, the kinds of `do`, and the closed lists of words that steps use."""

from __future__ import annotations

from dunwell.language import days_of_year, phrases
from dunwell.language.words import Choice, Either, Key, Kind, ListOf, MapOf, Phrase, Ref, Tests, Text, Yes

NAME = Text(r"^[a-z][a-z0-9_]*$", "small letters, digits and _, starting with a letter")
DAY = Phrase("day", phrases.DAY_PATTERN, "a day such as 2026-02-05", "DW206")
MONTH_DAY = Phrase("month_day", days_of_year.PATTERN, "a day of the year such as 24 December", "DW206")
DURATION = Phrase("duration", phrases.DURATION_PATTERN, "a length of time such as '5 working days'", "DW401")
START = Phrase("start", phrases.START_PATTERN, "a day such as '1 day after invoice.due'", "DW401")
UNTIL = Phrase("until", phrases.UNTIL_PATTERN, "an event, or a day such as '2 days after promise.date'", "DW401")
TERM = Phrase("term", phrases.TERM_PATTERN, "a term such as '7 days after sent'", "DW402")
MONEY = Phrase("money", phrases.MONEY_PATTERN, "an amount such as EUR 250", "DW304")
ROUTE = Ref("route")
CONDITION = Tests()
CHANNELS = ("email", "letter")
"""The channels that the language knows by a word; any other is written {channel: NAME}, and a plugin carries it."""
EVENT_WORDS = ("letter_returned", "letter_defective", "claim_lowered", "plan_breached")
NOT_COUNTED = ("holds", "plans", "reviews")
CLAIM_PARTS = ("principal", "interest", "collection_costs")
ANNOUNCED = ("interest", "collection_costs", "agency", "court")
CLOSE_REASONS = ("paid", "handed_over", "written_off", "credited")
REQUIREMENTS = (
    "invoice.complete",
    "invoice.term_as_agreed",
    "invoice.term_expired",
    "no_open_question",
    "no_open_objection",
)
CALL_OUTCOMES = (
    "promise",
    "wants_plan",
    "cannot_pay",
    "will_not_pay",
    "disputes",
    "question",
    "says_paid",
    "wrong_number",
    "no_answer",
)
STEP_KEYS = (
    Key("title", Text(), "What people read, in the policy's language.", example="Vriendelijke betalingsherinnering"),
    Key(
        "start",
        START,
        "The day on which the step may start, counted from an anchor. A contact moves on to the next contact day.",
        example="1 day after invoice.due",
    ),
    Key(
        "no_later_than",
        Either(START, Ref("window")),
        "A promise that the step starts by this day. It moves nothing; a missed promise is shown as late.",
        example="2 working days after invoice.due",
    ),
    Key("when", CONDITION, "Judged once, on the day the step would start. If it does not hold, the step is skipped."),
    Key(
        "otherwise",
        ROUTE,
        "Where to go if `when` does not hold, a requirement fails, or `times` has run out.",
        example="{go_to: review}",
    ),
    Key("do", Either(Choice(("check", "email", "letter", "phone", "task", "agency")), Ref("both")), "What is done."),
    Key("requires", ListOf(Choice(REQUIREMENTS)), "What a check looks at; all must hold."),
    Key("template", NAME, "The template of the message, from templates/<language>/.", example="reminder"),
    Key(
        "term",
        TERM,
        "The time to pay that the message grants; its last day is the debtor's.",
        example="7 days after sent",
    ),
    Key(
        "legal_form",
        NAME,
        "The form that the law gives this message, by the law pack's name. It sets the term where the step sets none.",
        example="notice_of_default",
    ),
    Key(
        "fallback",
        Either(Choice(CHANNELS), ROUTE),
        "Another channel, or where to go, if there is no address or the message came back.",
        example="letter",
    ),
    Key("attempts", Ref("attempts"), "How often a call is tried.", example="{times: 2, apart: 2 working days}"),
    Key("last_attempt", Ref("last_attempt"), "What the last call leaves, and how long we then wait to be called back."),
    Key(
        "outcomes", MapOf(ROUTE, NAME), "What follows each outcome. Every outcome that a call can have must be listed."
    ),
    Key("not_called", Ref("patience"), "Who is told if nobody called. A call not made is not an attempt."),
    Key("without_outcome", Ref("patience"), "Who is told if the person gives no outcome. Silence never proceeds."),
    Key("owner", Text(), "Who does the task.", example="credit-control"),
    Key("announces", ListOf(Choice(ANNOUNCED)), "What the message says will follow if nothing is paid."),
    Key("claims", ListOf(Choice(CLAIM_PARTS)), "What this step adds to the claim; nothing else ever does."),
    Key("approve", Yes(), "A person must release the step before it is carried out.", example="true"),
    Key(
        "close", Choice(CLOSE_REASONS), "Carrying out this step ends the case, for this reason.", example="handed_over"
    ),
)

COMMON_STEP_KEYS = (
    "step",
    "title",
    "start",
    "no_later_than",
    "when",
    "otherwise",
    "do",
    "times",
    "anew_after",
    "variants",
)
LADDER_ONLY = ("start", "no_later_than", "when", "otherwise", "times", "anew_after")
"""Keys without a meaning in a side step, which begins as soon as a route leads to it."""

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "check",
            "Look at the invoice before anything is sent; the engine does it itself.",
            ("requires", "otherwise"),
        ),
        Kind(
            "email",
            "An e-mail to the debtor.",
            ("template",),
            ("term", "legal_form", "fallback", "announces", "claims", "approve", "close"),
        ),
        Kind(
            "letter",
            "A letter by post.",
            ("template",),
            ("term", "legal_form", "fallback", "announces", "claims", "approve", "close"),
        ),
        Kind(
            "both",
            "The same message by several channels on one day, or by a channel that a plugin brings.",
            ("template",),
            ("term", "legal_form", "fallback", "announces", "claims", "approve", "close"),
        ),
        Kind(
            "phone",
            "A call by a person; what was said comes back as an outcome.",
            ("outcomes", "not_called"),
            ("template", "attempts", "last_attempt"),
        ),
        Kind(
            "task",
            "Work for a person, who reports an outcome.",
            ("owner", "outcomes", "without_outcome"),
            ("template",),
        ),
        Kind("agency", "Hand the claim over to a collection agency.", ("close",), ("claims", "approve", "template")),
    )
}
