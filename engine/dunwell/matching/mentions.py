"""Find invoice numbers and payment references in what a payer wrote, also cut, spaced or with slips.

A text is taken apart into runs of letters and runs of digits; neighbours are put together again and looked up, so that
"2026-0042", "2026/0042" and "20260042" are one number. How it stood there decides how far it is trusted (`HOW`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.matching.payments import compact
from dunwell.matching.references import is_structured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dunwell.matching.claims import OpenClaim

HOW: Mapping[str, str] = {
    "reference": "the payment reference {} is given, and its check digits hold",
    "whole": "the number {} stands in the text",
    "glued": "the number {} stands in the text, but letters are written against it",
    "spaced": "the number {} stands in the text, but with spaces in it",
    "slip": "the text has {}, but with a letter for a digit or without a zero",
    "listed": "the text names {} by its last digits, after another number",
    "cut": "the text ends in the beginning of {}",
    "tail": "the text has the last digits of {}",
}
"""How a number may stand in a text, from the surest to the least sure."""

SURE = ("reference", "whole")
LONGEST = 35
MOST_TEXT = 4000
"""Characters of a text that are searched; banks hand on a few hundred."""
_MOST_TOKENS = 8
_SHORTEST, _SHORTEST_CUT, _SHORTEST_TAIL = 3, 5, 4
_MOST_ALIKE = 20
"""A beginning or an end that so many claims share says nothing."""

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s\-./\\_:#*+()]{0,4}\Z")
"""What may stand inside a number."""
_JOINING = ("EN", "UND", "AND", "ET")
_NEXT_IN_LIST = re.compile(r"\s*(?:[,;/&+-]|\b(?:EN|UND|AND|ET)\b)?\s*\Z")
_WORDS_BEFORE = re.compile(
    r"(?:[A-Z]*(?:FACTU+R|FACTURE|INVOICE|RECHNUNG|NUMMER|NUMBER)|FACT?|FC|INV|RE|RG|RNR|FN?R|FACTNR|NR|NO|REF|KENMERK)\Z"
)
"""Words that people write against a number without a space."""
_A_DATE = re.compile(r"(?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{4})\Z", re.ASCII)
_SLIPS = str.maketrans("OQILSBZ", "0011582")


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim's number or reference as it was found: which claim (its index), how, and where in the text."""

    claim: int
    how: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


