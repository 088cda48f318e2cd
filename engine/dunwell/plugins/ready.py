"""Set up the channels that a workspace names: which plugin carries each, its settings, and how to ask it.

>>> ready = channels_of(workspace, find_plugins(), os.environ)        # doctest: +SKIP
>>> ready.channels["email"].start().deliver(delivery, files)          # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dunwell.codes.catalogue import CODES
from dunwell.delivery import CannotDeliver, Channel, Returned, Setup
from dunwell.language.phrases import did_you_mean
from dunwell.language.scalars import found
from dunwell.language.yamlfile import Scalar, Table
from dunwell.plugins.finding import ask, one_answer, show_traceback
from dunwell.plugins.schemas import closed_schema
from dunwell.plugins.secrets import Secrets, scrubbed
from dunwell.plugins.settings import settle, shown_text
from dunwell.problems import Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.delivery import Carrier
    from dunwell.language.yamlfile import Node
    from dunwell.plugins.finding import Plugin, Plugins
    from dunwell.plugins.secrets import Secret
    from dunwell.problems import Place
    from dunwell.workspace import Workspace

USE = "use"


@dataclass(frozen=True, slots=True)
class Configured:
    """One channel of a workspace, set up: `word` is its key, a word of `do:` in policies; `place` where that stands."""

    word: str
    plugin: Plugin
    channel: Channel
    setup: Setup
    place: Place
    secrets: tuple[Secret, ...] = ()

    def check(self) -> tuple[Problem, ...]:
        """What the channel says keeps it from working; one of severity error keeps its deliveries where they are."""
        said = ask(self.plugin, "dunwell_check", {"setup": self.setup}, _problems)
        return tuple(self._placed(problem) for problem in ((said,) if isinstance(said, Problem) else said))

    def start(self) -> Carrier:
        """The carrier for the deliveries of one run; the caller closes it. Raises CannotDeliver and nothing else."""
        try:
            carrier: Carrier | None = one_answer(self.plugin, "dunwell_start", {"setup": self.setup})
        except CannotDeliver as error:
            why, fix = scrubbed(error.why, self.secrets), scrubbed(error.fix, self.secrets)
            raise CannotDeliver(error.kind, why, fix) from None
        except (Exception, SystemExit) as error:  # noqa: BLE001 - what a plugin raises is its own affair
            show_traceback(error)
            raise self._faulty(f"dunwell_start raised {type(error).__name__}") from None
        lacks = [name for name in ("prepare", "deliver", "close") if not callable(getattr(carrier, name, None))]
        if lacks or carrier is None:
            raise self._faulty(f"dunwell_start gives {type(carrier).__name__} without {', '.join(lacks)}")
        return carrier

    def returns(self, name: str, content: bytes) -> tuple[Returned | Problem, ...] | None:
        """What a file says of earlier deliveries; None if it is not one of this channel's."""
        given = {"setup": self.setup, "name": name, "content": content}
        said = ask(self.plugin, "dunwell_returns", given, _returned)
        return (self._placed(said),) if isinstance(said, Problem) else said

    def _faulty(self, why: str) -> CannotDeliver:
        message = f"the channel {self.plugin.name!r} cannot start: {why} ({self.plugin.origin})"
        return CannotDeliver("faulty", message, "DUNWELL_TRACEBACK=1 shows where it happened")

    def _placed(self, problem: Problem) -> Problem:
        """A problem at the key of the channel if it has no place of its own, without secrets, under a code we know."""
        code = problem.code if problem.code in CODES else "DW006"
        message = scrubbed(problem.message, self.secrets)
        fix = scrubbed(problem.fix, self.secrets) if problem.fix else problem.fix
        return replace(problem, code=code, message=message, fix=fix, place=problem.place or self.place)


