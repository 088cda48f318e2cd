"""How the graph of a policy is said."""

import pytest

from dunwell.language.fields import FIELDS
from dunwell.language.graph import Edge, Fact
from dunwell.language.graph_make import graph_of
from dunwell.language.parts import Condition, Patience, Term, When, Window
from dunwell.language.phrases import Duration
from dunwell.loading import load_policy
from dunwell.problems import Place
from dunwell.render.graph_texts import FACTS, TEXTS
from dunwell.render.graph_words import GraphWords

HERE = Place("x.yaml")
GRAPH = graph_of(load_policy("policies/nl/standard.yaml").program)


def of(field, operator, *values, within=None):
    """A test of one field."""
    return Condition("test", HERE, field=field, operator=operator, values=values, within=within)


def when(text):
    """A day counted from an anchor of the Dutch policy."""
    count, unit, anchor = text
    return When(count, unit, GRAPH.anchors.index(anchor), "", HERE)


BIG = of("claim.open", "at_least", 25000)
GOOD = of("debtor.rating", "is", "good")
SAID = (
    (Duration(1, "working days"), "1 working day", "1 werkdag"),
    (
        when((2, "working days", "reminder.term")),
        "2 working days after the term of “Vriendelijke betalingsherinnering”",
        "2 werkdagen na de termijn van “Vriendelijke betalingsherinnering”",
    ),
    (when((0, "days", "invoice.due")), "on the due date", "op de vervaldatum"),
    (when((-3, "days", "invoice.due")), "3 days before the due date", "3 dagen voor de vervaldatum"),
    (when((0, "days", "entered")), "as soon as it is reached", "zodra het zover is"),
    (When(3, "days", -1, "", HERE), "3 days after the instalment's day", "3 dagen na de termijndag"),
    (Term(14, "days", "received", "", HERE), "14 days after receipt", "14 dagen na ontvangst"),
    (Patience(Duration(5, "working days"), "manager", HERE), "5 working days → manager", "5 werkdagen → manager"),
    (
        Window(when((3, "months", "invoice.issued")), ("holds", "plans"), HERE),
        "3 months after the invoice date (not counting holds, plans)",
        "3 maanden na de factuurdatum (zonder wachten, regelingen)",
    ),
    (BIG, "open claim: at least €250.00", "openstaande vordering: minstens €\N{NO-BREAK SPACE}250,00"),
    (
        Condition("any", HERE, (BIG, GOOD)),
        "open claim: at least €250.00 or rating of the customer: good",
        "openstaande vordering: minstens €\N{NO-BREAK SPACE}250,00 of beoordeling van de klant: goed",
    ),
    (
        Condition("all", HERE, (Condition("any", HERE, (GOOD, GOOD)), GOOD)),
        "(rating of the customer: good or rating of the customer: good) and rating of the customer: good",
        "(beoordeling van de klant: goed of beoordeling van de klant: goed) en beoordeling van de klant: goed",
    ),
    (
        Condition("none", HERE, (GOOD,)),
        "none of (rating of the customer: good)",
        "geen van (beoordeling van de klant: goed)",
    ),
    (of("debtor.ability", "known", False), "ability to pay: not known", "betaalvermogen: niet bekend"),
    (
        of("invoice.complete", "is", False),
        "not: the invoice has all that the law asks",
        "niet: de factuur bevat alles wat de wet vraagt",
    ),
    (
        of("debtor.plans_breached", "below", 1, within=Duration(12, "months")),
        "payment plans breached: less than 1 within 12 months",
        "niet nagekomen betalingsregelingen: minder dan 1 binnen 12 maanden",
    ),
)


@pytest.mark.parametrize(("value", "en", "nl"), SAID, ids=[row[1][:40] for row in SAID])
def test_values_are_said_in_both_languages(value, en, nl):
    """Days, terms and conditions read as people say them."""
    assert GraphWords("en", GRAPH).phrase(value) == en
    assert GraphWords("nl", GRAPH).phrase(value) == nl


@pytest.mark.parametrize(
    ("edge", "en"),
    [
        (Edge("a", "b", "outcome", "wants_plan", HERE), "wants a plan"),
        (Edge("a", "b", "otherwise", "when,times", HERE), "does not apply or done before"),
        (Edge("a", "b", "after_last", "no_answer", HERE), "no answer, after the last try"),
        (Edge("a", "b", "undeliverable", "", HERE, ("consumer",)), "consumer: not deliverable"),
        (Edge("a", "b", "until", "question_answered", HERE), "question answered"),
        (Edge("a", "b", "completed", "more_is_open", HERE), "plan paid, more is open"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_edges_are_named(edge, en):
    """An edge is called by its outcome, event or reason, and by its variants where it is not for all."""
    assert GraphWords("en", GRAPH).edge(edge) == en


def test_every_text_is_there_in_both_languages():
    """No text is half translated, and both have as many places to fill in."""
    for key, (en, nl) in (FACTS | TEXTS).items():
        assert bool(en) == bool(nl), key
        assert en.count("{}") == nl.count("{}"), key


def test_every_fact_of_the_shipped_policies_has_words():
    """No fact is shown by its key, in any variant."""
    keys = {fact.key for node in GRAPH.nodes for fact in node.facts}
    assert keys <= FACTS.keys()


def test_a_requirement_is_said_in_full():
    """What a check looks at is the sentence of the field."""
    fact = Fact("requires", ("invoice.complete", "no_open_question"))
    assert GraphWords("en", GRAPH).heading(fact) == (
        f"All must hold: {FIELDS['invoice.complete'].en}; {FIELDS['no_open_question'].en}"
    )
