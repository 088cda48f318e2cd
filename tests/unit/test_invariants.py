"""Every invariant has its sentences, is broken by a move that breaks it, and by nothing else."""

from dataclasses import replace

import pytest

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.decide import decide
from dunwell.core.position import ASKING, MANUAL, OpenHold
from dunwell.core.transitions import Action
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.language.fields import FACT_INDEX
from dunwell.law.guardrails import KINDS
from dunwell.loading import load_policy
from dunwell.resources import jurisdictions
from dunwell.verifying.budgets import QUICK, Budget, world
from dunwell.verifying.by_law import _BROKEN, _TESTS
from dunwell.verifying.explorer import explore
from dunwell.verifying.invariants import OWN, invariants_observer, invariants_of
from dunwell.verifying.model import Breach, Move, Moved
from dunwell.verifying.profiles import opened, profiles
from dunwell.verifying.watch import Memory, begun

NL = load_policy("policies/nl/standard.yaml").program
DUE = day("2026-03-02")
CONSUMER = next(one for one in profiles(NL, QUICK, DUE) if one.variant == "consumer")
CASE = opened(NL, CONSUMER)
MONDAY, WEDNESDAY, SATURDAY, SUNDAY = day("2026-03-09"), day("2026-03-11"), day("2026-03-14"), day("2026-03-15")
LETTER = NL.step_index("notice")


def standing(step="", **changes):
    """The case at a step, as far as a test needs it."""
    index = NL.step_index(step) if step else CASE.step
    return replace(CASE, step=index, **changes)


def fact(name, value, position=CASE):
    """The case with another fact."""
    index = FACT_INDEX[name]
    return replace(position, facts=(*position.facts[:index], value, *position.facts[index + 1 :]))


def done(step, at, **data):
    """A step of ours that was carried out."""
    return Event("step_done", at, (("step", step), *data.items()))


def call(at):
    """A call of ours."""
    return Event("call_made", at, (("outcome", "no_answer"), ("step", "call")))


def sent(name, at):
    """A message of ours apart from the ladder."""
    return Event("message_sent", at, (("message", name), ("channels", "email")))


def moved(before, event, *, ours=True, after=None):
    """A move as the explorer makes it: what happened, and what is due then."""
    position = apply(NL, before, event) if after is None else after
    action = Action("step", before.step) if ours else None
    return Moved(Move(event.at, event, action), before, position, (), decide(NL, position, event.at))


def waited(before, until, *, after=None):
    """A move in which only time goes by."""
    position, told = advance(NL, before, until)
    position = position if after is None else after
    return Moved(Move(until), before, position, told, decide(NL, position, until))


def broken(move, memory=None):
    """The ids of the invariants that a move breaks."""
    memory = begun(NL) if memory is None else memory
    return {breach.invariant for breach in invariants_observer(NL).look(NL, memory, move).breaches}


