"""The statement of a claim for people: every amount with how it came about, as a page and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from dunwell_channels.agency.fields import value_at
from dunwell_channels.agency.words import LANGUAGES, SCALE, WORDS, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Claim = Mapping[str, object]
    Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines of label and value, or a table with a head; `sums` are rows at the end of a table.

    `right` are the columns with figures, `notes` stand below.
    """

    title: str
    head: Row = ()
    rows: tuple[Row, ...] = ()
    sums: tuple[Row, ...] = ()
    right: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def sections_of(claim: Claim, language: str) -> tuple[Section, ...]:
    """The whole statement, in the order in which it is read; what is empty is left out."""
    w = _Words(language if language in LANGUAGES else LANGUAGES[0])
    made = (
        _facts(claim, "", ("agency", "case", "reference", "handed_over", "default_since"), w),
        _facts(claim, "creditor", tuple(_table(claim, "creditor")), w),
        _facts(claim, "debtor", tuple(_table(claim, "debtor")), w),
        _facts(claim, "invoice", ("number", "issued", "due", "total"), w),
        _summary(claim, w),
        _interest(claim, w),
        _costs(claim, w),
        _listed(
            claim, "payments", ("date", "event", "amount", "to_costs", "to_interest", "to_principal", "overpaid"), w
        ),
        _listed(claim, "credits", ("date", "event", "amount"), w),
        _listed(claim, "notices", ("title", "sent", "received", "term_until"), w),
        _sending(claim, w),
    )
    return tuple(one for one in made if one.rows)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words, amounts and days of one language."""

    language: str

    def __call__(self, name: str) -> str:
        return word(name, self.language)

    def named(self, name: str, said: object) -> str:
        """The value of a field: amounts and days as people write them, our own words in their language."""
        if said in (None, ""):
            return ""
        if name in _AMOUNTS:
            return self.amount(str(said))
        if name in _DAYS:
            return format_date(date.fromisoformat(str(said)), "medium", self.language)
        return self(str(said)) if name in _IN_WORDS else self.value(said)

    def amount(self, said: str) -> str:
        """An amount as it is written in the language."""
        return str(format_decimal(Decimal(said), "#,##0.00", self.language))

    def percent(self, said: object) -> str:
        """A rate as it is written in the language."""
        return f"{format_decimal(Decimal(str(said)), '#,##0.##', self.language)} %"

    def by(self, channel: object) -> str:
        """The channel by its word."""
        return self(f"by.{channel}") if f"by.{channel}" in WORDS else str(channel)

    def scale(self, label: str) -> str:
        """A line of the scale of costs."""
        for name in SCALE:
            label = label.replace(name, self(name))
        return label

    def value(self, said: object) -> str:
        """Anything else as it is: yes or no, an address on one line, a list."""
        if isinstance(said, bool):
            return self("yes" if said else "no")
        if isinstance(said, dict) and "lines" not in said:  # the agency itself
            return str(said.get("name") or "")
        if isinstance(said, dict):
            town = " ".join(str(said[key]) for key in ("postcode", "town") if said.get(key))
            return ", ".join(filter(None, (*map(str, said.get("lines", ())), town, str(said.get("country") or ""))))
        return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def _table(claim: Claim, name: str) -> Mapping[str, object]:
    found = claim.get(name)
    return found if isinstance(found, dict) else {}


def _rows(claim: Claim, path: str) -> list[Mapping[str, object]]:
    found: object = claim
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


_IN_WORDS = ("kind", "event", "channel")
"""What is said by one of our own words, which has a translation."""
_DAYS = ("handed_over", "default_since", "issued", "due", "from", "to", "date", "sent", "received", "term_until")
_FIGURES = ("amount", "to_costs", "to_interest", "to_principal", "overpaid")
_AMOUNTS = (*_FIGURES, "total", "base", "interest")


def _facts(claim: Claim, within: str, names: Row, w: _Words) -> Section:
    """Lines of label and value; what nobody knows is left out."""
    table = _table(claim, within) if within else claim
    known = ((name, table.get(name)) for name in names)
    rows = tuple((w(name), text) for name, said in known if (text := w.named(name, said)))
    return Section(w(within) if within else "", rows=rows)


def _at(claim: Claim, path: str) -> str:
    return str(value_at(claim, path) or "0.00")


def _amount(claim: Claim, path: str, w: _Words) -> str:
    return w.amount(_at(claim, path))


def _summary(claim: Claim, w: _Words) -> Section:
    """What is claimed, part by part; the last row is the sum."""
    parts = ("invoiced", "credited", "discount", "disputed")
    less = [one for one in parts[1:] if _at(claim, f"principal.{one}") != "0.00"]
    number = w.value(value_at(claim, "invoice.number"))
    lines = [(f"{w('invoice')} {number}", _amount(claim, "principal.invoiced", w), "", "")]
    lines += [(w(one), w.amount(f"-{_at(claim, f'principal.{one}')}"), "", "") for one in less]
    principal = sum((Decimal(_at(claim, f"principal.{one}")) for one in ("paid", "open")), Decimal())
    paid, left = (_amount(claim, f"principal.{one}", w) for one in ("paid", "open"))
    lines += [(w("principal"), w.amount(str(principal)), paid, left)]
    for part in ("interest", "costs"):
        whole, paid, left = (_amount(claim, f"{part}.{one}", w) for one in ("total", "paid", "open"))
        lines.append((w(part), whole, paid, left))
    head = (w("part"), w("claimed"), w("paid"), w("open"))
    total = (f"{w('total')} {w.value(claim.get('currency'))}", "", "", _amount(claim, "claim.total", w))
    return Section(w("claim"), head, tuple(lines), (total,), frozenset({1, 2, 3}))


def _interest(claim: Claim, w: _Words) -> Section:
    names = ("from", "to", "days", "rate", "base", "interest")
    rows = tuple(
        (
            *(w.named(name, one[name]) for name in names[:3]),
            w.percent(one["rate"]),
            *(w.named(name, one[name]) for name in names[4:]),
        )
        for one in _rows(claim, "interest.lines")
    )
    sums = [("", "", "", "", w("total"), _amount(claim, "interest.worked_out", w))]
    if _at(claim, "interest.waived") != "0.00":
        sums.append((w("waived"), "", "", "", "", w.amount(f"-{_at(claim, 'interest.waived')}")))
    if _at(claim, "interest.correction") != "0.00":
        sums.append((w("correction"), "", "", "", "", _amount(claim, "interest.correction", w)))
    rate = value_at(claim, "interest.runs_on")
    notes = [f"{w('runs_on')} {w.percent(rate)}."] if rate else []
    notes += [f"{w('law')}: {_law(claim, 'interest')}"]
    head = tuple(w(name) for name in names)
    return Section(w("interest_worked"), head, rows, tuple(sums), frozenset({2, 3, 4, 5}), tuple(notes))


def _law(claim: Claim, part: str) -> str:
    found = _table(claim, part).get("law")
    return "; ".join(map(str, found)) if isinstance(found, list) else ""


def _costs(claim: Claim, w: _Words) -> Section:
    rows = tuple((w.scale(str(one["text"])), w.named("amount", one["amount"])) for one in _rows(claim, "costs.lines"))
    before = _at(claim, "costs.claimed_before")
    sums = (
        ((w("claimed_before"), w.amount(before)), (w("added"), _amount(claim, "costs.added", w)))
        if before != "0.00"
        else ()
    )
    notes = (f"{w('law')}: {_law(claim, 'costs')}",)
    return Section(w("costs_worked"), (w("text"), w("amount")), rows, sums, frozenset({1}), notes)


def _listed(claim: Claim, name: str, columns: Row, w: _Words) -> Section:
    """A list of the claim as a table; figures stand to the right."""
    rows = tuple(tuple(w.named(each, one.get(each)) for each in columns) for one in _rows(claim, name))
    right = frozenset(index for index, each in enumerate(columns) if each in _FIGURES)
    return Section(w(name), tuple(map(w, columns)), rows, right=right)


def _sending(claim: Claim, w: _Words) -> Section:
    rows = tuple(
        (
            w.named("date", one["date"]),
            w.value(one["title"]),
            w.by(one["channel"]),
            w(f"state.{one['state']}"),
            w.value(one["proof"] or ""),
            w.value(one["files"]),
        )
        for one in _rows(claim, "sent")
    )
    head = ("date", "title", "channel", "state", "proof", "files")
    return Section(w("sending"), tuple(map(w, head)), rows)


def history_text(claim: Claim, language: str) -> str:
    """What happened, a line each: the day, what it was, by what channel, what came of it, for how much."""
    w = _Words(language if language in LANGUAGES else LANGUAGES[0])
    lines = [w("history"), ""]
    for one in _rows(claim, "history"):
        channels = one.get("channels")
        what = one.get("title") or w(str(next((one[key] for key in _NAMED if one.get(key)), one.get("kind"))))
        by = ", ".join(map(w.by, channels)) if isinstance(channels, list) else ""
        words = (what, by, *(w(str(one[key])) for key in ("change", "outcome") if one.get(key)))
        term = f"{w('term_until')} {w.named('term_until', one['term_until'])}" if one.get("term_until") else ""
        said = (*words, w.named("amount", one.get("amount")), term)
        lines.append(f"{w.named('date', one['date']).ljust(14)}{'; '.join(str(each) for each in said if each)}")
    return "\n".join(lines) + "\n"


_NAMED = ("event", "message", "hold", "plan", "reason", "stop")
"""Where the name of what happened stands, if it has no title."""


def statement_text(claim: Claim, language: str) -> str:
    """The statement as plain text, its columns under one another."""
    parts = [word("statement", language).upper()]
    for section in sections_of(claim, language):
        title = [section.title, "-" * len(section.title)] if section.title else []
        rows = [section.head] if section.head else []
        parts.append("\n".join([*title, *_aligned((*rows, *section.rows, *section.sums), section), *section.notes]))
    return "\n\n".join(parts) + "\n"


def _aligned(rows: tuple[Row, ...], section: Section) -> Iterable[str]:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        cells = (
            text.rjust(width) if index in section.right else text.ljust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def statement_html(claim: Claim, language: str) -> str:
    """The statement as one page that needs nothing else, and prints on paper."""
    title = f"{word('statement', language)} {claim.get('number') or ''}".strip()
    body = "\n".join(_section_html(section) for section in sections_of(claim, language))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _section_html(section: Section) -> str:
    title = f"<h2>{escape(section.title)}</h2>\n" if section.title else ""
    head = f"<thead>{_row_html(section.head, section, 'th')}</thead>" if section.head else ""
    rows = "".join(_row_html(row, section, "td") for row in section.rows)
    sums = "".join(_row_html(row, section, "td") for row in section.sums)
    foot = f"<tfoot>{sums}</tfoot>" if sums else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in section.notes)
    kind = "" if section.head else ' class="facts"'
    return f"<section>{title}<table{kind}>{head}<tbody>{rows}</tbody>{foot}</table>{notes}</section>"


def _row_html(row: Row, section: Section, tag: str) -> str:
    cells = (
        f'<{tag} class="r">{escape(text)}</{tag}>' if index in section.right else f"<{tag}>{escape(text)}</{tag}>"
        for index, text in enumerate(row)
    )
    return f"<tr>{''.join(cells)}</tr>"


_STYLE = """
body { font: 10pt/1.4 "Liberation Sans", Arial, sans-serif; color: #111; max-width: 180mm; margin: 12mm auto; }
h1 { font-size: 16pt; margin: 0 0 6mm; } h2 { font-size: 11pt; margin: 6mm 0 1.5mm; }
section { break-inside: avoid; } table { border-collapse: collapse; width: 100%; }
td, th { padding: 0.8mm 2mm 0.8mm 0; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { border-bottom: 0.3mm solid #111; font-weight: 600; } tbody tr + tr td { border-top: 0.1mm solid #ccc; }
tfoot td { border-top: 0.3mm solid #111; font-weight: 600; } p { margin: 1.5mm 0 0; color: #444; font-size: 9pt; }
.r { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.facts td:first-child { width: 45mm; color: #444; } @page { size: A4; margin: 15mm; }
@media print { body { margin: 0; max-width: none; } }
"""
