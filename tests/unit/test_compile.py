"""Policies as a whole: every mistake has its code, its place and words that help, and none is told twice."""

from __future__ import annotations

import gc
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dunwell.codes.catalogue import CODES
from dunwell.core.plain_case import check_plain_case
from dunwell.language.yamlfile import Items, Table, read_yaml
from dunwell.language.yamltext import split_lines
from dunwell.loading import Loaded, Source, compile_source, shipped_policies
from dunwell.render.problems import draw_problems
from dunwell.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syrupy.assertion import SnapshotAssertion

    from dunwell.language.yamlfile import Node

TESTS = Path(__file__).resolve().parents[1]
BAD = sorted((TESTS / "bad" / "policies").glob("*.yaml"))
FINE = sorted((TESTS / "fixtures" / "policies").glob("*.yaml"))
SEVERAL = {"DW201-many-mistakes", "DW201-other-words"}
"""Files with more than one mistake."""
MOST_MILLISECONDS = 1000  # of the processor, on any machine; tests/benchmarks has the real bound
PARSERS_WORDS = re.compile(
    r"instance|schema|property|properties|valid under|regex|pattern|does not match|NoneType|dict|None\b|Traceback"
)


def load(path: Path) -> Loaded:
    """The policy of a file, called by its name alone, so that messages are the same on every machine.

    With what a year of plain cases shows, as `dunwell check` does it.
    """
    loaded = compile_source(named(path.read_text(encoding="utf-8"), path.name))
    played = check_plain_case(loaded.program) if loaded.program else ()
    return replace(loaded, problems=(*loaded.problems, *played))


def named(text: str, name: str = "policy.yaml") -> Source:
    """A source of this text, as if it had been read from a file."""
    root, problems = read_yaml(text, name)
    return Source(name, root, text, text.encode(), problems)


