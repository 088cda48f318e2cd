"""What the compiler collects while it reads: problems, and the names that a policy defines.

Every getter is forgiving: where the structure is already known to be wrong it returns None and says nothing more, so
that one run shows all mistakes and none twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dunwell.language.mends import respell, respell_at
from dunwell.language.parts import When
from dunwell.language.phrases import (
    Duration,
    PhraseError,
    Start,
    did_you_mean,
    inside,
    nearest,
    read_duration,
    read_money,
    read_start,
    read_term,
)
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.problems import Note, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.language.parts import Condition, Route
    from dunwell.language.plans import Message
    from dunwell.language.yamlfile import Node
    from dunwell.problems import Mend

_EMPTY = Place("")
Read = TypeVar("Read")


@dataclass(slots=True)
class Draft:
    """A policy while it is compiled. The names of steps, holds, plans and conditions are known before anything is read.

    `named` holds the conditions that could be read; `conditions` also the names of those that could not. `unreadable`
    are the parts of the policy (steps, holds, …) whose names are not all known: no name of theirs is called unknown.
    `mended` are problems after which the draft went on with the name that was meant.
    """

    file: str
    currency: str = "EUR"
    problems: list[Problem] = field(default_factory=list)
    mended: set[Problem] = field(default_factory=set)
    steps: dict[str, int] = field(default_factory=dict)
    side_from: int = 0
    holds: dict[str, int] = field(default_factory=dict)
    plans: dict[str, Place] = field(default_factory=dict)
    named: dict[str, Condition] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    broken: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    anchors: tuple[str, ...] = ()
    unreadable: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    routes: list[Route] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def report(
        self,
        code: str,
        message: str,
        place: Place,
        fix: str | None = None,
        *,
        notes: tuple[Note, ...] = (),
        warning: bool = False,
        mend: Mend | None = None,
    ) -> None:
        """Add a problem; a warning does not keep the policy from being used."""
        severity = "warning" if warning else "error"
        self.problems.append(Problem(code, message, place, fix, severity, notes, mend))  # type: ignore[arg-type] # the two literals

    def meant(
        self, code: str, message: str, place: Place, name: str, known: tuple[str, ...], advice: str = ""
    ) -> str | None:
        """Report an unknown name, and give the known one that it probably stands for, to go on with; else None."""
        found = nearest(name, known)
        mend = respell_at(place, name, found, known) if found else None
        self.report(code, message, place, advice or did_you_mean(name, known), mend=mend)
        if found is not None:
            self.mended.add(self.problems[-1])
        return found

    def start(self, node: Node | None) -> When | None:
        """The day that a phrase such as "1 day after reminder.term" says, with its anchor resolved (DW303)."""
        scalar, phrase = _read(node, read_start)
        if scalar is None or phrase is None:
            return None
        anchor: str | None = phrase.anchor
        if phrase.anchor not in self.anchors:
            if "steps" in self.unreadable:
                return None
            anchor = self._meant_anchor(phrase.anchor, inside(scalar.place, scalar.text, phrase.anchor))
        if anchor is None:
            return None
        return When(phrase.count, phrase.unit, self.anchors.index(anchor), scalar.text, scalar.place)

    def counted_from(self, node: Node | None, anchor: str) -> When | None:
        """A day counted from the one anchor that has a meaning here (DW303); it has no slot, so `anchor` is -1."""
        scalar, phrase = _read(node, read_start)
        if scalar is None or phrase is None:
            return None
        if phrase.anchor != anchor:
            place = inside(scalar.place, scalar.text, phrase.anchor)
            mend = respell(scalar, (anchor,), word=phrase.anchor)
            message = f"this counts from {anchor!r}, not from {phrase.anchor!r}"
            self.report("DW303", message, place, f"write {anchor}", mend=mend)
            return None
        return When(phrase.count, phrase.unit, -1, scalar.text, scalar.place)

    def _meant_anchor(self, anchor: str, place: Place) -> str | None:
        """A step's name alone is a common slip: an anchor says which of its days is meant, and nobody can guess it."""
        message = f"unknown anchor {anchor!r}"
        if anchor in self.steps:
            self.report("DW303", message, place, f"write {anchor}.sent, {anchor}.received or {anchor}.term")
            return None
        return self.meant("DW303", message, place, anchor, self.anchors)

    def duration(self, node: Node | None) -> Duration | None:
        """A length of time."""
        return _read(node, read_duration)[1]

    def term(self, node: Node | None) -> Start | None:
        """The time to pay that a message grants."""
        return _read(node, read_term)[1]

    def money(self, node: Node | None) -> int:
        """Cents in the policy's currency (DW304); 0 where there is nothing to read."""
        scalar, amount = _read(node, read_money)
        if scalar is None or amount is None:
            return 0
        if amount[0] != self.currency:
            message = f"{scalar.text!r} is in {amount[0]}, but the policy applies to {self.currency}"
            place = inside(scalar.place, scalar.text, amount[0])
            self.report("DW304", message, place, f"write the amount in {self.currency}")
        return amount[1]

    def template(self, node: Node | None) -> str | None:
        """A template's name, which must exist for the policy's language (DW305)."""
        scalar = words(node)
        if scalar is None:
            return None
        if self.templates and scalar.text not in self.templates:
            fix = did_you_mean(scalar.text, tuple(sorted(self.templates)))
            mend = respell(scalar, self.templates)
            self.report("DW305", f"unknown template {scalar.text!r}", scalar.place, fix, mend=mend)
        return scalar.text


def _read(node: Node | None, reader: Callable[[str], Read]) -> tuple[Scalar | None, Read | None]:
    """A scalar and what its phrase says; what cannot be read was reported with the structure."""
    scalar = words(node)
    if scalar is None:
        return None, None
    try:
        return scalar, reader(scalar.text)
    except PhraseError:
        return scalar, None


def words(node: Node | None) -> Scalar | None:
    """The scalar if it holds text, else None."""
    return node if isinstance(node, Scalar) and isinstance(node.value, str) else None


def text(node: Node | None) -> str | None:
    """What a scalar says, as text; None for anything else and for no value."""
    return node.text if isinstance(node, Scalar) and node.value is not None else None


def whole(node: Node | None) -> int:
    """A whole number, or 0."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, int) else 0


def table(node: Node | None) -> Table:
    """The table, or an empty one."""
    return node if isinstance(node, Table) else Table((), node.place if node else _EMPTY)


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, or nothing."""
    return node.items if isinstance(node, Items) else ()


def texts(node: Node | None) -> tuple[str, ...]:
    """The text of every item of a list."""
    return tuple(value for item in items(node) if (value := text(item)) is not None)