HELD = (OpenHold(NL.hold_index("question"), MONDAY, MONDAY + 14),)
TOLD = Memory(announced=1 << LETTER, letters=((LETTER, MONDAY - 1),), windows=(0, 0))
MOVES = (
    ("contact-on-hold", moved(standing("reminder", holds=HELD), done("reminder", MONDAY)), None),
    (
        "contact-on-hold",
        moved(standing("reminder", holds=(OpenHold(MANUAL, MONDAY, SUNDAY),)), done("reminder", MONDAY)),
        None,
    ),
    ("contact-after-end", moved(standing("reminder", end="paid"), done("reminder", MONDAY)), None),
    ("contact-on-closed-day", moved(standing("reminder"), done("reminder", SATURDAY)), None),
    (
        "two-contacts-a-day",
        moved(standing("reminder"), done("reminder", MONDAY)),
        Memory(contacts=(MONDAY,), windows=(0, 0)),
    ),
    (
        "contacts-a-week",
        moved(standing("reminder"), done("reminder", WEDNESDAY)),
        Memory(contacts=(MONDAY - 4, MONDAY), windows=(0, 0)),
    ),
    (
        "credit-awaited",
        moved(standing("notice"), done("notice", MONDAY)),
        Memory(to_credit=True, windows=(0, 0)),
    ),
    ("call-limit", moved(standing("call", counts=(1, 1, 2, 0, 0, 0, 0, 0, 0, 0)), call(MONDAY)), None),
    (
        "done-too-often",
        moved(standing("put_in_default", counts=(1, 1, 2, 1, 0, 0, 0, 0, 0, 0)), done("put_in_default", MONDAY)),
        None,
    ),
    ("term-honoured", moved(standing("call"), call(MONDAY)), Memory(term=MONDAY, granted_by=1, windows=(0, 0))),
    (
        "claimed-unannounced",
        moved(standing("hand_over"), done("hand_over", MONDAY, costs=18_150)),
        TOLD._replace(announced=0),
    ),
    ("NL-101", moved(standing("hand_over"), done("hand_over", MONDAY, costs=18_150)), TOLD._replace(letters=())),
    (
        "NL-101",
        moved(standing("hand_over"), done("hand_over", MONDAY, costs=18_150)),
        TOLD._replace(letters=((LETTER, MONDAY),)),
    ),
    ("NL-102", moved(standing("notice"), done("notice", MONDAY)), None),
    ("NL-103", moved(standing("hand_over"), done("hand_over", MONDAY, costs=18_151)), TOLD),
    ("NL-104", moved(standing("hand_over"), done("hand_over", MONDAY, interest=1)), TOLD),
    ("NL-106", moved(standing("reminder"), done("reminder", SUNDAY)), None),
    ("NL-107", moved(standing("reminder", stops=("bankruptcy",)), done("reminder", MONDAY)), None),
    (
        "NL-108",
        moved(fact("invoice.later_instalment", True, standing("hand_over")), done("hand_over", MONDAY, costs=1)),
        TOLD,
    ),
    ("NL-110", moved(fact("agency.registered", None, standing("hand_over")), done("hand_over", MONDAY)), TOLD),
    ("NL-111", moved(fact("debtor.claims_to_join", True, standing("notice")), done("notice", MONDAY)), TOLD),
    ("NL-113", moved(fact("collector.kind", "third_party", standing("reminder")), done("reminder", MONDAY)), None),
    ("NL-114", moved(standing("reminder"), done("reminder", day("2028-03-03"))), None),
    (
        "window-kept",
        waited(standing("reminder"), day("2026-03-05"), after=standing("reminder", day=day("2026-03-05"))),
        None,
    ),
    ("holds-end", waited(standing(holds=HELD), MONDAY + 15, after=standing(holds=HELD, day=MONDAY + 15)), None),
    (
        "paid-and-open",
        moved(
            CASE,
            Event("payment_received", MONDAY, (("amount", 121_000),)),
            ours=False,
            after=replace(CASE, received=121_000),
        ),
        None,
    ),
    (
        "ended-unpaid",
        moved(
            CASE,
            Event("payment_received", MONDAY, (("amount", 1),)),
            ours=False,
            after=replace(CASE, received=1, end="paid"),
        ),
        None,
    ),
)


@pytest.mark.parametrize(("invariant", "move", "memory"), MOVES, ids=lambda one: one if isinstance(one, str) else "")
def test_a_move_that_breaks_it_is_found(invariant, move, memory):
    """Whatever led there: the move alone, with what is remembered, is enough."""
    assert invariant in broken(move, memory)


KEPT = (
    (moved(standing("reminder"), done("reminder", MONDAY)), None),
    (moved(standing("reminder"), done("reminder", SUNDAY), ours=False), None),
    (moved(standing("reminder", holds=HELD), sent("promise_confirmation", MONDAY)), None),
    (moved(standing("reminder"), sent("promise_confirmation", MONDAY)), Memory(to_credit=True, windows=(-1, -1))),
    (moved(standing("call"), call(WEDNESDAY)), Memory(term=MONDAY + 1, granted_by=1, windows=(0, 0))),
    (
        moved(standing("find_contact"), done("find_contact", MONDAY, outcome="found")),
        Memory(term=MONDAY, granted_by=1, windows=(0, 0)),
    ),
)


