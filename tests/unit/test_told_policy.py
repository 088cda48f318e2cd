"""A policy in plain sentences: nothing of it is left out, and the shipped ones read as we reviewed them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dunwell.cli.telling import approval_in
from dunwell.language.table import SHAPES
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source, load_policy, read_source
from dunwell.render.told_markdown import policy_markdown
from dunwell.render.told_policy import language_for, policy_told

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from dunwell.render.timeline_words import Language

LIKE_A_STEP = ("step_variant", "side_step", "side_step_variant")
"""Shapes whose keys are those of a step, and are compiled and told as a step's."""

CHANGES: dict[str, tuple[str, str]] = {
    "policy.policy": ("policy: every-key", "policy: other-key"),
    "policy.title": ("title: Alles wat het kan zeggen", "title: Iets anders"),
    "policy.version": ("version: 2026-07", "version: 2026-08"),
    "policy.valid_from": ("valid_from: 2026-07-01", "valid_from: 2026-07-02"),
    "policy.approved": ("approved: {by: directie, date: 2026-06-15, ticket: B-17}", ""),
    "policy.law": ("law: nl", "law: de"),
    "policy.language": ("language: nl", "language: de"),
    "policy.applies_to": ("{debtor.country: NL, currency: EUR}", "{debtor.country: AT, currency: EUR}"),
    "policy.contact_days": ("contact_days: working days", "contact_days: every day"),
    "policy.contacts": ("contacts:\n  per_week: 3\n", "contacts:\n"),
    "policy.bank_data": ("bank_data: {no_older_than: 2 days}", ""),
    "policy.attention": ("attention: {owner: debiteuren, after: 4 days, escalate_to: leiding}", ""),
    "policy.if_unknown": ("debtor.rating: good, ", ""),
    "policy.variants": (
        "zakelijk: {when: {debtor.kind: [business, public_authority]}}",
        "zakelijk: {when: {debtor.kind: {is_not: consumer}}}",
    ),
    "policy.conditions": ("groot: {claim.open: {at_least: EUR 500}}", "groot: {claim.open: {above: EUR 500}}"),
    "policy.steps": ("step: sms", "step: app"),
    "policy.side_steps": ("title: Herstel\n", "title: Reparatie\n"),
    "policy.holds": ("    terms: stand still\n", ""),
    "policy.plans": ("title: Afspraak", "title: Regeling"),
    "policy.limitation": ("owner: jurist", "owner: raadsman"),
    "policy.ends": ("  paid: {do: email, template: payment_thanks}\n", ""),
    "policy.authority": ("  why: required\n", ""),
    "policy.money": ("tolerance: EUR 2", "tolerance: EUR 3"),
    "approved.by": ("by: directie", "by: bestuur"),
    "approved.date": ("date: 2026-06-15", "date: 2026-06-16"),
    "approved.ticket": (", ticket: B-17", ""),
    "contacts.per_week": ("per_week: 3", "per_week: 4"),
    "contacts.weekdays": ("weekdays: [Monday, Tuesday, Thursday]", "weekdays: [Monday, Thursday]"),
    "contacts.quiet": ("{from: 23 December, until: 3 January}, ", ""),
    "quiet.from": ("from: 23 December", "from: 24 December"),
    "quiet.until": ("until: 3 January", "until: 2 January"),
    "quiet.only": (", only: calls", ""),
    "bank_data.no_older_than": ("no_older_than: 2 days", "no_older_than: 3 days"),
    "attention.owner": ("owner: debiteuren", "owner: incasso"),
    "attention.after": ("after: 4 days,", "after: 3 days,"),
    "attention.escalate_to": ("escalate_to: leiding", "escalate_to: baas"),
    "variant.when": ("[business, public_authority]", "{is_not: consumer}"),
    "step.step": ("step: sms", "step: app"),
    "step.title": ("title: Eerste bericht", "title: Bericht"),
    "step.start": ("start: 2 days after invoice.due", "start: 3 days after invoice.due"),
    "step.no_later_than": (
        "no_later_than: {day: 6 days after invoice.due, not_counting: [holds]}",
        "no_later_than: 6 days after invoice.due",
    ),
    "step.when": ("    when: groot\n    otherwise: {go_to: brief}\n", ""),
    "step.otherwise": ("when: groot\n    otherwise: {go_to: brief}", "when: groot\n    otherwise: {go_to: beoordelen}"),
    "step.do": ("do: email\n    fallback: letter", "do: letter\n    fallback: email"),
    "step.requires": ("[invoice.complete, no_open_question]", "[invoice.complete]"),
    "step.template": ("template: call_script", "template: other_script"),
    "step.term": ("term: 8 days after sent", "term: 9 days after sent"),
    "step.legal_form": ("legal_form: notice_of_default, ", ""),
    "step.fallback": ("    fallback: letter\n", ""),
    "step.attempts": ("    attempts: {times: 3, apart: 4 working days}\n", ""),
    "step.last_attempt": ("    last_attempt: {leave: callback_request, wait: 5 working days}\n", ""),
    "step.outcomes": ("will_not_pay: {go_to: brief}", "will_not_pay: {go_to: beoordelen}"),
    "step.not_called": ("not_called: {after: 6 working days", "not_called: {after: 7 working days"),
    "step.without_outcome": ("without_outcome: {after: 7 working days", "without_outcome: {after: 6 working days"),
    "step.owner": ("owner: administratie", "owner: balie"),
    "step.announces": ("    announces: [agency]\n", ""),
    "step.claims": ("    claims: [principal]\n", ""),
    "step.approve": ("    approve: true\n", ""),
    "step.close": ("close: handed_over", "close: written_off"),
    "step.times": ("times: 2\n    anew", "times: 3\n    anew"),
    "step.anew_after": ("anew_after: [letter_returned]", "anew_after: [claim_lowered]"),
    "step.variants": ("term: 11 days after sent", "term: 12 days after sent"),
    "both.both": ("do: {both: [letter, email]}", "do: {both: [letter, {channel: fax}]}"),
    "both.channel": ("do: {channel: sms}", "do: {channel: fax}"),
    "channel.channel": ("do: {both: [letter, email]}", "do: {both: [letter, {channel: fax}]}"),
    "window.day": ("{day: 6 days after invoice.due", "{day: 7 days after invoice.due"),
    "window.not_counting": ("not_counting: [holds]", "not_counting: [plans]"),
    "attempts.times": ("{times: 3, apart", "{times: 4, apart"),
    "attempts.apart": ("apart: 4 working days", "apart: 3 working days"),
    "last_attempt.leave": ("leave: callback_request", "leave: voicemail"),
    "last_attempt.wait": ("wait: 5 working days", "wait: 4 working days"),
    "patience.after": ("{after: 6 working days", "{after: 7 working days"),
    "patience.escalate_to": ("escalate_to: hoofd", "escalate_to: chef"),
    "route.go_to": ("question: {go_to: beoordelen}", "question: {go_to: herstel}"),
    "route.resume": ("hersteld: {resume: true}", "hersteld: {go_to: brief}"),
    "route.hold": ("promise: {hold: belofte}", "promise: {hold: geschil}"),
    "route.offer": ("wants_plan: {offer: regeling}", "wants_plan: {go_to: brief}"),
    "route.close": ("onmogelijk: {close: written_off}", "onmogelijk: {close: credited}"),
    "route.wait_for": ("says_paid: {wait_for: credited,", "says_paid: {wait_for: payment_received,"),
    "route.then": (", then: {go_to: beoordelen}}", "}"),
    "route.call_again": ("no_answer: {call_again: true, after_last: {go_to: brief}}", "no_answer: {go_to: brief}"),
    "route.after_last": ("after_last: {go_to: brief}", "after_last: {go_to: beoordelen}"),
    "hold.opens_on": ("opens_on: dispute_opened", "opens_on: question_asked"),
    "hold.until": ("until: 2 days after promise.date", "until: 3 days after promise.date"),
    "hold.no_longer_than": ("no_longer_than: 15 days", "no_longer_than: 16 days"),
    "hold.holds": ("    holds: disputed amount\n", ""),
    "hold.terms": ("    terms: stand still\n", ""),
    "hold.times": (
        "times: 2\n    otherwise: {go_to: brief}\n    confirm",
        "times: 3\n    otherwise: {go_to: brief}\n    confirm",
    ),
    "hold.otherwise": ("otherwise: {go_to: brief}\n    confirm", "otherwise: {go_to: beoordelen}\n    confirm"),
    "hold.confirm": ("    confirm: {do: email, template: promise_confirmation}\n", ""),
    "hold.outcomes": ("broken: {go_to: brief}", "broken: {go_to: beoordelen}"),
    "hold.expired": ("expired: {go_to: beoordelen}", "expired: {go_to: herstel}"),
    "message.do": ("paid: {do: email", "paid: {do: letter"),
    "message.template": ("template: payment_thanks", "template: thanks"),
    "authority.why": ("  why: required\n", ""),
    "authority.second_person": ("    waived: {above: EUR 101}\n", ""),
    "second_person.waived": ("EUR 101", "EUR 111"),
    "second_person.written_off": ("EUR 102", "EUR 112"),
    "second_person.credited": ("EUR 103", "EUR 113"),
    "second_person.approved": ("EUR 104", "EUR 114"),
    "second_person.overridden": ("EUR 105", "EUR 115"),
    "limit.above": ("EUR 105", "EUR 0"),
    "ends.paid": ("  paid: {do: email, template: payment_thanks}\n", ""),
    "ends.handed_over": ("  handed_over: {do: letter, template: hand_over_notice}\n", ""),
    "limitation.before": ("before: 4 months", "before: 5 months"),
    "limitation.owner": ("owner: jurist", "owner: raadsman"),
    "limitation.escalate_to": ("escalate_to: notaris", "escalate_to: deken"),
    "plan.title": ("title: Afspraak", "title: Regeling"),
    "plan.when": ("when: {claim.open: {at_least: EUR 100}}", "when: {claim.open: {at_least: EUR 90}}"),
    "plan.otherwise": ("otherwise: {go_to: brief}\n    offer", "otherwise: {go_to: beoordelen}\n    offer"),
    "plan.offer": ("    offer: {do: email, template: plan_offer, valid: 10 days, unanswered: {go_to: brief}}\n", ""),
    "plan.instalments": ("times: 5\n", "times: 6\n"),
    "plan.confirm": ("template: plan_confirmation", "template: plan_letter"),
    "plan.remind": ("    remind: {start: 4 days before instalment.due, do: email, template: instalment_coming}\n", ""),
    "plan.late": ("template: instalment_late", "template: late"),
    "plan.new_invoices": ("    new_invoices: on time\n", ""),
    "plan.interest": ("zakelijk: runs on", "zakelijk: frozen"),
    "plan.ends": ("misses: 2", "misses: 3"),
    "plan_offer.do": ("do: email, template: plan_offer", "do: letter, template: plan_offer"),
    "plan_offer.template": ("template: plan_offer", "template: offer"),
    "plan_offer.valid": ("valid: 10 days", "valid: 11 days"),
    "plan_offer.unanswered": ("unanswered: {go_to: brief}", "unanswered: {go_to: beoordelen}"),
    "instalments.times": ("times: 5\n", "times: 6\n"),
    "instalments.every": ("every: 2 weeks", "every: 3 weeks"),
    "instalments.first": ("first: 3 days after agreed", "first: 4 days after agreed"),
    "instalments.at_least": ("at_least: EUR 20", "at_least: EUR 30"),
    "instalments.round_to": ("round_to: EUR 10", "round_to: EUR 5"),
    "instalments.no_longer_than": ("no_longer_than: 11 months", "no_longer_than: 12 months"),
    "instalments.lowered": ("lowered: 2", "lowered: 0"),
    "plan_remind.start": ("4 days before instalment.due", "5 days before instalment.due"),
    "plan_remind.do": ("do: email, template: instalment_coming", "do: letter, template: instalment_coming"),
    "plan_remind.template": ("template: instalment_coming", "template: coming"),
    "plan_late.start": ("5 working days after instalment.due", "6 working days after instalment.due"),
    "plan_late.do": ("do: email, template: instalment_late", "do: letter, template: instalment_late"),
    "plan_late.template": ("template: instalment_late", "template: late"),
    "plan_late.term": ("term: 6 days after sent", "term: 7 days after sent"),
    "plan_ends.completed": ("plan.open: 0", "plan.open: {at_most: EUR 1}"),
    "plan_ends.breached": ("plan_ended}, go_to: brief}", "plan_ended}, go_to: beoordelen}"),
    "plan_ends.infeasible": ("plan_ended}, go_to: beoordelen}", "plan_ended}, go_to: brief}"),
    "plan_completed.when": ("plan.open: 0", "plan.instalments_open: 0"),
    "plan_breached.when": ("when: {after: late.term, misses: 2}, ", ""),
    "plan_breached.makes_due": ("misses: 2}, makes_due: everything", "misses: 2}"),
    "plan_breached.tell": ("tell: {do: letter, template: plan_ended}, go_to: brief", "go_to: brief"),
    "plan_breached.go_to": ("plan_ended}, go_to: brief}", "plan_ended}, go_to: beoordelen}"),
    "plan_breached.resume": ("plan_ended}, go_to: brief}", "plan_ended}, resume: true}"),
    "plan_breach.misses": (", misses: 2", ""),
    "plan_infeasible.makes_due": ("plan_declared_infeasible, makes_due: everything", "plan_declared_infeasible"),
    "plan_infeasible.tell": ("tell: {do: letter, template: plan_ended}, go_to: beoordelen", "go_to: beoordelen"),
    "plan_infeasible.go_to": ("plan_ended}, go_to: beoordelen}", "plan_ended}, go_to: brief}"),
    "plan_infeasible.resume": ("plan_ended}, go_to: beoordelen}", "plan_ended}, resume: true}"),
    "limitation.do": ("do: {both: [email, letter]}\n  template: interruption", "do: letter\n  template: interruption"),
    "limitation.template": ("template: interruption", "template: stop_the_clock"),
    "money.tolerance": ("tolerance: EUR 2", "tolerance: EUR 3"),
}
"""For every key of the language: a part of the policy that says everything, and another value (or none) for the key."""

