"""Two timelines beside each other, day by day: what a test expects and what was found, or an old and a new policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dunwell.core.timeline import Entry, Timeline
    from dunwell.language.policy_test import Never, PolicyTest

NOT_COMPARED = "·"
"""What stands on the side that says nothing of a day."""

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `day` 0 is of no day; lines of one day stand together."""

    day: int
    left: str
    right: str
    differs: bool = False


def done(entries: Iterable[Entry], first: int, last: int) -> tuple[str, ...]:
    """The names of the steps and messages carried out on these days, in order."""
    return tuple(entry.name for entry in entries if first <= entry.day <= last and entry.kind in ("step", "message"))


def breaks(never: Never, entry: Entry) -> bool:
    """Whether an entry is what must never be."""
    if never.before and entry.day >= never.before:
        return False
    if never.step:
        return entry.kind in ("step", "message") and entry.name == never.step
    claim = entry.claim
    amounts = {"interest": claim.interest, "collection_costs": claim.costs} if claim else {}
    return amounts.get(never.claims, 0) > 0


def named(steps: Sequence[str]) -> str:
    """Names of steps in a line; "nothing" for none."""
    return ", ".join(steps) or NOTHING


def expected_and_found(test: PolicyTest, timeline: Timeline) -> tuple[Row, ...]:
    """What a test expects of each day, and what was found; what it does not list is shown, and not compared."""
    entries = timeline.entries
    expected = {one.day: one.steps for one in test.expect}
    days = {entry.day for entry in entries if entry.kind in ("step", "message")}
    rows = [_of_day(day, expected.get(day), done(entries, day, day)) for day in days | expected.keys()]
    rows += [_up_to(one.day, one.steps, done(entries, 0, one.day)) for one in test.done_by]
    rows += _skips(test, entries) + _nevers(test, entries) + _amounts(test, entries)
    rows.sort(key=lambda row: (not row.day, row.day))  # stable: what is of no day comes last
    return (*rows, *_end(test, timeline))


def _of_day(day: int, expected: tuple[str, ...] | None, found: tuple[str, ...]) -> Row:
    if expected is None:
        return Row(day, NOT_COMPARED, named(found))
    return Row(day, named(expected), named(found), expected != found)


def _up_to(day: int, expected: tuple[str, ...], found: tuple[str, ...]) -> Row:
    return Row(day, f"so far: {named(expected)}", f"so far: {named(found)}", expected != found)


def _skips(test: PolicyTest, entries: Sequence[Entry]) -> list[Row]:
    days = {entry.name: entry.day for entry in reversed(entries) if entry.kind == "skip"}
    rows = []
    for name, _ in test.skipped:
        found = f"skip {name}" if name in days else f"{name} is not skipped"
        rows.append(Row(days.get(name, 0), f"skip {name}", found, name not in days))
    return rows


def _nevers(test: PolicyTest, entries: Sequence[Entry]) -> list[Row]:
    """Only what was done although it must never be: the rest is no line of a timeline."""
    rows = []
    for never in test.never:
        entry = next((one for one in entries if breaks(never, one)), None)
        if entry is not None:
            what = never.step or f"claim of {never.claims.replace('_', ' ')}"
            rows.append(Row(entry.day, f"never {what}", f"{entry.name}", differs=True))
    return rows


def _amounts(test: PolicyTest, entries: Sequence[Entry]) -> list[Row]:
    rows = []
    for amount in test.amounts:
        entry = next((one for one in reversed(entries) if one.name == amount.step and one.claim is not None), None)
        label = f"{amount.step}: {amount.part}"
        found = int(getattr(entry.claim, amount.part)) if entry else None
        text = f"{label} {amount_text(found)}" if found is not None else f"{amount.step} is not carried out"
        day = entry.day if entry else 0
        rows.append(Row(day, f"{label} {amount_text(amount.cents)}", text, found != amount.cents))
    return rows


def _end(test: PolicyTest, timeline: Timeline) -> tuple[Row, ...]:
    end = timeline.position.end
    day = next((entry.day for entry in reversed(timeline.entries) if entry.kind == "end"), 0) if end else 0
    found = f"end: {end or 'open'}"
    if test.end is None:
        return (Row(day, NOT_COMPARED, found),)
    same = (end or "open") == test.end.reason and test.end.day in (0, day)
    expected = f"end: {test.end.reason}"
    if test.end.day in (0, day) or not end:
        return (Row(test.end.day or day, expected, found, not same),)
    moved = (Row(test.end.day, expected, NOTHING, differs=True), Row(day, NOTHING, found, differs=True))
    return tuple(sorted(moved, key=lambda row: row.day))
