"""The scenarios of `docs/examples/scenarios`: each is played as its own comment says, and must hold in words and cents.

The days on which nothing may be sent, what a hold or plan keeps still, and where every cent went are read from the
timeline itself, so that a scenario added to the folder is held to all of it.
"""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.money import cents, parse_amount

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "scenarios"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
COMMAND = re.compile(
    r"^# dunwell (simulate docs/examples/invoice-\S+ .*--scenario docs/examples/scenarios/(\S+)\.yaml)$"
)
PLACE = re.compile(r"\s+policies/\S+:\d+:\d+$", re.MULTILINE)
CONTACTS = {"email", "letter", "phone"}
NO_PLAN = {"completed", "breached", "infeasible", "unanswered", "refused"}


@pytest.fixture
def play(root, monkeypatch):
    """Run a scenario's own command, in text or as a document."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")

    def player(name, form="json"):
        words = command(name)[0].split()
        result = CliRunner().invoke(cli, [*words, "--format", form], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if form == "json" else result.output

    return player


def command(name):
    """The command in a scenario's comment, and the scenario that it names."""
    lines = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    (found,) = filter(None, map(COMMAND.match, lines))
    return found[1], found[2]


def amount(text):
    """An amount of the document in cents."""
    return cents(parse_amount(text or "0"))


def dated(document, *kinds):
    """What is told of these kinds, as (day, what)."""
    keys = {
        "step": "step",
        "message": "template",
        "plan": "change",
        "hold": "change",
        "event": "event",
        "end": "reason",
    }
    return [
        (one["date"], one.get(keys.get(one["kind"], "kind"))) for one in document["entries"] if one["kind"] in kinds
    ]


def test_there_are_scenarios():
    """The folder is read: the tests below are not about nothing."""
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_says_first_what_happens_and_how_to_play_it(name):
    """One or two sentences, whose invoice and policy it is for, and the command: with this file in it."""
    first, *_ = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert command(name)[1] == name


@pytest.mark.parametrize("name", NAMES)
def test_its_timeline_reads_like_this(play, snapshot, name):
    """The text that people read, without the policy's lines."""
    assert PLACE.sub("", play(name, "text")) == snapshot


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_reached_on_a_closed_day(play, name):
    """No e-mail, letter or call on a weekend or a holiday."""
    document = play(name)
    closed = set(document["calendar"]["closed"])
    reached = [one["date"] for one in document["entries"] if CONTACTS & set(one.get("channels") or ())]
    assert reached
    assert closed
    assert not closed & set(reached)


@pytest.mark.parametrize("name", NAMES)
def test_no_step_is_taken_during_a_hold_a_plan_or_a_stop(play, name):
    """While a hold is on, a plan is offered or runs, or the law stops the case: nothing but messages."""
    waits = set()
    for one in play(name)["entries"]:
        if one["kind"] == "hold":
            whole = not any("the rest goes on" in because["text"] for because in one["because"])
            (waits.add if one["change"] == "opened" and whole else waits.discard)(one["hold"])
        elif one["kind"] == "plan" and not one["change"].startswith("instalment"):
            (waits.discard if one["change"] in NO_PLAN else waits.add)("plan")
        elif one.get("event") in ("debtor_stopped", "stop_lifted"):
            (waits.add if one["event"] == "debtor_stopped" else waits.discard)(one["stop"])
        assert not (waits and one["kind"] in ("step", "skip")), (one, waits)


@pytest.mark.parametrize("name", NAMES)
def test_every_cent_is_accounted_for(play, name):
    """What is claimed is the invoice less credit notes and less what came in beyond the charges claimed before."""
    document = play(name)
    principal, charges, disputed = amount(document["invoice"]["total"]), 0, 0
    for one in document["entries"]:
        money = amount(one.get("amount")) if one["kind"] == "event" else 0
        if one.get("event") == "payment_received":
            principal, charges = principal - max(money - charges, 0), max(charges - money, 0)
        elif one.get("event") == "payment_reversed":
            principal += money
        elif one.get("event") == "credited":
            principal -= money
        elif one.get("event") in ("dispute_opened", "dispute_closed"):
            disputed = money if one["event"] == "dispute_opened" else 0
        if claim := one.get("claim"):
            assert amount(claim["principal"]) == principal - disputed, one
            assert amount(claim["total"]) == sum(amount(claim[key]) for key in ("principal", "interest", "costs"))
            charges = amount(claim["interest"]) + amount(claim["costs"])
        if one["kind"] == "end" and one["reason"] in ("paid", "credited"):
            assert principal + charges <= 100  # the policy's tolerance
            over = f"{-principal // 100}.{-principal % 100:02} more came in" if principal < 0 else ""
            assert over in one["because"][0]["text"]


