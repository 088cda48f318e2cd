"""`dunwell explain`: a problem code, a guardrail, a policy or one of its steps, or why a case gets what it gets."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from dunwell.cli.given import Day
from dunwell.cli.options import print_json, refuse
from dunwell.codes.catalogue import CODES
from dunwell.problems import Problem
from dunwell.render.codes import UNDERCUTS, code_json, code_text, guardrail_json, guardrail_text
from dunwell.resources import jurisdictions, law_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.law.rules import Guardrail
    from dunwell.render.timeline_words import Language

FORMS = ("text", "json", "markdown", "html")
_A_GUARDRAIL = re.compile(r"[A-Z]+-[0-9]+")
"""Reading the law of every country takes a moment, so it is done only for what may be a guardrail."""
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
@click.option(
    "--workspace",
    metavar="DIR",
    help="Of a case or an invoice file: the workspace; else DUNWELL_WORKSPACE, else the folder here.",
)
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
    word = subject.upper()
    rule = guardrails().get(word) if _A_GUARDRAIL.fullmatch(word) else None
    if rule is not None or word.startswith("DW"):
        needs(form)
        _page(subject, rule, form)
    asked = import_module("dunwell.cli.subjects")
    given = asked.Given(step or named or "", on, policy, scenario, assume, language, workspace, form, output)
    asked.explain_file_or_case(subject, given)


def _page(subject: str, rule: Guardrail | None, form: str) -> NoReturn:
    """Print the page of a guardrail or of a code, and leave; a code that is none is refused."""
    code = CODES.get(subject.upper())
    if code is not None:
        rules = tuple(guardrails().values()) if code.code == UNDERCUTS else ()
        document, words = code_json(code), code_text(code, rules)
    elif rule is not None:
        document, words = guardrail_json(rule), guardrail_text(rule)
    else:
        refuse((unknown_code(subject),), form)
    if form == "json":
        print_json(document)
    else:
        click.echo(words)
    sys.exit(0)


def unknown_code(word: str) -> Problem:
    """The problem of a word that looks like a problem code and is none, with those that look most like it."""
    close = get_close_matches(word.upper(), CODES, n=3)
    fix = f"did you mean {' or '.join(close)}?" if close else "codes are DW and three digits, such as DW113"
    return Problem("DW931", f"there is no problem code {word!r}", fix=fix)


def needs(form: str) -> None:
    """Refuse (DW942) a form in which only policies are shown."""
    if form not in _OF_A_PAGE:
        fix = f"write --format {' or '.join(_OF_A_PAGE)}"
        refuse((Problem("DW942", f"only a policy is shown as {form}", None, fix),), form)


def guardrails() -> Mapping[str, Guardrail]:
    """The guardrails of every law pack by id."""
    return {name: rule for law in jurisdictions() for name, rule in law_pack(law).guardrails.items()}
