"""DW901-DW950: the command line used wrongly, or something around it (files, folders, output) in the way."""

from __future__ import annotations

from dunwell.codes import Code

_INPUT = (
    Code(
        "DW901",
        "The file does not exist",
        "Nothing of that name is there, seen from the folder in which the command runs.",
        "Check the spelling and the folder. A path without a slash at its start counts from where you are.",
        wrong="dunwell check policies/nl/standart.yaml",
        right="dunwell check policies/nl/standard.yaml",
    ),
    Code(
        "DW902",
        "A file was expected, but this is a folder",
        "This command reads one file at a time, or the format needs one.",
        "Name the file in the folder.",
        wrong="dunwell simulate invoices/",
        right="dunwell simulate invoices/2026-0042.xml",
    ),
    Code(
        "DW903",
        "A folder was expected, but this is a file",
        "This command works on a folder, such as a workspace.",
        "Name the folder that holds the file.",
        wrong="dunwell init dunwell.yaml",
        right="dunwell init receivables",
    ),
    Code(
        "DW904",
        "The file may not be read",
        "It is there, but the operating system refuses it, or another program keeps it locked.",
        "Close it elsewhere, or ask whoever owns it for the right to read it.",
    ),
    Code(
        "DW905",
        "There is nothing to read in the folder",
        "The folder holds no file of the kind that the command works on, so nothing was checked. A run that looked at "
        "nothing should not look like a success.",
        "Check the folder, or name the files.",
        wrong="dunwell check docs/",
        right="dunwell check policies/",
    ),
    Code(
        "DW906",
        "The file could not be read to its end",
        "The disk or the network broke off in the middle. What came through is not used.",
        "Try again; copy the file to this machine if it lies on another.",
    ),
)

_OUTPUT = (
    Code(
        "DW910",
        "The output cannot be written",
        "The folder does not exist, may not be written to, or the disk is full.",
        "Choose another place with -o, or make the folder first.",
        wrong="dunwell simulate invoice.xml -o reports/june.html",
        right="mkdir reports\ndunwell simulate invoice.xml -o reports/june.html",
    ),
    Code(
        "DW911",
        "There is something at this place already",
        "The command would write over it, and what is there could be lost.",
        "Choose another place, or move what is there out of the way.",
    ),
    Code(
        "DW912",
        "This form needs a file to be written to",
        "The output is meant for a browser or another program and is unreadable in a terminal.",
        "Name a file with -o.",
        wrong="dunwell preview letter --format pdf",
        right="dunwell preview letter --format pdf -o letter.pdf",
    ),
)

_VALUES = (
    Code(
        "DW920",
        "The value does not suit the option",
        "It has another form than the option takes: a day is YYYY-MM-DD, an amount has a decimal point.",
        "Write it in the form that --help shows.",
        wrong="dunwell simulate invoice.xml --on 5-2-2026",
        right="dunwell simulate invoice.xml --on 2026-02-05",
    ),
    Code(
        "DW921",
        "Two options do not go together",
        "Each asks for something that the other rules out.",
        "Leave one of them out.",
    ),
    Code(
        "DW922",
        "An assumption is not FIELD=VALUE",
        "--assume takes the name of a field, an equals sign and a value.",
        "Write the field, = and the value, without spaces around =.",
        wrong="dunwell simulate invoice.xml --assume consumer",
        right="dunwell simulate invoice.xml --assume debtor.kind=consumer",
    ),
    Code(
        "DW923",
        "The field is not known",
        "Only the fields of the policy language can be assumed; another name would have no effect.",
        "Take one of the names in the fields reference.",
        wrong="dunwell simulate invoice.xml --assume debtor.type=consumer",
        right="dunwell simulate invoice.xml --assume debtor.kind=consumer",
    ),
    Code(
        "DW924",
        "The field cannot have this value",
        "The field has a fixed set of values, or takes a number, an amount or yes and no; this is none of them.",
        "Take one of the values in the fields reference.",
        wrong="dunwell simulate invoice.xml --assume debtor.kind=private",
        right="dunwell simulate invoice.xml --assume debtor.kind=consumer",
    ),
)

