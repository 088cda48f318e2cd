"""Letters that came back, from a file of the mail room."""

from __future__ import annotations

from datetime import date

import pytest

from dunwell import Problem, Returned
from dunwell_channels.letter.returned import returned_letters

REFERENCE = "72a10fd8b1aac45d1b5a9cd5"


def read(text, encoding="utf-8"):
    """What a file says."""
    return returned_letters("back.csv", text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        f"reference,date,reason\n{REFERENCE},2026-04-02,Verhuisd\n",
        f"reference;date;reason\r\n{REFERENCE};02-04-2026;Verhuisd\r\n",
        f"\ufeffReference\tReason\tDate\n{REFERENCE.upper()}\tVerhuisd\t2.4.2026\n\n",
        f'"reference","date","reason"\n"{REFERENCE}","2026-04-02","Verhuisd"',
    ],
)
def test_a_letter_that_came_back(text: str) -> None:
    """As spreadsheets write such files: any separator, any order of columns, days of both kinds."""
    (found,) = read(text)
    assert found == Returned(
        "letter_returned",
        REFERENCE,
        "",
        date(2026, 4, 2),
        ("text=Verhuisd",),
        "back.csv:2:1",
        f"letter_returned/{REFERENCE}",
    )


def test_a_reason_may_be_missing() -> None:
    """Also the whole column."""
    assert read(f"reference,date\n{REFERENCE},2026-04-02\n")[0].data == ()
    assert read(f"reference,date,reason\n{REFERENCE},2026-04-02,\n")[0].data == ()


def test_each_wrong_row_is_named_and_hides_no_other() -> None:
    """The line, what was found, and what to do."""
    rows = [
        "2026-0042,2026-04-02,x",
        f"{REFERENCE},soon,x",
        f"{REFERENCE},2026-02-30,x",
        f"{REFERENCE},02/04/2026,x",
        f"{REFERENCE},2026-04-02,moved, to Zwolle",
        f"{REFERENCE}",
        f"{REFERENCE},2026-04-02,x",
    ]
    found = read("reference,date,reason\n" + "\n".join(rows))
    problems = [one for one in found if isinstance(one, Problem)]
    assert [(one.place.line, one.message) for one in problems] == [
        (2, "reference '2026-0042' is not that of a letter"),
        (3, "date: 'soon' is not a day such as 2026-04-02"),
        (4, "date: '2026-02-30' is no day of the calendar"),
        (5, "date: '02/04/2026' may be 2026-04-02 or 2026-02-04"),
        (6, "more cells than columns"),
        (7, "date: '' is not a day such as 2026-04-02"),
    ]
    assert all(one.code == "DW036" and one.fix for one in problems)
    assert [one.where for one in found if isinstance(one, Returned)] == ["back.csv:8:1"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"reference\n",
        b"case,outcome,date\n",
        b"reference,date,reason,amount\n",
        b"<xml/>",
        b"date,reason\n",
    ],
)
def test_another_file_is_left_to_others(content: bytes) -> None:
    """A worklist, a picture, nothing: not ours."""
    assert returned_letters("file", content) is None


def test_a_cell_without_end_is_a_problem() -> None:
    """A quote that is never closed, in a file of many lines."""
    found = read('reference,date,reason\n"' + "x" * 200_000)
    assert [one.code for one in found] == ["DW036"]
