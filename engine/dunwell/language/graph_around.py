"""What stands around the ladder: holds, payment plans, ends, the law's stops, limitation, and a person who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.graph import ANYTIME, LAW, LIMITATION, PERSON, RESUME, Fact, Node, merged_facts
from dunwell.language.graph_routes import edge, ways
from dunwell.language.steps import CLOSE_REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.graph import Edge, EdgeKind, FactValue
    from dunwell.language.plans import Plan
    from dunwell.language.program import Hold, Program
    from dunwell.problems import Place

    _Said = tuple[tuple[str, FactValue | None], ...]

ENDS = {"paid": "payment_received", "credited": "credited", "written_off": "written_off", "closed": "closed"}
"""The ends that an event brings at any time, whatever the policy says."""


def around(program: Program, chosen: tuple[int, ...]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The nodes and edges that are not steps, for these variants."""
    nodes, edges = list(_built_in(program)), list(_built_in_ways(program))
    for hold in program.holds:
        nodes.append(_hold(program, hold))
        edges += _hold_ways(program, hold)
    for plan in program.plans:
        nodes += _plan(program, plan, chosen)
        edges += _plan_ways(program, plan)
    nodes += [
        Node(f"end:{reason}", "end", reason, reason, program.place, _told(program, reason))
        for reason in (*CLOSE_REASONS, "closed")
    ]
    return tuple(nodes), tuple(edges)


def _given(said: _Said) -> tuple[Fact, ...]:
    """The facts that are said at all."""
    return tuple(Fact(key, value) for key, value in said if value is not None and value not in ("", 0, ()))


def _message(program: Program, index: int, key: str) -> _Said:
    """How a message apart from the ladder goes out, and its template; nothing for -1."""
    if index < 0:
        return ()
    message = program.messages[index]
    return ((key, (message.template, *message.channels)),)


def _told(program: Program, reason: str) -> tuple[Fact, ...]:
    index = dict(program.farewells).get(reason, -1)
    return _given(_message(program, index, "tells"))


def _built_in(program: Program) -> Iterator[Node]:
    """What every policy has, whatever it says."""
    watch, attention = program.limitation, program.attention
    yield Node(ANYTIME, "anytime", "", "", program.place)
    yield Node(RESUME, "resume", "", "", program.place)
    asked = _given((("owner", program.attention_owner), ("patience", attention)))
    yield Node(PERSON, "person", "", "", attention.place, asked)
    manual = _given((("no_longer_than", attention.after),))
    yield Node("hold:manual", "hold", "manual", "manual", attention.place, manual)
    stops = tuple(stop.title for stop in program.law.stops.values())
    yield Node(LAW, "law", "", "", program.place, _given((("stops", stops),)))
    said: _Said = (
        ("before", watch.before),
        *_message(program, watch.message, "tells"),
        ("owner", watch.owner),
        ("escalate_to", watch.escalate_to),
    )
    yield Node(LIMITATION, "limitation", "", "", watch.place, _given(said))


def _built_in_ways(program: Program) -> Iterator[Edge]:
    for reason, event in ENDS.items():
        yield edge(ANYTIME, f"end:{reason}", "event", program.place, "", event)
    yield edge("end:handed_over", PERSON, "event", program.place, "", "recalled")
    yield edge(PERSON, RESUME, "goes_on", program.attention.place)
    yield edge(ANYTIME, LAW, "event", program.place, "", "debtor_stopped")
    yield edge(LAW, RESUME, "event", program.place, "", "stop_lifted")
    yield edge(ANYTIME, LIMITATION, "event", program.limitation.place, "", "limitation_near")
    yield edge(LIMITATION, RESUME, "goes_on", program.limitation.place)
    yield edge(ANYTIME, "hold:manual", "event", program.place, "", "hold_placed")
    yield edge("hold:manual", RESUME, "until", program.place, "", "hold_lifted")
    yield edge("hold:manual", RESUME, "expired", program.attention.place)


