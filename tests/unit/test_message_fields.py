"""The table of message fields."""

from __future__ import annotations

import re

from dunwell.language.message_fields import BY_NAME, FILTER_OF, MESSAGE_FIELDS, ROW_OF, loop_of


def test_rows_are_well_formed() -> None:
    """A dotted name used once, a known type, and a text in both languages."""
    assert len(BY_NAME) == len(MESSAGE_FIELDS)
    for row in MESSAGE_FIELDS:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", row.name)
        assert row.type in FILTER_OF
        assert row.en
        assert row.nl


def test_every_list_has_rows_with_fields() -> None:
    """A list is known by its type, and the group of its rows belongs to no other."""
    assert {row.name for row in MESSAGE_FIELDS if row.type == "list"} == set(ROW_OF)
    groups = {row.name.partition(".")[0] for row in MESSAGE_FIELDS}
    assert set(ROW_OF.values()) <= groups
    assert len(set(ROW_OF.values())) == len(ROW_OF)
    assert loop_of("plan.instalments") == "{% for each in plan.instalments %}"
