"""Make the edits by which a problem goes away, where the problem is found.

An edit keeps quotes as they are and touches nothing else on its line. It is safe where what is written can mean one
thing only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.phrases import nearest
from dunwell.language.spelling import surely
from dunwell.language.yamlfile import Items, Scalar
from dunwell.language.yamlmends import insert, swap
from dunwell.problems import Edit, Mend, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dunwell.language.phrases import PhraseError
    from dunwell.language.yamlfile import Node

_QUOTES = 2


def retext(node: Node | None, text: str, *, safe: bool = True) -> Mend | None:
    """Let a value or key say something else within its quotes; None where it does not stand on one line as it reads."""
    if not isinstance(node, Scalar):
        return None
    place, length = node.place, len(node.text)
    if place.length == length + _QUOTES and node.quoted:
        return swap(Place(place.file, place.line, place.column + 1, length), text, safe=safe)
    return swap(place, text, safe=safe) if place.length == length and not node.quoted else None


def respell(node: Node | None, known: Collection[str], *, word: str = "") -> Mend | None:
    """Write the known word that is close to this one, if one is; `word` is the part that is wrong, if not all of it."""
    written = word or (node.text if isinstance(node, Scalar) else "")
    meant = nearest(written, tuple(known))
    if meant is None or not isinstance(node, Scalar):
        return None
    before, _, after = node.text.rpartition(written)
    return retext(node, f"{before}{meant}{after}", safe=surely(written, meant, known))


def respell_at(place: Place, word: str, meant: str, known: Collection[str]) -> Mend | None:
    """Write the known word in place of a name that stands on one line, within its quotes."""
    quote = {len(word): 0, len(word) + _QUOTES: 1}.get(place.length)
    if quote is None:
        return None
    inner = Place(place.file, place.line, place.column + quote, len(word))
    return swap(inner, meant, safe=surely(word, meant, known))


def phrase_mend(node: Node, error: PhraseError) -> Mend | None:
    """Write what a phrase that cannot be read was meant to say, if that is known."""
    return retext(node, error.meant, safe=error.sure) if error.meant else None


def wrap(node: Node, before: str, after: str, *, safe: bool = True) -> Mend | None:
    """Put something around a value that stands on one line."""
    if not isinstance(node, Scalar) or node.place.length not in (len(node.text), len(node.text) + _QUOTES):
        return None
    return wrap_place(node.place, before, after, safe=safe)


def wrap_place(place: Place, before: str, after: str, *, safe: bool = True) -> Mend:
    """Put something around what stands at a place."""
    return Mend((insert(place, 0, before), insert(place, place.length, after)), safe)


def unwrap(node: Node) -> Mend | None:
    """Take the brackets off a list that holds one value and stands on one line."""
    if not isinstance(node, Items) or len(node.items) != 1 or not isinstance(node.items[0], Scalar):
        return None
    outer, inner = node.place, node.items[0].place
    end, inner_end = outer.column + outer.length, inner.column + inner.length
    if outer.line != inner.line or not outer.column < inner.column < inner_end < end:
        return None
    return Mend(
        (Edit(outer.line, outer.column, outer.line, inner.column, ""), Edit(outer.line, inner_end, outer.line, end, ""))
    )


def all_in(node: Node, known: Sequence[str]) -> bool:
    """Whether a node is a list on one line of several of these words."""
    if not isinstance(node, Items) or node.place.length == 1:  # a list with dashes, or with brackets on several lines
        return False
    words = [item.text for item in node.items if isinstance(item, Scalar)]
    return len(words) == len(node.items) > 1 and set(words) <= set(known)
