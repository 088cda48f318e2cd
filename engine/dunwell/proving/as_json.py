"""What was explored as JSON, and back: stories share their moves, so each move and each event is written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dunwell.core.transitions import Action
from dunwell.language.events import Event
from dunwell.verifying.model import Bound, Breach, Explored, Mark, Move, Story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.verifying.model import Profile

_START = -1
_ACTION = 7
"""How many values an action has without its reasons, which no story keeps."""


@dataclass(slots=True)
class _Written:
    """The moves, events and actions written so far, each with its number."""

    moves: dict[tuple[object, ...], int] = field(default_factory=dict)
    events: dict[Event, int] = field(default_factory=dict)
    actions: dict[Action, int] = field(default_factory=dict)

    def story(self, story: Story) -> int:
        """The number of a story's last move."""
        before = _START
        for move in story.moves:
            event = _START if move.event is None else self.events.setdefault(move.event, len(self.events))
            action = _START if move.action is None else self.actions.setdefault(move.action, len(self.actions))
            row = (before, move.day, event, action, move.outside, move.recorded, move.away)
            before = self.moves.setdefault(row, len(self.moves))
        return before


def json_of(explored: Explored) -> dict[str, Any]:
    """A result as JSON has it; `explored_from` reads it."""
    written = _Written()
    wait = explored.longest_wait
    found = {
        "states": explored.states,
        "seconds": explored.seconds,
        "complete": explored.complete,
        "hit": explored.hit,
        "breaches": [[one.invariant, list(one.args), written.story(story)] for one, story in explored.breaches],
        "bounds": [
            [*mark, bound.first, written.story(bound.first_story), bound.last, written.story(bound.last_story)]
            for mark, bound in explored.bounds.items()
        ],
        "longest_wait": None if wait is None else [wait[0], written.story(wait[1])],
    }
    events = [[one.name, one.at, [list(pair) for pair in one.data]] for one in written.events]
    actions = [list(one[:_ACTION]) for one in written.actions]
    return {**found, "moves": [list(row) for row in written.moves], "events": events, "actions": actions}


def explored_from(document: Mapping[str, Any], profile: Profile) -> Explored:
    """A result from its JSON. What is no such document raises ValueError, LookupError, TypeError or AttributeError."""
    events = [Event(name, at, tuple((key, value) for key, value in data)) for name, at, data in document["events"]]
    actions = [
        Action(kind, step, attempt, tuple(channels), message, owner, since)
        for kind, step, attempt, channels, message, owner, since in document["actions"]
    ]
    stories: list[tuple[Move, ...]] = []
    for before, day, event, action, *rest in document["moves"]:
        move = Move(day, _of(events, event), _of(actions, action), *rest)
        stories.append((*(stories[before] if before != _START else ()), move))

    def story(number: int) -> Story:
        return Story(profile, stories[number] if number != _START else ())

    wait = document["longest_wait"]
    return Explored(
        profile,
        document["states"],
        document["seconds"],
        document["complete"],
        document["hit"],
        tuple((Breach(name, tuple(args)), story(number)) for name, args, number in document["breaches"]),
        {
            Mark(*mark): Bound(first, story(first_of), last, story(last_of))
            for *mark, first, first_of, last, last_of in document["bounds"]
        },
        None if wait is None else (wait[0], story(wait[1])),
    )


def _of(rows: list[Any], number: int) -> Any:
    return None if number == _START else rows[number]
