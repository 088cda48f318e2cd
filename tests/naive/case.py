"""A case as plain variables that change in place, and how it is opened from an invoice."""

from __future__ import annotations

from naive import conditions
from naive.words import amount, phrase

ADDRESSES = {"email": "debtor.has_email", "letter": "debtor.has_address"}
KINDS_OF_MESSAGE = ("email", "letter", "both")
DONE = "done"


class Case:
    """Where a case stands. Days are ordinals, money is cents; steps, holds and messages go by their names."""

    def __init__(self, policy, law, invoice, day, charges=lambda day, step: (0, 0)):
        self.policy, self.law, self.charges = policy, law, charges
        self.day = self.opened = self.since = self.entered = day
        self.log, self.asked = [], set()
        self.facts = facts_of(policy, law, invoice)
        self.sent, self.received_on, self.term, self.done = {}, {}, {}, {}
        self.state, self.question, self.pending, self.came_from = "waits", "", None, None
        self.by_fallback = self.escalated = self.released = False
        self.holds, self.held_times, self.stops, self.messages, self.contacts = [], {}, [], [], []
        self.late, self.not_counted = set(), {}
        self.principal = self.facts["invoice.total"]
        self.received = self.interest = self.costs = self.paid_charges = self.awaited = self.discounted = 0
        self.promises_broken, self.plans_breached, self.promise_date, self.plan, self.plan_agreed = 0, [], 0, None, 0
        self.last_done, self.end, self.ended, self.interrupted, self.limitation = "", "", 0, [], ""
        self.at = policy["steps"][0]["step"]
        self.variant = next(iter(policy.get("variants", {})), "all")
        self.read_steps()
        self.choose_variant()
        if self.claim_open <= self.tolerance:
            self.end, self.ended = "paid", day
            self.log.append(entry(self, "end", "paid"))

    # ------------------------------------------------------------------------------------------------ the policy

    @property
    def tolerance(self):
        """A claim this small counts as paid."""
        return amount(self.policy.get("money", {}).get("tolerance"))

    @property
    def attention(self):
        """Who is asked when the policy cannot decide, after how long somebody else is told, and who."""
        asked = {"owner": "credit-control", "after": "5 working days", "escalate_to": "manager"}
        return asked | self.policy.get("attention", {})

    def choose_variant(self):
        """Exactly one variant must fit every case; while none surely does, a person is asked."""
        variants = self.policy.get("variants")
        fits = [name for name, one in (variants or {}).items() if conditions.judge(self, one["when"])]
        if variants and not fits:
            self.ask("no_variant")
            return False
        self.variant = fits[0] if fits else "all"
        self.read_steps()
        return True

    def read_steps(self):
        """All steps by name as they are in this case's variant: the ladder first, then the side steps."""
        self.steps, self.ladder = {}, [one["step"] for one in self.policy["steps"]]
        for one in (*self.policy["steps"], *self.policy.get("side_steps", [])):
            step = one | one.get("variants", {}).get(self.variant, {})
            step["side"] = one["step"] not in self.ladder
            step["kind"], step["channels"] = channels_of(step["do"])
            step["contact"] = step["kind"] in (*KINDS_OF_MESSAGE, "phone")
            self.steps[one["step"]] = step

    @property
    def step(self):
        """The current step."""
        return self.steps[self.at]

    def hold(self, name):
        """What the policy says of a hold."""
        return self.policy["holds"][name]

    def after(self, day, text):
        """The day on which so much time has gone by since another."""
        number, unit, _ = phrase(text)
        return self.law.after(day, number, unit)

    def day_of(self, text):
        """The day that a phrase says: counted from its anchor; 0 while that is not set."""
        number, unit, anchor = phrase(text)
        since = self.anchor(anchor)
        return self.law.after(since, number, unit) if since else 0

    def anchor(self, name):
        """The day of an anchor, 0 while it is not set."""
        fixed = {
            "invoice.issued": self.facts.get("invoice.issued"), "invoice.due": self.facts.get("invoice.due"),
            "opened": self.opened, "entered": self.entered, "promise.date": self.promise_date,
        }  # fmt: skip
        if name in fixed:
            return fixed[name]
        step, _, what = name.partition(".")
        return {"sent": self.sent, "received": self.received_on, "term": self.term}[what].get(step, 0)

    # ------------------------------------------------------------------------------------------------ where it stands

    @property
    def claim_open(self):
        """Claimed so far less received; negative after an overpayment."""
        return self.principal + self.interest + self.costs - self.received

    @property
    def principal_open(self):
        """What is left of the principal after what was not paid on interest and costs."""
        return max(self.principal - (self.received - self.paid_charges), 0)

    @property
    def disputed(self):
        """What holds on a part keep apart, never more than the open claim."""
        parts = [one["amount"] for one in self.holds if self.is_part(one)]
        return min(sum(parts), max(self.claim_open, 0))

    def is_part(self, hold):
        """Whether a hold is on the disputed amount only."""
        return hold["name"] != "manual" and self.hold(hold["name"]).get("holds") == "disputed amount"

    @property
    def held(self):
        """No step starts while the law stops the case, or while nothing is left of the claim beside what is on hold."""
        if self.stops or not self.holds:
            return bool(self.stops)
        whole = any(not self.is_part(one) or not one["amount"] for one in self.holds)
        return whole or sum(one["amount"] for one in self.holds) >= self.claim_open

    @property
    def blocked(self):
        """No step starts while the case is held, nor while there is, or is to be, a plan."""
        return self.held or self.plan is not None

    @property
    def in_default_from(self):
        """The first day on which the debtor is in default; None while he is not."""
        letters = [(step.get("legal_form"), self.term.get(name)) for name, step in self.steps.items()]
        terms = [(form, last) for form, last in letters if form and last]
        basis = self.facts.get("agreement.default_basis")
        return self.law.in_default_from(self.facts.get("debtor.kind"), self.facts["invoice.due"], basis, terms)

    def reachable(self, channel):
        """Whether the address that a channel needs is known."""
        return channel not in ADDRESSES or self.facts.get(ADDRESSES[channel]) is True

    def ask(self, question):
        """Ask a person to decide. While the variant is unknown nothing else can be asked: only a fact answers that."""
        if not self.end and self.question != "no_variant":
            self.state, self.since, self.question, self.escalated = "asks", self.day, question, False

    def settle(self, reason):
        """Paid: what has been claimed so far is received, within `tolerance`."""
        if not self.end and self.claim_open <= self.tolerance:
            self.close(reason)

    def close(self, reason):
        """The case ends, for this reason."""
        self.end, self.ended = reason, self.day


