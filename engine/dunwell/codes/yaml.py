"""DW101-DW131: a YAML file that cannot be read, or that could be read in two ways."""

from __future__ import annotations

from dunwell.codes import Code

_FILE = (
    Code(
        "DW101",
        "The file is too large",
        "A policy or test of more than 1 MiB is nothing that a person wrote, and reading it would take long.",
        "Split the file, or check whether it is the file you meant.",
    ),
    Code(
        "DW102",
        "The file is not UTF-8",
        "In another encoding the same bytes are other letters. Guessing would turn names and amounts into something "
        "else without a word.",
        "Save the file as UTF-8: in most editors under Save as, Encoding. A byte order mark at the start does no harm.",
    ),
    Code(
        "DW103",
        "The text holds a character that cannot be seen",
        "Control characters, zero-width spaces and marks that turn the direction of text make a file read differently "
        "from what it does. They mostly come along when text is pasted.",
        "Delete the character. If you cannot find it, delete the word around it and type it anew.",
        wrong=r'title: "Reminder\u200B"',
        right='title: "Reminder"',
    ),
    Code(
        "DW104",
        "The file is empty",
        "There is nothing in it, or only comments. A policy that says nothing is more likely a mistake than a wish.",
        "Write at least one key and its value, or remove the file.",
        wrong="# policy: nl-standard",
        right="policy: nl-standard",
    ),
)

_SYNTAX = (
    Code(
        "DW110",
        "This is not YAML",
        "At this place YAML's grammar allows nothing of what stands there, so the rest of the file cannot be read.",
        "Look at the place and the line before it: a text may need quotes, or a character may be left over.",
        wrong="text: | Dear customer",
        right="text: |\n  Dear customer",
    ),
    Code(
        "DW111",
        "A tab or a no-break space is used as indentation",
        "In YAML the indentation says what belongs to what. A tab is as wide as each editor likes, and "
        "a no-break space, pasted from a web page or a letter, counts as a letter.",
        "Use two spaces for each level. Most editors can turn tabs into spaces for the whole file.",
        wrong="reminder:\n\tdo: email",
        right="reminder:\n  do: email",
    ),
    Code(
        "DW112",
        "The indentation does not line up",
        "In YAML the indentation says what belongs to what. A line that lines up with nothing belongs nowhere.",
        "Give keys that belong together the same indentation, and two spaces more to what belongs below a key.",
        wrong="reminder:\n  do: email\n template: reminder",
        right="reminder:\n  do: email\n  template: reminder",
    ),
    Code(
        "DW113",
        "A text with a colon needs quotes",
        "A colon with a space behind it ends a key. On a line that has a key already, YAML does not know what the "
        "second one is.",
        "Put the text in quotes.",
        wrong="title: Reminder: first step",
        right='title: "Reminder: first step"',
    ),
    Code(
        "DW114",
        "A quote is not closed, or closed too early",
        "A text in quotes runs from the first quote to the next one. What follows a closing quote on the line belongs "
        "to nothing.",
        "Close the quote. Write a quote inside '…' twice, or use the other kind of quotes around the text.",
        wrong="title: 'The customer's last chance'",
        right='title: "The customer\'s last chance"',
    ),
    Code(
        "DW115",
        "A bracket or a comma is missing or left over",
        "A list in [ ] or a table in { } ends at its closing bracket, and a comma separates its entries.",
        "Close the bracket, add the comma, or write one entry on each line without brackets.",
        wrong="channels: [email, letter",
        right="channels: [email, letter]",
    ),
    Code(
        "DW116",
        "A text that starts with a special character needs quotes",
        "YAML gives a meaning of its own to @ ` % & * ! ? | > at the start of a text.",
        "Put the text in quotes.",
        wrong="owner: @collections",
        right='owner: "@collections"',
    ),
    Code(
        "DW117",
        "A backslash means nothing here",
        'In double quotes a backslash starts an escape such as \\n or \\". Any other letter behind it is an error.',
        "Use single quotes, in which a backslash is a backslash, or write it twice.",
        wrong=r'file: "letters\december.pdf"',
        right=r"file: 'letters\december.pdf'",
    ),
    Code(
        "DW118",
        "A line is no key with a value",
        "Between the keys of a table every line must be one more key, with a colon and a space behind it.",
        "Write `key: value`, with a space behind the colon.",
        wrong="do:email\ntemplate: reminder",
        right="do: email\ntemplate: reminder",
    ),
    Code(
        "DW119",
        "A list starts on the line of its key",
        "Behind a key YAML expects one value; a dash there starts a list that has no lines of its own.",
        "Put each item on a line of its own below the key, or write the list in brackets.",
        wrong="channels: - email",
        right="channels:\n  - email",
    ),
)

_REFUSED = (
    Code(
        "DW120",
        "A key is used twice in one table",
        "Most programs would silently use the last one. Whoever reads the first would be wrong about what happens.",
        "Keep one of the two.",
        wrong="wait: 7 days\nwait: 14 days",
        right="wait: 14 days",
    ),
    Code(
        "DW121",
        "Anchors and aliases are not allowed",
        "`&name` and `*name` repeat a part of the file somewhere else. A reviewer should see each rule where it "
        "applies, and a change in one place should not change another.",
        "Write the value out where it is used. If the text starts with & or *, put it in quotes.",
        wrong="first: &calm {wait: 14 days}\nsecond: *calm",
        right="first: {wait: 14 days}\nsecond: {wait: 14 days}",
    ),
    Code(
        "DW122",
        "Merge keys are not allowed",
        "`<<` brings in keys from another part of the file, so that the table does not show what it holds.",
        "Write the keys out in full.",
        wrong="second:\n  <<: *first\n  wait: 14 days",
        right="second:\n  do: email\n  wait: 14 days",
    ),
    Code(
        "DW123",
        "Tags are not allowed",
        "A tag such as `!!int` or `!path` makes a value something else than it looks like, and other programs read it "
        "in other ways.",
        "Remove the tag. If the text starts with !, put it in quotes.",
        wrong="wait: !!str 7",
        right='wait: "7"',
    ),
    Code(
        "DW124",
        "More than one document in a file",
        "A line `---` in the middle starts a second document. Only one is read, so the rest would have no effect.",
        "Make a file of its own for each, or remove the line.",
        wrong="policy: nl-standard\n---\npolicy: nl-gentle",
        right="policy: nl-standard",
    ),
    Code(
        "DW125",
        "A key is not text",
        "Programs disagree on what a key such as `1`, `true` or nothing is. A key in braces mostly comes from a text "
        "with {{ … }} that is not in quotes.",
        "Put the key, or the text, in quotes.",
        wrong="subject: {{ invoice.number }}",
        right='subject: "{{ invoice.number }}"',
    ),
)

_LIMITS = (
    Code(
        "DW130",
        "Lists and tables are nested too deep",
        "Beyond 40 levels nobody can read the file; mostly it was made by a program, or to make one crash.",
        "Write it flatter.",
    ),
    Code(
        "DW131",
        "The file holds too many values",
        "More than 50,000 keys and values are nothing that a person wrote or can review.",
        "Split the file, or check whether it is the file you meant.",
    ),
)

CODES: tuple[Code, ...] = (*_FILE, *_SYNTAX, *_REFUSED, *_LIMITS)
