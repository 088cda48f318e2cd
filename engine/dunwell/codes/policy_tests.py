"""DW701-DW718: scenarios, policy tests and portfolios that cannot be read, and expectations that are not met."""

from __future__ import annotations

from dunwell.codes import Code

_SCENARIOS = (
    Code(
        "DW701",
        "The key is not known here",
        "An event says a few things only. Whatever else is written would be passed over in silence.",
        "Take one of the keys that the message lists.",
        wrong="- {at: 2026-02-20, event: payment_received, sum: '400.00'}",
        right="- {at: 2026-02-20, event: payment_received, amount: '400.00'}",
    ),
    Code(
        "DW702",
        "This is no list of events",
        "A scenario is a list under `events`, and each event a table with the day and what happened.",
        "Write each event as `- {at: …, event: …}`.",
        wrong="events: payment_received",
        right="events:\n  - {at: 2026-02-20, event: payment_received, amount: '400.00'}",
    ),
    Code(
        "DW703",
        "The event does not say enough",
        "Each event needs its day and its name, and some need more: a payment its amount, a promise its day.",
        "Add the key that the message names.",
        wrong="- {at: 2026-02-20, event: payment_received}",
        right="- {at: 2026-02-20, event: payment_received, amount: '400.00'}",
    ),
    Code(
        "DW704",
        "This version does not act on the event",
        "The language has a name for it, but nothing would follow from it yet, and the timeline would mislead.",
        "Leave the event out.",
    ),
    Code(
        "DW705",
        "The event cannot have this value",
        "Amounts have a decimal point and no sign, days are year, month and day, and names are those of the policy.",
        "Write it as the message shows.",
        wrong="amount: '400,00'",
        right="amount: '400.00'",
    ),
)

_TESTS = (
    Code(
        "DW710",
        "The test asserts nothing",
        "It would pass whatever the policy does, and look as if something had been tested.",
        "Say what must happen, or what must never happen.",
    ),
    Code(
        "DW711",
        "The policy does not do what the test expects",
        "Either the policy is wrong, or what is expected of it has changed.",
        "Look at the difference: mend the policy, or the test if the new behaviour is wanted.",
    ),
    Code(
        "DW712",
        "The test is for a policy that is not known",
        "No policy has this id, so that nothing can be tested.",
        "Check the spelling against the `policy` line of the policy's file.",
    ),
    Code(
        "DW713",
        "The expectation cannot be read",
        "What is expected must be written so that it can be compared with a timeline, line by line.",
        "Write it as the message shows.",
    ),
    Code(
        "DW714",
        "There are no tests",
        "A run that tested nothing should not look like a success.",
        "Name a file with a list under `tests`, or the folder that holds one. Accepted findings are compared by "
        "`dunwell verify FILE`.",
    ),
    Code(
        "DW715",
        "The test cannot be recorded",
        "A recorded test needs one file, a name that is not taken, a policy, and either an invoice or facts. What "
        "people wrote is never overwritten by chance.",
        "Give what the message names.",
    ),
    Code(
        "DW716",
        "The portfolio cannot be read",
        "Two policies are compared on a folder of invoices, or on a table with an invoice on each row and names of "
        "facts as headings. A row that was understood half would be counted wrongly.",
        "Mend the heading or the cell that the message names.",
        wrong="number;due;total",
        right="number;invoice.due;invoice.total",
    ),
    Code(
        "DW717",
        "There are no cases to compare on",
        "`--cases` takes the open cases of the workspace that are under the old policy; with none, a count would say "
        "nothing. It does not go together with `--portfolio`.",
        "Name a portfolio, or neither.",
    ),
    Code(
        "DW718",
        "The accepted findings cannot be read",
        "What `dunwell verify` found of a policy is compared with what was accepted, day by day. Findings that are "
        "half understood would hide a change.",
        "Mend what the message names, or write them anew: `dunwell verify POLICY --pin FILE`.",
        wrong="findings:\n  accepted:\n    consumer:\n      step reminder: the first days",
        right="findings:\n  accepted:\n    consumer:\n      step reminder: day 1 to 33",
    ),
)

CODES: tuple[Code, ...] = (*_SCENARIOS, *_TESTS)
