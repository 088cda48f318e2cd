"""`dunwell templates`: which words go out, and taking shipped ones over to change them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import words_of, workspace_around, workspace_option
from dunwell.cli.options import FINE, print_json, refuse
from dunwell.language.phrases import did_you_mean
from dunwell.loading import load_policy
from dunwell.problems import Problem
from dunwell.resources import default_law, read_text, template_parts
from dunwell.templates import ENDING, SHIPPED, Templates

if TYPE_CHECKING:
    from pathlib import Path

_FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group("templates", invoke_without_command=True)
@workspace_option
@_FORM
@click.pass_context
def command(context: click.Context, workspace: str | None, form: str) -> None:
    """List the templates of messages: which are shipped, and which the workspace has of its own."""
    if context.invoked_subcommand is None:
        rows = _rows(words_of(workspace_around(workspace, form)))
        if form == "json":
            print_json({"templates": rows, "problems": []})
        else:
            _print(rows)


@command.command("take")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--language", metavar="LANGUAGE", help="Of which language; by default that of the policies at home.")
@workspace_option
@_FORM
def take(names: tuple[str, ...], language: str | None, workspace: str | None, form: str) -> None:
    """Copy shipped templates into the workspace, to change their words there.

    NAME is a template such as reminder, a part such as _parts/contact, or `all`. From then on the copy goes out, and
    later improvements of the shipped one do not reach it; so take only what you change. What is there is never
    replaced. Exit code 0 if all is copied, 2 if something cannot be.
    """
    around = workspace_around(workspace, form)
    if around is None:
        fix = "make a workspace: `dunwell init DIR`, or name it: --workspace"
        refuse([Problem("DW940", "this folder is no workspace", None, fix)], form)
    chosen = language or load_policy(f"policies/{default_law()}/standard.yaml").program.language  # type: ignore[union-attr] # it is shipped
    files = [file for name in names for file in _files(name, chosen, around.templates, form)]
    for file, path in files:
        _write(path, read_text(file), form)
    made = [path.as_posix() for _, path in files]
    if form == "json":
        print_json({"made": made, "problems": []})
    else:
        click.echo("\n".join(f"made {path}" for path in made))
    sys.exit(FINE)


def _files(name: str, language: str, folder: Path, form: str) -> list[tuple[str, Path]]:
    """What to copy from where to where; a name that is not shipped, or is there already, is refused (DW072)."""
    known = tuple(sorted(SHIPPED.names(language))) + template_parts(language)
    if name != "all" and name not in known:
        message = f"no template {name!r} is shipped in {language!r}"
        refuse([Problem("DW072", message, None, did_you_mean(name, known))], form)
    wanted = known if name == "all" else (name,)
    files = [(f"templates/{language}/{one}{ENDING}", folder / language / f"{one}{ENDING}") for one in wanted]
    there = [path for _, path in files if path.exists()]
    if there and name != "all":
        message = f"{there[0].as_posix()!r} is there already, and is not replaced"
        refuse([Problem("DW072", message, None, "move it away first, if you want to start anew")], form)
    return [(file, path) for file, path in files if path not in there]


def _write(path: Path, text: str, form: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{path.as_posix()!r} cannot be written: {error.strerror}"
        refuse([Problem("DW910", message, None, "look at the folder's permissions")], form)


def _rows(words: Templates) -> list[dict[str, object]]:
    """Each template and part with where its words come from."""
    own = set(words.own())
    rows: list[dict[str, object]] = []
    for language in words.languages():
        shipped = {*SHIPPED.names(language), *template_parts(language)}
        start = f"templates/{language}/"
        mine = {file.removeprefix(start).removesuffix(ENDING) for file in own if file.startswith(start)}
        for name in sorted(shipped | mine):
            file = f"{start}{name}{ENDING}"
            rows.append({
                "language": language,
                "name": name,
                "own": name in mine,
                "replaces_shipped": name in mine and name in shipped,
                "file": words.path(file),
            })  # fmt: skip
    return rows


def _print(rows: list[dict[str, object]]) -> None:
    width = max(len(str(row["name"])) for row in rows)
    for row in rows:
        said = f"own, {row['file']}" if row["own"] else "shipped"
        instead = "; replaces the shipped one" if row["replaces_shipped"] else ""
        click.echo(f"{row['language']}  {row['name']:<{width}}  {said}{instead}")
