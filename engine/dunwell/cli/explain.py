"""`dunwell explain`: a problem code, a guardrail, a policy or one of its steps, or why a case gets what it gets."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import click

from dunwell.cli.around import workspace_around, workspace_option
from dunwell.cli.given import Day
from dunwell.cli.options import print_json, refuse
from dunwell.codes.catalogue import CODES
from dunwell.loading import read_source
from dunwell.problems import Problem
from dunwell.render.codes import code_json, code_text, guardrail_json, guardrail_text
from dunwell.resources import jurisdictions, law_pack
from dunwell.workspace import FILE, find_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.law.rules import Guardrail
    from dunwell.render.timeline_words import Language

FORMS = ("text", "json", "markdown", "html")
_OF_A_PAGE = ("text", "json")
"""The forms of everything but policies."""


@click.command("explain")
@click.argument("subject", metavar="CODE|GUARDRAIL|POLICY|CASE|INVOICE")
@click.argument("step", required=False)
@click.option("--step", "named", metavar="NAME", help="Of a case: this step alone, a side step too.")
@click.option("--on", type=Day(), default=0, help="Of a case: the day; today, if not said.")
@click.option("--policy", help="Of an invoice file: this policy instead of the one that fits.")
@click.option("--scenario", help="Of an invoice file: a YAML file of assumed events.")
@click.option("--assume", multiple=True, metavar="FIELD=VALUE", help="Of an invoice file: take a fact for granted.")
@click.option("--language", type=click.Choice(["en", "nl"]), help="Of a policy: else its own, or English.")
@workspace_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Of a policy: write to a file instead of printing.")
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    subject: str,
    step: str | None,
    named: str | None,
    on: int,
    policy: str | None,
    scenario: str | None,
    assume: tuple[str, ...],
    language: Language | None,
    workspace: str | None,
    form: str,
    output: str | None,
) -> None:
    """Say more about a problem code, a guardrail, a policy, or a case.

    A problem code (DW404) or a guardrail (NL-101): what it means, why it matters, how to mend it.

    A policy file: the whole policy in plain sentences, with a table of its steps and a place to sign, to be printed and
    approved; with STEP that step alone. Nothing in it is written by hand: it is made from the policy.

    A case of the workspace, or an invoice file: what is due on a day, what is not and why, the day on which each step
    comes if nothing happens, and what would change that. Exit code 0; 2 where there is no such thing.
    """
    code = CODES.get(subject.upper())
    rule = None if code else _guardrails().get(subject.upper())
    if code is not None or rule is not None or subject.upper().startswith("DW"):
        _needs(form, _OF_A_PAGE)
        _page(subject, form)
    source = read_source(subject)
    name = step or named
    if source.problems and source.problems[0].code == "DW901":
        if not _has_workspace(workspace):
            refuse((unknown_subject(subject),), form)
        _needs(form, _OF_A_PAGE)
        import_module("dunwell.cli.why").why_case(subject, workspace, on, name or "", form)
        sys.exit(0)
    around = workspace_around(workspace, form)
    telling = import_module("dunwell.cli.telling")
    if telling.is_policy(source):
        telling.tell(source, name, around, language, form, output)
        sys.exit(0)
    _needs(form, _OF_A_PAGE)
    import_module("dunwell.cli.why").why_invoice(subject, policy, scenario, assume, on, name or "", form, around)


def _page(subject: str, form: str) -> None:
    """Print the page of a code or a guardrail, and leave."""
    code, rule = CODES.get(subject.upper()), _guardrails().get(subject.upper())
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


def _needs(form: str, forms: tuple[str, ...]) -> None:
    """Refuse (DW942) a form in which this is not shown."""
    if form not in forms:
        fix = f"write --format {' or '.join(forms)}"
        refuse((Problem("DW942", f"only a policy is shown as {form}", None, fix),), form)


def _has_workspace(named: str | None) -> bool:
    """Whether there is a workspace whose cases could be meant."""
    return bool(named or "DUNWELL_WORKSPACE" in os.environ or (find_workspace(named, os.environ) / FILE).is_file())


def unknown_subject(subject: str) -> Problem:
    """The problem of a word that is none of them, with the codes and guardrails that look most like it."""
    if subject.upper().startswith("DW"):
        close = get_close_matches(subject.upper(), CODES, n=3)
        fix = f"did you mean {' or '.join(close)}?" if close else "codes are DW and three digits, such as DW113"
        return Problem("DW931", f"there is no problem code {subject!r}", fix=fix)
    close = get_close_matches(subject.upper(), _guardrails(), n=3)
    other = "write a code such as DW113, a guardrail such as NL-101, a file, or a case from within its workspace"
    fix = f"did you mean {' or '.join(close)}?" if close else other
    return Problem(
        "DW933", f"{subject!r} is neither a problem code nor a guardrail, and there is no such file", fix=fix
    )


def _guardrails() -> Mapping[str, Guardrail]:
    """The guardrails of every law pack by id."""
    return {name: rule for law in jurisdictions() for name, rule in law_pack(law).guardrails.items()}
