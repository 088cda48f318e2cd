"""What commands take from their arguments: days, and facts taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.days import day
from dunwell.language.fields import FIELD_NAMES, FIELDS, read_value
from dunwell.language.phrases import Duration, PhraseError, did_you_mean, read_duration
from dunwell.money import cents, parse_amount
from dunwell.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from dunwell.language.fields import Value


class Day(click.ParamType[int]):
    """A day as YYYY-MM-DD, given on as an ordinal."""

    name = "day"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the day; a wrong one is said in click's own way."""
        try:
            return value if isinstance(value, int) else day(value)
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2026-02-05", param, ctx)


class Amount(click.ParamType[int]):
    """An amount such as 150.00, given on in cents."""

    name = "amount"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the amount; one that is none, or not above zero, is said in click's own way."""
        if isinstance(value, int):
            return value
        try:
            found = cents(parse_amount(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if found <= 0:
            self.fail(f"{value!r} is not above zero", param, ctx)
        return found


class Length(click.ParamType["Duration"]):
    """A length of time such as "2 weeks"."""

    name = "length"

    def convert(self, value: str | Duration, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        """Read it as policies write it; what is none is said in click's own way."""
        try:
            return value if isinstance(value, Duration) else read_duration(value)
        except PhraseError as error:
            self.fail(f"{error}: {error.hint}", param, ctx)


def read_assumed(assume: tuple[str, ...]) -> dict[str, Value]:
    """`--assume` as facts. Raises ProblemsFound with every mistake in them."""
    given: dict[str, Value] = {}
    problems = []
    for written in assume:
        name, equals, value = written.partition("=")
        field = FIELDS.get(name.strip())
        if not equals:
            problems.append(
                Problem("DW922", f"{written!r} is not FIELD=VALUE", fix="write e.g. --assume debtor.kind=business")
            )
        elif field is None:
            problems.append(Problem("DW923", f"unknown field {name!r}", fix=did_you_mean(name, FIELD_NAMES)))
        elif field.derived:
            fix = "assume an event in a scenario instead"
            problems.append(Problem("DW924", f"{name} is worked out from what happened and cannot be assumed", fix=fix))
        else:
            try:
                given[field.name] = read_value(field, value.strip())
            except PhraseError as error:
                problems.append(Problem("DW924", str(error), fix=error.hint))
    if problems:
        raise ProblemsFound(tuple(problems))
    return given
