"""Two interpreters side by side: the same policy, invoice and events, and what each of them tells."""

from __future__ import annotations

from dunwell.core.simulate import simulate
from dunwell.language.scenario import Planned
from naive.interpreter import play
from naive.law import law_of


def told_by_the_engine(program, opened, happenings, until, *, daily=False):
    """The timeline, hopping from change to change or looking every single day; and the last position."""
    planned = [Planned(name, tuple(data.items()), at) for name, at, data in happenings]
    runs = tuple(range(opened.day, until + 1)) if daily else ()
    return simulate(program, opened, planned, until, runs=runs)


def rows_of_the_engine(timeline):
    """Each entry as a row: the day, what it is, and all of it that can be compared."""
    return [
        (
            one.day, one.kind, one.name, one.change, one.outcome, one.channels, one.attempt if one.kind == "step" else 1,
            one.term_until if one.kind in ("step", "message") else 0, one.received, one.number, one.owner, one.guardrail,
        )
        for one in timeline.entries
    ]  # fmt: skip


def rows_of_the_naive(case):
    """The same of the naive interpreter's log."""
    return [
        (
            one["day"], one["kind"], one["name"], one.get("change", ""), one.get("outcome", ""),
            one.get("channels", ()), one.get("attempt", 1), one.get("term_until", 0), one.get("received", 0),
            one.get("number", 0), one.get("owner", ""), one.get("guardrail", ""),
        )
        for one in case.log
    ]  # fmt: skip


def told_by_the_naive(tree, invoice, day, happenings, until, timeline):
    """The case as the naive interpreter plays it. What a step claims is the law's to work out: it is told that."""
    claims = {
        (one.day, one.name): (one.claim.interest, one.claim.costs) for one in timeline.entries if one.kind == "step" and one.claim
    }
    return play(tree, law_of(tree["law"]), invoice, day, happenings, until, lambda day, step: claims.get((day, step), (0, 0)))


def money_of(one):
    """What is open and what came in, by either of them."""
    return (one.claim_open, one.received, one.principal_open, one.interest, one.costs)