def entry(case, kind, name, **more):
    """One line of the timeline."""
    return {"day": case.day, "kind": kind, "name": name} | more


def channels_of(do):
    """What is done, and by which channels."""
    if isinstance(do, dict):
        return "both", tuple(one["channel"] if isinstance(one, dict) else one for one in do.get("both", [do]))
    return do, () if do == "check" else (do,)


def facts_of(policy, law, invoice):
    """What the invoice says, what is assumed, and what follows from that; anything else is unknown."""
    buyer, seller = invoice.buyer, invoice.seller
    said = {
        "debtor.kind": None if buyer.kind == "unknown" else buyer.kind,
        "debtor.country": buyer.country or (buyer.address.country if buyer.address else None),
        "debtor.natural_person": buyer.natural_person,
        "debtor.rating": buyer.rating,
        "debtor.has_email": buyer.email is not None,
        "debtor.has_address": buyer.address is not None,
        "debtor.has_phone": buyer.phone is not None,
        "creditor.country": seller.country,
        "currency": invoice.currency,
        "invoice.issued": invoice.issued.toordinal() if invoice.issued else None,
        "invoice.due": invoice.due.toordinal() if invoice.due else None,
        "invoice.total": int(invoice.payable * 100),
        "agreement.default_basis": invoice.agreement.default_basis,
    }
    facts = {name: value for name, value in said.items() if value is not None}
    if "invoice.issued" not in facts:
        facts["invoice.issued"] = facts["invoice.due"]
    if "invoice.due" not in facts:
        facts["invoice.due"] = facts["invoice.issued"] + law.default_term(facts["invoice.issued"])
    if "creditor.country" in facts:
        facts.setdefault("debtor.country", facts["creditor.country"])
    term = max(facts["invoice.due"] - facts["invoice.issued"], 0)
    for name, value in policy.get("if_unknown", {}).items():  # what is assumed while nobody has said it
        facts.setdefault(name, term if value == "as invoiced" else conditions.plain(value))
    if "agreement.term" in facts:
        facts.setdefault("invoice.term_as_agreed", term == facts["agreement.term"])
    return facts