@pytest.mark.parametrize(("move", "memory"), KEPT, ids=lambda one: "")
def test_what_is_lawful_breaks_nothing(move, memory):
    """A contact on a contact day, a person's own deed, a confirmation on hold, the day after a term, a task in it."""
    assert broken(move, memory) == set()


def test_a_window_waits_for_nobody_who_is_late():
    """Where something was due and left undone, or days do not count, the window is not the policy's to keep."""
    late = waited(standing("reminder"), day("2026-03-05"), after=standing("reminder", day=day("2026-03-05")))
    assert broken(late, begun(NL)._replace(asked=True)) == set()
    assert broken(late, begun(NL)._replace(windows=(3, 0))) == set()


def test_who_waits_for_a_credit_note_is_known_from_what_was_decided():
    """From the decision to the credit note, wherever the case goes meanwhile."""
    look = invariants_observer(NL).look
    disputed = apply(NL, CASE, Event("dispute_opened", MONDAY))
    upheld = moved(disputed, Event("dispute_closed", MONDAY, (("outcome", "upheld"),)), ours=False)
    told = look(NL, begun(NL), upheld).memory
    assert told.to_credit
    assert look(NL, told, waited(upheld.after, MONDAY + 3, after=standing("notice"))).memory.to_credit
    credited = moved(upheld.after, Event("credited", MONDAY + 3, (("amount", 121_000),)), ours=False)
    assert not look(NL, told, credited).memory.to_credit


def test_a_person_who_passes_over_a_letter_is_no_fault_of_the_policy():
    """The guard stops what the law forbids then, and that is what it is for."""
    look = invariants_observer(NL).look
    asks = standing("notice", phase=ASKING, ask="undeliverable:letter", day=MONDAY)
    passed = moved(asks, Event("approved", MONDAY))
    assert not look(NL, begun(NL), passed).breaches
    assert look(NL, begun(NL), passed).memory.passed_over
    elsewhere = moved(replace(asks, ask="unknown:debtor.kind"), Event("approved", MONDAY))
    assert not look(NL, begun(NL), elsewhere).memory.passed_over


def test_every_guardrail_has_a_sentence_in_both_languages():
    """Each kind of guardrail is told, and each that can be broken by a deed is looked for."""
    assert set(_BROKEN) == set(KINDS)
    assert set(KINDS) - set(_TESTS) == {"amounts_by_law", "plan_is_free"}  # `owed` looks at those
    for law in jurisdictions():
        program = load_policy(f"policies/{law}/standard.yaml").program
        for invariant in invariants_of(program).values():
            for language in ("en", "nl"):
                assert invariant.title(language)
                assert invariant.sentence(language, (MONDAY,) * 5)
    assert len({one.id for one in OWN}) == len(OWN)


def test_a_sentence_says_days_amounts_and_what_is_missing():
    """Days with their weekday in the language asked for, cents as an amount, and 0 for what never came."""
    law = invariants_of(NL)["NL-101"]
    assert "Mon 2026-03-09; no letter by law came before it" in law.sentence("en", ("hand_over", MONDAY, 0))
    assert "tot en met ma 2026-03-09" in law.sentence("nl", ("hand_over", MONDAY, MONDAY))
    much = invariants_of(NL)["claimed-too-much"].sentence("en", Breach("", ("call", MONDAY, "interest", 150, 100)).args)
    assert "1.50" in much


@pytest.mark.parametrize("law", sorted(jurisdictions()))
def test_the_shipped_policies_break_nothing_when_nobody_reacts(law):
    """For each kind of case, and for due dates over a year; the whole proof is `dunwell verify`."""
    program = load_policy(f"policies/{law}/standard.yaml").program
    silent = Budget("silent", (world(0),), (), "plain")
    for due in range(DUE, DUE + 366, 29):
        for case in profiles(program, silent, due):
            assert explore(program, case, silent, (invariants_observer(program),)).breaches == ()
