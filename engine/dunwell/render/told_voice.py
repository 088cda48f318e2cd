"""How a policy is told in one language: sentences from the table, with numbers, amounts, days and steps in words.

>>> Voice("nl").times(2)
'twee keer'
>>> Voice("en").listed(("a", "b", "c"), "or")
'a, b or c'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date

from dunwell.money import amount_text
from dunwell.render.timeline_words import Words
from dunwell.render.told_headings import HEADINGS
from dunwell.render.told_sentences import SENTENCES
from dunwell.render.told_vocabulary import NUMBERS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dunwell.language.phrases import Duration
    from dunwell.render.timeline_words import Language
    from dunwell.render.told_vocabulary import Pair

TELLING: tuple[Language, ...] = ("en", "nl")
"""The languages in which a policy can be told, in the order of the tables."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one language."""

    language: Language = "en"

    def of(self, pair: Pair) -> str:
        """The text of this language."""
        return pair[TELLING.index(self.language)]

    def word(self, table: Mapping[str, Pair], key: str) -> str:
        """A word of a table; one that it does not know is shown as it reads."""
        pair = table.get(key)
        return self.of(pair) if pair else key.replace("_", " ")

    def say(self, key: str, **parts: str) -> str:
        """A sentence, or a part of one, of the table."""
        return self.of(SENTENCES[key]).format(**parts)

    def head(self, key: str, **parts: str) -> str:
        """A heading, a label or a cell."""
        return self.of(HEADINGS[key]).format(**parts)

    def number(self, count: int) -> str:
        """A number, small ones written out."""
        words = NUMBERS[TELLING.index(self.language)]
        return words[count] if 0 <= count < len(words) else str(count)

    def times(self, count: int) -> str:
        """So many times: "once", "two times"."""
        return self.say("once") if count == 1 else self.say("times", count=self.number(count))

    def span(self, count: int, unit: str) -> str:
        """So much time: "one working day"."""
        return f"{self.number(count)} {self.of(UNITS[unit][count != 1])}"

    def duration(self, length: Duration) -> str:
        """A length of time in words."""
        return self.span(length.count, length.unit)

    def money(self, cents: int, currency: str) -> str:
        """An amount as timelines show it; whole ones without their cents."""
        text = Words(self.language).money(amount_text(cents), currency)
        return text if cents % 100 else text.removesuffix(".00").removesuffix(",00")

    def day(self, ordinal: int) -> str:
        """A day without its weekday: "5 February 2026"."""
        locale = "en_GB" if self.language == "en" else "nl"
        return format_date(date.fromordinal(ordinal), "d MMMM y", locale=locale)

    def listed(self, words: Iterable[str], joint: str = "and") -> str:
        """Words in a row: "a, b and c"."""
        *most, last = tuple(words) or ("",)
        return f"{', '.join(most)} {self.say(joint)} {last}" if most else last


def sentence(text: str) -> str:
    """A text with a capital at the start and a full stop at the end."""
    whole = f"{text[:1].upper()}{text[1:]}"
    return whole if whole.endswith((".", "!", "?", ".)")) else f"{whole}."
