"""A journal with many open cases at different steps, made quickly: each is a copy of one of a few that were played."""

from __future__ import annotations

from dataclasses import replace

from dunwell.core.opening import stand
from dunwell.days import day, day_text
from dunwell.journal.cases import Pinned
from dunwell.journal.database import writing
from dunwell.journal.opening import open_invoice
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from plays import play
from workspaces import desk_in, invoice

TODAY = day("2026-06-01")
BACK = 60
"""The oldest cases were opened this many days before TODAY."""
OVER = 30
"""After so many days a case would go to an agency and end; those that are older are disputed."""
DISPUTED = 15
"""The day of such a case on which the debtor disputes it."""


def fill(folder, journal, count, until=TODAY, back=BACK, **said):
    """Add open cases to a journal, `count` in all; each was worked on up to `until`; what is due then is not done yet.

    Their invoices are due on the day they are opened, up to `back` days before TODAY; `said` is of all of them.
    """
    first = open_invoice(desk_in(folder, journal, TODAY - back), _invoice(0, TODAY - back, **said)).look
    program = first.program
    histories = {}
    with writing(journal.connection):
        for number in range(1, count):
            opened = TODAY - back + number % back
            document = _invoice(number, opened, **said)
            facts = dict(first.case.facts) | {"invoice.issued": opened - 30, "invoice.due": opened}
            case = replace(
                first.case, id=f"{first.case.seller}/{document.number}", number=document.number, facts=facts,
                opened=replace(first.case.opened, on=opened),
            )  # fmt: skip
            journal._add_case(case)
            journal._add_people(case, document)
            if opened not in histories:
                outside = (Event("dispute_opened", opened + DISPUTED),) if TODAY - opened > OVER else ()
                histories[opened] = play(program, stand(program, facts, opened), outside, until - 1, [3, 1]).journal
            for event in histories[opened]:
                journal.add_event(case.id, event, Stamp(event.at, "2026-01-01T00:00:00+00:00", "run"))
    return Pinned(journal)


def _invoice(number, opened, **said):
    return invoice(number=f"P-{number:06}", issued=day_text(opened - 30), due=day_text(opened), **said)
