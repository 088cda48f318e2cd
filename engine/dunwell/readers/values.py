"""Amounts, days and account numbers as e-invoices write them.

>>> parse_day("2015-01-09+01:00")
datetime.date(2015, 1, 9)
>>> parse_number(" 2 594.2 ")
Decimal('2594.2')
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib import import_module

from dunwell.model import Account

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})")
_SPACES = re.compile(r"\s+")  # a no-break space too
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*|Z|[+-][0-9]{2}:?[0-9]{2})?", re.DOTALL)
_COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:(?:[0-9]{2}){2,4})?(?:Z|[+-][0-9]{2,4})?")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def parse_number(text: str) -> Decimal:
    """Read an XML decimal ("1210.00", "+5", ".5", "5."), with spaces between digits allowed.

    Raises ValueError for a comma, an exponent or more than 18 digits on a side: the writer may have meant something
    else.
    """
    compact = _SPACES.sub("", text)
    if not _NUMBER.fullmatch(compact):
        raise ValueError(f"{text.strip()!r} is not an amount such as 1210.00")
    return Decimal(compact)


def parse_day(text: str) -> date:
    """Read 2015-01-09 or 20150109, each with or without a time of day and a time zone, which are left out.

    A day is taken as written: shifting it to another zone would change what the parties see on paper. Raises ValueError
    for another form or for a day that does not exist.
    """
    stripped = text.strip()
    match = _DAY.fullmatch(stripped) or _COMPACT_DAY.fullmatch(stripped)
    if not match:
        raise ValueError(f"{stripped!r} is not a day such as 2026-02-05")
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise ValueError(f"{stripped!r} is a day that does not exist") from error


def account_of(number: str, holder: str | None = None) -> Account:
    """An account; its `iban` is filled if the number has the shape of one, whether or not its check digits hold."""
    compact = _SPACES.sub("", number).upper()
    return Account(number, compact if _IBAN.fullmatch(compact) else None, holder)


def iban_holds(iban: str) -> bool:
    """Whether length and check digits of an IBAN are right; what a country's banks do inside it is not looked at.

    The library is loaded with the first IBAN: most commands see none, and would start a tenth later.
    """
    return bool(import_module("stdnum.iban").is_valid(iban, check_country=False))
