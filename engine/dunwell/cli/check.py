"""`dunwell check`: every problem of one or more policies at once."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dunwell.cli.options import leave, print_problems, refuse
from dunwell.language.phrases import nearest
from dunwell.language.program import own_channels
from dunwell.language.steps import KINDS
from dunwell.language.yamlfile import Table
from dunwell.loading import compile_source, expand, read_source
from dunwell.problems import Problem
from dunwell.render.message_check import check_lacks, check_templates, lacking_templates, used_templates
from dunwell.workspace import FILE

if TYPE_CHECKING:
    from dunwell.language.program import Program

FORMS = ("text", "json", "github", "sarif")


@click.command("check")
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as errors for the exit code.")
def command(paths: tuple[str, ...], form: str, *, strict: bool) -> None:
    """Check policies and report every problem at once.

    PATHS are policy files or folders; in a folder, files that are no policies (law files, policy tests) are left out.
    The settings of a workspace, `dunwell.yaml`, are checked too, with what each channel says of its own.
    Exit code 0 if there is no error, 1 if there is one, 2 if nothing could be read.
    """
    files, problems = expand(paths)
    found: list[Problem] = list(problems)
    texts: dict[str, str] = {}
    named = set(paths)
    checked = 0
    for file in files:
        if Path(file).name == FILE:
            found.extend(_settings_problems(Path(file).parent, texts))
            checked += 1
            continue
        source = read_source(file)
        if file not in named and isinstance(source.root, Table) and source.root.get("dunwell") is None:
            continue  # a law file or a policy test in a folder of policies
        loaded = compile_source(source)
        found.extend(loaded.problems)
        if loaded.program is not None:
            found.extend(_template_problems(loaded.program, texts))
            found.extend(_channel_problems(loaded.program))
        texts[file] = loaded.text
        checked += bool(source.data)
    if not checked:
        refuse(found or [Problem("DW905", "no policy was found", fix="name a policy file")], form)
    if form == "text" and not found:
        click.echo(f"no problems in {checked} {'file' if checked == 1 else 'files'}")
        return
    print_problems(found, texts, form)
    leave(found, strict=strict)


def _channel_problems(program: Program) -> tuple[Problem, ...]:
    """A warning (DW005) where a policy uses a channel that no plugin brings; plugins are loaded only if it uses any."""
    named = own_channels(program)
    if not named:
        return ()
    words = import_module("dunwell.plugins.finding").find_plugins().words
    return tuple(
        Problem("DW005", f"no plugin carries the channel {word!r}", place, _no_plugin(word, words), "warning")
        for word, place in named.items()
        if word not in words
    )


def _no_plugin(word: str, words: tuple[str, ...]) -> str:
    meant = nearest(word, tuple(one for one in words if one not in KINDS))
    return f"did you mean {meant!r}?" if meant else "install the package that brings it; `dunwell channels` lists them"


def _settings_problems(folder: Path, texts: dict[str, str]) -> tuple[Problem, ...]:
    """What is wrong with a workspace's settings; the plugins are loaded only now."""
    return cast("tuple[Problem, ...]", import_module("dunwell.cli.setting_up").settings_problems(folder, texts))


def _template_problems(program: Program, texts: dict[str, str]) -> tuple[Problem, ...]:
    """What the templates that the policy names lack; the text of each template in question joins `texts`."""
    problems = (
        *check_templates(used_templates(program), program.language, program.law),
        *check_lacks(lacking_templates(program), program.language),
    )
    for file in {problem.place.file for problem in problems if problem.place} - texts.keys():
        texts[file] = read_source(file).text
    return problems