@dataclass(frozen=True, slots=True)
class Ready:
    """The channels of a workspace by their word of `do:`.

    `channels` can be used; `faults` are the problems of each word in dunwell.yaml, also of one that cannot be used.
    """

    channels: Mapping[str, Configured]
    faults: Mapping[str, tuple[Problem, ...]]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All faults in the order of the file."""
        return tuple(problem for problems in self.faults.values() for problem in problems)


def channels_of(workspace: Workspace, plugins: Plugins, environment: Mapping[str, str]) -> Ready:
    """Set up every channel that the workspace names. Nothing is started and nobody is asked yet."""
    secrets = Secrets(workspace.folder, environment)
    channels: dict[str, Configured] = {}
    faults: dict[str, tuple[Problem, ...]] = {}
    for word, node in workspace.channels:
        configured, problems = _configured(word, node, workspace, plugins, secrets)
        faults[word.text] = problems
        if configured is not None and not has_errors(problems):
            channels[word.text] = configured
    return Ready(channels, faults)


def shown_settings(text: str, workspace: Workspace, plugins: Plugins) -> str:
    """The text of dunwell.yaml for showing its lines to people, with every value hidden that may be a secret."""
    schemas: dict[str, Mapping[str, object]] = {}
    for word, node in workspace.channels:
        plugin = chosen(word, node, plugins)
        if not isinstance(plugin, Problem):
            schemas[word.text] = closed_schema(_channel(plugin).config)
    return shown_text(text, workspace.channels, schemas)


def chosen(word: Scalar, node: Node, plugins: Plugins) -> Plugin | Problem:
    """The plugin that carries a word in this workspace: the one that `use` names, else the only one there is."""
    use = node.get(USE) if isinstance(node, Table) else None
    carriers = {plugin.name: plugin for plugin in plugins.carrying(word.text)}
    names = tuple(carriers)
    if use is None:
        if len(carriers) == 1:
            return carriers[names[0]]
        return _undecided(word, names, plugins)
    if not isinstance(use, Scalar) or not isinstance(use.value, str):
        return Problem("DW204", f"'use' of the channel {word.text!r} is {found(use)}", use.place, "name one plugin")
    if use.text in carriers:
        return carriers[use.text]
    if use.text in plugins.channels:
        carries = ", ".join(_channel(plugins.channels[use.text]).carries)
        message = f"the plugin {use.text!r} does not carry {word.text!r}; it carries {carries}"
        return Problem("DW005", message, use.place, did_you_mean(use.text, names))
    broken = next((one.problems for one in plugins.all if one.name == use.text and one.problems), ())
    if broken:
        return replace(broken[0], place=use.place)
    message = f"no plugin is called {use.text!r}"
    return Problem("DW005", message, use.place, did_you_mean(use.text, names or tuple(plugins.channels)))


def _undecided(word: Scalar, names: tuple[str, ...], plugins: Plugins) -> Problem:
    if names:
        message = f"{' and '.join(names)} carry {word.text!r}, and nothing says which is meant"
        return Problem("DW005", message, word.place, f"write {word.text}: {{use: {names[0]}, …}}")
    known = plugins.words
    fix = did_you_mean(word.text, known) if known else "install the package that brings it"
    return Problem("DW005", f"no plugin carries {word.text!r}", word.place, fix)


def _configured(
    word: Scalar, node: Node, workspace: Workspace, plugins: Plugins, secrets: Secrets
) -> tuple[Configured | None, tuple[Problem, ...]]:
    owner = f"the channel {word.text!r}"
    if isinstance(node, Scalar) and node.value is None:
        node = Table((), word.place)
    if not isinstance(node, Table):
        fix = f"write {word.text}: {{use: …}}"
        return None, (Problem("DW204", f"{owner} is {found(node)} instead of a table of keys", node.place, fix),)
    plugin = chosen(word, node, plugins)
    if isinstance(plugin, Problem):
        return None, (plugin,)
    channel = _channel(plugin)
    keys = Table(tuple((key, value) for key, value in node.entries if key.text != USE), node.place)
    settled = settle(channel.config, keys, owner, word.place, secrets)
    setup = Setup(workspace.folder, settled.config, workspace.creditor.fields())
    return Configured(word.text, plugin, channel, setup, word.place, settled.secrets), settled.problems


def _channel(plugin: Plugin) -> Channel:
    assert plugin.channel is not None  # only those that can be used carry a word
    return plugin.channel


def _problems(answer: object) -> tuple[Problem, ...]:
    return _each(answer, (Problem,))


def _returned(answer: object) -> tuple[Returned | Problem, ...] | None:
    return None if answer is None else _each(answer, (Returned, Problem))


def _each(answer: Any, kinds: tuple[type, ...]) -> tuple[Any, ...]:
    """All that an answer lists. Raises TypeError if something else is among it."""
    listed = tuple(answer) if answer is not None else ()
    for each in listed:
        if not isinstance(each, kinds):
            raise TypeError(f"{type(each).__name__} instead of {' or '.join(kind.__name__ for kind in kinds)}")
    return listed
