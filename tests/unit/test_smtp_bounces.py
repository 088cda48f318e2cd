"""Bounces, as mail servers of several kinds write them, and what is none; tests/fixtures/bounces has them whole."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell import Problem, Returned
from dunwell_channels.smtp.bounces import read_bounces

SAMPLES = {path.name: path.read_bytes() for path in (Path(__file__).parents[1] / "fixtures" / "bounces").iterdir()}
REFERENCE = "4f0c1b7e9a2d5c8e3f6a1b2c"
OURS = {"zilverreiger.example.nl"}
POSTFIX = SAMPLES["postfix.eml"].decode()


def read(content, **more):
    """What the bytes or the text of a file say."""
    return read_bounces("a.eml", content.encode() if isinstance(content, str) else content, OURS, **more)


@pytest.mark.parametrize(
    ("name", "day", "text"),
    [
        ("postfix.eml", date(2026, 2, 5), "550 5.1.1 …: Recipient address rejected: User unknown"),
        ("postfix-given-up.eml", date(2026, 2, 10), "4.4.1 connect to …: Connection timed out"),
        (
            "exchange.eml",
            date(2026, 2, 6),
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient … not found by SMTP address lookup",
        ),
        (
            "gmail.eml",
            date(2026, 2, 5),
            "550-5.2.1 The email account that you tried to reach is inactive. 550 5.2.1 5f1c2b - mail.example.com",
        ),
        ("qmail.eml", date(2026, 2, 5), "Sorry, no mailbox here by that name. (#5.1.1)"),
        ("exim.eml", date(2026, 2, 5), "5.0.0"),
    ],
)
def test_bounces(name, day, text):
    """A mail that came back for good is found by its Message-ID, with its day and the reason, without the address."""
    (found,) = read(SAMPLES[name])
    assert (found.event, found.reference, found.at, found.data) == ("bounced", REFERENCE, day, (f"text={text}",))
    assert "fazant" not in text
    assert found.key


@pytest.mark.parametrize(
    "name", ["postfix-delayed.eml", "exim-delayed.eml", "out-of-office.eml", "answer.eml", "of-another-mail.eml"]
)
def test_what_is_no_bounce_of_ours(name):
    """A delay, an answer in somebody's absence, an answer, and the report on somebody else's mail say nothing."""
    assert read(SAMPLES[name]) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff",
        b"name: x\nfrom: y\n",
        b"%PDF-1.7\n",
        b"case;outcome\n1;2\n",
        b"From the start it was a letter.\n",
    ],
)
def test_files_that_are_no_mail(content):
    """Another channel, or the engine, may know what they are."""
    assert read(content) is None


def test_a_mailbox_file():
    """Each mail of an mbox is read, and said to be on its line."""
    first, second = read_bounces("post.mbox", SAMPLES["mailbox.mbox"], OURS)
    lines = SAMPLES["mailbox.mbox"].decode().splitlines()
    assert (first.where, second.where) == ("post.mbox:1", "post.mbox:145")
    assert lines[144].startswith("From MAILER-DAEMON")
    assert first.key == "<20260205080005.4XyZ99@mx1.example.nl>"
    assert second.data[0].startswith("text=550-5.2.1")


def test_a_mailbox_with_the_other_line_ends():
    """An mbox written elsewhere reads the same."""
    assert read(SAMPLES["mailbox.mbox"].replace(b"\n", b"\r\n")) == read(SAMPLES["mailbox.mbox"])


def without(text, *starts):
    """A mail without the lines that begin so."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(starts))


@pytest.mark.parametrize(
    "content",
    [
        without(POSTFIX, "X-Dunwell-Reference"),
        without(POSTFIX, "Message-ID"),
        POSTFIX.replace(f"{REFERENCE}@zilverreiger.example.nl", "0100-relay@mail.example.com"),
        without(POSTFIX, "Message-ID", "X-Dunwell").replace("Arrival", f"Original-Envelope-Id: {REFERENCE}\nArrival"),
        without(POSTFIX, "Message-ID", "X-Dunwell").replace(
            "Auto-Submitted", f"References: <x@y> <{REFERENCE}@zilverreiger.example.nl>\nAuto-Submitted"
        ),
        POSTFIX.replace("text/rfc822-headers", "message/rfc822"),
        POSTFIX.replace("message/delivery-status", "message/global-delivery-status"),
        without(POSTFIX, "Action"),
    ],
    ids=["Message-ID", "our header", "another ID", "envelope", "References", "whole", "global", "no action"],
)  # fmt: skip
def test_where_the_reference_stands(content):
    """The returned headers, the envelope's mark, or what the report answers to: one of them is enough."""
    (found,) = read(content)
    assert found.reference == REFERENCE


