"""The figures of the law on one day, so that a person can look them up beside their articles."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from dunwell.cli.law.answer import Answer, calculator
from dunwell.cli.law.asked import Asked
from dunwell.days import day_text, today
from dunwell.law.figures import HOW_SURE, Working
from dunwell.render.law_words import figures_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.law.figures import Dated, Figure
    from dunwell.law.rules import LawPack


@click.command("figures")
@click.option("--on", "on_day", metavar="DAY", help="The day whose law counts; today without it.")
@calculator
def figures(pack: LawPack, *, on_day: str | None) -> Answer:
    """Every figure in force on a day, with its article, its source and how sure it is."""
    asked = Asked()
    on = today(pack.time_zone) if on_day is None else asked.day("--on", on_day)
    asked.check()
    told = figures_in_words(pack)
    known = [(heading, figure, dated) for heading, figure in told if (dated := figure.at(on))]
    values = {
        "on": day_text(on),
        "figures": [_as_json(*row) for row in known],
        "not_known": [figure.title for _, figure in told if not figure.at(on)],
    }
    working = []
    for heading, rows in groupby(known, key=lambda row: row[0]):
        working.append(Working(heading.upper()))
        working += [Working(line) for _, figure, dated in rows for line in _lines(figure, dated)]
    working += [Working(f"No value is known on this day: {title}") for title in values["not_known"]]
    bases = tuple(dict.fromkeys(dated.basis for _, _, dated in known))
    warnings = tuple(problem for _, figure, _ in known for problem in figure.past(on))
    return Answer(f"{pack.name}: the figures in force on {day_text(on)}", values, tuple(working), bases, warnings)


def _as_json(heading: str, figure: Figure[str], dated: Dated[str]) -> dict[str, str | None]:
    return {
        "part": heading,
        "title": figure.title,
        "value": dated.value.replace("\n", "; "),
        "from": day_text(dated.start),
        "article": dated.basis.article,
        "source": dated.basis.source,
        "how_sure": dated.basis.how_sure,
        "note": dated.basis.note,
    }


def _lines(figure: Figure[str], dated: Dated[str]) -> Iterator[str]:
    yield figure.title
    yield from (f"  {line}" for line in dated.value.split("\n"))
    yield f"    since {day_text(dated.start)}, {dated.basis.article} ({HOW_SURE[dated.basis.how_sure]})"
