"""The kit finds what is wrong with a channel: each fault fails the test that is about it, and a good one passes all."""

import logging
from dataclasses import dataclass, field, replace
from itertools import count

import pytest

from dunwell.delivery import CannotDeliver, File, Outcome, Returned, Setup
from dunwell.plugins.finding import find_plugins
from dunwell.plugins.ready import Configured
from dunwell.problems import Place
from dunwell.testing import ChannelContract, Trial
from toy_channels import channel, plugin

HOST = {"host": "h"}
NUMBERS = count()


@dataclass
class Toys:
    """A carrier as it should be, delivering into a dictionary; a test replaces a part of it."""

    world: dict = field(default_factory=dict)

    def prepare(self, delivery):
        """The words, if there is somebody to write to."""
        if not delivery.debtor.email:
            raise CannotDeliver("refused", "no e-mail address")
        return (File("words.txt", "text/plain", delivery.words.text.encode()),)

    def deliver(self, delivery, files):
        """Keep it under its key."""
        self.world[delivery.key] = files
        return Outcome("delivered")

    def close(self):
        """Nothing to do."""


class AtRandom(Toys):
    """Other bytes each time."""

    def prepare(self, delivery):
        """A number that no other has."""
        return (File("words.txt", "text/plain", str(next(NUMBERS)).encode()),)


class Hasty(Toys):
    """Sends while it prepares."""

    def prepare(self, delivery):
        """Too early."""
        files = super().prepare(delivery)
        self.world[delivery.key] = files
        return files


class Twice(Toys):
    """Sends each time it is asked to."""

    def deliver(self, delivery, files):
        """No key."""
        self.world[next(NUMBERS)] = files
        return Outcome("delivered")


class Guessing(Toys):
    """Sends without an address."""

    def prepare(self, delivery):
        """To whom?"""
        return ()


class Telling(Toys):
    """Names the debtor in its reason."""

    def deliver(self, delivery, files):
        """Refused, and says who."""
        return Outcome("refused", f"{delivery.debtor.name} does not want it")


class Logging(Toys):
    """Names the debtor in its log."""

    def deliver(self, delivery, files):
        """Says whom it wrote to."""
        logging.getLogger("toys").info("mailed %s", delivery.debtor.email)
        return super().deliver(delivery, files)


class Lying(Toys):
    """Gives something else than an outcome."""

    def deliver(self, delivery, files):
        """True."""
        return True


class Silent(Toys):
    """Refuses without a reason."""

    def deliver(self, delivery, files):
        """No."""
        return Outcome("refused")


class Breaking(Toys):
    """Breaks on hostile data."""

    def prepare(self, delivery):
        """Only plain letters."""
        return (File("words.txt", "text/plain", (delivery.debtor.name or "").encode("latin-1")),)


def tried(monkeypatch, tmp_path, carrier, **hooks):
    """A channel with this carrier, set up, and its trial."""
    world = {}
    start = hooks.pop("start", lambda setup: carrier(world))
    described = replace(channel("toy", address="email"), **hooks.pop("said", {}))
    (found,) = find_plugins([plugin(monkeypatch, "toy", described, start=start, **hooks)]).all
    trial = Trial(tmp_path, HOST, lambda: len(world))
    return Configured("toy", found, described, Setup(tmp_path, HOST, {}), Place("dunwell.yaml")), trial


ASKED = {
    "test_check_finds_nothing_wrong": ("configured", "trial"),
    "test_prepare_makes_the_same_bytes_and_sends_nothing": ("configured", "trial"),
    "test_what_is_plain_arrives_once": ("configured", "trial"),
    "test_another_run_does_not_send_it_twice": ("configured", "trial"),
    "test_hostile_data_does_no_harm": ("configured", "trial"),
    "test_without_an_address_it_is_refused": ("configured", "trial"),
    "test_it_names_no_debtor": ("configured", "trial", "caplog"),
    "test_it_closes": ("configured",),
    "test_it_reads_whatever_comes_back": ("configured",),
    "test_its_settings_fit_the_schema": ("channel", "configured"),
}


def ask(name, configured, trial, caplog):
    """One test of the kit."""
    given = {"configured": configured, "trial": trial, "caplog": caplog, "channel": configured.channel}
    getattr(ChannelContract(), name)(*(given[argument] for argument in ASKED[name]))


@pytest.mark.parametrize("name", ASKED)
def test_a_good_channel_passes(monkeypatch, tmp_path, caplog, name):
    """Nothing is asked that a good channel could not do."""
    ask(name, *tried(monkeypatch, tmp_path, Toys), caplog)


@pytest.mark.parametrize(
    ("carrier", "name"),
    [
        (AtRandom, "test_prepare_makes_the_same_bytes_and_sends_nothing"),
        (Hasty, "test_prepare_makes_the_same_bytes_and_sends_nothing"),
        (Twice, "test_what_is_plain_arrives_once"),
        (Twice, "test_another_run_does_not_send_it_twice"),
        (Guessing, "test_without_an_address_it_is_refused"),
        (Telling, "test_it_names_no_debtor"),
        (Logging, "test_it_names_no_debtor"),
        (Lying, "test_what_is_plain_arrives_once"),
        (Silent, "test_what_is_plain_arrives_once"),
        (Silent, "test_hostile_data_does_no_harm"),
        (Breaking, "test_prepare_makes_the_same_bytes_and_sends_nothing"),
    ],
)
def test_each_fault_is_found(monkeypatch, tmp_path, caplog, carrier, name):
    """By the test that is about it."""
    with pytest.raises((AssertionError, UnicodeEncodeError)):
        ask(name, *tried(monkeypatch, tmp_path, carrier), caplog)


@pytest.mark.parametrize(
    ("returns", "said"),
    [
        (lambda content: content[5], "DW004"),
        (lambda content: [Returned("no_such_event")], "no_such_event"),
    ],
)
def test_what_comes_back_wrongly_is_found(monkeypatch, tmp_path, caplog, returns, said):
    """A reader that breaks, and one that makes up events."""
    with pytest.raises(AssertionError, match=said):
        ask("test_it_reads_whatever_comes_back", *tried(monkeypatch, tmp_path, Toys, returns=returns), caplog)


def test_what_is_not_described_is_found(monkeypatch, tmp_path):
    """A key without a word on what it means."""
    configured, _ = tried(monkeypatch, tmp_path, Toys)
    with pytest.raises(AssertionError, match="port"):
        ChannelContract().test_its_settings_are_described(configured.channel)
