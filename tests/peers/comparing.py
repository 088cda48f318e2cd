"""Compare our cases with the facts of a peer's scenario: its invoices, its events, its runs, and every row it expects.

What differs is a sentence. No sentence means that our cases assert just what the scenario says, no more and no less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dunwell.days import day, day_text
from dunwell.language.policy_test import read_policy_tests
from dunwell.language.scenario import read_events
from dunwell.loading import load_policy, read_source

EVENTS = {
    "payment": "payment_received",
    "adjustment": "credited",
    "credit": "credited",
    "chargeback": "payment_reversed",
    "chargeback_reversed": "payment_received",
    "write_off": "written_off",
    "write_off_undone": "reopened",
    "dunning_block": "hold_placed",
    "dunning_unblock": "hold_lifted",
    "hold": "hold_placed",
    "release": "hold_lifted",
    "tag_added": "fact_recorded",
}
"""What a peer's event is called here. Its looks are our runs; what it does to its own machine has no counterpart."""
FACTS = {"invoice_date": "invoice.issued", "due_date": "invoice.due", "overdue_from": "invoice.due"}
AMOUNTS = {
    "open_amount": "principal",
    "amount": "principal",
    "total_outstanding": "principal",
    "interest": "interest",
    "fee": "costs",
    "line_fee": "costs",
    "grand_total": "total",
}
READ = {"date", "item", "items", "step", "attempt", "stage", "due", "prev_done", "notice_deadline_days", "channel"}
IMPLIED = {"amount_due", "messages_sent"}
"""What our cases show without saying it: the invoice's amount, and that one step is one message."""
ONE_CENT = Decimal("0.01")
LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Case:
    """One of our policy tests, with its events and the names of its policy's ladder."""

    test: object
    events: tuple
    ladder: tuple

    def rank(self, name):
        """The place of a step in the ladder, from 1."""
        return next(place for place, step in enumerate(self.ladder, 1) if step.name == name)

    def state(self, at):
        """The rank of the last step done by a day; 0 for none and for an ended case, None if the case does not say."""
        end, said = self.test.end, {one.day: one.steps for one in self.test.done_by}
        if end and end.day and end.day <= at:
            return 0
        before = said.get(max((one for one in said if one <= at), default=0))
        after = said.get(min((one for one in said if one >= at), default=0))
        known = after == () or (after is not None and before == after)
        return (self.rank(after[-1]) if after else 0) if known else None


def cases_of(path):
    """The cases of a file, by the scenario that each names as its source."""
    tests, problems = read_policy_tests(read_source(path).root)
    assert problems == ()
    found = {}
    for test in tests:
        program, wrong = load_policy(test.policy).program, []
        ladder = tuple(step for step in program.steps[0] if not step.side)
        case = Case(test, read_events(test.events, program, wrong), ladder)
        assert wrong == []
        found.setdefault(test.source.partition(":")[0], []).append(case)
    return found


def disagreements(scenario, cases):
    """Everything in which our cases and a scenario differ."""
    return [
        *_on_facts(scenario, cases),
        *_on_runs(scenario, cases),
        *_on_events(scenario, cases),
        *_on_rows(scenario, cases),
    ]


def _cents(amount):
    return int(Decimal(str(amount)) / ONE_CENT)


def _of_item(invoice, cases):
    """The cases about an invoice: the same days and amount, and put on hold if it is."""
    return [case for case in cases if _is_about(case, invoice)]


def _is_about(case, invoice):
    given = dict(case.test.given)
    held = any(event.name == "hold_placed" for event in case.events) or "dunning_grace_until" not in invoice
    facts = [(ours, day(invoice[theirs])) for theirs, ours in FACTS.items() if theirs in invoice]
    return (
        held
        and given["invoice.total"] == _cents(invoice["amount"])
        and all(given.get(name, value) == value for name, value in facts)
    )


