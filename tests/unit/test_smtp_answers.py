"""What servers answer, and whose fault it is."""

from __future__ import annotations

import pytest

from dunwell_channels.smtp.addresses import mailbox_of
from dunwell_channels.smtp.answers import outcome_of, said


@pytest.mark.parametrize(
    ("stage", "code", "text", "kind"),
    [
        ("greeting", 421, "4.3.2 shutting down", "later"),
        ("greeting", 554, "5.7.1 your network is blocked", "faulty"),
        ("login", 454, "4.7.0 temporary failure", "later"),
        ("login", 535, "5.7.8 bad credentials", "faulty"),
        ("sender", 550, "5.1.1 no such sender", "faulty"),
        ("sender", 552, "5.3.4 message size exceeds fixed limit", "faulty"),
        ("sender", 530, "5.7.0 must issue STARTTLS first", "faulty"),
        ("recipient", 450, "4.2.1 mailbox busy", "later"),
        ("recipient", 451, "greylisted", "later"),
        ("recipient", 452, "4.5.3 too many recipients", "later"),
        ("recipient", 550, "5.1.1 user unknown", "refused"),
        ("recipient", 550, "no such user", "refused"),
        ("recipient", 501, "5.1.3 bad address syntax", "refused"),
        ("recipient", 552, "5.2.2 mailbox full", "refused"),
        ("recipient", 552, "mailbox full", "refused"),
        ("recipient", 553, "mailbox name not allowed", "refused"),
        ("recipient", 556, "domain takes no mail", "refused"),
        ("recipient", 554, "5.7.1 relay access denied", "faulty"),
        ("recipient", 550, "relaying denied", "faulty"),
        ("recipient", 550, "5.1.8 sender domain not found", "faulty"),
        ("recipient", 530, "authentication required", "faulty"),
        ("recipient", 503, "bad sequence of commands", "faulty"),
        ("recipient", 554, "blocked by blocklist", "faulty"),
        ("content", 451, "4.3.0 queue file write error", "later"),
        ("content", 552, "message size exceeds limit", "faulty"),
        ("content", 552, "5.2.2 over quota", "refused"),
        ("content", 550, "5.7.26 fails SPF and DKIM", "faulty"),
        ("content", 554, "5.6.0 cannot be read", "faulty"),
        ("content", 550, "5.1.1 unknown after all", "refused"),
        ("content", -1, "", "later"),
    ],
)
def test_whose_fault_a_refusal_is(stage, code, text, kind):
    """What is for later is tried again; only what is plainly about the debtor's address brings the fallback."""
    assert outcome_of(stage, code, text.encode()).kind == kind


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5.1.1 <jan.jansen@post.example.nl>: unknown", "550 5.1.1 …: unknown"),
        ("5.1.1 user jan.jansen unknown", "550 5.1.1 user … unknown"),
        ("5.1.2 mx2.post.example.nl not found", "550 5.1.2 … not found"),
        ("two\r\nlines\x00 and\ttabs", "550 two lines and tabs"),
        ("Jan.Jansen@POST.example.nl, jansenius", "550 …, jansenius"),
        ("\xff\xfe", "550 \ufffd\ufffd"),
    ],
)
def test_answers_without_addresses(text, shown):
    """An answer is one line that names neither the address nor a part of it."""
    assert said(550, text.encode("latin-1"), mailbox_of("jan.jansen@post.example.nl")) == shown


def test_a_long_answer_is_cut():
    """A server that tells a story is cut short."""
    assert len(said(550, b"x " * 5000)) == 200
