"""What can happen to a case: one table of events, their data, and their order within a day.

Events are named in the past tense. Each has the day it is valid (`at`); on one day money comes first, then what the
debtor and others say, then what we did and what came back of it. So a payment of the 9th counts before a letter of the
9th.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dunwell.language.fields import Value

DataType = Literal[
    "money", "day", "text", "step", "hold", "fact", "value", "stop", "plan", "number", "duration", "schedule"
]

MONEY, OUTSIDE, PEOPLE, ACTION, RETURN, MOVE = range(6)
"""The order within a day. Events up to PEOPLE come before that day's decisions, the others after. A move to another
version of the policy comes after all that was recorded before it, and before all that was recorded after it."""
MOVED = "policy_changed"
"""The event that a case goes on under another text of its policy; only `dunwell migrate` records it."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing that an event says; `required` ones must be there."""

    name: str
    type: DataType
    required: bool = False


@dataclass(frozen=True, slots=True)
class EventKind:
    """One row: where it stands within a day, what it says, and a sentence for people."""

    name: str
    order: int
    text: str
    data: tuple[Datum, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `at` is the day it is valid; `sequence` keeps events of one day and order apart.

    `data` holds pairs of name and value: money in cents, days as ordinals, steps, holds and outcomes by name.
    """

    name: str
    at: int
    data: tuple[tuple[str, Value], ...] = ()
    sequence: int = 0

    def get(self, name: str) -> Value | None:
        """What the event says under that name, or None."""
        return next((value for key, value in self.data if key == name), None)

    def money(self, name: str = "amount") -> int:
        """An amount in cents; 0 if the event does not say it."""
        value = self.get(name)
        return int(value) if value is not None else 0

    def word(self, name: str) -> str:
        """A word such as a step or an outcome; empty if the event does not say it."""
        value = self.get(name)
        return str(value) if value is not None else ""

    @property
    def order(self) -> tuple[int, int, int]:
        """The key by which a case's events are sorted: the day, the order within it, the sequence.

        What we did and what came back follow each other as they did: what came back in the morning may be sent another
        way on the same day, and that does not come back with it.
        """
        return (self.at, min(EVENTS[self.name].order, ACTION), self.sequence)


_AMOUNT = Datum("amount", "money", required=True)
_STEP = Datum("step", "step", required=True)
_TEXT = Datum("text", "text")
_PLAN = Datum("plan", "plan")
_INSTALMENTS = (
    Datum("instalments", "schedule"),
    Datum("first", "day"),
    Datum("times", "number"),
    Datum("every", "duration"),
    Datum("amount", "money"),
)

EVENTS: dict[str, EventKind] = {
    kind.name: kind
    for kind in (
        EventKind("payment_received", MONEY, "A payment was received.", (_AMOUNT, _TEXT)),
        EventKind("payment_reversed", MONEY, "A payment was taken back.", (_AMOUNT, _TEXT)),
        EventKind("credited", MONEY, "A credit note lowered the claim.", (_AMOUNT, _TEXT)),
        EventKind(
            "waived",
            MONEY,
            "Interest or costs were waived; `of` says which (interest, costs), else costs come first.",
            (_AMOUNT, Datum("of", "text"), _TEXT),
        ),
        EventKind(
            "debtor_stopped",
            OUTSIDE,
            "The law stops collection: bankruptcy, suspension, debt relief, moratorium or death.",
            (Datum("kind", "stop", required=True), _TEXT),
        ),
        EventKind("stop_lifted", OUTSIDE, "The stop by law ended.", (Datum("kind", "stop", required=True), _TEXT)),
        EventKind("dispute_opened", OUTSIDE, "The debtor disputes the claim.", (Datum("amount", "money"), _TEXT)),
        EventKind(
            "dispute_closed",
            OUTSIDE,
            "The dispute was decided.",
            (Datum("outcome", "text", required=True), Datum("amount", "money"), _TEXT),
        ),
        EventKind("question_asked", OUTSIDE, "The debtor asked a question.", (_TEXT,)),
        EventKind("question_answered", OUTSIDE, "The question was answered.", (_TEXT,)),
        EventKind(
            "promise_made",
            OUTSIDE,
            "The debtor promised to pay.",
            (Datum("promised_on", "day", required=True), Datum("amount", "money"), _TEXT),
        ),
        EventKind(
            "limitation_interrupted",
            OUTSIDE,
            "The limitation was interrupted otherwise: acknowledged, claimed in court, filed with a trustee.",
            (_TEXT,),
        ),
        EventKind("plan_requested", OUTSIDE, "The debtor asked for a payment plan.", (_PLAN, _TEXT)),
        EventKind(
            "plan_agreed",
            OUTSIDE,
            "A payment plan was agreed; `amount` is one instalment.",
            (_PLAN, *_INSTALMENTS, _TEXT),
        ),
        EventKind(
            "plan_changed",
            OUTSIDE,
            "Other instalments were agreed for what is left.",
            (*_INSTALMENTS, _TEXT),
        ),
        EventKind("plan_declared_infeasible", PEOPLE, "The payment plan cannot be kept.", (_TEXT,)),
        EventKind(
            "hold_placed",
            PEOPLE,
            "A person put the case on hold.",
            (Datum("hold", "hold"), Datum("until", "day"), Datum("amount", "money"), _TEXT),
        ),
        EventKind(
            "hold_lifted", PEOPLE, "A person lifted a hold.", (Datum("hold", "hold"), Datum("outcome", "text"), _TEXT)
        ),
        EventKind(
            "fact_recorded",
            PEOPLE,
            "A fact became known.",
            (Datum("fact", "fact", required=True), Datum("value", "value", required=True), _TEXT),
        ),
        EventKind("approved", PEOPLE, "A person released a step.", (Datum("step", "step"), _TEXT)),
        EventKind("overridden", PEOPLE, "A person skipped a step against the policy.", (_STEP, _TEXT)),
        EventKind("recalled", PEOPLE, "The claim was taken back from the agency.", (_TEXT,)),
        EventKind("written_off", PEOPLE, "The rest was written off.", (_TEXT,)),
        EventKind("closed", PEOPLE, "A person closed the case.", (Datum("reason", "text"), _TEXT)),
        EventKind("reopened", PEOPLE, "A person opened the case again.", (_TEXT,)),
        EventKind(
            "step_done",
            ACTION,
            "A step was carried out.",
            (
                _STEP,
                Datum("channels", "text"),
                Datum("outcome", "text"),
                Datum("interest", "money"),
                Datum("costs", "money"),
                _TEXT,
            ),
        ),
        EventKind("step_failed", ACTION, "A step could not be carried out.", (_STEP, _TEXT)),
        EventKind("plan_offered", ACTION, "A person offered a payment plan.", (_PLAN, Datum("until", "day"), _TEXT)),
        EventKind(
            "message_sent",
            ACTION,
            "A message apart from the ladder went out.",
            (Datum("message", "text", required=True), Datum("channels", "text")),
        ),
        EventKind(
            "call_made",
            ACTION,
            "The debtor was called.",
            (
                Datum("outcome", "text", required=True),
                Datum("promised_on", "day"),
                Datum("amount", "money"),
                Datum("step", "step"),
                _TEXT,
            ),
        ),
        EventKind(
            "handed_over",
            ACTION,
            "The claim was handed over.",
            (Datum("interest", "money"), Datum("costs", "money"), _TEXT),
        ),
        EventKind("delivered", RETURN, "A message was received.", (_STEP, _TEXT)),
        EventKind(
            "bounced",
            RETURN,
            "An e-mail, or a message by a plugin's `channel`, came back.",
            (_STEP, Datum("channel", "text"), _TEXT),
        ),
        EventKind("letter_returned", RETURN, "A letter came back.", (_STEP, _TEXT)),
        EventKind(
            MOVED,
            MOVE,
            "The case goes on under another version of its policy; only `dunwell migrate` records it.",
            (
                Datum("from", "text", required=True),
                Datum("to", "text", required=True),
                Datum("from_version", "text", required=True),
                Datum("to_version", "text", required=True),
                Datum("steps", "text"),
                _TEXT,
            ),
        ),
    )
}

LATER_EVENTS = ("opened",)
"""Names that the language knows but that this version of the interpreter does not act on."""
