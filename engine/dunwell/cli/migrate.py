"""`dunwell migrate`: running cases go on under another version of their policy."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from dunwell.cli.options import FINE, FOUND
from dunwell.cli.session import live_options, session, show, today_at_home
from dunwell.days import now
from dunwell.journal.cases import find_case
from dunwell.journal.migrating import move_case, plan_moves
from dunwell.journal.store import Stamp
from dunwell.journal.targets import asked_for, find_target
from dunwell.problems import ProblemsFound, has_errors
from dunwell.render.migrating import case_lines, moves_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dunwell.cli.session import Session
    from dunwell.journal.migrating import Moving, Target
    from dunwell.problems import Problem


@click.command("migrate")
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--policy", required=True, help="The policy to move to, by its id or its file.")
@click.option("--to", default="", metavar="VERSION", help="Its version, or its fingerprint; else the one in force.")
@click.option(
    "--map", "mapped", multiple=True, metavar="OLD=NEW", help="Which step takes whose place; OLD= says that none does."
)
@click.option("--why", default="", metavar="WORDS", help="The reason, kept with each move; name no debtor.")
@click.option("--by", metavar="WHO", help="Who moves them; else the workspace's user, else whoever is logged in.")
@click.option("--yes", is_flag=True, help="Move every case that can be moved, without asking.")
@live_options
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    cases: tuple[str, ...],
    policy: str,
    to: str,
    mapped: tuple[str, ...],
    why: str,
    by: str | None,
    yes: bool,  # noqa: FBT001 - a flag
    workspace: str | None,
    on: int,
    form: str,
) -> None:
    """Move running cases to another version of their policy; without CASE all open cases of that policy.

    Of each case it is shown what would change if nobody pays or answers. At a terminal it is asked about each; with
    --yes those that can be moved are; else nothing is. A case goes on at the step of the same name, with all that was
    done, promised and agreed; what was done is not done again, and terms hold. What the version has no place for keeps
    that case where it is. A move is an event of the case, and moving back undoes it.
    Exit code 0 if nothing is left to move, 1 if cases were left, 2 if it cannot be done.
    """
    if yes and not why.strip():
        raise click.UsageError("--yes goes with --why: the reason is kept with each move")
    renamed = dict(_pairs(mapped))
    with session(workspace, form) as live:
        policies = asked_for(live.journal, live.workspace.policies, policy, on, live.workspace.words())
        target = find_target(live.journal, policies, to, renamed, today_at_home(on))
        with live.journal.view():
            chosen = [find_case(live.journal, one) for one in dict.fromkeys(cases)] or live.journal.cases()
            moves, problems = plan_moves(live.journal, chosen, target, on, all_of=not cases)
        asks = form == "text" and sys.stdin.isatty() and not yes
        wanted = _asked(moves, why) if asks else ((one, why) for one in moves if one.ready and yes)
        moved, failed = _move(live, wanted, target, by)
    problems = (*problems, *failed)
    document = moves_document(target, moves, moved, problems)
    show(document, form, "moves_text", "migrating", problems=problems)
    if not yes and not asks and any(one.ready for one in moves) and form == "text":
        click.echo('nothing was moved; add --yes --why "the reason"')
    left = any(one.look.case.id not in moved for one in moves)
    sys.exit(FOUND if left or has_errors(problems) else FINE)


def _pairs(mapped: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """OLD=NEW, each old step once."""
    seen: set[str] = set()
    for one in mapped:
        old, equals, new = (part.strip() for part in one.partition("="))
        if not (old and equals) or old in seen:
            raise click.UsageError(
                f"--map {one!r}: write OLD=NEW, or OLD= where no step takes its place, each OLD once"
            )
        seen.add(old)
        yield old, new


def _asked(moves: Sequence[Moving], why: str) -> Iterator[tuple[Moving, str]]:
    """The cases that somebody at the terminal says yes to; "a" says it of all that follow, "q" stops."""
    console = import_module("rich.console").Console(highlight=False)
    choices, every = click.Choice(["y", "n", "a", "q"]), False
    for one in (moving for moving in moves if moving.ready):
        console.print(case_lines(one), crop=False)
        answer = "a" if every else click.prompt("move it? yes, no, all, quit", type=choices, default="n")
        if answer == "q":
            return
        every = answer == "a"
        if answer != "n":
            why = why or click.prompt("why (kept with each move)")
            yield one, why


def _move(
    live: Session, wanted: Iterator[tuple[Moving, str]], target: Target, by: str | None
) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """Move one case after the other; one that changed meanwhile is left, and the others go on."""
    moved: list[str] = []
    problems: list[Problem] = []
    for one, why in wanted:
        try:
            move_case(live.journal, one, target, Stamp(one.look.day, now(), live.user(by)), why)
            moved.append(one.look.case.id)
        except ProblemsFound as error:
            problems += error.problems
    return frozenset(moved), tuple(problems)
