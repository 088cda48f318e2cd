"""A run from the cases to the channels: each thing once, nothing that is not due any more, nothing lost."""

import sqlite3
import time

import pytest

from databases import on_sqlite
from desks import Toy, toys
from dunwell import CannotDeliver
from dunwell.days import day, day_text, later, now
from dunwell.journal.bank_days import BankData
from dunwell.journal.database import writing
from dunwell.journal.files import files_of
from dunwell.journal.outbox import NewRow, gone_out, left_behind, rows_in
from dunwell.journal.outbox_changes import add_rows, begin_sending, claim_rows
from dunwell.journal.pauses import Pause, pause
from dunwell.journal.sqlite import SqliteConnection
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from dunwell.run import running
from dunwell.run.approving import approve_all
from dunwell.run.deciding import Word, decide_rows
from dunwell.run.running import run_all
from dunwell.run.sending import BACKOFF
from workspaces import NUMBER, Person

DUE = "2026-03-02"


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


def test_a_dry_run_leaves_out_what_a_run_would_not_take_up(office_of):
    """What is tried again tomorrow, what no channel carries any more, what is paused: not named, and no breakdown."""
    office = office_of(lines=toys(email=["later"]))
    office.run(DUE)
    assert (office.try_out(DUE), office.run(DUE)) == ([], [])
    assert office.try_out("2026-03-03") == [("reminder", "email", "ready")]
    email = office.lines.pop("email")
    assert (office.try_out("2026-03-03"), office.run("2026-03-03")) == ([], [])
    office.lines["email"] = email
    pause(office.journal, Pause("email", "a fault", 0, Stamp(day("2026-03-03"), "m", "me")))
    assert (office.try_out("2026-03-03"), office.run("2026-03-03")) == ([], [])


def test_a_dry_run_sees_what_is_over(office_of):
    """A mail that failed and is a letter by now: the dry run names the letter, as the run carries it out."""
    office = office_of(lines=toys(email=["faulty"]))
    office.run(DUE)
    record(office, "step_failed", "2026-03-03", ("step", "reminder"))
    assert office.try_out("2026-03-04") == [("reminder", "letter", "ready")]
    assert office.run("2026-03-04") == [("reminder", "letter", "sent")]


def test_what_is_kept_is_what_was_handed_over_last(office_of):
    """A mail whose first try failed says less once a part was paid; that mail is kept, not the first."""
    office = office_of(lines=toys(email=["later", "delivered"]))
    office.run(DUE)
    record(office, "payment_received", DUE, ("amount", 40000))
    office.run("2026-03-03")
    ((_, sent),) = office.lines["email"].sent
    assert "600,00" in sent[0].content.decode()
    assert files_of(office.journal, office.ids[0], 1) == sent


def test_a_lease_counts_from_the_moment_a_row_is_handed_over(office):
    """Rows claimed together wait for each other; the last of a slow batch is not taken for left behind."""
    with writing(office.journal.connection):
        add_rows(
            office.journal,
            (NewRow(office.ids[0], "step", "reminder", 1, "email", day(DUE)),),
            "ready",
            Stamp(day(DUE), "m", "me"),
        )
        (row,) = claim_rows(office.journal, "slow", f"{DUE}T10:00:00", "2026-03-02T10:00:00", ("email",), 20)
    assert left_behind(office.journal, now()) == (row,)
    with writing(office.journal.connection):
        assert begin_sending(office.journal, row, 0, 0, 0, later(now(), 600))
    assert left_behind(office.journal, now()) == ()


def test_a_channel_that_was_taken_out_leaves_its_rows_and_says_so(office):
    """What was put in for it stays ready, and every run warns with the count."""
    run_all(office.desk(DUE), hold=True, tell=lambda done, expected: None)
    approve_all(office.desk(DUE))
    del office.lines["email"]
    report = run_all(office.desk(DUE), hold=False, tell=lambda done, expected: None)
    assert [one.code for one in report.problems] == ["DW014"]
    assert [row.state for row in rows_in(office.journal, "ready")] == ["ready"]


def test_what_is_held_waits_for_release(office):
    """Nothing goes out before a person lets it, and then it goes out once; a dry run says that it would be held."""
    assert office.try_out(DUE, hold=True) == [("reminder", "email", "held")]
    assert office.run(DUE, hold=True) == []
    assert office.run(DUE, hold=True) == []
    assert [one[1] for one in approve_all(office.desk(DUE))[0]] == ["reminder"]
    assert office.run(DUE, hold=True) == [("reminder", "email", "sent")]


def at_the_agency(office):
    """Every step up to the hand-over, which a person has approved on 1 April."""
    office.run(DUE)
    office.run("2026-03-10")
    record(office, "call_made", "2026-03-10", ("outcome", "will_not_pay"), ("step", "call"))
    office.run("2026-03-11")
    approve_all(office.desk("2026-04-01"))


def test_a_second_contact_waits_while_the_first_is_half_out(office_of):
    """The notice's mail went out, its letter has to wait, and a promise is made: it is confirmed on the next day."""
    office = office_of(lines=toys(letter=["later", "delivered"]))
    office.run(DUE)
    office.run("2026-03-10")
    record(office, "call_made", "2026-03-10", ("outcome", "will_not_pay"), ("step", "call"))
    assert office.run("2026-03-11") == [("notice", "email", "sent"), ("notice", "letter", "ready")]
    record(office, "promise_made", "2026-03-11", ("promised_on", day("2026-03-18")))
    assert office.run("2026-03-11") == []
    assert office.run("2026-03-12") == [("notice", "letter", "withdrawn"), ("promise_confirmation", "email", "sent")]


def test_two_runs_at_once_tell_the_agency_once(office, monkeypatch):
    """A second run that begins and ends between the plan of the first and its outbox leaves nothing to report."""
    at_the_agency(office)
    office.run("2026-04-01")
    record(office, "payment_received", "2026-04-03", ("amount", 10000))
    put_in = running._put_in

    def meanwhile(desk, report, *, hold):
        monkeypatch.setattr(running, "_put_in", put_in)
        office.run("2026-04-03", worker="two")
        put_in(desk, report, hold=hold)

    monkeypatch.setattr(running, "_put_in", meanwhile)
    assert office.run("2026-04-03") == []
    assert [key.split("/")[2] for key, _ in office.lines["agency"].sent] == ["step", "report"]


def test_what_a_person_handed_over_claims_what_the_step_claims(office):
    """The agency's file could not be made, somebody brought the dossier by hand: costs and interest are claimed."""
    at_the_agency(office)

    def full(delivery):
        raise CannotDeliver("faulty", "the disk is full")

    office.lines["agency"].while_preparing = full
    assert office.run("2026-04-01") == [("hand_over", "agency", "failed")]
    (row,) = rows_in(office.journal, "failed")
    decide_rows(office.desk("2026-04-02"), (Word(row.number, "sent"),))
    name, data = office.events()[-1]
    assert (name, data["costs"]) == ("step_done", 15000)
    assert data["interest"] > 0


def test_what_is_in_doubt_counts_as_gone_out_on_its_day(office_of):
    """A letter in doubt takes its place under a cap on that day, and none on the next."""
    office = office_of(email="", lines=toys(letter=["unknown"]))
    assert office.run(DUE) == [("reminder", "letter", "in_doubt")]
    assert gone_out(office.journal, day(DUE)) == {"letter": 1}
    assert gone_out(office.journal, day(DUE) + 1) == {}


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
