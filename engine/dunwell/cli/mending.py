"""`dunwell check --fix` and `--diff`: mend policies, in their files or for show."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli.checking import check_source
from dunwell.cli.options import in_colours, print_json, refuse
from dunwell.language.phrases import counted
from dunwell.language.yamlfile import Table, read_yaml
from dunwell.loading import Source, expand, read_source
from dunwell.mending import Mended, diff_of, mend_text, replace_file
from dunwell.problems import Problem
from dunwell.render.problems import draw_diff
from dunwell.workspace import FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.templates import Templates


def mend_policies(paths: tuple[str, ...], words: Templates, *, unsafe: bool) -> Mapping[str, tuple[str, Mended]]:
    """Each policy that can be mended, with its text before and what it is afterwards; nothing is written.

    `paths` are files, which are taken as policies, and folders, in which only what says so is one. Shipped policies
    that lie in the installed package, settings, and files that are no UTF-8 are left alone.
    """
    found: dict[str, tuple[str, Mended]] = {}
    for file in expand(paths)[0]:
        source = read_source(file)
        if Path(file).name == FILE or not Path(file).is_file() or not _is_policy(source, named=file in paths):
            continue
        before = source.data.decode("utf-8")
        after = mend_text(before, lambda text, file=file: _problems(text, file, words), unsafe=unsafe)  # type: ignore[misc] # bound now
        if after.text != before:
            found[file] = (before, after)
    return found


def write_mended(mended: Mapping[str, tuple[str, Mended]], form: str) -> None:
    """Put the mended texts in their files; one that cannot be written is refused (DW910)."""
    for file, (_, after) in mended.items():
        try:
            replace_file(Path(file), after.text)
        except OSError as error:
            message = f"{file!r} cannot be written: {error.strerror}"
            refuse([Problem("DW910", message, fix="look at the permissions of the file and its folder")], form)


def show_mended(mended: Mapping[str, tuple[str, Mended]]) -> None:
    """Say what was mended, a line for each problem."""
    done = [problem for _, after in mended.values() for problem in after.mended]
    for problem in done:
        fix = f" ({problem.fix})" if problem.fix else ""
        click.echo(f"{problem.place}: mended {problem.code} {problem.message}{fix}")
    if done:
        click.echo(f"mended {counted(len(done), 'problem')} in {counted(len(mended), 'file')}\n")


def show_diffs(mended: Mapping[str, tuple[str, Mended]], form: str) -> None:
    """Print what mending would change, and leave: 1 if it would change anything, 0 if not."""
    diffs = {file: diff_of(file, before, after.text) for file, (before, after) in mended.items()}
    if form == "json":
        rest = [problem for _, after in mended.values() for problem in after.problems]
        documents = [{"file": file, "diff": diff} for file, diff in diffs.items()]
        print_json({"diffs": documents, "problems": [problem.as_json() for problem in rest]})
    else:
        for diff in diffs.values():
            click.echo(draw_diff(diff, styled=in_colours()), nl=False)
        number = sum(len(after.mended) for _, after in mended.values())
        told = f"would mend {counted(number, 'problem')} in {counted(len(diffs), 'file')}"
        click.echo(told if diffs else "nothing to mend", err=True)
    sys.exit(1 if diffs else 0)


def _problems(text: str, file: str, words: Templates) -> tuple[Problem, ...]:
    root, problems = read_yaml(text, file)
    plain = text.removeprefix("\ufeff")
    return check_source(Source(file, root, plain, text.encode(), problems), words)[1]


def _is_policy(source: Source, *, named: bool) -> bool:
    """Whether it can be mended as a policy: UTF-8, and no law file or policy test that lies in the folder."""
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    other = isinstance(source.root, Table) and source.root.get("dunwell") is None
    return bool(source.data) and (named or not other)
