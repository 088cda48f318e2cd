"""Faults planted in a policy or in the engine are found, each with the plainest story that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from dunwell.core import advance as advancing
from dunwell.core import claim as claiming
from dunwell.core import decide as deciding
from dunwell.core import events_actions, timing
from dunwell.days import day, day_text
from dunwell.language.parts import When
from dunwell.loading import load_policy
from dunwell.resources import read_text
from dunwell.verifying.budgets import Budget, world
from dunwell.verifying.counterexample import replay
from dunwell.verifying.endless import endless
from dunwell.verifying.explorer import explore
from dunwell.verifying.invariant import told
from dunwell.verifying.invariants import invariants_observer, invariants_of
from dunwell.verifying.profiles import profiles

POLICY = "policies/nl/standard.yaml"
MONDAY, FRIDAY = day("2026-03-02"), day("2026-03-06")
_LAST_DAY, _READY, _CONTACT = timing.last_day, timing.ready_day, timing.contact_day


@pytest.fixture(scope="module")
def shipped():
    """The shipped Dutch policy."""
    return load_policy(POLICY).program


def changed(program, name, kind=None, **changes):
    """The program with one step changed, in one variant or in all; as if its checks had been passed by."""
    steps = tuple(
        tuple(replace(one, **changes) if one.name == name and kind in (None, variant.name) else one for one in steps)
        for variant, steps in zip(program.variants, program.steps, strict=True)
    )
    return replace(program, steps=steps)


def business_letter(program, monkeypatch):
    """The consumer gets the business letter."""
    business = next(one for one in program.steps[0] if one.name == "notice")
    steps = tuple(tuple(business if one.name == "notice" else one for one in row) for row in program.steps)
    return replace(program, steps=steps, letters=(program.letters[0],) * 2)


def unguarded(program, monkeypatch):
    """As before, and neither the engine's guard nor its calculator looks whether the letter came: costs are claimed."""
    monkeypatch.setattr(claiming, "_lapsed", lambda program, position, form, day: True)
    return changed(business_letter(program, monkeypatch), "hand_over", guards=())


def from_sending(program, monkeypatch):
    """Fourteen days are counted from sending, not from receipt, and the hand-over comes on the day after."""
    monkeypatch.setattr(
        events_actions, "last_day", lambda program, term, sent, received: _LAST_DAY(program, term, sent, sent)
    )
    start = next(one for one in program.steps[1] if one.name == "hand_over").start
    return changed(program, "hand_over", start=replace(start, count=1, unit="days"))


def last_day_lost(program, monkeypatch):
    """A term's last day is not honoured: the next step comes on it."""
    for module in (timing, advancing, deciding):
        monkeypatch.setattr(module, "ready_day", lambda program, position, step: _READY(program, position, step) - 1)
    return program


def endless_dispute(program, monkeypatch):
    """The hold of a dispute has no limit."""
    return replace(
        program, holds=tuple(replace(one, limit=None) if one.name == "dispute" else one for one in program.holds)
    )


def endless_call(program, monkeypatch):
    """A call that nobody makes is told to nobody."""
    return changed(program, "call", patience=None)


def third_call(program, monkeypatch):
    """A dispute that is over lets the case call again: the limit is asked only after no answer."""
    monkeypatch.setattr(advancing, "calls_used_up", lambda position, step: False)
    return program


def plan_again(program, monkeypatch):
    """A plan can be agreed again after each breach."""
    return replace(program, plans=tuple(replace(one, when=None) for one in program.plans))


def sunday(program, monkeypatch):
    """The day on which a hold ends is not looked at: the day planned was, the day it really is was not."""
    monkeypatch.setattr(deciding, "open_day", lambda program, position, step, day: day)
    return program


def unannounced(program, monkeypatch):
    """Costs are claimed that no letter announced."""
    return changed(program, "notice", announces=())


def friday(program, monkeypatch):
    """The reminder is promised within two days, counted over a weekend."""
    reminder = next(one for one in program.steps[0] if one.name == "reminder")
    last = reminder.window.last
    promised = When(2, "days", last.anchor, "2 days after invoice.due", last.place)
    return changed(program, "reminder", window=replace(reminder.window, last=promised))


