"""DW630-DW637: message templates that do not say what they must, or cannot be used."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW630",
        "A message does not state what it has to",
        "The law files list what each kind of message states. Without what a legal form asks, the letter may have no "
        "effect; without what is advised, the debtor cannot easily pay or answer. It must be stated on every way "
        "through the template's conditions.",
        "Print the field or write the sentence that the message names, outside conditions or in each of its branches.",
        wrong="{% if costs.vat %}…{{ costs.total | money }}…{% endif %}",
        right="{{ costs.total | money }}{% if costs.vat %}…{% endif %}",
    ),
    Code(
        "DW631",
        "A letter by law words its term in a way that takes away its effect",
        "Where the law counts the term from receipt, a term that counts from today, from the letter's date or from "
        "sending is too short, and a fixed last day may fall too early. Courts then refuse the costs.",
        "Word the term in one of the accepted ways, print its days and no day on which it ends.",
        wrong="Betaal uiterlijk op {{ term.last_day | day }}.",
        right="Betaal binnen {{ term.days }} dagen vanaf de dag nadat deze brief bij u is bezorgd.",
    ),
    Code(
        "DW632",
        "A message names two terms",
        "With two terms the debtor cannot know which one holds, and in a letter by law both may fall away. A term that "
        "is written out becomes a second one as soon as the policy grants another.",
        "Keep one, and print it from the policy.",
        wrong="Betaal binnen 7 dagen, dus uiterlijk op {{ term.last_day | day }}.",
        right="Betaal uiterlijk op {{ term.last_day | day }}.",
    ),
    Code(
        "DW633",
        "A template uses a field or a slot that does not exist",
        "A message knows only the fields in the reference. A misspelt one would leave a hole in the letter.",
        "Take the field that the message suggests, or look it up in the reference of templates.",
        wrong="{{ invoice.numbr }}",
        right="{{ invoice.number }}",
    ),
    Code(
        "DW634",
        "A template cannot be read",
        "The file is missing, is no Jinja template, or lacks one of its two blocks, `subject` and `body`.",
        "Mend the line that the message names.",
        wrong="{% block body %}Dear {{ debtor.name }",
        right="{% block subject %}Reminder{% endblock %}\n{% block body %}Dear {{ debtor.name }}{% endblock %}",
    ),
    Code(
        "DW635",
        "A template does something that is not allowed",
        "Templates hold words, fields, conditions, lists and parts; in Markdown paragraphs, bold, italic, links and "
        "lists. So that the same text becomes a letter, a mail and plain text, and so that it can be checked before it "
        "is sent.",
        "Write it with what is allowed; the message says what stands there.",
        wrong="{{ claim.total | round }}",
        right="{{ claim.total | money }}",
    ),
    Code(
        "DW636",
        "A message prints a field that is unknown in this case",
        "An optional field, such as a telephone number, is not known for everybody. A letter with a hole is not sent.",
        "Ask before printing, or add what is missing to the invoice or the settings.",
        wrong="Bel {{ contact.phone }}.",
        right="{% if contact.phone %}Bel {{ contact.phone }}.{% endif %}",
    ),
    Code(
        "DW637",
        "A template prints what its step can never give",
        "A step without a term has no last day to pay, one that announces no costs has no amount of them. If a "
        "template prints such a field without asking, no case can have its message: it would never go out.",
        "Give the step what the template needs, take another template, or ask in the template before printing.",
        wrong="do: email, template: reminder",
        right="do: email, template: reminder, term: 7 days after sent",
    ),
)
"""The rows of this module."""
