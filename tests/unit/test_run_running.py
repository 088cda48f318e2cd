"""A run from the cases to the channels: each thing once, nothing that is not due any more, nothing lost."""

import sqlite3
import time

import pytest

from databases import on_sqlite
from desks import Office, Toy, toys
from dunwell.days import day, day_text
from dunwell.journal.bank_days import BankData
from dunwell.journal.outbox import rows_in
from dunwell.journal.sqlite import SqliteConnection
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from dunwell.run.approving import approve_all
from dunwell.run.running import run_all
from dunwell.run.sending import BACKOFF
from workspaces import NUMBER, Person

DUE = "2026-03-02"


@pytest.fixture
def office_of(tmp_path, journal_url):
    """Makes an office on each kind of database, whose journal is closed after the test."""
    made = []

    def make(**said):
        made.append(Office(tmp_path, journal=journal_url, **said))
        return made[-1]

    yield make
    for one in made:
        one.journal.connection.close()


@pytest.fixture
def office(office_of):
    """One case, one day after the due date."""
    return office_of()


def record(office, name, on, *data, case=0):
    """Record an event of a case."""
    office.journal.record(office.ids[case], Event(name, day(on), data), Stamp(day(on), f"{on}T09:00:00+00:00", "me"))


def test_what_is_due_goes_out_once_and_is_recorded(office):
    """The reminder is sent, its confirmation is an event, and a second run on the day finds nothing."""
    assert office.run(DUE) == [("reminder", "email", "sent")]
    assert office.events() == [("step_done", {"step": "reminder", "channels": "email"})]
    assert office.run(DUE) == []
    assert office.lines["email"].names == [f"{NUMBER}/reminder"]


def test_a_dry_run_says_what_the_run_then_does(office):
    """Nothing is sent, recorded or left in the outbox, and the run after it does just that."""
    assert office.try_out(DUE) == [("reminder", "email", "ready")]
    assert (office.events(), rows_in(office.journal, "ready"), office.lines["email"].sent) == ([], (), [])
    assert office.run(DUE) == [("reminder", "email", "sent")]
    assert office.try_out(DUE) == []


def test_the_whole_ladder_runs_to_the_agency(office):
    """Reminder, two calls, notice by mail and letter, hand-over once a person has approved it."""
    assert office.run(DUE) == [("reminder", "email", "sent")]
    assert office.run("2026-03-10") == [("call", "phone", "handed_out")]
    record(office, "call_made", "2026-03-10", ("outcome", "no_answer"), ("step", "call"))
    assert office.run("2026-03-12") == [("call", "phone", "handed_out")]
    record(office, "call_made", "2026-03-12", ("outcome", "will_not_pay"), ("step", "call"))
    assert office.run("2026-03-13") == []  # two contacts a week
    assert office.run("2026-03-17") == [("notice", "email", "sent"), ("notice", "letter", "sent")]
    assert office.events()[-1] == ("step_done", {"step": "notice", "channels": "email+letter"})
    assert office.run("2026-04-01") == []
    assert approve_all(office.desk("2026-04-01"))[0] == [(office.ids[0], "hand_over")]
    assert office.run("2026-04-01") == [("hand_over", "agency", "sent")]
    assert office.desk("2026-04-01").look(office.ids[0]).position.end == "handed_over"


def test_what_was_paid_meanwhile_is_not_sent(office):
    """A payment that comes in after the outbox was filled takes the row back right before sending."""
    desk = office.desk(DUE)
    run_all(desk, hold=True, tell=lambda done, expected: None)
    record(office, "payment_received", DUE, ("amount", 100000))
    approve_all(office.desk(DUE))
    assert office.run(DUE) == [("reminder", "email", "withdrawn")]
    assert office.lines["email"].sent == []


@on_sqlite
def test_what_is_recorded_while_a_message_is_made_stops_it(office):
    """Between making the bytes and handing them over the case is looked at once more."""
    email = office.lines["email"]

    def paid(delivery):
        if len(email.prepared) == 1:
            record(office, "payment_received", DUE, ("amount", 100000))

    email.while_preparing = paid
    # the channel works in a thread of its own, and a journal's connection belongs to one thread
    office.journal.connection.close()
    office.journal = type(office.journal)(_shared(office.folder))
    assert office.run(DUE) == [("reminder", "email", "withdrawn")]
    assert email.sent == []


