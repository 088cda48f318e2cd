"""Read camt.052, camt.053 and camt.054 (ISO 20022 reports, statements and notifications), whatever the version.

One booking on the account is one entry, as in the file: a batch keeps its payments as `details`. The sign comes
from `CdtDbtInd` as it stands; `RvslInd` says that money comes back, it does not turn the sign (ISO 20022).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunwell.model import Detail, Entry, Reading, Statement
from dunwell.problems import Place, Problem
from dunwell.readers.bank import Balance, account_number, check_balances, said, signed, too_precise
from dunwell.readers.mend import mend
from dunwell.readers.values import parse_day, parse_number
from dunwell.readers.xml import decode, nodes, own_text, read_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from dunwell.model import StatementKind
    from dunwell.readers.xml import Node

_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
"""It names the encoding that the bytes had; a mended text is UTF-8."""
_MESSAGES = "BkToCstmr"
"""How the messages' names begin: BkToCstmrStmt, BkToCstmrAcctRpt, BkToCstmrDbtCdtNtfctn, and …V01."""
_KINDS: Mapping[str, StatementKind] = {"Rpt": "camt.052", "Stmt": "camt.053", "Ntfctn": "camt.054"}

_SIGNS = {"CRDT": 1, "DBIT": -1}
_BOOKED = {"BOOK": True, "INFO": False, "PDNG": False, "FUTR": False}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_RETURN_FAMILIES = frozenset({"PRDD", "RCDD", "RPCR", "RRTN", "UPDD"})
"""Bank transaction sub-families of money that comes back: unpaid or recalled direct debits, returned transfers."""

_DATES = (("BookgDt/Dt", "BookgDt/DtTm"), ("ValDt/Dt", "ValDt/DtTm"))
_OWN_AMOUNT = ("Amt", "AmtDtls/TxAmt/Amt")
_PART_AMOUNT = (*_OWN_AMOUNT, "AmtDtls/InstdAmt/Amt")
_FULL_LINE = 140
"""ISO's longest unstructured line; a bank cuts longer text there, inside words."""


def read_camt(source: bytes, file: str) -> Reading:
    """Read every statement, report and notification in a camt file; `file` is the logical path that problems name.

    Never raises for what a file may hold: an entry that cannot be read is a problem, the others are kept.
    `name` is the ultimate debtor (or creditor) where the file names one, else the holder of the other account: the
    invoice is in the ultimate debtor's name. `reference` is the structured one, else the end-to-end reference.
    Balances are the booked ones (OPBD or PRCD, CLBD).
    """
    root, problems = _root(source, file)
    if root is None:
        return Reading(problems=problems)
    messages = (node for node in root.iter() if node.tag.startswith(_MESSAGES))
    found = tuple(node for message in messages for node in nodes(message, "*") if node.tag in _KINDS)
    if not found:
        message = f"there is no statement, report or notification in <{root.tag}>"
        fix = "expected a camt.052, camt.053 or camt.054 file; export it again"
        return Reading(problems=(*problems, Problem("DW880", message, Place(file), fix)))
    read = tuple(_statement(node, file) for node in found)
    return Reading(
        statements=tuple(statement for statement, _ in read),
        problems=(*problems, *(problem for _, found in read for problem in found)),
    )


