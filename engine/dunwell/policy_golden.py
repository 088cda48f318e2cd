"""Write what an invoice gets today as a policy test: the golden timeline, as a person would write it.

Every day on which something is done, everything that is skipped, what each message claims, and the end. The test is put
behind those of its file, or in place of the one that has its name; the rest of the file stays as it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.language.fields import FIELDS, value_text
from dunwell.language.yamlfile import Items, Scalar, Table, read_yaml
from dunwell.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunwell.core.timeline import Entry, Timeline
    from dunwell.language.fields import Value
    from dunwell.language.yamlfile import Node

_PLAIN = re.compile(r"[A-Za-z][\w .,'()-]*")
_ITEM = "  "


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a golden test is made of: either `given` facts or the path of an `invoice`, as the test is to name it.

    `runs` are the days on which the machine looks (none: every day). `expected` are the lines of what is expected, and
    `about` those of a comment; without any the test expects the timeline as it is.
    """

    name: str
    policy: str
    given: Mapping[str, Value]
    invoice: str
    events: Sequence[Mapping[str, str]]
    on: int
    until: int
    timeline: Timeline
    runs: tuple[int, ...] = ()
    expected: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def has_test(text: str, name: str) -> bool:
    """Whether a test file already has a test of this name."""
    return any(_name_of(node) == name for node in _tests(text))


def written(text: str, recorded: Recorded) -> str:
    """The text of the test file with the recorded test in it; an empty text gives a new file."""
    if not text.strip():
        text = f"policy: {recorded.policy}\ntests:\n"
    shared = _shared_policy(text)
    block = "".join(f"{line}\n" for line in _lines(recorded, shared))
    lines = text.splitlines(keepends=True)
    places = [(_name_of(node), node.place.line - 1) for node in _tests(text)]
    at = next((index for index, (name, _) in enumerate(places) if name == recorded.name), -1)
    if at < 0:
        return f"{text.rstrip()}\n\n{block}" if places else f"{text.rstrip()}\n{block}"
    start = places[at][1]
    end = places[at + 1][1] if at + 1 < len(places) else len(lines)
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1  # what stands above the next test belongs to that one
    return "".join(lines[:start]) + block + "".join(lines[end:])


def _tests(text: str) -> tuple[Node, ...]:
    root, _ = read_yaml(text, "tests.yaml")
    tests = root.get("tests") if isinstance(root, Table) else None
    return tests.items if isinstance(tests, Items) else ()


def _name_of(node: Node) -> str:
    name = node.get("name") if isinstance(node, Table) else None
    return name.text if isinstance(name, Scalar) else ""


def _shared_policy(text: str) -> str:
    root, _ = read_yaml(text, "tests.yaml")
    policy = root.get("policy") if isinstance(root, Table) else None
    return policy.text if isinstance(policy, Scalar) else ""


def _lines(recorded: Recorded, shared: str) -> Iterator[str]:
    """The test, line by line, under `tests:`."""
    yield from (f"{_ITEM}# {line}" for line in recorded.about)
    yield f"{_ITEM}- name: {_text(recorded.name)}"
    if recorded.policy != shared:
        yield f"{_ITEM}  policy: {_text(recorded.policy)}"
    if recorded.invoice:
        yield f"{_ITEM}  invoice: {_text(recorded.invoice)}"
    else:
        facts = ", ".join(f"{name}: {fact_text(name, value)}" for name, value in recorded.given.items())
        yield f"{_ITEM}  given: {{{facts}}}"
    if recorded.on:
        yield f"{_ITEM}  on: {day_text(recorded.on)}"
    if recorded.until:
        yield f"{_ITEM}  until: {day_text(recorded.until)}"
    if recorded.runs:
        yield f"{_ITEM}  runs: [{', '.join(day_text(day) for day in recorded.runs)}]"
    if recorded.events:
        yield f"{_ITEM}  events:"
        yield from (f"{_ITEM}    - {{{event_line(event)}}}" for event in recorded.events)
    yield from (f"{_ITEM}  {line}" for line in recorded.expected or _expected(recorded.timeline))


def event_line(event: Mapping[str, str]) -> str:
    """The keys of an event as YAML writes them within braces."""
    return ", ".join(f"{key}: {_text(value)}" for key, value in event.items())


def _expected(timeline: Timeline) -> Iterator[str]:
    entries = timeline.entries
    acts = [entry for entry in entries if entry.kind in ("step", "message")]
    if acts:
        yield "expect:"
    for day in dict.fromkeys(entry.day for entry in acts):
        yield f"  {day_text(day)}: [{', '.join(entry.name for entry in acts if entry.day == day)}]"
    if acts:
        yield f"done_by: {{{day_text(acts[-1].day)}: [{', '.join(entry.name for entry in acts)}]}}"
    skipped = dict.fromkeys(entry.name for entry in entries if entry.kind == "skip")
    if skipped:
        yield f"skipped: [{', '.join(skipped)}]"
    yield from _amounts(acts)
    ended = next((entry for entry in reversed(entries) if entry.kind == "end"), None)
    if ended is not None and timeline.position.end:
        yield f"end: {{date: {day_text(ended.day)}, reason: {_text(ended.name)}}}"
    else:
        yield "end: open"


def _amounts(acts: Sequence[Entry]) -> Iterator[str]:
    """What the last message of each step asks for; what is zero is left out, the total never."""
    claims = {entry.name: entry.claim for entry in acts if entry.claim is not None and entry.channels}
    if claims:
        yield "amounts:"
    for name, claim in claims.items():
        parts = {"principal": claim.principal, "interest": claim.interest, "costs": claim.costs, "total": claim.total}
        told = ", ".join(f'{part}: "{amount_text(cents)}"' for part, cents in parts.items() if cents or part == "total")
        yield f"  {name}: {{{told}}}"


def fact_text(name: str, value: Value) -> str:
    """A fact's value as YAML and `--assume` read it."""
    field = FIELDS[name]
    return str(value).lower() if isinstance(value, bool) else _text(value_text(field, value))


def _text(value: str) -> str:
    """A value as YAML that reads back as the same text: plain where that is safe."""
    plain = _PLAIN.fullmatch(value) or re.fullmatch(
        r"\d{4}-\d\d-\d\d|[\w./-]*[A-Za-z/][\w./-]*|\d+( [a-z]+)+[a-z_.]*", value
    )
    safe = plain and ": " not in value and " #" not in value and value not in ("true", "false", "null", "~")
    return value if safe and value.strip() == value else json.dumps(value, ensure_ascii=False)
