"""The timelines that other dunning systems assert are asserted of ours, and the table of what differs is true."""

import copy
import json
import re
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.loading import load_policy
from dunwell.policy_tests import run_tests
from peers.comparing import cases_of, disagreements, ladder_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (HERE / "cases").glob("*.yaml"))
POLICIES = sorted(path.relative_to(ROOT).as_posix() for path in (HERE / "policies").glob("*.yaml"))
ROW = re.compile(r"^\| ([a-z]+-[\w-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
OUTCOMES = {"same", "differs by design", "peer is wrong", "out of scope"}
ROWS = ROW.findall((HERE / "README.md").read_text(encoding="utf-8"))
TABLE = {scenario: outcome for scenario, _, outcome, _ in ROWS}


@pytest.fixture(autouse=True)
def at_the_top(root, monkeypatch):
    """Cases name their policies from the top of the checkout."""
    monkeypatch.chdir(root)


@pytest.fixture(scope="module")
def cases():
    """Our cases by scenario."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        pairs = list(chain.from_iterable(cases_of(file).items() for file in FILES))
    assert len(dict(pairs)) == len(pairs), "a scenario has its cases in one file"
    return dict(pairs)


@pytest.fixture(scope="module")
def scenarios(corpus):
    """The facts that were collected from other systems, by their ids: read, never copied."""
    file = corpus.parent / "facts" / "peer-scenarios.json"
    if not file.is_file():
        pytest.skip("corpus absent: no file shared/facts/peer-scenarios.json beside the checkout")
    found = json.loads(file.read_text(encoding="utf-8"))["scenarios"]
    return {one["id"]: one for one in found}


@pytest.mark.parametrize("file", FILES)
def test_every_case_holds(file):
    """Whatever our cases say of a peer's scenario, the engine does."""
    tested = run_tests(file)
    assert tested.problems == ()
    assert [(one.name, one.problems) for one in tested.outcomes if not one.passed] == []


def test_policies_are_clean(cases):
    """Each policy is used, and `dunwell check` finds nothing but what a peer's ladder is like.

    It may end open (DW504), its reminders grant no term that a template of ours could name (DW637), and one shows what
    a term does to a shorter wait (DW409).
    """
    result = CliRunner().invoke(cli, ["check", *POLICIES, "--format", "json"], catch_exceptions=False)
    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} == {"DW409", "DW504", "DW637"}
    assert {case.test.policy for each in cases.values() for case in each} == set(POLICIES)


def test_the_table_is_complete(cases):
    """Every scenario stands in the table once, with an outcome and a reason; it has cases unless it is out of scope."""
    assert len(TABLE) == len(ROWS)
    assert set(TABLE.values()) == OUTCOMES
    assert {one for one, outcome in TABLE.items() if outcome != "out of scope"} == set(cases)


@pytest.mark.parametrize("file", FILES)
def test_every_case_can_fail(file, tmp_path):
    """With one expectation changed in each test, each fails."""
    content = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    spoilt = tmp_path / "spoilt.yaml"
    spoilt.write_text(yaml.safe_dump({"tests": [spoil(test) for test in content["tests"]]}), encoding="utf-8")
    tested = run_tests(str(spoilt))
    assert tested.problems == ()
    assert len(tested.outcomes) == len(content["tests"])
    assert [one.name for one in tested.outcomes if one.passed] == []


def spoil(test):
    """A test that expects what was done on the day after, or the first step of the ladder once more, or another end."""
    first = load_policy(test["policy"]).program.steps[0][0].name
    if any(test.get("expect", {}).values()):
        return test | {"expect": {at + timedelta(1): steps for at, steps in test["expect"].items() if steps}}
    for key in {"expect", "done_by"} & test.keys():
        return test | {key: {at: [*steps, first] for at, steps in test[key].items()}}
    return test | {"end": "credited" if "paid" in str(test.get("end")) else "paid"}


def test_the_table_knows_every_scenario(scenarios):
    """No scenario that was collected is passed over, and none is made up."""
    assert list(TABLE) == list(scenarios)
    assert [name for name, system, _, _ in ROWS if system not in scenarios[name]["system"]] == []


def test_the_outcome_is_what_the_cases_say(scenarios, cases):
    """'Same' agrees in every day, step and amount; 'differs' does not; a peer that is wrong contradicts itself."""
    found = {name: list(disagreements(scenarios[name], each)) for name, each in cases.items()}
    agreeing = {name for name, outcome in TABLE.items() if outcome in ("same", "peer is wrong")}
    assert {name: found[name] for name in agreeing if found[name]} == {}
    assert {name for name in found if not found[name]} == agreeing
    for name in (one for one, outcome in TABLE.items() if outcome == "peer is wrong"):
        assert list(disagreements(scenarios[name] | {"expected": scenarios[name]["peer_actual"]}, cases[name])) != []


def test_a_slip_in_a_fact_is_seen(scenarios, cases):
    """Each expected row, event and amount of a scenario that is the same, changed a little, is a disagreement."""
    slips = [slip for name, outcome in TABLE.items() if outcome == "same" for slip in changed(scenarios[name])]
    assert len(slips) > 400
    assert [what for what, one in slips if not list(disagreements(one, cases[one["id"]]))] == []


SLIPS = {
    "stage": lambda stage: stage + 1,
    "dunned": lambda dunned: not dunned,
    "item": lambda item: f"{item}?",
    "channel": lambda channel: "letter" if channel == "email" else "email",
    **dict.fromkeys(
        ("open_amount", "total_outstanding", "amount", "interest", "fee", "grand_total"), lambda amount: amount + 1
    ),
}


def changed(scenario):
    """A scenario with one slip each, and what it is; a state's day may move without any difference, so it does not."""
    names = ladder_of(scenario["policy"])
    for part in ("expected", "events", "invoices"):
        for index, row in enumerate(scenario[part]):
            slips = {key: SLIPS[key](row[key]) for key in SLIPS.keys() & row.keys() if row[key] != "none"}
            if "account_state" in row:
                slips["account_state"] = neighbour(row["account_state"], ["CLEAR", *names])
            elif "date" in row and not row.get("type", "").startswith(("mark", "engine")):
                slips["date"] = "2030-01-01"
            if row.get("step") in names and len(names) > 1:
                slips["step"] = neighbour(row["step"], names)
            for key, value in slips.items():
                one = copy.deepcopy(scenario)
                one[part][index][key] = value
                yield f"{scenario['id']} {part} {index}: {key} {value}", one


def neighbour(name, names):
    """The name before this one; the last, for the first."""
    return names[names.index(name) - 1]
