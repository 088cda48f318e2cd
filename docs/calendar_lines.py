"""The worked examples of "How dates are counted": what the engine answers, drawn as a line of days.

A page names an example, `<!-- calendar: letter -->`, and the block below it is written by `docs/generate.py`. A new
example is a function and a row in `EXAMPLES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date

from dunwell.choosing import Asked, play
from dunwell.days import add_months, day
from dunwell.language.scenario import Planned
from dunwell.law.limitation import limitation
from dunwell.law.notice import notice_term, received_day
from dunwell.loading import load_policy
from dunwell.policy_tests import REACHABLE, made_invoice
from dunwell.resources import law_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.core.timeline import Entry, Timeline
    from dunwell.language.program import Program

LAW = "nl"
POLICY = "policies/nl/standard.yaml"
LANGUAGES = ("en", "nl")
LONGEST_GAP = 6
"""So many days without anything are drawn; more become one row of dots."""

_LINE = re.compile(r"(<!-- calendar: ([\w-]+) -->\n```text\n).*?(```)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """Days to be drawn: what happens on which, which are numbered, which are closed in a calendar between two days."""

    marks: tuple[tuple[int, str], ...]
    counted: tuple[int, ...] = ()
    closed: tuple[tuple[str, int, int], ...] = ()


WORDS: Mapping[str, tuple[str, str]] = {
    "sent": ("the letter goes out", "de brief gaat weg"),
    "post": ("a day on which post comes", "een dag waarop post komt"),
    "received": ("counts as received", "geldt als ontvangen"),
    "planned": ("we reckon with this day", "wij rekenen met deze dag"),
    "last day": ("last day to pay", "laatste dag om te betalen"),
    "counted last": ("the last day as counted", "de laatste dag volgens de telling"),
    "costs": ("costs may be asked for", "incassokosten mogen worden gevorderd"),
    "base": ("we count from here", "hiervandaan tellen wij"),
    "second": ("the second working day", "de tweede werkdag"),
    "third": ("the third working day", "de derde werkdag"),
    "due": ("due date", "vervaldag"),
    "would be": ("the reminder would be due", "de herinnering zou weggaan"),
    "reminder": ("the reminder goes out", "de herinnering gaat weg"),
    "window": ("last day of the two working days", "laatste van de twee werkdagen"),
    "call": ("the call may be made", "er mag worden gebeld"),
    "agreed": ("the first instalment", "de eerste termijn"),
    "instalment 2": ("the second instalment", "de tweede termijn"),
    "instalment 3": ("the third instalment", "de derde termijn"),
    "instalment 4": ("the fourth instalment", "de vierde termijn"),
    "disputed": ("the debtor disputes the invoice", "de debiteur betwist de factuur"),
    "was last": ("would have been the last day to pay", "zou de laatste dag om te betalen zijn"),
    "rejected": ("the dispute is rejected", "de betwisting is afgewezen"),
    "machine": ("the machine runs again, the reminder goes out", "de machine draait weer, de herinnering gaat weg"),
    "enforceable": ("the claim can be enforced from here", "de vordering is opeisbaar"),
    "was limit": ("would have been the last day", "zou de laatste dag zijn"),
    "interrupted": ("the limitation is interrupted in writing", "de verjaring is schriftelijk gestuit"),
    "limit": ("the last day of the new term", "de laatste dag van de nieuwe termijn"),
}
"""What can stand beside a day, in English and in Dutch."""

CLOSED: Mapping[str, tuple[str, str]] = {
    "post": ("no post", "geen post"),
    "working days": ("no working day", "geen werkdag"),
    "statutory": ("no last day by law", "geen laatste dag volgens de wet"),
    "stands still": ("the term stands still", "de termijn staat stil"),
}
"""What a closed day is called, by calendar."""


def _letter(sent: str) -> Line:
    """A fourteen-day letter: when it counts as received, the term, the first day of costs."""
    pack, start = law_pack(LAW), day(sent)
    received = received_day(pack, start, "post").day
    term = notice_term(pack, received)
    counted = () if term.counted_last_day == term.last_day else ((term.counted_last_day, "counted last"),)
    marks = (
        (start, "sent"),
        (pack.calendar("post").add(start, 1), "post"),
        (received, "received"),
        *counted,
        (term.last_day, "last day"),
        (term.costs_from, "costs"),
    )
    closed = (("post", start + 1, received - 1), ("statutory", term.counted_last_day, term.last_day))
    return Line(marks, tuple(range(term.first_day, term.counted_last_day + 1)), closed)


def _slow_post() -> Line:
    """A letter under the longer delivery times, by the court's presumption and as we reckon."""
    start = day("2026-07-09")
    pack = law_pack(LAW)
    presumed, planned = (received_day(pack, start, "post", planning=planning).day for planning in (False, True))
    marks = ((start, "sent"), (pack.calendar("post").add(start, 1), "post"))
    return Line((*marks, (presumed, "received"), (planned, "planned")), closed=(("post", start, planned),))


