"""`dunwell graph`: its forms, the way of a case or of an invoice, and what it refuses."""

import json
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from workspaces import make

POLICY = "policies/nl/standard.yaml"
CONSUMER = "docs/examples/invoice-consumer.yaml"


@pytest.fixture
def run(root, monkeypatch):
    """Run the command in the project's root; its result."""
    monkeypatch.chdir(root)
    return lambda *words: CliRunner().invoke(cli, ["graph", *words], catch_exceptions=False)


@pytest.mark.parametrize("form", ["svg", "mermaid", "html", "json"])
def test_each_form_is_printed_or_written(run, tmp_path, form):
    """What stands in the file is what is printed."""
    printed = run(POLICY, "--format", form, "--language", "nl")
    target = tmp_path / "picture"
    written = run(POLICY, "--format", form, "--language", "nl", "-o", str(target))
    assert (printed.exit_code, written.exit_code, written.output) == (0, 0, "")
    assert target.read_text(encoding="utf-8").strip() == printed.output.strip()
    assert "Aanmaning" in printed.output


def test_the_page_is_xml_too(run):
    """The page is well-formed, and its table has a row for every edge."""
    page = run(POLICY, "--format", "html").output
    document = json.loads(run(POLICY, "--format", "json").output)
    root = ET.fromstring(page)
    assert len(root.findall(".//tbody/tr")) == len(document["edges"])


def test_the_document_says_all_of_a_step(run):
    """Kind, place and facts of the notice, each with the variants that it is for."""
    document = json.loads(run(POLICY, "--format", "json").output)
    notice = next(node for node in document["nodes"] if node["id"] == "step:notice")
    assert (notice["kind"], notice["number"], notice["title"]) == ("step", 5, "Aanmaning")
    assert notice["place"].startswith(f"{POLICY}:")
    assert {"key": "template", "text": "notice_business", "variants": ["business"]} in notice["facts"]
    assert {"key": "times", "text": "1", "variants": None} in notice["facts"]
    assert {"source": "step:notice", "days": None}.keys().isdisjoint(notice)


def test_a_variant_alone(run):
    """What another variant gets is not shown."""
    whole, part = (
        run(POLICY, "--format", "json").output,
        run(POLICY, "--variant", "consumer", "--format", "json").output,
    )
    assert "notice_business" in whole
    assert "notice_business" not in part
    assert json.loads(part)["variants"] == ["consumer"]


def test_the_way_of_an_invoice(run):
    """With a scenario the days stand at the nodes, and the edges taken are marked."""
    scenario = "docs/examples/scenarios/plan-kept.yaml"
    result = run(POLICY, "--invoice", CONSUMER, "--scenario", scenario, "--format", "json")
    document = json.loads(result.output)
    assert result.exit_code == 0
    days = {node["id"]: node["days"] for node in document["nodes"]}
    assert days["step:reminder"] == ["2026-03-03"]
    assert days["end:paid"]
    assert days["end:handed_over"] == []
    assert any(edge["taken"] and edge["to"] == "end:paid" for edge in document["edges"])
    assert "invoice-consumer.yaml (plan-kept.yaml)" in run(POLICY, "--invoice", CONSUMER, "--scenario", scenario).output


def test_the_way_of_a_case(run, tmp_path, root):
    """The policy of the case is drawn, with the days on which things happened; POLICY may be left out."""
    workspace = make(tmp_path, ladder=False)
    opened = CliRunner().invoke(
        cli, ["open", "--workspace", str(workspace), str(root / CONSUMER)], catch_exceptions=False
    )
    assert opened.exit_code == 0, opened.output
    case = json.loads(CliRunner().invoke(cli, ["status", "--workspace", str(workspace), "--format", "json"]).output)[
        "cases"
    ][0]["case"]
    where = ("--workspace", str(workspace), "--case", case)
    result = run(*where, "--format", "json")
    assert result.exit_code == 0, result.output
    assert "days" in json.loads(result.output)["nodes"][0]
    assert json.loads(run(POLICY, *where, "--format", "json").output)["nodes"] == json.loads(result.output)["nodes"]
    other = run("policies/de/standard.yaml", *where)
    assert other.exit_code == 2
    assert "DW921" in other.output
    unknown = run("--workspace", str(workspace), "--case", "nope")
    assert (unknown.exit_code, "DW959" in unknown.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nope.yaml",), "DW901"),
        ((POLICY, "--variant", "busines"), "DW920"),
        ((POLICY, "--scenario", "x.yaml"), "DW921"),
        ((POLICY, "--assume", "debtor.kind=business"), "DW921"),
        ((POLICY, "--case", "x", "--invoice", CONSUMER), "DW921"),
        ((POLICY, "--invoice", "nope.xml"), "DW801"),
        ((POLICY, "-o", "nowhere/at/all.svg"), "DW910"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused(run, words, code):
    """A mistake is said with its code and what to do, exit 2, and nothing is drawn."""
    result = run(*words)
    assert result.exit_code == 2
    assert code in result.output
    assert "<svg" not in result.output


def test_without_a_policy_the_usage_is_shown(run):
    """Neither a policy nor a case: the command says what is missing."""
    result = run()
    assert result.exit_code == 2
    assert "POLICY" in result.output
