"""Stops by law as data: which kinds each law pack knows, and what is said of them."""

from __future__ import annotations

import pytest

from dunwell.core.apply import apply
from dunwell.core.explain_events import EXPLAINED
from dunwell.core.opening import position_of
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.language.scenario import read_scenario
from dunwell.language.yamlfile import read_yaml
from dunwell.law.stops import stop_named
from dunwell.loading import load_policy
from dunwell.resources import jurisdictions, law_pack

NL = load_policy("policies/nl/standard.yaml").program

KINDS = [  # the table of facts on what stops collection, and the article that it names
    ("nl", "bankruptcy", "art. 26, 33, 36, 63a and 128 Fw", "trustee", "confirmed"),
    ("nl", "suspension_of_payments", "art. 230 and 232 Fw", "administrator", "confirmed"),
    ("nl", "debt_relief", "art. 299, 301, 303, 313, 349a and 358 Fw", "administrator", "two_sources"),
    ("nl", "moratorium", "art. 5 Wet gemeentelijke schuldhulpverlening", "municipality", "two_sources"),
    ("nl", "provisional_relief", "art. 287b Fw", "order", "confirmed"),
    ("nl", "cooling_off", "art. 370 and following Fw", "expert", "unsure"),
    ("nl", "administration", "Book 1 BW, title 19", "administrator", "unsure"),
    ("nl", "death", "art. 4:182, 4:184, 4:185 and 4:214 BW", "liquidator", "confirmed"),
    ("be", "bankruptcy", "Book XX WER", "register", "unsure"),
    ("be", "collective_debt_settlement", "art. 1675/2 and following Ger.W.", "mediator", "unsure"),
    ("de", "bankruptcy", "§ 80, § 87, § 89, § 174 and § 301 InsO", "administrator", "unsure"),
    ("de", "stabilisation", "§ 49 StaRUG", "plan", "unsure"),
]


@pytest.mark.parametrize(("law", "kind", "article", "whom", "how_sure"), KINDS)
def test_each_kind_says_with_whom_the_claim_is_filed(law, kind, article, whom, how_sure):
    """Its article, how sure it is, and who is to be told of the claim."""
    rule = law_pack(law).stops[kind]
    assert (rule.basis.article, rule.basis.how_sure) == (article, how_sure)
    assert whom in rule.to_do


@pytest.mark.parametrize("law", jurisdictions())
def test_no_two_kinds_share_a_name(law):
    """Every word that people write leads to one kind."""
    stops = law_pack(law).stops
    names = [name for rule in stops.values() for name in (rule.name, *rule.words)]
    assert stops
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("WSNP", "debt_relief"),
        ("faillissement", "bankruptcy"),
        ("surseance van betaling", "suspension_of_payments"),
        ("Suspension of payments", "suspension_of_payments"),
        ("overleden", "death"),
        ("something", None),
    ],
)
def test_other_words_for_a_kind_are_known(written, meant):
    """Dutch and English words, in large or small letters."""
    found = stop_named(law_pack("nl").stops, written)
    assert (found.name if found else None) == meant


def problems(kind, event="debtor_stopped"):
    """What a scenario with this kind is told."""
    root, _ = read_yaml(f"events: [{{at: 2026-02-10, event: {event}, kind: {kind}}}]\n".encode(), "s.yaml")
    return [(one.code, one.message, one.fix) for one in read_scenario(root, NL)[1]]


@pytest.mark.parametrize("event", ["debtor_stopped", "stop_lifted"])
@pytest.mark.parametrize(
    ("kind", "fix"),
    [
        ("bankruptcy", None),
        ("bankrupcy", "did you mean 'bankruptcy'?"),
        ("wsnp", "write debt_relief"),
        ("holiday", "write one of: bankruptcy, suspension_of_payments, debt_relief, moratorium"),
    ],
)
def test_a_scenario_names_a_kind_of_the_law(event, kind, fix):
    """A misspelt one is a problem that says which is meant, or which there are."""
    found = problems(kind, event)
    if fix is None:
        assert found == []
    else:
        ((code, message, said),) = found
        assert (code, message) == ("DW705", f"{kind!r} is no stop that the law pack 'nl' knows")
        assert said.startswith(fix)


def said(name, kind, stops=()):
    """What the timeline says of such an event in a case with these stops."""
    position = position_of(NL, {"debtor.kind": "business", "invoice.due": day("2026-02-04")}, 100, day("2026-02-04"))
    for one in stops:
        position = apply(NL, position, Event("debtor_stopped", position.day, (("kind", one),)))
    return EXPLAINED[name](NL, position, Event(name, position.day, (("kind", kind),)))


def test_a_stop_is_explained_with_what_is_left_to_do():
    """The article, that nothing more is asked, with whom to file, until when, and who else is liable."""
    found = said("debtor_stopped", "bankruptcy")
    assert found[0].law == "art. 26, 33, 36, 63a and 128 Fw"
    text = " ".join(one.text for one in found)
    for words in ("no policy can change that", "File the claim with the trustee", "six months", "stay liable"):
        assert words in text


@pytest.mark.parametrize(
    ("kind", "stops", "text"),
    [
        ("death", (), "was not on, so nothing changes; nothing else stops the case by law"),
        ("death", ("bankruptcy",), "was not on, so nothing changes; still on: Bankruptcy (faillissement)"),
        ("bankruptcy", ("bankruptcy",), "has ended; nothing else stops the case by law"),
        ("death", ("bankruptcy", "death"), "has ended; still on: Bankruptcy (faillissement)"),
    ],
)
def test_the_end_of_a_stop_says_what_is_left(kind, stops, text):
    """Also that a stop was not on at all."""
    (found,) = said("stop_lifted", kind, stops)
    assert text in found.text
