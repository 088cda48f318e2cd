"""What an agency has to know after the hand-over: each event once, also one that is recorded late, until a recall."""

import pytest

from dunwell.journal.outbox import rows_of_case
from dunwell.run.reports import report_of, reports_due
from handovers import PAPER, hand_over_in


@pytest.fixture
def away(tmp_path):
    """A case that was handed over on 26 March."""
    with hand_over_in(tmp_path) as one:
        one.ladder()
        one.hand_over("2026-03-26")
        yield one


STORIES = [
    ("nothing happened", [], []),
    ("a payment received directly", [("2026-04-01", "payment_received", {"amount": 10_000})], ["payment_received"]),
    (
        "one that is valid before the hand-over and was recorded after it: the dossier did not know it",
        [("2026-03-25", "payment_received", {"amount": 10_000, "on": "2026-04-01"})],
        ["payment_received"],
    ),
    (
        "a payment that went back, a credit note, a waiver, a dispute and its end, a stop and its end",
        [
            ("2026-04-01", "payment_received", {"amount": 10_000}),
            ("2026-04-02", "payment_reversed", {"amount": 10_000}),
            ("2026-04-03", "credited", {"amount": 5_000}),
            ("2026-04-03", "waived", {"amount": 500}),
            ("2026-04-04", "dispute_opened", {}),
            ("2026-04-05", "dispute_closed", {"outcome": "rejected"}),
            ("2026-04-06", "debtor_stopped", {"kind": "bankruptcy"}),
            ("2026-04-07", "stop_lifted", {"kind": "bankruptcy"}),
        ],
        ["payment_received", "payment_reversed", "credited", "waived", "dispute_opened", "dispute_closed",
         "debtor_stopped", "stop_lifted"],
    ),
    (
        "what does not concern the claim is not reported",
        [("2026-04-01", "fact_recorded", {"fact": "debtor.rating", "value": "good"}),
         ("2026-04-01", "delivered", {"step": "notice"})],
        [],
    ),
    (
        "after a recall nothing more",
        [("2026-04-01", "recalled", {}), ("2026-04-02", "payment_received", {"amount": 10_000})],
        ["recalled"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "names"), [one[1:] for one in STORIES], ids=[one[0] for one in STORIES])
def test_what_is_reported(away, events, names):
    """What changes the claim while the agency has it is due, in the order of recording, each by its own name."""
    for at, name, data in events:
        away.record(at, name, **data)
    due = reports_due(away.look("2026-05-01"))
    assert [one.event.name for one in due] == names
    assert len({one.name for one in due}) == len(due)


def test_a_report_is_due_once(away):
    """What was reported, in whatever state the report is, is not due again; what comes after it is."""
    away.record("2026-04-01", "payment_received", amount=10_000)
    (first,) = reports_due(away.look("2026-05-01"))
    away.record("2026-04-01", "payment_received", amount=10_000)
    look = away.look("2026-05-01")
    assert [one.name for one in reports_due(look, {first.name})] == [f"payment_received-{first.event.sequence + 1}"]


def test_before_the_hand_over_there_is_nobody_to_report_to(tmp_path):
    """A case that is not handed over has no reports."""
    with hand_over_in(tmp_path) as one:
        one.ladder()
        one.record("2026-03-13", "payment_received", amount=10_000)
        assert reports_due(one.look("2026-03-20")) == ()


def test_what_came_while_the_dossier_was_on_its_way_is_reported(tmp_path):
    """Between the dossier and its confirmation a payment came in: `known` says what the dossier rests on."""
    with hand_over_in(tmp_path) as one:
        one.ladder()
        one.record("2026-03-26", "approved", step="hand_over")
        known = max(each.event.sequence for each in one.look("2026-03-26").events)
        _, event = one.dossier("2026-03-26")
        one.record("2026-03-26", "payment_received", amount=10_000)
        one.record("2026-03-26", event.name, **dict(event.data))
        look = one.look("2026-03-27")
        assert reports_due(look) == ()
        assert [each.event.name for each in reports_due(look, known=known)] == ["payment_received"]


def test_a_second_hand_over_starts_anew(away):
    """After a recall a person sends the case back to the hand-over: a new dossier, and reports of its own."""
    away.record("2026-04-01", "recalled")
    away.record("2026-04-02", "payment_received", amount=10_000)
    away.record("2026-04-03", "approved", step="hand_over")
    dossier = away.hand_over("2026-04-07")
    said = dossier.claim
    assert (said["received"], said["costs"]["claimed_before"], said["costs"]["added"]) == ("100.00", "150.00", "0.00")
    assert (said["costs"]["open"], said["principal"]["open"]) == ("50.00", "1000.00"), "a payment goes to costs first"
    away.record("2026-04-10", "payment_received", amount=20_000)
    names = [one.event.name for one in reports_due(away.look("2026-05-01"))]
    assert names == ["recalled", "payment_received"]
    assert away.look("2026-05-01").position.end == "handed_over"


def test_a_report_says_what_is_open_since(away):
    """It says what came in, where it went, and what is open by our books; and of the debtor nothing."""
    row = away.sent("hand_over", "agency", "2026-03-26", PAPER)
    away.record("2026-04-01", "payment_received", amount=20_000, text="Jan paid his aunt's bill")
    look = away.look("2026-04-01")
    (due,) = reports_due(look)
    said = report_of(away.journal, look, due).claim
    assert said["handed_over_as"] == row.reference == rows_of_case(away.journal, away.case.id)[0].reference
    assert (said["report"], said["date"], said["amount"]) == ("payment_received", "2026-04-01", "200.00")
    parts = [float(said[name]) for name in ("to_costs", "to_interest", "to_principal", "overpaid")]
    assert sum(parts) == 200
    claimed = [float(said["claim"][name]) for name in ("principal", "interest", "costs")]
    assert sum(claimed) == pytest.approx(float(said["claim"]["total"]))
    assert "Jan" not in str(said)
    assert "Specht" not in str(said)
