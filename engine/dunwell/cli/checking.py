"""Check one policy by itself: its text, and the channels that it uses."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dunwell.language.phrases import nearest
from dunwell.language.program import own_channels
from dunwell.language.spelling import surely
from dunwell.language.steps import KINDS
from dunwell.language.yamlmends import swap
from dunwell.loading import compile_source
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.program import Program
    from dunwell.loading import Source
    from dunwell.problems import Place
    from dunwell.templates import Templates


def check_source(source: Source, words: Templates) -> tuple[Program | None, tuple[Problem, ...]]:
    """The program of a policy, None if it has errors, and its problems; those of its templates are asked for apart."""
    program, problems = (loaded := compile_source(source, words)).program, loaded.problems
    if program is None:
        return None, problems
    return program, (*problems, *_channel_problems(program), *_plain_problems(program))


def _plain_problems(program: Program) -> tuple[Problem, ...]:
    """What a year of plain cases shows (DW414, DW415); the interpreter is loaded only where that can be anything."""
    if not any(step.kind == "agency" or step.window for steps in program.steps for step in steps):
        return ()
    return tuple(import_module("dunwell.core.plain_case").check_plain_case(program))


def _channel_problems(program: Program) -> Iterator[Problem]:
    """A warning (DW005) where a policy uses a channel that no plugin brings; plugins are loaded only if it uses any."""
    named = own_channels(program)
    if not named:
        return
    words = import_module("dunwell.plugins.finding").find_plugins().words
    for word, place in named.items():
        if word not in words:
            yield _no_plugin(word, place, tuple(one for one in words if one not in KINDS))


def _no_plugin(word: str, place: Place, words: tuple[str, ...]) -> Problem:
    message, meant = f"no plugin carries the channel {word!r}", nearest(word, words)
    if meant is None:
        fix = "install the package that brings it; `dunwell channels` lists them"
        return Problem("DW005", message, place, fix, "warning")
    mend = swap(place, meant, safe=surely(word, meant, words)) if place.length == len(word) else None
    return Problem("DW005", message, place, f"did you mean {meant!r}?", "warning", mend=mend)
