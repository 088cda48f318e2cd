"""Guardrails: a step that would breach the law is blocked, says why, and waits for a person or for its lawful day."""

from __future__ import annotations

NEVER = 10**9


def breaches(case, step, day):
    """The guardrails that the step would breach on a day: the id of each, and its first lawful day."""
    found = []
    for rule in case.law.guardrails(case.facts.get("debtor.kind")):
        if rule["kind"] in RULES:
            lawful = RULES[rule["kind"]](case, step, rule, day)
            if lawful > day:
                found.append((rule["id"], lawful))
    return found


def costs_after_letter(case, step, rule, day):
    """Collection costs are claimed only after the term of the letter has run out."""
    if "collection_costs" not in step.get("claims", ()):
        return day
    return max((case.term.get(name, 0) + 1 for name in forms(case, rule) if name in case.term), default=NEVER)


def forms(case, rule):
    """The steps with the letter of a rule."""
    return [name for name, one in case.steps.items() if one.get("legal_form") == rule["form"]]


def letter_after_default(case, step, rule, day):
    """The letter is sent only to a debtor who is in default."""
    return day if step.get("legal_form") != rule["form"] else case.in_default_from or NEVER


def interest_in_default(case, step, rule, day):
    """Interest is claimed only from a debtor who is in default."""
    return day if "interest" not in step.get("claims", ()) else case.in_default_from or NEVER


def contact_days(case, step, rule, day):
    """The debtor is not contacted on the closed days of a calendar."""
    while step["contact"] and not case.law.is_open(rule["calendar"], day):
        day += 1
    return day


def natural_person(case):
    """A consumer is a natural person; a business is one only if that has been said."""
    said = case.facts.get("debtor.natural_person")
    return said is True or (said is None and case.facts.get("debtor.kind") in ("consumer", None))


def fact_for_agency(case, step, rule, day):
    """The claim goes to an agency only if a fact holds, where the debtor is a natural person."""
    missing = natural_person(case) and case.facts.get(rule["fact"]) is not True
    return NEVER if step["kind"] == "agency" and missing else day


def fact_for_collector(case, step, rule, day):
    """Who collects for another or after assignment reaches a natural person only if a fact holds."""
    for_another = case.facts.get("collector.kind") in ("third_party", "assignee")
    missing = for_another and natural_person(case) and case.facts.get(rule["fact"]) is not True
    return NEVER if step["contact"] and missing else day


def fact_asks_person(case, step, rule, day):
    """Where a fact holds, a person confirms a step that claims collection costs."""
    asks = "collection_costs" in step.get("claims", ()) and case.facts.get(rule["fact"]) is True
    return NEVER if asks and not case.released else day


def one_letter(case, step, rule, day):
    """Where a fact holds, the letter waits until it names all claims."""
    return NEVER if step.get("legal_form") == rule["form"] and case.facts.get(rule["fact"]) is True else day


def within_limitation(case, step, rule, day):
    """A claim that is past its limitation waits for a person."""
    return NEVER if (step["contact"] or step["kind"] == "agency") and case.limitation == "over" else day


RULES = {
    "costs_after_letter": costs_after_letter, "letter_after_default": letter_after_default,
    "interest_in_default": interest_in_default, "contact_days": contact_days, "fact_for_agency": fact_for_agency,
    "fact_for_collector": fact_for_collector, "fact_asks_person": fact_asks_person, "one_letter": one_letter,
    "limitation": within_limitation,
}  # fmt: skip
