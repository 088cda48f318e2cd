"""Finding invoice numbers in what payers and banks write. All texts are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.matching.claims import OpenClaim
from dunwell.matching.mentions import HOW, Numbers

NUMBERS = (
    "2026-0042",
    "2026-0043",
    "F2026/0044",
    "201303-111",
    "201303-112",
    "307472",
    "INV-000123",
    "812",
    "2026-0042-1",
    "RF18 5390 0754 7034",
    "010/8068/17183",
    "5000056789012345",
    "20260205",
)
ALL = Numbers(tuple(OpenClaim(number, number, 100, 100, "EUR") for number in NUMBERS))


def found(text: str) -> dict[str, str]:
    return {mention.written: mention.how for mention in ALL.mentions(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Factuur 2026-0042", {"2026-0042": "whole"}),
        ("FACTUUR: 2026/0042.", {"2026-0042": "whole"}),
        ("fact.nr.20260042", {"2026-0042": "whole"}),
        ("FACTUURNUMMER20260042", {"2026-0042": "whole"}),
        ("factnr 2026.0042 d.d. 05-01-2026", {"2026-0042": "whole"}),
        ("NR.201303-111/11.3.2013 NR.201303-112/11.3.2013", {"201303-111": "whole", "201303-112": "whole"}),
        ("Rechnung Nr. F2026/0044", {"F2026/0044": "whole"}),
        ("2026-0042-1", {"2026-0042-1": "whole"}),
        ("RF18539007547034", {"RF18 5390 0754 7034": "reference"}),
        ("ref RF18 5390 0754 7034 dank", {"RF18 5390 0754 7034": "reference"}),
        ("+++010/8068/17183+++", {"010/8068/17183": "reference"}),
        ("***010/8068/17183***", {"010/8068/17183": "reference"}),
        ("BETALINGSKENM. 5000056789012345", {"5000056789012345": "reference"}),
        ("5000 0567 8901 2345", {"5000056789012345": "reference"}),
        ("812", {"812": "whole"}),
    ],
)
def test_as_it_was_written(text: str, expected: dict[str, str]) -> None:
    """A number is itself with other separators, behind a word for invoice, and as a reference also with spaces."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026 0042", {"2026-0042": "spaced"}),
        ("20 26-00 42", {"2026-0042": "spaced"}),
        ("2 0 2 6 0 0 4 2", {"2026-0042": "spaced"}),
        ("XX201303-111XX", {"201303-111": "glued"}),
        ("307472INCASSO", {"307472": "glued"}),
        ("K307472", {"307472": "glued"}),
        ("2O26-OO42", {"2026-0042": "slip"}),
        ("2026-42", {"2026-0042": "slip"}),
        ("inv 123", {"INV-000123": "slip"}),
        ("2026-0042/43", {"2026-0042": "whole", "2026-0043": "listed"}),
        ("2026-0042, 0043", {"2026-0042": "whole", "2026-0043": "listed"}),
        ("2026-0042 en 43", {"2026-0042": "whole", "2026-0043": "listed"}),
        ("201303-111 + 112", {"201303-111": "whole", "201303-112": "listed"}),
        ("nota F2026/00", {"F2026/0044": "cut"}),
        ("nota 0043", {"2026-0043": "tail"}),
        ("2026, 0042", {"2026-0042": "tail"}),
        ("05.02.2026 en 2026-02-05", {"20260205": "spaced"}),
    ],
)
def test_less_plainly(text: str, expected: dict[str, str]) -> None:
    """A number with spaces, letters against it, slips, or a part of it only, is found and known for what it is."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dank u wel",
        "99307472",
        "3074721",
        "tel 0203074720",
        "20 februari 2026",
        "NL40TEST0987654321",
        "RF19 5390 0754 7034",
        "SOS",
        "81",
    ],
)
def test_not_ours(text: str) -> None:
    """Digits inside other digits, words between, and references with wrong check digits are no number of ours."""
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("2026-0042 en 2026-0099", "2026-0099"),
        ("2026-0042 F2026/0099", "F2026/0099"),
        ("2026-0042 klant 9912", ""),
        ("2026-0042 van 05-01-2026", ""),
        ("2026-0042", ""),
    ],
)
def test_another_number_of_the_same_form(text: str, stray: str) -> None:
    """A number in the form of ours that is none of the claims' is noticed: it may be part of what is paid."""
    assert ALL.unknown(text, ALL.mentions(text)) == stray


def test_one_number_of_two_claims() -> None:
    """Both claims with a number are found; neither hides the other."""
    numbers = Numbers((OpenClaim("a", "7-001", 1, 1, "EUR"), OpenClaim("b", "7-001", 1, 1, "EUR")))
    assert {mention.claim for mention in numbers.mentions("7-001")} == {0, 1}


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Any text at all gives each claim at most once, in a known way."""
    mentions = ALL.mentions(text)
    assert len({mention.claim for mention in mentions}) == len(mentions)
    assert all(mention.how in HOW for mention in mentions)
    ALL.unknown(text, mentions)


@given(st.sampled_from(NUMBERS), st.sampled_from(["{}", "Factuur {}", "betr. {} dank", "({})", "ref:{};"]))
def test_a_number_is_found_wherever_it_stands(number: str, around: str) -> None:
    """Each number is found surely in plain surroundings."""
    assert found(around.format(number))[number] in {"whole", "reference"}


def test_a_very_long_text() -> None:
    """A text without end is searched as far as banks write, in no time."""
    start = time.perf_counter()
    ALL.mentions("2026-0042 1 " * 50_000)
    ALL.unknown("A" * 500_000, ())
    assert time.perf_counter() - start < 2