@pytest.mark.parametrize("name", NAMES)
def test_the_instalments_of_a_plan_are_the_claim(play, name):
    """What is agreed adds up to all that is open on that day."""
    for one in play(name)["entries"]:
        if one["kind"] == "plan" and one.get("instalments"):
            whole = sum(amount(part["amount"]) for part in one["instalments"])
            assert f"covers EUR {whole // 100}.{whole % 100:02}" in one["because"][0]["text"]


STORIES = [
    ("promise-broken", [("2026-02-25", "expired"), ("2026-02-26", "notice"), ("2026-03-10", "handed_over")]),
    ("promise-kept-in-part", [("2026-02-20", "payment_received"), ("2026-02-26", "notice")]),
    (
        "dispute-rejected",
        [("2026-02-18", "closed"), ("2026-02-23", "call")],
    ),  # the term moved on by ten days, to Sunday
    ("dispute-partly-upheld", [("2026-03-02", "closed"), ("2026-03-04", "credited"), ("2026-03-11", "notice")]),
    ("question-unanswered", [("2026-02-21", "expired"), ("2026-02-21", "review")]),
    ("says-it-is-paid", [("2026-03-11", "opened"), ("2026-03-19", "expired"), ("2026-03-19", "call")]),
    ("plan-kept", [("2026-03-13", "agreed"), ("2026-08-20", "completed"), ("2026-08-20", "paid")]),
    ("plan-breached", [("2026-06-04", "breached"), ("2026-06-04", "plan_ended"), ("2026-06-05", "notice")]),
    ("plan-infeasible", [("2026-04-15", "infeasible"), ("2026-04-15", "plan_ended"), ("2026-04-15", "review")]),
    ("plan-changed", [("2026-04-15", "changed"), ("2026-04-15", "plan_confirmation"), ("2026-09-22", "paid")]),
    ("offer-unanswered", [("2026-03-12", "plan_offer"), ("2026-03-20", "unanswered"), ("2026-03-23", "notice")]),
    ("payment-reversed", [("2026-02-09", "paid"), ("2026-03-02", "reopened"), ("2026-03-02", "call")]),
    ("insolvency-lifted", [("2026-02-09", "debtor_stopped"), ("2026-04-10", "stop_lifted"), ("2026-04-10", "call")]),
    ("part-paid-in-letter-term", [("2026-03-27", "payment_received"), ("2026-04-09", "hand_over")]),
    ("paid-all-but-the-costs", [("2026-04-02", "payment_received"), ("2026-04-08", "small_balance")]),
    ("paid-after-the-letter", [("2026-04-08", "payment_received"), ("2026-04-08", "paid")]),
    ("paid-early-and-too-much", [("2026-01-30", "payment_received"), ("2026-02-08", "paid")]),
    ("plan-paid-early", [("2026-03-21", "instalment_paid"), ("2026-05-15", "completed"), ("2026-05-15", "paid")]),
    ("credited-in-full", [("2026-02-15", "credited")]),
    ("paid-after-the-hand-over", [("2026-03-05", "handed_over"), ("2026-03-10", "payment_received")]),
    (
        "recalled-and-handed-over-again",
        [("2026-03-09", "opened"), ("2026-03-11", "recalled"), ("2026-03-15", "handed_over")],
    ),
    ("recalled-because-it-is-paid", [("2026-03-11", "recalled"), ("2026-03-11", "paid")]),
    ("credited-in-part", [("2026-03-23", "credited"), ("2026-04-08", "notice"), ("2026-04-29", "handed_over")]),
]


@pytest.mark.parametrize(("name", "expected"), STORIES, ids=[name for name, _ in STORIES])
def test_what_matters_happens_on_its_day(play, name, expected):
    """The ladder goes on at the right step, on the right day, and a case ends for the right reason."""
    told = dated(play(name), "step", "message", "plan", "hold", "event", "end")
    assert set(expected) <= set(told)