_NAMES = (
    Code(
        "DW925",
        "A step or message that the policy does not have was asked for",
        "Only steps and messages with a template have words to show.",
        "Write the name as the policy has it; the message lists or suggests one.",
        wrong="dunwell preview invoice.xml --step remindr",
        right="dunwell preview invoice.xml --step reminder",
    ),
    Code(
        "DW926",
        "No message can say whom to ask",
        "Messages invite the debtor to ask or to object. Without an e-mail address or a telephone number they cannot "
        "say where, and a debtor with a question does not pay.",
        "Say in the workspace's dunwell.yaml who answers, or have the invoice name the seller's contact.",
        wrong="creditor: {name: Zilverreiger B.V.}",
        right="creditor: {name: Zilverreiger B.V., contact: {email: debiteuren@zilverreiger.example.nl}}",
        severity="warning",
    ),
    Code(
        "DW930",
        "The policy is not known",
        "No policy with that id is shipped or stands in the workspace, and it is no file either.",
        "Check the spelling, or name the policy's file.",
        wrong="dunwell simulate invoice.xml --policy nl-standart",
        right="dunwell simulate invoice.xml --policy nl-standard",
    ),
    Code(
        "DW931",
        "The problem code is not known",
        "Problem codes are DW and three digits. None has this number.",
        "Check the number in the message that you read.",
        wrong="dunwell explain DW1113",
        right="dunwell explain DW113",
    ),
    Code(
        "DW932",
        "The law pack is not known",
        "There are no figures, calendars and guardrails for a jurisdiction of this name.",
        "Take a jurisdiction that is shipped, such as nl.",
        wrong="dunwell law costs --law holland --principal 820.00",
        right="dunwell law costs --law nl --principal 820.00",
    ),
    Code(
        "DW933",
        "There is no such thing to explain",
        "The argument is no problem code, no guardrail, no policy and no case.",
        "Name one of these; for a step, name its policy first.",
        wrong="dunwell explain reminder",
        right="dunwell explain nl-standard reminder",
    ),
    Code(
        "DW934",
        "The policy has no such step",
        "The policy was found, but none of its steps has this name.",
        "Check the spelling against the policy's file.",
    ),
)

_WORKSPACE = (
    Code(
        "DW935",
        "The document is nothing to collect",
        "Only an invoice with an amount and a date is a claim. A credit note, a pro forma or an amount of zero "
        "or less is not.",
        "Name the invoice itself, or give what is missing with `--assume`.",
        "dunwell simulate credit-note.xml",
        "dunwell simulate invoice.xml",
    ),
    Code(
        "DW936",
        "No policy is for this invoice",
        "Every policy says in `applies_to` which invoices it is for, and none of them surely fits: another country or "
        "currency, or an invoice that is collected by direct debit. An unknown fact does not fit either.",
        "Give the missing fact with `--assume`, or name a policy with `--policy` to see what it would do.",
        "dunwell simulate german-invoice.xml",
        "dunwell simulate german-invoice.xml --policy policies/nl/standard.yaml",
    ),
    Code(
        "DW937",
        "A simulation passes something over",
        "A simulation shows what a policy would do even before the day it is valid from, and also for an invoice that "
        "it is not for when it was asked for by name. A real run does neither.",
        "Nothing to do; keep it in mind when reading the timeline.",
        severity="info",
    ),
    Code(
        "DW938",
        "The file does not hold exactly one invoice",
        "A timeline is that of one invoice.",
        "Give one invoice a file; `dunwell read` shows what the file holds.",
        "dunwell simulate statement.xml",
        "dunwell simulate invoice.xml",
    ),
    Code(
        "DW939",
        "A preview is not quite what the policy says",
        "Messages are shown in another language than the policy's, or the one asked for does not go out. A policy is "
        "checked in its own language; look at the other one before you send in it.",
        "Choose the language with --language, or assume what leads to the message in a scenario.",
        wrong="dunwell preview invoice.xml --language en",
        right="dunwell preview invoice.xml",
        severity="info",
    ),
    Code(
        "DW940",
        "This is no workspace",
        "A workspace is a folder with a file dunwell.yaml. There is none here, nor where --workspace or "
        "DUNWELL_WORKSPACE points.",
        "Go to the workspace, name it with --workspace, or make one with `dunwell init`.",
    ),
    Code(
        "DW941",
        "The policy has no such step",
        "`dunwell explain` tells one step by the name it has in the policy.",
        "Write the step as the policy does, after `step:`.",
        "dunwell explain policies/nl/standard.yaml remider",
        "dunwell explain policies/nl/standard.yaml reminder",
    ),
    Code(
        "DW942",
        "It cannot be shown in that form",
        "A whole policy is told as text, Markdown, HTML or JSON; one step as text, Markdown or JSON; a case, a problem "
        "code and a guardrail as text or JSON.",
        "Choose another --format.",
        "dunwell explain DW113 --format html",
        "dunwell explain policies/nl/standard.yaml --format html -o policy.html",
    ),
    Code(
        "DW950",
        "An internal error",
        "Dunwell met something that its makers did not foresee. This is our mistake, not yours.",
        "Report it, with the command and the version (`dunwell --version`). Leave out whatever names a debtor.",
    ),
)

CODES: tuple[Code, ...] = (*_INPUT, *_OUTPUT, *_VALUES, *_NAMES, *_WORKSPACE)
