"""What is known about a problem code or a guardrail, as `dunwell explain` prints it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from dunwell.codes import FAMILIES
from dunwell.law.figures import HOW_SURE
from dunwell.law.guardrails import KINDS

if TYPE_CHECKING:
    from dunwell.codes import Code
    from dunwell.law.rules import Guardrail

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


def guardrail_text(rule: Guardrail) -> str:
    """The page of a guardrail as plain text: its sentence, whom it protects, what is checked, and what it rests on."""
    parts = [
        f"{rule.id} {rule.says}",
        textwrap.fill(f"For: {', '.join(kind.replace('_', ' ') for kind in rule.debtors)}.", _WIDTH),
        textwrap.fill(f"What is checked: {_checked(rule)}.", _WIDTH),
        textwrap.fill(
            f"It rests on {rule.basis.article} ({rule.basis.source}); {HOW_SURE[rule.basis.how_sure]}.", _WIDTH
        ),
        textwrap.fill(f"Note: {rule.basis.note}", _WIDTH) if rule.basis.note else "",
        textwrap.fill(
            "A policy may be stricter, never looser: `dunwell check` refuses a policy whose text undercuts it (DW640), "
            "and a step that would breach it on the day is blocked and waits for a person.",
            _WIDTH,
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def guardrail_json(rule: Guardrail) -> dict[str, object]:
    """The same for programs."""
    return {
        "guardrail": rule.id,
        "says": rule.says,
        "kind": rule.kind,
        "debtors": list(rule.debtors),
        "checked": _checked(rule),
        "article": rule.basis.article,
        "source": rule.basis.source,
        "how_sure": rule.basis.how_sure,
        "note": rule.basis.note,
    }


def _checked(rule: Guardrail) -> str:
    """What the rule's kind forbids, with its own letter, fact or calendar filled in."""
    words = KINDS[rule.kind]
    for key in ("form", "fact", "calendar", "claim"):
        words = words.replace(f"`{key}`", str(getattr(rule, key)).replace("_", " ") if key != "fact" else rule.fact)
    return words
