"""Every message that a shipped policy sends can be rendered, whatever the invoice and whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dunwell.choosing import Asked, play
from dunwell.core.message_data import message_data
from dunwell.core.opening import open_case
from dunwell.language.message_fields import BY_NAME
from dunwell.language.message_given import lacks_of_message, lacks_of_step
from dunwell.language.scenario import Planned
from dunwell.model import Agreement, Invoice, Party
from dunwell.render.preview import previewed
from previews import ACCOUNT, PROGRAMS, SELLERS, invoice
from strategies import OUTSIDE_EVENTS, amounts, histories, sometimes


@st.composite
def cases(draw):
    """A shipped policy, an invoice of which more or less is known, and a scenario of what others do."""
    country = draw(st.sampled_from(sorted(PROGRAMS)))
    program, full = PROGRAMS[country], invoice(country)
    seller = SELLERS[country]
    known = draw(st.sampled_from([{"email": None}, {"phone": None}, {"contact": None, "address": None}, {}]))
    buyer = Party(
        name="Voorbeeld",
        country=country.upper(),
        kind=draw(st.sampled_from(["business", "consumer", "public_authority", "unknown"])),
        email=draw(sometimes(st.just("post@example.com"))),
        phone=draw(sometimes(st.just("0201234567"))),
        address=draw(st.sampled_from([full.buyer.address, None])),
        contact=draw(sometimes(st.just("Crediteuren"))),
        natural_person=draw(sometimes(st.booleans())),
    )
    issued = date(2026, 1, 5) + timedelta(days=draw(st.integers(0, 400)))
    document = replace(
        full,
        seller=replace(seller, **known),
        buyer=buyer,
        issued=issued,
        due=draw(st.sampled_from([issued, issued + timedelta(days=14), issued + timedelta(days=30), None])),
        payable=Decimal(draw(amounts)) / 100,
        accounts=(ACCOUNT, *full.accounts),
        agreement=Agreement(
            interest=draw(sometimes(st.sampled_from([Decimal(8), Decimal("1.5")]))),
            collection_costs=draw(sometimes(st.just(Decimal(40)))),
            default_basis=draw(st.sampled_from([None, "agreed_term", "notice", "none"])),
        ),
    )
    opened = open_case(program, document, issued.toordinal(), {}).position
    events = draw(histories(program, opened, (*OUTSIDE_EVENTS, "call_made"), most=8))
    return document, program, tuple(Planned(event.name, event.data, event.at) for event in events)


def played(case):
    """The case, played for a year."""
    document, program, planned = case
    until = document.issued.toordinal() + 365
    return play(document, program, planned, Asked(until=until))


@given(cases())
def test_every_message_of_a_shipped_policy_has_its_words(case):
    """No field that a template needs is unknown: neither by the kind of debtor, nor by what happened before."""
    simulated = played(case)
    for one in previewed(simulated, simulated.program.language, {}):
        assert one.rendered is not None, (one.entry.day, one.entry.name, [each.line_text() for each in one.problems])
        assert one.rendered.subject
        assert "None" not in one.rendered.text


@given(cases())
def test_the_check_of_policies_knows_what_a_message_lacks(case):
    """What `lacks_of_step` and `lacks_of_message` say is never known, is known in no message of theirs."""
    simulated = played(case)
    program = simulated.program
    for entry in (one for one in simulated.timeline.entries if one.sent):
        data = message_data(program, simulated.invoice, simulated.opened.position, entry.sent, {})
        action = entry.sent.action
        lacks = (
            lacks_of_message(program, program.messages[action.message])
            if action.message >= 0
            else lacks_of_step(program.steps[entry.sent.before.variant][action.step])
        )
        unknown = {name for name in BY_NAME if not data.get(name)}
        assert any(each - {"each.number", "each.due", "each.amount"} <= unknown for each in lacks)


@given(cases())
def test_the_claim_adds_up(case):
    """What was invoiced less what was received and is disputed is asked for, and with interest and costs the total."""
    simulated = played(case)
    for entry in (one for one in simulated.timeline.entries if one.sent):
        data = message_data(simulated.program, simulated.invoice, simulated.opened.position, entry.sent, {})
        left = data["invoice.total"] - (data["claim.received"] or 0) - (data["claim.disputed"] or 0)
        assert left == data["claim.principal"]
        assert data["claim.total"] == left + (data["claim.interest"] or 0) + (data["claim.costs"] or 0)


def test_an_invoice_that_says_nothing_of_its_account_is_a_real_gap():
    """Nobody can pay without it, so the letter is not sent; the call needs no account and keeps its words."""
    document: Invoice = replace(invoice(), accounts=())
    shown = previewed(play(document, PROGRAMS["nl"], (), Asked()), "nl", {})
    assert {problem.code for one in shown for problem in one.problems} == {"DW636"}
    assert {one.entry.name for one in shown if one.rendered} == {"call"}
    given = previewed(play(document, PROGRAMS["nl"], (), Asked()), "nl", {"payment.iban": "NL13TEST0123456789"})
    assert all(one.rendered for one in given)
