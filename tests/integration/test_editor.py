"""An editor with yaml-language-server and our schema: what it offers, shows and marks in a policy."""

import json
import os
import shutil
from pathlib import Path

import pytest

from dunwell.language.schema import policy_schema
from dunwell.language.steps import KINDS
from dunwell.language.table import SHAPES
from dunwell.resources import policy_files, read_text
from editor import Editor

MODELINE = "# yaml-language-server: $schema=policy.schema.json\n"
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the schema, as `dunwell init` writes it."""
    folder = tmp_path_factory.mktemp("policies")
    (folder / "policy.schema.json").write_text(json.dumps(policy_schema()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def editor():
    """One server for all tests."""
    server = Path(os.environ.get("DUNWELL_NODE_MODULES", "")) / "yaml-language-server" / "bin" / "yaml-language-server"
    if not shutil.which("node") or not server.is_file():
        pytest.skip(
            "yaml-language-server is not installed: npm install yaml-language-server, and name its node_modules in "
            "DUNWELL_NODE_MODULES"
        )
    editor = Editor(["node", str(server), "--stdio"], SETTINGS)
    yield editor
    editor.close()


@pytest.fixture
def show(editor, folder, request):
    """Open a policy whose cursor stands at `|`; gives what the editor is then asked with."""

    def shown(text):
        before, _, after = (MODELINE + text).partition("|")
        path = folder / f"{request.node.name.replace('/', '-')}.yaml"
        position = before.count("\n"), len(before.rpartition("\n")[2])
        return editor.open(path, before + after), *position

    return shown


def test_keys_at_the_top(editor, show):
    """Every key of a policy that is not there yet, with what it means."""
    offered = editor.completions(*show("dunwell: 1\n|\n"))
    assert set(SHAPES["policy"].key_names()) - {"dunwell"} <= set(offered)
    assert "The law pack" in offered["law"]["documentation"]


def test_a_whole_step_of_each_kind(editor, show):
    """A new entry of the ladder can be filled in at once, with all that its kind needs."""
    offered = editor.completions(*show("dunwell: 1\nsteps:\n  - |\n"))
    assert {f"step: {kind}" for kind in KINDS} <= set(offered)
    assert "wrong_number:" in offered["step: phone"]["insertText"]


def test_the_keys_of_a_step_go_with_what_it_does(editor, show):
    """A call has attempts and outcomes, and no term."""
    offered = editor.completions(*show("dunwell: 1\nsteps:\n  - step: call\n    do: phone\n    |\n"))
    assert {"attempts", "outcomes", "not_called", "title", "start"} <= set(offered)
    assert not {"term", "claims", "close", "requires", "owner"} & set(offered)


VALUES = [
    ("    do: |\n", {"email", "letter", "phone", "check", "task", "agency", "both"}),
    ("    do: letter\n    fallback: |\n", {"email", "letter"}),
    ("    do: agency\n    close: |\n", {"paid", "handed_over", "written_off", "credited"}),
    ("    do: letter\n    announces:\n      - |\n", {"interest", "collection_costs", "agency", "court"}),
    ("    start: |\n", {"1 day after invoice.due", "2 working days after reminder.term", "on invoice.due"}),
    ("    do: email\n    term: |\n", {"7 days after sent", "14 days after received"}),
    ("    do: phone\n    attempts:\n      apart: |\n", {"2 working days", "2 weeks", "3 months"}),
    ("    when:\n      |\n", {"claim.open", "debtor.kind", "all", "any", "none"}),
    ("    when:\n      debtor.kind: |\n", {"business", "consumer"}),
    ("    do: phone\n    outcomes:\n      question:\n        wait_for: |\n", {"question_answered", "letter_returned"}),
]


@pytest.mark.parametrize(
    ("written", "wanted"), VALUES, ids=[written.split(": |")[0].split()[-1] for written, _ in VALUES]
)
def test_values(editor, show, written, wanted):
    """Channels, reasons, units of time, fields, events: what can stand there."""
    assert wanted <= set(editor.completions(*show(f"dunwell: 1\nsteps:\n  - step: one\n{written}")))


HOVERS = [
    ("dunwell: 1\nla|w: nl\n", "A policy may be stricter, never looser"),
    ("dunwell: 1\nsteps:\n  - step: one\n    do: phone\n    not_ca|lled: {}\n", "Who is told if nobody called"),
    ("dunwell: 1\nsteps:\n  - step: one\n    d|o: phone\n", "`phone`: A call by a person"),
    ("dunwell: 1\nsteps:\n  - step: one\n    when: {claim.o|pen: EUR 5}\n", "The open claim"),
]


@pytest.mark.parametrize(("text", "words"), HOVERS, ids=range(len(HOVERS)))
def test_what_a_key_means(editor, show, text, words):
    """The pointer over a key shows its sentence, and what each of its words means."""
    assert words in editor.hover(*show(text))


WRONG = "steps:\n  - step: one\n    start: 5 business days after invoice.due\n    do: email\n    templat: reminder\n"


def test_mistakes_are_marked_where_they_are(editor, show):
    """A misspelt key and a phrase that is none, in words of the language."""
    uri, *_ = show(f"{read_text(policy_files()[0]).partition('steps:')[0]}{WRONG}")
    marked = {(wrong["range"]["start"]["line"], wrong["message"]) for wrong in editor.wrong(uri)}
    messages = [message for _, message in sorted(marked)]
    assert any("templat is not allowed" in message for message in messages), messages
    assert any("1 day after invoice.due" in message for message in messages), messages


@pytest.mark.parametrize("file", policy_files())
def test_nothing_is_marked_in_a_shipped_policy(editor, show, file):
    """Whoever copies one starts without a red line."""
    uri, *_ = show(read_text(file).replace("|", "/"))
    assert editor.wrong(uri) == []
