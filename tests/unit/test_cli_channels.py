"""`dunwell channels`, `dunwell check dunwell.yaml` and `dunwell schema --workspace-file`: what each says of plugins."""

import json
import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from dunwell.cli import cli, setting_up
from dunwell.plugins import finding
from dunwell.plugins.file_schema import workspace_schema
from dunwell.plugins.finding import GROUP, find_plugins
from dunwell.problems import Problem
from toy_channels import channel, plugin

RIGHT = "channels:\n  email: {use: toy, host: h, password: {env: TOY_PASSWORD}}\n"
WRONG = "user: [a]\nchannels:\n  email: {use: toy, hots: h, password: hunter2}\n  fax: {pin: 1234}\n"


@pytest.fixture
def dunwell(tmp_path, monkeypatch):
    """The command line in a workspace, with a toy channel, one for the same word, and one that is broken."""
    entries = [
        plugin(
            monkeypatch,
            "toy",
            channel("toy", carries=("email", "toy"), address="email"),
            check=lambda setup: [Problem("DW006", f"full of {setup.config.get('password')}", severity="warning")],
        ),
        plugin(monkeypatch, "other", channel("other", carries=("email",))),
        EntryPoint("absent", "no_such_module_anywhere", GROUP),
    ]
    monkeypatch.setattr(finding, "entry_points", lambda group: entries)
    monkeypatch.setenv("TOY_PASSWORD", "hunter2")
    monkeypatch.delenv("DUNWELL_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments, file=None):
        if file is not None:
            (tmp_path / "dunwell.yaml").write_text(file, encoding="utf-8")
        return CliRunner().invoke(cli, arguments)

    return run


def test_channels_are_listed_without_a_workspace(dunwell):
    """What each carries, what it needs, and where it comes from; a broken plugin is exit code 1."""
    result = dunwell("channels")
    assert result.exit_code == 1
    assert "carries email, toy; needs an e-mail address" in result.stdout
    assert "toy_plugin (no package)" in result.stdout
    assert "no_such_module_anywhere" in result.stdout
    assert "used here" not in result.stdout


def test_channels_say_what_the_workspace_uses(dunwell):
    """With what the channel itself says, and without its secret."""
    result = dunwell("channels", file=RIGHT)
    assert "used here for email" in result.stdout
    assert "not used in this workspace" in result.stdout
    assert "full of …" in result.stdout
    assert "hunter2" not in result.output
    document = json.loads(dunwell("channels", "--format", "json").stdout)
    assert {one["name"]: one["used_for"] for one in document["channels"]} == {
        "toy": ["email"],
        "other": [],
        "absent": [],
    }
    assert [one["code"] for one in document["problems"]] == ["DW001", "DW006"]
    assert [one["usable"] for one in document["channels"]] == [True, True, False]


def test_a_workspace_that_is_named_has_to_be_there(dunwell):
    """Exit code 2; here it may be missing."""
    assert dunwell("channels", "--workspace", "gone").exit_code == 2
    assert dunwell("channels", "--workspace", ".", file="user: [a]\n").exit_code == 2


def test_nothing_wrong_is_exit_code_0(dunwell, monkeypatch):
    """No plugins at all are nothing wrong."""
    monkeypatch.setattr(finding, "entry_points", lambda group: [])
    result = dunwell("channels")
    assert (result.exit_code, result.stdout) == (0, "No channel is installed.\n")


def test_check_looks_at_the_settings(dunwell, snapshot):
    """All problems of the file at once, each on its line, and no secret in what is shown."""
    result = dunwell("check", "dunwell.yaml", file=WRONG)
    assert result.exit_code == 1
    assert "hunter2" not in result.stdout
    assert "1234" not in result.stdout
    assert result.stdout == snapshot
    assert dunwell("check", ".").stdout == result.stdout


def test_right_settings_have_no_problem(dunwell):
    """But for the warning of the channel itself."""
    result = dunwell("check", "dunwell.yaml", file=RIGHT)
    assert (result.exit_code, "1 warning" in result.stdout) == (0, True)
    assert dunwell("check", "dunwell.yaml", "--strict").exit_code == 1
    assert dunwell("check", "dunwell.yaml", file="user: me\n").stdout == "no problems in 1 file\n"


SETTINGS = [
    (RIGHT, True),
    ("channels:\n  toy: {host: h}\n", True),
    ("user:\ncreditor:\nchannels:\n", True),
    ("channels:\n  email: {host: h}\n", False),
    ("channels:\n  email: {use: toy, hots: h}\n", False),
    ("channels:\n  email: {use: toy, host: h, password: hunter2}\n", False),
    ("channels:\n  fax: {}\n", False),
    ("channels:\n  toy:\n", False),
    ("usr: me\n", False),
]


@pytest.mark.parametrize(("text", "right"), SETTINGS)
def test_the_schema_of_the_file_agrees_with_the_check(dunwell, text, right):
    """What an editor marks as wrong, the check finds wrong too, and the other way round."""
    schema = json.loads(dunwell("schema", "--workspace-file").stdout)
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(yaml.safe_load(text)) is right
    assert (dunwell("check", "dunwell.yaml", file=text).exit_code == 0) is right


def test_the_schema_without_plugins_is_one(dunwell):
    """Its keys have their meaning."""
    schema = workspace_schema(find_plugins([]))
    assert schema["properties"]["journal"]["description"]
    assert schema["properties"]["channels"]["properties"] == {}


def test_no_command_but_those_loads_plugins():
    """`dunwell --help`, `status` and a check of policies stay as quick as they were."""
    code = "import sys; import dunwell.cli.status, dunwell.cli.check, dunwell.cli.schema; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "jsonschema" not in loaded
    assert "pluggy" not in loaded
    assert setting_up.__name__ not in loaded
