"""Reading YAML: what people write is what they get, every mistake is a problem, and every problem has a place."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dunwell.codes.yaml import CODES
from dunwell.language import yamlfile
from dunwell.language.yamlfile import MOST_DEPTH, MOST_NODES, Items, Scalar, Table, find, plain, read_yaml
from dunwell.language.yamltext import MOST_BYTES, split_lines
from dunwell.render.problems import draw_problems

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from dunwell.problems import Place, Problem

BAD = sorted((Path(__file__).resolve().parents[1] / "bad" / "yaml").glob("*.yaml"))
MADE = {
    "DW101": b"a: " + b"x" * MOST_BYTES,
    "DW102": "policy: café".encode("cp1252"),
    "DW103": "title: Remind\u200ber\nowner: A\u202eB\n".encode(),
    "DW131": b"- a\n" * (MOST_NODES + 1),
}
PIECES = (
    *"a1[]{},'\"\\|>#&*!%@?~-\n\r\té😀\u2028\x85\u200b\xa0\0\ufeff",
    *("key: ", "- ", "\r\n", "  ", ": ", "<<: ", "---\n", "...\n", "&x ", "*x", "!t ", "\\u12", "null", "true"),
)
LETTERS = "abcXYZ09-_ .,:#&*!|>%@?[]{}'\"\\\n\té"
LIKE_YAML = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
PLAIN_TEXTS = (
    "NO on off yes y True FALSE Null 12:30 0123 0x1F 0o17 1e5 40.00 1_000 2026-11-21 .inf .NaN -0 +7 00 1. = a:b 50%"
)
HEAVY = {
    "brackets": "[" * 900_000,
    "question marks": "? " * 400_000,
    "ampersands": "&" * 900_000,
    "colons": "a: a: " * 150_000,
    "quotes": "'" * 900_000,
    "duplicate keys": "k: 1\n" * 40_000,
    "aliases": "a: &a [x]\n" + "b: *a\n" * 40_000,
    "empty lines": "\n" * 900_000,
    "carriage returns": "\r" * 900_000,
    "tabs": "a:\n" + "\tb\n" * 200_000,
    "long key": "x" * 900_000 + ": 1",
    "blank block": "a: |\n" + " \n" * 400_000,
    "commas": ", " * 400_000,
    "hidden characters": "\u200b" * 900_000,
}


def read(text: str | bytes) -> object:
    """The plain tree of a text that must have no problems."""
    tree, problems = read_yaml(text, "f.yaml")
    assert problems == ()
    assert tree is not None
    return plain(tree)


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in read_yaml(text, "f.yaml")[1]]


def decoded(source: str | bytes) -> str:
    return source.decode("utf-8", "replace") if isinstance(source, bytes) else source


def assert_inside(place: Place | None, text: str) -> None:
    """A place begins in the file or right behind the end of one of its lines, and ends with that line."""
    assert place is not None
    lines = split_lines(text.removeprefix("\ufeff"))
    assert 1 <= place.line <= len(lines)
    line = lines[place.line - 1]
    assert 1 <= place.column <= len(line) + 1
    assert place.length >= 1
    assert place.column + place.length - 1 <= max(len(line), place.column)


def assert_all_inside(problems: tuple[Problem, ...], text: str) -> None:
    for problem in problems:
        assert_inside(problem.place, text)
        for note in problem.notes:
            assert_inside(note.place, text)


@pytest.mark.parametrize("text", [*PLAIN_TEXTS.split(), "7 days", "9" * 5000])
def test_what_looks_like_something_else_stays_text(text: str) -> None:
    """No value turns into a number, a day or a truth that its author did not write."""
    assert read(f"key: {text}") == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("7", 7), ("-14", -14)],
)
def test_the_few_values_that_are_not_text(text: str, value: object) -> None:
    """Only true, false, null, ~, nothing and plain digits are something else than text."""
    result = read(f"key: {text}")
    assert result == {"key": value}
    assert isinstance(result, dict)
    assert type(result["key"]) is type(value)


@pytest.mark.parametrize("written", ["'7'", '"7"', "|-\n  7", ">-\n  7"])
def test_quotes_and_blocks_are_text(written: str) -> None:
    """Whoever quotes a number means text, and the tree remembers that it was quoted."""
    tree, _ = read_yaml(f"key: {written}\n", "f.yaml")
    assert isinstance(tree, Table)
    node = tree.get("key")
    assert isinstance(node, Scalar)
    assert (node.value, node.text, node.quoted) == ("7", "7", True)


def test_texts_of_several_lines() -> None:
    """Folded, literal and plain texts of several lines read as YAML says."""
    text = "a: one\n  two\nb: |\n  one\n  two\nc: >\n  one\n  two\n"
    assert read(text) == {"a": "one two", "b": "one\ntwo\n", "c": "one two\n"}


@pytest.mark.parametrize("source", ["\ufeffa: 1\r\nb: é\r\n", "\ufeffa: 1\r\nb: é\r\n".encode(), "a: 1\rb: é"])
def test_line_ends_and_byte_order_marks_do_no_harm(source: str | bytes) -> None:
    """Files from Windows read like any other, and columns count from the first visible character."""
    tree, problems = read_yaml(source, "f.yaml")
    assert problems == ()
    assert isinstance(tree, Table)
    assert plain(tree) == {"a": 1, "b": "é"}
    assert [str(key.place) for key, _ in tree.entries] == ["f.yaml:1:1", "f.yaml:2:1"]


def test_every_key_and_value_has_its_place() -> None:
    """Places count lines and characters from 1; wide characters count as one."""
    tree, _ = read_yaml('steps:\n  - {do: "é😀", to: [a, bb]}\n  - wait: 7 days\n', "f.yaml")
    assert isinstance(tree, Table)
    steps = tree.get("steps")
    assert isinstance(steps, Items)
    first = steps.items[0]
    assert isinstance(first, Table)
    spans = {
        "steps": tree.key_place("steps"),
        "list": steps.place,
        "braces": first.place,
        "do": first.key_place("do"),
        "emoji": find(tree, ("steps", 0, "do")),
        "bb": find(tree, ("steps", 0, "to", 1)),
        "second": find(tree, ("steps", 1)),
        "wait": find(tree, ("steps", 1, "wait")),
    }
    assert {name: (p.line, p.column, p.length) for name, p in spans.items() if p} == {
        "steps": (1, 1, 5),
        "list": (2, 3, 1),
        "braces": (2, 5, 23),
        "do": (2, 6, 2),
        "emoji": (2, 10, 4),
        "bb": (2, 24, 2),
        "second": (3, 5, 4),
        "wait": (3, 11, 6),
    }


def test_a_path_that_goes_on_too_far_ends_at_the_last_node() -> None:
    """`find` never fails: a missing key or index gives the place of what should hold it."""
    tree, _ = read_yaml("a:\n  - b: 1\n", "f.yaml")
    assert tree is not None
    assert find(tree, ("a", 0, "c", "d")) == find(tree, ("a", 0))
    assert find(tree, ("a", 5)) == find(tree, ("a",))
    assert isinstance(tree, Table)
    assert tree.get("x") is None
    assert tree.key_place("x") is None


def test_of_duplicate_keys_the_first_is_kept() -> None:
    """The tree stays usable, so that later checks can speak in the same run."""
    tree, problems = read_yaml("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert tree is not None
    assert plain(tree) == {"a": 1, "b": 2}
    assert [str(note.place) for note in problems[0].notes] == ["f.yaml:1:1"]


@pytest.mark.parametrize("text", ["a: *x", "b: &x {<<: *x}", "a: [", "- " * 50, "", "# only"])
def test_no_tree_where_part_of_the_file_is_unknown(text: str) -> None:
    """Half a policy is never handed on: it would cause problems that are none, or hide some."""
    tree, problems = read_yaml(text, "f.yaml")
    assert tree is None
    assert problems


def test_all_problems_at_once_and_in_order() -> None:
    """One run shows what is wrong before and at the first syntax error."""
    text = "a: &x 1\na: !t 2\n1: b\nc: [d\n"
    tree, problems = read_yaml(text, "f.yaml")
    assert tree is None
    assert [problem.code for problem in problems] == ["DW121", "DW120", "DW123", "DW125", "DW115"]
    places = [(p.place.line, p.place.column) for p in problems if p.place]
    assert all(one <= next_one for one, next_one in pairwise(places))


@pytest.mark.parametrize(
    ("source", "place", "words"),
    [
        ("a: 1\nb: café\n".encode("cp1252"), "f.yaml:2:7", "'é'"),
        ("ab".encode("utf-16"), "f.yaml:1:1", "UTF-16"),
        ("a: 1".encode("utf-16-le"), "f.yaml:1:1", "UTF-16"),
        ("a: 1\n".encode("utf-16-be"), "f.yaml:1:1", "UTF-16"),
        (b"\xef\xbb\xbf\xff: 1", "f.yaml:1:1", "0xFF"),
    ],
)
def test_another_encoding_is_named(source: bytes | str, place: str, words: str) -> None:
    """The message says which byte, where, and what it may have been."""
    tree, (problem,) = read_yaml(source, "f.yaml")
    assert tree is None
    assert problem.code == "DW102"
    assert str(problem.place) == place
    assert words in problem.message


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x85", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffe", "\ud800"]
)
def test_hidden_characters_are_shown(character: str) -> None:
    """What a reviewer cannot see is a problem, at its own place, and the rest of the file is read."""
    tree, problems = read_yaml(f"a: 1\nb: x{character}y\nb: 2\n", "f.yaml")
    assert [(p.code, str(p.place)) for p in problems] == [("DW103", "f.yaml:2:5"), ("DW120", "f.yaml:3:1")]
    assert f"U+{ord(character):04X}" in problems[0].message
    assert tree is not None
    assert plain(tree) == {"a": 1, "b": "x\ufffdy"}


def test_emoji_and_other_scripts_are_welcome() -> None:
    """Only what hides is refused: joiners in emoji and right-to-left letters are text."""
    assert read("a: 👩‍💼 שלום é\n") == {"a": "👩‍💼 שלום é"}


def test_a_file_of_junk_gives_a_few_problems() -> None:
    """A program or a picture given by mistake does not fill the screen."""
    assert codes("\x01" * 5000) == ["DW103"] * 20


@pytest.mark.parametrize("depth", [MOST_DEPTH, MOST_DEPTH + 1])
def test_depth_limit(depth: int) -> None:
    """Forty levels pass, forty-one do not."""
    assert codes("[" * depth + "]" * depth) == ([] if depth == MOST_DEPTH else ["DW130"])


def test_node_limit() -> None:
    """The list itself counts as one."""
    assert codes("- a\n" * (MOST_NODES - 1)) == []
    assert codes("- a\n" * MOST_NODES) == ["DW131"]


@pytest.mark.parametrize("code", [code for code in CODES if code.wrong], ids=lambda code: code.code)
def test_the_examples_of_each_code_are_true(code: object) -> None:
    """What `explain` calls wrong has this problem; what it calls right has none."""
    assert isinstance(code, type(CODES[0]))
    assert code.code in codes(code.wrong)
    assert codes(code.right) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_bad_file_gets_its_problem(path: Path, snapshot: SnapshotAssertion) -> None:
    """The code in the name of the file is found, and the message reads as we reviewed it."""
    source = path.read_bytes()
    _, problems = read_yaml(source, path.name)
    assert path.name.split("-")[0] in {problem.code for problem in problems}
    assert_all_inside(problems, decoded(source))
    drawn = draw_problems(problems, {path.name: decoded(source)})
    assert drawn == snapshot


@pytest.mark.parametrize("code", MADE)
def test_each_made_file_gets_its_problem(code: str, snapshot: SnapshotAssertion) -> None:
    """Likewise for files that do not lie well in a repository: huge ones, and ones with other bytes."""
    _, problems = read_yaml(MADE[code], "made.yaml")
    assert {problem.code for problem in problems} == {code}
    assert_all_inside(problems, decoded(MADE[code]))
    drawn = draw_problems(problems, {"made.yaml": decoded(MADE[code])})
    assert drawn == snapshot


def test_every_code_of_the_family_has_a_bad_file() -> None:
    """No DW1xx row without a file that shows it."""
    shown = {path.name.split("-")[0] for path in BAD} | set(MADE)
    assert {code.code for code in CODES} == shown


@pytest.mark.parametrize(
    "path", [path for path in BAD if not path.name.startswith(("DW111", "DW116-percent"))], ids=lambda path: path.stem
)
def test_the_parser_without_libyaml_says_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML comes without its C library, people get the same codes (but for more tabs and fewer directives)."""
    expected = codes(path.read_bytes())
    monkeypatch.setattr(yamlfile, "_LOADER", yaml.SafeLoader)
    assert codes(path.read_bytes()) == expected


