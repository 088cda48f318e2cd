"""What is known about a problem code or a guardrail: as `dunwell explain` prints it, and as a page of the docs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import yaml

from dunwell.codes import FAMILIES
from dunwell.codes.catalogue import CODES
from dunwell.codes.mendable import MENDABLE
from dunwell.law.figures import HOW_SURE
from dunwell.law.guardrails import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dunwell.codes import Code
    from dunwell.law.rules import Guardrail

_WIDTH = 88
UNDERCUTS = "DW640"
"""The code that rests on articles of the law: its page lists the guardrails."""
_TEMPLATE_RULES = ("DW630", "DW631", "DW632")


def code_text(code: Code, rules: Sequence[Guardrail] = ()) -> str:
    """The page of a code as plain text; `rules` are the guardrails, for the code that is about them."""
    parts = [
        f"{code.code} {code.title}",
        f"{_family(code)}, {code.severity}",
        textwrap.fill(code.why, _WIDTH),
        textwrap.fill(f"How to mend it: {code.mend}", _WIDTH),
    ]
    parts += [f"{name}:\n\n{textwrap.indent(text, '    ')}" for name, text in _examples(code)]
    parts += [textwrap.fill(sentence, _WIDTH) for sentence in _mending(code)]
    parts += [textwrap.fill(f"{rule.id} {rule.says} ({rule.basis.article})", _WIDTH) for rule in rules]
    return "\n\n".join(parts)


def code_json(code: Code) -> dict[str, object]:
    """The same for programs; an example that does not exist is null, and so is what `check --fix` never writes."""
    mending = MENDABLE.get(code.code)
    return {
        "code": code.code,
        "family": _family(code),
        "severity": code.severity,
        "title": code.title,
        "why": code.why,
        "mend": code.mend,
        "wrong": code.wrong or None,
        "right": code.right or None,
        "mended": (mending.safe or None) if mending else None,
        "mended_unsafely": (mending.unsafe or None) if mending else None,
    }


def code_page(code: Code, rules: Sequence[Guardrail] = ()) -> str:
    """The same as a page in Markdown, at `docs/reference/problems/<CODE>.md`."""
    parts = [
        f"# {code.code}: {code.title}\n",
        f"*{_family(code)} · {code.severity}{' · `dunwell check --fix` mends it' * (code.code in MENDABLE)}*\n",
        f"{code.why}\n",
        "## What to do\n",
        f"{code.mend}\n",
    ]
    for name, text in _examples(code):
        parts += [f"## {name}\n", f"```{_language(code, text)}\n{text.strip()}\n```\n"]
    sentences = tuple(_mending(code))
    if sentences:
        parts += ["## What check --fix writes\n", *(f"{sentence}\n" for sentence in sentences)]
    if rules:
        parts += ["## The law\n", *(f"- **{rule.id}** {rule.says} {_basis(rule)}" for rule in rules), ""]
    if code.code in _TEMPLATE_RULES:
        parts += ["## The law\n", "[What messages state](../templates.md), and which article asks for it.\n"]
    return "\n".join([*parts, f"`dunwell explain {code.code}` prints this page. [All codes](../problems.md).\n"])


def codes_index() -> str:
    """All codes by family, each with its page, and which of them `check --fix` mends."""
    parts = [
        "# Problem codes\n",
        "A code is never given another meaning. `dunwell explain CODE` prints its page. Severity: a policy with an",
        "error cannot be used; a warning or remark leaves it to you.\n",
        "**Mended** says whether `dunwell check --fix` puts it right: yes where it can mean one thing only, *unsafe*",
        "where it asks for `--unsafe-fixes` as well, because a person should look at the result.\n",
    ]
    for digit, family in FAMILIES.items():
        rows = [code for number, code in CODES.items() if number[2] == digit]
        if rows:
            parts += [f"## {family}\n", "| code | severity | what it says | mended |\n| --- | --- | --- | --- |"]
            parts += [*map(_row, rows), ""]
    return "\n".join(parts)


def _row(code: Code) -> str:
    mending = MENDABLE.get(code.code)
    words = [word for word, text in (("yes", mending.safe), ("*unsafe*", mending.unsafe)) if text] if mending else []
    return f"| [{code.code}](problems/{code.code}.md) | {code.severity} | {code.title} | {', '.join(words)} |"


def _mending(code: Code) -> Iterator[str]:
    """What `check --fix` writes, in sentences."""
    mending = MENDABLE.get(code.code)
    if mending and mending.safe:
        yield f"`dunwell check --fix` writes {mending.safe}."
    if mending and mending.unsafe:
        yield f"`dunwell check --fix --unsafe-fixes` writes {mending.unsafe}."


def _examples(code: Code) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in (("Wrong", code.wrong), ("Right", code.right)) if text)


def _language(code: Code, text: str) -> str:
    """The language of an example: YAML where it is of a policy and can be read."""
    if code.code[2] not in "234567" or "{{" in text or "{%" in text:
        return "text"
    try:
        yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return "text"
    return "yaml"


def _basis(rule: Guardrail) -> str:
    return f"({rule.basis.article}; {rule.basis.source})"


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
