"""Own words at the command line: listed, taken over, checked, previewed, and never in the way of a case."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from dunwell.cli.carrying import desk_of
from dunwell.cli.session import session
from dunwell.days import day
from dunwell.resources import read_text
from workspaces import Person, codes, make


@pytest.fixture
def person(tmp_path):
    """Somebody in a workspace with a policy of its own, as `init` gives it."""
    policies = make(tmp_path, ladder=False) / "policies"
    (policies / "own-standard.yaml.example").rename(policies / "own.yaml")
    return Person(tmp_path)


def template(person, name, language="nl"):
    """The path of an own template."""
    return person.folder / "templates" / language / f"{name}.md.j2"


def test_a_template_is_taken_over_once(person):
    """The copy is the shipped text; a second time nothing is replaced, and `all` takes only what is missing."""
    assert person.must("templates", "take", "reminder")["made"] == ["WORKSPACE/templates/nl/reminder.md.j2"]
    template(person, "reminder").write_text("mine", encoding="utf-8")
    code, document = person.ask("templates", "take", "reminder")
    assert (code, codes(document)) == (2, ["DW072"])
    made = person.must("templates", "take", "all")["made"]
    assert "WORKSPACE/templates/nl/_parts/contact.md.j2" in made
    assert template(person, "reminder").read_text(encoding="utf-8") == "mine"


def test_a_name_that_is_not_shipped_is_told(person, tmp_path, monkeypatch):
    """With the one that was probably meant; and without a workspace there is no place for a copy."""
    code, printed = person.run("templates", "take", "remindr")
    assert code == 2
    assert "did you mean 'reminder'?" in printed
    monkeypatch.chdir(tmp_path / "policies")
    result = CliRunner().invoke(cli, ["templates", "take", "reminder"])
    assert (result.exit_code, "DW940" in result.output) == (2, True)


def test_the_list_says_whose_words_go_out(person):
    """Shipped, own in the place of a shipped one, and new."""
    person.must("templates", "take", "reminder")
    template(person, "farewell").write_text("x", encoding="utf-8")
    rows = {(row["language"], row["name"]): row for row in person.must("templates")["templates"]}
    assert rows["nl", "reminder"]["replaces_shipped"]
    assert rows["nl", "farewell"] | {"file": ""} == {
        "language": "nl", "name": "farewell", "own": True, "replaces_shipped": False, "file": ""
    }  # fmt: skip
    assert not rows["en", "reminder"]["own"]
    printed = person.run("templates")[1]
    assert "nl  reminder              own, WORKSPACE/templates/nl/reminder.md.j2; replaces the shipped one" in printed


def test_check_without_a_path_checks_what_the_workspace_has_of_its_own(person):
    """Its policy and its words; a slip in a template is an error at its line."""
    assert person.run("check") == (0, "no problems in 1 file\n")
    person.must("templates", "take", "reminder")
    text = template(person, "reminder").read_text(encoding="utf-8")
    template(person, "reminder").write_text(text.replace("invoice.number", "invoice.numbr", 1), encoding="utf-8")
    code, printed = person.run("check")
    assert code == 1
    assert "WORKSPACE/templates/nl/reminder.md.j2:2:44: error DW633" in printed
    assert "did you mean 'invoice.number'?" in printed


def test_check_without_a_path_needs_a_workspace(tmp_path, monkeypatch):
    """Nothing was looked at, so nothing is called fine."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["check"])
    assert (result.exit_code, "DW905" in result.output) == (2, True)


def test_a_workspace_without_anything_of_its_own_is_said_to_be_so(tmp_path):
    """Zero files without a problem would look like a mistake."""
    make(tmp_path, ladder=False)
    assert Person(tmp_path).run("check") == (
        0, "the workspace has no policy and no template of its own; the shipped ones are used\n"
    )  # fmt: skip


def test_preview_shows_the_own_words(person, tmp_path):
    """As they will go out; the others stay as they are shipped."""
    person.must("templates", "take", "reminder")
    text = template(person, "reminder").read_text(encoding="utf-8")
    template(person, "reminder").write_text(text.replace("Misschien bent u het vergeten", "Oeps"), encoding="utf-8")
    shown = person.must("preview", str(tmp_path / "sample-invoice.yaml"))["messages"]
    assert "Oeps: factuur" in shown[0]["text"]
    assert "Oeps" not in shown[1]["text"]


def test_an_own_template_name_is_known_to_open_simulate_and_test(person, tmp_path):
    """A policy of the workspace may name a template that only the workspace has; losing it later stops no case."""
    policy = person.folder / "policies" / "own.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("template: reminder", "template: friendly"), encoding="utf-8")
    assert person.ask("check")[0] == 1
    person.must("templates", "take", "reminder")
    template(person, "reminder").rename(template(person, "friendly"))
    assert person.must("check")["problems"] == []
    assert person.ask("open", person.file())[0] == 0
    assert person.must("simulate", str(tmp_path / "2026-0001.yaml"), "--policy", str(policy))["policy"]
    tests = tmp_path / "tests.yaml"
    tests.write_text(
        f"tests:\n- name: it runs\n  policy: {policy}\n  given: {{invoice.total: 100.00}}\n  expect: {{end: null}}\n",
        encoding="utf-8",
    )
    assert "DW712" not in json.dumps(person.ask("test", str(tests))[1])
    template(person, "friendly").unlink()
    assert person.must("status")["cases"]


def test_a_folder_of_another_name_is_read(tmp_path):
    """The key `templates` names it."""
    make(tmp_path)
    settings = tmp_path / "dunwell.yaml"
    settings.write_text(settings.read_text("utf-8").replace("templates: templates", "templates: words"), "utf-8")
    Person(tmp_path).must("templates", "take", "reminder")
    assert Path(tmp_path / "words" / "nl" / "reminder.md.j2").exists()


def test_a_run_sends_the_own_words(person):
    """The desk of a run reads templates as `preview` does; a broken one stops nothing else."""
    person.must("templates", "take", "reminder")
    template(person, "reminder").write_text("{% broken", encoding="utf-8")
    with session(str(person.folder), "text") as live:
        desk = desk_of(live, day("2026-03-02"), "Kim")
    assert desk.read("templates/nl/reminder.md.j2") == "{% broken"
    assert desk.read("templates/nl/plan_ended.md.j2") == read_text("templates/nl/plan_ended.md.j2")