def _on_facts(scenario, cases):
    for invoice in scenario["invoices"]:
        if not _of_item(invoice, cases):
            yield f"no case is about invoice {invoice['id']}"
    named = [name.split()[0] for name in scenario["source_tests"]] or [""]
    for case in cases:
        if not any(name in case.test.source for name in named):
            yield f"{case.test.name!r} does not name its source"
        if not any(_is_about(case, invoice) for invoice in scenario["invoices"]) and scenario["invoices"]:
            yield f"{case.test.name!r} is about no invoice of the scenario"


def _on_runs(scenario, cases):
    """The days on which a peer looked are those on which we look."""
    looks = {day(event["date"]) for event in scenario["events"] if event["type"].startswith(("evaluate", "create"))}
    for case in cases:
        if looks and not set(case.test.runs) <= looks:
            yield f"{case.test.name!r} looks on other days"
    for invoice in scenario["invoices"]:
        about = _of_item(invoice, cases)
        opened = min((dict(case.test.given).get("invoice.issued", 0) for case in about), default=0)
        missing = {one for one in looks if one >= max(opened, day(invoice.get("overdue_from", "2000-01-01")))}
        missing -= {one for case in about for one in case.test.runs}
        yield from (f"{invoice['id']} is not looked at on {day_text(one)}" for one in sorted(missing))
        told = max((one.day for case in about for one in case.test.done_by), default=0)
        if scenario.get("exhaustive") and told < max(looks):
            yield f"no case says that nothing else is done for {invoice['id']}"


def _told(events):
    """A peer's events in our words, as (day, name, cents)."""
    return [
        (day(event["date"]), EVENTS[event["type"]], abs(_cents(event.get("amount", 0))))
        for event in events
        if event["type"] in EVENTS
    ]


def _ours(case, until=LAST):
    known = set(EVENTS.values())
    return [
        (one.at, one.name, dict(one.data).get("amount", 0))
        for one in case.events
        if one.name in known and one.at <= until
    ]


def _on_events(scenario, cases):
    held = ("grace_until", "dunning_grace_until")
    if "after" in scenario or any(key in one for key in held for one in (*scenario["invoices"], *scenario["expected"])):
        return  # there the source gives no day for what happened
    for invoice in scenario["invoices"]:
        theirs = _told(_about(invoice["id"], scenario["events"]))
        ours = [event for case in _of_item(invoice, cases) for event in _ours(case)]
        yield from (f"no case has {one[1]} on {day_text(one[0])}" for one in theirs if one not in ours)
        yield from (f"the scenario has no {one[1]} on {day_text(one[0])}" for one in ours if one not in theirs)


def _about(invoice, events):
    """The events of an invoice, and those of the whole account."""
    return [one for one in events if one.get("invoice", one.get("item", invoice)) == invoice]


def _on_rows(scenario, cases):
    done = []
    for number, row in enumerate(scenario["expected"], 1):
        if "account_state" in row or "days_overdue" in row:
            yield from _on_state(scenario, cases, row)
        elif "grace_until" in row:
            yield from _on_hold(cases, row, day(scenario["events"][0]["date"]))
        elif "dunned" in row:
            yield f"row {number} is about all that a customer owes"
        else:
            done.append(row)
    yield from _on_steps(scenario, cases, done)


def ladder_of(policy):
    """The names of a peer's steps from the mildest on; of a policy that changed, the last version's."""
    if "versions" in policy:
        return ladder_of(policy["versions"][-1]["policy"])
    return [step["id"] for key in ("steps", "stages", "levels") for step in policy.get(key, ())]


