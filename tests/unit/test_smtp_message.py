"""The mail that is made of a delivery: read back by the standard library, and the same bytes each time."""

from __future__ import annotations

import email
import email.policy
import re
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dunwell import CannotDeliver, File
from dunwell.render.message import Rendered
from dunwell_channels.smtp.message import mail_of
from dunwell_channels.smtp.settings import settings_of
from mailing import PDF, WORDS, delivery, setup


def made(one=None, **config):
    """The bytes of a mail."""
    return mail_of(one or delivery(), settings_of(setup(**config))).content


def read(content):
    """The mail as the modern half of the standard library reads it."""
    return email.message_from_bytes(content, policy=email.policy.default)


def words(subject="Herinnering", text="Beste klant,\n", html="<p>Beste klant,</p>\n"):
    """Rendered words."""
    return Rendered(subject, text, text, html, ())


def without_blanks(text):
    """The characters of a text without white space, which a header may fold."""
    return "".join(text.split())


def test_a_mail_as_it_goes_out(snapshot):
    """People can read the bytes of a mail: headers, text, page and an attachment."""
    assert made(delivery(files=(File("factuur.xml", "text/xml", b"<Invoice/>\n"),))).decode("ascii") == snapshot


def test_the_same_bytes_each_time():
    """Nothing of a mail comes from a clock or from chance, and another key makes another mail."""
    assert made(delivery(files=(PDF,))) == made(delivery(files=(PDF,)))
    assert made(delivery("other")) != made(delivery())


def test_what_a_debtor_gets():
    """Text and page are alternatives of the same words; the files stand beside them, to the byte."""
    mail = read(made(delivery(files=(PDF, File("factuur über.xml", "text/xml; charset=utf-8", b"\xff<a/>\r\n")))))
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text.get_content().replace("\r\n", "\n") == WORDS["nl"].text
    assert WORDS["nl"].html in page.get_content().replace("\r\n", "\n")
    assert [part.get_content_type() for part in mail.walk() if part.is_multipart()] == [
        "multipart/mixed",
        "multipart/alternative",
    ]
    files = [(part.get_filename(), part.get_content_type()) for part in mail.iter_attachments()]
    assert files == [("brief.pdf", "application/pdf"), ("factuur über.xml", "text/xml")]
    assert [part.get_payload(decode=True) for part in mail.iter_attachments()] == [PDF.content, b"\xff<a/>\r\n"]
    assert [part.defects for part in mail.walk() if part.defects] == []


def test_headers():
    """From, To, Reply-To, language, and a Message-ID by which a bounce is found again."""
    mail = read(made(reply_to="vragen@example.nl", domain="post.example.nl"))
    assert str(mail["from"]) == '"Zilverreiger Kantoorbouw B.V." <debiteuren@zilverreiger.example.nl>'
    assert str(mail["to"]) == "Blauwe Fazant Reclame <post@fazant.example.com>"
    assert str(mail["reply-to"]) == '"Zilverreiger Kantoorbouw B.V." <vragen@example.nl>'
    assert mail["subject"] == "Herinnering: factuur 2026-0042 staat nog open"
    assert mail["content-language"] == "nl"
    assert mail["message-id"] == f"<{delivery().reference}@post.example.nl>"


