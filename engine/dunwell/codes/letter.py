"""DW030-DW036: letters."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW030",
        "The drop folder cannot be used",
        "Letters are put into a folder from which the print service takes them. A folder outside the workspace is "
        "never made: if a share is not mounted, letters would wait on this machine for nobody.",
        "Make the folder or mount the share, see who may write in it, or name another one.",
        "channels: {letter: {folder: /mnt/prnt}}",
        "channels: {letter: {folder: /mnt/print}}",
    ),
    Code(
        "DW031",
        "The logo cannot be used",
        "It is not there, or it is no SVG or PNG file. Text in an SVG would be set in the letter's font, and so look "
        "different from the logo.",
        "Correct the path, which counts from dunwell.yaml. Save the logo as SVG with its text as outlines, or as PNG.",
        "channels: {letter: {logo: logo.docx}}",
        "channels: {letter: {logo: logo.svg}}",
    ),
    Code(
        "DW032",
        "The font of the letters is missing",
        "Fonts of the machine are not looked at, so that two machines make the same letter. The family is neither one "
        "of the program's own, nor in the folder that is named.",
        "Name the folder with the font's files, and the family as the files write it.",
        "channels: {letter: {font: Inter}}",
        "channels: {letter: {font: Inter, fonts: fonts}}",
    ),
    Code(
        "DW033",
        "The envelope profile cannot be used",
        "The profile says where the address stands on the page, so that it is seen through the window. It is unknown, "
        "or a size in it cannot be.",
        "Name a shipped profile, or a YAML file of your own with sizes in millimetres.",
        "channels: {letter: {window: c56}}",
        "channels: {letter: {window: nl-c56}}",
    ),
    Code(
        "DW034",
        "Letters do not know who the creditor is",
        "A letter says who sends it. The workspace does not, so each invoice would have to; a letter for one that does "
        "not is not made.",
        "Write the creditor's name and address into dunwell.yaml.",
        right="creditor: {name: Zilverreiger Kantoorbouw B.V., address: 'Proefkade 1, 3500 AA Utrecht'}",
        severity="warning",
    ),
    Code(
        "DW035",
        "The fixed words of letters are not whole",
        "Words such as those for the date and the page number are a table by language. There is none in the language, "
        "or a word is missing in it.",
        "Write all words of the language into a file of your own, like those in templates/letter/words.",
        "fr: {locale: fr_FR, date: Date}",
        "nl: {reference: Uw dossier}",
    ),
    Code(
        "DW036",
        "A row on a returned letter cannot be read",
        "The row has no reference of a letter, or no day on which it came back. The other rows are taken in.",
        "Write the reference that stands at the foot of the letter and the day, then import the file again.",
        "2026-0042,soon,moved",
        "72a10fd8b1aac45d1b5a9cd5,2026-04-02,moved",
    ),
)
