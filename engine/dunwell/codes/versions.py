"""DW090-DW099: versions of a policy side by side, and running cases that move from one to another."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW090",
        "Two files are one version of a policy",
        "They have the same id and the same version, and say different things. Nobody could say under which of them a "
        "case was opened, so nothing is opened under this policy.",
        "Give one of them a version of its own and the day from which it counts, or take it out of the folder.",
        wrong='policy: ours\nversion: "2026-01"   # in ours.yaml and in ours-new.yaml',
        right='policy: ours\nversion: "2026-09"\nvalid_from: 2026-09-01   # in ours-new.yaml',
    ),
    Code(
        "DW091",
        "Two versions of a policy count from the same day",
        "A new case is opened under the newest version in force. Of two that count from one day neither is newer, so "
        "nothing is opened under this policy.",
        "Give the later one a later day, or take the earlier one out of the folder if it never counted.",
        wrong='version: "2026-02"\nvalid_from: 2026-01-01   # like 2026-01',
        right='version: "2026-02"\nvalid_from: 2026-02-01',
    ),
    Code(
        "DW092",
        "This version of a policy never counts",
        "It was approved on a day on which a later version counted already. No case can come to it, and whoever reads "
        "the folder may take it for the one that was used.",
        "Take it out of the folder, or mend the day of the approval or the days from which the versions count.",
        wrong='version: "2026-01"\napproved: {by: compliance, date: 2026-03-02}   # 2026-02 counts from 2026-03-01',
        right='version: "2026-01"\napproved: {by: compliance, date: 2025-12-10}',
    ),
    Code(
        "DW093",
        "A policy was edited after cases came to it",
        "Cases run under this version, and each keeps the text it came to: the journal has it, told from others by its "
        "fingerprint. The file says something else now under the same name. Running cases do not follow it. Nothing "
        "new is opened under it and no case is moved to it, because one name would then mean two policies.",
        "Give the edited text a new `version` and `valid_from`: new cases come to it from that day on, and `dunwell "
        "migrate` moves running ones. Or take the change back. A comment, a title or an approval may be changed.",
        wrong='version: "2026-01"\nsteps: [{step: reminder, term: 5 days after sent, …}]   # it was 7 days',
        right='version: "2026-09"\nvalid_from: 2026-09-01\nsteps: [{step: reminder, term: 5 days after sent, …}]',
    ),
    Code(
        "DW094",
        "Nobody approved this version",
        "The version before it says who approved it and when; this one does not. Whoever asks later why it was used "
        "finds no answer.",
        "Add `approved` with who approved it and the day.",
        wrong='version: "2026-09"\nvalid_from: 2026-09-01',
        right='version: "2026-09"\nvalid_from: 2026-09-01\napproved: {by: compliance, date: 2026-08-20}',
    ),
    Code(
        "DW095",
        "A version counts from before it was approved",
        "Cases that were opened between the two days came to a text that nobody had approved yet.",
        "Let it count from the day of its approval or a later one, or say who answers for the days between.",
        wrong="valid_from: 2026-09-01\napproved: {by: compliance, date: 2026-09-10}",
        right="valid_from: 2026-09-15\napproved: {by: compliance, date: 2026-09-10}",
    ),
    Code(
        "DW096",
        "The case cannot move to this version as it is",
        "The version has no place for something of the case: the step at which it stands, a hold that is on, a payment "
        "plan that runs. Or a step that was done would become one that does something else, so that the law or the "
        "debtor would be told a wrong story. A guess could do something twice or drop a term, so the case stays.",
        "Say which step takes its place with `--map OLD=NEW` (`--map OLD=` where none does), settle what is open, or "
        "leave the case under its version: it runs on as before.",
        wrong="dunwell migrate 2026-0042 --policy ours     # stands at 'notice', which the new version does not have",
        right="dunwell migrate 2026-0042 --policy ours --map notice=second_notice",
    ),
    Code(
        "DW097",
        "There is no such version to move to",
        "No file and no text of the journal has this version, several have it, it does not count yet, or a step named "
        "with `--map` is not there.",
        "Name a version that is in force with `--to`, and steps as the policies write them.",
        wrong="dunwell migrate --policy ours --to 2062-09",
        right="dunwell migrate --policy ours --to 2026-09",
    ),
    Code(
        "DW098",
        "The case is in the middle of something",
        "A delivery is on its way or in doubt, a decision waits for a second person, something is recorded for a later "
        "day, or the case has changed since it was looked at. Moved now, it could be done twice or not at all.",
        "Settle that first (`dunwell outbox`, `dunwell confirm`), then move the case.",
    ),
    Code(
        "DW099",
        "There is nothing to move",
        "The case is under this version already, or it has ended.",
        "Nothing. A case that goes on after its end is recorded as reopened or recalled first.",
    ),
)
