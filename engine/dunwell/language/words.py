"""The kinds of rows that the table of the language is made of: types of values, keys, shapes and step kinds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Free text; with `pattern` it must match, and `hint` says in words what is wanted."""

    pattern: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of at least `least`."""

    least: int = 0


@dataclass(frozen=True, slots=True)
class Yes:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these words or numbers."""

    words: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of at least one of these."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from names to these."""

    item: Type


@dataclass(frozen=True, slots=True)
class Plain:
    """Text, a whole number, or true or false: a field's value."""


@dataclass(frozen=True, slots=True)
class Open:
    """Any mapping: keys that a later version of the language will know."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Another shape of the table, by name."""

    shape: str


@dataclass(frozen=True, slots=True)
class Either:
    """Text (or a list, if `items` is set), or a mapping: told apart by the kind of YAML node, never by trial."""

    text: Type
    mapping: Type
    items: Type | None = None


Type = Text | Whole | Yes | Choice | ListOf | MapOf | Plain | Open | Ref | Either


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a shape. `example` is YAML for its value, as an editor would insert it."""

    name: str
    type: Type
    text: str
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with known keys. `one_key` means that exactly one of them is written."""

    name: str
    text: str
    keys: tuple[Key, ...]
    one_key: bool = False

    def key_names(self) -> tuple[str, ...]:
        """The known keys, in the order of the table."""
        return tuple(key.name for key in self.keys)


@dataclass(frozen=True, slots=True)
class Kind:
    """What `do` can be: the keys that a step of this kind must and may have beside the common ones."""

    name: str
    text: str
    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
