"""What `dunwell check --fix` writes for each code that it can mend; safe and unsafe as `Mend` says.

A test holds this table against the mends that broken policies get.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Mending:
    """What is written where it can mean one thing only (`safe`), and where a person should look at it (`unsafe`)."""

    safe: str = ""
    unsafe: str = ""


_NAME = Mending(
    "the known name, where one is close and no other nearly as close",
    "the known name that is closest, where others are nearly as close",
)

MENDABLE: Mapping[str, Mending] = MappingProxyType(
    {
        "DW005": _NAME,
        "DW103": Mending("nothing in place of a character without width"),
        "DW111": Mending("spaces, so that the lines line up"),
        "DW113": Mending("quotes around the text"),
        "DW114": Mending("double quotes around a text with an apostrophe"),
        "DW116": Mending("quotes around the text"),
        "DW117": Mending("the backslash twice"),
        "DW118": Mending("a space behind the colon"),
        "DW125": Mending("quotes around the key"),
        "DW201": Mending(
            "the known key, where one is close or another tool's word for it stands there, such as `if` for `when`",
            "the known key that is closest, or that is missing; or whose value may have to change too",
        ),
        "DW203": Mending(unsafe="nothing: the key goes with its value, and the remarks right above it"),
        "DW204": Mending(
            "quotes around a number or true where text is wanted, brackets around one word where a list is, the value "
            "of a list of one, `{both: […]}` around two channels, a number or `true` without its quotes"
        ),
        "DW205": Mending(
            "the word that is close, or that another word means, such as `working days` for `business days`",
            "the word that is closest, where others are nearly as close",
        ),
        "DW206": Mending(
            "a day as year, month and day, if it can be one day only (12 March 2026, not 03/04/2026); a name in small "
            "letters with _"
        ),
        "DW210": _NAME,
        "DW301": _NAME,
        "DW302": _NAME,
        "DW303": _NAME,
        "DW304": Mending(
            "the amount as it is written here, such as `EUR 12.50` for `€ 12,50`",
            "the amount in EUR where no currency stands, and `EUR 1000` for `EUR 1.000`",
        ),
        "DW305": _NAME,
        "DW306": Mending(_NAME.safe, "the test that an expression stands for"),
        "DW307": Mending(
            "the value that is close, `true` for `yes`, the operator for a sign such as >=", "the value that is closest"
        ),
        "DW308": _NAME,
        "DW309": _NAME,
        "DW310": _NAME,
        "DW311": _NAME,
        "DW312": _NAME,
        "DW314": Mending("nothing: the line goes, if no remark goes with it", "nothing: the line and its remarks go"),
        "DW316": _NAME,
        "DW401": Mending(
            "the unit that is meant (`working days` for `business days`, `12 months` for `1 year`), a number in digits",
            "days for hours, where they come out whole",
        ),
        "DW402": Mending("the unit that is meant, a number in digits"),
        "DW502": Mending(unsafe="nothing: the condition goes with the remarks right above it"),
    }
)
"""Code to what is written."""
