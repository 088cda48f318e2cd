"""DW408-DW417, DW509 and DW513-DW520: a policy that can be carried out, and can hardly be meant so."""

from __future__ import annotations

from dunwell.codes import Code

_TIME = (
    Code(
        "DW408",
        "The day has always passed when the case gets there",
        "A step never starts before the one that leads to it. Whoever reads its `start` believes that the case waits, "
        "and it does not.",
        "Count from the step before (`<step>.sent`, `<step>.term`), or from a later day.",
        severity="warning",
        wrong="- step: reminder\n  start: 5 days after invoice.due\n- step: notice\n  start: 3 days after invoice.due",
        right="- step: reminder\n  start: 5 days after invoice.due\n"
        "- step: notice\n  start: 3 days after reminder.term",
    ),
    Code(
        "DW409",
        "The step would start while a term still runs",
        "A step never starts while a term that was granted runs; its last day belongs to the debtor. So the term moves "
        "the step, and the day that is written never is the day.",
        "Count from the end of the term (`<step>.term`), or grant a shorter one.",
        severity="warning",
        wrong="- step: reminder\n  term: 7 days after sent\n- step: notice\n  start: 5 days after reminder.sent",
        right="- step: reminder\n  term: 7 days after sent\n- step: notice\n  start: 1 day after reminder.term",
    ),
    Code(
        "DW410",
        "A promise counts as broken before its day",
        "The hold ends before the day on which the debtor promised to pay. Whoever keeps such a promise has broken it.",
        "Let the hold end some days after `promise.date`: a payment takes a day or two.",
        wrong="promise: {until: 1 day before promise.date}",
        right="promise: {until: 2 working days after promise.date}",
    ),
    Code(
        "DW411",
        "The hold is always over before that day",
        "`no_longer_than` ends the hold too, and here always first. What `until` says has no effect.",
        "Count fewer days in `until`, or allow the hold more time.",
        severity="warning",
        wrong="promise: {until: 4 weeks after promise.date, no_longer_than: 14 days}",
        right="promise: {until: 2 working days after promise.date, no_longer_than: 14 days}",
    ),
    Code(
        "DW412",
        "The check looks a day too early",
        "The due date is the debtor's: the term has expired on the day after it. Every case would fail the check.",
        "Start the check one day after the due date.",
        severity="warning",
        wrong="start: on invoice.due\nrequires: [invoice.term_expired]",
        right="start: 1 day after invoice.due\nrequires: [invoice.term_expired]",
    ),
    Code(
        "DW413",
        "The version is valid before it was approved",
        "Cases opened in between would be dunned by a text that nobody had approved, and the file itself says so.",
        "Let the version be valid from the day of its approval, or later.",
        severity="warning",
        wrong="valid_from: 2026-01-01\napproved: {by: compliance, date: 2026-03-10}",
        right="valid_from: 2026-03-10\napproved: {by: compliance, date: 2026-03-10}",
    ),
    Code(
        "DW414",
        "The hand-over comes late although nothing delays it",
        "A claim loses its worth with its age. Here a debtor who says and pays nothing reaches the agency only when "
        "the invoice is more than three months old; every dispute, promise or plan comes on top of it. All due dates "
        "of a year are played, with the policy's own days. A policy that means it says so with `no_later_than`.",
        "Shorten a term or a wait, leave a step out, or promise a later day with `no_later_than`.",
        severity="warning",
        wrong="- step: hand_over\n  start: 10 weeks after notice.term\n  do: agency",
        right="- step: hand_over\n  start: 2 working days after notice.term\n  do: agency",
    ),
    Code(
        "DW415",
        "The promise of `no_later_than` cannot be kept",
        "Although nobody disputes, promises or asks anything, the step starts after its last day for some due dates of "
        "the year: what comes before it takes too long.",
        "Promise a later day, or let the steps before take less time.",
        severity="warning",
        wrong="no_later_than: 1 day after invoice.due  # for an invoice due on a Friday",
        right="no_later_than: 2 working days after invoice.due",
    ),
    Code(
        "DW416",
        "The message stands on the wrong side of the instalment's day",
        "On the day an instalment is due the debtor can still pay it in time. A reminder comes before that day, word "
        "of a missed instalment after it, and before the next is due.",
        "Count `remind` before `instalment.due`, and `late` a few days after it.",
        severity="warning",
        wrong="remind: {start: 3 days after instalment.due}",
        right="remind: {start: 3 days before instalment.due}",
    ),
    Code(
        "DW417",
        "The bounds of the plan cannot be reached together",
        "So many instalments, so far apart, do not fit in the longest time; or more may be missed than there are. One "
        "of the numbers is not what was meant.",
        "Write fewer instalments, less time between them, or a longer time; and fewer misses than instalments.",
        severity="warning",
        wrong="instalments: {times: 12, every: 1 month, no_longer_than: 6 months}",
        right="instalments: {times: 6, every: 1 month, no_longer_than: 6 months}",
    ),
)

