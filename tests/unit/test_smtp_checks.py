"""What keeps mail from going out, found before anything is sent; and the settings that pass."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from dunwell import CannotDeliver
from dunwell.codes.catalogue import CODES
from dunwell_channels import smtp
from dunwell_channels.smtp.checks import findings
from dunwell_channels.smtp.settings import PORTS, SCHEMA, domains_of, settings_of
from mailing import PASSWORD, certificate, setup

WRONG = {
    "no host": ({"host": " "}, "DW020"),
    "host with a port": ({"host": "smtp.example.nl:587"}, "DW020"),
    "host as an address of the web": ({"host": "https://smtp.example.nl"}, "DW020"),
    "from with a name": ({"from": "Debiteuren <debiteuren@example.nl>"}, "DW021"),
    "no from at all": ({"creditor": {}}, "DW021"),
    "the creditor's address": ({"creditor": {"contact.email": "debiteuren"}}, "DW021"),
    "reply_to": ({"reply_to": "vragen"}, "DW021"),
    "bounce_to": ({"bounce_to": "bounces@"}, "DW021"),
    "copy_to": ({"copy_to": "a@example.nl, b@example.nl"}, "DW021"),
    "domain": ({"domain": "geen domein"}, "DW021"),
    "only_to": ({"only_to": ["niemand", "@", "a@b"]}, "DW021"),
    "user alone": ({"user": "dunwell"}, "DW022"),
    "password alone": ({"password": PASSWORD}, "DW022"),
    "password outside ASCII": ({"user": "dunwell", "password": "wachtwoörd"}, "DW022"),
    "open password": ({"host": "smtp.example.nl", "user": "dunwell", "password": PASSWORD}, "DW023"),
    "no certificates": ({"ca_file": "ca.pem"}, "DW024"),
    "empty certificates": ({"ca_file": "empty.pem"}, "DW024"),
    "no bounces": ({"bounces": "nergens"}, "DW025"),
}


@pytest.fixture
def workspace(tmp_path):
    """A folder with an empty file and one for bounces."""
    (tmp_path / "empty.pem").touch()
    (tmp_path / "bounces").mkdir()
    return tmp_path


@pytest.mark.parametrize("case", WRONG)
def test_each_mistake_is_found(case, workspace, snapshot):
    """Each mistake has its code and says what to do; mail then does not start, and no password is repeated."""
    config, code = WRONG[case]
    found = [each for each in findings(setup(workspace, **config)) if each.severity == "error"]
    assert {each.code for each in found} == {code}
    assert all(each.fix for each in found)
    assert not any(PASSWORD in each.line_text() or "wachtwoörd" in each.line_text() for each in found)
    assert [each.line_text() for each in found] == snapshot
    with pytest.raises(CannotDeliver) as met:
        smtp.dunwell_start(setup(workspace, **config))
    assert met.value.kind == "faulty"


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"host": "192.0.2.7"},
        {"host": "::1", "user": "dunwell", "password": PASSWORD},
        {"host": "smtp.example.nl", "security": "tls", "user": "dunwell", "password": PASSWORD},
        {"from": "post@köln.example.com", "domain": "köln.example.com"},
        {"bounces": "bounces", "copy_to": "archief@example.nl"},
    ],
)
def test_settings_that_work(config, workspace):
    """Nothing is said against these."""
    assert list(findings(setup(workspace, **config))) == []


def test_a_trial_is_said():
    """A trial is no mistake, but nobody should forget it."""
    (found,) = findings(setup(only_to=["example.nl", "@example.com", "a@example.nl"]))
    assert (found.code, found.severity) == ("DW026", "info")


def test_own_certificates(tmp_path):
    """A file with a certificate passes; its path counts from the workspace."""
    name = certificate(tmp_path).name
    assert list(findings(setup(tmp_path, ca_file=name))) == []
    assert settings_of(setup(tmp_path, ca_file=name)).ca_file == tmp_path / name


@pytest.mark.parametrize("security", PORTS)
def test_ports(security):
    """Without a port each kind of encryption has its own."""
    assert settings_of(setup(security=security)).port == PORTS[security]
    assert settings_of(setup(security=security, port=2525)).port == 2525


def test_what_nobody_said():
    """The sender is the creditor's contact, and Message-IDs and bounces go by it."""
    settings = settings_of(setup())
    assert str(settings.sender) == str(settings.bounce_to) == "debiteuren@zilverreiger.example.nl"
    assert settings.domain == "zilverreiger.example.nl"
    assert domains_of(setup(domain="post.example.nl")) == {"post.example.nl", "zilverreiger.example.nl"}
    assert domains_of(setup(creditor={})) == frozenset()


def test_an_international_sender():
    """Domains outside ASCII are used as the network knows them."""
    settings = settings_of(setup(**{"from": "post@köln.example.com"}))
    assert settings.domain == "xn--kln-sna.example.com"


def test_the_schema():
    """The schema is one, every key has words for people, and the password is a secret."""
    Draft202012Validator.check_schema(SCHEMA)
    assert [key for key, value in SCHEMA["properties"].items() if not value.get("description")] == []
    assert [key for key, value in SCHEMA["properties"].items() if value.get("secret")] == ["password"]
    good = {"host": "smtp.example.nl", "attach": ["letter"], "timeout": 10}
    assert list(Draft202012Validator(SCHEMA).iter_errors(good)) == []
    for wrong in ({"host": "a", "hots": 1}, {"host": "a", "security": "ssl"}, {"host": "a", "timeout": 3600}):
        assert list(Draft202012Validator(SCHEMA).iter_errors(wrong))


def test_the_codes_are_explained():
    """Every code that a check gives stands in the catalogue with a severity that agrees."""
    assert {code for _, code in WRONG.values()} | {"DW026", "DW027"} == {f"DW{n:03}" for n in range(20, 28)}
    assert {code: CODES[code].severity for code in ("DW026", "DW027")} == {"DW026": "info", "DW027": "warning"}
