"""The channel `phone`: tasks, the lists of a day, and what they look like to a spreadsheet and a calendar."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest

import calls
from dunwell import CannotDeliver, safe_cell
from dunwell.language.steps import CALL_OUTCOMES
from dunwell_channels import phone
from dunwell_channels.phone.words import ANSWERS, COLUMNS, all_words
from dunwell_channels.phone.worklist import phone_text

DAY = date(2026, 2, 19)
ZONE = "Europe/Amsterdam"


def hand_out(folder, *deliveries, **config):
    """Deliver to a folder; the folder of the day."""
    carrier = phone.dunwell_start(calls.setup(folder, **config))
    for one in deliveries:
        assert carrier.deliver(one, carrier.prepare(one)).kind == "handed_out"
    carrier.close()
    return folder / "out" / "calls" / DAY.isoformat()


def table(folder):
    """The worklist as a spreadsheet of a country with a decimal comma opens it."""
    return list(csv.DictReader(io.StringIO((folder / "worklist.csv").read_text("utf-8-sig")), delimiter=";"))


def test_a_call_has_the_same_bytes_each_time():
    """A row that is tried again hands over what it was; nothing depends on the clock or the folder."""
    carrier = phone.dunwell_start(calls.setup("/nowhere"))
    assert carrier.prepare(calls.call()) == carrier.prepare(calls.call())


def test_a_task_holds_what_whoever_calls_needs():
    """Script with questions, amounts, history in words, the attempt, and the last word on the last one."""
    task = json.loads(phone.dunwell_start(calls.setup("/nowhere")).prepare(calls.call())[0].content)
    assert (task["attempt"], task["attempts"], task["last"]) == (2, 2, True)
    assert task["amounts"] == {"principal": "1210.00", "total": "1210.00"}
    assert [line["text"] for line in task["history"]] == [
        "Vriendelijke betalingsherinnering",
        "betaling ontvangen · €\u00a010,00",
        "Bellen · geen gehoor",
    ]
    for words in ("Wanneer kunnen wij uw betaling verwachten?", "Is een betalingsregeling nodig?", "laatste poging"):
        assert words in task["script"]


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_script_can_be_printed(language, snapshot):
    """The page a colleague has in hand while calling."""
    page = phone.dunwell_start(calls.setup("/nowhere")).prepare(calls.call(language=language))[1].content.decode()
    body = re.sub(r"\s*\n\s*", "\n", re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.DOTALL)).strip()
    assert body == snapshot


def test_without_a_number_nobody_can_call():
    """The case is told, instead of a task that cannot be done."""
    for number in (None, " "):
        with pytest.raises(CannotDeliver) as raised:
            phone.dunwell_start(calls.setup("/nowhere")).prepare(calls.call(phone=number))
        assert (raised.value.kind, "wrong_number" in raised.value.fix) == ("refused", True)


def test_the_list_of_a_day(tmp_path):
    """One row a call, sorted by debtor, with the columns to fill in empty."""
    day = hand_out(tmp_path, calls.call("2026-2", name="Zwaan"), calls.call("2026-1", attempt=1, name="aalscholver"))
    rows = table(day)
    assert [(row["klant"], row["factuur"], row["poging"]) for row in rows] == [
        ("aalscholver", "2026-1", "poging 1 van 2"),
        ("Zwaan", "2026-2", "poging 2 van 2, de laatste"),
    ]
    assert rows[0]["open bedrag"] == "1210,00"
    assert all((day / row["script"]).is_file() for row in rows)
    assert {row[name] for row in rows for name in ("uitkomst", "toegezegd op", "gebeld op", "opmerking")} == {""}


@pytest.mark.parametrize(
    "number", ["+31570000077", "+31-570-000077", "0570-000077", "(0570) 00 00 77", "0031570000077", "+31 (0)570 000077"]
)
def test_a_number_stays_text_and_whole_in_a_spreadsheet(number):
    """It is no number and no sum to a spreadsheet, and has all its digits and its plus sign."""
    shown = phone_text(number)
    assert re.sub(r"[^+0-9]", "", shown) == re.sub(r"[^+0-9]", "", number)
    assert re.fullmatch(r"\+?[0-9]+( [0-9]+)+", shown)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "-2", "+cmd|' /C calc'!A0", "\t=1", "%x", "|x"])
def test_nothing_in_the_list_is_a_formula(cell, tmp_path):
    """What a debtor is called, or an invoice, never becomes a formula in somebody's spreadsheet."""
    assert safe_cell(cell) == f"'{cell}"
    day = hand_out(tmp_path, calls.call("2026-1", name=cell, phone=cell))
    assert not any(value.startswith(("=", "@", "-", "\t", "%", "|")) for value in table(day)[0].values())


def test_what_is_filled_in_is_kept_when_a_call_joins(tmp_path):
    """A second run of the day does not wipe out what somebody wrote into the list meanwhile."""
    day = hand_out(tmp_path, calls.call("2026-1"))
    text = (day / "worklist.csv").read_text("utf-8-sig")
    (day / "worklist.csv").write_text(text.replace(";;;;;;\n", ";geen gehoor;;;2-4-2026;Jo;-\n"), "cp1252")
    rows = table(hand_out(tmp_path, calls.call("2026-2")))
    assert [(row["uitkomst"], row["gebeld op"], row["opmerking"]) for row in rows] == [
        ("geen gehoor", "2-4-2026", "'-"),
        ("", "", ""),
    ]