_FLOW = (
    Code(
        "DW509",
        "A case can go round for ever",
        "Each round takes days, and nothing counts the rounds or asks a person. A debtor who promises again each time, "
        "or a condition that never changes, keeps the case away from its end.",
        "Bound it: `times` with `otherwise` on the step or the hold, `debtor.plans_breached` in the `when` of a plan, "
        "or a step with `do: task` on the way.",
        severity="warning",
        wrong="promise: {opens_on: promise_made, outcomes: {broken: {go_to: hand_over}}}",
        right="promise: {opens_on: promise_made, outcomes: {broken: {go_to: hand_over}}, times: 1,\n"
        "          otherwise: {go_to: hand_over}}",
    ),
    Code(
        "DW513",
        "A part of the condition decides nothing",
        "With it and without it the condition is the same in every case: another part says it already, or its value is "
        "wrong.",
        "Look at the values; remove the part if it is not needed.",
        severity="warning",
        wrong="any:\n  - claim.open: {at_least: EUR 250}\n  - claim.open: {at_least: EUR 500}",
        right="any:\n  - claim.open: {at_least: EUR 250}\n  - debtor.rating: good",
    ),
    Code(
        "DW514",
        "Nothing opens the hold",
        "No event and no route opens it, so no case ever waits as it says; only a person who knows its name could put "
        "a case in it.",
        "Add `opens_on`, send a route to it, or remove it.",
        severity="warning",
        wrong="holds:\n  says_paid: {no_longer_than: 5 working days, expired: {go_to: review}}",
        right="outcomes: {says_paid: {hold: says_paid}}  # in the step that calls",
    ),
    Code(
        "DW515",
        "An objection is passed over",
        "The debtor disputes the claim or asks a question, and is dunned on before anybody has looked at it. Silence "
        "of ours must never lead to a harsher step.",
        "Open a hold, and let a task for a person follow when its time has run out.",
        severity="warning",
        wrong="dispute: {opens_on: dispute_opened, no_longer_than: 30 days, expired: {resume: true}}",
        right="dispute: {opens_on: dispute_opened, no_longer_than: 30 days, expired: {go_to: review}}",
    ),
    Code(
        "DW516",
        "Another hold opens on the same event",
        "An event opens one hold, the first. The other never opens, whatever it says.",
        "Make one of the two, or open the other by a route.",
        wrong="question: {opens_on: question_asked}\nlong_question: {opens_on: question_asked}",
        right="question: {opens_on: question_asked}",
    ),
    Code(
        "DW517",
        "Nothing is said of a dispute that is upheld",
        "However the dispute is decided, the ladder goes on where it stood: also where the debtor was right.",
        "Add `outcomes`, with `upheld` at least.",
        severity="warning",
        wrong="dispute: {opens_on: dispute_opened, no_longer_than: 30 days, expired: {go_to: review}}",
        right="dispute: {opens_on: dispute_opened, no_longer_than: 30 days, expired: {go_to: review},\n"
        "          outcomes: {upheld: {wait_for: credited}, rejected: {resume: true}}}",
    ),
    Code(
        "DW518",
        "The count can never be used up",
        "A case comes to the step once only, or the reason to do it anew cannot come. The number has no effect, and "
        "what should follow it never does. To call more than once write `attempts`.",
        "Send a route back to the step, or write `times: 1`; remove the reason that cannot come.",
        severity="warning",
        wrong="times: 3\notherwise: {go_to: hand_over}",
        right="times: 1\notherwise: {go_to: hand_over}",
    ),
    Code(
        "DW519",
        "Nobody offers the payment plan",
        "No route offers it, and a debtor who asks for a plan gets the first. Its offer is never made.",
        "Offer it in a route, or remove it.",
        severity="warning",
        wrong="wants_plan: {offer: short_plan}  # and never long_plan",
        right="wants_plan: {offer: short_plan}\ncannot_pay: {offer: long_plan}",
    ),
    Code(
        "DW520",
        "The escalation goes to the one who was asked",
        "Where somebody lets a case lie, somebody else must hear of it.",
        "Name another role in `escalate_to`.",
        severity="warning",
        wrong="owner: manager\nwithout_outcome: {after: 5 working days, escalate_to: manager}",
        right="owner: manager\nwithout_outcome: {after: 5 working days, escalate_to: director}",
    ),
)

CODES: tuple[Code, ...] = (*_TIME, *_FLOW)
