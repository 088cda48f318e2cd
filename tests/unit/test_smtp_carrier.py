"""Mail handed over to a real server, and what its answers, its silence and its death mean."""

from __future__ import annotations

import email
import threading
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from socket import create_server

import pytest

from dunwell import CannotDeliver, File
from dunwell_channels.smtp import carrier
from dunwell_channels.smtp.carrier import MailCarrier
from dunwell_channels.smtp.settings import settings_of
from mailing import DEBTOR, PASSWORD, PDF, Answers, certificate, delivery, free_port, mail_server, setup


@contextmanager
def at_work(port, **config):
    """A carrier for the server at this port."""
    one = MailCarrier(settings_of(setup(port=port, **config)))
    try:
        yield one
    finally:
        one.close()


def sent(one, delivered=None):
    """What becomes of a mail."""
    delivered = delivered or delivery()
    return one.deliver(delivered, one.prepare(delivered))


@contextmanager
def served(answers=None, config=None, **server):
    """A carrier at work with a server, and what the server does."""
    answers = answers or Answers()
    with mail_server(answers, **server) as port, at_work(port, **(config or {})) as one:
        yield one, answers


def silent_about_people(outcome):
    """Whether an outcome names neither debtor nor address nor password."""
    text = (outcome.why + outcome.proof).lower()
    return not any(part in text for part in ("fazant", "post@", DEBTOR.email, PASSWORD))


def test_a_mail_arrives():
    """What arrives is what was prepared, with a date on top; the server's answer is the proof."""
    before = datetime.now().astimezone().replace(microsecond=0)
    with served() as (one, server):
        files = one.prepare(delivery(files=(PDF,)))
        outcome = one.deliver(delivery(), files)
    (envelope,) = server.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("debiteuren@zilverreiger.example.nl", [DEBTOR.email])
    date, _, rest = envelope.content.partition(b"\r\n")
    assert rest == files[0].content
    assert before <= parsedate_to_datetime(date.decode().removeprefix("Date: ")) <= datetime.now().astimezone()
    assert outcome.kind == "delivered"
    assert outcome.proof.startswith("250 2.0.0 Ok: queued as 4XyZ12 (Date: ")
    assert silent_about_people(outcome)


def test_one_connection_for_a_run():
    """Many mails go over one connection, also after a refusal."""
    with served(Answers(rcpt=["", "550 5.1.1 unknown", "", ""])) as (one, server):
        kinds = [sent(one, delivery(str(number))).kind for number in range(4)]
    assert kinds == ["delivered", "refused", "delivered", "delivered"]
    assert len(server.greetings) == 1


def test_lines_with_dots_arrive():
    """A line that begins with a dot is not the end of the mail."""
    content = b"To: post@fazant.example.com\r\n\r\n.\r\n..\r\n.x\r\n"
    with served() as (one, server):
        one.deliver(delivery(), (File("a.eml", "message/rfc822", content),))
    assert server.received[0].content.endswith(content)


def test_the_archive_gets_a_blind_copy():
    """The copy goes along in the envelope and stands in no header; an archive that refuses it keeps nothing back."""
    with served(config={"copy_to": "archief@zilverreiger.example.nl"}) as (one, server):
        sent(one)
        server.rcpt = ["", "550 5.1.1 no archive here"]
        assert sent(one).kind == "delivered"
    first, second = server.received
    assert first.rcpt_tos == [DEBTOR.email, "archief@zilverreiger.example.nl"]
    assert second.rcpt_tos == [DEBTOR.email]
    assert b"archief" not in first.content


