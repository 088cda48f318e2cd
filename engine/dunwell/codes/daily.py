"""DW060-DW069: the customer register, how much may go out in a day, and the switch that stops everything."""

from __future__ import annotations

from dunwell.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "DW060",
        "The customer register cannot be used",
        "dunwell.yaml names a customer register, and nothing of it can be read. Invoices opened without it would be "
        "taken for those of consumers, or go to an old address.",
        "Check the file's name, and that it is a CSV file with a heading. Without a register, take the key out.",
        "customers: klanten.xlsx",
        "customers: klanten.csv",
    ),
    Code(
        "DW061",
        "No column of the register tells customers apart",
        "An invoice is joined to a customer by VAT number, company number, customer number, or name and postcode. The "
        "heading of the file has none of them, in Dutch or in English.",
        "Give one column such a heading. docs/reference/workspace.md lists all that are known.",
        "wie;soort",
        "klantnummer;soort",
    ),
    Code(
        "DW062",
        "A column of the register is not read",
        "Its heading looks like one that is known, or another column says the same already. Other columns that are not "
        "known are left alone: a bookkeeping program writes many.",
        "Change the heading, or take one of the two out.",
        "klantnummer;soort klnt",
        "klantnummer;soort klant",
        "warning",
    ),
    Code(
        "DW063",
        "A cell or row of the register cannot be read",
        "What stands there is not what the column holds, or the row has other cells than the heading. That cell or row "
        "is left out; all others count.",
        "Mend it where the file comes from, so that it is right the next time too.",
        "klantnummer;soort\n1001;zakelyk maar klein",
        "klantnummer;soort\n1001;zakelijk",
    ),
    Code(
        "DW064",
        "A customer stands in the register twice",
        "Two rows have one customer number and say different things. Neither is taken, because nobody knows which is "
        "right.",
        "Leave one row for each customer.",
        "klantnummer;soort\n1001;zakelijk\n1001;particulier",
        "klantnummer;soort\n1001;zakelijk",
    ),
    Code(
        "DW065",
        "It is not sure which customer the buyer is",
        "What the invoice says of its buyer points to several customers, or its numbers contradict those of the one "
        "they point to. To take the wrong one could send a consumer the letters of a business.",
        "Mend the numbers in the register. What it would say of this case can be recorded by hand meanwhile.",
        "dunwell open invoice.xml",
        "dunwell record 2026-0042 fact_recorded fact=debtor.kind value=business",
        "warning",
    ),
    Code(
        "DW066",
        "The invoice and the register contradict each other",
        "Both say something of the customer, and not the same. What was agreed, and whether somebody bought as a "
        "consumer, is decided sale by sale, so the invoice counts; so does what a person recorded of the case.",
        "Mend whichever is wrong. Of a case that is open: record the fact.",
        "dunwell open invoice.yaml",
        "dunwell record 2026-0042 fact_recorded fact=debtor.kind value=consumer",
        "warning",
    ),
    Code(
        "DW067",
        "A limit is no whole number",
        "How much may go out in a day is a number of deliveries.",
        "Write digits. 0 lets nothing out; to take a limit away, take the key out.",
        "limits: {per_day: many}",
        "limits: {per_day: 200}",
    ),
    Code(
        "DW068",
        "It cannot be paused or resumed like this",
        "There is nothing to resume, or the pause would be over before it begins, or it is for a channel that is not "
        "there.",
        "`dunwell queue` says what is paused, since when and why.",
        'dunwell pause --why "new print service" --until 2020-01-01',
        'dunwell pause --why "new print service"',
    ),
    Code(
        "DW069",
        "The customer register has mistakes",
        "Some cells or rows could not be read, so some customers are known less well than the file means. The rest was "
        "used.",
        "`dunwell customers` lists every mistake with its row and column.",
        "dunwell open invoice.xml",
        "dunwell customers",
        "warning",
    ),
)
