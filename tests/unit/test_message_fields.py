"""The table of message fields."""

from __future__ import annotations

import re

from dunwell.language.message_fields import BY_NAME, FILTER_OF, MESSAGE_FIELDS


def test_rows_are_well_formed() -> None:
    """A dotted name used once, a known type, and a text in both languages."""
    assert len(BY_NAME) == len(MESSAGE_FIELDS)
    for row in MESSAGE_FIELDS:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", row.name)
        assert row.type in FILTER_OF
        assert row.en
        assert row.nl
