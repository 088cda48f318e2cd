"""Facts and events as JSON: readable, without free text, and the same again when they are read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.days import day
from dunwell.journal.codec import FREE_TEXT, UnknownEvent, data_from, data_json, facts_from, facts_json, free_text
from dunwell.language.events import EVENTS, Event
from dunwell.language.fields import FACTS
from strategies import SHIPPED, cases, histories

VALUES = {
    "money": st.integers(-(10**15), 10**15),
    "number": st.integers(-5, 10_000),
    "day": st.integers(day("1990-01-01"), day("2120-01-01")),
    "yes_no": st.booleans(),
    "text": st.text(min_size=1),
}


def test_what_is_written_can_be_read_by_people():
    """Amounts have two decimals and days are dates; nobody has to know how the engine counts."""
    facts = {"invoice.total": 121000, "invoice.due": day("2026-02-04"), "debtor.kind": "business", "agreement.term": 30}
    assert facts_json(facts) == (
        '{"invoice.total":"1210.00","invoice.due":"2026-02-04","debtor.kind":"business","agreement.term":30}'
    )
    promise = Event("promise_made", 1, (("promised_on", day("2026-02-27")), ("amount", 40000)))
    assert data_json(promise) == '{"promised_on":"2026-02-27","amount":"400.00"}'
    fact = Event("fact_recorded", 1, (("fact", "invoice.due"), ("value", day("2026-03-01"))))
    assert data_json(fact) == '{"fact":"invoice.due","value":"2026-03-01"}'


def test_free_text_is_kept_apart():
    """What somebody wrote in their own words is no part of the event's data."""
    event = Event("closed", 1, (("reason", "Mevrouw is verhuisd"), ("text", "belde")))
    assert data_json(Event("question_asked", 1, (("text", "J. Voorbeeld belde"),))) == "{}"
    assert free_text(event) == (("reason", "Mevrouw is verhuisd"), ("text", "belde"))
    assert data_json(event) == "{}"
    free = {datum.name for kind in EVENTS.values() for datum in kind.data if datum.name in FREE_TEXT}
    assert free == set(FREE_TEXT), "each is said by some event"


def test_every_event_says_something_that_can_be_kept():
    """Each datum of each event has a type that the journal knows to write."""
    as_dates_or_amounts = {"money", "day", "value"}
    as_they_are = {"text", "step", "hold", "fact", "plan", "stop", "number", "duration", "schedule"}
    assert {datum.type for kind in EVENTS.values() for datum in kind.data} <= as_dates_or_amounts | as_they_are


@given(st.data())
def test_facts_come_back_as_they_were(data):
    """Whatever is known of a case."""
    fields = data.draw(st.lists(st.sampled_from(FACTS), unique=True))
    facts = {
        field.name: data.draw(st.sampled_from(field.choices) if field.choices else VALUES[field.type])
        for field in fields
    }
    assert facts_from(facts_json(facts)) == facts


@given(st.data())
def test_events_come_back_as_they_were(data):
    """Whatever happened, data and free text together are the event."""
    for event in data.draw(histories(SHIPPED, data.draw(cases(SHIPPED)))):
        read = dict((*data_from(event.name, data_json(event)), *free_text(event)))
        assert read == dict(event.data)
        assert list(map(type, read.values())) == [type(dict(event.data)[key]) for key in read]


@pytest.mark.parametrize(
    ("name", "said"), [("moon_landed", {"text": 1}), ("credited", {"moon": "1.00"}), ("fact_recorded", {"fact": "m"})]
)
def test_what_this_program_does_not_know_is_said(name, said):
    """An event, a key or a fact of a newer program is never guessed at."""
    with pytest.raises(UnknownEvent):
        data_from(name, json.dumps(said))


def test_a_fact_that_is_gone_is_left_out():
    """A field that a later version no longer has changes nothing."""
    assert facts_from('{"debtor.shoe_size":"44","debtor.kind":"consumer"}') == {"debtor.kind": "consumer"}
