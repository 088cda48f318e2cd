"""Guardrails: a policy may be stricter than the law pack, never looser; on its text and on every decided step."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.core.guard import _TESTS
from dunwell.language.guard_checks import _CHECKS, _CONCERNS
from dunwell.law.guardrails import KINDS
from dunwell.loading import load_policy
from dunwell.render.problems import draw_problems
from dunwell.resources import jurisdictions, law_pack

CONSUMER = "docs/examples/invoice-consumer.yaml"
BUILT_IN = {"amounts_by_law", "nothing_after_stop"}
"""Kinds that no step can breach: amounts come from the calculators, stops block every step."""


def simulate(*options):
    """The document of the consumer's example invoice."""
    result = CliRunner().invoke(cli, ["simulate", CONSUMER, "--format", "json", *options], catch_exceptions=False)
    return json.loads(result.stdout)


def blocked(document):
    """Which guardrail blocked which step on which day."""
    return [
        (entry["date"], entry["step"], entry["guardrail"])
        for entry in document["entries"]
        if entry["kind"] == "blocked"
    ]


def test_the_text_of_a_broken_policy_is_refused(root, snapshot, subtests):
    """Each file undercuts the guardrail that its name says: one error with id, sentence, step, article and way out."""
    files = sorted((root / "tests/bad/guardrails").glob("*.yaml"))
    assert files
    for file in files:
        with subtests.test(file.stem):
            loaded = load_policy(file.as_posix())
            errors = [problem for problem in loaded.problems if problem.severity == "error"]
            assert [problem.code for problem in errors] == ["DW640"], errors
            name = "-".join(file.stem.split("-")[:2])
            assert errors[0].message.startswith(f"{name}: ")
            drawn = draw_problems(errors, {loaded.file: loaded.text})
            assert drawn.replace(root.as_posix() + "/", "") == snapshot(name=file.stem)


@pytest.mark.parametrize(
    ("assumed", "expected"),
    [
        ("agency.registered=false", ("2026-04-09", "hand_over", "NL-110")),
        ("debtor.claims_to_join=true", ("2026-03-18", "notice", "NL-111")),
        ("collector.kind=third_party", ("2026-03-03", "reminder", "NL-113")),
        ("invoice.later_instalment=true", ("2026-04-09", "hand_over", "NL-108")),
    ],
)
def test_a_step_that_would_breach_is_blocked_and_waits(root, monkeypatch, assumed, expected):
    """A blocked step is told once with its guardrail, is escalated, and the case stays open: nothing is lost."""
    monkeypatch.chdir(root)
    document = simulate("--assume", assumed)
    assert blocked(document) == [expected]
    assert any(entry["kind"] == "escalation" and entry["step"] == expected[1] for entry in document["entries"])
    assert document["end"] is None
    reason = next(entry for entry in document["entries"] if entry["kind"] == "blocked")["because"][0]
    assert reason["text"].startswith(expected[2])
    assert reason["law"]


def test_a_claim_past_its_limitation_waits_for_a_person(root, monkeypatch):
    """A court does not apply limitation unasked, and neither is such a claim pursued as if nothing had happened."""
    monkeypatch.chdir(root)
    old = ("--assume", "invoice.issued=2019-01-01", "--assume", "invoice.due=2019-01-15", "--on", "2026-03-02")
    document = simulate(*old, "--assume", "invoice.term_as_agreed=true")
    assert blocked(document)[0] == ("2026-03-02", "reminder", "NL-114")


def test_a_claim_near_its_limitation_is_flagged(root, monkeypatch, tmp_path):
    """Open to the end of what is shown and near its limitation: a warning names the last day, and a person is asked."""
    monkeypatch.chdir(root)
    file = tmp_path / "stop.yaml"
    file.write_text("events:\n  - {at: 2026-02-03, event: debtor_stopped, kind: bankruptcy}\n")
    old = ("--assume", "invoice.issued=2021-06-01", "--assume", "invoice.due=2021-06-30", "--on", "2026-02-02")
    options = ("--assume", "debtor.kind=business", "--scenario", str(file), "--until", "2026-04-10")
    document = simulate(*old, *options)
    warning = next(problem for problem in document["problems"] if problem["code"] == "DW641")
    assert "2026-06-30" in warning["message"]
    asked = next(entry for entry in document["entries"] if entry.get("step") == "limitation")
    assert (asked["date"], asked["kind"], asked["because"][0]["law"]) == (
        "2026-03-30",
        "attention",
        "art. 3:307, 3:317, 3:319 and 3:322 BW",
    )


def test_a_claim_that_stays_open_is_interrupted_in_time(root, monkeypatch):
    """A consumer whose case waits for a person for years: the letter goes out three months before, and again."""
    monkeypatch.chdir(root)
    document = simulate("--assume", "agency.registered=false", "--until", "2029-12-31")
    letters = [entry["date"] for entry in document["entries"] if entry.get("template") == "interruption"]
    assert letters == ["2027-12-20", "2029-09-20"]
    assert "DW641" not in [problem["code"] for problem in document["problems"]]


def test_a_term_longer_than_the_law_allows_is_flagged(root, monkeypatch):
    """Ninety days between businesses: a warning, for nobody said that it was expressly agreed."""
    monkeypatch.chdir(root)
    options = ("--assume", "debtor.kind=business", "--assume", "invoice.due=2026-05-17")
    assert "DW621" in [problem["code"] for problem in simulate(*options)["problems"]]


def test_a_fact_that_is_recorded_lifts_the_block(root, monkeypatch, tmp_path):
    """Once the agency is in the register, the very step that was blocked goes on."""
    monkeypatch.chdir(root)
    file = tmp_path / "registered.yaml"
    file.write_text("events:\n  - {at: 2026-04-13, event: fact_recorded, fact: agency.registered, value: true}\n")
    document = simulate("--assume", "agency.registered=false", "--scenario", str(file))
    assert blocked(document) == [("2026-04-09", "hand_over", "NL-110")]
    assert document["end"] == {"date": "2026-04-13", "reason": "handed_over"}


def test_the_shipped_policies_undercut_nothing(root):
    """No false alarm: the policies that we ship are free of DW640."""
    for law in jurisdictions():
        loaded = load_policy(f"policies/{law}/standard.yaml")
        assert "DW640" not in [problem.code for problem in loaded.problems]


def test_every_kind_is_held_somewhere():
    """Each kind of guardrail is checked on the decided step, or on the text, or is kept by construction."""
    held = set(_TESTS) | set(_CHECKS) | BUILT_IN | {"plan_is_free"}  # on the text of a plan
    assert held == set(KINDS)
    assert set(_CONCERNS) == set(_TESTS)


def test_every_guardrail_can_be_explained():
    """`dunwell explain` knows each by its id, with its sentence and article."""
    for law in jurisdictions():
        for name, rule in law_pack(law).guardrails.items():
            result = CliRunner().invoke(cli, ["explain", name])
            assert result.exit_code == 0
            assert rule.says in result.stdout
            assert rule.basis.article.split(";")[0] in result.stdout.replace("\n", " ")
