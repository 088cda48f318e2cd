"""The e-mail channel as the engine finds it: a plugin, set up by dunwell.yaml, started, and asked for returns."""

from __future__ import annotations

from email import message_from_bytes
from importlib.metadata import EntryPoint
from logging import getLogger

import pytest

from dunwell.plugins.finding import GROUP, find_plugins
from dunwell.plugins.ready import channels_of
from dunwell.testing import ChannelContract, Trial
from dunwell.workspace_file import read_workspace
from mailing import PASSWORD, Answers, delivery, mail_server


class TestContract(ChannelContract):
    """What the engine asks of every channel, against a server: the Message-ID is a mail's identity."""

    module = "dunwell_channels.smtp"

    @pytest.fixture
    def trial(self, tmp_path, monkeypatch):
        """A server on this machine; what the server itself writes down is no log of the channel's."""
        monkeypatch.setattr(getLogger("mail.log"), "disabled", True)
        server = Answers()
        with mail_server(server) as port:
            config = {"host": "localhost", "port": port, "security": "none"}
            yield Trial(tmp_path, config, lambda: len(message_ids(server)))


def message_ids(server):
    """Those of the mails that a server took; what comes twice is one."""
    return {message_from_bytes(mail.content)["Message-ID"] for mail in server.received}


SETTINGS = """
creditor: {{contact: {{email: debiteuren@zilverreiger.example.nl}}}}
channels:
  email:
    host: localhost
    port: {port}
    security: none
    user: dunwell
    password: {{env: SMTP_PASSWORD}}
    bounces: .
"""


@pytest.fixture
def plugins():
    """The plugin alone, loaded as the entry point of pyproject.toml names it."""
    return find_plugins([EntryPoint("smtp", "dunwell_channels.smtp", GROUP)])


def configured(folder, plugins, port=25):
    """The channel of a workspace."""
    (folder / "dunwell.yaml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    ready = channels_of(read_workspace(folder), plugins, {"SMTP_PASSWORD": PASSWORD})
    assert ready.problems == ()
    return ready.channels["email"]


def test_the_plugin(plugins, root):
    """It is registered, carries e-mail, may send again, and waits longer than its longest timeout."""
    assert 'smtp = "dunwell_channels.smtp"' in (root / "pyproject.toml").read_text(encoding="utf-8")
    assert plugins.problems == ()
    channel = plugins.channels["smtp"].channel
    assert (channel.carries, channel.address, channel.resend) == (("email",), "email", True)
    assert channel.patience > 4 * channel.config["properties"]["timeout"]["maximum"]


def test_from_dunwell_yaml_to_the_debtors_server(tmp_path, plugins):
    """With nothing but the keys of dunwell.yaml a mail arrives, logged in by a secret from the environment."""
    server = Answers()
    with mail_server(server, password=PASSWORD) as port:
        channel = configured(tmp_path, plugins, port)
        assert channel.check() == ()
        carrier = channel.start()
        outcome = carrier.deliver(delivery(), carrier.prepare(delivery()))
        carrier.close()
    assert outcome.kind == "delivered"
    assert f"Message-ID: <{delivery().reference}@zilverreiger.example.nl>".encode() in server.received[0].content


def test_returns(tmp_path, plugins):
    """A bounce of that mail is found again; an answer is nothing, and a table is not mail."""
    channel = configured(tmp_path, plugins)
    words = "I'm afraid I wasn't able to deliver your message. (#5.1.1)"
    copy = (
        f"--- Below this line is a copy of the message.\n\nMessage-ID: <{delivery().reference}@zilverreiger.example.nl>"
    )
    head = "From: MAILER-DAEMON@example.com\nTo: bounces@example.nl\nSubject: failure notice"
    (found,) = channel.returns("a.eml", f"{head}\n\n{words}\n\n{copy}\n".encode())
    assert (found.event, found.reference) == ("bounced", delivery().reference)
    assert channel.returns("a.eml", b"From: a\nTo: b\nSubject: c\n\nBetaald!") == ()
    assert channel.returns("a.csv", b"case;outcome\n") is None