@pytest.mark.parametrize("header", ["Date", "Auto-Submitted", "Precedence", "List-Unsubscribe", "Return-Path", "Bcc"])
def test_headers_that_are_left_out(header):
    """The date is that of handing over; nothing marks a claim as bulk mail, and an archive's copy stays blind."""
    assert read(made(copy_to="archief@example.nl"))[header] is None


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(TEXTS, TEXTS, TEXTS)
@example('Jansen, "Jan" \\ Zn. <x@example.nl>', "=?utf-8?q?Bcc:_x?=", "a" * 1200)
@example("Café 't Hoekje, B.V.", "Zin met € " * 40, "Naam\r\nBcc: ander@example.nl")
@example("王小明株式会社" * 12, "\u2028Bcc: x@example.nl\u0085", ", ;:@[]()")
def test_names_and_subjects_arrive_and_add_no_header(debtor, subject, creditor):
    """Whatever a name or subject holds comes back as written but for white space, and never becomes a header."""
    content = made(delivery(name=debtor, words=words(subject)), from_name=creditor)
    head = content.split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert names == [
        *(b"Content-Type", b"From", b"To", b"Subject", b"Message-ID"),
        *(b"X-Dunwell-Reference", b"Content-Language", b"MIME-Version"),
    ]
    mail = email.message_from_bytes(content)
    for header, name, address in (
        ("To", debtor, "post@fazant.example.com"),
        ("From", creditor or "Zilverreiger Kantoorbouw B.V.", "debiteuren@zilverreiger.example.nl"),
    ):
        decoded = str(email.header.make_header(email.header.decode_header(mail[header])))
        written, found = parseaddr(mail[header])
        assert found == address
        plain = str(email.header.make_header(email.header.decode_header(written)))
        assert without_blanks(plain) == without_blanks(cleaned(name)), decoded
    assert without_blanks(str(read(content)["subject"])) == without_blanks(cleaned(subject))


def lines(text):
    """A text with one way to end a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text):
    """A text without control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


@given(TEXTS, TEXTS, st.binary(max_size=300), TEXTS)
@example("regel " * 400, ".\r\n..\nFrom hier\n=_alternative_", b"\n.\nFrom x", "a/../b\\c\u202e.pdf")
def test_any_words_and_files_arrive(text, html, content, name):
    """Lines stay below 998 octets and are ASCII, whatever is written; text and files come back as they were."""
    mail = made(delivery(words=words("Herinnering", text, html), files=(File(name, "text/csv", content),)))
    assert mail.isascii()
    assert max(map(len, mail.split(b"\r\n"))) <= 998
    assert b"\n" not in mail.replace(b"\r\n", b"")
    parts = [part for part in email.message_from_bytes(mail).walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "text/csv"]
    plain, page, file = (part.get_payload(decode=True) for part in parts)
    assert lines(plain.decode()) == lines(text)
    assert lines(html) in lines(page.decode())
    assert file == content


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("application/pdf", "application/pdf"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("message/rfc822", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
        ("a/b\r\nBcc: x@example.nl", "application/octet-stream"),
    ],
)
def test_media_types(written, kind):
    """A file goes along under its type; one that may not be in base64, or is none, as plain bytes."""
    mail = read(made(delivery(files=(File("a.bin", written, b"x"),))))
    assert [part.get_content_type() for part in mail.iter_attachments()] == [kind]


def test_an_international_domain():
    """A domain outside ASCII is written as the network knows it."""
    assert parseaddr(read(made(delivery(email="post@Köln-möbel.example.com")))["to"])[1] == (
        "post@xn--kln-mbel-n4ae.example.com"
    )


@pytest.mark.parametrize(
    "written", [None, "", "post", "post@", "a@b", "a@x.nl;b@x.nl", "jürgen@example.nl", "a b@x.nl"]
)
def test_no_usable_address_is_refused(written):
    """Without an address that mail can reach, the policy's fallback follows; the address is not repeated."""
    with pytest.raises(CannotDeliver) as met:
        made(delivery(email=written))
    assert met.value.kind == "refused"
    assert "e-mail address" in met.value.why
    assert not written or written not in met.value.why


@pytest.mark.parametrize(
    ("only_to", "allowed"),
    [
        ((), True),
        (("fazant.example.com",), True),
        (("@Fazant.example.com",), True),
        (("POST@fazant.example.com",), True),
        (("example.com",), False),
        (("ander@fazant.example.com",), False),
    ],
)
def test_a_trial_mails_nobody_else(only_to, allowed):
    """With `only_to` any other address is held back as ours to mend, not refused: no fallback may follow."""
    if allowed:
        assert made(only_to=only_to)
        return
    with pytest.raises(CannotDeliver, match="trial") as met:
        made(only_to=only_to)
    assert met.value.kind == "faulty"


def test_a_delivery_without_words_is_ours_to_mend():
    """A step without a template sends no empty mail."""
    one = delivery()
    object.__setattr__(one, "words", None)
    with pytest.raises(CannotDeliver, match="no words"):
        made(one)
