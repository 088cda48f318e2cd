"""`dunwell run` and `dunwell outbox` as people and programs see them."""

import json

import pytest
from rich.console import Console

from databases import on_sqlite
from dunwell.render.run_text import run_text
from workspaces import NUMBER, Person, make

SETTINGS = """
creditor: {name: Groene Reiger B.V., address: "Voorbeeldkade 1, 1234 AB Deventer", iban: NL13TEST0123456789,
           contact: {email: debiteuren@groenereiger.example.nl}}
bank_data: none
channels:
  email: {folder: mail}
  letter: {folder: letters}
"""
DUE = ("--on", "2026-03-02")
BOUNCE = """From: MAILER-DAEMON@mx.example.nl
Subject: Undelivered Mail
Date: Tue, 3 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

--XX
Content-Type: message/delivery-status

Final-Recipient: rfc822; nobody@example.nl
Action: failed
Status: 5.1.1

--XX
Content-Type: text/rfc822-headers

X-Dunwell-Reference: {}

--XX--
"""


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with one open case, a day after its due date, and folders for mails and letters."""
    found = Person(make(tmp_path, ladder=False, journal=journal_url))
    found.settings = lambda more="", text=SETTINGS: (tmp_path / "dunwell.yaml").write_text(
        f"journal: {journal_url}\n{text}{more}", encoding="utf-8"
    )
    found.settings()
    found.must("open", found.file(), "--on", "2026-02-02")
    return found


@on_sqlite
def test_it_reads_like_this(person, snapshot):
    """A dry run with its reasons, the run, one that has nothing to do, the outbox, and the lines of the history."""
    shown = []
    for words in (("run", "--dry-run"), ("run",), ("run",), ("outbox",), ("outbox", NUMBER)):
        code, printed = person.run(*words, *DUE)
        assert code == 0
        shown += [f"$ dunwell {' '.join(words)}", *(line.rstrip() for line in printed.splitlines()), ""]
    history = person.run("history", NUMBER, *DUE)[1].splitlines()
    shown += ["$ dunwell history", *history[-2:]]
    assert "\n".join(shown) == snapshot


def test_the_document_says_all_of_a_run(person):
    """Day, sums by channel, each delivery with its reasons and reference, and what waits."""
    dry = person.must("run", "--dry-run", *DUE)
    assert dry["dry_run"] is True
    ((one,),) = (dry["deliveries"],)
    assert (one["step"], one["channel"], one["state"], one["delivery"]) == ("reminder", "email", "ready", None)
    assert one["because"][0]["place"].startswith("policies/nl/standard.yaml:")
    real = person.must("run", *DUE)
    assert real["summary"] == [{"channel": "email", "sent": 1}]
    (sent,) = real["deliveries"]
    assert (sent["state"], sent["reference"], sent["because"]) == ("sent", one["reference"], one["because"])
    assert (person.folder / "mail" / f"{sent['reference']}.eml").is_file()


def test_what_is_held_by_hand_goes_out_once_somebody_approves(person):
    """`release: by hand` keeps everything back; `run --approve` lets it go, and says what it let go."""
    person.settings("release: by hand\n")
    assert person.must("run", *DUE)["held"] == 1
    assert [row["state"] for row in person.must("outbox", *DUE)["deliveries"]] == ["held"]
    done = person.must("run", "--approve", "--by", "anna", *DUE)
    assert [one["step"] for one in done["approved"]] == ["reminder"]
    assert [one["state"] for one in done["deliveries"]] == ["sent"]


def test_what_failed_is_an_exit_code_and_a_row_for_a_person(person):
    """A message with a hole keeps its row; once it is mended and retried, it goes out."""
    person.settings(text=SETTINGS.replace("iban: NL13TEST0123456789,\n", "\n"))
    code, document = person.ask("run", *DUE)
    assert (code, [one["state"] for one in document["deliveries"]]) == (1, ["failed"])
    assert "DW636" in document["deliveries"][0]["why"]
    code, printed = person.run("run", *DUE)
    assert (code, "1 failed or in doubt" in printed) == (0, True)
    person.settings()
    assert person.run("outbox", "--retry", "99", *DUE)[0] == 2
    person.must("outbox", "--retry", "1", *DUE)
    assert [one["state"] for one in person.must("run", *DUE)["deliveries"]] == ["sent"]


def test_a_pause_stops_everything_and_loses_nothing(person):
    """While it lasts, a run says so and does nothing; afterwards what is due goes out."""
    person.must("pause", "--why", "new bank", *DUE)
    code, document = person.ask("run", *DUE)
    assert (code, document["deliveries"], [one["code"] for one in document["problems"]]) == (0, [], ["DW013"])
    assert person.ask("run", "--dry-run", *DUE)[1]["deliveries"] == []
    person.must("resume", *DUE)
    assert [one["state"] for one in person.must("run", *DUE)["deliveries"]] == ["sent"]


def test_caps_put_off_what_is_too_much_for_a_day(person):
    """One mail a day: the oldest goes today, the others wait with the reason and go on the next day."""
    person.must("open", person.file("2026-0002"), person.file("2026-0003"), "--on", "2026-02-02")
    person.settings("limits: {email: 1}\n")
    first = person.must("run", *DUE)
    assert [one["number"] for one in first["deliveries"]] == [NUMBER]
    assert [one["why"] for one in first["waiting"]] == [
        "limits.email: 1 went out today by email; it goes first on the next day"
    ] * 2
    assert person.must("run", *DUE)["deliveries"] == []
    assert [one["number"] for one in person.must("run", "--on", "2026-03-03")["deliveries"]] == ["2026-0002"]


def test_a_bounce_in_the_folder_is_taken_in_by_the_next_run(person):
    """It is read first, and once; the case takes the policy's fallback. A report's clock may run behind ours."""
    person.settings(text=SETTINGS.replace("{folder: mail}", "{folder: mail, bounces: bounces}"))
    (person.folder / "bounces").mkdir()
    (sent,) = person.must("run", *DUE)["deliveries"]
    sample = (person.folder.__class__(__file__).parents[1] / "fixtures" / "bounces" / "postfix.eml").read_text("utf-8")
    text = sample.replace("4f0c1b7e9a2d5c8e3f6a1b2c", sent["reference"]).replace("zilverreiger", "groenereiger")
    (person.folder / "bounces" / "1.eml").write_text(text, encoding="utf-8")
    after = person.must("run", "--on", "2026-03-03")
    assert [(one["step"], one["channel"], one["state"]) for one in after["deliveries"]] == [
        ("reminder", "letter", "sent")
    ]
    assert person.must("run", "--on", "2026-03-04")["deliveries"] == []
    events = [one.get("event") for one in person.must("history", NUMBER, "--on", "2026-03-04")["entries"]]
    assert events.count("bounced") == 1


def test_the_log_is_lines_of_json(person, tmp_path):
    """Where `--log` says; every line is one object."""
    person.must("run", "--log", str(tmp_path / "runs.log"), *DUE)
    lines = [json.loads(line) for line in (tmp_path / "runs.log").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["run", "sent", "end"]


def test_of_many_that_wait_only_the_reasons_are_told():
    """A cap on a large portfolio: one line for each reason, with how many wait."""
    waiting = [{"number": str(each), "kind": "step", "step": "reminder", "why": "a cap"} for each in range(31)]
    console = Console(width=100)
    with console.capture() as capture:
        console.print(run_text({"day": "2026-03-02", "deliveries": [], "waiting": waiting, "summary": []}))
    assert "31 wait: a cap" in capture.get()
    assert "reminder" not in capture.get()


def test_what_came_back_is_said_also_before(person):
    """A dry run says that the run would first take in what came back; the run says that it did, once."""
    person.settings(text=SETTINGS.replace("{folder: mail}", "{folder: mail, bounces: bounces}"))
    (person.folder / "bounces").mkdir()
    reference = person.must("run", *DUE)["deliveries"][0]["reference"]
    (person.folder / "bounces" / "back.eml").write_text(BOUNCE.format(reference), encoding="utf-8")
    dry = person.must("run", "--dry-run", "--on", "2026-03-03")
    assert dry["came_back"] == 1
    assert "would be taken in first" in person.run("run", "--dry-run", "--on", "2026-03-03")[1]
    assert [person.must("run", "--on", "2026-03-03")["came_back"] for _ in range(2)] == [1, 0]


def test_a_channel_with_wrong_settings_is_not_called_missing(person):
    """What waits for it says what is wrong with them; other channels go on."""
    person.settings(text=SETTINGS.replace("{folder: mail}", "{host: mx.example.nl, port: abc}"))
    code, printed = person.run("run", *DUE)
    assert (code, "DW014" in printed, "no channel is set up" in printed) == (1, False, False)
    assert "'port' of the channel 'email' is 'abc'" in " ".join(printed.split())


def test_what_is_paid_meanwhile_is_neither_asked_for_nor_released(person):
    """A delivery that waits for a release, of a case that has ended: not in the queue, and not let go."""
    person.settings("release: by hand\n")
    assert person.must("run", *DUE)["held"] == 1
    assert [one["kind"] for one in person.must("queue", *DUE)["items"]].count("outbox") == 1
    person.must("record", NUMBER, "payment_received", "amount=1000.00", *DUE)
    assert [one["kind"] for one in person.must("queue", *DUE)["items"]].count("outbox") == 0
    report = person.must("run", "--approve", *DUE)
    assert (report["approved"], report["deliveries"]) == ([], [])
    assert person.must("outbox", *DUE)["deliveries"] == []
