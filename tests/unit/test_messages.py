"""Ways through a template's conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.language.messages import Branch, Choice, Printed, TooManyWaysError, Written, each_piece, ways
from dunwell.problems import Place

HERE = Place("x.md.j2", 3, 5)


def words(text: str) -> Written:
    """Words somewhere."""
    return Written(text, HERE)


def choice(field: str, yes: str, no: str = "") -> Choice:
    """One condition on a field."""
    return Choice(
        ((field, HERE),),
        (Branch(((field, True),), (words(yes),)), Branch(((field, False),), (words(no),) if no else ())),
    )


def texts(*pieces: Written | Printed | Choice) -> list[str]:
    """The text of every way."""
    return [way.text({})[0] for way in ways(pieces, lambda _: True)]


def test_ways_multiply() -> None:
    """Two independent conditions make four ways, in the order of the branches."""
    assert texts(choice("a", "1", "2"), words("-"), choice("b", "3", "4")) == ["1-3", "1-4", "2-3", "2-4"]


def test_conditions_on_one_field_agree() -> None:
    """A field that was found unknown stays so for the rest of the way."""
    assert texts(choice("a", "1", "2"), words("-"), choice("a", "3", "4")) == ["1-3", "2-4"]


def test_conditions_that_do_not_matter_are_left_out() -> None:
    """Only conditions with something that matters below them make ways."""
    pieces = (choice("a", "x"), choice("b", "7 dagen"), words("!"))
    found = ways(pieces, lambda piece: isinstance(piece, Written) and "dagen" in piece.text)
    assert [way.text({})[0] for way in found] == ["7 dagen!", "!"]


@given(st.lists(st.sampled_from("abcd"), max_size=9))
def test_there_are_as_many_ways_as_answers(fields: list[str]) -> None:
    """Asking the same again makes no new way: two for each different field, and each knows all the answers."""
    found = ways(tuple(choice(field, field) for field in fields), lambda _: True)
    assert len(found) == 2 ** len(set(fields))
    assert {frozenset(way.known) for way in found} == {frozenset(fields)}


def test_too_many_ways_are_refused() -> None:
    """Twelve conditions can be looked through, thirteen are too many."""
    pieces = tuple(choice(str(number), "x") for number in range(13))
    assert len(ways(pieces[:12], lambda _: True)) == 4096
    with pytest.raises(TooManyWaysError):
        ways(pieces, lambda _: True)


def test_offsets_lead_back_to_places() -> None:
    """A character of a way's text comes from a line and column of the template."""
    pieces = (words("een\ntwee"), Printed("term.days", "", Place("y.md.j2", 9, 2)), words(" dagen"))
    (way,) = ways(pieces, lambda _: True)
    text, starts = way.text({"term.days": "14"})
    assert text == "een\ntwee14 dagen"
    assert way.place(text, starts, 1) == Place("x.md.j2", 3, 6)
    assert way.place(text, starts, 5) == Place("x.md.j2", 4, 2)
    assert way.place(text, starts, text.index("14")) == Place("y.md.j2", 9, 2)
    assert way.place(text, starts, text.index(" dagen")) == HERE


def test_each_piece_goes_into_branches() -> None:
    """Fields in conditions are seen too."""
    assert [piece.text for piece in each_piece((choice("a", "1", "2"),)) if isinstance(piece, Written)] == ["1", "2"]
