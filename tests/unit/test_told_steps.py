"""Small policies as sentences: what a step says, in English and Dutch, and what differs by kind of case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source
from dunwell.render.told_clauses import Teller
from dunwell.render.told_steps import heading, notes, step_told
from dunwell.render.told_voice import Voice

if TYPE_CHECKING:
    from dunwell.language.program import Program
    from dunwell.render.timeline_words import Language

HEAD = """\
dunwell: 1
policy: small
title: Klein
version: 2026-01
valid_from: 2026-01-01
law: nl
language: nl
applies_to: {currency: EUR}
attention: {owner: balie, after: 5 days, escalate_to: hoofd}
"""
LAST = (
    "  - {step: last, do: task, owner: hoofd, outcomes: {klaar: {close: paid}}, "
    "without_outcome: {after: 1 week, escalate_to: hoofd}}\n"
)


def program_of(steps: str, more: str = "", beside: str = "") -> Program:
    """The program of a policy with these steps and a last one."""
    text = f"{HEAD}{more}steps:\n{steps}{LAST}{beside}"
    root, problems = read_yaml(text.encode(), "small.yaml")
    loaded = compile_source(Source("small.yaml", root, text, text.encode(), problems), None)
    assert loaded.program is not None, loaded.problems
    return loaded.program


def told(steps: str, language: Language, more: str = "") -> str:
    """The first step's sentences, its outcomes behind them."""
    step = step_told(Teller(program_of(steps, more), Voice(language)), 0)
    return " ".join((*step.all, *step.outcomes)).replace("\N{NO-BREAK SPACE}", " ")


MAIL = "  - {step: mail, start: 1 day after invoice.due, do: email, template: reminder, term: 14 days after sent}\n"
TESTED = "  - step: mail\n    when: WHEN\n    do: letter\n    template: reminder\n"
CALL = """\
  - step: call
    start: 2 working days before invoice.due
    do: phone
    attempts: {times: 2, apart: 1 week}
    outcomes:
      promise: {go_to: last}
      wants_plan: {go_to: last}
      cannot_pay: {close: written_off}
      will_not_pay: {go_to: last}
      disputes: {go_to: last}
      question: {go_to: last}
      says_paid: {wait_for: payment_received}
      wrong_number: {go_to: last}
      no_answer: {call_again: true, after_last: {go_to: last}}
    not_called: {after: 1 day, escalate_to: hoofd}
"""

SENTENCES = [
    (
        MAIL,
        "en",
        (
            "From one day after the due date, we send an e-mail (template: reminder). The debtor then has 14 days "
            "to pay, counted from the day on which it is sent. If nothing is paid, the case goes to step 2 (last)."
        ),
    ),
    (
        MAIL,
        "nl",
        (
            "Vanaf één dag na de vervaldatum sturen wij een e-mail (sjabloon: reminder). De debiteur heeft dan "
            "14 dagen om te betalen, geteld vanaf de dag van verzending. Wordt er niet betaald, "
            "dan gaat het dossier naar stap 2 (last)."
        ),
    ),
    (
        CALL,
        "en",
        (
            "From two working days before the due date, a person calls the debtor, two times at most and with "
            "one week in between. If nobody has called after one day, hoofd is told. "
            "A call that is not made does not count. "
            "If the debtor promises to pay, the debtor asks for a payment plan, the debtor will not pay, "
            "the debtor disputes the claim, the debtor has a question or the number is wrong, "
            "the case goes to step 2 (last). "
            "If the debtor cannot pay, the case ends: written off. "
            "If the debtor says that it is paid, we wait until this is recorded: payment received. "
            "If nobody answers, we call again; after the last call the case goes to step 2 (last)."
        ),
    ),
]


@pytest.mark.parametrize(("steps", "language", "expected"), SENTENCES)
def test_a_step_in_sentences(steps: str, language: Language, expected: str) -> None:
    """When it begins, what is done, and where it leads."""
    assert told(steps, language) == expected


