"""DW201-DW315: a policy whose keys, values or names are not those of the language."""

from __future__ import annotations

from dunwell.codes import Code

_KEYS = (
    Code(
        "DW201",
        "The key is not known",
        "A key that the language does not have would be passed over in silence, and the policy would do something else "
        "than it says.",
        "Take the key that the message proposes, or one of those it lists. The reference page of the language has all "
        "of them.",
        wrong="templat: reminder",
        right="template: reminder",
    ),
    Code(
        "DW202",
        "A key is missing",
        "Without it nobody could say what the step, the hold or the policy does, and nothing is guessed.",
        "Add the key. What a step needs depends on what it does: a letter needs a template, a task needs an owner.",
        wrong="- step: reminder\n  do: email",
        right="- step: reminder\n  do: email\n  template: reminder",
    ),
    Code(
        "DW203",
        "The key does not go with what the step does",
        "It would have no effect here: a phone call grants no term, and a side step has no day on which it starts. The "
        "reader of the policy would believe otherwise.",
        "Remove it, or let a step do it to which the key belongs.",
        wrong="do: phone\nterm: 7 days after sent",
        right="do: email\nterm: 7 days after sent",
    ),
    Code(
        "DW204",
        "A value of the wrong kind",
        "Where one text is wanted there stands a list, a number or nothing, or the other way round.",
        "Write the value as the message says. A text that looks like a number needs quotes; a list needs brackets.",
        wrong="announces: interest",
        right="announces: [interest]",
    ),
    Code(
        "DW205",
        "The word is not one of the list",
        "Some keys take a few words only, each with a meaning of its own. Another word has none.",
        "Take the word that the message proposes, or one of those it lists.",
        wrong="do: sms",
        right="do: email",
    ),
    Code(
        "DW206",
        "The value does not have the right form",
        "Names are small letters, digits and _, so that they can be used in anchors; days are written as year, month "
        "and day, and must exist.",
        "Write it in the form that the message shows.",
        wrong="valid_from: 2026-02-30",
        right="valid_from: 2026-03-01",
    ),
    Code(
        "DW207",
        "There is nothing in it",
        "An empty list, table or text says nothing. It is more likely a mistake than a wish.",
        "Write what was meant, or remove the key.",
        wrong="announces: []",
        right="announces: [interest]",
    ),
)

_SHAPES = (
    Code(
        "DW208",
        "Conditions are nested too deep",
        "More than two levels of all, any and none cannot be read at a glance, and are easily misread.",
        "Give the inner part a name under `conditions` and use the name.",
        wrong="all:\n  - any:\n      - none:\n          - debtor.rating: good",
        right="all:\n  - any:\n      - not_a_good_customer",
    ),
    Code(
        "DW209",
        "One thing is wanted, and this names another number",
        "A case can go to one place only, and `both` means two channels.",
        "Keep one of the routes; write two different channels.",
        wrong="otherwise: {go_to: review, close: written_off}",
        right="otherwise: {go_to: review}",
    ),
    Code(
        "DW210",
        "The variants of a step are not those of the policy",
        "Exactly one variant fits each case. If a step leaves one out, nobody knows what such a case gets.",
        "List every variant that the policy has at its top, and no other.",
        wrong="variants:\n  business: {do: letter, template: notice_business}",
        right="variants:\n  business: {do: letter, template: notice_business}\n"
        "  consumer: {do: letter, template: notice_consumer}",
    ),
    Code(
        "DW211",
        "An outcome of a call is not listed",
        "Whoever calls may hear each of the answers. If the policy is silent on one, the case would stand still.",
        "Add the outcome and say where the case goes.",
        wrong="outcomes: {promise: {hold: promise}}",
        right="outcomes: {promise: {hold: promise}, disputes: {hold: dispute}}",
    ),
    Code(
        "DW212",
        "The policy is written in a later version of the language",
        "It may use keys that this program does not know. Reading it by older rules could change what it does.",
        "Use a newer Dunwell. If the number is a slip, write the version that this program knows.",
        wrong="dunwell: 2",
        right="dunwell: 1",
    ),
    Code(
        "DW213",
        "The route does not fit here",
        "`resume` goes back from a side step or a hold to where the ladder stood; on the ladder itself the case would "
        "stay where it is. `call_again` repeats a call, and nothing else.",
        "Write `go_to` and a step, or another route.",
        wrong="otherwise: {resume: true}",
        right="otherwise: {go_to: review}",
    ),
    Code(
        "DW214",
        "A key stands without the one it needs",
        "A count that runs out must say where the case goes then; `then` says what follows a `wait_for`, and "
        "`after_last` what follows a `call_again`.",
        "Add the other key, or remove this one.",
        wrong="times: 1",
        right="times: 1\notherwise: {go_to: hand_over}",
    ),
    Code(
        "DW215",
        "The fallback is the channel itself",
        "What could not be delivered by a channel will not arrive by the same channel either.",
        "Name the other channel, or a route such as `{go_to: find_contact}`.",
        wrong="do: email\nfallback: email",
        right="do: email\nfallback: letter",
    ),
    Code(
        "DW216",
        "The number is too small",
        "What happens no times at all does not happen. Whoever wants that leaves the key out, so that the reader "
        "sees it.",
        "Write the number that the message gives, or more, or remove the key.",
        wrong="attempts: {times: 0, apart: 2 working days}",
        right="attempts: {times: 2, apart: 2 working days}",
    ),
    Code(
        "DW217",
        "A form of the law goes by a channel that the law does not know",
        "What the law asks of a message begins on the day it is received. Of a letter and of an e-mail the law pack "
        "says when that is presumed; of other channels nobody knows, and a debtor could say that nothing came.",
        "Send it by letter or e-mail too, or leave the legal form to another step.",
        wrong="do: {channel: sms}\nlegal_form: notice_of_default",
        right="do: {both: [letter, {channel: sms}]}\nlegal_form: notice_of_default",
    ),
    Code(
        "DW219",
        "What holds for a whole case hangs on the day",
        "Whether a policy applies, and which variant a case is, is settled for the case; a payment plan is completed "
        "by payments. The month, or whether the due date has passed, is another one tomorrow.",
        "Ask it in the `when` of a step, which is judged once, on the day on which the step would start.",
        wrong="variants:\n  summer: {when: {today.month: [July, August]}}",
        right="steps:\n  - step: call\n    when: {today.month: {none_of: [July, August]}}",
    ),
)

