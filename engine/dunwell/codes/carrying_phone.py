"""DW040-DW049: calls as worklists, events from a file, and going live on a running portfolio."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW040",
        "The worklists cannot be made like this",
        "The hours leave no room for a call, or the time zone or the language is none that is known.",
        "Mend the keys of the channel in dunwell.yaml.",
        "phone: {from: '17:00', until: '09:00'}",
        "phone: {from: '09:00', until: '17:00'}",
    ),
    Code(
        "DW041",
        "The folder of the worklists cannot be written",
        "Calls would be due that nobody sees.",
        "Name a folder that may be written to; it counts from the workspace.",
        "phone: {folder: /calls}",
        "phone: {folder: out/calls}",
    ),
    Code(
        "DW042",
        "A worklist has no column with the references",
        "Only the reference says for certain which call a row is about: a case may be called more than once, and "
        "spreadsheets change invoice numbers.",
        "Take the list as it was handed out, and fill in its empty columns.",
        "invoice;outcome",
        "reference;invoice;outcome",
    ),
    Code(
        "DW043",
        "A cell of a worklist cannot be read",
        "An outcome, a day or an amount is not one of those that can be meant. A guess would record what nobody said.",
        "Mend the cell and give the list again; rows that were taken in already count once.",
        "ref-0123456789abcdef01234567;promised;02/04/2026",
        "ref-0123456789abcdef01234567;promise;2026-04-02",
    ),
    Code(
        "DW044",
        "The file is no list of events",
        "A list of events is a table saved as CSV, with a row of headings, among them `case` and `event`. Every other "
        "heading is a key of an event, or one of `at`, `by` and `data`.",
        "Write the headings into the first row.",
        "invoice;what;when",
        "case;event;at;amount",
    ),
    Code(
        "DW045",
        "A row cannot be recorded",
        "A cell of it cannot be read. As long as any row is wrong nothing of the file is recorded, so that the mended "
        "file can simply be given again.",
        "Mend the row. With --rest the other rows are recorded without it.",
        "2026-0042;payment_received;02/04/2026;400,00",
        "2026-0042;payment_received;2026-04-02;400,00",
    ),
    Code(
        "DW046",
        "What came back cannot be taken in",
        "It is about nothing that was sent out from this journal, or it says otherwise than what was taken in before. "
        "What is recorded is not changed.",
        "Look whether it belongs to another workspace. What was recorded wrongly is corrected by another event.",
    ),
    Code(
        "DW047",
        "The file is no list of what was sent",
        "It is a table saved as CSV with the headings `number`, `what` and `on`, and if needed `seller`, `channel`, "
        "`outcome` and `remark`.",
        "Write the headings into the first row.",
        "invoice no;letter",
        "number;what;on",
    ),
    Code(
        "DW048",
        "A row of what was sent fits nothing",
        "It names no invoice that is opened with it, no step of the policy, or a day on which it cannot have been "
        "sent. Were it left out, the debtor could get the same message twice.",
        "Mend the row, open its invoice too, or take it out if it is not about a claim any more.",
        "2026-0042;remindr;2026-02-06",
        "2026-0042;reminder;2026-02-06",
    ),
    Code(
        "DW049",
        "The case is open already, without what the file says was sent",
        "What was sent before is taken in when a case is opened. A case that is open may have sent something since.",
        "Record it with `dunwell record CASE step_done step=… --at DAY`, or many at once with `dunwell record --from`.",
    ),
)
