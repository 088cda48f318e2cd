"""What puts a debtor in default: an agreed term, a letter, or time, as the law of each country has it."""

from __future__ import annotations

import pytest

from dunwell.days import day, day_text
from dunwell.law.default import default_rule, in_default_from
from dunwell.problems import ProblemsFound
from dunwell.resources import law_pack

DUE = "2026-02-04"
REMINDED = (("first_reminder", "2026-02-19"),)
NOTICED = (("notice_of_default", "2026-03-10"),)
CASES = [
    ("nl", "consumer", "none", (), None),
    ("nl", "consumer", "agreed_term", (), "2026-02-05"),
    ("nl", "business", "none", NOTICED, "2026-03-11"),
    ("nl", "consumer", "none", (("fourteen_day_letter", "2026-03-10"),), None),
    ("be", "consumer", "agreed_term", (), None),
    ("be", "consumer", "none", REMINDED, "2026-02-20"),
    ("be", "unknown", "none", NOTICED, None),
    ("be", "business", "none", (), "2026-02-05"),
    ("de", "consumer", "none", (), None),
    ("de", "consumer", "agreed_term", (), "2026-02-05"),
    ("de", "consumer", "none", NOTICED, "2026-03-11"),
    ("de", "business", "none", NOTICED, "2026-03-07"),
    ("de", "public_authority", "notice", NOTICED, "2026-02-05"),
]


@pytest.mark.parametrize(("law", "debtor", "basis", "letters", "wanted"), CASES)
def test_the_first_day_of_default(
    law: str, debtor: str, basis: str, letters: tuple[tuple[str, str], ...], wanted: str | None
) -> None:
    """The earliest of what counts; what does not count in that country, or for that debtor, changes nothing."""
    terms = tuple((form, day(last)) for form, last in letters)
    found = in_default_from(law_pack(law), debtor, day(DUE), basis, terms)
    assert (found and day_text(found)) == wanted


def test_an_unknown_debtor_is_refused() -> None:
    """A kind that does not exist is a mistake, not a debtor who is never in default."""
    with pytest.raises(ProblemsFound, match="DW612"):
        default_rule(law_pack("nl"), "ghost")
