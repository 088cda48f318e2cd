"""What stops collection by law, as data: what each kind does, what is left to do, and until when it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.law.tree import BASIS_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.law.figures import Basis
    from dunwell.law.tree import Tree


@dataclass(frozen=True, slots=True)
class StopRule:
    """One kind of stop. `words` are other names that people write for it, in small letters.

    `effect` says what it does to the claim, `to_do` what is left to do and by whom, `until` when it ends, `guarantors`
    whether others who are liable can still be asked.
    """

    name: str
    title: str
    words: tuple[str, ...]
    effect: str
    to_do: str
    until: str
    guarantors: str
    basis: Basis


def stop(name: str, row: Tree) -> StopRule:
    """`stops`: one kind of stop by law."""
    row.only("title", "words", "effect", "to_do", "until", "guarantors", *BASIS_KEYS)
    return StopRule(
        name,
        row.at("title").text(),
        tuple(item.text().lower() for item in row.at("words").items()) if row.has("words") else (),
        row.at("effect").text(),
        row.at("to_do").text(),
        row.at("until").text(),
        row.at("guarantors").text(),
        row.basis(),
    )


def stop_named(stops: Mapping[str, StopRule], written: str) -> StopRule | None:
    """The stop that somebody means by one of its other names, in large or small letters; None if there is none."""
    meant = written.strip().lower()
    plain = meant.replace(" ", "_").replace("-", "_")
    return stops.get(plain) or next((rule for rule in stops.values() if meant in rule.words), None)
