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
    loaded = compile_source(source, words)
    channels = _channel_problems(loaded.program) if loaded.program else ()
    return loaded.program, (*loaded.problems, *channels)


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
