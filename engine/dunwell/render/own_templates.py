"""Check the templates of a workspace: what staff broke in them, and which of them nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.messages import each_piece
from dunwell.language.phrases import did_you_mean
from dunwell.problems import Place, Problem
from dunwell.render.message_check import check_lacks, check_templates, lacking_templates, used_templates
from dunwell.render.template_source import template_file
from dunwell.render.template_use import read_template
from dunwell.templates import ENDING, PARTS, SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.language.program import Program
    from dunwell.templates import Templates


def check_words(program: Program, templates: Templates) -> tuple[Problem, ...]:
    """DW630 to DW637 for every template of a policy, in each language in which its messages may go out.

    That is its own language, and of those in which the workspace writes each that has all its templates: a debtor with
    that language gets them.
    """
    return tuple(map(templates.placed, _said(program, _languages(program, templates), templates)))


def check_replaced(program: Program, templates: Templates) -> tuple[Problem, ...]:
    """As `check_words` for a shipped policy: only what follows from the workspace's own templates."""
    languages = _languages(program, templates)
    before = set(_said(program, languages, SHIPPED)) if templates.own() else ()
    after = _said(program, languages, templates) if templates.own() else ()
    return tuple(templates.placed(problem) for problem in after if problem not in before)


def _said(program: Program, languages: Iterable[str], templates: Templates) -> Iterator[Problem]:
    for language in languages:
        yield from check_templates(used_templates(program), language, program.law, read=templates.read)
        yield from check_lacks(lacking_templates(program), language, read=templates.read)


def check_unused(programs: Iterable[Program], templates: Templates) -> tuple[Problem, ...]:
    """DW070 for each own template and part that no policy uses, DW071 for files that are never read.

    What nobody uses is read all the same (DW633 to DW635): sooner or later somebody will use it.
    """
    used, known = _used(programs, templates), {name for one in templates.languages() for name in templates.names(one)}
    problems = [_stray(name, templates) for name in templates.strays()]
    for file in templates.own():
        if file in used:
            continue
        _, language, *_, name = file.split("/")
        name = name.removesuffix(ENDING)
        part = f"/{PARTS}/" in file
        what = "part is used by no template" if part else "template is used by no policy"
        others = tuple(sorted(known - {name}))
        fix = "name it in a template or a policy, or take it away" if part else did_you_mean(name, others)
        problems.append(Problem("DW070", f"this {what}", Place(file), fix, "info"))
        problems += () if part else read_template(name, language, templates.read)[1]
    return tuple(templates.placed(problem) for problem in problems)


def _stray(name: str, templates: Templates) -> Problem:
    fix = f"call it LANGUAGE/NAME{ENDING}, in small letters, such as nl/reminder{ENDING}"
    return Problem(
        "DW071", f"{name!r} is never read as a template", Place(f"{templates.folder}/{name}"), fix, "warning"
    )


def _languages(program: Program, templates: Templates) -> tuple[str, ...]:
    """The policy's own language, and those in which the workspace writes and all its templates are there."""
    names = {name for name, *_ in used_templates(program)}
    own = sorted({file.split("/")[1] for file in templates.own()} - {program.language})
    return (program.language, *(language for language in own if names <= templates.names(language)))


def _used(programs: Iterable[Program], templates: Templates) -> frozenset[str]:
    """The logical paths of all templates and parts that the messages of these policies are made of."""
    wanted = {
        (name, language)
        for program in programs
        for language in (program.language, *templates.languages())
        for name, *_ in used_templates(program)
        if name in templates.names(language)
    }
    return frozenset(file for name, language in wanted for file in _files(name, language, templates))


def _files(name: str, language: str, templates: Templates) -> Iterator[str]:
    yield template_file(name, language)
    use, _ = read_template(name, language, templates.read)
    for piece in each_piece((*use.subject, *use.body)):
        places = [place for _, place in piece.asked] if hasattr(piece, "asked") else [piece.place]
        yield from (place.file for place in places)
