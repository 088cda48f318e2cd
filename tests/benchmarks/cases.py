"""Ten thousand cases of the shipped Dutch policy at all stages, played from a seed, always the same.

Days on which a payment plan is wanted, offered or runs are left out: the ladder written by hand has no plans.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from dunwell.core.advance import advance
from dunwell.core.apply import apply
from dunwell.core.decide import decide
from dunwell.core.fold import before_decisions, take_in
from dunwell.core.opening import open_case
from dunwell.language.events import Event
from dunwell.language.steps import CALL_OUTCOMES
from dunwell.model import Address, Invoice, Party

DAYS_PLAYED = 150
FACTS_OF_LAW = (
    "debtor.natural_person",
    "debtor.claims_to_join",
    "invoice.later_instalment",
    "collector.registered",
    "agency.registered",
)
NEWS = (  # what others do or say: the event, its data, how often it is drawn
    ("payment_received", lambda random: {"amount": random.choice([100, 2500, 11500, 50000])}, 6),
    ("credited", lambda random: {"amount": random.choice([100, 3000])}, 2),
    ("dispute_opened", lambda random: {"amount": random.choice([0, 0, 1000, 20000])}, 6),
    ("dispute_closed", lambda random: {"outcome": random.choice(["upheld", "partly_upheld", "rejected"])}, 3),
    ("question_asked", lambda random: {}, 5),
    ("question_answered", lambda random: {}, 4),
    ("promise_made", lambda random: {"promised_on": random.randrange(20), "amount": random.choice([0, 5000])}, 6),
    ("plan_requested", lambda random: {}, 2),
    ("debtor_stopped", lambda random: {"kind": random.choice(["bankruptcy", "death"])}, 1),
    ("stop_lifted", lambda random: {"kind": random.choice(["bankruptcy", "death"])}, 3),
    ("hold_placed", lambda random: {"until": random.randrange(1, 20)}, 3),
    ("hold_lifted", lambda random: {}, 2),
    ("fact_recorded", lambda random: {"fact": "debtor.has_email", "value": random.random() < 0.5}, 2),
    ("fact_recorded", lambda random: {"fact": "debtor.rating", "value": "good"}, 2),
    ("fact_recorded", lambda random: {"fact": random.choice(FACTS_OF_LAW), "value": random.random() < 0.5}, 3),
    ("fact_recorded", lambda random: {"fact": "collector.kind", "value": random.choice(["own", "third_party"])}, 1),
    ("closed", lambda random: {"reason": "closed"}, 1),
    ("bounced", lambda random: {"step": "reminder"}, 4),
    ("letter_returned", lambda random: {"step": random.choice(["put_in_default", "notice"])}, 4),
    ("delivered", lambda random: {"step": random.choice(["put_in_default", "notice"])}, 3),
)
COUNTED_FROM_TODAY = {"promised_on", "until"}


def played_cases(program, count):
    """So many (position, day) pairs; every position stands on its day."""
    random = Random(20260105)
    cases = []
    while len(cases) < count:
        cases += _played(program, random)
    return cases[:count]


def _played(program, random):
    """The days of one case at which we look: some, more of those on which it does not just wait, and the last."""
    position, seen = _opened(program, random), []
    day, last = position.day, position.day + random.randrange(DAYS_PLAYED)
    while day <= last:
        news = _news(random, day) if random.random() < 0.04 else None
        if news is not None and before_decisions(news):
            position, _ = take_in(program, position, news)
        position, _ = advance(program, position, day)
        looked_at = random.random() < (0.25 if position.phase else 0.05) or day == last or position.end
        if looked_at and position.plan is None:
            seen.append((position, day))
        if position.end:
            break
        position = _answered(program, position, day, random)
        if news is not None and not before_decisions(news):
            position, _ = take_in(program, position, news)
        day += 1
    return seen


def _opened(program, random):
    issued = date(2026, 1, 1).toordinal() + random.randrange(300)
    buyer = Party(
        country="NL",
        email=random.choice([None, "debtor@example.nl", "debtor@example.nl"]),
        address=random.choice([None, *[Address(("Kade 1",), "1234 AB", "Utrecht")] * 4]),
    )
    invoice = Invoice(
        "invoice.xml",
        "invoice",
        "2026-1",
        issued=date.fromordinal(issued),
        due=date.fromordinal(issued + random.choice([14, 30])),
        currency="EUR",
        payable=Decimal(random.choice([3, 60, 120, 480, 1210, 9000])),
        seller=Party(country="NL"),
        buyer=buyer,
    )
    return open_case(program, invoice, issued, {"debtor.kind": random.choice(["business", "consumer"])}).position


def _news(random, day):
    name, data, _ = random.choices(NEWS, [row[2] for row in NEWS])[0]
    said = {key: value + day if key in COUNTED_FROM_TODAY else value for key, value in data(random).items()}
    return Event(name, day, tuple(said.items()))


def _answered(program, position, day, random):
    """The case after the first action of the day, if it is carried out at once; people often take their time."""
    due = decide(program, position, day).actions
    if not due or random.random() < (0.1 if due[0].channels and due[0].channels != ("task",) else 0.85):
        return position
    return apply(program, position, Event(*_answer(program, position, due[0], day, random)))


def _answer(program, position, action, day, random):
    if action.kind == "message":
        return "message_sent", day, (("message", program.messages[action.message].name),)
    if action.kind in ("ask", "approve", "blocked"):
        return "approved", day
    step = program.steps[position.variant][action.step]
    if step.kind == "phone":
        outcome = random.choice(CALL_OUTCOMES) if random.random() < 0.3 else "no_answer"
        return "call_made", day, (("outcome", outcome), ("promised_on", day + 5))
    if step.kind == "task":
        return "step_done", day, (("step", step.name), ("outcome", random.choice(step.outcomes)[0]))
    return "step_done", day, (("step", step.name), ("channels", "+".join(action.channels)))