def _working_days(base: str, count: int, word: str) -> Line:
    start = day(base)
    calendar = law_pack(LAW).calendar("working days")
    counted = tuple(calendar.add(start, number) for number in range(1, count + 1))
    return Line(((start, "base"), (counted[-1], word)), counted, (("working days", start, counted[-1]),))


def _reminded(due: str) -> Line:
    """An invoice due on a day, under the shipped policy: its reminder, its window, its term, the call after it."""
    start = day(due)
    reminder, call = _steps(_played(due), "reminder", "call")
    calendar = law_pack(LAW).calendar("working days")
    window = calendar.add(start, 2)
    marks = {start: "due", start + 1: "would be", window: "window", reminder.day: "reminder"}
    marks |= {reminder.term_until: "last day", call.day: "call"}
    return Line(tuple(sorted(marks.items())), closed=(("working days", start + 1, reminder.day),))


def _month_ends() -> Line:
    base = day("2026-01-31")
    words = ("agreed", "instalment 2", "instalment 3", "instalment 4")
    return Line(tuple((add_months(base, months), word) for months, word in enumerate(words)))


def _stands_still() -> Line:
    """A dispute of ten days within the reminder's term."""
    opened, closed = day("2026-02-09"), day("2026-02-19")
    planned = (
        Planned("dispute_opened", at=opened),
        Planned("dispute_closed", (("outcome", "rejected"),), at=closed),
    )
    reminder, call = _steps(_played("2026-02-04", planned), "reminder", "call")
    last = _played("2026-02-04", planned, until=closed).position.granted
    marks = ((reminder.day, "reminder"), (opened, "disputed"), (reminder.term_until, "was last"), (closed, "rejected"))
    return Line((*marks, (last, "last day"), (call.day, "call")), closed=(("stands still", opened + 1, closed),))


def _late_run() -> Line:
    """The machine stands still for a week."""
    again = day("2026-02-12")
    reminder, call = _steps(_played("2026-02-04", runs=tuple(range(again, again + 60))), "reminder", "call")
    first, _ = _steps(_played("2026-02-04"), "reminder", "call")
    marks = ((day("2026-02-04"), "due"), (first.day, "would be"), (reminder.day, "machine"))
    return Line((*marks, (reminder.term_until, "last day"), (call.day, "call")))


def _limitation() -> Line:
    """The price of goods sold to a consumer: two years, and two more from an interruption three months before."""
    pack, enforceable = law_pack(LAW), day("2026-03-02") + 1
    first = limitation(pack, "consumer_sale", enforceable).last_day
    interrupted = add_months(first, -3)
    second = limitation(pack, "consumer_sale", enforceable, (interrupted,)).last_day
    marks = ((enforceable - 1, "due"), (enforceable, "enforceable"), (interrupted, "interrupted"))
    return Line((*marks, (first, "was limit"), (second, "limit")))


