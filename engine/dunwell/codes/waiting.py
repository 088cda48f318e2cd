"""DW991-DW996: what a person decides on payments that wait."""

from __future__ import annotations

from dunwell.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "DW991",
        "A decision on a payment cannot be read",
        "A payment that waits is called by its number. To book it, its case follows after an equals sign, and an "
        "amount after a colon if the case gets only a part. Of each payment one thing is said, and of each case once.",
        "`dunwell import --waiting` lists the payments with their numbers.",
        "dunwell import --book 2026-0042",
        "dunwell import --book 7=2026-0042",
    ),
    Code(
        "DW992",
        "No payment waits under this number",
        "There is no such payment, or somebody has decided on it. A payment that was booked stays booked: the case has "
        "the event.",
        "`dunwell import --waiting` lists those that wait. What was booked wrongly is recorded as "
        "`payment_reversed` on the one case and as `payment_received` on the other.",
        "dunwell import --known 77",
        "dunwell import --known 7",
    ),
    Code(
        "DW993",
        "The parts do not make up the payment",
        "A payment is booked as a whole: what is left over would belong to nobody and be forgotten.",
        "Say amounts that add up to it. One case may go without an amount: it gets the rest. What is paid too much is "
        "booked too, and paid back by hand.",
        "dunwell import --book 7=2026-0042:400.00",
        "dunwell import --book 7=2026-0042:400.00 --book 7=2026-0043",
    ),
    Code(
        "DW994",
        "The payment is in another currency than the case",
        "What came in is not what is owed in the currency of the claim, and no rate is known.",
        "Record what it is worth by hand, then say that the payment is known.",
        "dunwell import --book 7=2026-0042",
        "dunwell record 2026-0042 payment_received amount=912.30",
    ),
    Code(
        "DW995",
        "The payment has no date",
        "The bank file gives none, and the day decides what a payment changes: whether it came within a term, and "
        "what interest ran until then.",
        "Look it up in the account and say it.",
        "dunwell import --book 7=2026-0042",
        "dunwell import --book 7=2026-0042 --at 2026-03-05",
    ),
    Code(
        "DW996",
        "Nothing to import, list or decide, or several at once",
        "One command imports files, lists the payments that wait, or takes in what a person decides on them. Together "
        "they could decide on payments that nobody has seen yet.",
        "Say one thing at a time.",
        "dunwell import bank.xml --book 7=2026-0042",
        "dunwell import bank.xml",
    ),
)
