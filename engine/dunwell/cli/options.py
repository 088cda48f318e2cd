"""What several commands share: printing problems and documents, and leaving with the right code."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dunwell.problems import Problem, has_errors
from dunwell.render.problems import draw_problems, problems_github, problems_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FINE, FOUND, USED_WRONGLY = 0, 1, 2


def print_problems(problems: Sequence[Problem], texts: Mapping[str, str], form: str, *, advised: bool = False) -> None:
    """Print problems in one of the forms text, json, github and sarif; `advised`: with what `--fix` would mend."""
    if form == "json":
        print_json(problems_json(problems))
    elif form == "sarif":
        print_json(import_module("dunwell.render.sarif").problems_sarif(problems))
    elif form == "github":
        click.echo(problems_github(problems), nl=bool(problems))
    else:
        click.echo(draw_problems(problems, texts, styled=in_colours(), advised=advised))


def in_colours() -> bool:
    """Whether standard output is a terminal of somebody who has not said NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def print_json(document: Mapping[str, object]) -> None:
    """Print a document as JSON, keys in their own order, non-ASCII letters as they are."""
    click.echo(json_text(document))


def json_text(document: Mapping[str, object]) -> str:
    """A document as JSON, as every command writes it."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def leave(problems: Sequence[Problem], *, strict: bool = False) -> NoReturn:
    """Exit 1 if any problem is an error (a warning too, if strict), else 0."""
    found = has_errors(tuple(problems)) or (strict and any(one.severity == "warning" for one in problems))
    sys.exit(FOUND if found else FINE)


def refuse(problems: Sequence[Problem], form: str, texts: Mapping[str, str] | None = None) -> NoReturn:
    """Print problems that keep the command from its work, and exit 2. JSON goes to standard output, text elsewhere."""
    if form == "json":
        print_json(problems_json(problems))
    else:
        click.echo(draw_problems(problems, texts or {}), err=True)
    sys.exit(USED_WRONGLY)


def write_output(text: str, target: str | None) -> None:
    """Print, or write to a file; a file that cannot be written is refused with DW910."""
    if target is None:
        click.echo(text)
        return
    try:
        Path(target).write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    except OSError as error:
        message = f"{target!r} cannot be written: {error.strerror}"
        refuse((Problem("DW910", message, fix="name a file in a folder that exists and may be written"),), "text")
