"""How a calculator's answer is printed, and the options that all calculators share."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from dunwell.cli.options import leave, print_json, refuse
from dunwell.days import day_text
from dunwell.law.figures import HOW_SURE
from dunwell.money import amount_text
from dunwell.problems import ProblemsFound
from dunwell.render.problems import draw_problems
from dunwell.resources import default_law, law_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.law.figures import Basis, Working
    from dunwell.problems import Problem

_WIDTH = 62


@dataclass(frozen=True, slots=True)
class Answer:
    """What a calculator found: `values` for JSON, the working for people, and what both rest on."""

    title: str
    values: Mapping[str, object]
    working: tuple[Working, ...]
    bases: tuple[Basis, ...]
    warnings: tuple[Problem, ...] = ()


def calculator(function: Callable[..., Answer]) -> Callable[..., None]:
    """Give a calculator `--law` and `--format`, hand it the law pack as first argument, and print its answer.

    What cannot be answered is printed as problems, with exit code 2; an error among the warnings gives 1.
    """

    @click.option("--law", "jurisdiction", metavar="LAW", help="Whose law; the shipped default without it.")
    @click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or for programs."
    )
    @functools.wraps(function)
    def wrapped(*, jurisdiction: str | None, form: str, **options: object) -> None:
        try:
            answer = function(law_pack(default_law() if jurisdiction is None else jurisdiction), **options)
        except ProblemsFound as found:
            refuse(found.problems, form)
        if form == "json":
            print_json(_as_json(answer))
        else:
            click.echo(_as_text(answer))
        leave(answer.warnings)

    return wrapped


def _as_json(answer: Answer) -> dict[str, object]:
    shared = {
        "reference": "; ".join(dict.fromkeys(basis.article for basis in answer.bases)),
        "working": [_working(line) for line in answer.working],
        "sources": [
            {"article": row.article, "source": row.source, "how_sure": row.how_sure, "note": row.note}
            for row in answer.bases
        ],
        "warnings": [problem.as_json() for problem in answer.warnings],
    }
    return {**answer.values, **shared}


def _working(line: Working) -> dict[str, str | None]:
    amount = None if line.amount is None else amount_text(line.amount)
    return {"label": line.label, "amount": amount, "day": None if line.day is None else day_text(line.day)}


def _as_text(answer: Answer) -> str:
    lines = [answer.title, ""]
    lines += [_text_line(line) for line in answer.working]
    lines.append("")
    for basis in answer.bases:
        lines.append(f"{basis.article} ({HOW_SURE[basis.how_sure]})")
        lines.append(f"  source: {basis.source}")
        if basis.note:
            lines.append(f"  note: {basis.note}")
    if answer.warnings:
        lines += ["", draw_problems(answer.warnings, {})]
    return "\n".join(lines)


def _text_line(line: Working) -> str:
    result = "" if line.amount is None else f"{amount_text(line.amount):>14}"
    result += "" if line.day is None else f"{day_text(line.day):>14}"
    return f"  {line.label:<{_WIDTH}}{result}".rstrip()
