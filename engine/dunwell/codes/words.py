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
)
"""The rows of this module."""
