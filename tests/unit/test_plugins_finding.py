"""Channel plugins are found, and one that is broken is a problem that leaves the others as they are."""

import sys
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from dunwell.delivery import Channel
from dunwell.plugins.finding import GROUP, ask, find_plugins
from dunwell.problems import Problem
from toy_channels import channel, plugin


def raising(error):
    """A function that raises."""

    def function(**_):
        raise error

    return function


def test_a_good_plugin_is_found_with_its_origin(monkeypatch):
    """Its name and words come from what it says of itself."""
    found = find_plugins([plugin(monkeypatch, "toy", channel("toy", carries=("email", "toy")))])
    (one,) = found.all
    assert (one.name, one.origin, one.problems) == ("toy", "toy_plugin", ())
    assert found.words == ("email", "toy")
    assert found.carrying("email") == (one,)
    assert found.carrying("letter") == ()


@pytest.mark.parametrize(
    ("described", "said"),
    [
        (channel("Toy"), "its name 'Toy' is not small letters, digits and _"),
        (channel(carries=()), "`carries` is no tuple of words"),
        (channel(carries="email"), "`carries` is no tuple of words"),
        (channel(carries=(1,)), "`carries` is no tuple of words"),
        (channel(text=" "), "`text` does not say what it is"),
        (channel(address="pigeon"), "`address` is 'pigeon'"),
        (channel(parts=("songs",)), "`parts` is no tuple of words, history, dossier"),
        (channel(resend=None), "`resend` is neither true nor false"),
        (channel(patience=0), "`patience` is no number of seconds"),
        (channel(patience=float("nan")), "`patience` is no number of seconds"),
        (channel(config={"type": "array"}), "no JSON Schema of an object"),
        (channel(config=3), "no JSON Schema of an object"),
        (channel(config={"properties": {"port": {"type": "numeral"}}}), "$.properties.port.type"),
        (channel(config={"properties": {"use": {}}}), "has a key `use`"),
        ("smtp", "dunwell_channel gives str instead of Channel"),
    ],
)
def test_nonsense_about_itself_makes_it_no_channel(monkeypatch, described, said):
    """DW002 says what cannot be true."""
    (one,) = find_plugins([plugin(monkeypatch, "toy", described)]).all
    assert one.channel is None
    assert [problem.code for problem in one.problems] == ["DW002"]
    assert said in one.problems[0].message


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        ({"channel": None}, "it has no hook dunwell_channel"),
        ({"start": None}, "it has no hook dunwell_start"),
        ({"chek": lambda setup: ()}, "unknown hook 'dunwell_chek'"),
        ({"check": lambda settings: ()}, "settings"),
    ],
)
def test_hooks_that_are_missing_or_unknown_are_told(monkeypatch, hooks, said):
    """DW002, also for a hook that is misspelt: it would never be called."""
    (one,) = find_plugins([plugin(monkeypatch, "toy", **hooks)]).all
    assert [problem.code for problem in one.problems] == ["DW002"]
    assert said in one.problems[0].message


def test_the_others_work_on(monkeypatch):
    """A module that is not there, one that ends the program, one that raises, and a good one: the good one works."""
    monkeypatch.setitem(sys.modules, "leaving", ModuleType("leaving"))
    entries = [
        EntryPoint("absent", "no_such_module_anywhere", GROUP),
        EntryPoint("lacking", "leaving:plugin", GROUP),
        plugin(monkeypatch, "raising", channel=raising(KeyError("Jansen"))),
        plugin(monkeypatch, "leaver", channel=raising(SystemExit(3))),
        plugin(monkeypatch, "toy"),
    ]
    found = find_plugins(entries)
    assert list(found.channels) == ["toy"]
    assert {one.name: [problem.code for problem in one.problems] for one in found.all} == {
        "toy": [],
        "absent": ["DW001"],
        "lacking": ["DW001"],
        "leaver": ["DW004"],
        "raising": ["DW004"],
    }
    assert "Jansen" not in str(found.problems)
    assert "no_such_module_anywhere" in found.problems[0].message


def test_a_name_that_is_taken_stays_with_the_first(monkeypatch):
    """DW003 names both; by name, unless one of them is Dunwell's own."""
    found = find_plugins([plugin(monkeypatch, "b", channel("toy")), plugin(monkeypatch, "a", channel("toy"))])
    assert [(one.module, one.channel is not None) for one in found.all] == [("a_plugin", True), ("b_plugin", False)]
    assert [problem.code for problem in found.problems] == ["DW003"]
    assert "a_plugin" in found.problems[0].message
    assert "b_plugin" in found.problems[0].message


def test_a_hook_is_asked_of_one_plugin_only(monkeypatch):
    """The other plugin is not called."""
    found = find_plugins(
        [
            plugin(monkeypatch, "one", check=lambda setup: [f"one {setup}"]),
            plugin(monkeypatch, "two", check=raising(AssertionError())),
        ]
    )
    assert ask(found.channels["one"], "dunwell_check", {"setup": "x"}, lambda answer: answer) == ["one x"]
    assert ask(found.channels["one"], "dunwell_returns", {"setup": 1, "name": "", "content": b""}, str) == "None"


def test_what_a_plugin_raises_is_shown_only_on_request(monkeypatch, capsys):
    """The problem names plugin, hook and kind of error; the traceback comes with DUNWELL_TRACEBACK."""
    found = find_plugins([plugin(monkeypatch, "toy", check=raising(ValueError("Jansen, Kade 1")))])
    monkeypatch.delenv("DUNWELL_TRACEBACK", raising=False)
    said = ask(found.channels["toy"], "dunwell_check", {"setup": None}, tuple)
    assert isinstance(said, Problem)
    assert said.message == "the channel 'toy' failed in dunwell_check: ValueError (toy_plugin)"
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("DUNWELL_TRACEBACK", "1")
    ask(found.channels["toy"], "dunwell_check", {"setup": None}, tuple)
    assert "Jansen" in capsys.readouterr().err


def test_what_is_installed_is_found_by_its_group():
    """Without entry points of one's own, those of the installed packages are loaded; every one of them works."""
    found = find_plugins()
    assert found.problems == ()
    assert all(isinstance(one.channel, Channel) for one in found.all)