def _shared(folder):
    """A connection that a thread of a channel may use in a test."""
    connection = sqlite3.connect(folder / "dunwell.db", isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return SqliteConnection(connection, "dunwell.db")


def test_a_refusal_takes_the_fallback(office_of):
    """A mail that cannot reach the debtor is a step that failed; the letter follows in the same run or the next."""
    office = office_of(lines=toys(email=["refused"]))
    assert office.run(DUE) == [("reminder", "email", "refused")]
    assert office.events()[0][0] == "step_failed"
    assert office.run(DUE) == [("reminder", "letter", "sent")]
    assert office.events()[1] == ("step_done", {"step": "reminder", "channels": "letter"})


def test_a_passing_fault_is_tried_again_later_and_then_given_to_a_person(office_of):
    """Not twice in one run, not before its time, under the same key, and not for ever."""
    office = office_of(lines=toys(email=["later"]))
    assert office.run(DUE) == [("reminder", "email", "ready")]
    assert office.run(DUE) == []
    seen = [office.run(day_text(day(DUE) + days)) for days in range(1, len(BACKOFF) + 5)]
    assert [states[0][2] for states in seen if states].count("ready") >= len(BACKOFF) - 2
    assert {one.key for one in office.lines["email"].prepared} == {f"{office.ids[0]}/step/reminder/1/email"}
    (row,) = rows_in(office.journal, "failed")
    assert row.tries == len(BACKOFF)
    assert row.why.startswith(f"tried {len(BACKOFF)} times: the toy says later")


def test_a_mail_of_which_nobody_knows_is_sent_again_under_its_key(office_of):
    """The receiver sees the same message once more at worst."""
    office = office_of(lines=toys(email=["unknown", "delivered"]))
    assert office.run(DUE) == [("reminder", "email", "ready")]
    assert office.run("2026-03-03") == [("reminder", "email", "sent")]
    assert len(office.lines["email"].sent) == 2
    assert len({key for key, _ in office.lines["email"].sent}) == 1


def test_a_letter_of_which_nobody_knows_waits_for_a_person(office_of):
    """Neither sent again nor taken for done."""
    office = office_of(lines=toys(email=["refused"], letter=["unknown"]))
    office.run(DUE)
    assert office.run(DUE) == [("reminder", "letter", "in_doubt")]
    assert office.run("2026-03-09") == []
    assert [name for name, _ in office.events()] == ["step_failed"]


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (ValueError("debtor's name"), "broke down (ValueError)"),
        (SystemExit(3), "broke down (SystemExit)"),
        (lambda: time.sleep(30), "did not answer within 0.2 seconds"),
        (lambda: "sent", "handed back str instead of an outcome"),
        (lambda: None, "handed back NoneType"),
    ],
)
def test_a_channel_that_raises_hangs_or_lies_stops_only_its_own_deliveries(office_of, outcome, why):
    """Its row is in doubt and says what happened without a word of the debtor's; the other case goes on."""
    office = office_of(cases=2, lines=toys() | {"letter": Toy("letter", outcome, patience=0.2)})
    record(office, "fact_recorded", "2026-03-01", ("fact", "debtor.has_email"), ("value", False))
    assert sorted(office.run(DUE)) == [("reminder", "email", "sent"), ("reminder", "letter", "in_doubt")]
    (row,) = rows_in(office.journal, "in_doubt")
    assert why in row.why
    assert "debtor's name" not in row.why


def test_a_channel_that_does_not_work_is_left_alone(office_of):
    """After three faults in a row the rest waits untried; other channels go on."""
    office = office_of(cases=6, lines=toys(email=["later"]))
    assert office.run(DUE) == [("reminder", "email", "ready")] * 3
    assert sorted(row.tries for row in rows_in(office.journal, "ready")) == [0, 0, 0, 1, 1, 1]
    assert dict(office.report.left) == {"email": 3}


def test_a_month_without_runs_brings_one_thing(office):
    """A late run carries out the step that is due, once; the next one counts from then."""
    office.run(DUE)
    assert office.run("2026-05-04") == [("call", "phone", "handed_out")]
    assert office.run("2026-05-04") == []


def test_stale_bank_data_holds_everything_that_goes_out(office):
    """While nobody knows who has paid, nothing is planned."""
    office.bank = BankData({}, expected=True)
    assert office.run(DUE) == []
    office.bank = BankData({"NL13TEST0123456789": day("2026-03-01")}, expected=True)
    assert office.run(DUE) == [("reminder", "email", "sent")]


def test_hours_of_contact_are_kept_where_the_law_binds_us(office):
    """For a third party's claim a mail does not go out at night; it does in the morning."""
    office.collector = "third_party"
    assert office.run(DUE, moment="03:00:00+00:00") == [("reminder", "email", "ready")]
    assert office.run(DUE, moment="04:00:00+00:00") == []
    assert office.run(DUE, moment="12:00:00+00:00") == [("reminder", "email", "sent")]


def test_without_a_channel_the_step_stays_due(office_of):
    """Nothing is put into an outbox from which nobody would take it; the report says why."""
    office = office_of(lines={"letter": Toy("letter")})
    report = run_all(office.desk(DUE), hold=False, tell=lambda done, expected: None)
    assert [(one.name, why) for one, why in report.waiting] == [("reminder", "no channel is set up for email")]
    assert rows_in(office.journal, "ready") == ()


def test_what_is_held_waits_for_release(office):
    """Nothing goes out before a person lets it, and then it goes out once."""
    assert office.run(DUE, hold=True) == []
    assert office.run(DUE, hold=True) == []
    assert [one[1] for one in approve_all(office.desk(DUE))[0]] == ["reminder"]
    assert office.run(DUE, hold=True) == [("reminder", "email", "sent")]


@on_sqlite
def test_a_full_disk_stops_the_run_and_loses_nothing(office_of):
    """What went out before is kept as sent; the rest goes out once when there is room again."""
    office = office_of(cases=40)
    connection = office.journal.connection

    def fill(done, expected):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    desk = office.desk(DUE)
    desk.lease = -1
    with pytest.raises(ProblemsFound, match="DW952"):
        run_all(desk, hold=False, tell=fill)
    before = len(office.lines["email"].sent)
    assert 0 < before < 40
    connection.execute("PRAGMA max_page_count = 1000000")
    office.run(DUE, worker="two")
    sent = [key for key, _ in office.lines["email"].sent]
    assert len(set(sent)) == 40
    assert len(sent) <= 41  # the one whose confirmation found no room
    assert [[name for name, _ in office.events(one)] for one in office.ids] == [["step_done"]] * 40


def test_an_earlier_day_than_the_journals_is_refused(office, tmp_path):
    """With a clock that was set back nothing is worked out, sent or recorded."""
    office.run(DUE)
    for command in ("run", "outbox"):
        code, printed = Person(tmp_path).run(
            command, *(["--sent", "1"] if command == "outbox" else []), "--on", "2026-03-01"
        )
        assert (code, "DW012" in printed) == (2, True)
