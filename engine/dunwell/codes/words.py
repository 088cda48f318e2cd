"""DW070-DW079: own templates of a workspace, farewells, and who may decide what."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW070",
        "A template of the workspace that nobody uses",
        "It changes no message: no policy names it, or no template includes it. Often its name is misspelt, and the "
        "shipped words still go out.",
        "Give it the name of the template that it should replace, or name it in a policy.",
        wrong="templates/nl/remindr.md.j2",
        right="templates/nl/reminder.md.j2",
        severity="info",
    ),
    Code(
        "DW071",
        "A file among the templates that is never read",
        "A template lies in the folder of its language and ends in `.md.j2`; a part lies in `_parts` in that folder. "
        "A file that lies or is called otherwise changes no message.",
        "Move it to the folder of its language, and name it with small letters, digits and _.",
        wrong="templates/reminder.md.j2",
        right="templates/nl/reminder.md.j2",
        severity="warning",
    ),
    Code(
        "DW072",
        "A template cannot be taken over",
        "`dunwell templates take` copies a shipped template into the workspace, to be edited there. It never replaces "
        "what is there already, and it copies only what is shipped.",
        "Take the name from `dunwell templates`; to start anew from the shipped words, move your own file away first.",
    ),
    Code(
        "DW073",
        "A decision without a word on why",
        "Later somebody has to understand why an amount was waived, a claim given up, or a step released or skipped: "
        "the debtor, an auditor, a colleague. Where the policy says `why: required` nothing is recorded without it.",
        "Add the reason, in a few words that name no more of people than is needed.",
        wrong="dunwell record 2026-0001 waived amount=40.00",
        right='dunwell record 2026-0001 waived amount=40.00 of=costs text="our invoice went to an old address"',
    ),
    Code(
        "DW074",
        "A decision that one person may not take alone",
        "Above the amount that the policy names under `authority` a second person confirms it. Nothing is recorded "
        "until then; the proposal is kept.",
        "Let somebody else look at it: `dunwell confirm` lists what waits.",
    ),
    Code(
        "DW075",
        "The second person is the first one",
        "Who proposed a decision cannot be the one who confirms it, in whatever capitals the name is written.",
        "Let somebody else confirm it, with --by.",
        wrong="dunwell confirm 3 --by Kim",
        right="dunwell confirm 3 --by Sam",
    ),
    Code(
        "DW076",
        "A proposal that was overtaken",
        "Since it was proposed the case has changed: paid in part, at another step, on hold. Who confirms should know "
        "what they confirm.",
        "Look at the case; then confirm it with --still, or refuse it with --no.",
    ),
    Code(
        "DW077",
        "No proposal waits under this number",
        "It was confirmed or refused already, or there never was one.",
        "`dunwell confirm` lists the proposals that wait.",
    ),
)
"""The rows of this module."""