@dataclass(frozen=True)
class Fault:
    """A fault, what finds it, how much may come from outside, and how much of that its plainest story needs."""

    plant: object
    found: str
    most: int = 0
    kinds: dict = field(default_factory=dict)
    outside: int = 0
    every_day: bool = False
    kind: str = "consumer"
    due: int = MONDAY
    days: int = 80


FAULTS = (
    Fault(business_letter, "blocked-NL-101"),
    Fault(unguarded, "NL-101"),
    Fault(from_sending, "NL-101"),
    Fault(from_sending, "NL-105"),
    Fault(last_day_lost, "term-honoured"),
    Fault(endless_dispute, "no-limbo", 1, {"dispute": 1}, 1, days=12),
    Fault(endless_call, "no-limbo"),
    Fault(third_call, "call-limit", 1, {"dispute": 1}, 1, days=45),
    Fault(plan_again, "every-run-ends", 2, {"request": 2}, 4, days=12),
    Fault(sunday, "contact-on-closed-day", 1, {"question": 1}, 2, every_day=True, days=14),
    Fault(sunday, "blocked-NL-106", 1, {"question": 1}, 2, every_day=True, days=14),
    Fault(unannounced, "claimed-unannounced"),
    Fault(friday, "window-kept", due=FRIDAY),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.plant.__name__}-{fault.found}")
def test_a_planted_fault_is_found(shipped, monkeypatch, snapshot, fault):
    """The invariant that it breaks is named, in a story with no more from outside than it takes."""
    program = fault.plant(shipped, monkeypatch)
    budget = Budget("fault", (world(fault.most, **fault.kinds),), (), "plain", days=fault.days, instalments=(1,))
    case = next(one for one in profiles(program, budget, fault.due) if one.variant == fault.kind)
    found = {breach.invariant: (breach, story) for breach, story in explored(program, case, budget, fault).breaches}
    assert fault.found in found
    breach, story = found[fault.found]
    assert sum(move.outside for move in story.moves) == fault.outside
    assert drawn(program, breach, story) == snapshot


def explored(program, case, budget, fault):
    """All that is found in the world of a fault."""
    return explore(program, case, budget, (invariants_observer(program),), every_day=fault.every_day)


def drawn(program, breach, story):
    """The sentence, and the timeline in a few words."""
    lines = [f"{told(invariants_of(program), breach)}", f"due {day_text(story.profile.due)}"]
    for entry in replay(program, story).entries:
        words = (entry.kind, entry.name, entry.change, entry.outcome, entry.guardrail)
        lines.append(f"  {day_text(entry.day)} {' '.join(filter(None, words))}")
    return "\n".join(lines)


def test_the_unfaulty_policy_has_none_of_them(shipped):
    """In the same worlds the shipped policy breaks nothing; so it is the fault that is found."""
    for fault in FAULTS:
        if fault.most < 2 and not fault.every_day:
            budget = Budget("fault", (world(fault.most, **fault.kinds),), (), "plain", days=fault.days)
            for case in profiles(shipped, budget, fault.due):
                assert explored(shipped, case, budget, fault).breaches == ()
    assert endless(shipped) == ()


def test_a_plan_without_a_bound_is_found_on_the_text(shipped, monkeypatch):
    """Exploring cannot prove that a run ends; the text shows it at once."""
    program = plan_again(shipped, monkeypatch)
    circle = "payment_plan → breached → put_in_default → payment_plan"
    assert [breach.args for breach in endless(program)] == [(circle,)]


TEXTS = (
    ("        legal_form: fourteen_day_letter", "        legal_form: notice_of_default", "DW640"),
    (
        "        template: notice_consumer",
        "        template: notice_consumer\n        term: 14 days after sent",
        "DW640",
    ),
    ("    no_longer_than: 30 days\n", "", "DW403"),
    ("    not_called: {after: 3 working days, escalate_to: manager}", "    #", "DW202"),
)


@pytest.mark.parametrize(("old", "new", "code"), TEXTS, ids=lambda one: one.split(":")[0].strip())
def test_what_the_text_shows_is_refused_before(tmp_path, old, new, code):
    """Where a text alone shows the fault, no program is made of it: `check` names its code."""
    text = read_text(POLICY)
    assert old in text
    file = tmp_path / "policy.yaml"
    file.write_text(text.replace(old, new))
    loaded = load_policy(str(file))
    assert code in [problem.code for problem in loaded.problems]