def encoded(text, start, end):
    """A mail with the part between these lines in base64."""
    before, _, rest = text.partition(start)
    part, _, after = rest.partition(end)
    head, _, body = part.partition("\n\n")
    head = without(head, "Content-Transfer-Encoding") + "\nContent-Transfer-Encoding: base64"
    return f"{before}{start}{head}\n\n{base64.encodebytes(body.encode()).decode()}{end}{after}"


@pytest.mark.parametrize(
    "start", ["Content-Description: Delivery report", "Content-Description: Undelivered Message Headers"]
)
def test_encoded_parts(start):
    """Parts in base64, which the standard does not allow and some servers send, are read all the same."""
    content = encoded(POSTFIX, start, "\n--4XyZ12")
    assert content != POSTFIX
    (found,) = read(content)
    assert (found.reference, found.data) == (REFERENCE, read(POSTFIX)[0].data)


def test_the_archives_copy_is_no_bounce():
    """If only the blind copy did not arrive, the debtor has the mail."""
    assert read(POSTFIX, copy_to="Post@fazant.example.com") == ()
    assert len(read(POSTFIX, copy_to="archief@zilverreiger.example.nl")) == 1


@pytest.mark.parametrize("written", ["", "Date: gisteren\n", "Date: 99 Foo 99999 99:99\n", "Date: \xff\n"])
def test_a_report_without_a_day(written):
    """A report that says no day that can be is taken in without one."""
    content = POSTFIX.replace("Date: Thu,  5 Feb 2026 09:00:05 +0100 (CET)\n", written, 1)
    (found,) = read(content.encode("latin-1"))
    assert found.at is None


def test_a_report_without_an_id_of_its_own():
    """Then its content tells it apart, so that it is taken in once."""
    content = without(POSTFIX, "Message-Id")
    (found,), (again,), (other,) = read(content), read(content), read(content + "\n")
    assert found.key == again.key != other.key


def test_a_mail_nested_without_end():
    """A mail made to break its reader is a problem for a person, and the mails around it are read."""
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    broken = f"From x Thu Feb  5 09:00:05 2026\nFrom: a\nTo: b\nDate: c\n{deep}\n\n"
    problem, found = read(f"{broken}From y Thu Feb  5 09:00:05 2026\n{POSTFIX}")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.severity, found.reference) == ("DW027", "warning", REFERENCE)


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 8000), st.integers(0, 400), st.binary(max_size=60))
def test_broken_mails_break_nothing(name, start, length, put):
    """Whatever is cut out of a mail or put into it, it is a bounce, a problem, or nothing; never an error."""
    content = SAMPLES[name]
    found = read(content[:start] + put + content[start + length :])
    assert found is None or all(isinstance(each, (Returned, Problem)) for each in found)


HEADERS = st.sampled_from(
    ["From", "To", "Date", "Action", "Status", "Content-Type", "Content-Transfer-Encoding", "Message-ID", "Subject"]
)
VALUES = st.sampled_from(
    ["failed", "5.1.1", "message/delivery-status", "multipart/report; boundary=b", "message/rfc822", "base64", "--b",
     "x@y", "text/rfc822-headers", f"<{REFERENCE}@zilverreiger.example.nl>", "=?utf-8?b?/w?=", "MAILER-DAEMON",
     "uuencode", ""]
) | st.text(max_size=20)  # fmt: skip
LINES = st.lists(st.tuples(HEADERS, VALUES).map(": ".join) | VALUES | st.just("--b") | st.just(""), max_size=60)


@given(LINES)
def test_any_mail_can_be_read(lines):
    """Headers and parts in any order, with anything in them, raise nothing."""
    found = read("\n".join(["From: a", "To: b", "Date: c", *lines]))
    assert found is None or all(isinstance(each, (Returned, Problem)) for each in found)
