"""The script of the cookbook, `docs/recipes.py`, as a module: the recipes and what they make of the shipped policy."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dunwell.resources import read_text

if TYPE_CHECKING:
    from types import ModuleType


@cache
def recipes() -> ModuleType:
    """The module; loaded once, for it compiles the shipped policy."""
    script = Path(__file__).parents[1] / "docs" / "recipes.py"
    spec = importlib.util.spec_from_file_location("recipes", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["recipes"] = module  # its dataclasses look for their module there
    spec.loader.exec_module(module)
    return module


@cache
def changed_policy(name: str) -> str:
    """The text of the shipped policy with the change of a recipe."""
    text: str = recipes().changed(read_text(recipes().BASE), recipes().read_recipe(name).change)
    return text