CONDITIONS = [
    (
        "{claim.open: {at_least: EUR 250}}",
        "the open claim is €250 or more",
        "de openstaande vordering € 250 of meer is",
    ),
    (
        "{claim.open: {below: EUR 12.50}}",
        "the open claim is less than €12.50",
        "de openstaande vordering minder dan € 12,50 is",
    ),
    ("{debtor.rating: good}", "the customer's rating is good", "de klant goed beoordeeld is"),
    (
        "{debtor.rating: {is_not: good}}",
        "the customer's rating is not good",
        "de beoordeling van de klant niet goed is",
    ),
    (
        "{debtor.kind: [business, consumer]}",
        "the debtor is a business or the debtor is a consumer",
        "de debiteur een bedrijf is of de debiteur een consument is",
    ),
    ("{debtor.has_email: true}", "an e-mail address is known", "er een e-mailadres bekend is"),
    ("{debtor.has_email: {is_not: true}}", "no e-mail address is known", "er geen e-mailadres bekend is"),
    (
        "{debtor.ability: {known: false}}",
        "the debtor's ability to pay is not known",
        "het betaalvermogen van de debiteur niet bekend is",
    ),
    ("{invoice.due: {below: 2026-05-01}}", "the due date is before 1 May 2026", "de vervaldatum vóór 1 mei 2026 ligt"),
    (
        "{debtor.plans_breached: {above: 1, within: 12 months}}",
        "the number of payment plans that were not kept is more than one, counted over the last twelve months",
        "het aantal betalingsregelingen dat niet is nagekomen meer dan één is, geteld over de laatste twaalf maanden",
    ),
    (
        "{none: [{debtor.has_email: true}, {debtor.has_phone: true}]}",
        "none of these holds: an e-mail address is known or a telephone number is known",
        "geen van deze dingen geldt: er een e-mailadres bekend is of er een telefoonnummer bekend is",
    ),
    (
        "{any: [{all: [{debtor.has_email: true}, {debtor.rating: poor}]}, {debtor.has_phone: true}]}",
        "(an e-mail address is known and the customer's rating is poor) or a telephone number is known",
        "(er een e-mailadres bekend is en de klant slecht beoordeeld is) of er een telefoonnummer bekend is",
    ),
]


@pytest.mark.parametrize(("when", "english", "dutch"), CONDITIONS)
def test_a_condition_as_a_clause(when: str, english: str, dutch: str) -> None:
    """What follows "if" and "als": the Dutch verb at the end, amounts and days as people write them."""
    steps = TESTED.replace("WHEN", when)
    condition = program_of(steps).steps[0][0].when
    assert condition is not None
    tellers = [Teller(program_of(steps), Voice(one)) for one in ("en", "nl")]
    said = [teller.condition(condition).replace("\N{NO-BREAK SPACE}", " ") for teller in tellers]
    assert said == [english, dutch]


def test_what_differs_by_kind_of_case_is_told_apart() -> None:
    """Two kinds of cases share what is equal; each has its own sentences under its name."""
    kinds = (
        "variants:\n  zakelijk: {when: {debtor.kind: {is_not: consumer}}}\n"
        "  consumer: {when: {debtor.kind: consumer}}\n"
    )
    steps = (
        "  - step: mail\n    do: email\n    template: reminder\n    variants:\n"
        "      zakelijk: {term: 7 days after sent}\n      consumer: {term: 3 weeks after sent}\n"
    )
    step = step_told(Teller(program_of(steps, kinds), Voice("en")), 0)
    assert step.all[0] == "As soon as the case is opened, we send an e-mail (template: reminder)."
    assert [name for name, _ in step.kinds] == ["zakelijk", "consumer"]
    assert [said for _, said in step.kinds] == [
        ("The debtor then has seven days to pay, counted from the day on which it is sent.",),
        ("The debtor then has three weeks to pay, counted from the day on which it is sent.",),
    ]
    assert step.cells[2] == "zakelijk: seven days from sending; consumer: three weeks from sending"


def test_a_step_says_where_it_stands_and_what_watches_it() -> None:
    """The heading has the number and title; the notes the guardrails with their articles, and the policy's lines."""
    teller = Teller(program_of(MAIL), Voice("en"))
    step = step_told(teller, 0)
    assert heading(teller, step) == "Step 1: mail"
    said = " ".join(notes(teller, step, articles=True))
    assert "NL-106 (art. 4.2 Besluit kwaliteit incassodienstverlening)" in said
    assert said.endswith("Line 11 of small.yaml.")


def test_side_steps_are_lettered() -> None:
    """Steps of the ladder are numbered, those beside it have letters; after Z comes A1."""
    rows = "".join(LAST.replace("last", f"side{number}") for number in range(28))
    teller = Teller(program_of(MAIL, beside=f"side_steps:\n{rows}"), Voice("en"))
    assert [teller.number(index) for index in (0, 1, 2, 27, 28, 29)] == ["1", "2", "A", "Z", "A1", "B1"]
