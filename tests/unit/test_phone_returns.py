"""Worklists that come back filled in, in every form in which spreadsheets save them."""

from __future__ import annotations

import csv
import io

import pytest

import calls
from dunwell import Returned
from dunwell_channels import phone

REFERENCES = [calls.call(number).reference for number in ("2026-1", "2026-2")]


def handed_out(folder):
    """The list of two calls, as text."""
    carrier = phone.dunwell_start(calls.setup(folder))
    for number in ("2026-1", "2026-2"):
        carrier.deliver(calls.call(number), carrier.prepare(calls.call(number)))
    return (folder / "out" / "calls" / "2026-02-19" / "worklist.csv").read_text("utf-8-sig")


def filled(folder, *answers):
    """The list with the last six columns of each row filled in: outcome, promised_on, amount, called_on, by, remark."""
    head, *rows = handed_out(folder).split("\n")[:3]
    both = [f"{row.strip()[:-6]};{answer};" for row, answer in zip(rows, answers, strict=False)]
    return "\n".join([head.strip(), *both])


def back(content):
    """What comes back of a list."""
    return list(phone.dunwell_returns(calls.setup("/nowhere"), "list.csv", content))


def test_a_list_comes_back_as_calls_that_were_made(tmp_path):
    """The outcome in the words of the list, days and amounts as spreadsheets write them; an open row says nothing."""
    text = filled(tmp_path, "Toezegging;27-2-2026;1.210,00;19-2-2026;Jo;belt terug", ";;;;;")
    reference = next(one for one in REFERENCES if one in text.split("\n")[1])
    said = ("outcome=promise", "promised_on=2026-02-27", "amount=1210.00", "text=belt terug – Jo")
    (one,) = back(text.encode())
    assert (one.event, one.reference, one.at.isoformat(), one.data) == ("call_made", reference, "2026-02-19", said)
    assert (one.where, one.key) == ("list.csv, row 2", f"call:{reference}")


def saved(text, separator=";", order=None, extra=False):
    """The same table as somebody else's spreadsheet saves it."""
    rows = [line.split(";") for line in text.split("\n")]
    order = order or range(len(rows[0]))
    rows = [[*([row[index] for index in order]), *(["extra"] if extra else [])] for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([*rows, [""] * len(rows[0])])
    return out.getvalue()


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: saved(text, ",").encode(),
        lambda text: saved(text, "\t").encode("utf-16"),
        lambda text: saved(text, order=range(14, -1, -1)).encode(),
        lambda text: saved(text, extra=True).encode(),
        lambda text: saved(text, order=(0, 9, 10, 11, 12, 13, 14)).encode(),
        lambda text: text.replace("kenmerk", "Kenmerk").replace("uitkomst", "OUTCOME").encode(),
        lambda text: text.replace("ref-", "").encode(),
    ],
)
def test_every_way_of_saving_says_the_same(save, tmp_path):
    """Separators, code pages, columns in another order, more or fewer of them, headings in capitals."""
    text = filled(tmp_path, "geen gehoor;;;19-2-2026;José;", "wrong_number;;;2026-02-19;;")
    found = back(save(text))
    assert {(one.reference, one.data[0]) for one in found} == {
        (one.reference, one.data[0]) for one in back(text.encode())
    }
    assert {one.data[0] for one in found} == {"outcome=no_answer", "outcome=wrong_number"}


@pytest.mark.parametrize(
    ("answer", "said", "fix"),
    [
        (
            "toezeging;27-2-2026;;;;",
            "row 2, uitkomst: 'toezeging' is no outcome of a call",
            "did you mean 'toezegging'?",
        ),
        ("misschien;;;;;", "row 2, uitkomst: 'misschien'", "write one of: toezegging, wil regeling"),
        ("toezegging;;;;;", "row 2, toegezegd op: is empty", "write the day promised"),
        (
            "toezegging;02/04/2026;;;;",
            "row 2, toegezegd op: '02/04/2026' may be 2026-04-02 or 2026-02-04",
            "2026-04-02",
        ),
        ("geen gehoor;27-2-2026;;;;", "row 2, toegezegd op: '27-2-2026' goes with a promise", "leave the day out"),
        ("geen gehoor;;;gisteren;;", "row 2, gebeld op: 'gisteren' is not a day", "year first"),
        ("toezegging;27-2-2026;1.210;;;", "row 2, bedrag: '1.210' is no amount", "1250,00"),
        ("toezegging;1-2-2026;;19-2-2026;;", "row 2, toegezegd op: '1-2-2026' lies before the call", "they will pay"),
        (";;;19-2-2026;;", "row 2, uitkomst: is empty, but gebeld op is filled in", "what came of the call"),
    ],
)
def test_a_mistake_is_named_by_row_and_column(answer, said, fix, tmp_path):
    """With what was found and what to do; the other row is read all the same."""
    one, other = back(filled(tmp_path, answer, "geen gehoor;;;;;").encode())
    assert (one.code, one.place.line) == ("DW043", 2)
    assert one.message.startswith(said)
    assert fix in one.fix
    assert isinstance(other, Returned)


def test_a_call_that_stands_twice_or_nowhere_is_named(tmp_path):
    """Two rows for one call may say different things; a reference that was cut off belongs to nobody."""
    text = filled(tmp_path, "geen gehoor;;;;;", "geen gehoor;;;;;")
    twice = "\n".join(
        [*text.split("\n"), text.split("\n")[1], "ref-12;" + ";".join(text.split("\n")[1].split(";")[1:])]
    )
    found = back(twice.encode())
    assert [one.message.split(": ", 1)[1].split("' ")[1] for one in found[2:]] == [
        "stands in row 2 already",
        "is no reference of a call",
    ]


def test_a_list_without_references_is_refused(tmp_path):
    """Which call a row is about is never guessed."""
    (problem,) = back(b"factuur;uitkomst;gebeld op\n2026-1;geen gehoor;2026-02-19\n")
    assert problem.code == "DW042"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"case;event\n1;2\n", b"a;outcome\n1;2\n", b"PK\x03\x04\x00"])
def test_other_files_are_left_to_others(content):
    """A bank file or an invoice is not a worklist."""
    assert phone.dunwell_returns(calls.setup("/nowhere"), "file", content) is None
