"""`dunwell check`: every problem of one or more policies at once, and of a workspace's own templates."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dunwell.cli.around import files_of, words_of, workspace_around, workspace_option
from dunwell.cli.checking import check_source
from dunwell.cli.options import leave, print_json, print_problems, refuse
from dunwell.language.phrases import counted
from dunwell.language.yamlfile import Table
from dunwell.loading import expand, read_source, shipped_policies
from dunwell.problems import Problem
from dunwell.render.own_templates import check_replaced, check_unused, check_words
from dunwell.render.problems import problems_json
from dunwell.workspace import FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.language.program import Program
    from dunwell.mending import Mended
    from dunwell.templates import Templates
    from dunwell.workspace import Workspace

FORMS = ("text", "json", "github", "sarif")


@click.command("check")
@click.argument("paths", nargs=-1)
@workspace_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as errors for the exit code.")
@click.option("--fix", is_flag=True, help="Mend what can only mean one thing, in the policies themselves.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: also what you should look at.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
def command(
    paths: tuple[str, ...], workspace: str | None, form: str, *, strict: bool, fix: bool, unsafe: bool, diff: bool
) -> None:
    """Check policies, and the templates they use, and report every problem at once.

    PATHS are policy files or folders; in a folder, files that are no policies (law files, policy tests) are left out.
    The settings of a workspace, `dunwell.yaml`, are checked too, with what each channel says of its own. Without PATHS
    all that the workspace has of its own is checked: its settings, its policies, and its templates as its own and the
    shipped policies use them. Exit code 0 if there is no error, 1 if there is one, 2 if nothing could be read.

    --fix mends misspelt words, values without their quotes and the like, where no other meaning is possible, and leaves
    every other byte of the file as it is; then it checks again. --diff exits with 1 if there is anything to mend.
    """
    files, _ = expand(paths)
    settings = sum(Path(file).name == FILE for file in files)
    around = workspace_around(workspace, form, checked=bool(settings) or not paths)
    words = words_of(around)
    checked = paths or _own(around, form)
    mended = _mended(checked, words, form, fix=fix, unsafe=unsafe, diff=diff) if fix or unsafe or diff else {}
    found, programs, texts = _policies(checked, set(paths), words)
    found += _versions_problems(around, texts)
    if not texts and (paths or around is None):
        refuse(found or [Problem("DW905", "no policy was found", fix="name a policy file")], form)
    if not paths:
        shipped = [loaded.program for loaded in shipped_policies() if loaded.program]
        found += [problem for program in shipped for problem in check_replaced(program, words)]
        found += check_unused((*programs, *shipped), words)
    for file in files_of(found) - texts.keys():
        texts[file] = read_source(file).text
    found = _once(found)
    if form == "text" and not found:
        number = len(programs) + (settings if paths else len(words.own()))
        if not number:
            click.echo("the workspace has no policy and no template of its own; the shipped ones are used")
            return
        click.echo(f"no problems in {counted(number, 'file')}")
        return
    if form == "json" and fix:
        done = [problem.as_json() for _, after in mended.values() for problem in after.mended]
        print_json({**problems_json(found), "mended": done})
    else:
        print_problems(found, texts, form, advised=True)
    leave(found, strict=strict)


def _mended(
    paths: tuple[str, ...], words: Templates, form: str, *, fix: bool, unsafe: bool, diff: bool
) -> Mapping[str, tuple[str, Mended]]:
    """What was mended in the policies among these, by file; with `diff` it is only shown, and the command ends."""
    if not fix and not diff:
        refuse([Problem("DW921", "--unsafe-fixes mends nothing by itself", fix="write --fix or --diff with it")], form)
    mending = import_module("dunwell.cli.mending")
    mended: Mapping[str, tuple[str, Mended]] = mending.mend_policies(paths, words, unsafe=unsafe)
    if diff:
        mending.show_diffs(mended, form)
    mending.write_mended(mended, form)
    if form == "text":
        mending.show_mended(mended)
    return mended


def _versions_problems(around: Workspace | None, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong among the versions of the workspace's own policies, if any of them is checked."""
    own = around.policies.resolve() if around else None
    if around is None or not any(own in Path(file).resolve().parents for file in texts):
        return ()
    return cast("tuple[Problem, ...]", import_module("dunwell.cli.versions").own_versions(around))


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
        program, problems = check_source(source, words)
        found.extend(problems)
        if program is not None:
            programs.append(program)
            found.extend(check_words(program, words))
        if source.data:
            texts[file] = source.text
    return found, programs, texts


def _settings_problems(folder: Path, texts: dict[str, str]) -> tuple[Problem, ...]:
    """What is wrong with a workspace's settings; the plugins are loaded only now."""
    return cast("tuple[Problem, ...]", import_module("dunwell.cli.setting_up").settings_problems(folder, texts))
