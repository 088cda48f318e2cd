"""`dunwell plan propose`: the schedule of a payment plan before anybody agrees to it; nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.given import Amount, Day, Length
from dunwell.cli.options import leave
from dunwell.cli.session import live_options, session, show
from dunwell.core.proposal import propose_plan
from dunwell.core.schedule import Wish
from dunwell.journal.cases import Pinned, day_for, events_of, find_case, look_at
from dunwell.render.case_json import proposal_document

if TYPE_CHECKING:
    from dunwell.language.phrases import Duration


@click.command("propose")
@click.argument("case")
@click.option("--plan", "name", metavar="NAME", default="", help="The policy's plan; the first, if not said.")
@click.option("--times", type=click.IntRange(1, 240), default=None, help="How many instalments.")
@click.option("--amount", type=Amount(), default=None, help="How much each time; the last takes the rest.")
@click.option("--every", type=Length(), default=None, help='The time between two, such as "2 weeks".')
@click.option("--first", type=Day(), default=0, help="When the first is due.")
@live_options
def propose(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    case: str,
    name: str,
    times: int | None,
    amount: int | None,
    every: Duration | None,
    first: int,
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Show the instalments that a case would get: the policy's proposal, or what you ask for.

    Says whether they lie within the policy's bounds, and what to type once they are agreed. Exit code 0, or 1 where the
    policy does not allow them; 2 if there is no such case or plan.
    """
    with session(workspace, form) as live:
        found = find_case(live.journal, case)
        program = Pinned(live.journal).program(found)
        look = look_at(found, program, events_of(live.journal, found), day_for(program, on))
        proposal = propose_plan(
            look.program, look.position, name, look.day, Wish(first, times or 0, every, amount or 0)
        )
    show(proposal_document(look, proposal), form, "proposal_text", problems=proposal.problems)
    leave(proposal.problems)


command = click.Group("plan", commands={"propose": propose}, help="Payment plans, before they are agreed.")
