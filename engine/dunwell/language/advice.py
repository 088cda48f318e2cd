"""What people write who know other tools, and what the language calls it: for better help than the nearest spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.mends import retext
from dunwell.language.phrases import did_you_mean, nearest
from dunwell.language.spelling import surely
from dunwell.language.yamlfile import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection

    from dunwell.language.yamlfile import Node
    from dunwell.problems import Mend

_OUR_WORD = {
    "action": "do",
    "amount": "claim.open",
    "and": "all",
    "assigned_to": "owner",
    "assignee": "owner",
    "at_most": "no_longer_than",
    "channel": "do",
    "condition": "when",
    "deadline": "no_later_than",
    "debtor.type": "debtor.kind",
    "delay": "start",
    "else": "otherwise",
    "equals": "is",
    "escalate": "escalate_to",
    "goto": "go_to",
    "greater_than": "above",
    "gt": "above",
    "gte": "at_least",
    "id": "step",
    "if": "when",
    "invoice.amount": "invoice.total",
    "in": "one_of",
    "less_than": "below",
    "limit": "no_longer_than",
    "lt": "below",
    "lte": "at_most",
    "max": "at_most",
    "maximum": "at_most",
    "message": "template",
    "min": "at_least",
    "minimum": "at_least",
    "more_than": "above",
    "name": "step",
    "next": "go_to",
    "not_in": "none_of",
    "or": "any",
    "retries": "attempts",
    "retry": "attempts",
    "to": "until",
    "type": "do",
    "wait": "start",
    "<": "below",
    "<=": "at_most",
    "=": "is",
    "==": "is",
    ">": "above",
    ">=": "at_least",
    "!=": "is_not",
}
_OTHERWISE = frozenset(
    "action at_most channel deadline delay escalate limit message next retries retry type wait".split()  # noqa: SIM905 - short
)
_SAME = _OUR_WORD.keys() - _OTHERWISE
"""Those of these words that say exactly what ours says; behind the others something else may stand than ours takes."""
OUR_VALUE = {
    "bank days": "working days",
    "business days": "working days",
    "call": "phone",
    "e-mail": "email",
    "mail": "email",
    "post": "letter",
    "weekdays": "working days",
}
"""The same for values."""
_IN_WORDS = {
    "between": "write two operators: {at_least: …, at_most: …}",
    "extends": "write the whole policy: it stands alone, so that a reviewer sees all of it",
    "import": "write the whole policy: it stands alone, so that a reviewer sees all of it",
    "include": "write the whole policy: it stands alone, so that a reviewer sees all of it",
    "not": "write `none:` with a list, or the operator is_not",
    "unless": "write in `when` what must hold, and in `otherwise` where the case goes if it does not",
}


def meant_key(word: str, known: Collection[str]) -> str | None:
    """The known key that an unknown one stands for, by another tool's word for it or by its spelling; else None."""
    if word in _IN_WORDS:
        return None
    ours = _OUR_WORD.get(word.lower())
    return ours if ours in known else nearest(word, tuple(known))


def key_mend(key: Node, known: Collection[str]) -> Mend | None:
    """Write the known key that an unknown one stands for; safe where the two words say the same."""
    meant = meant_key(key.text, known) if isinstance(key, Scalar) else None
    if meant is None or not isinstance(key, Scalar):
        return None
    translated = _OUR_WORD.get(key.text.lower()) == meant
    return retext(key, meant, safe=key.text.lower() in _SAME if translated else surely(key.text, meant, known))


def key_advice(word: str, known: tuple[str, ...]) -> str:
    """What to do about an unknown key."""
    if word in _IN_WORDS:
        return _IN_WORDS[word]
    meant = meant_key(word, known)
    return f"did you mean {meant!r}?" if meant else did_you_mean(word, known)