EXAMPLES: Mapping[str, Callable[[], Line]] = {
    "letter": lambda: _letter("2026-03-13"),
    "easter-letter": lambda: _letter("2026-03-18"),
    "slow-post": _slow_post,
    "easter": lambda: _working_days("2026-04-02", 2, "second"),
    "christmas": lambda: _working_days("2026-12-23", 3, "third"),
    "friday": lambda: _reminded("2026-02-06"),
    "kings-day": lambda: _reminded("2026-04-26"),
    "month-ends": _month_ends,
    "stands-still": _stands_still,
    "late-run": _late_run,
    "limitation": _limitation,
}


def _played(due: str, planned: tuple[Planned, ...] = (), until: int = 0, runs: tuple[int, ...] = ()) -> Timeline:
    """What a business gets under the shipped policy that does not pay EUR 1210."""
    given = {**REACHABLE, "debtor.kind": "business", "invoice.due": day(due), "invoice.issued": day(due) - 30}
    facts = {**given, "invoice.total": 121_000}
    simulated = play(made_invoice("example", facts), _program(), planned, Asked(facts, until=until, runs=runs))
    assert simulated.timeline is not None, simulated.problems
    return simulated.timeline


@lru_cache(maxsize=1)
def _program() -> Program:
    program = load_policy(POLICY).program
    assert program is not None
    return program


def _steps(timeline: Timeline, *names: str) -> tuple[Entry, ...]:
    """The first entry of each of these steps."""
    found = {entry.name: entry for entry in reversed(timeline.entries) if entry.kind == "step"}
    return tuple(found[name] for name in names)


def with_lines(page: str, language: str) -> str:
    """A page with its calendar lines drawn anew."""
    return _LINE.sub(lambda found: f"{found[1]}{drawn(EXAMPLES[found[2]](), language)}{found[3]}", page)


def day_in(value: int, language: str) -> str:
    """A day with its weekday: "Fri 13 Mar 2026", "vr 13 mrt 2026"."""
    return format_date(date.fromordinal(value), "EEE d MMM y", locale=language)


def drawn(line: Line, language: str) -> str:
    """A line of days, one below the other, as text."""
    return "".join(f"{row.rstrip()}\n" for row in _rows(line, LANGUAGES.index(language)))


def _rows(line: Line, at: int) -> Iterator[str]:
    marks = {value: WORDS[word][at] for value, word in line.marks}
    first, last = min(marks), max(marks)
    quiet: list[str] = []
    for value in range(first, last + 1):
        sign, text = _sign(line, value, at)
        said = f"{marks[value]} ({text})" if value in marks and text else marks.get(value, text)
        row = f"{_padded(value, at)}  {sign:>2}  {said}"
        if value in marks or sign != "│":
            yield from _shortened(quiet)
            quiet = []
            yield row
        else:
            quiet.append(row)


def _sign(line: Line, value: int, at: int) -> tuple[str, str]:
    """The sign of a day, and what closes it."""
    closed = next((text for name, *range_ in line.closed if (text := _closed(name, range_, value, at))), "")
    if value in line.counted:
        return str(line.counted.index(value) + 1), closed
    if value in dict(line.marks):
        return "●", closed
    return ("·", closed) if closed else ("│", "")


def _closed(name: str, between: list[int], value: int, at: int) -> str:
    """What a calendar says of a day that is closed in it, between two days; nothing of any other."""
    if not between[0] <= value <= between[1]:
        return ""
    word = CLOSED[name][at]
    if name == "stands still":
        return word
    calendar = law_pack(LAW).calendars[name]
    if calendar.calendar.is_open(value):
        return ""
    year = date.fromordinal(value).year
    title = dict(calendar.between(year, year)).get(value)
    return f"{title}: {word}" if title else word


def _shortened(rows: list[str]) -> Iterator[str]:
    if len(rows) > LONGEST_GAP:
        yield f"{'':15}   ⋮"
    else:
        yield from rows


def _padded(value: int, at: int) -> str:
    weekday, number, *rest = day_in(value, LANGUAGES[at]).split()
    return f"{weekday:<3} {number:>2} {' '.join(rest)}"
