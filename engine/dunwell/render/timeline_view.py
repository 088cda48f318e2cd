"""What a timeline document says, put into the words of one language: the one source of text, page and picture.

The document is the parsed JSON of `simulate --format json`. Every key may be missing; nothing here raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.render.timeline_document import (
    Document,
    as_cents,
    as_day,
    clean,
    day_at,
    list_at,
    map_at,
    maps_at,
    text_at,
)
from dunwell.render.timeline_headings import heading_of
from dunwell.render.timeline_words import TEXTS, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

TONES: Mapping[str, str] = {
    "step": "step",
    "message": "step",
    "skip": "skip",
    "event": "event",
    "hold": "wait",
    "plan": "wait",
    "attention": "alarm",
    "escalation": "alarm",
    "late": "alarm",
    "blocked": "alarm",
    "end": "end",
}
"""How each kind of entry is drawn; a kind that is not here is drawn as an event."""

_EFFECT: Mapping[str, int] = {"payment_received": -1, "credited": -1, "waived": -1, "payment_reversed": 1}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is there: a sentence, its place in the policy, the law behind it."""

    text: str
    place: str = ""
    law: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the timeline, in words.

    `tag` says what kind it is ("skipped"; empty for steps and events), `label` what it is about, `name` the policy's
    own name for the step (where `label` is its title) or the hold. `asked_cents` is what its message claims,
    `change_cents` what an event adds to the claim.
    """

    kind: str
    tone: str
    day: date | None
    tag: str
    label: str
    name: str = ""
    change: str = ""
    outcome: str = ""
    channels: tuple[str, ...] = ()
    channel_text: str = ""
    term_until: date | None = None
    notes: tuple[str, ...] = ()
    text: str = ""
    claim: str = ""
    claim_parts: str = ""
    accrued: str = ""
    asked_cents: int | None = None
    change_cents: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def heading(self) -> str:
        """The whole of what happens in one line: "Skipped: Bellen"."""
        return f"{self.tag}: {self.label}" if self.tag else self.label


@dataclass(frozen=True, slots=True)
class Fact:
    """A card of the header: what it is called, what it says, and a second line."""

    key: str
    label: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A fact that nobody gave, what it was taken as, and why."""

    field: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as it is shown."""

    severity: str
    severity_text: str
    code: str
    message: str
    place: str
    fix: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole timeline document in words. Days are dates, amounts are text, `total_cents` is the invoice's total."""

    number: str
    currency: str
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    assumed: tuple[Assumption, ...]
    findings: tuple[Finding, ...]
    due: date | None
    end_day: date | None
    end_text: str
    total_cents: int | None
    fingerprint: str
    closed: frozenset[date]
    holidays: Mapping[date, str]


def view(document: Document, words: Words) -> Timeline:
    """Put a timeline document into words."""
    invoice, policy, end = (map_at(document, key) for key in ("invoice", "policy", "end"))
    currency = text_at(invoice, "currency")
    entries = maps_at(document, "entries")
    titles = {text_at(e, "step"): text_at(e, "title") for e in entries if text_at(e, "step") and text_at(e, "title")}
    repeated = frozenset(text_at(e, "step") for e in entries if text_at(e, "attempt") not in {"", "1"})
    calendar = map_at(document, "calendar")
    holidays = {d: clean(name) for text, name in map_at(calendar, "holidays").items() if (d := as_day(text))}
    return Timeline(
        number=text_at(invoice, "number"),
        currency=currency,
        facts=tuple(_facts(document, words)),
        rows=tuple(_row(entry, titles, repeated, currency, words) for entry in entries),
        assumed=tuple(_assumption(item) for item in maps_at(document, "assumed")),
        findings=tuple(_finding(item, words) for item in maps_at(document, "problems")),
        due=day_at(invoice, "due"),
        end_day=day_at(end, "date"),
        end_text=words.title(text_at(end, "reason")),
        total_cents=as_cents(text_at(invoice, "total")),
        fingerprint=text_at(policy, "sha256"),
        closed=frozenset(d for item in list_at(calendar, "closed") if (d := as_day(item))),
        holidays=holidays,
    )


def _facts(document: Document, words: Words) -> Iterator[Fact]:
    invoice, policy = map_at(document, "invoice"), map_at(document, "policy")

    def fact(key: str, text: str, detail: str = "") -> Fact:
        return Fact(key, words.title(key), text or words.title("unknown"), detail)

    issued, due = day_at(invoice, "issued"), day_at(invoice, "due")
    kind = words.say(text_at(invoice, "debtor_kind") or "unknown")
    debtor = text_at(invoice, "debtor")
    yield fact(
        "invoice", text_at(invoice, "number"), f"{words.say('issued')} {words.plain_day(issued)}" if issued else ""
    )
    yield fact("debtor", debtor or kind.capitalize(), kind if debtor else "")
    creditor = text_at(invoice, "creditor")
    amount = words.money(text_at(invoice, "total"), text_at(invoice, "currency"))
    yield fact("amount", amount, f"{words.say('creditor')} {creditor}" if creditor else "")
    yield fact("due", words.day(due) if due else "")
    if policy:
        name = " ".join(filter(None, (text_at(policy, "id"), text_at(policy, "version"))))
        title = text_at(policy, "title")
        yield fact("policy", title or name, " · ".join(filter(None, (title and name, text_at(policy, "file")))))
    else:
        yield fact("policy", words.title("no_policy"))
    if scenario := text_at(document, "scenario"):
        name = scenario.split("/")[-1].removesuffix(".yaml")
        yield fact("scenario", name, scenario if name != scenario else "")
    if policy or document.get("end"):
        yield fact("end", *_end(map_at(document, "end"), due, words))


