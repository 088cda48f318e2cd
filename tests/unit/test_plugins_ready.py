"""The channels of a workspace: which plugin carries each, and what asking it gives."""

import pytest

from dunwell.delivery import CannotDeliver, Returned
from dunwell.plugins.finding import find_plugins
from dunwell.plugins.ready import channels_of
from dunwell.problems import Problem
from dunwell.workspace_file import read_workspace
from toy_channels import Carrying, channel, plugin

SECRET = "hunter-of-two"


def ready(folder, text, entries, environment=None):
    """The channels of a workspace with this under `channels`, in this environment."""
    body = "".join(f"  {line}\n" for line in text.splitlines())
    (folder / "dunwell.yaml").write_text(f"creditor: {{name: Groene Reiger B.V.}}\nchannels:\n{body}", encoding="utf-8")
    return channels_of(read_workspace(folder), find_plugins(entries), environment or {})


def toy(folder, monkeypatch, text="toy: {host: h, password: {env: PASS}}", **hooks):
    """One channel that is set up with a secret."""
    return ready(folder, text, [plugin(monkeypatch, "toy", **hooks)], {"PASS": SECRET}).channels["toy"]


def test_a_channel_is_set_up(tmp_path, monkeypatch):
    """Defaults are filled in, the secret is read, and the creditor comes along."""
    found = toy(tmp_path, monkeypatch)
    assert found.setup.config == {"host": "h", "port": 25, "tls": "starttls", "password": SECRET}
    assert found.setup.creditor == {"creditor.name": "Groene Reiger B.V."}
    assert found.setup.folder == tmp_path
    assert (found.word, found.plugin.name, found.place.line) == ("toy", "toy", 3)


def test_no_channels_is_no_problem(tmp_path):
    """A workspace that says nothing of channels has none."""
    found = ready(tmp_path, "", [])
    assert (found.channels, found.problems) == ({}, ())


def test_a_secret_is_not_shown(tmp_path, monkeypatch):
    """Neither by repr nor in what the plugin says with it."""

    def check(setup):
        return [Problem("DW006", f"cannot log in with {setup.config['password']}", fix=setup.config["password"])]

    def start(setup):
        raise CannotDeliver("faulty", f"refused {setup.config['password']}")

    found = toy(tmp_path, monkeypatch, check=check, start=start)
    assert SECRET not in repr(found)
    assert SECRET not in repr(found.check())
    assert found.check()[0].place == found.place
    with pytest.raises(CannotDeliver) as raised:
        found.start()
    assert raised.value.why == "refused …"


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("fax: {}", "no plugin carries 'fax'", "write one of: one, toy, two"),
        ("twoo: {}", "no plugin carries 'twoo'", "did you mean 'two'?"),
        ("toy: {}", "one and two carry 'toy', and nothing says which is meant", "write toy: {use: one, …}"),
        ("toy: {use: oen}", "no plugin is called 'oen'", "did you mean 'one'?"),
        ("two: {use: one}", "the plugin 'one' does not carry 'two'; it carries toy, one", "write one of: two"),
        ("toy: {use: broken}", "the plugin 'broken' is no channel", "ask whoever wrote it"),
    ],
)
def test_which_plugin_is_meant(tmp_path, monkeypatch, text, message, fix):
    """No plugin, several, one that does not carry the word, and one that is broken: each is told, at its place."""
    entries = [
        plugin(monkeypatch, "one", channel("one", carries=("toy", "one"))),
        plugin(monkeypatch, "two", channel("two", carries=("toy", "two"))),
        plugin(monkeypatch, "broken", start=None),
    ]
    found = ready(tmp_path, text, entries)
    (problem,) = found.problems
    assert problem.message.startswith(message)
    assert fix in problem.fix
    assert problem.place.line == 3
    assert found.channels == {}


def test_one_faulty_channel_leaves_the_others(tmp_path, monkeypatch):
    """Each word has its own problems; only the faulty one is not there."""
    entries = [plugin(monkeypatch, "one"), plugin(monkeypatch, "two")]
    found = ready(tmp_path, "one: {port: many}\ntwo: {host: h}\nthree: {}", entries)
    assert list(found.channels) == ["two"]
    assert {word: [one.code for one in problems] for word, problems in found.faults.items()} == {
        "one": ["DW202", "DW204"],
        "two": [],
        "three": ["DW005"],
    }


def test_check_says_what_the_plugin_says(tmp_path, monkeypatch):
    """A plugin without the hook has nothing to say; one that raises, or says something else, is a problem itself."""
    assert toy(tmp_path, monkeypatch).check() == ()
    warned = Problem("DW006", "the folder is almost full", severity="warning")
    assert toy(tmp_path, monkeypatch, check=lambda setup: (each for each in (warned,))).check()[0].code == "DW006"
    assert toy(tmp_path, monkeypatch, check=lambda setup: [Problem("SMS7", "no credit")]).check()[0].code == "DW006"
    assert [one.code for one in toy(tmp_path, monkeypatch, check=lambda setup: ["no"]).check()] == ["DW004"]
    assert [one.code for one in toy(tmp_path, monkeypatch, check=lambda setup: 1 / 0).check()] == ["DW004"]


def test_start_gives_a_carrier_or_says_why_not(tmp_path, monkeypatch):
    """What is raised, and what is no carrier, is CannotDeliver of the kind faulty, and names no data."""
    assert isinstance(toy(tmp_path, monkeypatch).start(), Carrying)

    def leaving(setup):
        raise SystemExit("Jansen")

    for start, said in ((leaving, "raised SystemExit"), (lambda setup: 3, "int without prepare, deliver, close")):
        with pytest.raises(CannotDeliver) as raised:
            toy(tmp_path, monkeypatch, start=start).start()
        assert raised.value.kind == "faulty"
        assert said in raised.value.why
        assert "Jansen" not in raised.value.why


def test_returns_says_what_came_back(tmp_path, monkeypatch):
    """None for a file of somebody else; what is nonsense is a problem."""

    def returns(setup, name, content):
        return [Returned("bounced", reference=name)] if content else None

    found = toy(tmp_path, monkeypatch, returns=returns)
    assert found.returns("a.eml", b"") is None
    assert found.returns("a.eml", b"x") == (Returned("bounced", reference="a.eml"),)
    assert toy(tmp_path, monkeypatch).returns("a.eml", b"x") is None
    lying = toy(tmp_path, monkeypatch, returns=lambda content: [content])
    assert [one.code for one in lying.returns("a.eml", b"x")] == ["DW004"]