UNDER_ANOTHER_LAW = ("policy.law", "policy.contact_days")
"""Keys of which this law leaves one value only."""
ELSEWHERE = ("  do: {both: [email, letter]}\n  template: interruption\n", "")
"""What another law does not know is left out, so that the policy stands under it too."""

ALWAYS: dict[str, str] = {
    "policy.dunwell": "Dunwell 1",
    "money.costs_and_interest": "Rente en kosten lopen op volgens de wet.",
    "plan_completed.close": "het dossier eindigt dan: betaald",
    "plan_breach.after": "de hersteltijd van een gemiste termijn verloopt",
    "plan_infeasible.event": "als een medewerker dat vastlegt (betalingsregeling niet haalbaar)",
}
"""Keys that can say one thing only, which holds also where they are left out: the words that tell it."""


@pytest.fixture(scope="module")
def every_key(request: pytest.FixtureRequest) -> str:
    """The text of the policy that says everything."""
    folder: Path = request.config.rootpath
    return (folder / "tests/fixtures/policies/every-key.yaml").read_text(encoding="utf-8")


@cache
def document(text: str, language: Language | None = None) -> str:
    """The document of a policy's text; its fingerprint and its line numbers stay the same whatever the text says."""
    root, problems = read_yaml(text.encode(), "every-key.yaml")
    source = Source("every-key.yaml", root, text, text.encode(), problems)
    loaded = compile_source(source, None)
    assert loaded.program is not None, loaded.problems
    told = policy_told(replace(loaded.program, sha256="0" * 64), approval_in(source), language)
    return policy_markdown(replace(told, steps=tuple(replace(step, lines=(1, 1)) for step in told.steps)))