def _hold(program: Program, hold: Hold) -> Node:
    said: _Said = (
        ("until", hold.until),
        ("no_longer_than", hold.limit),
        ("holds", "disputed_amount" if hold.part else ""),
        ("terms", "stand_still" if hold.stand_still else ""),
        ("times", hold.times),
        *_message(program, hold.confirm, "confirms"),
    )
    return Node(f"hold:{hold.name}", "hold", hold.name, hold.name, hold.place, _given(said))


def _hold_ways(program: Program, hold: Hold) -> Iterator[Edge]:
    """How a hold begins and all the ways in which it ends; without a word of the policy the ladder goes on."""
    source = f"hold:{hold.name}"
    if hold.opens_on:
        yield edge(ANYTIME, source, "event", hold.place, "", hold.opens_on)
    if hold.until_event:
        yield edge(source, RESUME, "until", hold.place, "", hold.until_event)
    for outcome, route in hold.outcomes:
        yield from ways(program, source, "outcome", outcome, route)
    if hold.expired >= 0:
        yield from ways(program, source, "expired", "", hold.expired)
    elif hold.opens_on != "promise_made":  # a promise is kept or broken
        yield edge(source, RESUME, "expired", hold.place)
    if hold.otherwise >= 0:
        yield from ways(program, source, "refused", "", hold.otherwise)
    elif hold.times:
        yield edge(source, PERSON, "refused", hold.place)


def _plan(program: Program, plan: Plan, chosen: tuple[int, ...]) -> Iterator[Node]:
    """A payment plan in its three stages: wanted and offered, agreed and watched, late."""
    bounds = plan.instalments
    wanted: _Said = (("when", plan.when), *_message(program, plan.offer, "offers"), ("valid", plan.valid))
    yield Node(f"plan:{plan.name}", "plan", plan.name, plan.title, plan.place, _given(wanted))
    agreed: _Said = (
        ("instalments", bounds.times),
        ("every", bounds.every),
        ("first", bounds.first),
        ("at_least", (str(bounds.at_least),) if bounds.at_least else ()),
        ("no_longer_than", bounds.longest),
        ("lowered", bounds.lowered),
        *_message(program, plan.confirm, "confirms"),
        *_message(program, plan.remind, "reminds"),
        ("reminded", plan.reminded),
        ("new_invoices", "on_time" if plan.new_invoices else ""),
    )
    interest = merged_facts(
        ((program.variants[at].name, (("interest", plan.interest[at]),)) for at in chosen if plan.interest), len(chosen)
    )
    yield Node(
        f"plan:{plan.name}:running", "running", plan.name, plan.title, bounds.place, (*_given(agreed), *interest)
    )
    late: _Said = (
        ("missed", plan.missed),
        *_message(program, plan.late, "tells"),
        ("term", plan.repair),
        ("misses", plan.misses if plan.misses > 1 else 0),
    )
    yield Node(f"plan:{plan.name}:late", "late", plan.name, plan.title, plan.missed.place, _given(late))


def _plan_ways(program: Program, plan: Plan) -> Iterator[Edge]:
    wanted, running, late = (f"plan:{plan.name}{stage}" for stage in ("", ":running", ":late"))
    yield edge(ANYTIME, wanted, "event", plan.place, "", "plan_requested")
    yield edge(wanted, running, "agreed", plan.place)
    if plan.when is not None:
        yield from _or_on(program, wanted, "not_allowed", plan.otherwise, plan.place)
    yield from _or_on(program, wanted, "unanswered", plan.unanswered, plan.place)
    yield edge(running, "end:paid", "completed", plan.completed.place)
    yield edge(running, RESUME, "completed", plan.completed.place, "", "more_is_open")
    yield edge(running, late, "missed", plan.missed.place)
    yield edge(late, running, "repaired", plan.repair.place)
    yield from _or_on(program, late, "breached", plan.breached.route, plan.breached.place)
    yield from _or_on(program, running, "infeasible", plan.infeasible.route, plan.infeasible.place)


def _or_on(program: Program, source: str, kind: EdgeKind, route: int, place: Place) -> Iterator[Edge]:
    """The way that a route says; without one the ladder goes on where it stood."""
    if route >= 0:
        yield from ways(program, source, kind, "", route)
    else:
        yield edge(source, RESUME, kind, place)
