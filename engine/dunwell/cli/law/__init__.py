"""`dunwell law`: the law pack's calculators, each with its working, its articles and its sources."""

from __future__ import annotations

import click

from dunwell.cli.law import allocate, claims, days, figures

COMMANDS: tuple[click.Command, ...] = (
    claims.costs,
    claims.interest,
    days.notice,
    allocate.allocate,
    days.limitation,
    days.term,
    days.size,
    days.contact,
    days.holidays,
    figures.figures,
)

command = click.Group(
    "law",
    commands={row.name: row for row in COMMANDS if row.name},
    help="The law pack's calculators, with the working shown.",
)