def edited(*edits: tuple[str, str], of: str = "short") -> Loaded:
    """A fine policy with a few words changed."""
    text = (TESTS / "fixtures" / "policies" / f"{of}.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compile_source(named(text))


def codes(loaded: Loaded) -> list[str]:
    """The codes in the order in which they are told."""
    return [problem.code for problem in loaded.problems]


def assert_inside(loaded: Loaded) -> None:
    """Each place, also of a note, lies within a line of the file."""
    lines = split_lines(loaded.text)
    for problem in loaded.problems:
        for place in (problem.place, *(note.place for note in problem.notes)):
            assert place is not None, problem
            assert 1 <= place.line <= len(lines), problem
            assert 1 <= place.column <= place.column + place.length - 1 <= len(lines[place.line - 1]) + 1, problem


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_bad_policy_reads_as_we_reviewed_it(path: Path, snapshot: SnapshotAssertion) -> None:
    """The message as it is drawn: where, what, why, and what to do."""
    loaded = load(path)
    assert draw_problems(loaded.problems, {path.name: loaded.text}) == snapshot


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_bad_policy_has_its_one_problem(path: Path) -> None:
    """One mistake is one problem: no second one follows from it, and no other code fires."""
    loaded = load(path)
    code = path.name.split("-")[0]
    if path.stem in SEVERAL:
        assert code in codes(loaded)
        assert len(loaded.problems) > 1
    else:
        assert codes(loaded) == [code]
    assert (loaded.program is None) == any(problem.severity == "error" for problem in loaded.problems)
    assert_inside(loaded)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_message_is_for_people(path: Path) -> None:
    """Nothing of the parser's words, no full stop, and always something to do."""
    for problem in load(path).problems:
        assert problem.fix
        assert not PARSERS_WORDS.search(f"{problem.message} {problem.fix}"), problem
        assert not problem.message.endswith("."), problem
        assert problem.severity == CODES[problem.code].severity


def test_every_code_of_the_language_has_a_bad_policy() -> None:
    """No row of DW2xx to DW5xx without a file that shows it."""
    shown = {path.name.split("-")[0] for path in BAD}
    assert {code for code in CODES if code[2] in "2345"} == shown - {"DW111"}


@pytest.mark.parametrize("path", FINE, ids=lambda path: path.stem)
def test_the_policies_that_bad_ones_are_made_of_are_fine(path: Path) -> None:
    """So that what is wrong with a bad policy is only its mistake. One promises too much, for stories."""
    assert codes(load(path)) == {"ladder": ["DW415"], "every-key": ["DW414"]}.get(path.stem, [])


@pytest.mark.parametrize("loaded", tuple(shipped_policies()), ids=lambda loaded: loaded.file)
def test_no_shipped_policy_has_a_problem(loaded: Loaded) -> None:
    """Who starts from a shipped policy starts without a warning."""
    assert not codes(loaded)
    assert loaded.program is not None


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    """Whoever mends a policy sees everything in one run."""
    places = [
        (problem.place.line, problem.place.column)
        for problem in load(TESTS / "bad" / "policies" / "DW201-many-mistakes.yaml").problems
        if problem.place
    ]
    assert len(places) == 6
    assert places == sorted(places)


NO_FOLLOW_UPS = {
    "a misspelt key is taken as meant": ([("title: Korte", "titl: Korte")], ["DW201"]),
    "so is the law": ([("law: nl", "lav: nl")], ["DW201"]),
    "so is the language": ([("language: nl", "langage: nl")], ["DW201"]),
    "and the whole ladder": ([("\nsteps:", "\nstep:")], ["DW201"]),
    "a step without a name hides its anchors": ([("- step: reminder\n    start", "- start")], ["DW202"]),
    "a step with a bad name does too": ([("step: reminder", "step: My reminder")], ["DW206"]),
    "an unknown law leaves the rest alone": ([("law: nl", "law: xx")], ["DW302"]),
    "an unknown language has no templates to miss": ([("language: nl", "language: fr")], ["DW315"]),
    "an unknown thing to do asks for no keys": ([("do: agency", "do: court")], ["DW205"]),
    "a count without a way on is told once, not for each variant": (
        [
            ("debtor.kind: business,", "debtor.kind: {is_not: consumer},"),
            (
                "\nsteps:",
                "\nvariants: {a: {when: {debtor.kind: business}}, b: {when: {debtor.kind: public_authority}}}\nsteps:",
            ),
            ("    do: agency", "    times: 1\n    variants: {a: {do: agency}, b: {do: agency, claims: [principal]}}"),
        ],
        ["DW214"],
    ),
    "a key that may have been meant is not missing": ([("do: agency", "how: agency")], ["DW201"]),
}


@pytest.mark.parametrize(("edits", "expected"), NO_FOLLOW_UPS.values(), ids=NO_FOLLOW_UPS)
def test_one_mistake_has_no_follow_ups(edits: list[tuple[str, str]], expected: list[str]) -> None:
    """What only follows from another mistake is not told."""
    assert codes(edited(*edits)) == expected


def test_an_unreadable_part_hides_its_names() -> None:
    """If the holds cannot be read, no hold is called unknown."""
    loaded = edited(("\nholds:\n  dispute:", "\nholds: none\nplans:\n  dispute:"), of="calls")
    assert "DW310" not in codes(loaded)
    assert "DW204" in codes(loaded)


def test_a_name_unknown_in_many_places_is_one_problem() -> None:
    """The other places are notes of the first."""
    loaded = edited(("step: review", "step: assessment"), of="calls")
    assert codes(loaded) == ["DW308"]
    assert [note.text for note in loaded.problems[0].notes] == ["and here"] * 5


def test_flow_is_checked_beside_harmless_mistakes() -> None:
    """A wrong template and a way that leads nowhere are told in one run; a misspelt route hides the ways."""
    loaded = edited(("template: reminder", "template: remindr"), ("    term: 7 days after sent\n", ""))
    assert codes(loaded) == ["DW305", "DW404"]


def test_warnings_do_not_keep_a_policy_from_being_used() -> None:
    """A program comes with its warnings."""
    loaded = edited(("announces: [agency]", "announces: [agency, collection_costs]"))
    assert [problem.severity for problem in loaded.problems] == ["warning"]
    assert loaded.program is not None


STANDARD = "policies/nl/standard.yaml"
TEXT = read_text(STANDARD)
ROOT, _ = read_yaml(TEXT, STANDARD)
VALUES = ("", "-1", "true", "zzz", "[]", "[a]", "{a: b}", '">= 250"')
"""What an author might leave at any place of a policy, as YAML."""


def nodes(node: Node) -> Iterator[tuple[str, Node]]:
    """Every key and every value, with what it is; only those on one line, which can be cut out of the text."""
    if isinstance(node, Table):
        for key, value in node.entries:
            yield "key", key
            yield from nodes(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from nodes(item)
    else:
        yield "value", node


assert ROOT is not None
SPOTS = tuple((kind, node.place) for kind, node in nodes(ROOT))


def cut(spot: int, words: str) -> str:
    """The shipped policy with one key or value replaced by these words."""
    place = SPOTS[spot][1]
    lines = TEXT.splitlines(keepends=True)
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + words + line[place.column - 1 + place.length :]
    return "".join(lines)


def assert_well_told(text: str) -> None:
    """A program or a problem, within the time, and every place in the file."""
    gc.disable()  # what thousands of other tests left behind is not this one's to tidy
    begin = time.process_time()
    loaded = compile_source(named(text))
    taken = 1000 * (time.process_time() - begin)
    gc.enable()
    assert loaded.problems or loaded.program is not None
    assert all(problem.code in CODES and problem.message for problem in loaded.problems)
    assert_inside(loaded)
    assert taken < MOST_MILLISECONDS


@pytest.mark.parametrize("words", VALUES, ids=repr)
def test_any_value_at_any_place_is_told_or_taken(words: str) -> None:
    """Each value of the shipped policy in turn becomes something else: never an exception."""
    for spot, (kind, _) in enumerate(SPOTS):
        if kind == "value":
            assert_well_told(cut(spot, words))


@pytest.mark.parametrize("change", [str.upper, lambda key: key[:-1] + "x", lambda key: "qqqq"], ids=["up", "x", "q"])
def test_any_key_misspelt_is_told_or_taken(change: Callable[[str], str]) -> None:
    """Each key of the shipped policy in turn is misspelt: never an exception."""
    for spot, (kind, place) in enumerate(SPOTS):
        if kind == "key":
            written = TEXT.splitlines()[place.line - 1][place.column - 1 : place.column - 1 + place.length]
            assert_well_told(cut(spot, change(written)))


@given(st.integers(0, len(TEXT.splitlines()) - 1), st.integers(1, 12))
def test_any_lines_left_out_are_told_or_taken(first: int, count: int) -> None:
    """A policy with a hole in it: never an exception."""
    lines = TEXT.splitlines(keepends=True)
    assert_well_told("".join(lines[:first] + lines[first + count :]))


@given(st.data())
@example(None)
def test_any_two_lines_may_change_places(data: st.DataObject | None) -> None:
    """A policy put together wrongly: never an exception."""
    lines = TEXT.splitlines(keepends=True)
    picked = st.integers(0, len(lines) - 1)
    first, second = (0, len(lines) - 1) if data is None else (data.draw(picked), data.draw(picked))
    lines[first], lines[second] = lines[second], lines[first]
    assert_well_told("".join(lines))
