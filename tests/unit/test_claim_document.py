"""The claim as an agency gets it: it adds up to the cent, whatever came in, went back or was credited before."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.core.carrying import about_to_go
from dunwell.core.claim import waived
from dunwell.core.fold import fold, order_of
from dunwell.core.opening import stand
from dunwell.core.transitions import Action
from dunwell.days import day
from dunwell.language.events import Event
from dunwell.loading import load_policy
from dunwell.run.claim_document import DEBTOR_FIELDS, claim_document
from workspaces import invoice

PROGRAM = load_policy("policies/nl/standard.yaml").program
DUE, HANDED_OVER = day("2026-03-01"), day("2026-04-20")
HAND_OVER = PROGRAM.step_index("hand_over")
FACTS = {
    "debtor.kind": "business", "debtor.country": "NL", "currency": "EUR", "invoice.issued": DUE - 30,
    "invoice.due": DUE, "invoice.total": 100_000, "agreement.default_basis": "none",
    "debtor.has_email": True, "debtor.has_address": True,
}  # fmt: skip
LETTER = Event("step_done", DUE + 11, (("step", "notice"), ("channels", "email+letter")), 900)
CLAIMS = Event("handed_over", DUE + 30, (("interest", 700), ("costs", 15_000)), 901)
BACK = Event("recalled", DUE + 33, (), 902)


def document(events=(LETTER,), **facts):
    """The claim of a case with these events that is handed over on 20 April."""
    opened = stand(PROGRAM, FACTS | {name.replace("__", "."): value for name, value in facts.items()}, DUE)
    events = sorted(events, key=order_of)
    position = fold(PROGRAM, opened, events, HANDED_OVER)
    action = Action("step", HAND_OVER, 1, ("agency",), -1, "", HANDED_OVER, ())
    _, sent = about_to_go(PROGRAM, position, action, events, HANDED_OVER, None)
    return claim_document(PROGRAM, invoice(), opened, sent, {})


def cents(text):
    """Whole cents, exactly."""
    return int(Decimal(text) * 100)


def total(table, *names):
    """The sum of some amounts of a table."""
    return sum(cents(table[name]) for name in names)


def assert_adds_up(said):
    """Every amount of a claim is the sum of what it is made of."""
    principal, interest, costs, claim = (said[name] for name in ("principal", "interest", "costs", "claim"))
    taken = total(principal, "credited", "discount", "paid", "disputed")
    assert cents(principal["invoiced"]) - taken == cents(principal["open"]) == cents(claim["principal"])
    assert sum(cents(line["interest"]) for line in interest["lines"]) == cents(interest["worked_out"])
    assert total(interest, "worked_out", "correction") - cents(interest["waived"]) == cents(interest["total"])
    for part in ("interest", "costs"):
        assert cents(said[part]["total"]) - cents(said[part]["paid"]) == cents(claim[part])
    assert total(costs, "claimed_before", "added") == cents(costs["total"])
    assert total(claim, "principal", "interest", "costs") == cents(claim["total"])
    columns = ("to_costs", "to_interest", "to_principal", "overpaid")
    assert all(total(row, *columns) == cents(row["amount"]) for row in said["payments"])
    assert sum(cents(row["amount"]) for row in said["payments"]) == cents(said["received"])
    paid = (costs["paid"], interest["paid"], principal["paid"], said["overpaid"])
    for name, amount in zip(columns, paid, strict=True):
        assert sum(cents(row[name]) for row in said["payments"]) == cents(amount)


MONEY = st.builds(
    lambda name, at, amount, sequence: Event(name, DUE - 20 + at, (("amount", amount),), sequence),
    st.sampled_from(
        ["payment_received", "payment_received", "payment_reversed", "credited", "waived", "dispute_opened"]
    ),
    st.integers(0, 70),
    st.integers(1, 60_000),
    st.integers(1, 800),
)


@given(st.lists(MONEY, max_size=6, unique_by=lambda event: event.sequence), st.booleans())
def test_every_claim_adds_up_to_the_cent(money, twice):
    """Also where interest and costs were claimed before, by a hand-over that was taken back."""
    said = document((LETTER, *money, *((CLAIMS, BACK) if twice else ())))
    assert_adds_up(said)
    assert all(cents(amount) >= 0 for amount in said["claim"].values())


def test_the_working_is_that_of_the_law():
    """EUR 1000 from a business, due 1 March: 51 days at 10.15 %, and 15 % of the principal, with their articles."""
    said = document()
    assert said["interest"]["lines"] == [
        {"from": "2026-03-02", "to": "2026-04-20", "days": 50, "rate": "10.15", "base": "1000.00", "interest": "13.90"}
    ]
    assert said["costs"]["lines"][-1] == {"text": "Total", "amount": "150.00"}
    assert any("6:119a" in article for article in said["interest"]["law"])
    assert said["costs"]["law"]
    assert said["notices"][0]["form"] == "notice_of_default"
    assert_adds_up(said)


def test_a_payment_goes_to_what_was_claimed_by_then():
    """Before costs were claimed all of it goes to the principal; after that costs and interest come first."""
    early = Event("payment_received", DUE + 20, (("amount", 10_000),), 1)
    late = Event("payment_received", DUE + 40, (("amount", 20_000),), 2)
    said = document((LETTER, early, CLAIMS, BACK, late))
    rows = [(row["to_costs"], row["to_interest"], row["to_principal"]) for row in said["payments"]]
    assert rows == [("0.00", "0.00", "100.00"), ("150.00", "7.00", "43.00")]


def test_what_is_disputed_is_not_claimed():
    """A dispute about a part is named and left out."""
    said = document((LETTER, Event("dispute_opened", HANDED_OVER, (("amount", 30_000),), 1)))
    assert (said["principal"]["disputed"], said["claim"]["principal"]) == ("300.00", "700.00")


def test_of_a_debtor_only_what_is_needed_goes_along():
    """Each field has a reason; what we think of a debtor, and what else is known of him, stays."""
    said = document(debtor__rating="poor", debtor__ability="will_not_pay")["debtor"]
    assert list(said) == list(DEBTOR_FIELDS)
    assert all(reason for reason in DEBTOR_FIELDS.values())
    assert not {"rating", "ability", "size", "vat_id", "other_ids", "iban"} & said.keys()
    assert "poor" not in str(said)


@pytest.mark.parametrize("name", ["claim", "principal", "interest", "costs"])
def test_amounts_are_text_with_two_decimals(name):
    """No amount is a number that a program could round."""
    said = {key: value for key, value in document()[name].items() if key not in ("lines", "law", "runs_on")}
    assert all(isinstance(value, str) and value[-3] == "." for value in said.values())


def test_what_was_waived_is_not_claimed_again():
    """Costs and interest that were let go stay so when the claim is handed over again; interest since then runs on."""
    let_go = Event("waived", DUE + 40, (("amount", 15_500),), 3)
    said = document((LETTER, CLAIMS, BACK, let_go))
    assert (said["costs"]["waived"], said["costs"]["open"]) == ("150.00", "0.00")
    interest = said["interest"]
    assert (interest["worked_out"], interest["waived"], interest["open"]) == ("13.90", "5.00", "8.90")
    assert_adds_up(said)


def test_a_waiver_of_interest_leaves_the_costs():
    """Said which of the two is meant, the other is claimed as it was."""
    of_interest = Event("waived", DUE + 40, (("amount", 300), ("of", "interest")), 3)
    assert waived((LETTER, CLAIMS, of_interest), DUE + 41) == (0, 300)
    of_costs = Event("waived", DUE + 40, (("amount", 300), ("of", "costs")), 3)
    assert waived((LETTER, CLAIMS, of_costs), DUE + 41) == (300, 0)
