"""Addresses: which are usable, and whom a trial may write to."""

from __future__ import annotations

import pytest

from dunwell_channels.smtp.addresses import is_allowed, mailbox_of, one_line


@pytest.mark.parametrize(
    ("written", "usable"),
    [
        ("post@example.nl", "post@example.nl"),
        (" Post+factuur@Example.NL ", "Post+factuur@example.nl"),
        ("o'neill@example.nl", "o'neill@example.nl"),
        ("post@müller.example.com", "post@xn--mller-kva.example.com"),
        ("jürgen@example.nl", None),
        ('"post"@example.nl', None),
        ("post@[192.0.2.1]", None),
        ("post@localhost", None),
        ("Jan <post@example.nl>", None),
        ("post@example.nl\r\nRCPT TO:<x@example.nl>", None),
        (f"post@{'a' * 64}.nl", None),
        ("", None),
        (None, None),
    ],
)
def test_usable_addresses(written, usable):
    """One address in a form that every relay takes, or none; the part before the @ keeps its capitals."""
    found = mailbox_of(written)
    assert (str(found) if found else None) == usable


@pytest.mark.parametrize(
    ("only_to", "allowed"),
    [
        ([], True),
        (["example.nl"], True),
        (["@EXAMPLE.nl "], True),
        (["post@example.nl"], True),
        (["nl"], False),
        (["mail.example.nl", "ander@example.nl"], False),
    ],
)
def test_a_trials_list(only_to, allowed):
    """A list names addresses or whole domains; a part of a domain is none of it."""
    assert is_allowed(mailbox_of("Post@example.nl"), only_to) is allowed


def test_one_line():
    """Whatever breaks a line becomes a space."""
    assert one_line(" a\r\n\tb\u2028\x85c\x00 ") == "a b c"
