"""Check the templates that a policy uses: whether each can be used, and says what its kind of message has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from dunwell.language.message_given import check_given, lacks_of_message, lacks_of_step
from dunwell.language.message_rules import check_statements, check_term, message_rule
from dunwell.language.messages import TooManyWaysError
from dunwell.language.program import DUE
from dunwell.problems import Place, Problem
from dunwell.render.template_use import read_template
from dunwell.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.language.message_given import Lacks
    from dunwell.language.messages import TemplateUse
    from dunwell.language.program import Program, Step
    from dunwell.law.rules import LawPack
    from dunwell.render.template_source import ReadText

    UsedTemplate: TypeAlias = tuple[str, str | None, str, Place]
    Lacking: TypeAlias = tuple[str, tuple[Lacks, ...], Place]

COMING_DUE = "coming_due"
"""What a step sends that starts before the due date, as the law's `for` names it."""


def used_templates(program: Program) -> Iterator[UsedTemplate]:
    """Every template of a policy as it is used: by the steps of each variant, and by the messages apart from them."""
    for steps in program.steps:
        for step in steps:
            if step.template is not None:
                yield step.template, step.legal_form, _kind(step), step.place_of("template")
    for message in program.messages:
        yield message.template, None, message.kind, message.place


def _kind(step: Step) -> str:
    """What a step sends, as the law's `for` names it: before the due date nothing is late, and no term is granted."""
    early = step.start is not None and step.start.anchor == DUE and step.start.count < 0
    return COMING_DUE if early and step.kind in _WRITTEN else step.kind


_WRITTEN = ("email", "letter", "both")


def lacking_templates(program: Program) -> Iterator[Lacking]:
    """Every template of a policy with what the step or message that uses it can never give it."""
    for steps in program.steps:
        for step in steps:
            if step.template is not None:
                yield step.template, lacks_of_step(step), step.place_of("template")
    for message in program.messages:
        yield message.template, lacks_of_message(program, message), message.place


def check_lacks(used: Iterable[Lacking], language: str, *, read: ReadText = read_text) -> Iterator[Problem]:
    """DW637 for every template that prints what its step or message cannot give: see `lacking_templates`.

    A template that cannot be used at all, or has too many conditions, is left to `check_templates`.
    """
    seen: set[tuple[str, Place | None]] = set()
    for name, cases, place in used:
        use, problems = read_template(name, language, read)
        try:
            found = () if problems else tuple(check_given(use, cases, place))
        except TooManyWaysError:
            found = ()
        for problem in found:
            if (problem.message, problem.place) not in seen:
                seen.add((problem.message, problem.place))
                yield problem


def check_templates(
    used: Iterable[UsedTemplate], language: str, law: LawPack, *, read: ReadText = read_text
) -> Iterator[Problem]:
    """DW630 to DW635 for every template of a policy, each problem once.

    `used` holds for each use the template's name, the legal form or None, the kind as the law's `for` names it, and
    the place where the policy names it: see `used_templates`.
    """
    seen: set[tuple[str, Place | None, str]] = set()
    for name, legal_form, kind, place in used:
        for problem in _check(name, legal_form, kind, place, language, law, read):
            key = (problem.code, problem.place, problem.message)
            if key not in seen:
                seen.add(key)
                yield problem


def _check(
    name: str, legal_form: str | None, kind: str, place: Place, language: str, law: LawPack, read: ReadText
) -> Iterator[Problem]:
    use, problems = read_template(name, language, read)
    if problems:
        yield from problems  # a template with a hole is mended first: what it then states is another question
        return
    try:
        yield from _said(use, legal_form, kind, place, language, law)
    except TooManyWaysError:
        fix = "take conditions out, or split the template in two"
        yield Problem("DW635", "there are too many conditions to check every way through them", Place(use.file), fix)


def _said(
    use: TemplateUse, legal_form: str | None, kind: str, place: Place, language: str, law: LawPack
) -> Iterator[Problem]:
    rule = message_rule(law, legal_form, kind)
    if rule is not None:
        yield from check_statements(use, rule, language, place)
    yield from check_term(use, law, legal_form, place)
