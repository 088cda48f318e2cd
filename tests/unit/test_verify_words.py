"""The sentences of a verification in English and Dutch."""

import pytest

from dunwell.language.events import Event
from dunwell.render.verify_words import KINDS, SAYINGS, TEXTS, VerifyWords
from dunwell.verifying.budgets import BUDGETS
from dunwell.verifying.budgets import KINDS as COUNTED
from dunwell.verifying.findings import Change, Finding
from dunwell.verifying.marks import KINDS as MARKED
from dunwell.verifying.model import Mark, Move
from proofs import policy
from proofs_made import DUE, bound, short, story

NL = policy().program
EN_WORDS, NL_WORDS = VerifyWords(NL), VerifyWords(NL, "nl")
PAID = Event("payment_received", DUE + 1, (("amount", 100),))

FINDINGS = (
    (
        ("step", "reminder"),
        "reminder: from day 1 to day 9",
        "Vriendelijke betalingsherinnering: van dag 1 tot en met dag 9",
    ),
    (("times", "call", "2"), "call: at most 2 times", "Bellen: hoogstens 2 keer"),
    (
        ("message", "payment_plan_late"),
        "message “an instalment is missing”: from day 1 to day 9",
        "bericht “er ontbreekt een termijn”: van dag 1 tot en met dag 9",
    ),
    (
        ("message", "payment_plan_infeasible"),
        "message “the payment plan has ended, not feasible”: from day 1 to day 9",
        "bericht “de betalingsregeling is beëindigd, niet haalbaar”: van dag 1 tot en met dag 9",
    ),
    (
        ("claim", "collection_costs"),
        "collection costs claimed: from day 1 to day 9",
        "incassokosten gevorderd: van dag 1 tot en met dag 9",
    ),
    (
        ("without", "notice", "call"),
        "notice can come without “call” before it: from day 1 to day 9",
        "Aanmaning kan komen zonder “Bellen” ervoor: van dag 1 tot en met dag 9",
    ),
    (
        ("hold", "promise"),
        "on hold, promise to pay: from day 1 to day 9",
        "in de wacht, betaaltoezegging: van dag 1 tot en met dag 9",
    ),
    (
        ("plan", "payment_plan", "breached"),
        "payment plan breached: from day 1 to day 9",
        "betalingsregeling verbroken: van dag 1 tot en met dag 9",
    ),
    (
        ("blocked", "notice", "NL-106"),
        "notice would break NL-106 and is stopped: from day 1 to day 9",
        "Aanmaning zou NL-106 schenden en wordt tegengehouden: van dag 1 tot en met dag 9",
    ),
    (
        ("end", "handed_over"),
        "the case ends, handed over: from day 1 to day 9",
        "het dossier eindigt, overgedragen: van dag 1 tot en met dag 9",
    ),
)


@pytest.mark.parametrize(
    ("mark", "english", "dutch"), FINDINGS, ids=lambda one: "-".join(one) if isinstance(one, tuple) else ""
)
def test_a_finding_is_a_sentence(mark, english, dutch):
    """Of every kind, with the titles of the policy in its own language."""
    one = Finding("business", Mark(*mark), bound(1, 9))
    assert (EN_WORDS.finding(one), NL_WORDS.finding(one)) == (english, dutch)


def test_every_kind_has_its_words():
    """Each kind of finding, and each kind of event that a budget counts, in two languages."""
    assert set(SAYINGS) == set(MARKED) == {mark[0] for mark, _, _ in FINDINGS}
    assert set(KINDS) == set(COUNTED)
    assert all(len(set(pair)) <= 2 == len(pair) and all(pair) for pair in (*KINDS.values(), *TEXTS.values()))


STORIES = (
    ((), "nobody reacts", "niemand reageert"),
    ((Move(DUE + 1, PAID),), "nobody reacts", "niemand reageert"),
    (
        (Move(DUE + 1, PAID, None, 1),),
        "Thu 5 Feb 2026 payment received: €1.00",
        "do 5 feb 2026 betaling ontvangen: € 1,00",
    ),
    (
        (Move(DUE + 3, None, None, 1, away=3), Move(DUE + 6, PAID, None, 1, recorded=DUE + 6)),
        "nothing runs for 3 days before Sat 7 Feb 2026; Thu 5 Feb 2026 payment received: €1.00 (recorded 5 days later)",
        (
            "er draait 3 dagen niets tot za 7 feb 2026; "
            "do 5 feb 2026 betaling ontvangen: € 1,00 (5 dagen later vastgelegd)"
        ),
    ),
)


@pytest.mark.parametrize(("moves", "english", "dutch"), STORIES, ids=["none", "by-itself", "paid", "away-and-late"])
def test_a_story_is_told_by_what_came_from_outside(moves, english, dutch):
    """In its order, each with its day, and when it became known if that was later."""
    assert EN_WORDS.story(story(*moves)) == english
    assert NL_WORDS.story(story(*moves)).replace("\xa0", " ") == dutch


@pytest.mark.parametrize(
    ("old", "new", "english", "dutch"),
    [
        (
            (1, 5),
            (1, 6),
            "from day 1 to day 5 → from day 1 to day 6",
            "van dag 1 tot en met dag 5 → van dag 1 tot en met dag 6",
        ),
        (None, (4, 4), "new: on day 4", "nieuw: op dag 4"),
        ((4, 4), None, "gone: it was on day 4", "verdwenen: het was op dag 4"),
    ],
    ids=["moved", "new", "gone"],
)
def test_a_change_tells_both_days(old, new, english, dutch):
    """What it was and what it is."""
    change = Change("business", "step notice", old, new)
    assert (EN_WORDS.change(change), NL_WORDS.change(change)) == (english, dutch)


def test_a_budget_is_told_as_it_is_counted():
    """One event of a list, or so many of each; several worlds are told one after the other."""
    quick, standard = (EN_WORDS.budget(BUDGETS[name]) for name in ("quick", "standard"))
    assert quick.startswith("one of: dispute, question, promise to pay, ")
    assert standard.startswith("at most 2 of: 1 × dispute, 1 × promise to pay, 1 × payment plan, ")
    assert [part.partition(":")[0] for part in quick.split("; or ")] == ["one of", "at most 2 of"]
    assert [part.partition(":")[0] for part in standard.split("; or ")] == ["at most 2 of", "one of"]
    assert NL_WORDS.budget(BUDGETS["quick"]).startswith("één van: betwisting, vraag, ")


def test_numbers_and_kinds_of_cases_are_written_for_people():
    """Thousands and tenths as each language has them; a policy of one variant is for every case."""
    assert (EN_WORDS.count(16422), NL_WORDS.count(16422)) == ("16,422", "16.422")
    assert (EN_WORDS.seconds(0), NL_WORDS.seconds(5.06)) == ("0.0", "5,1")
    assert [VerifyWords(short(), one).profile("all") for one in ("en", "nl")] == ["every case", "elk dossier"]
    assert NL_WORDS.profile("consumer") == "consument"
    assert NL_WORDS.profile("consumer, debtor.rating poor") == "consumer, debtor.rating poor"
