"""`dunwell explain`: what a problem code or a guardrail means, why it matters and how to mend it."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from dunwell.cli.options import print_json, refuse
from dunwell.codes.catalogue import CODES
from dunwell.problems import Problem
from dunwell.render.codes import code_json, code_text, guardrail_json, guardrail_text
from dunwell.resources import jurisdictions, law_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.law.rules import Guardrail


@click.command("explain")
@click.argument("subject", metavar="CODE|GUARDRAIL")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(subject: str, form: str) -> None:
    """Say more about a problem code (DW404) or a guardrail (NL-101): what it means, why it matters, how to mend it."""
    code = CODES.get(subject.upper())
    rule = None if code else _guardrails().get(subject.upper())
    if code is not None:
        document, words = code_json(code), code_text(code)
    elif rule is not None:
        document, words = guardrail_json(rule), guardrail_text(rule)
    else:
        refuse((unknown_subject(subject),), form)
    if form == "json":
        print_json(document)
    else:
        click.echo(words)
    sys.exit(0)


def unknown_subject(subject: str) -> Problem:
    """The problem of a word that is neither, with the codes and guardrails that look most like it."""
    if subject.upper().startswith("DW"):
        close = get_close_matches(subject.upper(), CODES, n=3)
        fix = f"did you mean {' or '.join(close)}?" if close else "codes are DW and three digits, such as DW113"
        return Problem("DW931", f"there is no problem code {subject!r}", fix=fix)
    close = get_close_matches(subject.upper(), _guardrails(), n=3)
    fix = f"did you mean {' or '.join(close)}?" if close else "write a code such as DW113 or a guardrail such as NL-101"
    return Problem("DW933", f"{subject!r} is neither a problem code nor a guardrail", fix=fix)


def _guardrails() -> Mapping[str, Guardrail]:
    """The guardrails of every law pack by id."""
    return {name: rule for law in jurisdictions() for name, rule in law_pack(law).guardrails.items()}
