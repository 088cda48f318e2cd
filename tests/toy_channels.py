"""Toy channel plugins for tests: a module made on the spot, its entry point, and a carrier that keeps what it got."""

import sys
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from types import ModuleType

from dunwell.delivery import Channel, File, Outcome
from dunwell.hookspecs import hookimpl
from dunwell.plugins.finding import GROUP

SCHEMA = {
    "type": "object",
    "properties": {
        "host": {"type": "string", "description": "the server"},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 25},
        "pause": {"type": "number", "minimum": 0},
        "tls": {"enum": ["starttls", "always", "never"], "default": "starttls"},
        "password": {"type": "string", "minLength": 4, "secret": True},
        "to": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "login": {
            "type": "object",
            "properties": {"user": {"type": "string"}, "token": {"type": "string", "secret": True}},
            "required": ["user"],
        },
    },
    "required": ["host"],
}
"""Something of every kind that a channel's schema may hold."""


def channel(name="toy", **changes):
    """A channel that is as it should be, but for what a test changes."""
    said = {"name": name, "carries": (name,), "text": "Carries toys.", "config": SCHEMA}
    return Channel(**said | changes)


@dataclass
class Carrying:
    """A carrier that keeps what it was given."""

    kept: list = field(default_factory=list)
    closed: bool = False

    def prepare(self, delivery):
        """The words as text."""
        return (File("message.txt", "text/plain", delivery.words.text.encode()),)

    def deliver(self, delivery, files):
        """Keep it."""
        self.kept.append((delivery, files))
        return Outcome("delivered")

    def close(self):
        """Say that it was closed."""
        self.closed = True


def plugin(monkeypatch, name="toy", described=None, **hooks):
    """The entry point of a new module `<name>_plugin`; hooks are functions by the last part of their name, or None."""
    module = ModuleType(f"{name}_plugin")
    said = channel(name) if described is None else described
    made = {"channel": lambda: said, "start": lambda setup: Carrying(), **hooks}
    for hook, function in made.items():
        if function is not None:
            setattr(module, f"dunwell_{hook}", hookimpl(function))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return EntryPoint(name, module.__name__, GROUP)