class Numbers:
    """Every number and reference of the claims, ready to be looked up."""

    def __init__(self, claims: Sequence[OpenClaim]) -> None:
        self.exact: dict[str, dict[int, str]] = defaultdict(dict)
        self.alike: dict[str, set[str]] = defaultdict(set)
        self.shapes: set[str] = set()
        for index, claim in enumerate(claims):
            for written in (claim.number, *claim.references):
                self._add(index, written)
        plain = [number for number in self.exact if not is_structured(number)]
        self.known = sorted(plain)
        self.backwards = sorted(number[::-1] for number in plain)

    def _add(self, index: int, written: str) -> None:
        number = compact(written)
        if not _SHORTEST <= len(number) <= LONGEST or not any(sign.isdigit() for sign in number):
            return
        self.exact[number].setdefault(index, written)
        if not is_structured(number):
            self.alike[_without_slips(written.upper())].add(number)
        self.shapes.add(_shape(written.upper()))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every claim that the text names, each once, as sure as it can be; overlapping finds give way to the surer."""
        upper = text[:MOST_TEXT].upper()
        tokens = tuple(_Token(each.group(), each.start(), each.end()) for each in _TOKEN.finditer(upper))
        found = [*self._windows(upper, tokens)]
        taken = _without_overlaps(found)
        taken += self._listed(upper, tokens, taken)
        free = [token for token in tokens if not any(m.start < token.end and token.start < m.end for m in taken)]
        taken += self._pieces(upper, free)
        best: dict[int, Mention] = {}
        for mention in sorted(taken, key=lambda each: (_rank(each), each.start)):
            best.setdefault(mention.claim, mention)
        return tuple(best.values())

    def _windows(self, text: str, tokens: tuple[_Token, ...]) -> Iterator[Mention]:
        """Neighbouring runs put together, wherever they give a number that we know."""
        for first in range(len(tokens)):
            joined = ""
            for last in range(first, min(first + _MOST_TOKENS, len(tokens))):
                if last > first and not _BETWEEN.match(text[tokens[last - 1].end : tokens[last].start]):
                    break
                joined += tokens[last].text
                if len(joined) > LONGEST:
                    break
                yield from self._lookup(text, joined, tokens[first].start, tokens[last].end)

    def _lookup(self, text: str, joined: str, start: int, end: int) -> Iterator[Mention]:
        if joined in self.exact:
            for claim, written in self.exact[joined].items():
                yield Mention(claim, _how(text, start, end, written), written, start, end)
        elif 2 * sum(sign.isdigit() for sign in joined) >= len(joined) >= _SHORTEST_CUT:
            for number in self.alike.get(_without_slips(text[start:end]), ()):
                for claim, written in self.exact[number].items():
                    yield Mention(claim, "slip", written, start, end)

    def _listed(self, text: str, tokens: tuple[_Token, ...], taken: list[Mention]) -> list[Mention]:
        """The rest of a list such as "2026-0042/0043/44": digits that replace the last digits of the number before."""
        found: list[Mention] = []
        for mention in taken:
            number, end = compact(mention.written), mention.end
            ending = re.search(r"\d*\Z", number)
            for token in (each for each in tokens if each.start >= end and each.text not in _JOINING):
                digits = token.text
                fits = digits.isdigit() and 2 <= len(digits) <= len(ending.group() if ending else "")
                if not (fits and _NEXT_IN_LIST.match(text[end : token.start])):
                    break
                number, end = number[: -len(digits)] + digits, token.end
                for claim, written in self.exact.get(number, {}).items():
                    found.append(Mention(claim, "listed", written, token.start, token.end))
        return [each for each in found if not any(m.start < each.end and each.start < m.end for m in taken)]

    def _pieces(self, text: str, free: list[_Token]) -> list[Mention]:
        """Numbers of which only the beginning (at the end of the text) or the last digits are there."""
        found: list[Mention] = []
        for count in range(1, min(_MOST_TOKENS, len(free)) + 1):
            joined = "".join(token.text for token in free[-count:])
            gaps = (text[a.end : b.start] for a, b in zip(free[-count:], free[1 - count :], strict=False))
            if free[-1].end < len(text.rstrip(" .-/")) or (count > 1 and not all(map(_BETWEEN.match, gaps))):
                break
            if len(joined) >= _SHORTEST_CUT and joined[-1:].isdigit():
                longer = [Mention(*each, free[-count].start, free[-1].end) for each in self._beginning(joined)]
                found = longer or found
        for token in free:
            if token.text.isdigit() and len(token.text) >= _SHORTEST_TAIL:
                found += [Mention(*each, token.start, token.end) for each in self._ending(token.text)]
        return found

    def _beginning(self, piece: str) -> Iterator[tuple[int, str, str]]:
        for number in _starting(self.known, piece):
            yield from ((claim, "cut", written) for claim, written in self.exact[number].items())

    def _ending(self, piece: str) -> Iterator[tuple[int, str, str]]:
        for number in _starting(self.backwards, piece[::-1]):
            yield from ((claim, "tail", written) for claim, written in self.exact[number[::-1]].items())

    def unknown(self, text: str, mentions: Iterable[Mention]) -> str:
        """A number that has the form of ours and is none of those found, or nothing: it may be what is paid."""
        spans = [(mention.start, mention.end) for mention in mentions]
        upper = text[:MOST_TEXT].upper()
        for each in re.finditer(r"[A-Z0-9](?:[A-Z0-9./-]*[A-Z0-9])?", upper, re.ASCII):
            inside = any(start < each.end() and each.start() < end for start, end in spans)
            if not inside and len(compact(each.group())) >= _SHORTEST_CUT and _shape(each.group()) in self.shapes:
                return each.group()
        return ""


def _starting(ordered: list[str], piece: str) -> list[str]:
    """The longer numbers that begin with a piece; none if too many do."""
    start = bisect_left(ordered, piece)
    found = []
    for number in ordered[start : start + _MOST_ALIKE + 2]:
        if not number.startswith(piece):
            break
        if number != piece:
            found.append(number)
    return found if len(found) <= _MOST_ALIKE else []


def _how(text: str, start: int, end: int, written: str) -> str:
    inside = text[start:end]
    if is_structured(written):
        return "reference"
    if _A_DATE.match(inside) and inside != written.upper():
        return "spaced"
    before = _WORDS_BEFORE.search(text[max(0, start - 20) : start])
    if (text[start - 1 : start].isalnum() and not before) or text[end : end + 1].isalnum():
        return "glued"
    return "spaced" if len(inside.split()) > len(written.split()) else "whole"


def _without_slips(written: str) -> str:
    """A number put together with digits for letters that look like them, and without zeros that go before."""
    return "".join(run.lstrip("0") or "0" for run in _TOKEN.findall(written.translate(_SLIPS)))


def _shape(written: str) -> str:
    """The form of a number: "2026-0042" is 9999-9999, "F26/17" is A99/99."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", written))


def _rank(mention: Mention) -> int:
    return tuple(HOW).index(mention.how)


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    """The surest and longest finds; another claim with the very same place stays beside it."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda each: (_rank(each), each.start - each.end, each.start)):
        if all(
            mention.end <= other.start
            or other.end <= mention.start
            or (mention.start, mention.end) == (other.start, other.end)
            for other in kept
        ):
            kept.append(mention)
    return kept
