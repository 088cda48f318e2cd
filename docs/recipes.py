"""The recipes of docs/cookbook: apply each page's change, run its tests, and write what it does to the dates.

`python docs/recipes.py` writes the dates into the pages; `--check` only names the pages that say something else.
A page holds one ```diff of the shipped policy, one ```yaml with policy tests, and after `<!-- dates -->` the first of
these tests played before and after. Templates of its own are blocks titled with their path.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dunwell.choosing import Asked, play
from dunwell.comparing.timelines import differences
from dunwell.language.policy_test import read_policy_tests
from dunwell.language.scenario import read_events
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import load_policy
from dunwell.policy_tests import REACHABLE, Tested, made_invoice, run_tests
from dunwell.render.own_templates import check_words
from dunwell.render.side_by_side import side_by_side
from dunwell.resources import read_text
from dunwell.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.core.timeline import Timeline
    from dunwell.language.policy_test import PolicyTest
    from dunwell.language.program import Program
    from dunwell.loading import Loaded
    from dunwell.problems import Problem

PAGES = Path(__file__).parent / "cookbook"
BASE = "policies/nl/standard.yaml"
WIDTH = 104
_BLOCK = re.compile(r'^```(diff|yaml|jinja title="(?P<title>[^"]+)")\n(?P<text>.*?)^```$', re.DOTALL | re.MULTILINE)
_DATES = re.compile(r"^(<!-- dates -->\n```text\n)(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a page says: its change, its policy tests, its own templates by path, and the dates as they stand there."""

    slug: str
    change: str
    tests: str
    templates: Mapping[str, str]
    dates: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a recipe: the policy with all its problems, those of its templates, its tests, and the dates."""

    loaded: Loaded
    words: tuple[Problem, ...]
    tested: Tested
    kinds: tuple[str, ...]
    dates: str
    blocked: tuple[str, ...]


def recipes() -> tuple[str, ...]:
    """The names of all recipes, sorted."""
    return tuple(sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "index"))


def read_recipe(slug: str) -> Recipe:
    """The parts of a page. Raises ValueError if it has not one change, one block of tests and one of dates."""
    page = (PAGES / f"{slug}.md").read_text(encoding="utf-8")
    blocks = list(_BLOCK.finditer(page))
    changes, tests = ([one["text"] for one in blocks if one[1] == kind] for kind in ("diff", "yaml"))
    (change,), (test,), ((_, dates),) = changes, tests, _DATES.findall(page)
    templates = {one["title"]: one["text"] for one in blocks if one["title"]}
    return Recipe(slug, change, test, templates, dates)


def changed(text: str, change: str) -> str:
    """The text with a change applied: each part of it, between lines of `@@`, must fit in exactly one place.

    Raises ValueError with the part that does not.
    """
    lines = text.split("\n")
    for part in re.split(r"^@@.*\n", change, flags=re.MULTILINE):
        marked = [(line[:1] or " ", line[1:]) for line in part.rstrip("\n").split("\n")] if part.strip() else []
        old = [line for mark, line in marked if mark in " -"]
        found = [at for at in range(len(lines)) if old and lines[at : at + len(old)] == old]
        if marked and len(found) != 1:
            raise ValueError(f"fits in {len(found)} places:\n{part}")
        for at in found:
            lines[at : at + len(old)] = [line for mark, line in marked if mark in " +"]
    return "\n".join(lines)


def tried(recipe: Recipe, folder: Path) -> Tried:
    """The recipe carried out in an empty folder."""
    policy, tests = folder / "mine.yaml", folder / "tests.yaml"
    policy.write_text(changed(read_text(BASE), recipe.change), encoding="utf-8")
    tests.write_text(re.sub(r"^policy: .*", f"policy: {policy}", recipe.tests), encoding="utf-8")
    for path, text in recipe.templates.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    words = Templates(folder / "templates") if recipe.templates else Templates()
    loaded = load_policy(str(policy), words)
    if loaded.program is None:
        return Tried(loaded, (), Tested("", (), (), ""), (), "", ())
    tested = run_tests(str(tests), words)
    first = read_policy_tests(read_yaml(recipe.tests.encode(), "tests.yaml")[0])[0][0]
    old, new = _played(first, shipped()), _played(first, loaded.program)
    found = differences(old, new)
    dates = side_by_side(found.rows, ("before", "after"), WIDTH) + "\n" if found else ""
    blocked = tuple(entry.guardrail for entry in new.entries if entry.guardrail) if new else ()
    return Tried(loaded, check_words(loaded.program, words), tested, found.kinds if found else (), dates, blocked)


@cache
def shipped() -> Program:
    """The policy that all recipes change."""
    program = load_policy(BASE).program
    assert program is not None
    return program


def _played(test: PolicyTest, program: Program) -> Timeline | None:
    """The case of a test under a policy; what happens in it may be of one policy only."""
    planned = read_events(test.events, program, [])
    given = REACHABLE | dict(test.given)
    return play(made_invoice("", given), program, planned, Asked(given, test.on, test.until, test.runs)).timeline


def with_dates(slug: str, dates: str) -> str:
    """The page with these dates in it."""
    page = (PAGES / f"{slug}.md").read_text(encoding="utf-8")
    return _DATES.sub(lambda found: f"{found[1]}{dates}```", page)


def _stale() -> Iterator[tuple[str, str]]:
    for slug in recipes():
        with TemporaryDirectory() as folder:
            recipe = read_recipe(slug)
            dates = tried(recipe, Path(folder)).dates
        if dates != recipe.dates:
            yield slug, dates


def main(arguments: list[str]) -> int:
    """Write the dates, or with --check name the pages whose dates are others; returns the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/recipes.py [--check]\n")
        return 2
    stale = list(_stale())
    for slug, dates in stale:
        sys.stdout.write(f"docs/cookbook/{slug}.md\n")
        if not arguments:
            (PAGES / f"{slug}.md").write_text(with_dates(slug, dates), encoding="utf-8")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