def test_handing_out_again_changes_nothing(tmp_path):
    """The channel may be asked again after a crash."""

    def content(day):
        return {path.name: path.read_bytes() for path in day.rglob("*") if path.is_file()}

    first = content(hand_out(tmp_path, calls.call()))
    assert content(hand_out(tmp_path, calls.call())) == first


def test_the_calendar_is_read_back(tmp_path):
    """One event a call, in UTC, within the hours of the day, one after the other; texts come back as they went."""
    names = [f"Fazant {number}, één; twee\\drie " + "ü" * 60 for number in range(5)]
    day = hand_out(
        tmp_path, *(calls.call(f"N-{number}", name=name) for number, name in enumerate(names)),
        time_zone=ZONE, until="10:00", minutes=20, **{"from": "09:00"},
    )  # fmt: skip
    raw = (day / "worklist.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in events] == [f"Bellen: {name}, factuur N-{n}" for n, name in enumerate(names)]
    starts = [one["DTSTART"].dt for one in events]
    assert starts == [datetime.fromisoformat(f"2026-02-19T{time}+00:00") for time in
                      ("08:00", "08:20", "08:40", "08:00", "08:20")]  # fmt: skip
    assert len({str(one["UID"]) for one in events}) == 5
    assert "laatste poging; hierna" in str(events[0]["DESCRIPTION"])


def test_without_a_zone_the_hours_are_those_of_the_reader(tmp_path):
    """A calendar without a zone shows the same hours to everybody."""
    text = (hand_out(tmp_path, calls.call()) / "worklist.ics").read_text()
    assert "DTSTART:20260219T090000\n" in text.replace("\r", "")


def test_the_calendar_can_be_left_out(tmp_path):
    """Not everybody wants one."""
    assert not (hand_out(tmp_path, calls.call(), calendar=False) / "worklist.ics").exists()


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"from": "17:00", "until": "09:00"}, "no room"),
        ({"time_zone": "Mars/Olympus"}, "no time zone 'Mars/Olympus'"),
        ({"language": "xx"}, "language 'xx'"),
        ({"folder": "blocked/calls"}, "cannot be written"),
        ({}, ""),
    ],
)
def test_what_keeps_the_lists_from_being_written_is_said_before(config, said, tmp_path):
    """At once, without touching anything."""
    (tmp_path / "blocked").write_text("a file")
    problems = list(phone.dunwell_check(calls.setup(tmp_path, **config)))
    assert len(problems) == bool(said)
    assert all(said in one.message for one in problems)
    assert [path.name for path in tmp_path.iterdir()] == ["blocked"]


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path):
    """A full disk or a locked file passes, and the outcome names nobody."""
    (tmp_path / "out").write_text("a file")
    carrier = phone.dunwell_start(calls.setup(tmp_path))
    outcome = carrier.deliver(calls.call(), carrier.prepare(calls.call()))
    assert outcome.kind == "later"
    assert "Fazant" not in outcome.why


def test_every_language_has_all_the_words():
    """A missing word would be found by a colleague on the telephone."""
    for words in all_words():
        assert tuple(words.columns) == (*COLUMNS, *ANSWERS)
        assert tuple(words.outcomes) == CALL_OUTCOMES
        for part in ("texts", "history"):
            assert getattr(words, part).keys() == getattr(all_words()[0], part).keys()


ADD = """
import sys, calls
from dunwell_channels import phone
carrier = phone.dunwell_start(calls.setup(sys.argv[1]))
prepared = calls.call()
from dataclasses import replace
files = carrier.prepare(prepared)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    one = replace(prepared, key=f"K-{number}", number=f"N-{number:03}")
    carrier.deliver(one, carrier.prepare(one))
    print(number, flush=True)
"""


def worker(folder, first, last):
    """A process that adds calls to the list of the day once it is told to."""
    command = [sys.executable, "-c", ADD, str(folder), str(first), str(last)]
    path = {"PYTHONPATH": ":".join([str(Path(__file__).parents[1]), *sys.path])}
    found = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=path)
    assert found.stdout.readline() == "ready\n"
    return found


def go(*workers):
    """Let them run at once."""
    for one in workers:
        one.stdin.write("go\n")
        one.stdin.flush()


def test_two_processes_make_one_list(tmp_path):
    """Sixty calls from two processes: sixty rows, none lost, none twice."""
    both = [worker(tmp_path, 0, 30), worker(tmp_path, 30, 60)]
    go(*both)
    for one in both:
        one.communicate(timeout=120)
        assert one.returncode == 0
    day = tmp_path / "out" / "calls" / DAY.isoformat()
    assert sorted(row["factuur"] for row in table(day)) == [f"N-{number:03}" for number in range(60)]
    assert len(icalendar.Calendar.from_ical((day / "worklist.ics").read_bytes()).walk("VEVENT")) == 60


def test_a_killed_process_leaves_whole_files(tmp_path):
    """Whatever moment it is killed at: the list is whole, and after trying again every call stands in it."""
    for killed_after in (1, 3, 5):
        one = worker(tmp_path, 0, 50)
        go(one)
        for _ in range(killed_after):
            one.stdout.readline()
        one.kill()
        one.communicate(timeout=60)
        day = tmp_path / "out" / "calls" / DAY.isoformat()
        assert all(set(row) == set(table(day)[0]) and None not in row.values() for row in table(day))
        assert all(json.loads(path.read_text()) for path in (day / "tasks").glob("*.json"))
    again = worker(tmp_path, 0, 6)
    go(again)
    again.communicate(timeout=60)
    assert [row["factuur"] for row in table(day)][:6] == [f"N-{number:03}" for number in range(6)]
