"""The agency's registration: said by the settings, looked at on the day, and held against the law."""

import pytest

from dunwell.days import day
from dunwell.run.registration import RECORDER, Registration, registration_event, registration_in
from handovers import hand_over_in

CONSUMER = [
    ("2026-03-02", "step_done", {"step": "reminder", "channels": "email"}),
    ("2026-03-11", "call_made", {"step": "call", "outcome": "will_not_pay"}),
    ("2026-03-12", "step_done", {"step": "put_in_default", "channels": "letter"}),
    ("2026-04-01", "step_done", {"step": "notice", "channels": "letter"}),
]
ON = "2026-04-28"


@pytest.fixture
def case(tmp_path):
    """A consumer's case that stands at the hand-over."""
    with hand_over_in(tmp_path) as one:
        one.record("2026-02-03", "fact_recorded", fact="debtor.kind", value="consumer")
        for at, name, data in CONSUMER:
            one.record(at, name, **data)
        yield one


def held_against(case, registration, on=ON):
    """Record what the settings say, if it is to be recorded; what is due then, with the guardrail if it is blocked."""
    event = registration_event(case.look(on), registration)
    if event is not None:
        case.record(on, event.name, source=RECORDER, **dict(event.data))
    (action,) = case.look(on).decision.actions
    return event, action.kind, action.reasons[0].args[:1]


GOOD = Registration("K-100", "the register", day("2026-12-31"))
LATE = Registration("K-100", "the register", day("2026-04-27"))
GROUNDS = [
    ("registered", GOOD, True, "approve"),
    ("up to its last day", Registration("K-100", "r", day(ON)), True, "approve"),
    ("without a last day", Registration("K-100", "r"), True, "approve"),
    ("since yesterday no more", LATE, False, "blocked"),
    ("nothing set up", Registration(), False, "blocked"),
]


@pytest.mark.parametrize(("said", "holds", "due"), [one[1:] for one in GROUNDS], ids=[one[0] for one in GROUNDS])
def test_a_natural_person_goes_only_to_a_registered_agency(case, said, holds, due):
    """What the settings say takes the place of the policy's assumption, on the day of the hand-over."""
    event, kind, why = held_against(case, said)
    assert (event.get("value"), kind) == (holds, due)
    assert why == (("NL-110",) if due == "blocked" else ())
    assert event.word("text")


def test_it_is_recorded_once_and_again_when_it_changes(case):
    """The same word is not repeated; a registration renewed lets the hand-over pass."""
    assert held_against(case, LATE)[1] == "blocked"
    assert held_against(case, LATE)[0] is None
    event, kind, _ = held_against(case, GOOD, "2026-04-29")
    assert (event.get("value"), kind) == (True, "approve")
    assert "holds until 2026-12-31" in event.word("text")


def test_the_word_of_a_person_goes_before_the_settings(case):
    """A bailiff needs no registration; who records that of a case answers for it."""
    case.record("2026-04-20", "fact_recorded", fact="agency.registered", value=True)
    event, kind, _ = held_against(case, Registration())
    assert (event, kind) == (None, "approve")


def test_only_a_case_that_stands_at_the_hand_over_is_asked(case):
    """Earlier, and after the hand-over, nothing is recorded."""
    assert registration_event(case.look("2026-04-02"), GOOD) is None
    case.record(ON, "handed_over")
    assert registration_event(case.look(ON), GOOD) is None


def test_the_registration_stands_in_the_keys_of_the_channel():
    """As dunwell.yaml has them; nothing said is none."""
    said = {"registration": {"number": "K-100", "register": "the register", "until": "2026-12-31"}}
    assert registration_in(said) == GOOD
    assert registration_in({}) == Registration()
    assert not Registration().holds_on(day(ON))
