"""The plugin as a whole: what it says of itself, and what it finds before anything is sent."""

from __future__ import annotations

import os
import tomllib
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from dunwell import Setup
from dunwell.codes.catalogue import CODES
from dunwell_channels import letter
from dunwell_channels.letter.settings import PROPERTIES, SCHEMA, settings_of

ROOT = Path(__file__).resolve().parents[2]
CREDITOR = {"creditor.name": "Zilverreiger Kantoorbouw B.V.", "creditor.address": "Proefkade 1, 3500 AA Utrecht"}


def found(home, creditor=None, /, **config):
    """The codes that a check reports."""
    problems = letter.dunwell_check(Setup(home, config, CREDITOR if creditor is None else creditor))
    assert all(one.code in CODES and one.fix for one in problems)
    return [one.code for one in problems]


def test_the_plugin_is_registered() -> None:
    """Under its own name, and it gives all four hooks."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module = import_module(points["dunwell.channels"]["letter"])
    assert module is letter
    hooks = ("dunwell_channel", "dunwell_check", "dunwell_start", "dunwell_returns")
    assert all(hasattr(getattr(module, name), "dunwell_impl") for name in hooks)


def test_it_says_what_it_is() -> None:
    """Letters go to a postal address, and are never sent again on a guess."""
    channel = letter.dunwell_channel()
    assert (channel.name, channel.carries, channel.address, channel.resend) == ("letter", ("letter",), "post", False)
    assert channel.parts == ("words",)


def test_every_key_is_documented_and_defaults_fit(tmp_path) -> None:
    """The schema is sound, and what it fills in passes it."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert all(each["description"] for each in PROPERTIES.values())
    defaults = {name: each["default"] for name, each in PROPERTIES.items() if "default" in each}
    jsonschema.validate(defaults, SCHEMA)
    assert settings_of(Setup(tmp_path, {}, {})) == settings_of(Setup(tmp_path, defaults, {}))


def test_a_new_workspace_is_ready(tmp_path) -> None:
    """Nothing has to be set but who the creditor is."""
    assert found(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"folder": "/nowhere/at/all"}, "DW030"),
        ({"folder": "file/post"}, "DW030"),
        ({"logo": "logo.svg"}, "DW031"),
        ({"font": "Nobody Sans"}, "DW032"),
        ({"fonts": "fonts"}, "DW032"),
        ({"window": "unknown"}, "DW033"),
        ({"words": "words.yaml"}, "DW035"),
    ],
)
def test_each_fault_of_the_set_up_is_found(tmp_path, config, code: str) -> None:
    """By its own code."""
    (tmp_path / "file").write_text("a file")
    assert found(tmp_path, **config) == [code]


def test_all_faults_are_found_at_once(tmp_path) -> None:
    """One does not hide the others; own words are read in every language."""
    (tmp_path / "words.yaml").write_text("fr: {date: Date}\n")
    config = {"folder": "/nowhere/at/all", "logo": "x.gif", "font": "X", "window": "x", "words": "words.yaml"}
    assert found(tmp_path, {}, **config) == ["DW030", "DW033", "DW031", "DW032", "DW035", "DW034"]


def test_a_folder_that_may_not_be_written_is_found(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first letter is made."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found(tmp_path) == ["DW030"]


def test_an_unknown_sender_is_a_warning(tmp_path) -> None:
    """The invoice may say it."""
    problems = letter.dunwell_check(Setup(tmp_path, {}, {"creditor.name": "Z"}))
    assert [(one.code, one.severity) for one in problems] == [("DW034", "warning")]


def test_start_and_returns_are_wired(tmp_path) -> None:
    """The hooks lead to the carrier and to the reader."""
    carrier = letter.dunwell_start(Setup(tmp_path, {}, {}))
    assert callable(carrier.prepare)
    assert letter.dunwell_returns(Setup(tmp_path, {}, {}), "x.csv", b"a,b\n") is None