def test_bounces_go_where_they_should():
    """The envelope's sender may be a mailbox of its own; the header keeps the creditor's address."""
    with served(config={"bounce_to": "bounces@zilverreiger.example.nl"}) as (one, server):
        sent(one)
    (envelope,) = server.received
    assert envelope.mail_from == "bounces@zilverreiger.example.nl"
    assert "debiteuren@" in email.message_from_bytes(envelope.content)["From"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_encrypted_with_a_known_certificate(security, tmp_path):
    """Both ways of encryption work, and a password goes over them."""
    trusted = certificate(tmp_path)
    config = {"security": security, "ca_file": str(trusted), "user": "dunwell", "password": PASSWORD}
    with served(config=config, password=PASSWORD, **{security: trusted}) as (one, server):
        assert sent(one).kind == "delivered"
    assert len(server.received) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("trust", ["nobody", "another", "another name"])
def test_a_certificate_that_does_not_hold_is_refused(security, trust, tmp_path):
    """A server with an unknown certificate, or one for another name, gets neither password nor mail."""
    shown = certificate(tmp_path, "mail.example.nl" if trust == "another name" else "localhost")
    (tmp_path / "other").mkdir()
    known = {"nobody": None, "another": certificate(tmp_path / "other"), "another name": shown}[trust]
    config = {"security": security, "user": "dunwell", "password": PASSWORD}
    config |= {"ca_file": str(known)} if known else {}
    with served(config=config, password=PASSWORD, **{security: shown}) as (one, server):
        outcome = sent(one)
    assert (outcome.kind, server.received) == ("faulty", [])
    assert "certificate" in outcome.why


def test_no_encryption_no_mail():
    """A server that offers no STARTTLS gets nothing: there is no falling back to plain text."""
    with served(config={"security": "starttls"}) as (one, server):
        outcome = sent(one)
    assert (outcome.kind, server.received) == ("faulty", [])
    assert "offers no STARTTLS" in outcome.why


def test_tls_on_a_plain_port():
    """The wrong kind of encryption for a port is said as such."""
    with served(config={"security": "tls"}) as (one, _):
        outcome = sent(one)
    assert outcome.kind == "faulty"
    assert "check port and security" in outcome.why


def test_a_wrong_password_is_tried_once_in_a_run():
    """A refused login is ours to mend, is never said aloud, and is not repeated until the account is locked."""
    config = {"user": "dunwell", "password": PASSWORD + "x"}
    with served(config=config, password=PASSWORD) as (one, server):
        outcomes = {sent(one) for _ in range(3)}
    (outcome,) = outcomes
    assert outcome.kind == "faulty"
    assert "535" in outcome.why
    assert silent_about_people(outcome)
    assert len(server.greetings) == 1


def test_a_server_without_login():
    """A login that the server does not offer is ours to mend."""
    with served(config={"user": "dunwell", "password": PASSWORD}) as (one, _):
        outcome = sent(one)
    assert outcome.kind == "faulty"
    assert "offers no login" in outcome.why


@pytest.mark.parametrize(
    ("point", "answer", "kind"),
    [
        ("mail", "451 4.3.0 try again", "later"),
        ("rcpt", "450 4.2.0 <post@fazant.example.com> greylisted", "later"),
        ("data", "451 4.3.0 disk full", "later"),
        ("mail", "553 5.1.8 <debiteuren@zilverreiger.example.nl> sender rejected", "faulty"),
        ("rcpt", "550 5.1.1 <post@fazant.example.com> user unknown: post", "refused"),
        ("rcpt", "554 5.7.1 <post@fazant.example.com>: relay access denied", "faulty"),
        ("data", "552 5.3.4 message too big", "faulty"),
        ("data", "554 5.7.1 looks like spam", "faulty"),
    ],
)
def test_answers(point, answer, kind):
    """Each refusal comes out as what it means, without an address; the next mail goes over the same connection."""
    with served(Answers(**{point: [answer, ""]})) as (one, server):
        outcome = sent(one)
        assert sent(one).kind == "delivered"
    assert outcome.kind == kind
    assert answer[:3] in outcome.why
    assert silent_about_people(outcome)
    assert len(server.greetings) == 1


def test_the_second_attempt_is_the_same_mail():
    """After `later` the same mail goes out under the same Message-ID."""
    with served(Answers(rcpt=["451 4.7.1 greylisted", ""])) as (one, server):
        files = one.prepare(delivery())
        assert one.deliver(delivery(), files).kind == "later"
        assert one.deliver(delivery(), files).kind == "delivered"
    assert f"Message-ID: <{delivery().reference}@".encode() in server.received[0].content


def test_a_mail_above_the_servers_limit():
    """A mail that the server has said to be too big for it is not even sent."""
    with served(data_size_limit=2000) as (one, server):
        outcome = sent(one)
    assert (outcome.kind, server.received) == ("faulty", [])
    assert "takes 2000 at most" in outcome.why


@pytest.mark.parametrize("point", ["mail", "rcpt"])
def test_a_lost_connection_is_made_anew(point):
    """A server that closed the connection meanwhile gets the mail over a new one, once."""
    with served() as (one, server):
        sent(one, delivery("first"))
        server.drop = point
        assert sent(one, delivery("second")).kind == "delivered"
    assert (len(server.received), len(server.greetings)) == (2, 2)


def test_421_on_a_kept_connection():
    """A server that takes so many mails over one connection gets the next one over another."""
    with served(Answers(mail=["", "421 4.7.0 too many messages, closing"])) as (one, server):
        assert [sent(one, delivery(key)).kind for key in "ab"] == ["delivered", "delivered"]
    assert len(server.greetings) == 2


def test_a_fresh_connection_that_breaks_off():
    """Lost before the mail was sent: it is tried again later."""
    with served(Answers(drop="rcpt")) as (one, server):
        assert sent(one).kind == "later"
        assert sent(one).kind == "delivered"
    assert len(server.received) == 1


def test_lost_after_the_final_dot():
    """Once the whole mail has left, only the server's answer says whether it was taken: nobody knows."""
    with served(Answers(drop="data")) as (one, _):
        outcome = sent(one)
        assert outcome.kind == "unknown"
        assert silent_about_people(outcome)
        assert sent(one).kind == "delivered"


@pytest.mark.parametrize(("point", "kind"), [("mail", "later"), ("rcpt", "later"), ("data", "unknown")])
def test_a_server_that_falls_silent(point, kind, monkeypatch):
    """A silence before the mail was sent means later, one after it that nobody knows."""
    with served(Answers(wait=(point, 3)), {"timeout": 0.2}) as (one, _):
        assert sent(one).kind == kind


def test_slow_answers_are_waited_for():
    """A server may think for as long as the timeout, and four times as long about the whole mail."""
    with served(Answers(wait=("data", 0.6)), {"timeout": 0.3}) as (one, _):
        assert sent(one).kind == "delivered"


def test_a_server_that_says_nothing_at_all():
    """A port that takes a connection and never answers."""
    with create_server(("127.0.0.1", 0)) as mute, at_work(mute.getsockname()[1], timeout=0.2) as one:
        outcome = sent(one)
    assert outcome.kind == "later"
    assert outcome.why.endswith("does not answer")


@pytest.mark.parametrize(
    ("greeting", "kind"),
    [
        (b"421 too busy\r\n", "later"),
        (b"554 5.7.1 your network is on a list\r\n", "faulty"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "faulty"),
        (b"x" * 20000 + b"\r\n", "faulty"),
        (b"", "later"),
    ],
)
def test_other_greetings(greeting, kind):
    """Busy, closed to us, and not a mail server at all."""
    with create_server(("127.0.0.1", 0)) as listening:

        def answer():
            client, _ = listening.accept()
            with client:
                client.sendall(greeting)

        thread = threading.Thread(target=answer)
        thread.start()
        with at_work(listening.getsockname()[1]) as one:
            assert sent(one).kind == kind
        thread.join()


def test_a_dead_server_is_not_asked_for_each_mail(monkeypatch):
    """While a server is down, mails are put off at once; after a pause it is asked again."""
    port = free_port()
    with at_work(port) as one:
        first = sent(one)
        assert first.kind == "later"
        assert "cannot be reached" in first.why
        with mail_server(Answers(), port=port):
            assert sent(one) == first
            monkeypatch.setattr(carrier, "PAUSE", 0)
            assert sent(one).kind == "delivered"


def test_a_name_that_nobody_knows():
    """A server whose name cannot be looked up may be a network that is down: later."""
    one = MailCarrier(settings_of(setup(host="mail.invalid")))
    assert sent(one).kind == "later"


def test_a_trial_holds_for_mails_made_before_it():
    """Also a mail that was prepared without `only_to` goes to nobody else."""
    with served() as (one, _):
        files = one.prepare(delivery())
    with served(config={"only_to": ("example.nl",)}) as (one, server), pytest.raises(CannotDeliver, match="trial"):
        one.deliver(delivery(), files)
    assert server.received == []


def test_a_file_that_is_no_mail():
    """Bytes that this channel did not make go to nobody."""
    with served() as (one, server), pytest.raises(CannotDeliver, match="no mail"):
        one.deliver(delivery(), (File("a.eml", "message/rfc822", b"\x00\xff"),))
    assert server.received == []


def test_closing_twice_and_after_the_servers_death():
    """Letting go works in whatever state the connection is."""
    with mail_server(Answers()) as port:
        one = MailCarrier(settings_of(setup(port=port)))
        sent(one)
    one.close()
    one.close()


def test_the_password_shows_nowhere():
    """A carrier that is printed shows no password."""
    assert PASSWORD not in repr(MailCarrier(settings_of(setup(user="dunwell", password=PASSWORD))))
