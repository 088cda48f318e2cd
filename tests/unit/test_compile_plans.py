"""Payment plans compiled: every key of the language arrives in the program, and slips are told where they stand."""

from pathlib import Path

import pytest

from dunwell.language.phrases import Duration
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source, load_policy

FIXTURES = Path(__file__).parents[1] / "fixtures" / "policies"
LADDER = (FIXTURES / "ladder.yaml").read_text(encoding="utf-8")
ARRANGED = LADDER[LADDER.index("  arranged:") : LADDER.index("money:")]
"""The plan of the fixture that says as little as a plan may."""


def compiled(plan):
    """The ladder with this text in the place of its second plan."""
    text = LADDER.replace(ARRANGED, plan)
    root, problems = read_yaml(text, "p.yaml")
    assert problems == ()
    return compile_source(Source("p.yaml", root, text, text.encode(), problems))


def edited(*edits):
    """The ladder with its second plan changed in a few words."""
    plan = ARRANGED
    for old, new in edits:
        assert plan.count(old) == 1, old
        plan = plan.replace(old, new)
    return compiled(plan)


SHIPPED = load_policy("policies/nl/standard.yaml").program
PLAN = SHIPPED.plans[0]
ARRIVES = [
    ("title", PLAN.title, "Betalingsregeling"),
    ("when", PLAN.when.name, "plan_allowed"),
    ("otherwise", SHIPPED.routes[PLAN.otherwise].target, SHIPPED.step_index("put_in_default")),
    ("offer", SHIPPED.messages[PLAN.offer].template, "plan_offer"),
    ("offer.valid", PLAN.valid, Duration(7, "days")),
    ("offer.unanswered", SHIPPED.routes[PLAN.unanswered].target, SHIPPED.step_index("put_in_default")),
    ("instalments.times", PLAN.instalments.times, 6),
    ("instalments.every", PLAN.instalments.every, Duration(1, "months")),
    ("instalments.first", PLAN.instalments.first, Duration(7, "days")),
    ("instalments.at_least", PLAN.instalments.at_least, 25_00),
    ("instalments.round_to, not said", PLAN.instalments.round_to, 1),
    ("instalments.no_longer_than", PLAN.instalments.longest, Duration(12, "months")),
    ("instalments.lowered", PLAN.instalments.lowered, 1),
    ("confirm", SHIPPED.messages[PLAN.confirm].channels, ("email", "letter")),
    ("remind", SHIPPED.messages[PLAN.remind].template, "instalment_coming"),
    ("remind.start", (PLAN.reminded.count, PLAN.reminded.unit), (-3, "days")),
    ("late", SHIPPED.messages[PLAN.late].template, "instalment_late"),
    ("late.start", (PLAN.missed.count, PLAN.missed.unit), (2, "working days")),
    ("late.term", (PLAN.repair.count, PLAN.repair.unit, PLAN.repair.basis), (7, "days", "sent")),
    ("new_invoices", PLAN.new_invoices, True),
    ("interest", PLAN.interest, ("waived if completed", "frozen")),
    ("completed", (PLAN.completed.field, PLAN.completed.values), ("plan.open", (0,))),
    ("breached.tell", SHIPPED.messages[PLAN.breached.tell].template, "plan_ended"),
    ("breached.makes_due", PLAN.breached.everything_due, True),
    ("breached.go_to", SHIPPED.routes[PLAN.breached.route].target, SHIPPED.step_index("put_in_default")),
    ("breached.when.misses, not said", PLAN.misses, 1),
    ("infeasible.go_to", SHIPPED.routes[PLAN.infeasible.route].target, SHIPPED.step_index("review")),
]


@pytest.mark.parametrize(("found", "wanted"), [row[1:] for row in ARRIVES], ids=[row[0] for row in ARRIVES])
def test_every_key_arrives(found, wanted):
    """What the shipped policy says of its plan is what the program holds; money in cents."""
    assert found == wanted


