"""The wording of the term in a fourteen-day letter, as Dutch letters and English ones to Dutch debtors word it."""

from __future__ import annotations

import pytest

from dunwell.law.wording import check_wording
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

NL = law_pack("nl")
FORM = "fourteen_day_letter"


@pytest.mark.parametrize(
    "text",
    [
        "Betaal binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd.",
        "U heeft 14 dagen, te rekenen vanaf de dag na ontvangst van deze brief.",
        "Wij geven u een termijn van veertien dagen die begint op de dag na de dag waarop u deze brief hebt ontvangen.",
        "Betaal binnen 14 dagen na de dag waarop deze brief bij u is bezorgd.",
        "Betaal binnen vijftien dagen nadat deze brief bij u is bezorgd.",
        "Betaal binnen 21 dagen na ontvangst van deze brief.",
        "Betaal binnen 14\n dagen vanaf de dag nadat\n deze brief is bezorgd. Na deze veertien dagen volgen kosten.",
        "Please pay within fourteen days from the day after this letter was delivered to you.",
        "Please pay within 14 days, counted from the day after you received this letter.",
        "You have 14 days, starting on the day after receipt of this letter.",
        "Pay within 14 calendar days after the day on which this letter was delivered.",
        "Pay within fifteen days after this letter was delivered.",
        "Please pay within 21 days of receipt of this letter.",
    ],
)
def test_accepted_wordings(text: str) -> None:
    """Fourteen days from the day after delivery, fifteen after delivery, or more, in figures or in words."""
    found = check_wording(NL, text, FORM)
    assert (found.valid, found.problems) == (True, ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Betaal binnen 14 dagen na heden.", ["from_today"]),
        ("Betaal binnen veertien dagen vanaf vandaag.", ["from_today"]),
        ("Betaal binnen 14 dagen na dagtekening.", ["after_date_of_letter"]),
        ("Betaal binnen 14 dagen na de datum van deze brief.", ["after_date_of_letter"]),
        ("Betaal binnen 14 dagen NA VERZENDING van deze brief.", ["after_sending"]),
        ("Please pay within 14 days from today.", ["from_today"]),
        ("Please pay within fourteen days from now.", ["from_today"]),
        ("Please pay within 14 days of the date of this letter.", ["after_date_of_letter"]),
        ("Please pay within 14 days from the letter date.", ["after_date_of_letter"]),
        ("Please pay within 14 days after the date of sending.", ["after_sending"]),
        ("Please pay within 14 days of posting.", ["after_sending"]),
        ("Pay within 14 days after this letter was sent.", ["after_sending"]),
        ("Pay within 14 days after we sent it.", ["after_sending"]),
        (
            "Pay within 14 days from the day after this letter was delivered. After ten days costs follow.",
            ["several_terms"],
        ),
        (
            "Pay within 14 days from the day after this letter was delivered, so within 14 days from today.",
            ["day_after_delivery", "from_today"],
        ),
        (
            "Betaal binnen 14 dagen vanaf de dag nadat deze brief is bezorgd. Na 10 dagen volgen kosten.",
            ["several_terms"],
        ),
        (
            "Betaal binnen 14 dagen vanaf de dag nadat deze brief is bezorgd, dus binnen 14 dagen na heden.",
            ["day_after_delivery", "from_today"],
        ),
    ],
)
def test_fatal_wordings(text: str, names: list[str]) -> None:
    """Counting from today, from the date or from sending, or naming two terms, is fatal even beside a good wording."""
    found = check_wording(NL, text, FORM)
    assert (found.valid, [row.name for row in found.found]) == (False, names)
    assert {problem.code for problem in found.problems} == {"DW622"}


@pytest.mark.parametrize(
    "text",
    [
        "Betaal zo snel mogelijk.",
        "Betaal binnen 14 dagen.",
        "Betaal binnen 14 dagen na ontvangst van deze brief.",
        "Betaal binnen 14 dagen vanaf de dag waarop u deze brief ontvangt.",
        "Betaal binnen 13 dagen na ontvangst.",
        "Please pay as soon as you can. From now on we may charge interest.",
        "Please pay within 14 days.",
        "Please pay within 14 days of receipt of this letter.",
        "Please pay within 14 days from the day on which you receive this letter.",
        "Please pay within 13 days after receipt.",
    ],
)
def test_what_is_not_recognised_is_not_called_good(text: str) -> None:
    """A wording that no source accepts is neither valid nor fatal; a person has to look at it."""
    found = check_wording(NL, text, FORM)
    assert (found.valid, [problem.code for problem in found.problems]) == (None, ["DW623"])


def test_too_short_a_term_is_not_saved_by_its_wording() -> None:
    """Ten days from the day after delivery are worded well, but are no fourteen."""
    assert check_wording(NL, "Betaal binnen 10 dagen vanaf de dag nadat deze brief is bezorgd.", FORM).valid is not True


def test_an_unknown_form_is_refused() -> None:
    """Only letters that the law knows can be checked."""
    with pytest.raises(ProblemsFound, match="DW612"):
        check_wording(NL, "na heden", "love_letter")
