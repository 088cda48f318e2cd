"""Payment references that carry check digits: a slip in one shows, so that a valid one can be trusted.

Three are known: the creditor reference of ISO 11649 ("RF18 5390 0754 7034"), the twelve digits between plus signs or
asterisks ("+++010/8068/17183+++", modulo 97), and the sixteen digits of a giro form (a weighted sum modulo 11).
"""

from __future__ import annotations

import re

from stdnum import iso11649
from stdnum.be import ogm_vcs

from dunwell.matching.payments import compact

_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
_GIRO_DIGITS = 16
_CREDITOR_REFERENCE = re.compile(r"(?<![A-Z0-9])RF\d\d[A-Z0-9]*(?: [A-Z0-9]{1,4}){0,6}", re.IGNORECASE | re.ASCII)
_BETWEEN_SIGNS = re.compile(r"([+*])\1{2} ?(\d{3} ?/ ?\d{4} ?/ ?\d{5}|\d{12}) ?\1{3}", re.ASCII)


def is_structured(reference: str) -> bool:
    """Whether this is a payment reference whose check digits hold; spaces and signs between them do not matter."""
    number = compact(reference)
    if number.startswith("RF"):
        return bool(iso11649.is_valid(number))
    if not (number.isascii() and number.isdigit()):
        return False
    return (len(number) == _GIRO_DIGITS and _giro_holds(number)) or (
        len(number) == 12 and bool(ogm_vcs.is_valid(number))
    )


def structured_in(text: str) -> frozenset[str]:
    """The references in a text that cannot be anything else: RF with good check digits, or twelve digits in signs."""
    found = {compact(each.group(2)) for each in _BETWEEN_SIGNS.finditer(text)}
    for each in _CREDITOR_REFERENCE.finditer(text):
        words = each.group().split()  # the words that follow may be text
        longer = (compact("".join(words[:many])) for many in range(1, len(words) + 1))
        found |= {next((reference for reference in longer if is_structured(reference)), "")}
    return frozenset(each for each in found if is_structured(each))


def _giro_holds(number: str) -> bool:
    """The first digit checks the other fifteen: weights from the right, modulo 11, 11 written as 0 and 10 as 1."""
    digits = [int(sign) for sign in reversed(number[1:])]
    rest = sum(digit * _WEIGHTS[place % len(_WEIGHTS)] for place, digit in enumerate(digits)) % 11
    return int(number[0]) == {0: 0, 1: 1}.get(rest, 11 - rest)
