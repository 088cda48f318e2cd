"""What is paid of a payment plan: the claim fell by it, and the oldest instalment comes first."""

from __future__ import annotations


def agreed(case):
    """Whether an agreed plan runs."""
    return case.plan is not None and case.plan["stage"] == "agreed"


def paid(case):
    """What is paid of a plan is what the claim fell by since the agreement."""
    return max(case.plan["base"] - max(case.claim_open, 0), 0)


def paid_instalments(case):
    """Money pays the oldest instalment first; a shortage within the tolerance counts as paid."""
    if not agreed(case):
        return 0
    enough, total, number = paid(case) + case.tolerance, 0, 0
    for row in case.plan["schedule"]:
        total += row["amount"]
        number += total <= enough
    return number


def open_of_plan(case):
    """The cents of the agreed plan that are not paid; 0 within the tolerance."""
    if not agreed(case):
        return 0
    left = sum(row["amount"] for row in case.plan["schedule"]) - paid(case)
    return left if left > case.tolerance else 0


def instalments_open(case):
    """How many instalments are not paid."""
    return len(case.plan["schedule"]) - paid_instalments(case) if case.plan else 0