def test_each_message_has_the_kind_that_the_law_files_speak_of():
    """Offer, confirmation, reminder, late message and end: what each must state hangs on its kind."""
    kinds = {SHIPPED.messages[index].kind for index in (PLAN.offer, PLAN.confirm, PLAN.remind, PLAN.late)}
    assert kinds == {"plan_offer", "plan", "plan_remind", "plan_late"}
    assert {SHIPPED.messages[end.tell].kind for end in (PLAN.breached, PLAN.infeasible)} == {"plan_end"}


def test_a_plan_that_says_little_leaves_out_the_rest():
    """No condition, offer, reminder, or limit on lowering; kept when nothing of it is open."""
    plan = edited().program.plans[1]
    assert (plan.when, plan.otherwise, plan.offer, plan.valid, plan.unanswered) == (None, -1, -1, None, -1)
    assert (plan.remind, plan.reminded, plan.new_invoices) == (-1, None, False)
    assert (plan.instalments.lowered, plan.instalments.longest, plan.misses) == (None, None, 1)
    assert (plan.completed.field, plan.completed.operator, plan.completed.values) == ("plan.open", "is", (0,))
    assert plan.interest == ("waived if completed", "waived if completed")[: len(plan.interest)]
    assert plan.infeasible.tell == -1


SAID = [
    ("lowered: 0 is a limit", ("at_least: EUR 100}", "at_least: EUR 100, lowered: 0}"), "instalments.lowered", 0),
    ("round_to in cents", ("at_least: EUR 100}", "at_least: EUR 100, round_to: EUR 5}"), "instalments.round_to", 500),
    ("misses", ("breached: {", "breached: {when: {after: late.term, misses: 2}, "), "misses", 2),
    ("resume is a route", ("infeasible: {makes_due: everything, go_to: review}", "infeasible: {resume: true}"), "", 0),
]


@pytest.mark.parametrize(("edit", "name", "wanted"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_the_shipped_policy_does_not_say(edit, name, wanted):
    """The keys left over, each by itself."""
    loaded = edited(edit)
    plan = loaded.program.plans[1]
    if name:
        found = plan.instalments if name.startswith("instalments.") else plan
        assert getattr(found, name.split(".")[-1]) == wanted
    else:
        assert loaded.program.routes[plan.infeasible.route].kind == "resume"
        assert not plan.infeasible.everything_due


WRONG = [
    ("no time between two", ("every: 1 month", "every: 0 days"), "DW407", "every"),
    ("due before the agreement", ("first: 7 days after agreed", "first: 7 days before agreed"), "DW407", "7 days"),
    ("an anchor from elsewhere", ("first: 7 days after agreed", "first: 7 days after invoice.due"), "DW303", "7 days"),
    ("a route to no step", ("go_to: letter", "go_to: lettr"), "DW308", "lettr"),
    ("a variant that is none", ("    ends:", "    interest: {nobody: frozen}\n    ends:"), "DW210", "nobody"),
    (
        "a refusal that leads to a plan",
        ("    instalments:", "    when: plan_allowed\n    otherwise: {offer: payment_plan}\n    instalments:"),
        "DW503",
        "payment_plan",
    ),
]


@pytest.mark.parametrize(("edit", "code", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_slip_is_told_where_it_stands(edit, code, words):
    """One problem with its code, on the line that holds it, and with something to do."""
    (problem,) = [one for one in edited(edit).problems if one.severity == "error"]
    assert problem.code == code
    line = LADDER.replace(ARRANGED, ARRANGED.replace(*edit)).splitlines()[problem.place.line - 1]
    assert words in line
    assert problem.fix


@pytest.mark.parametrize("key", ["instalments", "confirm", "late", "ends"])
def test_a_plan_that_lacks_what_it_needs_is_not_half_made(key):
    """The structure reports the missing key, and nothing else is said of it."""
    lines = ARRANGED.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(f"    {key}:"))
    upto = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith("      ")), len(lines))
    problems = [one for one in compiled("".join(lines[:at] + lines[upto:])).problems if one.severity == "error"]
    assert [one.code for one in problems] == ["DW202"]
    assert key in problems[0].message
