"""Find the channel plugins that are installed, and ask each of them by itself.

Every plugin is registered with a plugin manager of its own: a hook always asks one plugin, and a plugin that cannot be
loaded, raises, or says nonsense is a problem that leaves the others as they are.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import pluggy

from dunwell import hookspecs
from dunwell.delivery import Address, Channel, Part
from dunwell.plugins.findings import schema_fault
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.metadata import EntryPoint

_T = TypeVar("_T")

GROUP = "dunwell.channels"
OURS = "dunwell"
REQUIRED = ("dunwell_channel", "dunwell_start")
WORD = re.compile(r"[a-z][a-z0-9_]*")
MOST_PATIENCE = 3600
"""An hour in seconds: a channel that takes longer holds a run up."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One plugin: `name` is its channel's, else that of its entry point; `channel` is None where it cannot be used.

    `distribution`, `version` and `module` say where it comes from; the first two are empty where nobody knows.
    """

    name: str
    distribution: str
    version: str
    module: str
    channel: Channel | None = None
    problems: tuple[Problem, ...] = ()
    hooks: pluggy.HookRelay | None = field(default=None, repr=False, compare=False)

    @property
    def origin(self) -> str:
        """The package with its version and the module, for people."""
        package = f"{self.distribution} {self.version}".strip()
        return f"{self.module} of {package}" if package else self.module


@dataclass(frozen=True, slots=True)
class Plugins:
    """All that were found, those of Dunwell itself first, then by name."""

    all: tuple[Plugin, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with any of them."""
        return tuple(problem for plugin in self.all for problem in plugin.problems)

    @property
    def channels(self) -> Mapping[str, Plugin]:
        """Those that can be used, by name."""
        return {plugin.name: plugin for plugin in self.all if plugin.channel is not None}

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of `do:` that one of them carries."""
        carried = [word for plugin in self.all if plugin.channel for word in plugin.channel.carries]
        return tuple(sorted(set(carried)))

    def carrying(self, word: str) -> tuple[Plugin, ...]:
        """Those that carry out a word of `do:`."""
        return tuple(plugin for plugin in self.all if plugin.channel and word in plugin.channel.carries)


def find_plugins(entries: Iterable[EntryPoint] | None = None) -> Plugins:
    """Load every channel plugin that is installed, or those of the entry points given."""
    listed = entry_points(group=GROUP) if entries is None else entries
    found: dict[str, Plugin] = {}
    unusable: list[Plugin] = []
    for entry in sorted(listed, key=lambda entry: (_distribution(entry)[0] != OURS, entry.name, entry.value)):
        plugin = _load(entry)
        if plugin.channel is None:
            unusable.append(plugin)
        elif plugin.name in found:
            unusable.append(_taken(plugin, found[plugin.name]))
        else:
            found[plugin.name] = plugin
    return Plugins((*found.values(), *unusable))


def ask(plugin: Plugin, hook: str, given: Mapping[str, object], read: Callable[[object], _T]) -> _T | Problem:
    """Ask one plugin by one of its hooks; `read` makes sense of the answer (None where it has no such hook).

    What either of them raises becomes a problem that names the plugin and no data. `read` raises TypeError for an
    answer that is none.
    """
    try:
        return read(one_answer(plugin, hook, given))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - what a plugin raises is its own affair
        return failed(plugin, hook, error)


def one_answer(plugin: Plugin, hook: str, given: Mapping[str, object]) -> Any:
    """What the plugin answers, unchecked; None where it has no such hook. Raises whatever the plugin raises."""
    answers = getattr(plugin.hooks, hook)(**given)
    return answers[0] if answers else None


def failed(plugin: Plugin, hook: str, error: BaseException) -> Problem:
    """DW004 for what a plugin raised, without its words, which may hold data of a debtor."""
    show_traceback(error)
    message = f"the channel {plugin.name!r} failed in {hook}: {type(error).__name__} ({plugin.origin})"
    return Problem("DW004", message, None, "DUNWELL_TRACEBACK=1 shows where it happened")


def show_traceback(error: BaseException) -> None:
    """Print where an error happened, if DUNWELL_TRACEBACK asks for it."""
    if os.environ.get("DUNWELL_TRACEBACK"):
        traceback.print_exception(error, file=sys.stderr)


def _load(entry: EntryPoint) -> Plugin:
    plugin = Plugin(entry.name, *_distribution(entry), module=entry.value)
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(entry.load(), entry.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        return _no_channel(plugin, str(error).replace("\n", " "))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - what a plugin raises is its own affair
        show_traceback(error)
        said = f"{type(error).__name__}: {error}" if isinstance(error, ImportError) else type(error).__name__
        message = f"the plugin {plugin.name!r} cannot be loaded: {said} ({plugin.origin})"
        return replace(plugin, problems=(Problem("DW001", message, None, "install what is missing"),))
    missing = [hook for hook in REQUIRED if not getattr(manager.hook, hook).get_hookimpls()]
    if missing:
        return _no_channel(plugin, f"it has no hook {' and no hook '.join(missing)}")
    return _described(replace(plugin, hooks=manager.hook))


def _described(plugin: Plugin) -> Plugin:
    """The plugin with what it says of itself, if that can be true."""
    said = ask(plugin, "dunwell_channel", {}, lambda answer: answer)
    if isinstance(said, Problem):
        return replace(plugin, problems=(said,))
    if not isinstance(said, Channel):
        return _no_channel(plugin, f"dunwell_channel gives {type(said).__name__} instead of Channel")
    complaints = tuple(_complaints(said))
    if complaints:
        return _no_channel(plugin, "; ".join(complaints))
    return replace(plugin, name=said.name, channel=said)


def _complaints(channel: Channel) -> Iterator[str]:
    """What of a channel's description cannot be true; a plugin need not keep to the types."""
    said: dict[str, Any] = {row.name: getattr(channel, row.name) for row in fields(channel)}
    if not _is_word(said["name"]):
        yield f"its name {said['name']!r} is not small letters, digits and _"
    if not isinstance(said["carries"], tuple) or not said["carries"] or not all(map(_is_word, said["carries"])):
        yield "`carries` is no tuple of words of `do:`"
    if not isinstance(said["text"], str) or not said["text"].strip():
        yield "`text` does not say what it is"
    if said["address"] not in get_args(Address):
        yield f"`address` is {said['address']!r}, not one of {', '.join(map(repr, get_args(Address)))}"
    if not isinstance(said["parts"], tuple) or not set(said["parts"]) <= set(get_args(Part)):
        yield f"`parts` is no tuple of {', '.join(get_args(Part))}"
    if not isinstance(said["resend"], bool):
        yield "`resend` is neither true nor false"
    if not isinstance(said["patience"], int | float) or not 0 < said["patience"] <= MOST_PATIENCE:
        yield f"`patience` is no number of seconds between 0 and {MOST_PATIENCE}"
    yield from _schema_complaints(said["config"])


