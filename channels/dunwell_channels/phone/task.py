"""One call to make: a task as JSON, which is the truth, and its script as a page to print."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import jinja2
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency
from markupsafe import Markup

from dunwell import File
from dunwell_channels.phone.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell import Delivery
    from dunwell_channels.phone.words import Words

    Task = dict[str, object]

SCRIPT_FOLDER = "scripts"
LINES = 8
"""How many lines of what happened a script shows; the newest."""
_LOCALES = {"en": "en_GB"}
_AMOUNTS = ("total", "principal", "interest", "costs", "received", "disputed")


def task_files(delivery: Delivery) -> tuple[File, ...]:
    """The task and its script; the same bytes each time."""
    words = words_in(delivery.language)
    task = task_of(delivery, words)
    content = json.dumps(task, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return (
        File(f"{delivery.reference}.json", "application/json", content.encode()),
        File(str(task["page"]), "text/html", _page(delivery, task, words).encode()),
    )


def task_of(delivery: Delivery, words: Words) -> Task:
    """The task as JSON-like data; amounts as text with two decimals, days as YYYY-MM-DD."""
    data, debtor = delivery.data, delivery.debtor
    assert delivery.words is not None  # the carrier refuses a call without a script
    return {
        "reference": delivery.reference,
        "case": delivery.case,
        "number": delivery.number,
        "step": delivery.name,
        "title": delivery.title,
        "day": delivery.day.isoformat(),
        "attempt": delivery.attempt,
        "attempts": _plain(data.get("call.attempts")),
        "last": bool(data.get("call.last")),
        "back_until": _plain(data.get("call.back_until")),
        "language": words.language,
        "debtor": debtor.name or "",
        "contact": data.get("debtor.contact") or "",
        "phone": debtor.phone or "",
        "creditor": delivery.creditor.name or "",
        "currency": data.get("invoice.currency") or "",
        "due": _plain(data.get("invoice.due")),
        "amounts": {name: _plain(found) for name in _AMOUNTS if (found := data.get(f"claim.{name}")) is not None},
        "subject": delivery.words.subject,
        "script": delivery.words.text,
        "history": [{"day": day, "text": text} for day, text in _history(delivery, words)],
        "page": _page_name(delivery),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else f"{value:.2f}" if isinstance(value, Decimal) else value


def _page_name(delivery: Delivery) -> str:
    """A name by which a person finds the script, and that no other call of the day has."""
    number = re.sub(r"[^A-Za-z0-9._-]+", "-", delivery.number).strip(".-")[:40]
    return f"{number or 'call'}-{delivery.attempt}-{delivery.reference[:6]}.html"


def _history(delivery: Delivery, words: Words) -> Iterator[tuple[str, str]]:
    """The newest lines of what happened; what the engine thought between is left out."""
    entries = cast("list[Mapping[str, object]]", (delivery.history or {}).get("entries") or [])
    currency = str(delivery.data.get("invoice.currency") or "")
    lines = [(str(one.get("date")), _line(one, words, currency)) for one in entries]
    yield from [(day, text) for day, text in lines if text][-LINES:]


def _line(entry: Mapping[str, object], words: Words, currency: str) -> str:
    """One entry of the history in words; "" for one that is nothing to talk about."""
    name = str(entry.get("event") or "")
    if entry.get("kind") in ("step", "message"):
        what = str(entry.get("title") or words.history["message_sent"])
    elif name in words.history:
        what = words.history[name]
        what = f"{what}: {entry['step']}" if entry.get("step") and name == "step_done" else what
    else:
        return ""
    outcome = str(entry.get("outcome") or "")
    amount = format_currency(str(entry["amount"]), currency, locale=_locale(words)) if entry.get("amount") else ""
    said = (words.outcomes.get(outcome, outcome), amount, entry.get("promised_on"), entry.get("text"))
    return " · ".join((what, *(str(one) for one in said if one)))


def _locale(words: Words) -> Locale:
    return Locale.parse(_LOCALES.get(words.language, words.language))


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    """The page of a script; compiled once, since that takes longer than all else."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8"))


def _page(delivery: Delivery, task: Task, words: Words) -> str:
    assert delivery.words is not None  # as above
    locale = _locale(words)
    total = delivery.data.get("claim.total")
    return _template().render(
        day=lambda text: format_date(date.fromisoformat(str(text)), "medium", locale=locale),
        task=task,
        words=words,
        script=Markup(delivery.words.html),
        open=format_currency(total, str(task["currency"]), locale=locale) if isinstance(total, Decimal) else "",
    )
