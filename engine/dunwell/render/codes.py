"""What is known about a problem code, as `dunwell explain DW…` prints it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from dunwell.codes import FAMILIES

if TYPE_CHECKING:
    from dunwell.codes import Code

_WIDTH = 88


def code_text(code: Code) -> str:
    """The page of a code as plain text: what it means, why it matters, how to mend it, a wrong and a right example."""
    parts = [
        f"{code.code} {code.title}",
        f"{_family(code)}, {code.severity}",
        textwrap.fill(code.why, _WIDTH),
        textwrap.fill(f"How to mend it: {code.mend}", _WIDTH),
    ]
    examples = (("Wrong", code.wrong), ("Right", code.right))
    parts += [f"{name}:\n\n{textwrap.indent(text, '    ')}" for name, text in examples if text]
    return "\n\n".join(parts)


def code_json(code: Code) -> dict[str, object]:
    """The same for programs; an example that does not exist is null."""
    return {
        "code": code.code,
        "family": _family(code),
        "severity": code.severity,
        "title": code.title,
        "why": code.why,
        "mend": code.mend,
        "wrong": code.wrong or None,
        "right": code.right or None,
    }


def _family(code: Code) -> str:
    """The family that the first digit of the code stands for."""
    return FAMILIES[code.code[2]]
