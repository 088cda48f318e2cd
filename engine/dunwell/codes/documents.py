"""DW801-DW879: files, e-invoices and our own invoice file. (Bank statements have the rest of the family.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.codes import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.problems import Severity

_FILES = (
    Code(
        "DW801",
        "The file cannot be opened",
        "It does not exist, is a folder, or may not be read.",
        "Check the name and the rights.",
    ),
    Code(
        "DW802",
        "The file is of no kind that we read",
        "A file is recognised by what is in it, not by its name: XML, a PDF with an invoice inside, MT940 text, or our "
        "own invoice file in YAML or JSON. This one is none of them.",
        "Ask for the e-invoice itself, or write our own invoice file.",
        right='number: 2026-0042\ntotal: "1210.00"\n…',
    ),
    Code(
        "DW803",
        "The XML is broken",
        "A tag is not closed, a character is not allowed, or the file was cut off. Half an invoice is not read.",
        "Ask for the file again, as the sender's system wrote it.",
        wrong="<Invoice><ID>2026-0042</Invoice>",
        right="<Invoice><ID>2026-0042</ID></Invoice>",
    ),
    Code(
        "DW804",
        "The file has a DOCTYPE",
        "A DOCTYPE can make a program fetch other files or swell without end. No standard for invoices or bank "
        "statements uses one, so a file that has one is refused.",
        "Ask for the file without it. A web page saved as .xml is not an invoice.",
        wrong='<!DOCTYPE Invoice SYSTEM "invoice.dtd"><Invoice>…</Invoice>',
        right="<Invoice>…</Invoice>",
    ),
    Code(
        "DW805",
        "The file is too large or too deep",
        "There are limits on bytes, elements and depth, far above what invoices and statements need, so that a hostile "
        "file cannot take the memory of the machine.",
        "Look at what was sent; split a very large bank file by period.",
    ),
    Code(
        "DW806",
        "The characters are not in the encoding that the file names",
        "The file was read as Windows-1252, which such files nearly always are. Names with accents may be wrong.",
        "Check the names; ask the sender to write UTF-8.",
        severity="warning",
    ),
    Code(
        "DW807",
        "XML of another kind",
        "The root element is not that of an invoice, a credit note or a bank statement. An order or a reminder is no "
        "claim.",
        "Look at what was sent.",
        wrong="<Order>…</Order>",
        right="<Invoice>…</Invoice>",
    ),
    Code(
        "DW808",
        "A PDF without an invoice inside",
        "Factur-X and ZUGFeRD put the invoice as XML into the PDF. A PDF without it is a picture of an invoice: "
        "reading it would be guessing.",
        "Ask for the e-invoice, or copy the data into our own invoice file.",
    ),
    Code(
        "DW809",
        "The PDF cannot be opened",
        "It is broken, or locked with a password.",
        "Ask for it again, without a password.",
    ),
)

_CONTENT = (
    Code(
        "DW811",
        "A field that a claim needs is missing",
        "Without a number, an issue date, an amount, a currency, a creditor and a debtor there is nothing to dun for.",
        "Ask the seller for a complete invoice. A missing name can be set in the case.",
    ),
    Code(
        "DW812",
        "An amount that cannot be read",
        "Amounts are written with a decimal point and without thousands separators. 1,210 may be a thousand or one and "
        "a bit: it is not guessed.",
        "Mend it in the system that wrote the invoice.",
        wrong="1.210,00",
        right="1210.00",
    ),
    Code(
        "DW813",
        "A date that cannot be read",
        "Dates are written as YYYY-MM-DD (UBL) or YYYYMMDD (CII). 03-04-2026 may be March or April; 30 February does "
        "not exist.",
        "Mend it in the system that wrote the invoice.",
        wrong="30-02-2026",
        right="2026-02-28",
    ),
    Code(
        "DW814",
        "The currency of the amount due is not that of the document",
        "The document says one currency and its amount due another, or only the amount says one.",
        "Ask the seller. Until then the document's currency is taken, else the amount's.",
        severity="warning",
    ),
    Code(
        "DW815",
        "The amount due does not follow from the totals",
        "Amount due = total with VAT - paid before + rounding. Here it is not; the amount due is taken as written.",
        "Ask the seller which amount is right before claiming it.",
        severity="warning",
    ),
    Code(
        "DW816",
        "Nothing to claim",
        "The amount due is zero, or negative: then it is the buyer who gets money.",
        "Do not dun for it. Book a negative invoice as a credit.",
        severity="warning",
    ),
    Code(
        "DW817",
        "The amount due was worked out",
        "The document says no amount due. The total less what was paid before stands in for it.",
        "Make sure that nothing else was paid before.",
        severity="warning",
    ),
    Code(
        "DW821",
        "Not a claim",
        "The type code says that this is a pro forma invoice, a notice or accounting information.",
        "Do not dun for it; wait for the invoice.",
        severity="warning",
    ),
    Code(
        "DW822",
        "An invoice of a special kind",
        "Corrected, partial, prepayment, self-billed and factored invoices, and insurance premiums, are claims, but "
        "each needs a look first: is the same claimed twice, and by whom?",
        "Look at what the message names.",
        severity="info",
    ),
    Code(
        "DW823",
        "An unknown type code",
        "The code is not in the list UNTDID 1001 as EN 16931 uses it. The root element decided what the document is.",
        "Look at the document.",
        severity="warning",
    ),
    Code(
        "DW824",
        "Root element and type code disagree",
        "A CreditNote carries the type code of an invoice. It was read as a credit note, so that nothing is claimed "
        "that may be owed to the buyer.",
        "Ask the seller which of the two it is.",
        severity="warning",
    ),
    Code(
        "DW825",
        "An invoice for interest",
        "All lines are about interest. Whether interest runs on interest is another question than on a price.",
        "Use a policy that charges no interest for this case.",
        severity="warning",
    ),
    Code(
        "DW831",
        "No due date as data",
        "The invoice has no due date in a field made for it; prose about it is quoted but not read.",
        "Give the due date yourself, or let the default term of the law pack count.",
        severity="warning",
    ),
    Code(
        "DW832",
        "Several due dates",
        "Instalments, or the end of a discount and the end of the term. The first stands for the whole.",
        "Claim instalments one by one.",
        severity="warning",
    ),
    Code(
        "DW833",
        "Due before the invoice was issued",
        "Nobody can pay an invoice that is not there yet, so the due date is doubtful.",
        "Ask the seller; set the due date.",
        severity="warning",
    ),
    Code(
        "DW834",
        "Due on the day of issue",
        "Many programs write the issue date where they have no due date. If the terms speak of days, those were "
        "probably agreed.",
        "Make sure which term was agreed.",
        severity="info",
    ),
    Code(
        "DW835",
        "A discount for early payment",
        "A payer who pays in time and deducts the discount has paid in full: the rest is not an open claim.",
        "Where percent and days are data nothing is to do. Prose is not read: give it as agreement.discount.",
        right='agreement: {discount: {percent: "2", days: 10}}',
        severity="info",
    ),
    Code(
        "DW836",
        "The terms speak of interest",
        "An agreed rate stands in prose only and is not read from there.",
        "Give it as agreement.interest if it was agreed; else the statutory rate counts.",
        right='agreement: {interest: "12"}',
        severity="info",
    ),
    Code(
        "DW840",
        "To be paid in parts",
        "The invoice says which part of the amount belongs on which account, as with the blocked account (G-rekening) "
        "of Dutch chain liability. A payment on one of them is a part payment.",
        "Name all accounts in letters.",
        severity="warning",
    ),
    Code(
        "DW841",
        "Paid by direct debit",
        "The seller collects the money. The debtor is not late before the debit was returned.",
        "Wait for the bank file; record a returned debit as an event.",
        severity="warning",
    ),
    Code(
        "DW842",
        "Several accounts",
        "The invoice names more than one account: a choice for the payer, or a split.",
        "Say which account letters should name.",
        severity="warning",
    ),
    Code(
        "DW843",
        "No account",
        "The invoice does not say to which account to pay.",
        "Set the creditor's account, or letters cannot name one.",
        severity="info",
    ),
    Code(
        "DW844",
        "An IBAN with wrong check digits",
        "Length or check digits (ISO 13616, mod 97) are wrong, so a bank will refuse it.",
        "Ask the seller for the right account before a letter names it.",
        severity="warning",
    ),
    Code(
        "DW845",
        "An account that is not an IBAN",
        "It may be right (bankgiro, an account in another country), but payment codes and many banks need an IBAN.",
        "Add the IBAN if there is one.",
        severity="info",
    ),
    Code(
        "DW846",
        "Somebody else is to be paid",
        "The payee is not the seller: a factor, or another firm of the group. Who may claim depends on it.",
        "Make sure who may claim, and in whose name letters go out.",
        severity="warning",
    ),
    Code(
        "DW847",
        "A payment reference that cannot be used",
        "It is a date, or its check digits do not hold. Payments that carry it are hard to match.",
        "Name the invoice number in letters.",
        severity="warning",
    ),
    Code(
        "DW848",
        "The buyer may be a consumer",
        "There is no company or VAT number. That does not make a consumer, nor does having one make a business.",
        "Set debtor.kind if you know it.",
        right="debtor: {kind: business}",
        severity="info",
    ),
    Code(
        "DW849",
        "The same invoice number with other content",
        "Two documents have the same seller, number and kind, but differ. One may be a new delivery of the other. They "
        "are not merged.",
        "Ask the seller which one counts.",
        severity="warning",
    ),
)

_OWN_FILE = (
    Code(
        "DW861",
        "An unknown key in our own invoice file",
        "A key that nobody reads is usually a typing mistake, and then something you wanted to say is lost.",
        "Use one of the keys that the message names.",
        wrong="numbr: 2026-0042",
        right="number: 2026-0042",
    ),
    Code(
        "DW862",
        "A value of the wrong type in our own invoice file",
        "Every key takes one kind of value: text, a day, an amount, a word from a list, yes or no, a table.",
        "Write it as the message shows.",
        wrong="total: 1.210,00",
        right='total: "1210.00"',
    ),
    Code(
        "DW863",
        "A key is missing in our own invoice file",
        "number, issued, currency, total, creditor.name and debtor.name are always needed.",
        "Add it.",
    ),
    Code(
        "DW864",
        "Two keys contradict each other in our own invoice file",
        "Give the due date or the term, not two that differ; and no more can be paid than the total.",
        "Keep the one that is right.",
        wrong="issued: 2026-01-05\ndue: 2026-02-04\nterm: 14 days",
        right="issued: 2026-01-05\ndue: 2026-02-04",
    ),
)

CODES: tuple[Code, ...] = (*_FILES, *_CONTENT, *_OWN_FILE)

SEVERITY: Mapping[str, Severity] = {code.code: code.severity for code in CODES}
"""How bad each of these problems is, unless the reader says otherwise for a case."""
