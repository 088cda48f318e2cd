"""Every shipped channel keeps the contract that the engine relies on: the kit of `dunwell.testing` tries each."""

import tomllib
from contextlib import contextmanager
from email import message_from_bytes
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dunwell.plugins.finding import GROUP, find_plugins
from dunwell.testing import ChannelContract, Trial
from mailing import Answers, mail_server

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][GROUP]


@contextmanager
def by_mail(folder):
    """A mail server on this machine; what comes twice under one Message-ID is one mail."""
    answers = Answers()
    with mail_server(answers) as port:
        config = {"host": "127.0.0.1", "port": port, "security": "none"}
        yield Trial(folder, config, lambda: len({_message_id(one) for one in answers.received}), ("mail.log",))


def _message_id(envelope):
    return message_from_bytes(envelope.content)["Message-ID"]


def in_folder(pattern, **config):
    """A drop folder, in which the files of this pattern are counted."""

    @contextmanager
    def trial(folder):
        yield Trial(folder, config, lambda: len(list(folder.rglob(pattern))))

    return trial


TRIALS = {
    "smtp": by_mail,
    "letter": in_folder("*.pdf"),
    "phone": in_folder("*.json"),
    "agency": in_folder("*.zip"),
}
"""Where each channel is tried; a new one has a row here."""


def test_every_shipped_channel_is_tried():
    """No channel comes without its row."""
    assert set(TRIALS) == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
class TestShipped(ChannelContract):
    """What the engine relies on."""

    @pytest.fixture
    def plugin(self, name):
        """The plugin behind the line of pyproject.toml."""
        (plugin,) = find_plugins([EntryPoint(name, SHIPPED[name], GROUP)]).all
        assert plugin.problems == ()
        return plugin

    @pytest.fixture
    def trial(self, name, tmp_path):
        """A place of its own."""
        with TRIALS[name](tmp_path) as trial:
            yield trial
