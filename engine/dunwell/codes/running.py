"""DW010-DW019: the outbox and runs."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW010",
        "There is no such delivery",
        "Every row of the outbox has a number, and a person decides only on those that wait for a person: what failed, "
        "what is in doubt, what is held.",
        "Look at `dunwell outbox` for the numbers and the states.",
        "dunwell outbox --retry 999",
        "dunwell outbox --retry 12",
    ),
    Code(
        "DW011",
        "There is nobody to write to",
        "The debtor's data was erased from the journal, but something is still due in the case.",
        "Close the case: `dunwell record CASE closed`.",
    ),
    Code(
        "DW012",
        "The clock was set back",
        "The journal was written on a later day than today. What is due would be worked out for a day that is over, "
        "and what was done since would be left out of account.",
        "Set the clock of the machine right. If you try things out with `--on`, go on from the last day you used.",
    ),
    Code(
        "DW013",
        "Everything is paused",
        "Somebody has put all sending on hold. Nothing is lost: what is due stays due, and goes out step by step, "
        "never bunched, when it goes on.",
        "Go on with `dunwell resume`, or wait for the day named.",
        severity="warning",
    ),
    Code(
        "DW014",
        "A delivery has no channel",
        "The policy sends by a channel that dunwell.yaml does not set up. The step stays due and is not carried out.",
        "Add the channel to dunwell.yaml; `dunwell channels` lists what there is.",
        "channels: {email: {host: mail.example.nl}}",
        "channels: {email: {host: mail.example.nl}, letter: {folder: out/letters}}",
        severity="warning",
    ),
)
