"""The tutorial on channels shows the files of a package that works."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

from click.testing import CliRunner
from markdown_it import MarkdownIt

from dunwell.cli import cli
from dunwell.plugins import finding

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "docs" / "write-a-channel"


def shown(page):
    """What a page shows of each file, by the title of its fences, without blank lines."""
    files = {}
    for token in MarkdownIt().parse(page):
        if token.type == "fence" and (title := re.search(r' title="(.+)"', token.info)):
            files.setdefault(title[1], []).extend(written(token.content))
    return files


def written(text):
    """The lines of a text that are not blank."""
    return [line for line in text.splitlines() if line.strip()]


def test_the_tutorial_shows_the_files_of_the_package():
    """All of them, from top to bottom; somebody who types them in has the package."""
    files = [path for path in PACKAGE.iterdir() if path.suffix in (".py", ".toml", ".yaml")]
    there = {path.name: written(path.read_text(encoding="utf-8")) for path in files}
    assert len(there) == 4
    assert shown((PACKAGE / "README.md").read_text(encoding="utf-8")) == there


def test_the_guard_sees_a_difference():
    """A line that the page leaves out, or shows otherwise, is one."""
    page = '```python title="a.py"\nx = 1\n\n```\nand\n\n```python title="a.py"\ny = 2\n```\n'
    assert shown(page) == {"a.py": ["x = 1", "y = 2"]}
    assert shown("```python\nx = 1\n```\n") == {}


POLICY = str(PACKAGE / "policy.yaml")
INVOICE = str(ROOT / "docs" / "examples" / "invoice-business.xml")


def told(*arguments):
    """What the command line prints as JSON."""
    return json.loads(CliRunner().invoke(cli, [*arguments, "--format", "json"]).stdout)


def played(tmp_path, events=""):
    """The days, steps and channels of the example's policy, with these events."""
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(f"events: [{events}]\n", encoding="utf-8")
    known = ("--assume", "debtor.kind=business", "--assume", "debtor.has_phone=true", "--scenario", str(scenario))
    entries = told("simulate", INVOICE, "--policy", POLICY, *known)["entries"]
    return [(one["date"], one.get("step") or one["message"], one["channels"]) for one in entries if one.get("channels")]


def test_its_policy_has_no_error(monkeypatch):
    """A warning where no plugin brings the channel, nothing where one does."""
    monkeypatch.syspath_prepend(str(PACKAGE))
    monkeypatch.setattr(finding, "entry_points", lambda group: [])
    assert {(one["code"], one["severity"], one["line"]) for one in told("check", POLICY)["problems"]} == {
        ("DW005", "warning", 13)
    }
    monkeypatch.setattr(finding, "entry_points", lambda group: [EntryPoint("sms", "dunwell_sms", group)])
    assert told("check", POLICY)["problems"] == []


def test_its_policy_sends_by_the_channel(tmp_path):
    """Alone, beside another, and as a message; what has bounced goes by the fallback, once."""
    assert played(tmp_path) == [
        ("2026-02-05", "first_word", ["sms"]),
        ("2026-02-13", "reminder", ["email", "sms"]),
        ("2026-02-24", "hand_over", ["agency"]),
    ]
    bounced = "{at: 2026-02-06, event: bounced, step: first_word, channel: sms}"
    assert played(tmp_path, bounced)[:2] == [
        ("2026-02-05", "first_word", ["sms"]),
        ("2026-02-06", "first_word", ["email"]),
    ]
    promise = "{at: 2026-02-06, event: promise_made, promised_on: 2026-02-10}"
    assert ("2026-02-06", "promise_confirmation", ["sms"]) in played(tmp_path, promise)


def test_the_package_passes_its_own_tests(tmp_path):
    """With nothing but the public names, in a folder of its own."""
    path = os.pathsep.join(str(ROOT / name) for name in ("engine", "channels", "docs/write-a-channel"))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        PACKAGE / "pyproject.toml",
        PACKAGE,
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_imports_public_names_only():
    """What it takes from Dunwell stays as it is."""
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py")]
    imported = {name for text in texts for name in re.findall(r"^(?:from|import) (dunwell\S*)", text, re.MULTILINE)}
    assert imported == {"dunwell", "dunwell.testing", "dunwell_sms"}
