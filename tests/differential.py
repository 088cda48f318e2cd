"""Two interpreters side by side: the same policy, invoice and events, and what each of them tells, row by row."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import assume, note

from dunwell.core.simulate import MOST_ENTRIES, simulate
from dunwell.days import day_text
from dunwell.language.scenario import Planned
from naive.interpreter import play
from naive.law import law_of
from naive.passing import GoesRoundError


class Row(NamedTuple):
    """One entry of a timeline: all of it that both interpreters tell. Days as ordinals."""

    day: int
    kind: str
    name: str
    change: str = ""
    outcome: str = ""
    channels: tuple[str, ...] = ()
    attempt: int = 1
    term_until: int = 0
    received: int = 0
    number: int = 0
    owner: str = ""
    guardrail: str = ""


NAIVE_KEYS = Row._fields
TERMS = ("step", "message")


def agree(program, tree, invoice, opened, happenings, until):
    """Hopping, day by day, and the naive interpreter tell the same, and leave the same amounts."""
    hopped = played(program, opened, happenings, until)
    assume(len(hopped.entries) < MOST_ENTRIES)  # cut off there: a policy that waits and asks every day
    note("\n".join(f"{name} on {day_text(at)} {data}" for name, at, data in happenings))
    rows = engine_rows(hopped)
    same("hopping", rows, "day by day", engine_rows(played(program, opened, happenings, until, daily=True)))
    case = played_naively(tree, invoice, opened.day, happenings, until, hopped)
    same("the engine", rows, "the naive one", naive_rows(case))
    assert money_of(hopped.position) == money_of(case), "open, received, principal, interest, costs"


def played(program, opened, happenings, until, *, daily=False):
    """The engine's timeline, hopping from change to change or looking every single day."""
    planned = [Planned(name, tuple(data.items()), at) for name, at, data in happenings]
    return simulate(program, opened, planned, until, runs=tuple(range(opened.day, until + 1)) if daily else ())


def played_naively(tree, invoice, day, happenings, until, timeline):
    """The case as the naive interpreter plays it. What a step claims is the law's to work out, so it is told that."""
    steps = (one for one in timeline.entries if one.kind == "step" and one.claim)
    claims = {(one.day, one.name): (one.claim.interest, one.claim.costs) for one in steps}
    try:
        return play(tree, law_of(tree["law"]), invoice, day, happenings, until, lambda *key: claims.get(key, (0, 0)))
    except GoesRoundError:
        assume(condition=False)


def engine_rows(timeline):
    """What the engine tells."""
    return [
        Row(
            one.day, one.kind, one.name, one.change, one.outcome, one.channels,
            one.attempt if one.kind == "step" else 1, one.term_until if one.kind in TERMS else 0, one.received,
            one.number, one.owner, one.guardrail,
        )
        for one in timeline.entries
    ]  # fmt: skip


def naive_rows(case):
    """What the naive interpreter tells."""
    return [Row(**{key: one[key] for key in NAIVE_KEYS if key in one}) for one in case.log]


def same(name, rows, other, others):
    """The same rows in the same order; else both are shown, with a mark beside those that only one of them has."""
    if rows != others:
        note(f"--- {name}\n{shown(rows, others)}\n--- {other}\n{shown(others, rows)}")
    assert rows == others, f"{name} and {other} tell different stories"


def shown(rows, others):
    """Rows for people, those marked that the others lack."""
    return "\n".join(
        ("   " if row in others else ">> ") + " ".join(map(str, (day_text(row.day), *filter(None, row[1:]))))
        for row in rows
    )


def money_of(one):
    """What is open, what came in, and what of it is left of principal, interest and costs, by either of them."""
    return (one.claim_open, one.received, one.principal_open, one.interest, one.costs)
