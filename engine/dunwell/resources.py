"""Where shipped policies, law files and templates lie: in the package in a wheel, beside `engine/` in a checkout.

A file is always named by its logical path, such as `policies/nl/law/interest.yaml`, wherever it lies.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dunwell.language.yamlfile import find, plain, read_yaml
from dunwell.law.pack import read_law
from dunwell.problems import Problem, ProblemsFound, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from dunwell.language.yamlfile import Node
    from dunwell.law.rules import LawPack

_SHIPPED = ("policies", "templates")


def read_text(logical: str) -> str:
    """The text of a shipped file by its logical path. Raises FileNotFoundError for any other path."""
    parts = logical.split("/")
    if parts[0] not in _SHIPPED or any(part in ("", ".", "..") or "\\" in part for part in parts):
        raise FileNotFoundError(logical)
    return _at(logical).read_text(encoding="utf-8")


def policy_files() -> tuple[str, ...]:
    """The logical paths of the shipped policies of all jurisdictions, sorted; not their law files or tests."""
    return tuple(path for name in _folders("policies") for path in _yaml_files(f"policies/{name}"))


def template_names(language: str) -> frozenset[str]:
    """The names of the shipped templates of a language; none for a language without templates."""
    there = _at(f"templates/{language}") if language.isalpha() else None
    names = (item.name for item in there.iterdir()) if there is not None and there.is_dir() else ()
    return frozenset(name.removesuffix(".md.j2") for name in names if name.endswith(".md.j2"))


def template_parts(language: str) -> tuple[str, ...]:
    """The names of the shipped parts of templates of a language, such as `_parts/contact`, sorted."""
    there = _at(f"templates/{language}/_parts") if language.isalpha() else None
    names = (item.name for item in there.iterdir()) if there is not None and there.is_dir() else ()
    return tuple(sorted(f"_parts/{name.removesuffix('.md.j2')}" for name in names if name.endswith(".md.j2")))


def template_languages() -> tuple[str, ...]:
    """The languages of which templates are shipped, sorted."""
    return tuple(name for name in _folders("templates") if template_names(name))


def jurisdictions() -> tuple[str, ...]:
    """The jurisdictions whose law is shipped, sorted."""
    return tuple(name for name in _folders("policies") if _yaml_files(f"policies/{name}/law"))


def law_files() -> tuple[str, ...]:
    """The logical paths of the law files of all jurisdictions, sorted."""
    return tuple(path for name in jurisdictions() for path in _yaml_files(f"policies/{name}/law"))


def default_law() -> str:
    """The jurisdiction that is meant where nobody says one; the shipped files say which."""
    node, _ = read_yaml(read_text("policies/defaults.yaml"), "policies/defaults.yaml")
    settings = plain(node) if node else None
    return str(settings["law"]) if isinstance(settings, dict) else jurisdictions()[0]


@lru_cache(maxsize=8)
def law_pack(jurisdiction: str) -> LawPack:
    """The law of a jurisdiction, read and checked once.

    Raises ProblemsFound for an unknown jurisdiction (DW932) and with every problem of its files.
    """
    known = jurisdictions()
    if jurisdiction not in known:
        message = f"no law is shipped for {jurisdiction!r}"
        raise ProblemsFound((Problem("DW932", message, fix=f"write one of: {', '.join(known)}"),))
    nodes: dict[str, Node] = {}
    problems: list[Problem] = []
    for path in _yaml_files(f"policies/{jurisdiction}/law"):
        node, found = read_yaml(read_text(path), path)
        problems += found
        if node is not None:
            nodes[path] = node
    if has_errors(tuple(problems)):
        raise ProblemsFound(tuple(problems))
    trees = {path: plain(node) for path, node in nodes.items()}
    return read_law(trees, lambda file, path: find(nodes[file], path))


def _yaml_files(folder: str) -> tuple[str, ...]:
    """The logical paths of the YAML files right in a folder, sorted; none if there is no such folder."""
    there = _at(folder)
    names = (item.name for item in there.iterdir()) if there.is_dir() else ()
    return tuple(f"{folder}/{name}" for name in sorted(names) if name.endswith(".yaml"))


def _folders(folder: str) -> Iterator[str]:
    return iter(sorted(item.name for item in _at(folder).iterdir() if item.is_dir()))


def _at(logical: str) -> Traversable:
    found = _root()
    for part in logical.split("/"):
        found = found / part
    return found


@lru_cache(maxsize=1)
def _root() -> Traversable:
    package = files("dunwell")
    return package if (package / "policies").is_dir() else Path(__file__).parents[2]