def _root(source: bytes, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The root element; of a file that is not well-formed, what is left when its bad parts are taken out."""
    root, problems = read_xml(source, file)
    if root is not None or problems[-1].code != "DW803":
        return root, problems
    text, mended = mend(decode(source, file)[0], file)
    root, found = read_xml(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), file)
    saved = root is not None and root.find(".//Ntry") is not None
    return (root, (*problems[:-1], *mended, *found)) if saved else (None, problems)


def _statement(statement: Node, file: str) -> tuple[Statement, tuple[Problem, ...]]:
    place = _place(statement, file)
    opening, opening_problems = _balance(statement, file, _OPENING, 0)
    closing, closing_problems = _balance(statement, file, _CLOSING, -1)
    balance = opening or closing
    entered = tuple(nodes(statement, "Ntry"))
    currency = (
        text_of(statement, "Acct/Ccy")
        or (balance.currency if balance else None)
        or next((amount.get("Ccy") for entry in entered for amount in nodes(entry, "Amt")), None)
    )
    account = _account(statement, "Acct", currency)
    read = tuple(_entry(entry, file, account, currency) for entry in entered)
    entries = tuple(entry for entry, _ in read if entry)
    problems = [*opening_problems, *closing_problems, *(problem for _, found in read for problem in found)]
    problems += _remarks(entered, file, currency)
    if account is None:
        fix = "check that it is your account's statement"
        problems.append(Problem("DW893", "the statement does not name an account", place, fix, "warning"))
    problems += check_balances(opening, closing, entries, place)
    amounts = (opening.amount if opening else None, closing.amount if closing else None)
    read_statement = Statement(
        file,
        account,
        currency,
        *amounts,
        entries,
        kind=_KINDS[statement.tag],
        number=said(text_of(statement, "Id")),
        closed_on=closing.day if closing else None,
    )
    return read_statement, tuple(problems)


def _place(node: Node, file: str) -> Place:
    return Place(file, node.line, node.column)


def _remarks(entered: tuple[Node, ...], file: str, currency: str | None) -> Iterator[Problem]:
    """What holds for several entries at once, said once: no date (DW885), no known status (DW891), currency (DW889)."""
    undated = [entry for entry in entered if not any(text_of(entry, *paths) for paths in _DATES)]
    unknown = [entry for entry in entered if _status(entry) not in _BOOKED]
    foreign = [entry for entry in entered if any(a.get("Ccy", currency) != currency for a in nodes(entry, "Amt"))]
    for code, about, what, fix in (
        ("DW885", undated, "no booking or value date; they are kept without one", "look the days up at the bank"),
        ("DW891", unknown, "no known status; they are taken for booked", "check at the bank that they are booked"),
        ("DW889", foreign, f"another currency than the account's, {currency}", "check what was really credited"),
    ):
        if about:
            message = f"{len(about)} of {len(entered)} entries, this one first, have {what}"
            yield Problem(code, message, _place(about[0], file), fix, "warning")


def _balance(
    statement: Node, file: str, types: tuple[str, ...], which: int
) -> tuple[Balance | None, tuple[Problem, ...]]:
    """The first (0) or last (-1) balance of the first type that there is."""
    balances = tuple(nodes(statement, "Bal"))
    typed = ([b for b in balances if text_of(b, "Tp/CdOrPrtry/Cd", "Tp/Cd") == name] for name in types)
    chosen = next((found for found in typed if found), None)
    if chosen is None:
        return None, ()
    node = chosen[which]
    place = _place(node, file)
    amount, currency = _amount(node, "Amt")
    if amount is None:
        text = f"the balance {text_of(node, 'Amt')!r} cannot be read"
        return None, (Problem("DW888", text, place, "expected such as 1210.00", "warning"),)
    problems: tuple[Problem, ...] = ()
    sign = _SIGNS.get(text_of(node, "CdtDbtInd") or "")
    if sign is None:
        text = f"the balance {amount} does not say whether it is credit or debit; it is taken for credit"
        problems = (Problem("DW887", text, place, "check the balance at the bank", "warning"),)
    return Balance(signed(amount, sign or 1), currency, place, _date(text_of(node, "Dt/Dt", "Dt/DtTm"))), problems


def _entry(
    entry: Node, file: str, account: str | None, currency: str | None
) -> tuple[Entry | None, tuple[Problem, ...]]:
    place = _place(entry, file)
    amount, own_currency = _amount(entry, "Amt")
    if amount is None:
        text = f"the amount {text_of(entry, 'Amt')!r} cannot be read; this entry is left out"
        return None, (Problem("DW882", text, place, "look the entry up at the bank"),)
    payments = tuple(nodes(entry, "NtryDtls/TxDtls"))
    sign = _sign(entry, payments)
    if sign is None:
        text = f"the entry of {amount} does not say whether it is credit or debit; it is left out"
        return None, (Problem("DW890", text, place, "look the entry up at the bank"),)
    day, problems = _day(entry, place)
    paths = _PART_AMOUNT if len(payments) > 1 else _OWN_AMOUNT
    parts = tuple(_detail(payment, sign, own_currency, account, paths) for payment in payments)
    shared = parts[0] if len(parts) == 1 else _shared(parts)
    read = Entry(
        day=day,
        amount=signed(amount, sign),
        booked=_BOOKED.get(_status(entry) or "", True),
        name=shared.name,
        account=shared.account,
        text=shared.text or said(text_of(entry, "AddtlNtryInf")),
        reference=shared.reference,
        returned=_returned(entry, payments),
        currency=own_currency or currency,
        details=parts if len(parts) > 1 else (),
        valued=_date(text_of(entry, *_DATES[1])),
        end_to_end=shared.end_to_end,
        mandate=shared.mandate,
        bank_reference=said(text_of(entry, "AcctSvcrRef")) or shared.bank_reference,
    )
    return read, (*problems, *too_precise(amount, place), *_check_parts(read, parts, place))


def _sign(entry: Node, payments: tuple[Node, ...]) -> int | None:
    """The entry's own mark; if it has none, that of its payments if they all say the same."""
    own = text_of(entry, "CdtDbtInd")
    marks = {own} if own else {text_of(payment, "CdtDbtInd") for payment in payments}
    return _SIGNS.get(next(iter(marks)) or "") if len(marks) == 1 else None


def _status(entry: Node) -> str | None:
    return text_of(entry, "Sts/Cd", "Sts/Prtry", "Sts")


def _day(entry: Node, place: Place) -> tuple[date | None, tuple[Problem, ...]]:
    """The booking date, else the value date; a problem if either is written but is no date."""
    written = tuple(text for paths in _DATES if (text := text_of(entry, *paths)))
    days = tuple(_date(text) for text in written)
    day = next((found for found in days if found), None)
    wrong = [text[:30] for text, found in zip(written, days, strict=True) if found is None]
    if not wrong:
        return day, ()
    kept = f"is dated {day}" if day else "is kept without a date"
    text = f"there is no day {' or '.join(wrong)}; the entry {kept}"
    return day, (Problem("DW884", text, place, "look the day up at the bank", "warning"),)


def _date(text: str | None) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None


def _detail(payment: Node, sign: int, currency: str | None, account: str | None, amounts: tuple[str, ...]) -> Detail:
    """One payment; its sign is its own mark, else the entry's; its amount the first one in the entry's currency."""
    amount = next((found for path in amounts if (found := _in_currency(payment, path, currency)) is not None), None)
    own_sign = _SIGNS.get(text_of(payment, "CdtDbtInd") or "", sign)
    name, other = _counterparty(payment, sign, account)
    structured = text_of(payment, "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef")
    end_to_end = said(text_of(payment, "Refs/EndToEndId"))
    return Detail(
        amount=None if amount is None else signed(amount, own_sign),
        name=name,
        account=other,
        text=_text(payment),
        reference=said(structured) or end_to_end,
        returned=_reason(payment),
        end_to_end=end_to_end,
        mandate=said(text_of(payment, "Refs/MndtId")),
        bank_reference=said(text_of(payment, "Refs/AcctSvcrRef")),
    )


def _in_currency(payment: Node, path: str, currency: str | None) -> Decimal | None:
    amount, own = _amount(payment, path)
    return amount if own is None or currency is None or own == currency else None


def _counterparty(payment: Node, sign: int, account: str | None) -> tuple[str | None, str | None]:
    """Name and account of the other side: the debtor of money that comes in, the creditor of money that goes out.

    Returned payments keep the roles of the original, and some banks fill in one side only: if the expected side is
    the account's own or says nothing, the other one counts.
    """
    sides = ("Dbtr", "Cdtr") if sign > 0 else ("Cdtr", "Dbtr")
    for side in sides:
        name = _name(payment, f"RltdPties/Ultmt{side}") or _name(payment, f"RltdPties/{side}")
        number = _account(payment, f"RltdPties/{side}Acct", None)
        if (name or number) and (number is None or number != account):
            return name, number
    return None, None


def _name(payment: Node, path: str) -> str | None:
    return said(text_of(payment, f"{path}/Pty/Nm", f"{path}/Nm", f"{path}/Agt/FinInstnId/Nm"))


def _account(parent: Node, path: str, currency: str | None) -> str | None:
    ids = (f"{path}/Id/{kind}" for kind in ("IBAN", "Othr/Id", "BBAN", "PrtryAcct/Id", "UPIC"))
    return account_number(text_of(parent, *ids), currency)


def _text(payment: Node) -> str | None:
    """The payer's unstructured lines, the documents paid and further remarks; else the bank's own words."""
    lines = [own_text(line) for line in nodes(payment, "RmtInf/Ustrd")]
    joined = "".join(line if len(line) >= _FULL_LINE else f"{line} " for line in lines)
    documents = [own_text(number) for number in nodes(payment, "RmtInf/Strd/RfrdDocInf/Nb")]
    more = [own_text(text) for text in nodes(payment, "RmtInf/Strd/AddtlRmtInf")]
    return said(" ".join((joined, *documents, *more))) or said(text_of(payment, "AddtlTxInf"))


def _shared(parts: tuple[Detail, ...]) -> Detail:
    """What all payments of a batch have in common."""
    names, accounts, references = ({getattr(part, what) for part in parts} for what in ("name", "account", "reference"))
    return Detail(
        name=names.pop() if len(names) == 1 else None,
        account=accounts.pop() if len(accounts) == 1 else None,
        reference=references.pop() if len(references) == 1 else None,
    )


def _reason(payment: Node) -> str | None:
    """Why one payment came back: the code given; "reversal" where the file says that it did, but not why."""
    info = next(nodes(payment, "RtrInf"), None)
    return None if info is None else text_of(info, "Rsn/Cd", "Rsn/Prtry", "RtrRsn/Cd", "RtrRsn/Prtry") or "reversal"


def _returned(entry: Node, payments: tuple[Node, ...]) -> str | None:
    """The first reason code given; "reversal" where the file says that money comes back, but not why."""
    reason = next((reason for payment in payments if (reason := _reason(payment))), None)
    if reason:
        return reason
    family = text_of(entry, "BkTxCd/Domn/Fmly/SubFmlyCd")
    reversed_ = text_of(entry, "RvslInd") in {"true", "1"} or family in _RETURN_FAMILIES
    return "reversal" if reversed_ else None


def _check_parts(entry: Entry, parts: tuple[Detail, ...], place: Place) -> Iterator[Problem]:
    """DW886: the payments of an entry add up to it. One payment without an amount of its own is simply the entry."""
    amounts = tuple(part.amount for part in parts if part.amount is not None)
    if not parts or (len(parts) == 1 and not amounts):
        return
    if len(amounts) < len(parts):
        missing = len(parts) - len(amounts)
        message = (
            f"{missing} of the {len(parts)} payments in the entry of {entry.amount} have no amount in its currency"
        )
    elif sum(amounts) != entry.amount:
        message = f"the payments in the entry of {entry.amount} add up to {sum(amounts)}"
    else:
        return
    fix = "ask the bank for the breakdown; the entry's own amount is used"
    yield Problem("DW886", message, place, fix, "warning")


def _amount(parent: Node, path: str) -> tuple[Decimal | None, str | None]:
    """An amount and its currency; None for what is no number, or below zero: the mark beside it gives the sign."""
    node = next(nodes(parent, path), None)
    if node is None:
        return None, None
    try:
        amount = parse_number(own_text(node))
    except ValueError:
        return None, node.get("Ccy")
    return (amount if amount >= 0 else None), node.get("Ccy")
