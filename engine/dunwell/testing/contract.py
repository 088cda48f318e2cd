"""What the engine relies on in every channel, as a class of tests that a channel's own tests inherit from."""

from __future__ import annotations

import json
import random
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, ClassVar, get_args

import pytest

from dunwell.delivery import CannotDeliver, Channel, File, Outcome, OutcomeKind, Returned, Setup
from dunwell.language.events import EVENTS
from dunwell.language.yamlfile import Table
from dunwell.plugins.finding import GROUP, Plugin, find_plugins
from dunwell.plugins.findings import Told, findings
from dunwell.plugins.ready import Configured
from dunwell.plugins.schemas import closed_schema, mapping
from dunwell.problems import Place, Problem
from dunwell.testing.samples import SETTINGS, personal_data, samples, without_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from dunwell.delivery import Carrier, Delivery
    from dunwell.testing.samples import Sample

ARRIVES = ("delivered", "handed_out")
RANDOM_FILES = 300
"""So many files of chance bytes are read as if something came back."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Where a channel is tried: a folder, its settings with secrets filled in, and what has arrived out there.

    `arrived` counts what an addressee would see by now: what comes twice under one identity counts once. `servers` are
    the names of loggers that are not the channel's but those of the test's own server.
    """

    folder: Path
    config: Mapping[str, object]
    arrived: Callable[[], int]
    servers: tuple[str, ...] = ()


class ChannelContract:
    """Tests of a channel. A subclass names the plugin's `module` and gives a fixture `trial`.

    `samples` may be narrowed down or replaced where a channel carries something else.
    """

    module: ClassVar[str] = ""

    @pytest.fixture
    def trial(self) -> Trial:
        """Where the channel delivers to; every subclass has its own."""
        raise NotImplementedError("give a fixture `trial`")

    @pytest.fixture
    def plugin(self) -> Plugin:
        """The plugin, found as Dunwell finds it."""
        name = self.module.rpartition(".")[2]
        (plugin,) = find_plugins([EntryPoint(name, self.module, GROUP)]).all
        assert [problem.line_text() for problem in plugin.problems] == []
        return plugin

    @pytest.fixture
    def channel(self, plugin: Plugin) -> Channel:
        """What the plugin says of itself."""
        assert plugin.channel is not None
        return plugin.channel

    @pytest.fixture
    def configured(self, plugin: Plugin, channel: Channel, trial: Trial) -> Configured:
        """The channel set up for the trial, with the defaults of its settings."""
        defaults = {key: each["default"] for key, each in _properties(channel).items() if "default" in each}
        setup = Setup(trial.folder, {**defaults, **trial.config}, SETTINGS)
        return Configured(channel.carries[0], plugin, channel, setup, Place("dunwell.yaml"))

    def samples(self, channel: Channel) -> tuple[Sample, ...]:
        """The deliveries that the channel is tried with."""
        return samples(channel)

    def test_its_settings_are_described(self, channel: Channel) -> None:
        """Each key says what it means: `check`, editors and the reference show it."""
        silent = [key for key, each in _properties(channel).items() if not str(each.get("description", "")).strip()]
        assert silent == []

    def test_its_settings_fit_the_schema(self, channel: Channel, configured: Configured) -> None:
        """What the trial is set up with is what a user may write."""
        place = Place("dunwell.yaml")
        wrong = findings(
            closed_schema(channel.config), configured.setup.config, Table((), place), Told("", place, set())
        )
        assert [one.line_text() for one in wrong] == []

    def test_check_finds_nothing_wrong(self, configured: Configured, trial: Trial) -> None:
        """With a good set-up there is no error; looking sends nothing."""
        before = trial.arrived()
        assert [one.line_text() for one in configured.check() if one.severity == "error"] == []
        assert trial.arrived() == before

    def test_prepare_makes_the_same_bytes_and_sends_nothing(self, configured: Configured, trial: Trial) -> None:
        """What is tried again is what was tried: with another carrier, on another day, after other deliveries."""
        before = trial.arrived()
        with _at_work(configured) as one, _at_work(configured) as other:
            for sample in self.samples(configured.channel):
                first, again = _prepared(one, sample), _prepared(one, sample)
                assert first == again == _prepared(other, sample), sample.name
                assert sample.plain <= isinstance(first, tuple), f"{sample.name}: {first}"
        assert trial.arrived() == before

    def test_what_is_plain_arrives_once(self, configured: Configured, trial: Trial) -> None:
        """Each arrives within the channel's patience; handed over again under the same key, it is not there twice."""
        plain = [sample.delivery for sample in self.samples(configured.channel) if sample.plain]
        with _at_work(configured) as carrier:
            for number, delivery in enumerate(_apart(plain)):
                before, began = trial.arrived(), time.monotonic()
                files = _files(carrier.prepare(delivery))
                outcome = _outcome(carrier.deliver(delivery, files))
                assert time.monotonic() - began < configured.channel.patience
                assert outcome.kind in ARRIVES, f"{number}: {outcome}"
                assert trial.arrived() == before + 1
                assert _outcome(carrier.deliver(delivery, files)).kind in ARRIVES
                assert trial.arrived() == before + 1

    def test_another_run_does_not_send_it_twice(self, configured: Configured, trial: Trial) -> None:
        """A program that was killed after handing over begins anew with the same key and files."""
        delivery = self.samples(configured.channel)[0].delivery
        before = trial.arrived()
        for _ in range(2):
            with _at_work(configured) as carrier:
                assert _outcome(carrier.deliver(delivery, _files(carrier.prepare(delivery)))).kind in ARRIVES
        assert trial.arrived() == before + 1

    def test_hostile_data_does_no_harm(self, configured: Configured, trial: Trial) -> None:
        """It arrives as it is, once, or is refused with a reason; it never raises anything else."""
        with _at_work(configured) as carrier:
            for delivery in _apart([one.delivery for one in self.samples(configured.channel) if not one.plain]):
                before = trial.arrived()
                kind = _carried_out(carrier, delivery).kind
                assert trial.arrived() == before + (kind in ARRIVES)

    def test_without_an_address_it_is_refused(self, configured: Configured, trial: Trial) -> None:
        """Then the policy's fallback follows; nothing goes out, and nobody is guessed at."""
        address = configured.channel.address
        if not address:
            return  # it needs nothing of the debtor
        before = trial.arrived()
        with _at_work(configured) as carrier:
            delivery = without_address(self.samples(configured.channel)[0].delivery, address)
            assert _carried_out(carrier, delivery).kind == "refused"
        assert trial.arrived() == before

    def test_it_names_no_debtor(self, configured: Configured, trial: Trial, caplog: pytest.LogCaptureFixture) -> None:
        """Neither in a reason nor in a log: both are read by people who need not know who it was."""
        tried = self.samples(configured.channel)
        caplog.set_level("DEBUG")
        for sample in tried:
            for delivery in (sample.delivery, *_unreachable(configured.channel, sample.delivery)):
                with _at_work(configured) as carrier:
                    why = _carried_out(carrier, delivery).why
                logged = [record.getMessage() for record in caplog.records if record.name not in trial.servers]
                said = "\n".join((why, *logged))
                assert [text for text in personal_data(sample.delivery) if text in said] == [], sample.name

    def test_it_closes(self, configured: Configured) -> None:
        """Also when nothing was delivered, and a second run can begin."""
        for _ in range(2):
            configured.start().close()

    def test_it_reads_whatever_comes_back(self, configured: Configured) -> None:
        """A file of somebody else is None, one of its own says what came back; none makes it raise."""
        chance = random.Random(0)
        texts = [b"", b"\n", b"{", b"[]", b"\xff\xfe", b"a,b\n1,2\n", b"From: x\n\n", b"%PDF-1.7", b"PK\x03\x04"]
        texts += [chance.randbytes(chance.randrange(400)) for _ in range(RANDOM_FILES)]
        for number, content in enumerate(texts):
            for name in ("a.csv", "b.eml", "c.jsonl", "d"):
                said = configured.returns(name, content) or ()
                assert [one for one in said if isinstance(one, Problem) and one.code == "DW004"] == [], number
                assert [one.event for one in said if isinstance(one, Returned) and one.event not in EVENTS] == []


