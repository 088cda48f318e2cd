"""DW971-DW978: an event that cannot be recorded of a case as it stands."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW971",
        "The event does not fit where the case stands",
        "It answers a question that nobody asked, lifts what is not on, or comes after the case has ended. Kept in the "
        "journal, it would make people believe that something was settled.",
        "Look at `dunwell history CASE`. Perhaps an earlier event was not recorded yet, or the case is another one.",
        wrong="record 2026-0042 dispute_closed outcome=rejected",
        right="record 2026-0042 dispute_opened amount=400.00",
    ),
    Code(
        "DW972",
        "The amount cannot be right",
        "More goes back than came in, more is credited than is owed, or the instalments do not add up to what is open. "
        "Every cent has to be accounted for.",
        "Check the amount against the document, and whether a payment or a credit note is missing in the journal.",
        wrong="record 2026-0042 payment_reversed amount=4000.00",
        right="record 2026-0042 payment_reversed amount=400.00",
    ),
    Code(
        "DW973",
        "The day cannot be right",
        "A promise for a day that has passed is none, and one for a day beyond what the policy waits for would hold "
        "the case longer than those who answer for it decided.",
        "Write another day. For more time than the policy gives there are payment plans.",
        wrong="record 2026-0042 promise_made promised_on=2027-02-20",
        right="record 2026-0042 promise_made promised_on=2026-02-20",
    ),
    Code(
        "DW974",
        "The word is not one that the policy knows",
        "The policy says what follows each outcome; for another word nobody knows where the case goes.",
        "Take the word that the message proposes, or one of those it lists.",
        wrong="record 2026-0042 call_made outcome=noanswer",
        right="record 2026-0042 call_made outcome=no_answer",
    ),
    Code(
        "DW975",
        "A hold without a reason or an end",
        "A case that waits for nobody knows what, or for ever, is forgotten.",
        "Say why the case waits, and until when.",
        wrong="record 2026-0042 hold_placed",
        right='record 2026-0042 hold_placed until=2026-02-20 text="waits for the delivery note"',
    ),
    Code(
        "DW976",
        "The payment plan is beyond the policy's bounds",
        "Who may have a plan, in how many instalments, how small and how long is decided in the policy, and was "
        "approved with it.",
        "Agree on something within the bounds, which `dunwell plan propose` shows, or have the policy changed.",
        wrong="record 2026-0042 plan_agreed times=36",
        right="record 2026-0042 plan_agreed times=6",
    ),
    Code(
        "DW977",
        "The law forbids what was done",
        "The step was carried out although a guardrail blocks it on that day. What happened is recorded, because a "
        "journal does not lie; but it may have no effect, or be held against you.",
        "Undo it if that is possible. Until the day that is named, or until the fact that is missing is recorded, the "
        "step is shown as blocked.",
        severity="warning",
    ),
    Code(
        "DW978",
        "A new invoice is late while a payment plan asks for it on time",
        "The plan was agreed on the condition that new invoices are paid. Nobody but a person knows whether the other "
        "case is of the same debtor and really owed.",
        "Look at the other case, then record the fact; the plan sends its late message, with a term to repair it. Once "
        "the invoice is paid, record the fact with the value true.",
        severity="warning",
    ),
)
