"""Guardrails: what no policy may do, as data with a fixed set of kinds.

A policy may be stricter than a guardrail, never looser. Each has an id, one plain sentence, its article and source.
What a kind means stands in `KINDS`; the text of a policy is checked by `language.guard_checks`, every decided step by
`core.guard`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.law.rules import ANY_DAY, DEBTOR_KINDS, Guardrail
from dunwell.law.tree import BASIS_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.law.rules import LawCalendar, NoticeForm
    from dunwell.law.tree import Tree

KINDS: dict[str, str] = {
    "costs_after_letter": "collection costs are claimed only after the term of the letter `form` has run out",
    "letter_after_default": "the letter `form` is sent only to a debtor who is in default",
    "interest_in_default": "interest is claimed only from a debtor who is in default",
    "term_of_letter": "the letter `form` grants at least the term of the law, counted from receipt",
    "amounts_by_law": "costs and interest are those of the law's calculators, and nothing on top",
    "contact_days": "the debtor is not contacted on the closed days of `calendar`",
    "nothing_after_stop": "once the law stops collection, nothing goes out until the stop is lifted",
    "fact_for_agency": "the claim goes to an agency only if `fact` holds, where the debtor is a natural person",
    "fact_for_collector": "who collects for another or after assignment reaches a natural person only if `fact` holds",
    "fact_asks_person": "where `fact` holds, a person confirms a step that claims collection costs",
    "one_letter": "where `fact` holds, the letter `form` waits until it names all claims",
    "plan_is_free": "a payment plan costs the debtor neither a fee nor interest unless a person decides otherwise",
    "limitation": "a claim of the kind `claim` that is past its limitation waits for a person",
}
"""What each kind forbids, in words; the keys between backticks are those of the data."""


def guardrail(
    calendars: Mapping[str, LawCalendar], notices: Mapping[str, NoticeForm], claims: Mapping[str, object]
) -> Callable[[str, Tree], Guardrail]:
    """`guardrails`: one rule by its id."""

    def read(name: str, tree: Tree) -> Guardrail:
        tree.only("kind", "says", "debtors", "form", "fact", "calendar", "claim", *BASIS_KEYS)
        kind = tree.at("kind").word(KINDS)
        needs = [key for key in ("form", "fact", "calendar", "claim") if f"`{key}`" in KINDS[kind]]
        for key in needs:
            tree.at(key)
        words = {"form": notices, "calendar": (ANY_DAY, *calendars), "claim": claims}
        said = {key: tree.at(key).word(words[key]) if key in words else tree.at(key).text() for key in needs}
        debtors = tree.at("debtors").words(DEBTOR_KINDS) if tree.has("debtors") else DEBTOR_KINDS
        return Guardrail(name, kind, tree.at("says").text(), debtors, tree.basis(), **said)

    return read
