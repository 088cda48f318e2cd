"""Problem codes of bank files: DW880 to DW899 (documents have the rest of the family)."""

from __future__ import annotations

from dunwell.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "DW880",
        "No bank statement found",
        "A bank file is camt.052, camt.053 or camt.054 (XML), or MT940 or MT942 (text with :20: and :61: lines). "
        "Nothing of that kind is in this file.",
        "Export the statement again as camt.053 or MT940. PDF and CSV exports are not read.",
    ),
    Code(
        "DW881",
        "The balances do not follow from the entries",
        "Opening balance plus booked entries should give the closing balance. If it does not, an entry may be missing, "
        "and a customer who has paid might be reminded.",
        "Compare with the bank's own overview and look for a missing page. The entries that are there are used.",
        severity="warning",
    ),
    Code(
        "DW882",
        "An entry's amount cannot be read",
        "What came in is not known, so nothing can be booked. The other entries of the file are used.",
        "Look the entry up at the bank and record the payment by hand.",
        wrong='<Amt Ccy="EUR">12,5O</Amt>',
        right='<Amt Ccy="EUR">12.50</Amt>',
    ),
    Code(
        "DW883",
        "An amount has more than two decimals",
        "The engine counts in whole cents; part of a cent cannot be paid.",
        "Check the amount at the bank; it is kept as written and rounded where it is used.",
        wrong=":61:2602050205C1210,005NTRFNONREF",
        right=":61:2602050205C1210,00NTRFNONREF",
        severity="warning",
    ),
    Code(
        "DW884",
        "A date does not exist or cannot be read",
        "On which day money came in decides whether it was in time and how much interest ran up.",
        "Look the day up at the bank. The entry is kept: with its other date if that one is good, else without.",
        wrong=":61:260230C1210,00NTRFNONREF",
        right=":61:260227C1210,00NTRFNONREF",
        severity="warning",
    ),
    Code(
        "DW885",
        "An entry has no date",
        "On which day money came in decides whether it was in time and how much interest ran up.",
        "Look the day up at the bank. The entry is kept without a date.",
        severity="warning",
    ),
    Code(
        "DW886",
        "The parts of an entry do not add up to it",
        "One booking may hold payments of several customers. It is divided only if its parts give its amount.",
        "Ask the bank for the breakdown (camt.054). The entry is used with its own amount, the parts are shown.",
        severity="warning",
    ),
    Code(
        "DW887",
        "A balance does not say whether it is credit or debit",
        "Without that mark nobody can tell money in the account from an overdraft. It is taken for credit.",
        "Check the balance at the bank.",
        severity="warning",
    ),
    Code(
        "DW888",
        "A balance cannot be read",
        "Without it nobody can check that no entry is missing.",
        "Compare the entries with the bank's own overview.",
        wrong=":62F:C260231EUR",
        right=":62F:C260228EUR1210,00",
        severity="warning",
    ),
    Code(
        "DW889",
        "An amount in another currency than the account",
        "It cannot be compared with the account's balance, nor with an invoice in the account's currency.",
        "Check what was really credited. The amount is kept as written.",
        severity="warning",
    ),
    Code(
        "DW890",
        "An entry does not say whether it is credit or debit",
        "Booked the wrong way round, a refund would count as a payment. The other entries of the file are used.",
        "Look the entry up at the bank and record the payment by hand.",
    ),
    Code(
        "DW891",
        "An entry has no known status",
        "Only booked money pays an invoice; announced entries (PDNG, INFO, FUTR) do not. "
        "Without a status we know, the entry is taken for booked.",
        "Check at the bank that the amount was really booked.",
        severity="warning",
    ),
    Code(
        "DW892",
        "An entry line cannot be read",
        "The line does not have the form of field 61: date, credit or debit, amount, type. "
        "The other entries of the file are used.",
        "Look the entry up at the bank and record the payment by hand.",
        wrong=":61:260205 1210,00 NTRF",
        right=":61:2602050205C1210,00NTRFNONREF",
    ),
    Code(
        "DW893",
        "A statement does not say which account it is about",
        "Payments are matched to the creditor by the account they came in on.",
        "Ask the bank for a complete file, or check that it is your account's statement.",
        severity="warning",
    ),
    Code(
        "DW894",
        "A statement has no closing balance",
        "The file may have been cut off, and a customer who has paid might be reminded.",
        "Check that the file is complete. The entries that are there are used.",
        severity="warning",
    ),
    Code(
        "DW895",
        "An entry is not well-formed XML",
        "Somewhere inside the entry a tag is missing or a sign stands where none may. What came in is not known, so "
        "nothing can be booked. The other entries of the file are used.",
        "Look the entry up at the bank and record the payment by hand.",
        wrong='<Ntry><Amt Ccy="EUR">12.50</Amt><NtryDtls></Ntry>',
        right='<Ntry><Amt Ccy="EUR">12.50</Amt></Ntry>',
    ),
    Code(
        "DW896",
        "The file breaks off",
        "It ends before its last tags are closed, as after a broken download. Payments may be missing, and a customer "
        "who has paid might be reminded.",
        "Download or export the file again. The entries before the break are used.",
    ),
    Code(
        "DW897",
        "A sign that XML cannot hold",
        "An ampersand in a name must be written as &amp;, and control characters have no place at all. They were "
        "mended, because a whole day of payments would be lost otherwise.",
        "Check the names and texts; ask the bank to write well-formed XML.",
        wrong="<Nm>Jansen & Zn</Nm>",
        right="<Nm>Jansen &amp; Zn</Nm>",
        severity="warning",
    ),
)
