"""`dunwell erase`: clear ended cases of who the debtor was, and of what anybody wrote."""

from __future__ import annotations

import click

from dunwell.cli.options import leave, print_json, print_problems
from dunwell.cli.session import live_options, session, today_at_home
from dunwell.days import now
from dunwell.journal.cases import Pinned, find_case
from dunwell.journal.erasing import Erased, erase_cases, forget, of_debtor, why_not
from dunwell.journal.store import Stamp
from dunwell.problems import Problem, ProblemsFound
from dunwell.render.erased import erased_document, erased_text


@click.command("erase")
@click.argument("case", required=False)
@click.option("--debtor", metavar="NAME", help="All ended cases of this debtor, instead of one case.")
@click.option("--why", help="Who asked for it and on which ground; kept for good, so name nobody. Without: only list.")
@click.option("--by", metavar="NAME", help="Who erases; else the workspace's user, else whoever is logged in.")
@live_options
def command(
    case: str | None, debtor: str | None, why: str | None, by: str | None, workspace: str | None, on: int, form: str
) -> None:
    """Erase who the debtor of an ended case was, and what anybody wrote of it. This cannot be taken back.

    Gone are names, addresses, accounts, the invoice, all that was sent, and words. Events, days and amounts stay, and
    so does what was erased, when, by whom and why. A case that is still open is refused: its claim needs them.
    Without --why it is only said what would be erased.
    Exit code 0, or 1 if a case was left as it is; 2 if there is no such case.
    """
    if (case is None) == (debtor is None):
        raise click.UsageError("say either CASE or --debtor NAME")
    with session(workspace, form) as live:
        cases = (find_case(live.journal, case),) if case is not None else of_debtor(live.journal, debtor or "")
        if not cases:
            message, fix = (
                "there is no case of a debtor of this name",
                "`dunwell status` lists names as they are written",
            )
            raise ProblemsFound((Problem("DW959", message, None, fix),))
        if why is None:
            pinned = Pinned(live.journal)
            kept = [(one, why_not(live.journal, pinned, one, on)) for one in cases]
            ready = [one.number for one, problem in kept if problem is None]
            problems = tuple(problem for _, problem in kept if problem is not None)
            document: dict[str, object] = {"would_erase": ready}
            text = f"would be erased: {', '.join(ready) or 'nothing'}; with --why it is"
        else:
            stamp = Stamp(today_at_home(on), now(), live.user(by))
            erased = erase_cases(live.journal, cases, why, stamp, on)
            problems = (*erased.kept, *_left(erased, forget(live.journal)))
            document = {"erased": []} | erased_document(erased.done)
            text = erased_text(erased.done) or ("" if erased.kept else "nothing was left to erase")
    if form == "json":
        print_json(document | {"problems": [one.as_json() for one in problems]})
    else:
        if text:
            click.echo(text)
        if problems:
            print_problems(problems, {}, form)
    leave(problems)


def _left(erased: Erased, traces: Problem | None) -> tuple[Problem, ...]:
    """What a person should know of what is left elsewhere."""
    message = "copies, exports, letters and mails sent, bank files, the customer register and the books are not reached"
    fix = "clear what need not be kept; the law may ask to keep invoices"
    outside = Problem("DW089", message, None, fix, "info")
    return (*((traces,) if traces else ()), *((outside,) if erased.done else ()))
