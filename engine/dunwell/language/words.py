"""The kinds of rows that the table of the language is made of: types of values, keys, shapes and step kinds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Free text; with `pattern` it must match, and `hint` says in words what is wanted."""

    pattern: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A closed phrase of `phrases`, by name; `pattern` is for editors, `code` for one that cannot be read."""

    name: str
    pattern: str
    hint: str
    code: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of at least `least`."""

    least: int = 0


@dataclass(frozen=True, slots=True)
class Yes:
    """true or false; `always` for a key that is either true or left out."""

    always: bool = False


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
    """A mapping from names, which `names` describes, to these."""

    item: Type
    names: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """A mapping from facts to a value each."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Another shape of the table, by name."""

    shape: str


@dataclass(frozen=True, slots=True)
class Tests:
    """A condition; with `named` also one by name, and with all, any and none. `conditions` reads and checks it."""

    named: bool = True


@dataclass(frozen=True, slots=True)
class Either:
    """Text, or a mapping: told apart by the kind of YAML node, never by trial."""

    text: Type
    mapping: Ref


Type = Text | Phrase | Whole | Yes | Choice | ListOf | MapOf | Facts | Ref | Tests | Either


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
    """A mapping with known keys. `needs` are pairs: where the first key stands, the second must stand too."""

    name: str
    text: str
    keys: tuple[Key, ...]
    needs: tuple[tuple[str, str], ...] = ()

    def key(self, name: str) -> Key | None:
        """The row of a key, or None if it is not known here."""
        return next((key for key in self.keys if key.name == name), None)

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