def _end(end: Document, due: date | None, words: Words) -> tuple[str, str]:
    last = day_at(end, "date")
    if last is None:
        return words.title("still_open"), ""
    detail = words.day(last)
    if due:
        detail += f", {distance(last, due, words)}"
    return words.title(text_at(end, "reason")), detail


def distance(value: date, due: date, words: Words) -> str:
    """How far a day lies from the due date: "58 days after the due date"."""
    days = (value - due).days
    if days == 0:
        return words.say("on_due")
    return words.say("after_due" if days > 0 else "before_due").format(words.days(abs(days)))


def _row(entry: Document, titles: Mapping[str, str], repeated: frozenset[str], currency: str, words: Words) -> Row:
    kind, step = text_at(entry, "kind"), text_at(entry, "step")
    title = text_at(entry, "title") or titles.get(step, "")
    tag, label = heading_of(entry, title, words)
    claim, accrued = map_at(entry, "claim"), map_at(entry, "accrued")
    channels = tuple(clean(item) for item in list_at(entry, "channels"))
    amount = text_at(entry, "amount")
    interest = text_at(accrued, "interest")
    return Row(
        kind=kind,
        tone=TONES.get(kind, "event"),
        day=day_at(entry, "date"),
        tag=tag,
        label=f"{label} {words.money(amount, currency)}" if amount else label,
        name=text_at(entry, "hold") or (step if title else ""),
        change=text_at(entry, "change"),
        outcome=words.say(text_at(entry, "outcome")),
        channels=channels,
        channel_text=", ".join(words.say(channel) for channel in channels),
        term_until=day_at(entry, "term_until"),
        notes=tuple(_notes(entry, repeated, currency, words)),
        text=text_at(entry, "text"),
        claim=words.money(text_at(claim, "total"), currency),
        claim_parts=_claim_parts(claim, currency, words),
        accrued=words.say("accrued").format(words.money(interest, currency)) if as_cents(interest) else "",
        asked_cents=as_cents(text_at(claim, "total")),
        change_cents=_EFFECT.get(text_at(entry, "event"), 0) * (as_cents(amount) or 0),
        reasons=tuple(_reason(item) for item in maps_at(entry, "because")),
    )


def _notes(entry: Document, repeated: frozenset[str], currency: str, words: Words) -> Iterator[str]:
    """Yield what else the entry says, in short phrases; which attempt it is only for steps that have several."""
    for key in ("attempt", "outcome", "owner", "escalate_to", "guardrail"):
        value = text_at(entry, key)
        told = key == "outcome" and text_at(entry, "hold")  # its heading says it
        if value and not told and (key != "attempt" or text_at(entry, "step") in repeated):
            yield words.say(key).format(words.say(value) if key == "outcome" else value)
    if received := day_at(entry, "received"):
        yield words.say("received").format(words.day(received))
    announced = map_at(entry, "announces") or dict.fromkeys(map(clean, list_at(entry, "announces")))
    if announced:
        yield words.say("announces").format(", ".join(_announced(announced, currency, words)))
    yield from _recorded(map_at(entry, "recorded"), words)


def _recorded(recorded: Document, words: Words) -> Iterator[str]:
    """When and by whom an event was recorded, from which file, and whether that was late."""
    day = day_at(recorded, "on")
    if day is None:
        return
    yield words.say("recorded_late" if recorded.get("late") else "recorded").format(words.plain_day(day))
    for key in ("by", "proposed_by", "source"):
        if said := text_at(recorded, key):
            yield words.say(f"recorded_{key}").format(said)


def _announced(announced: Document, currency: str, words: Words) -> Iterator[str]:
    for key in announced:
        name = words.say(f"announces_{key}" if f"announces_{key}" in TEXTS else clean(key))
        value = text_at(announced, key)
        if as_cents(value) is None:
            yield f"{name} ({value})" if value else name
        else:
            yield f"{name} {words.money(value, currency)}"


def _claim_parts(claim: Document, currency: str, words: Words) -> str:
    """The sum behind a claim, only where it is more than the principal."""
    if not any(as_cents(text_at(claim, key)) for key in ("interest", "costs")):
        return ""
    parts = [(key, text_at(claim, key)) for key in ("principal", "interest", "costs")]
    return " + ".join(f"{words.say(key)} {words.money(value, currency)}" for key, value in parts if as_cents(value))


def _reason(item: Document) -> Reason:
    return Reason(text_at(item, "text"), text_at(item, "place"), text_at(item, "law"))


def _assumption(item: Document) -> Assumption:
    return Assumption(text_at(item, "field"), text_at(item, "value"), text_at(item, "text"))


def _finding(item: Document, words: Words) -> Finding:
    severity = text_at(item, "severity") or "error"
    place = ":".join(filter(None, (text_at(item, key) for key in ("file", "line", "column"))))
    code, message, fix = (text_at(item, key) for key in ("code", "message", "fix"))
    return Finding(severity, words.say(severity), code, message, place, fix)
