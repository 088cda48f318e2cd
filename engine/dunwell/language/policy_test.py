"""Read policy tests: a case, what happens to it, and what the policy must and must never do, in YAML beside the policy.

A test that asserts nothing is an error. What is not listed is not compared; a listed day is compared in full, and
`done_by` compares all that was done up to and including a day. `source` says where the expectation comes from: a
ruling, an article, another system. `runs` are the days on which the machine looks, to show what a late run does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day
from dunwell.language.advice import key_advice
from dunwell.language.draft import items, table, text, texts
from dunwell.language.fields import FIELD_NAMES, FIELDS, Value, read_value
from dunwell.language.phrases import PhraseError, did_you_mean
from dunwell.language.pinned import accepted_at
from dunwell.language.steps import CLOSE_REASONS
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.money import cents, parse_amount
from dunwell.problems import Place, Problem

if TYPE_CHECKING:
    from dunwell.language.yamlfile import Node

FILE_KEYS = ("policy", "tests", "findings")
TEST_KEYS = (
    "name", "source", "policy", "invoice", "given", "on", "until", "runs", "events",
    "expect", "done_by", "skipped", "never", "amounts", "end",
)  # fmt: skip
ASSERTIONS = ("expect", "done_by", "skipped", "never", "amounts", "end")
AMOUNTS = ("principal", "interest", "costs", "total", "accrued", "announced")
ENDS = (*CLOSE_REASONS, "open")
NEVER_KEYS = ("step", "claims", "before")


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be done on a day, or by it: the steps and messages carried out, in order; none for an empty list."""

    day: int
    steps: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Never:
    """A step that must not be carried out, or a part that must not be claimed; with `before` only before that day."""

    step: str
    claims: str
    before: int
    place: Place


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in cents that a step must show: one of `AMOUNTS`."""

    step: str
    part: str
    cents: int
    place: Place


@dataclass(frozen=True, slots=True)
class Ended:
    """How the case must end. `reason` "open" means that it does not; `day` 0 leaves the day open."""

    reason: str
    day: int
    place: Place


@dataclass(frozen=True, slots=True)
class PolicyTest:
    """One test. `events` is the list as written: it is read against the policy's anchors when the test runs.

    `runs` are sorted days, none for every day; `done_by` is what must have been done up to and including each day.
    """

    name: str
    source: str
    policy: str
    place: Place
    given: tuple[tuple[str, Value], ...]
    invoice: str
    on: int
    until: int
    runs: tuple[int, ...]
    events: Node | None
    expect: tuple[Expected, ...]
    done_by: tuple[Expected, ...]
    skipped: tuple[tuple[str, Place], ...]
    never: tuple[Never, ...]
    amounts: tuple[Amount, ...]
    end: Ended | None


def read_policy_tests(root: Node | None) -> tuple[tuple[PolicyTest, ...], tuple[Problem, ...]]:
    """The tests of a file, and every problem in it; a test with a problem is left out."""
    if root is None:
        return (), ()
    pinned = accepted_at(root)
    if pinned is not None and isinstance(root, Table) and root.get("tests") is None:
        fix = f"run `dunwell verify {pinned.file}`, which compares them"
        return (), (Problem("DW714", "there are accepted findings here, and no tests", pinned, fix),)
    if not isinstance(root, Table) or not isinstance(root.get("tests"), Items):
        return (), (
            Problem("DW713", "a test file has a list under 'tests'", root.place, "write 'tests:' and '- name: …'"),
        )
    reader = _Reader()
    reader.keys(root, FILE_KEYS)
    shared = text(root.get("policy")) or ""
    found = [reader.test(node, shared) for node in items(root.get("tests"))]
    return tuple(test for test in found if test is not None), tuple(reader.problems)


class _Reader:
    """Collects the problems of one file."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def keys(self, node: Table, known: tuple[str, ...]) -> None:
        for key, _ in node.entries:
            if key.text not in known:
                self.problems.append(
                    Problem("DW201", f"unknown key {key.text!r}", key.place, did_you_mean(key.text, known))
                )

    def test(self, node: Node, shared: str) -> PolicyTest | None:
        before = len(self.problems)
        if not isinstance(node, Table):
            self.problems.append(Problem("DW713", "a test is a table of keys", node.place, "start with '- name: …'"))
            return None
        self.keys(node, TEST_KEYS)
        name, policy = text(node.get("name")), text(node.get("policy")) or shared
        if not name:
            self.problems.append(
                Problem("DW713", "the test has no name", node.place, "say in a sentence what it shows")
            )
        if not policy:
            self.problems.append(
                Problem("DW712", "the test names no policy", node.place, "add 'policy: policies/nl/standard.yaml'")
            )
        if not any(node.get(key) is not None for key in ASSERTIONS):
            fix = f"add one of {', '.join(ASSERTIONS)}"
            self.problems.append(Problem("DW710", f"the test {name!r} asserts nothing", node.place, fix))
        if (node.get("given") is None) is (node.get("invoice") is None):
            self.problems.append(
                Problem("DW713", "a test has either 'given' or 'invoice'", node.place, "keep one of the two")
            )
        test = PolicyTest(
            name or "",
            text(node.get("source")) or "",
            policy,
            node.place,
            self._given(node.get("given")),
            text(node.get("invoice")) or "",
            self._day(node.get("on")),
            self._day(node.get("until")),
            self._runs(node.get("runs")),
            node.get("events"),
            tuple(self._expected(node, "expect")),
            tuple(self._expected(node, "done_by")),
            tuple((item.text, item.place) for item in self._list(node, "skipped") if isinstance(item, Scalar)),
            tuple(never for item in self._list(node, "never") if (never := self._never(item)) is not None),
            tuple(self._amounts(node.get("amounts"))),
            self._end(node.get("end")),
        )
        return test if len(self.problems) == before else None

    def _runs(self, node: Node | None) -> tuple[int, ...]:
        if node is not None and not items(node):
            fix = "write runs: [2026-02-09, 2026-02-16]"
            self.problems.append(Problem("DW713", "'runs' lists the days on which the machine looks", node.place, fix))
        return tuple(sorted(self._day(item) for item in items(node)))

    def _day(self, node: Node | None) -> int:
        written = text(node)
        return self._day_of(written, node.place) if written and node else 0

    def _day_of(self, written: str, place: Place) -> int:
        try:
            return day(written)
        except ValueError:
            self.problems.append(Problem("DW713", f"{written!r} is not a day", place, "write a day such as 2026-02-05"))
            return 0

    def _given(self, node: Node | None) -> tuple[tuple[str, Value], ...]:
        given: list[tuple[str, Value]] = []
        for key, value in table(node).entries:
            field = FIELDS.get(key.text)
            if field is None or field.derived:
                self.problems.append(
                    Problem("DW301", f"unknown fact {key.text!r}", key.place, key_advice(key.text, FIELD_NAMES))
                )
                continue
            try:
                given.append((field.name, read_value(field, getattr(value, "value", None))))
            except PhraseError as error:
                self.problems.append(Problem("DW307", str(error), value.place, error.hint))
        return tuple(given)

    def _list(self, test: Table, key: str) -> tuple[Node, ...]:
        """The items of a list; another value would be read as nothing, and the test would pass whatever happens."""
        node = test.get(key)
        if node is not None and not items(node):
            one = node.text if isinstance(node, Scalar) and node.text else "call"
            self.problems.append(Problem("DW713", f"{key!r} is a list of steps", node.place, f"write {key}: [{one}]"))
        return items(node)

    def _expected(self, test: Table, key: str) -> list[Expected]:
        node = test.get(key)
        if node is not None and not table(node).entries:
            fix = f"write {key}: {{2026-02-05: [reminder]}}"
            self.problems.append(Problem("DW713", f"{key!r} says of days what is done on them", node.place, fix))
        return [self._on_day(day, value) for day, value in table(node).entries]

    def _on_day(self, key: Scalar, value: Node) -> Expected:
        if not isinstance(value, Items):
            steps = value.text if isinstance(value, Scalar) else "…"
            fix = f"write {key.text}: [{steps}]; [] for nothing at all"
            self.problems.append(Problem("DW713", "what is done on a day is a list of steps", value.place, fix))
        return Expected(self._day_of(key.text, key.place), texts(value), key.place)

    def _never(self, node: Node) -> Never | None:
        if isinstance(node, Scalar) and node.text:
            return Never(node.text, "", 0, node.place)
        if not isinstance(node, Table):
            self.problems.append(Problem("DW713", "'never' lists steps", node.place, "write never: [hand_over]"))
            return None
        self.keys(node, NEVER_KEYS)
        step, claims = text(node.get("step")) or "", text(node.get("claims")) or ""
        if bool(step) is bool(claims):
            fix = "write {step: call} or {claims: collection_costs, before: 2026-04-08}"
            self.problems.append(Problem("DW713", "'never' names a step, or what is claimed", node.place, fix))
            return None
        return Never(step, claims, self._day(node.get("before")), node.place)

    def _amounts(self, node: Node | None) -> list[Amount]:
        found = []
        if node is not None and not table(node).entries:
            fix = 'write amounts: {hand_over: {costs: "181.50"}}'
            self.problems.append(Problem("DW713", "'amounts' says of steps what they show", node.place, fix))
        for step, parts in table(node).entries:
            for part, value in table(parts).entries:
                written = text(value) or ""
                if part.text not in AMOUNTS:
                    fix = did_you_mean(part.text, AMOUNTS)
                    self.problems.append(Problem("DW713", f"unknown amount {part.text!r}", part.place, fix))
                    continue
                try:
                    found.append(Amount(step.text, part.text, cents(parse_amount(written)), part.place))
                except ValueError as error:
                    self.problems.append(Problem("DW713", str(error), value.place, 'write an amount such as "72.00"'))
        return found

    def _end(self, node: Node | None) -> Ended | None:
        if node is None:
            return None
        self.keys(table(node), ("date", "reason"))
        reason = node if isinstance(node, Scalar) else table(node).get("reason")
        said, place = text(reason) or "", reason.place if reason else node.place
        if said not in ENDS:
            fix = did_you_mean(said, ENDS) if said else f"add reason, one of: {', '.join(ENDS)}"
            self.problems.append(Problem("DW713", f"a case does not end as {said!r}", place, fix))
        return Ended(said, self._day(table(node).get("date")), node.place)