_NAMES = (
    Code(
        "DW301",
        "The field is not known",
        "A condition on a field that does not exist could never be answered.",
        "Take one of the names of the fields reference.",
        wrong="when: {claim.total: {at_least: EUR 5}}",
        right="when: {claim.open: {at_least: EUR 5}}",
    ),
    Code(
        "DW302",
        "The law pack is not known",
        "Terms, costs, calendars and limits come from the law pack. Without it the policy cannot be held to the law.",
        "Name a jurisdiction whose law is there.",
        wrong="law: holland",
        right="law: nl",
    ),
    Code(
        "DW303",
        "The anchor is not known",
        "A day can be counted from the invoice's days, from `entered`, `opened` and `promise.date`, and from what a "
        "step sets: `<step>.sent`, `<step>.received`, `<step>.term`.",
        "Take one of these; check the spelling of the step.",
        wrong="start: 1 day after remindr.term",
        right="start: 1 day after reminder.term",
    ),
    Code(
        "DW304",
        "This is no amount in the policy's currency",
        "An amount without a currency can be misread, and amounts in two currencies cannot be compared.",
        "Write the currency of `applies_to`, a space and the amount, with a decimal point.",
        wrong="tolerance: 1,00",
        right="tolerance: EUR 1.00",
    ),
    Code(
        "DW305",
        "The template does not exist",
        "Without its text the message cannot be made, and one would notice only on the day it is due.",
        "Check the spelling, or add the template to the folder of the policy's language.",
        wrong="template: reminders",
        right="template: reminder",
    ),
    Code(
        "DW306",
        "The condition is not known",
        "A text is the name of a condition. Conditions stand under `conditions`, each above those that use it. There "
        "are no expressions such as `claim.open >= 250`.",
        "Check the spelling, add the condition, or write the test itself with words.",
        wrong="when: claim.open >= 250",
        right="when: {claim.open: {at_least: EUR 250}}",
    ),
    Code(
        "DW307",
        "The field cannot have this value, or not be compared so",
        "Each field has a type: a word of a list, a number, a day, yes or no, or text. Only amounts, numbers and days "
        "are more or less than another.",
        "Take a value of the fields reference, and is, is_not, one_of or none_of for words.",
        wrong="debtor.kind: company",
        right="debtor.kind: business",
    ),
    Code(
        "DW308",
        "The step is not known",
        "The case would be sent nowhere.",
        "Check the spelling against the steps and side steps of this policy.",
        wrong="otherwise: {go_to: revue}",
        right="otherwise: {go_to: review}",
    ),
    Code(
        "DW309",
        "A call has no such outcome",
        "The outcomes of a call are a fixed list, so that whoever calls can choose from it and reports can count them.",
        "Take the outcome of the list that comes nearest.",
        wrong="voicemail: {call_again: true}",
        right="no_answer: {call_again: true}",
    ),
    Code(
        "DW310",
        "The hold is not known",
        "The case should wait, and nothing says for what or how long.",
        "Check the spelling, or add the hold under `holds`.",
        wrong="disputes: {hold: disputed}",
        right="disputes: {hold: dispute}",
    ),
    Code(
        "DW311",
        "The payment plan is not known",
        "The debtor would be offered a plan that nobody has written.",
        "Check the spelling, or add the plan under `plans`.",
        wrong="wants_plan: {offer: instalments}",
        right="wants_plan: {offer: payment_plan}",
    ),
    Code(
        "DW312",
        "The event is not known",
        "A hold that opens or ends on an event that never comes would never open or never end.",
        "Take one of the names of the events reference.",
        wrong="opens_on: dispute",
        right="opens_on: dispute_opened",
    ),
    Code(
        "DW313",
        "Two steps have one name",
        "An anchor or `go_to` with this name could mean either.",
        "Give each step a name of its own.",
        wrong="- step: reminder\n- step: reminder",
        right="- step: reminder\n- step: second_reminder",
    ),
    Code(
        "DW314",
        "The field can never be unknown",
        "It is worked out from what happened to the case. Whatever stood here would never be used.",
        "Remove the line.",
        wrong="if_unknown: {claim.open: EUR 100}",
        right="if_unknown: {debtor.kind: consumer}",
    ),
    Code(
        "DW315",
        "There are no templates in this language",
        "None of the policy's messages could be written.",
        "Write a language for which there are templates, or add them.",
        wrong="language: fr",
        right="language: nl",
    ),
)

CODES: tuple[Code, ...] = (*_KEYS, *_SHAPES, *_NAMES)
