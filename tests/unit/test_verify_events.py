"""What happened in a story, in a few words: what it was, and of what it says only what a reader asks for."""

import pytest

from dunwell.language.events import Event
from dunwell.render.verify_events import event_told, step_called
from proofs import policy
from proofs_made import DUE

NL = policy().program
TOLD = (
    (("payment_received", ("amount", 40333)), "payment received: €403.33", "betaling ontvangen: € 403,33"),
    (("call_made", ("outcome", "cannot_pay"), ("step", "call")), "call made: cannot pay", "gebeld: kan niet betalen"),
    (
        ("promise_made", ("promised_on", DUE)),
        "promise to pay made: for Wed 4 Feb 2026",
        "betaling toegezegd: voor wo 4 feb 2026",
    ),
    (
        ("plan_agreed", ("plan", "payment_plan"), ("times", 3)),
        "payment plan agreed: in 3 instalments",
        "betalingsregeling overeengekomen: in 3 termijnen",
    ),
    (("letter_returned", ("step", "notice")), "letter returned: notice", "brief retour: Aanmaning"),
    (("step_failed", ("step", "call")), "cannot be sent: call", "kan niet worden verzonden: Bellen"),
    (
        ("dispute_closed", ("outcome", "partly_upheld"), ("amount", 60500)),
        "dispute closed: partly upheld, €605.00",
        "betwisting afgehandeld: deels gegrond, € 605,00",
    ),
    (
        ("fact_recorded", ("fact", "debtor.has_email"), ("value", False)),
        "recorded that no e-mail address is known",
        "vastgelegd dat er geen e-mailadres bekend is",
    ),
    (
        ("fact_recorded", ("fact", "debtor.rating"), ("value", "poor")),
        "fact recorded: the customer's rating, poor",
        "gegeven vastgelegd: de beoordeling van de klant, slecht",
    ),
    (("dispute_opened",), "dispute opened", "factuur betwist"),
)


@pytest.mark.parametrize(("event", "english", "dutch"), TOLD, ids=lambda one: one[0] if isinstance(one, tuple) else "")
def test_an_event_is_told_in_a_few_words(event, english, dutch):
    """In both languages, with amounts and days as people write them."""
    name, *data = event
    made = Event(name, DUE, tuple(data))
    assert event_told(NL, made, "en").replace("\xa0", " ") == english
    assert event_told(NL, made, "nl").replace("\xa0", " ") == dutch


def test_a_step_goes_by_its_title_in_its_own_language():
    """In another language by its name, and what is no step by the word for it."""
    assert step_called(NL, "hand_over", "nl") == "Overdracht aan het incassobureau"
    assert step_called(NL, "hand_over", "en") == "hand over"
    assert step_called(NL, "collection_costs", "nl") == "incassokosten"
