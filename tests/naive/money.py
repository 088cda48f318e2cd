"""What money does to a case: it pays charges first, ends what is paid, and keeps promises."""

from __future__ import annotations

from naive import holds, ladder

DISCOUNTS = (("discount.until", "discount.amount"), ("discount.later_until", "discount.later_amount"))


def allocate(case, payment=0):
    """A payment goes to the charges claimed by then, the rest to the principal; what is more pays later charges."""
    charges = case.interest + case.costs
    paid = min(case.paid_charges + payment, charges, case.received)
    more = max(case.received - paid - case.principal, 0)
    case.paid_charges = min(paid + more, charges)


def payment_received(case, data):
    """A payment was received; who deducts a discount in time has paid in full."""
    case.received += data["amount"]
    grant_discount(case)
    allocate(case, data["amount"])
    case.settle("paid")
    holds.promises_kept(case)


def grant_discount(case):
    """A payment that leaves no more open than a discount that holds lowers the principal by what is left."""
    rest, best = case.claim_open, 0
    if case.end or rest <= 0 or case.facts.get("discount.until") is None:
        return
    whole = case.facts.get("invoice.total", 0)
    for until, granted in DISCOUNTS:
        last, most = case.facts.get(until), case.facts.get(granted)
        if last is not None and most is not None and case.day <= last:
            if whole > case.principal:  # after a credit note the discount shrinks in proportion
                most = (2 * most * case.principal + whole) // (2 * whole)
            best = max(best, most)
    if rest <= best and rest <= case.principal:
        case.principal -= rest
        case.discounted += rest


def payment_reversed(case, data):
    """A payment was taken back, at most what came in. A case that was paid or credited is open again."""
    case.received = max(case.received - data["amount"], 0)
    if case.discounted and case.claim_open > 0:
        case.principal, case.discounted = case.principal + case.discounted, 0
    allocate(case)
    if case.end in ("paid", "credited") and case.claim_open > case.tolerance:
        case.end, case.ended = "", 0
        ladder.woken(case)


def credited(case, data):
    """A credit note lowered the claim."""
    case.principal = max(case.principal - data["amount"], 0)
    allocate(case)
    case.settle("credited")
    holds.promises_kept(case)
    if not case.end:
        ladder.anew(case, "claim_lowered")


def waived(case, data):
    """Interest or costs were waived; `of` says which, else costs come first."""
    which, left = data.get("of"), data["amount"]
    costs = min(left, case.costs) if which != "interest" else 0
    interest = min(left - costs, case.interest) if which != "costs" else 0
    case.costs, case.interest = case.costs - costs, case.interest - interest
    allocate(case)
    case.settle("paid")
    holds.promises_kept(case)


HAPPENED = {
    "payment_received": payment_received, "payment_reversed": payment_reversed, "credited": credited, "waived": waived,
}  # fmt: skip
