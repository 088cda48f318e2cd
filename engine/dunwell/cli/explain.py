"""`dunwell explain DW113`: what a problem code means, why it matters and how to mend it."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches

import click

from dunwell.codes.catalogue import CODES
from dunwell.problems import Problem
from dunwell.render.codes import code_json, code_text
from dunwell.render.problems import draw_problems, problems_json


@click.command()
@click.argument("subject", metavar="CODE")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(subject: str, output_format: str) -> None:
    """Say more about a problem code: what it means, why it matters, how to mend it."""
    code = CODES.get(subject.upper())
    if code is None:
        _report(unknown_subject(subject), output_format)
        sys.exit(2)
    click.echo(
        json.dumps(code_json(code), indent=2, ensure_ascii=False) if output_format == "json" else code_text(code)
    )


def unknown_subject(subject: str) -> Problem:
    """The problem of a word that is no code, with the codes that look most like it."""
    if not subject.upper().startswith("DW"):
        return Problem("DW933", f"{subject!r} is no problem code", fix="a code is DW and three digits, such as DW113")
    close = get_close_matches(subject.upper(), CODES, n=3)
    fix = f"did you mean {' or '.join(close)}?" if close else "codes are DW and three digits, such as DW113"
    return Problem("DW931", f"there is no problem code {subject!r}", fix=fix)


def _report(problem: Problem, output_format: str) -> None:
    """Text goes to the error stream, so that it never ends up in a file or pipe; JSON is the output itself."""
    if output_format == "json":
        click.echo(json.dumps(problems_json((problem,)), indent=2, ensure_ascii=False))
    else:
        click.echo(draw_problems((problem,), {}, styled=True), err=True)