@contextmanager
def _at_work(configured: Configured) -> Iterator[Carrier]:
    """A carrier for as long as it is needed."""
    carrier = configured.start()
    try:
        yield carrier
    finally:
        carrier.close()


def _carried_out(carrier: Carrier, delivery: Delivery) -> Outcome:
    """What becomes of a delivery; CannotDeliver is an outcome too."""
    try:
        return _outcome(carrier.deliver(delivery, _files(carrier.prepare(delivery))))
    except CannotDeliver as error:
        return Outcome(error.kind, f"{error.why} {error.fix}")


def _prepared(carrier: Carrier, sample: Sample) -> tuple[File, ...] | str:
    try:
        return _files(carrier.prepare(sample.delivery))
    except CannotDeliver as error:
        return error.why


def _files(said: object) -> tuple[File, ...]:
    """Files are a tuple of File, each with a plain name of its own and bytes."""
    assert isinstance(said, tuple)
    for file in said:
        assert isinstance(file, File)
        assert isinstance(file.content, bytes)
        assert file.name == file.name.strip(". /\\")
        assert not {"/", "\\", "\n", "\0"} & set(file.name)
    assert len({file.name for file in said}) == len(said)
    return said


def _outcome(said: object) -> Outcome:
    """An outcome is one, of a known kind, in words that can be kept; whatever went wrong has a reason."""
    assert isinstance(said, Outcome)
    assert said.kind in get_args(OutcomeKind)
    json.dumps([said.why, said.proof]).encode()
    assert "\0" not in said.why + said.proof
    assert said.why or said.kind in ARRIVES
    return said


def _apart(deliveries: list[Delivery]) -> Iterator[Delivery]:
    """The deliveries under keys of their own."""
    for number, delivery in enumerate(deliveries):
        yield replace(delivery, key=f"{delivery.key}/{number}")


def _unreachable(channel: Channel, delivery: Delivery) -> tuple[Delivery, ...]:
    return (without_address(delivery, channel.address),) if channel.address else ()


def _properties(channel: Channel) -> Mapping[str, Mapping[str, object]]:
    return {key: mapping(each) for key, each in mapping(channel.config.get("properties")).items()}