def _schema_complaints(config: object) -> Iterator[str]:
    """What is wrong with the schema of its settings."""
    if not isinstance(config, Mapping) or config.get("type", "object") != "object":
        yield "`config` is no JSON Schema of an object"
    elif fault := schema_fault(config):
        yield f"`config` is no JSON Schema: {fault}"
    elif "use" in config.get("properties", {}):
        yield "`config` has a key `use`, which says in dunwell.yaml what plugin is meant"


def _is_word(name: object) -> bool:
    return isinstance(name, str) and WORD.fullmatch(name) is not None


def _no_channel(plugin: Plugin, why: str) -> Plugin:
    message = f"the plugin {plugin.name!r} is no channel: {why} ({plugin.origin})"
    return replace(plugin, problems=(Problem("DW002", message, None, "ask whoever wrote it, or uninstall it"),))


def _taken(plugin: Plugin, first: Plugin) -> Plugin:
    message = f"the name {plugin.name!r} is taken by {first.origin}; {plugin.origin} is not used"
    return replace(plugin, channel=None, problems=(Problem("DW003", message, None, "uninstall one of the two"),))


def _distribution(entry: EntryPoint) -> tuple[str, str]:
    return (entry.dist.name, entry.dist.version) if entry.dist is not None else ("", "")
