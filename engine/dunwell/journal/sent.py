"""Read what was sent before a portfolio came here: a table with a row for each reminder, notice or call of old.

Only what the policy has a step for can be taken in. A row names its step in the policy's word, by its title, its
template or its legal form; a call or a hand-over also as just that, where the policy has only one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.journal.tables import Form, read_table, row_slips
from dunwell.language.event_data import Said, read_data
from dunwell.language.events import EVENTS, Event
from dunwell.language.phrases import did_you_mean
from dunwell.language.steps import CALL_OUTCOMES
from dunwell.problems import Problem
from dunwell.readers.spreadsheet import amount_in, day_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.language.program import Program, Step
    from dunwell.problems import Place

NEEDED = ("number", "what", "on")
COLUMNS = (*NEEDED, "seller", "channel", "outcome", "promised_on", "amount", "interest", "costs", "remark")
_CHANNELS = {"email": "email", "e-mail": "email", "mail": "email", "letter": "letter", "post": "letter"}
_SENDS = ("email", "letter", "both")
_ONLY = {"phone": ("call", "phone"), "agency": ("agency", "handed over")}
"""Words that name the only step of a kind."""
_FORM = Form(
    "DW047",
    "DW048",
    NEEDED,
    COLUMNS,
    "number;what;on;channel;remark",
    {"on": day_in, "promised_on": day_in, "amount": amount_in, "interest": amount_in, "costs": amount_in},
)


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row of the table; `on` is its day, `cells` are the rest as they are written.

    A `spoilt` row has a cell that cannot be read, which was said already; it has no day.
    """

    number: int
    place: Place
    on: int
    cells: Mapping[str, str]
    spoilt: bool = False

    def wrong(self, message: str, fix: str) -> Problem:
        """A problem with this row (DW048)."""
        return Problem("DW048", f"row {self.number}: {message}", self.place, fix)


def read_sent(content: bytes, name: str) -> tuple[tuple[SentRow, ...], tuple[Problem, ...]]:
    """The rows of the table, and what is wrong with its headings (DW047) and cells (DW048)."""
    found_rows, wrong = read_table(content, name, _FORM)
    rows: list[SentRow] = []
    problems = [*wrong]
    for row in found_rows:
        found = tuple(row_slips(row, _FORM))
        problems += found
        cells = row.cells
        on = 0 if found else day_in(cells["on"]).toordinal()
        rows.append(SentRow(row.number, row.place, on, cells, spoilt=bool(found)))
    return tuple(rows), tuple(problems)


def event_of(row: SentRow, program: Program, variant: int, issued: int, today: int) -> Event | tuple[Problem, ...]:
    """The event that a row tells of, under the policy of its invoice; or everything that is wrong with it."""
    problems = list(_wrong_day(row, issued, today))
    words = _words(program, variant)
    step = words.get(_plain(row.cells["what"]))
    if step is None:
        problems.append(row.wrong(f"the policy has no step {row.cells['what']!r}", _proposed(row, program, variant)))
        return tuple(problems)
    name = "call_made" if step.kind == "phone" else "step_done"
    said = {"step": step.name} | (_of_call(row, problems) if name == "call_made" else _of_message(row, step, problems))
    said |= {
        key: amount_in(row.cells[key]) for key in ("interest", "costs") if key in row.cells and name == "step_done"
    }
    said |= {"text": row.cells["remark"]} if "remark" in row.cells else {}
    data, wrong = read_data(EVENTS[name], tuple(Said(key, value) for key, value in said.items()), program)
    problems += [row.wrong(one.message, one.fix or "") for one in wrong]
    return tuple(problems) if problems else Event(name, row.on, data)


def _wrong_day(row: SentRow, issued: int, today: int) -> Iterator[Problem]:
    if row.on > today:
        fix = "write the day on which it was sent"
        yield row.wrong(f"{day_text(row.on)} has not come yet: today is {day_text(today)}", fix)
    elif row.on < issued:
        message = f"nothing can have been sent on {day_text(row.on)}: the invoice is of {day_text(issued)}"
        yield row.wrong(message, "check the day, and the number of the invoice")


def _words(program: Program, variant: int) -> dict[str, Step]:
    """Every word by which a row may name a step that reaches the debtor or hands over; the policy's own come first."""
    steps = [step for step in program.steps[variant] if step.kind in (*_SENDS, *_ONLY)]
    known = {_plain(step.name): step for step in steps}
    for words in (
        [(step.title, step) for step in steps],
        [(step.template or "", step) for step in steps if step.kind in _SENDS],
        [(step.legal_form or "", step) for step in steps],
        [(word, step) for step in steps for word in _ONLY.get(step.kind, ())],
    ):
        plain = [(_plain(word), step) for word, step in words if word]
        for word, step in plain:
            if [one for one, _ in plain].count(word) == 1:
                known.setdefault(word, step)
    return known


def _proposed(row: SentRow, program: Program, variant: int) -> str:
    steps = tuple(one.name for one in program.steps[variant] if one.kind in (*_SENDS, *_ONLY))
    words = {
        **{_plain(name): name for name in steps},
        **{word: one.name for word, one in _words(program, variant).items()},
    }
    near = did_you_mean(_plain(row.cells["what"]), tuple(words))
    return near if near.startswith("did you mean") else did_you_mean(row.cells["what"], steps)


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("-", " ").split()).casefold()


def _of_call(row: SentRow, problems: list[Problem]) -> dict[str, str]:
    outcome = row.cells.get("outcome", "no_answer").replace(" ", "_").casefold()
    if outcome not in CALL_OUTCOMES:
        problems.append(row.wrong(f"a call has no outcome {outcome!r}", did_you_mean(outcome, CALL_OUTCOMES)))
    said = {"outcome": outcome}
    if "promised_on" in row.cells:
        said["promised_on"] = day_in(row.cells["promised_on"]).isoformat()
    return said | ({"amount": amount_in(row.cells["amount"])} if "amount" in row.cells else {})


def _of_message(row: SentRow, step: Step, problems: list[Problem]) -> dict[str, str]:
    """By which channels it went; of a step that sends nothing that is not asked."""
    written = row.cells.get("channel", "")
    if not written or step.kind not in _SENDS:
        return {}
    parts = [one.strip().casefold() for one in written.replace(",", "+").split("+")]
    unknown = [one for one in parts if one not in _CHANNELS]
    if unknown:
        problems.append(row.wrong(f"unknown channel {unknown[0]!r}", did_you_mean(unknown[0], ("email", "letter"))))
        return {}
    return {"channels": "+".join(dict.fromkeys(_CHANNELS[one] for one in parts))}
