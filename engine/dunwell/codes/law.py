"""DW601-DW640: law files that cannot be used, guardrails, and what the law's calculators have to say."""

from __future__ import annotations

from dunwell.codes import Code

_FILES = (
    Code(
        "DW601",
        "A law file lacks a value or has one of the wrong kind",
        "Amounts, rates and days of the law are never guessed. A file with a gap gives no law at all.",
        "Add the key, or write the value in the form that the message names.",
        wrong="minimum: forty",
        right="minimum: 40",
    ),
    Code(
        "DW602",
        "A law file names something that does not exist",
        "A key that nothing reads, or a calendar, rate table or word that is not there, would be left out in silence.",
        "Take one of the known names, or add what is named.",
        wrong="compounding: annually",
        right="compounding: yearly",
    ),
    Code(
        "DW603",
        "A value of the law says not what it rests on",
        "Who has to answer for a figure must be able to look it up: its article, its source, and how sure it is.",
        "Add `article`, `source` and `how_sure` to the value or to the heading above it.",
        wrong="- {from: 2026-01-01, rate: 4}",
        right="- {from: 2026-01-01, rate: 4, article: art. 6:119 BW, source: decree, how_sure: confirmed}",
    ),
    Code(
        "DW604",
        "Two values of a law file contradict each other",
        "Rows out of order, two rows for one day, brackets with a gap or a part that stands twice: which one holds?",
        "Put the rows in order and keep one of two.",
    ),
)

_POLICY = (
    Code(
        "DW316",
        "The law pack does not have this legal form",
        "The law sets the term of such a letter and what it has to say. A letter that the law does not know would "
        "count for nothing, and what presupposes it would be unlawful.",
        "Take one of the law pack's letters, or leave `legal_form` out.",
        wrong="legal_form: fourteenth_day_letter",
        right="legal_form: fourteen_day_letter",
    ),
    Code(
        "DW317",
        "A letter does not interrupt the limitation under this law",
        "The policy sends a letter so that the claim does not lapse, but the law pack knows no interruption so. "
        "The claim would lapse all the same, and nobody would have been asked.",
        "Leave `do` and `template` out of `limitation`: a person is then asked in time.",
        wrong="limitation: {before: 6 months, do: letter, template: reminder}  # law: de",
        right="limitation: {before: 6 months, owner: legal}",
    ),
)

_FIGURES = (
    Code(
        "DW610",
        "The law files know no value for this day",
        "The day lies before the first known value. A later value does not hold for it, and a guess would be wrong.",
        "Take a later day, or add the earlier value with its source.",
        wrong="dunwell law interest --principal 100 --kind statutory --due 2010-01-01 --paid 2010-06-01",
        right="dunwell law interest --principal 100 --kind statutory --due 2020-01-01 --paid 2020-06-01",
    ),
    Code(
        "DW611",
        "The value may have changed",
        "Rates and lists of days are published for a while at a time. After that the last known value is used, which "
        "may be wrong.",
        "Look up the new value and add it to the law files.",
        severity="warning",
    ),
    Code(
        "DW612",
        "The law files do not know this name",
        "A kind of interest, debtor, claim, letter or calendar is only known if the law files have it.",
        "Take one of the names in the message.",
        wrong="--kind comercial",
        right="--kind commercial",
    ),
    Code(
        "DW613",
        "An amount or a number of days is below zero",
        "Nobody owes less than nothing; a credit is another document.",
        "Give zero or more.",
    ),
)

_CLAIMS = (
    Code(
        "DW614",
        "No VAT on the collection costs",
        "The law allows it only if several things hold at once, and one of them was not said.",
        "Say all of them if they hold; else leave VAT out of the letter too.",
        severity="warning",
    ),
    Code(
        "DW615",
        "Costs on a later instalment need a person's word",
        "What was charged for earlier instalments of the same contract counts, by a rule whose wording was not seen.",
        "Let a person decide before these costs are charged.",
        severity="warning",
    ),
    Code(
        "DW616",
        "Letters are slower than the presumption",
        "The court's presumption of receipt is older than the slower post. Who counts too few days asks for costs too "
        "early, and loses them.",
        "Count with the post days of the message when you plan.",
        severity="warning",
    ),
    Code(
        "DW617",
        "Receipt has to be proved",
        "For this channel no day of receipt is presumed. Without proof the term never started.",
        "Keep the proof of delivery, or send a letter as well.",
        severity="warning",
    ),
    Code(
        "DW618",
        "The term of the letter is too short",
        "A letter with a shorter term than the law's has no effect at all.",
        "Grant at least the days of the law.",
    ),
    Code(
        "DW619",
        "The letter was sent before the debtor was in default",
        "The law asks for default first. A letter before it has no effect.",
        "Send it again once the debtor is in default.",
    ),
    Code(
        "DW620",
        "The interruption has no effect",
        "Only a limitation that has begun and is not over can be interrupted.",
        "Check the day of the interruption and the due day.",
        severity="warning",
    ),
    Code(
        "DW621",
        "The payment term is longer than the law allows",
        "The agreed term is void as far as it is too long; the shorter one holds.",
        "Count with the term of the message, or say that the law's exception holds.",
        severity="warning",
    ),
    Code(
        "DW622",
        "A fatal wording of the term",
        "Courts refuse the costs if the letter counts its term from the wrong day or names two terms.",
        "Word the term as starting the day after the letter was delivered.",
        wrong="betaal binnen 14 dagen na heden",
        right="betaal binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd",
    ),
    Code(
        "DW623",
        "The wording of the term is not known",
        "None of the wordings that courts accepted was found in the letter, so nobody can say that it will do.",
        "Use one of the accepted wordings.",
    ),
    Code(
        "DW624",
        "The days are in the wrong order",
        "A payment before the due date bears no interest, and a letter is not received before it is sent.",
        "Check the two days.",
        wrong="--due 2026-03-31 --paid 2026-03-01",
        right="--due 2026-03-01 --paid 2026-03-31",
    ),
    Code(
        "DW640",
        "The policy undercuts a guardrail",
        "A policy may be stricter than the law pack's guardrails, never looser. What it plans here would breach one, "
        "so the step would be blocked in every case that comes to it.",
        "Change the step as the message says; `dunwell explain NL-101` says more about the guardrail.",
        "- step: hand_over\n  claims: [principal, collection_costs]   # without a fourteen-day letter before it",
        "- step: notice\n  legal_form: fourteen_day_letter\n- step: hand_over\n  start: 1 day after notice.term",
    ),
    Code(
        "DW641",
        "The claim can soon no longer be enforced",
        "A claim that is past its limitation can still be paid, but a debtor who invokes limitation need not. The case "
        "is open to the end of what is shown, and the day comes within the time that `limitation` in the policy gives.",
        "Interrupt the limitation in writing, with the reservation of all rights, and keep the proof of receipt.",
        severity="warning",
    ),
)

CODES: tuple[Code, ...] = _POLICY + _FILES + _FIGURES + _CLAIMS
