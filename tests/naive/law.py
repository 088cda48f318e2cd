"""What the law says, read from the law files as they are written: figures by their day, forms, guardrails.

Only which days a calendar closes is asked of the law pack: holidays have tests of their own, and are no rule of the
interpreter.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from dunwell.language.yamlfile import plain, read_yaml
from dunwell.resources import law_pack
from naive.words import count, years

ROOT = Path(__file__).resolve().parents[2]


@cache
def law_of(name):
    """The law of a jurisdiction."""
    return Law(name)


class Law:
    """The raw files of one law pack."""

    def __init__(self, name):
        self.parts = {}
        for file in sorted((ROOT / "policies" / name / "law").glob("*.yaml")):
            root, _ = read_yaml(file.read_bytes(), file.name)
            self.parts |= plain(root)
        self.pack = law_pack(name)

    def is_open(self, calendar, day):
        """Whether a calendar is open on a day."""
        return calendar == "every day" or self.pack.calendar(calendar).is_open(day)

    def working_day(self, day):
        """Whether it is a working day."""
        return self.is_open("working days", day)

    def after(self, day, number, unit):
        """So many days, working days, weeks or months after a day."""
        return count(day, number, unit, self.working_day)

    def default_term(self, issued):
        """Without a due date as data, the law's default term is taken."""
        return value_on(self.parts["default_term"]["values"], issued)["days"]

    def received(self, sent, channels):
        """Receipt is presumed by the law's rule plus its planning margin; by two channels, when both arrived."""
        return max((self._received(sent, "post" if one == "letter" else "email") for one in channels), default=sent)

    def _received(self, sent, way):
        rule = self.parts["receipt"][way]
        presumed = value_on(rule["presumption"]["values"], sent)
        days = presumed["open_day"]
        if "planning" in rule:
            planned = value_on(rule["planning"]["values"], sent)
            days += planned["open_days"] if planned else 0
        return count(sent, days, "working day", lambda day: self.is_open(presumed["calendar"], day))

    def form_term(self, form):
        """The term of a message by law: the days after receipt up to its last, and the calendar that extends it."""
        notice = self.parts["notices"].get(form)
        if notice is None:
            return None
        term = notice["term"]["values"][-1]
        return term["days"] + term["starts"] - 1, term.get("extended_by", "every day")

    def guardrails(self, kind):
        """The guardrails that bind a debtor of this kind, in the order written; the kind may be unknown."""
        rules = self.parts["guardrails"].items()
        return [
            rule | {"id": name}
            for name, rule in rules
            if "debtors" not in rule or (kind or "unknown") in rule["debtors"]
        ]

    def in_default_from(self, kind, due, basis, terms):
        """Default comes by an agreed term or notice, by days since the due date, or once a letter's term has passed."""
        (rule,) = [one for one in self.parts["default"].values() if (kind or "unknown") in one["debtors"]]
        by = value_on(rule["by"]["values"], due)
        days = [last + 1 for form, last in terms if form in by["letters"]]
        days += [due + 1] if basis in by["bases"] else []
        days += [due + by["days"] + 1] if "days" in by else []
        return min(days, default=None)

    def limitation(self, claim, due, interrupted):
        """The last day on which a claim can be enforced; an interruption within the term starts a new one."""
        rule = value_on(self.parts["limitation"][claim]["values"], due)
        start = due if rule["counted_from"] == "due" else date(date.fromordinal(due).year, 12, 31).toordinal()
        last = years(start, rule["years"])
        for day in sorted(interrupted):
            if start < day <= last:
                most = value_on(self.parts["interruption"]["values"], day)["most_years"]
                start, last = day, max(last, years(day, min(rule["years"], most)))
        return last

    @property
    def knows_interruption(self):
        """Whether a letter interrupts a limitation in this law."""
        return "interruption" in self.parts


def value_on(values, day):
    """The value that holds on a day: the last that began by then."""
    begun = [one for one in values if date.fromisoformat(one["from"]).toordinal() <= day]
    return max(begun, key=lambda one: one["from"]) if begun else None
