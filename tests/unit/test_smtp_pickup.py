"""Mails as files in a folder."""

from email import message_from_bytes

from dunwell_channels.smtp import dunwell_check, dunwell_start
from mailing import delivery, setup


def test_a_mail_lies_there_once_as_it_would_be_sent(tmp_path):
    """Under its reference, whole, and handing it over again changes nothing."""
    one = delivery()
    carrier = dunwell_start(setup(tmp_path, host="", folder="mails"))
    files = carrier.prepare(one)
    assert [carrier.deliver(one, files).kind for _ in range(2)] == ["delivered", "delivered"]
    (path,) = (tmp_path / "mails").iterdir()
    assert path.name == f"{one.reference}.eml"
    assert path.read_bytes() == files[0].content
    assert one.reference in str(message_from_bytes(path.read_bytes())["Message-ID"])


def test_a_folder_that_cannot_be_made_is_tried_again(tmp_path):
    """A share that is away may come back; nothing is called sent."""
    (tmp_path / "mails").write_text("a file", encoding="utf-8")
    one = delivery()
    carrier = dunwell_start(setup(tmp_path, host="", folder="mails"))
    outcome = carrier.deliver(one, carrier.prepare(one))
    assert outcome.kind == "later"
    assert "cannot be written" in outcome.why


def test_a_server_and_a_folder_are_one_too_many(tmp_path):
    """Which of the two is meant is said before anything goes out."""
    found = [one.code for one in dunwell_check(setup(tmp_path, host="smtp.example.nl", folder="mails"))]
    assert found == ["DW020"]
