"""Runs that send real mail: from what is due to a mail server, and from a bounce back to the case."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from desks import Office, toys
from dunwell import Returned
from dunwell.journal.outbox import rows_in
from dunwell.plugins.finding import GROUP, find_plugins
from dunwell.plugins.ready import channels_of
from dunwell.workspace_file import read_workspace
from mailing import Answers, free_port, mail_server

DUE, LATER = "2026-03-02", "10:06:00+00:00"
SETTINGS = """
channels:
  email: {{host: localhost, port: {port}, security: none, timeout: 1, from: debiteuren@zilverreiger.example.nl}}
"""


@pytest.fixture
def port():
    """Where the server will be, if there is one."""
    return free_port()


@pytest.fixture
def office(tmp_path, port):
    """Three cases whose reminders are due, and a workspace that sends mail for real; all else are toys."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "dunwell.yaml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    plugins = find_plugins([EntryPoint("smtp", "dunwell_channels.smtp", GROUP)])
    email = channels_of(read_workspace(tmp_path / "mail"), plugins, {}).channels["email"]
    found = Office(tmp_path / "office", cases=3, lines=toys() | {"email": email})
    yield found
    found.journal.connection.close()


def ids_of(server):
    """The Message-IDs of what the server took."""
    return [line for mail in server.received for line in mail.content.split(b"\r\n") if line.startswith(b"Message-ID")]


def test_what_is_due_arrives_and_is_confirmed(office, port):
    """Three reminders reach the server over one connection; each is recorded once, with the server's answer kept."""
    server = Answers()
    with mail_server(server, port=port):
        assert office.run(DUE) == [("reminder", "email", "sent")] * 3
        assert office.run(DUE) == []
    assert (len(set(ids_of(server))), len(server.greetings)) == (3, 1)
    assert [office.events(each)[-1][0] for each in office.ids] == ["step_done"] * 3
    assert [row.proof.startswith("250 2.0.0 Ok") for row in rows_in(office.journal, "sent")] == [True] * 3


def test_a_server_that_is_down_loses_nothing(office, port):
    """While it is down nothing is recorded; once it is up everything goes out once."""
    assert office.run(DUE) == [("reminder", "email", "ready")] * 3
    assert [office.events(each) for each in office.ids] == [[], [], []]
    server = Answers()
    with mail_server(server, port=port):
        assert office.run(DUE, moment=LATER) == [("reminder", "email", "sent")] * 3
    assert len(ids_of(server)) == len(set(ids_of(server))) == 3


def test_an_unknown_end_is_sent_again_as_the_same_mail(office, port):
    """Taken by a server that then broke off: the debtor's mail program sees one mail, since the Message-ID is one."""
    server = Answers(data=["", "", ""])
    with mail_server(server, port=port):
        server.drop = "data"
        assert sorted(office.run(DUE)) == [("reminder", "email", "ready"), *[("reminder", "email", "sent")] * 2]
        assert office.run(DUE, moment=LATER) == [("reminder", "email", "sent")]
    assert len(ids_of(server)) == 4
    assert len(set(ids_of(server))) == 3


def test_a_refused_address_is_the_debtors_and_a_refused_login_is_ours(office, port):
    """A refusal of the address fails the step; anything else keeps the row for a person, and says so."""
    server = Answers(rcpt=["550 5.1.1 unknown", "554 5.7.1 relay access denied", ""])
    with mail_server(server, port=port):
        states = sorted(state for _, _, state in office.run(DUE))
    assert states == ["failed", "refused", "sent"]
    assert not any("specht" in row.why for row in rows_in(office.journal, "failed"))


def test_a_bounce_names_the_row_it_came_from(office, port):
    """The reference in a bounce is that of the row whose mail came back."""
    server = Answers()
    with mail_server(server, port=port):
        office.run(DUE)
    mail = server.received[0].content.decode()
    report = f"From: MAILER-DAEMON@example.com\nTo: a\nSubject: b\n\nGone (#5.1.1)\n\n--- a copy of it\n{mail}"
    (found,) = office.lines["email"].returns("a.eml", report.encode())
    assert isinstance(found, Returned)
    assert found.reference in {row.reference for row in rows_in(office.journal, "sent")}