@given(LIKE_YAML | st.text(max_size=200) | st.binary(max_size=200))
@example("\t")
@example("\ufeff")
@example("\ud800: 1")
def test_no_input_makes_it_fail(source: str | bytes) -> None:
    """Whatever comes in: a tree or a problem, no exception, and each place lies in the file."""
    tree, problems = read_yaml(source, "f.yaml")
    assert tree is not None or problems
    assert_all_inside(problems, decoded(source))
    drawn = draw_problems(problems, {"f.yaml": decoded(source)})
    assert drawn.count(" DW") >= len(problems)


@given(LIKE_YAML.filter(lambda text: text[:4].count("\0") < 2))
def test_bytes_and_text_are_read_alike(text: str) -> None:
    """Who decodes the file makes no difference (unless two NULs at its start look like UTF-16)."""
    assert read_yaml(text, "f.yaml") == read_yaml(text.encode(), "f.yaml")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(LETTERS, max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(LETTERS, min_size=1), inner, max_size=4),
        max_leaves=15,
    )
)
def test_json_is_read_as_it_is(tree: object) -> None:
    """YAML holds JSON: what a program writes as JSON comes back unchanged."""
    assert read(json.dumps({"tree": tree})) == {"tree": tree}


@pytest.mark.parametrize("source", HEAVY.values(), ids=HEAVY)
def test_nothing_takes_long(source: str) -> None:
    """A file of nearly the largest size never keeps its reader waiting, whatever is in it (usually a tenth of this)."""
    started = time.perf_counter()
    _, problems = read_yaml(source, "f.yaml")
    draw_problems(problems[:100], {"f.yaml": source})
    assert time.perf_counter() - started < 5