def keys() -> list[str]:
    """Every key of the language, with its shape; the shapes that are like a step are told as steps are."""
    return [
        f"{shape.name}.{key.name}" for shape in SHAPES.values() if shape.name not in LIKE_A_STEP for key in shape.keys
    ]


@pytest.mark.parametrize("key", keys())
def test_every_key_is_told(key: str, every_key: str) -> None:
    """Whoever changes a key of a policy changes its document; a key that nobody tells has no row here and fails."""
    if key in ALWAYS:
        assert ALWAYS[key] in document(every_key)
        return
    old, new = CHANGES[key]
    text = every_key.replace(*ELSEWHERE) if key in UNDER_ANOTHER_LAW else every_key
    text = text.replace("law: nl", "law: de") if key == "policy.contact_days" else text
    assert old in text
    assert document(text.replace(old, new)) != document(text)


def test_what_is_like_a_step_has_no_key_of_its_own() -> None:
    """Steps beside the ladder and steps of one variant have keys of a step only, so that they are told as steps."""
    own = {key.name for key in SHAPES["step"].keys}
    for name in LIKE_A_STEP:
        assert {key.name for key in SHAPES[name].keys} <= own


@pytest.mark.parametrize("jurisdiction", ["nl", "be", "de"])
def test_the_document_of_a_shipped_policy(jurisdiction: str, snapshot: SnapshotAssertion) -> None:
    """The whole document as Markdown, in the policy's language or English, as we reviewed it."""
    source = read_source(f"policies/{jurisdiction}/standard.yaml")
    program = compile_source(source).program
    assert program is not None
    told = policy_told(replace(program, sha256="0" * 64), approval_in(source))
    assert policy_markdown(told) == snapshot


def test_the_language_is_the_policys_own_where_there_are_words() -> None:
    """Dutch for a Dutch policy, English for a German one, and whatever was asked for."""
    dutch, german = (load_policy(f"policies/{name}/standard.yaml").program for name in ("nl", "de"))
    assert dutch is not None
    assert german is not None
    assert [language_for(dutch, None), language_for(german, None), language_for(dutch, "en")] == ["nl", "en", "en"]


def test_a_policy_that_nobody_approved_says_so(every_key: str) -> None:
    """The place for the approval is never empty."""
    text = every_key.replace("approved: {by: directie, date: 2026-06-15, ticket: B-17}", "")
    assert "| Goedgekeurd | nog niet |" in document(text)
    assert "| Goedgekeurd | door directie op 15 juni 2026, zie B-17 |" in document(every_key)
