"""What must always hold while a case is played: contacts, terms, holds, counters, money, nobody forgotten."""

from hypothesis import given, note
from hypothesis import strategies as st

from dunwell.core.decide import decide
from dunwell.core.explain import explain
from dunwell.core.instalments import open_of_plan, paid
from dunwell.core.position import AGREED
from dunwell.language.program import FIXED_ANCHORS
from plays import play, replay
from strategies import OUTSIDE_EVENTS, cases, histories, policies

LUCK = st.lists(st.integers(0, 40), min_size=1, max_size=8)


def played(data):
    """A case of a drawn policy, played for some months against a drawn world; looks may come late."""
    program = data.draw(policies()).program
    opened = data.draw(cases(program))
    outside = data.draw(histories(program, opened, OUTSIDE_EVENTS, most=6))
    late = data.draw(st.sampled_from([0, 0, 0, 4, 30]))
    run = play(program, opened, outside, opened.day + 250, data.draw(LUCK), late=late)
    note(repr(run))
    return run


def steps_taken(run):
    """Every look at which a step was carried out, with that step."""
    for look in run.looks:
        if look.done is not None and look.action.kind == "step":
            yield look, run.program.steps[look.position.variant][look.action.step]


def held(program, position):
    """Whether a stop, or a hold on the whole claim, is on."""
    part = sum(one.amount for one in position.holds if one.hold >= 0 and program.holds[one.hold].part and one.amount)
    whole = any(one.hold < 0 or not program.holds[one.hold].part or not one.amount for one in position.holds)
    return bool(position.stops) or whole or (part > 0 and part >= position.claim_open)


@given(st.data())
def test_promises(data):
    """One story keeps every promise at once."""
    run = played(data)
    for check in CHECKS:
        check(run)


def the_journal_says_the_same(run):
    """What a run did live is what its journal says afterwards; deciding again after that yields nothing new."""
    assert replay(run.program, run.opened, run.journal, run.position.day) == (run.position, run.told)
    seen = set()
    for look in run.looks:
        assert decide(run.program, look.position, look.day) == look.decision
        if look.done is not None and look.done.name != "approved":
            action = look.action
            step = run.program.steps[look.position.variant][action.step]
            key = (look.day, action.kind, action.step, action.message)
            assert step.kind == "task" or key not in seen, step.name
            seen.add(key)


def _is_call(look):
    return look.action.kind == "step" and look.action.channels == ("phone",)


def contacts_are_spaced(run):
    """At most one contact a day, so many in seven days (but for confirmations), on open contact days only."""
    program = run.program
    contacts = [
        (look.day, look.action.kind == "message" and program.messages[look.action.message].confirms, _is_call(look))
        for look in run.looks
        if look.done is not None
        and (
            look.action.kind == "message"
            or (look.action.kind == "step" and program.steps[look.position.variant][look.action.step].contact)
        )
    ]
    days = [day for day, _, _ in contacts]
    assert len(set(days)) == len(days)
    calendars = {False: program.contacts.messages, True: program.contacts.calls}
    assert all(calendars[call].is_open(day) for day, _, call in contacts)
    limit = program.contacts.per_week
    for number, (day, confirms, _) in enumerate(contacts):
        within = sum(day - earlier < 7 for earlier, _, _ in contacts[max(number - 12, 0) : number])
        assert confirms or not limit or within < limit


def terms_are_honoured(run):
    """No step of the ladder is carried out up to the last day of a term that another step has granted."""
    for look, step in steps_taken(run):
        others = [
            day for slot, day in enumerate(look.position.anchors[len(FIXED_ANCHORS) + 2 :: 3]) if slot != step.index
        ]
        assert step.side or look.day > max(others, default=0), step.name


def held_is_held(run):
    """Nothing but a confirmation is due while the case is held, its farewell once it is over, nothing when stopped."""
    for look in run.looks:
        kinds = {action.kind for action in look.decision.actions}
        if look.position.stops:
            assert not kinds
        elif look.position.end:
            assert kinds <= {"message"}
            told = [action.message for action in look.decision.actions]
            assert told in ([], [dict(run.program.farewells).get(look.position.end)])
        if held(run.program, look.position):
            assert kinds <= {"message", "ask"}  # a confirmation, or what to do without an address for it
        if look.position.plan:
            assert kinds <= {"message", "ask"}


def a_farewell_is_said_once(run):
    """After the end the debtor hears of it at most once, and nothing else; no thanks to who never heard of us."""
    ends, said = 0, 0
    for before, look in zip([None, *run.looks], run.looks, strict=False):
        ends += bool(look.position.end and not (before and before.position.end))
        if look.position.end and look.done is not None:
            said += 1
            kind = run.program.messages[look.action.message].kind
            assert kind != "thanks" or look.position.contacts
    assert said <= ends


def a_plan_is_repaired_in_time_or_not_at_all(run):
    """No plan is breached up to the last day of a term to repair it, and none is while the case is held."""
    for told in run.told:
        if told.kind == "plan" and told.change == "breached":
            assert told.day > told.reasons[0].args[0]


def counts_are_kept(run):
    """No call beyond its attempts, no step beyond its times, whatever route led there."""
    for look, step in steps_taken(run):
        done = look.position.counts[step.index]
        assert not step.times or done < step.times, step.name
        assert step.kind != "phone" or done < step.attempts, step.name


def money_adds_up(run):
    """What was received is allocated or overpaid; an open case has something open; nothing is negative."""
    for position in [*(look.position for look in run.looks), run.position]:
        parts = position.principal_open + position.interest_open + position.costs_open
        assert parts == max(position.claim_open, 0)
        if position.plan and position.plan.stage == AGREED:
            due = sum(amount for _, amount in position.plan.schedule)
            assert max(due - paid(position), 0) >= open_of_plan(run.program, position) >= 0
        assert min(position.principal, position.received, position.interest, position.costs) >= 0
        assert min(position.principal_open, position.interest_open, position.costs_open) >= 0
        assert position.end or position.claim_open > run.program.tolerance


def nobody_is_forgotten(run):
    """An open case has a next look, something due, or a stop by law; who is asked has a name, and a hold a last day."""
    for look in run.looks:
        position, decision = look.position, look.decision
        lost = not (position.end or position.stops or decision.next_look or decision.actions)
        assert not lost, look.day
        assert all(one.last for one in position.holds)
        assert all(action.owner or action.kind != "ask" for action in decision.actions)


def everything_is_explained(run):
    """Every reason, for what is due and for what is not, is a sentence."""
    for look in run.looks[:30]:
        reasons = [*look.decision.reasons, *(reason for action in look.decision.actions for reason in action.reasons)]
        assert reasons
        assert all(explain(run.program, look.position, reason).text for reason in reasons)


CHECKS = (
    everything_is_explained,
    the_journal_says_the_same,
    contacts_are_spaced,
    terms_are_honoured,
    held_is_held,
    a_farewell_is_said_once,
    a_plan_is_repaired_in_time_or_not_at_all,
    counts_are_kept,
    money_adds_up,
    nobody_is_forgotten,
)
