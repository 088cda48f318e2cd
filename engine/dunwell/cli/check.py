"""`dunwell check`: every problem of one or more policies at once, and of a workspace's own templates."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.options import leave, print_problems, refuse
from dunwell.language.phrases import counted, nearest
from dunwell.language.program import own_channels
from dunwell.language.steps import KINDS
from dunwell.language.yamlfile import Table
from dunwell.loading import compile_source, expand, read_source, shipped_policies
from dunwell.problems import Problem
from dunwell.render.own_templates import check_replaced, check_unused, check_words
from dunwell.workspace import FILE

if TYPE_CHECKING:
    from dunwell.language.program import Program
    from dunwell.templates import Templates
    from dunwell.workspace import Workspace

FORMS = ("text", "json", "github", "sarif")


@click.command("check")
@click.argument("paths", nargs=-1)
@workspace_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as errors for the exit code.")
def command(paths: tuple[str, ...], workspace: str | None, form: str, *, strict: bool) -> None:
    """Check policies, and the templates they use, and report every problem at once.

    PATHS are policy files or folders; in a folder, files that are no policies (law files, policy tests) are left out.
    The settings of a workspace, `dunwell.yaml`, are checked too, with what each channel says of its own. Without PATHS
    all that the workspace has of its own is checked: its settings, its policies, and its templates as its own and the
    shipped policies use them. Exit code 0 if there is no error, 1 if there is one, 2 if nothing could be read.
    """
    files, _ = expand(paths)
    settings = sum(Path(file).name == FILE for file in files)
    around = workspace_around(workspace, form, checked=bool(settings) or not paths)
    words = words_of(around)
    found, programs, texts = _policies(paths or _own(around, form), set(paths), words)
    if not texts and (paths or around is None):
        refuse(found or [Problem("DW905", "no policy was found", fix="name a policy file")], form)
    if not paths:
        shipped = [loaded.program for loaded in shipped_policies() if loaded.program]
        found += [problem for program in shipped for problem in check_replaced(program, words)]
        found += check_unused((*programs, *shipped), words)
    for file in {problem.place.file for problem in found if problem.place} - texts.keys():
        texts[file] = read_source(file).text
    found = _once(found)
    if form == "text" and not found:
        number = len(programs) + (settings if paths else len(words.own()))
        if not number:
            click.echo("the workspace has no policy and no template of its own; the shipped ones are used")
            return
        click.echo(f"no problems in {counted(number, 'file')}")
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


def _plain_problems(program: Program) -> tuple[Problem, ...]:
    """What a year of plain cases shows (DW414, DW415); the interpreter is loaded only where that can be anything."""
    if not any(step.kind == "agency" or step.window for steps in program.steps for step in steps):
        return ()
    return tuple(import_module("dunwell.core.plain_case").check_plain_case(program))


def _no_plugin(word: str, words: tuple[str, ...]) -> str:
    meant = nearest(word, tuple(one for one in words if one not in KINDS))
    return f"did you mean {meant!r}?" if meant else "install the package that brings it; `dunwell channels` lists them"


def _once(found: list[Problem]) -> list[Problem]:
    """Each problem once, though several policies may use the template that has it."""
    first: dict[object, Problem] = {}
    for problem in found:
        first.setdefault((problem.code, problem.place, problem.message), problem)
    return list(first.values())


def _own(around: Workspace | None, form: str) -> tuple[str, ...]:
    """The settings and the folder with own policies of the workspace; without one a path must be named (DW905)."""
    if around is None:
        message = "no policy is named, and this folder is no workspace"
        refuse([Problem("DW905", message, fix="name a policy file or a folder, or a workspace: --workspace")], form)
    settings = (around.folder / FILE).as_posix()
    return (settings, around.policies.as_posix()) if around.policies.is_dir() else (settings,)


def _policies(
    paths: tuple[str, ...], named: set[str], words: Templates
) -> tuple[list[Problem], list[Program], dict[str, str]]:
    """The problems of policies, templates and settings, the programs, and the texts of what could be read."""
    files, problems = expand(paths)
    found = list(problems) if named else []  # a workspace without own policies is fine
    programs: list[Program] = []
    texts: dict[str, str] = {}
    for file in files:
        if Path(file).name == FILE:
            found.extend(_settings_problems(Path(file).parent, texts))
            texts.setdefault(file, read_source(file).text)
            continue
        source = read_source(file)
        if file not in named and isinstance(source.root, Table) and source.root.get("dunwell") is None:
            continue  # a law file or a policy test in a folder of policies
        loaded = compile_source(source, words)
        found.extend(loaded.problems)
        if loaded.program is not None:
            programs.append(loaded.program)
            found.extend(check_words(loaded.program, words))
            found.extend(_channel_problems(loaded.program))
            found.extend(_plain_problems(loaded.program))
        if source.data:
            texts[file] = loaded.text
    return found, programs, texts


def _settings_problems(folder: Path, texts: dict[str, str]) -> tuple[Problem, ...]:
    """What is wrong with a workspace's settings; the plugins are loaded only now."""
    return cast("tuple[Problem, ...]", import_module("dunwell.cli.setting_up").settings_problems(folder, texts))
