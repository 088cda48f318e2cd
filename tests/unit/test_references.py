"""References with check digits."""

import pytest

from dunwell.matching.references import is_structured, structured_in


@pytest.mark.parametrize(
    ("reference", "holds"),
    [
        ("RF18 5390 0754 7034", True),
        ("rf18539007547034", True),
        ("RF19 5390 0754 7034", False),
        ("RF18", False),
        ("+++010/8068/17183+++", True),
        ("010806817183", True),
        ("010806817184", False),
        ("5000056789012345", True),
        ("5000 0567 8901 2345", True),
        ("6000056789012345", False),
        ("2026-0042", False),
        ("", False),
        ("٠١٠٨٠٦٨١٧١٨٣", False),
    ],
)
def test_check_digits(reference: str, holds: bool) -> None:
    """A reference is structured if it has the form of one and its check digits hold."""
    assert is_structured(reference) is holds


@pytest.mark.parametrize("place", range(16))
def test_a_wrong_digit_shows(place: int) -> None:
    """Each single wrong digit of the sixteen breaks the reference."""
    good = "5000056789012345"
    wrong = good[:place] + str((int(good[place]) + 1) % 10) + good[place + 1 :]
    assert not is_structured(wrong)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("betaling RF18 5390 0754 7034 dank u", {"RF18539007547034"}),
        ("RF18539007547034", {"RF18539007547034"}),
        ("***010/8068/17183*** en meer", {"010806817183"}),
        ("010806817183", set()),
        ("RF19 5390 0754 7034", set()),
        ("", set()),
    ],
)
def test_references_in_a_text(text: str, found: set[str]) -> None:
    """Only what can be nothing else is taken for a reference of somebody."""
    assert structured_in(text) == found
