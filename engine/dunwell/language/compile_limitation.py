"""Compile what a policy does about the limitation of its claims; without a word of it a person is asked in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.compile_messages import compile_message
from dunwell.language.draft import table, text
from dunwell.language.phrases import Duration
from dunwell.language.program import LimitationWatch

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.yamlfile import Table
    from dunwell.law.rules import Guardrail, LawPack

LETTER = "interruption"
"""The name of the message that interrupts a limitation."""
DEFAULT_BEFORE = Duration(3, "months")
"""Our own choice, not the law's: time enough to write to the debtor, and to have it served if the letter comes back."""

_SHORTEST_YEAR, _DAYS_AT_MOST = 365, {"days": 1, "working days": 7, "weeks": 7, "months": 31}
_ALWAYS = 10**8


def compile_limitation(draft: Draft, root: Table, law: LawPack, owner: str, escalate_to: str) -> LimitationWatch:
    """The watch over the limitation; `owner` and `escalate_to` are whom the policy asks where it names nobody here."""
    node = table(root.get("limitation"))
    letter = node.get("do")
    if letter is not None and law.interruption is None:
        message = f"under the law pack {law.jurisdiction!r} a letter does not interrupt the limitation"
        fix = "leave `do` and `template` out: a person is asked in time"
        draft.report("DW317", message, letter.place, fix)
    before = draft.duration(node.get("before")) or DEFAULT_BEFORE
    rules = tuple(rule for rule in law.guardrails.values() if rule.kind == "limitation")
    return LimitationWatch(
        before=before,
        owner=text(node.get("owner")) or owner,
        escalate_to=text(node.get("escalate_to")) or escalate_to,
        message=compile_message(draft, LETTER, "limitation", node if letter is not None else None),
        rules=rules,
        safe_days=_safe_days(law, rules, before),
        place=node.place if node.entries else root.place,
    )


def _safe_days(law: LawPack, rules: tuple[Guardrail, ...], before: Duration) -> int:
    """So many days after its due date no claim can be near the end of its limitation."""
    years = [dated.value.years for rule in rules for dated in law.limitation[rule.claim].values]
    return _SHORTEST_YEAR * min(years) - before.count * _DAYS_AT_MOST[before.unit] if years else _ALWAYS
