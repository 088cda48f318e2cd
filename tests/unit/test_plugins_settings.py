"""The settings of one channel: checked with places, all problems at once; defaults and secrets filled in."""

import pytest

from dunwell.language.yamlfile import read_yaml
from dunwell.plugins.schemas import closed_schema
from dunwell.plugins.secrets import Secrets
from dunwell.plugins.settings import settle, shown_text
from toy_channels import SCHEMA


def settled(folder, text, environment=None, schema=SCHEMA):
    """What the settings of a channel come to."""
    root, problems = read_yaml(text, "dunwell.yaml")
    assert problems == ()
    return settle(schema, root, "the channel 'toy'", root.place, Secrets(folder, environment or {}))


@pytest.mark.parametrize(
    ("written", "config"),
    [
        ("host: h", {}),
        ("host: 127", {"host": "127"}),
        ("{host: h, port: 587, tls: never}", {"port": 587, "tls": "never"}),
        ("{host: h, pause: 0.5}", {"pause": 0.5}),
        ("{host: h, pause: 2}", {"pause": 2}),
        ("{host: h, to: [a, b]}", {"to": ["a", "b"]}),
        ("{host: h, password: {env: PASS}}", {"password": "hunter2"}),
        ("{host: h, login: {user: u, token: {env: PASS}}}", {"login": {"user": "u", "token": "hunter2"}}),
    ],
)
def test_what_is_right_is_read(tmp_path, written, config):
    """Values as the schema wants them, with defaults."""
    found = settled(tmp_path, written, {"PASS": "hunter2"})
    assert found.problems == ()
    assert found.config == {"host": "h", "port": 25, "tls": "starttls"} | config


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("port: 25", ["1:1: DW202 the key 'host' is missing in the channel 'toy' (add `host: …`)"]),
        ("hots: h", ["1:1: DW201 unknown key 'hots' of the channel 'toy' (did you mean 'host'?)"]),
        (
            "{host: h, port: no}",
            ["1:17: DW204 'port' of the channel 'toy' is 'no' instead of a whole number (write for example 1)"],
        ),
        ("{host: [h]}", ["1:8: DW204 'host' of the channel 'toy' is a list instead of text (it says: the server)"]),
        ("{host: }", ["1:8: DW204 'host' of the channel 'toy' has no value (write the value, or remove the key)"]),
        ("{host: h, port: 0}", ["1:17: DW206 'port' of the channel 'toy' cannot be the number 0 (write 1 or more)"]),
        (
            "{host: h, tls: alway}",
            ["1:16: DW205 'tls' of the channel 'toy' cannot be 'alway' (did you mean 'always'?)"],
        ),
        ("{host: h, to: []}", ["1:15: DW207 'to' of the channel 'toy' is empty (write a value, or remove the key)"]),
        (
            "{host: h, to: [a, {}]}",
            ["1:19: DW204 'to[2]' of the channel 'toy' is a table of keys instead of text (write for example …)"],
        ),
        (
            "host: h\nlogin: {usr: u, nam: n}",
            [
                "2:9: DW201 unknown key 'usr' of 'login' of the channel 'toy' (did you mean 'user'?)",
                "2:17: DW201 unknown key 'nam' of 'login' of the channel 'toy' (write one of: user, token)",
            ],
        ),
        (
            "port: no\ntls: 3\nlogin: {}",
            [
                "1:1: DW202 the key 'host' is missing in the channel 'toy' (add `host: …`)",
                "1:7: DW204 'port' of the channel 'toy' is 'no' instead of a whole number (write for example 1)",
                "2:6: DW205 'tls' of the channel 'toy' cannot be the number 3 (write one of: starttls, always, never)",
                "3:8: DW202 the key 'user' is missing in 'login' of the channel 'toy' (add `user: …`)",
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path, written, lines):
    """All of it at once, each mistake once."""
    found = settled(tmp_path, written)
    assert [one.line_text().removeprefix("dunwell.yaml:") for one in found.problems] == lines


def test_a_condition_of_a_schema_is_kept(tmp_path):
    """What depends on another key can be said with `if`; its parts are not closed."""
    schema = {
        "properties": {"kind": {"enum": ["folder", "sftp"]}, "host": {"type": "string"}},
        "if": {"properties": {"kind": {"const": "sftp"}}, "required": ["kind"]},
        "then": {"required": ["host"]},
    }
    assert settled(tmp_path, "{kind: sftp, host: h}", schema=schema).problems == ()
    assert [one.code for one in settled(tmp_path, "{kind: sftp}", schema=schema).problems] == ["DW202"]
    assert settled(tmp_path, "{kind: folder}", schema=schema).problems == ()


def test_a_table_with_a_default_is_filled_in(tmp_path):
    """Its keys have their own defaults; a table without one is not made up."""
    inner = {"type": "object", "properties": {"port": {"type": "integer", "default": 22}}}
    schema = {"properties": {"one": {**inner, "default": {}}, "other": inner}}
    assert settled(tmp_path, "{}", schema=schema).config == {"one": {"port": 22}}
    assert settled(tmp_path, "{other: {}}", schema=schema).config == {"one": {"port": 22}, "other": {"port": 22}}


def test_an_object_that_takes_any_key_stays_open(tmp_path):
    """Where a schema says itself what other keys are, they are allowed."""
    schema = {"properties": {"map": {"type": "object", "additionalProperties": {"type": "string"}}}}
    found = settled(tmp_path, "{map: {a: 1, b: x}}", schema=schema)
    assert (found.problems, found.config) == ((), {"map": {"a": "1", "b": "x"}})
    assert closed_schema(schema)["additionalProperties"] is False


def test_a_wrong_secret_is_judged_without_being_shown(tmp_path):
    """One that is shorter than the schema wants is told, and not what it is."""
    (problem,) = settled(tmp_path, "{host: h, password: {env: PASS}}", {"PASS": "xyz"}).problems
    assert (problem.code, "xyz" in problem.line_text()) == ("DW206", False)


def test_lines_are_shown_without_what_may_be_secret():
    """Values of secrets and of unknown keys are hidden; columns stay."""
    text = (
        "channels:\n  toy: {use: toy, host: h, password: hunter2, pasword: hunter3}\n"
        "  fax:\n    pin: 1234\n    more: [x, y]\n  sms: {use: two, password: {env: PASS}}\n"
    )
    root, _ = read_yaml(text, "dunwell.yaml")
    shown = shown_text(text, root.get("channels").entries, {"toy": SCHEMA, "sms": SCHEMA})
    assert shown == (
        "channels:\n  toy: {use: toy, host: h, password: ……………………, pasword: ……………………}\n"
        "  fax:\n    pin: …………\n    more: […, …]\n  sms: {use: two, password: {env: PASS}}\n"
    ).replace("……………………", "…" * 7).replace("pin: …………", "pin: " + "…" * 4)
