"""The cookbook: every recipe fits the shipped policy, is accepted without a warning, and keeps its tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cookbooks import recipes

if TYPE_CHECKING:
    from dunwell.language.program import Program

COOKBOOK = Path(__file__).parents[2] / "docs" / "cookbook"
NAMES = sorted(path.stem for path in COOKBOOK.glob("*.md") if path.stem != "index")
PARTS = ["The change", "What it does to the dates", "What to mind", "Its test"]


def guarded(program: Program) -> set[str]:
    """The guardrails that bind any step of a policy."""
    return {rule.id for steps in program.steps for step in steps for rule in step.guards}


def test_there_are_recipes() -> None:
    """The folder is read: the tests below are not about nothing."""
    assert len(NAMES) >= 20
    assert tuple(NAMES) == recipes().recipes()


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_works(name: str, tmp_path: Path) -> None:
    """It fits, `check --strict` is content, its tests pass, and the dates of its first test are those on the page.

    Whatever the law guards in the shipped policy it guards in the changed one, and nothing shown is blocked.
    """
    recipe = recipes().read_recipe(name)
    found = recipes().tried(recipe, tmp_path)
    assert found.loaded.problems == ()
    assert found.words == ()
    assert found.tested.problems == ()
    assert [(one.name, one.problems) for one in found.tested.outcomes if not one.passed] == []
    assert found.kinds, "it changes nothing of the first test's case"
    assert found.dates == recipe.dates, "run: python docs/recipes.py"
    assert guarded(recipes().shipped()) <= guarded(found.loaded.program)
    assert found.blocked == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_its_parts_and_stands_in_the_index(name: str) -> None:
    """The wish in the words of who has it, the change, the dates, what to mind, its test; the index repeats it."""
    page = (COOKBOOK / f"{name}.md").read_text(encoding="utf-8")
    title, wish = re.match(r"# (.+)\n\n> (.+)\n", page).groups()
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == PARTS
    assert f"| {wish} | [{title}]({name}.md) |" in (COOKBOOK / "index.md").read_text(encoding="utf-8")


BASE = "a: 1\nb: 2\nc: 3\nb: 2\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("-c: 3\n+c: 4\n", "a: 1\nb: 2\nc: 4\nb: 2\n"),
        (" a: 1\n-b: 2\n@@ further down @@\n c: 3\n-b: 2\n+b: 5\n", "a: 1\nc: 3\nb: 5\n"),
        (" c: 3\n+d: 4\n", "a: 1\nb: 2\nc: 3\nd: 4\nb: 2\n"),
        ("-b: 2\n+b: 3\n", None),
        ("-d: 2\n+b: 3\n", None),
        ("+b: 3\n", None),
    ],
)
def test_a_change_fits_in_one_place_or_is_refused(change: str, expected: str | None) -> None:
    """A change that fits nowhere, or in two places, is no change that a reader could make."""
    if expected is None:
        with pytest.raises(ValueError, match="fits in"):
            recipes().changed(BASE, change)
    else:
        assert recipes().changed(BASE, change) == expected
