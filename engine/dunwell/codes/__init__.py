"""Every problem code with what it means, why it matters and how to mend it: the text behind `dunwell explain DW…`.

A code is never given another meaning and never used again. The first digit says the family: 0 carrying out, 1 reading
YAML, 2 structure, 3 names and types, 4 time, 5 flow, 6 law, 7 policy tests, 8 invoices and bank files, 9 use of the
command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunwell.problems import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: a title, why it is one, how to mend it, and a wrong and a right example (may be empty)."""

    code: str
    title: str
    why: str
    mend: str
    wrong: str = ""
    right: str = ""
    severity: Severity = "error"


FAMILIES = {
    "0": "Carrying out",
    "1": "Reading YAML",
    "2": "Structure",
    "3": "Names and types",
    "4": "Time",
    "5": "Flow",
    "6": "Law",
    "7": "Policy tests",
    "8": "Invoices and bank files",
    "9": "Use",
}
