"""A story is replayed by the production simulation, and its files replay it from the command line."""

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.core.advance import advance
from dunwell.core.decide import decide
from dunwell.core.fold import fold
from dunwell.core.opening import stand
from dunwell.core.transitions import Action
from dunwell.core.values import replace
from dunwell.days import day, day_text
from dunwell.language.events import Event
from dunwell.loading import load_policy
from dunwell.policy_stories import files_of, policy_test_text
from dunwell.verifying.budgets import Budget, world
from dunwell.verifying.counterexample import given_of, replayed
from dunwell.verifying.explorer import explore
from dunwell.verifying.model import Breach, Look, Mark, Move, Story
from dunwell.verifying.profiles import profiles

POLICY = "policies/nl/standard.yaml"
NL = load_policy(POLICY).program
DUE = day("2026-03-02")
HOSTILE = world(1, dispute=1, part=1, question=1, promise=1, call=1, bounce=1, idle=1, away=1, failed=1, late=1, stop=1)
BUDGET = Budget("small", (HOSTILE,), (), "plain", days=40, instalments=(3,))
CONSUMER = next(one for one in profiles(NL, BUDGET, DUE) if one.variant == "consumer")


class Ends:
    """An observer that marks where each story stands, so that exploring keeps one for each."""

    def begin(self, program, opened):
        """Nothing has happened."""
        return ()

    def look(self, program, memory, moved):
        """Note what happened from outside, and where that leaves the case."""
        event = moved.move.event
        happened = (*memory, f"{event.name} {event.word('outcome')}") if event and moved.move.outside else memory
        happened = (*happened, "away") if moved.move.away else happened
        name = f"{moved.after.step} {moved.after.phase}"
        return Look(happened, (), (Mark("end", name, " ".join(happened)),) if moved.decision else ())

    def told_apart(self, memory):
        """All that is remembered."""
        return memory, ()


STORIES = tuple(
    story
    for bound in explore(NL, CONSUMER, BUDGET, (Ends(),)).bounds.values()
    for story in (bound.first_story, bound.last_story)
)[::7]


def test_a_replay_ends_where_the_story_did():
    """Whatever came from outside: the simulation did what the story did, and the case stands alike."""
    assert len(STORIES) > 20
    names = {event.name for story in STORIES for event in story.events}
    assert {"dispute_opened", "question_asked", "promise_made", "call_made", "step_done"} <= names
    compared = inexact = 0
    for story in STORIES:
        again = replayed(NL, story)
        inexact += not again.exact
        events = [replace(event, sequence=number) for number, event in enumerate(story.events)]
        start = stand(NL, story.profile.facts, int(story.profile.facts["invoice.issued"]))
        folded = fold(NL, start, events, again.until)
        if (
            not again.exact or not decide(NL, folded, again.until).actions
        ):  # else the simulation goes on with what is due that day
            compared += 1
            assert advance(NL, again.timeline.position, again.until)[0] == folded
    assert compared > 10
    assert inexact < len(STORIES) / 10  # a message that comes back on the very day on which somebody was about to call


def test_only_what_the_policy_does_not_assume_is_given():
    """A made-up case needs few facts, and with them it is that case."""
    assert list(given_of(NL, CONSUMER)) == [
        "debtor.has_email",
        "debtor.has_address",
        "invoice.issued",
        "invoice.due",
        "invoice.total",
    ]


LATE = Story(
    CONSUMER,
    (
        Move(DUE + 1, Event("step_done", DUE + 1, (("step", "reminder"), ("channels", "email"))), Action("step", 1)),
        Move(DUE + 2, Event("payment_received", DUE + 2, (("amount", 100_000),)), None, 1, recorded=DUE + 5),
        Move(DUE + 20, None, None, 1, away=10),
    ),
)


@pytest.fixture
def dunwell(root, monkeypatch):
    """Run the command line in the checkout."""
    monkeypatch.chdir(root)
    return lambda *args: CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)


def test_its_files_replay_it(dunwell, tmp_path, snapshot):
    """The invoice, the facts and the scenario give the same timeline from the command line, a late payment too."""
    files = files_of(NL, LATE, "A payment that became known three days late")
    assert files.scenario == snapshot
    invoice, scenario = tmp_path / "invoice.yaml", tmp_path / "story.yaml"
    invoice.write_text(files.invoice)
    scenario.write_text(files.scenario)
    assumed = [word for one in files.assumed for word in ("--assume", one)]
    shown = dunwell(
        "simulate", invoice, "--policy", POLICY, "--scenario", scenario, "--until", day_text(DUE + 20), *assumed
    )
    assert shown.exit_code == 0, shown.output
    assert "became known only now" in " ".join(shown.output.split())


BREACHES = (
    (Breach("contact-on-closed-day", ("reminder", DUE + 1)), "never: [{step: reminder, before: 2026-03-04}]", 1),
    (
        Breach("claimed-unannounced", ("reminder", DUE + 1, "interest")),
        "never: [{claims: interest, before: 2026-03-04}]",
        0,
    ),
    (Breach("window-kept", ("call", DUE + 1)), "done_by: {2026-03-03: [check_invoice, reminder, call]}", 1),
    (Breach("no-limbo", ("call", DUE + 1)), "end: open", 0),
)


@pytest.mark.parametrize(("breach", "line", "code"), BREACHES, ids=lambda one: getattr(one, "invariant", ""))
def test_a_breach_becomes_a_policy_test(dunwell, tmp_path, breach, line, code):
    """It fails for as long as the fault is there; what the words of a test cannot say is kept as it is."""
    story = Story(CONSUMER, LATE.moves[:1])
    text = policy_test_text(NL, story, breach, POLICY)
    assert line in text
    file = tmp_path / "story.yaml"
    file.write_text(text)
    assert dunwell("test", file).exit_code == code
