"""DW401-DW512: days that cannot be counted, and ways through a policy that lead nowhere or round and round."""

from __future__ import annotations

from dunwell.codes import Code

_TIME = (
    Code(
        "DW401",
        "This is no day and no length of time",
        "Days are counted from an anchor, in days, working days, weeks or months. Hours, business days and dates of "
        "the calendar are not part of the language: their meaning differs from person to person.",
        "Write a number, a unit, `after` or `before`, and an anchor; or `on` and an anchor.",
        wrong="start: 48 hours after invoice.due",
        right="start: 2 working days after invoice.due",
    ),
    Code(
        "DW402",
        "This is no term",
        "A term is the time to pay that a message grants. It counts from the day the message was sent or received, and "
        "is never empty.",
        "Write for example `7 days after sent` or `14 days after received`.",
        wrong="term: 7 days",
        right="term: 7 days after sent",
    ),
    Code(
        "DW403",
        "The hold could last for ever",
        "While a hold is open no step starts. If the event that ends it never comes, nobody would think of the case "
        "again.",
        "Add `no_longer_than`, and `expired` for what follows.",
        wrong="question: {opens_on: question_asked, until: question_answered}",
        right="question: {opens_on: question_asked, until: question_answered, no_longer_than: 10 working days,\n"
        "           expired: {go_to: review}}",
    ),
    Code(
        "DW404",
        "The day that is counted from may not be there",
        "A step sets its days when it is carried out. Where a case can get past it, or where it grants no term, "
        "there is no day to count from.",
        "Count from `entered`, or send the cases that do not pass that step elsewhere with `otherwise`.",
        wrong="- step: reminder\n  when: worth_a_letter\n- step: call\n  start: 1 day after reminder.term",
        right="- step: reminder\n  when: worth_a_letter\n- step: call\n  start: 1 day after entered",
    ),
    Code(
        "DW405",
        "The step starts after the day by which it must have started",
        "The promise in `no_later_than` would be broken in every case.",
        "Let the step start earlier, or promise a later day.",
        wrong="start: 3 days after invoice.due\nno_later_than: 1 day after invoice.due",
        right="start: 1 day after invoice.due\nno_later_than: 3 days after invoice.due",
    ),
    Code(
        "DW406",
        "The hold waits for a promised day, and nobody promised one",
        "`promise.date` is the day that a debtor promised to pay. What opens this hold says no such day.",
        "Let another hold open here, or count the hold's end from another day.",
        wrong="says_paid: {hold: promise}",
        right="says_paid: {hold: says_paid}",
    ),
    Code(
        "DW407",
        "The instalments of a payment plan cannot be spread like that",
        "Instalments follow each other in time, and the first is due after the plan was agreed.",
        "Write how much time lies between two instalments, and when the first is due after the agreement.",
        wrong="instalments: {times: 6, every: 0 months, first: 7 days after agreed}",
        right="instalments: {times: 6, every: 1 month, first: 7 days after agreed}",
    ),
    Code(
        "DW418",
        "Nobody could be reached for too long a time",
        "Quiet periods and days of the week together leave a long silence. Every case would stand still for so long: "
        "claims grow old, plans are not watched, and then all letters go out at once.",
        "Make the quiet periods shorter, or add a day of the week.",
        wrong="contacts: {quiet: [{from: 1 June, until: 30 September}]}",
        right="contacts: {quiet: [{from: 15 July, until: 15 August}]}",
    ),
)

_FLOW = (
    Code(
        "DW501",
        "Nothing leads to the step",
        "It will never be carried out, though a reader of the policy would think so.",
        "Send a route to it, let the step before lead on, or remove it.",
        severity="warning",
    ),
    Code(
        "DW502",
        "Nothing uses the condition",
        "It has no effect, though a reader of the policy would think so.",
        "Use it in the `when` of a step, or remove it.",
        severity="warning",
    ),
    Code(
        "DW503",
        "A case can go round in circles",
        "The steps send a case to one another and none of them takes time or asks a person, so that it would never "
        "leave them.",
        "Let one of the steps lead on to another, or to a person.",
        wrong="- step: reminder\n  when: small\n  otherwise: {go_to: notice}\n"
        "- step: notice\n  when: small\n  otherwise: {go_to: reminder}",
        right="- step: reminder\n  when: small\n  otherwise: {go_to: notice}\n"
        "- step: notice\n  when: small\n  otherwise: {go_to: review}",
    ),
    Code(
        "DW504",
        "The ladder has no end",
        "After its last step the case stays open, and nothing reminds anybody of it.",
        "Close the case with the last step, or let a task for a person follow.",
        severity="warning",
        wrong="- step: notice\n  do: letter\n  template: notice_business",
        right="- step: hand_over\n  do: agency\n  close: handed_over",
    ),
    Code(
        "DW505",
        "Nothing says what follows when the hold is over",
        "The ladder would go on by itself. Silence must never lead to a harsher step.",
        "Add `expired`; for a promise, `outcomes` with `broken`.",
        wrong="dispute: {opens_on: dispute_opened, no_longer_than: 30 days}",
        right="dispute: {opens_on: dispute_opened, no_longer_than: 30 days, expired: {go_to: review}}",
    ),
    Code(
        "DW506",
        "What is claimed was never announced",
        "A debtor must be able to pay before interest or costs are added. In many cases the law asks for the warning.",
        "Add the word to `announces` of the message before.",
        severity="warning",
        wrong="claims: [principal, collection_costs]",
        right="announces: [collection_costs]  # in the notice\nclaims: [principal, collection_costs]  # later",
    ),
    Code(
        "DW507",
        "What is announced is never claimed",
        "A threat that nobody means misleads the debtor, and the next one is not believed.",
        "Claim it in a later step, or do not announce it.",
        severity="warning",
    ),
    Code(
        "DW508",
        "How often to call has no effect",
        "`attempts` and `last_attempt` count for an outcome that says `call_again`, and `call_again` needs more than "
        "one attempt.",
        "Write both, or neither.",
        severity="warning",
        wrong="attempts: {times: 3, apart: 2 working days}\noutcomes: {no_answer: {go_to: notice}}",
        right="attempts: {times: 3, apart: 2 working days}\n"
        "outcomes: {no_answer: {call_again: true, after_last: {go_to: notice}}}",
    ),
    Code(
        "DW510",
        "No variant fits some cases",
        "Such a case would get nothing by itself; a person would have to decide each one.",
        "Widen the condition of one of the variants.",
        wrong="business: {when: {debtor.kind: business}}\nconsumer: {when: {debtor.kind: consumer}}",
        right="business: {when: {debtor.kind: [business, public_authority]}}\n"
        "consumer: {when: {debtor.kind: consumer}}",
    ),
    Code(
        "DW511",
        "Two variants fit one case",
        "What the debtor gets must not depend on the order in which the variants are written.",
        "Narrow one of the two conditions.",
        wrong="small: {when: {claim.open: {at_most: EUR 100}}}\nlarge: {when: {claim.open: {at_least: EUR 100}}}",
        right="small: {when: {claim.open: {below: EUR 100}}}\nlarge: {when: {claim.open: {at_least: EUR 100}}}",
    ),
    Code(
        "DW512",
        "The condition decides nothing",
        "It holds in every case or in none. Either it is not needed, or one of its values is wrong.",
        "Look at the values; remove the condition if it is not needed.",
        severity="warning",
        wrong="when: {claim.open: {at_least: EUR 500, below: EUR 100}}",
        right="when: {claim.open: {at_least: EUR 100, below: EUR 500}}",
    ),
)

CODES: tuple[Code, ...] = (*_TIME, *_FLOW)