def _on_state(scenario, cases, row):
    """The state is that of the case that has come furthest."""
    if "days_overdue" in row:
        at, wanted = day(scenario["invoices"][0]["due_date"]) + row["days_overdue"], row["stage"]
        cases = [
            one for one in cases if len(one.ladder) == len(ladder_of(scenario["policy"])) - len(row.get("disabled", ()))
        ]
    else:
        at, names = day(row["date"]), ["CLEAR", *ladder_of(scenario["policy"])]
        wanted = names.index(row["account_state"])
    states = []
    for invoice in scenario["invoices"]:
        if day(invoice.get("invoice_date", "2000-01-01")) > at:
            continue
        happened = _told(_happened(scenario["events"], row, at, invoice["id"]))
        said = {case.state(at) for case in _of_item(invoice, cases) if _ours(case, at) == happened} - {None}
        if len(said) != 1:
            yield f"{day_text(at)}: no case says, or cases differ on, how {invoice['id']} stands"
        states += said
    if max(states, default=None) != wanted:
        yield f"{day_text(at)}: {wanted} expected, ours is {max(states, default=None)}"


def _happened(events, row, at, invoice):
    """The events of an invoice that the row has behind it."""
    ids = [event.get("id") for event in events]
    stop = ids.index(row["before"]) if "before" in row else ids.index(row["after"]) + 1 if "after" in row else len(ids)
    return [one for one in _about(invoice, events[:stop]) if "date" in one and day(one["date"]) <= at]


def _on_hold(cases, row, at):
    until = row["grace_until"] and day(row["grace_until"])
    case = next(
        (one for one in cases if next((dict(event.data)["until"] for event in one.events), None) == until), None
    )
    expected = {one.day: one.steps for one in case.test.expect} if case else {}
    if at not in expected or bool(expected[at]) is not row["dunned"]:
        yield f"held until {row['grace_until']}: our case says {expected}"


def _on_steps(scenario, cases, rows):
    """What was done for each invoice on which day, with the amounts asked for."""
    theirs, places = [], ladder_of(scenario["policy"])
    for row in rows:
        items = row.get("items") or ([row["item"]] if "item" in row else [one["id"] for one in scenario["invoices"]])
        if len(items) > 1:
            yield f"one message about {len(items)} invoices"
        if strange := row.keys() - READ - IMPLIED - AMOUNTS.keys():
            yield f"our cases say nothing of {', '.join(sorted(strange))}"
        name = row.get("step", row.get("attempt", row.get("stage", 1)))
        place = places.index(name) + 1 if name in places else len(theirs) + 1 if name == "endless" else int(name)
        at = day(row.get("date") or row.get("due") or scenario["events"][0]["date"])
        theirs += [(item, at, place, row) for item in items]
    for invoice in scenario["invoices"]:
        wanted = [one for one in theirs if one[0] == invoice["id"]]
        if rows or scenario.get("exhaustive"):
            yield from _on_item(invoice, _of_item(invoice, cases), wanted)


def _on_item(invoice, cases, wanted):
    ours = {(one.day, case.rank(name)) for case in cases for one in case.test.expect for name in one.steps}
    theirs = {(at, place) for _, at, place, _ in wanted}
    theirs |= {
        (day(row["prev_done"]), place - 1)
        for _, _, place, row in wanted
        if "prev_done" in row and (day(row["prev_done"]), place - 1) in ours
    }
    yield from (
        f"{invoice['id']}: step {place} on {day_text(at)} is only theirs" for at, place in sorted(theirs - ours)
    )
    yield from (f"{invoice['id']}: step {place} on {day_text(at)} is only ours" for at, place in sorted(ours - theirs))
    for _, at, place, row in wanted:
        asserted = {(case.rank(one.step), one.part): one.cents for case in cases for one in case.test.amounts}
        for key in AMOUNTS.keys() & row.keys():
            found = asserted.get((place, AMOUNTS[key]))
            if found != _cents(row[key]):
                yield f"{invoice['id']}: {key} on {day_text(at)} is {row[key]}, ours is {found} cents"
        step = cases[0].ladder[place - 1] if cases and place <= len(cases[0].ladder) else None
        channel = row.get("channel", "none")
        if channel != "none" and (step is None or channel not in (*step.channels, step.kind)):
            yield f"{invoice['id']}: step {place} goes by {channel}"
