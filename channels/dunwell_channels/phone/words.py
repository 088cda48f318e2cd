"""The words of a worklist in each language, from templates/<language>/phone.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from dunwell import read_text, template_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = ("reference", "number", "attempt", "debtor", "contact", "phone", "open", "due", "script")
"""What stands in a row when it is handed out."""
ANSWERS = ("outcome", "promised_on", "amount", "called_on", "by", "remark")
"""What whoever calls fills in."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language: the name of the list, its headings, the outcomes, texts, and words for what happened."""

    language: str
    worklist: str
    columns: Mapping[str, str]
    outcomes: Mapping[str, str]
    texts: Mapping[str, str]
    history: Mapping[str, str]


@lru_cache(maxsize=16)
def words_in(language: str) -> Words:
    """The words of a language; English where there are none."""
    known = language if language in template_languages() else "en"
    return Words(known, **yaml.safe_load(read_text(f"templates/{known}/phone.yaml")))


@lru_cache(maxsize=1)
def all_words() -> tuple[Words, ...]:
    """The words of every language."""
    return tuple(map(words_in, template_languages()))
