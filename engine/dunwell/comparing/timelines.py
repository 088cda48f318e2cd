"""Say how two timelines of one case differ: other days, channels, amounts, steps, or another end."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from dunwell.comparing.sides import NOTHING, Row
from dunwell.core.explain import day_name
from dunwell.days import day_text
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.core.timeline import Entry, Timeline

EARLIER, LATER, STEPS, ORDER = "earlier", "later", "other steps", "another order of steps"
CHANNEL, TEMPLATE, AMOUNTS, TERM = "other channel", "other template", "other amounts", "other term"
END, WATCH, FIT = "another end", "other holds, plans or alarms", "under one of the two only"
KINDS = (EARLIER, LATER, STEPS, ORDER, CHANNEL, TEMPLATE, AMOUNTS, TERM, END, WATCH, FIT)
"""How a case can be affected, in the order in which it is told."""

_ACTS = ("step", "message")
_Key = tuple[str, str, int]
"""An entry of a timeline: its kind, its name with what changed, and which of these it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two timelines: the kinds, in the order of `KINDS`, and both beside each other."""

    kinds: tuple[str, ...]
    rows: tuple[Row, ...]


def differences(old: Timeline | None, new: Timeline | None) -> Difference | None:
    """How they differ, or None if nothing does. A timeline is None where the policy is not for the case."""
    if old is None or new is None:
        one = old or new
        return None if one is None else Difference((FIT,), _rows(old, new))
    found = {*_of_acts(_acts(old), _acts(new)), *_of_ends(old, new)}
    if not found & {EARLIER, LATER, STEPS, ORDER, END} and _watched(old) != _watched(new):
        found.add(WATCH)
    return Difference(tuple(kind for kind in KINDS if kind in found), _rows(old, new)) if found else None


def _acts(timeline: Timeline) -> dict[_Key, Entry]:
    counts: dict[tuple[str, str], int] = {}
    acts: dict[_Key, Entry] = {}
    for entry in timeline.entries:
        if entry.kind in _ACTS:
            key = ("act", entry.name)
            counts[key] = counts.get(key, 0) + 1
            acts[*key, counts[key]] = entry
    return acts


def _of_acts(old: Mapping[_Key, Entry], new: Mapping[_Key, Entry]) -> Iterator[str]:
    if old.keys() != new.keys():
        yield STEPS
    both = [key for key in old if key in new]
    if both != [key for key in new if key in old]:
        yield ORDER
    for key in both:
        before, after = old[key], new[key]
        if after.day != before.day:
            yield EARLIER if after.day < before.day else LATER
        yield from (kind for kind, of in _PARTS.items() if of(before) != of(after))


def _amounts(entry: Entry) -> tuple[object, ...]:
    """What a message asks for and announces; interest that runs on merely because it goes out on another day counts."""
    claim = entry.claim
    return (claim.principal, claim.interest, claim.costs, claim.total, entry.announces) if claim else ()


def _term(entry: Entry) -> int:
    return entry.term_until - entry.day if entry.term_until else 0


_PARTS: Mapping[str, Callable[[Entry], object]] = {
    CHANNEL: lambda entry: entry.channels,
    TEMPLATE: lambda entry: entry.template,
    AMOUNTS: _amounts,
    TERM: _term,
}


def _of_ends(old: Timeline, new: Timeline) -> Iterator[str]:
    before, after = old.position, new.position
    if before.end != after.end:
        yield END
    elif before.end and before.ended != after.ended:
        yield EARLIER if after.ended < before.ended else LATER


def _watched(timeline: Timeline) -> list[tuple[object, ...]]:
    """Everything else that a timeline tells, with its day."""
    others = (entry for entry in timeline.entries if entry.kind not in (*_ACTS, "end"))
    return [
        (one.day, one.kind, one.name, one.change, one.outcome, one.owner, one.schedule, one.amount, one.term_until)
        for one in others
    ]


def _rows(old: Timeline | None, new: Timeline | None) -> tuple[Row, ...]:
    """Both timelines side by side; the same thing stands on one line, on whatever days it happens."""
    lefts, rights = (() if one is None else one.entries for one in (old, new))
    keys = [[(one.kind, one.name, one.change) for one in side] for side in (lefts, rights)]
    rows: list[Row] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        both = keys[0][i1:i2] == keys[1][j1:j2]
        if both:
            rows += [_row(left, right) for left, right in zip(lefts[i1:i2], rights[j1:j2], strict=True)]
        else:
            rows += [_row(left, None) for left in lefts[i1:i2]]
            rows += [_row(None, right) for right in rights[j1:j2]]
    return tuple(rows)


def _row(old: Entry | None, new: Entry | None) -> Row:
    """One line; the template is named where it is what differs."""
    templates = bool(old and new and old.template != new.template)
    left, right = (f"{day_name(one.day)} {line_of(one, template=templates)}" if one else "" for one in (old, new))
    return Row(0, left or NOTHING, right or NOTHING, left != right)


def line_of(entry: Entry, *, template: bool = False) -> str:
    """An entry in a line: what, how, the term, and what is asked for."""
    if entry.kind not in _ACTS:
        told = (
            _KINDS.get(entry.kind, entry.kind),
            entry.name,
            entry.change.replace("_", " "),
            entry.outcome,
            entry.owner,
        )
        return " ".join(filter(None, told))
    parts = [entry.name]
    if template and entry.template:
        parts.append(f"[{entry.template}]")
    if entry.outcome:
        parts.append(f"({entry.outcome.replace('_', ' ')})")
    if entry.channels:
        parts.append(f"by {' and '.join(entry.channels)}")
    if entry.claim is not None and entry.channels:
        parts.append(amount_text(entry.claim.total))
    if entry.term_until:
        parts.append(f"until {day_text(entry.term_until)}")
    return " ".join(parts)


_KINDS = {
    "event": "·",
    "attention": "asks",
    "escalation": "escalates",
    "late": "too late:",
    "blocked": "the law blocks",
}
