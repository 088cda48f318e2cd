"""What stands above an entry of a timeline: a tag that says what kind it is, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.timeline_document import Document, text_at
from dunwell.render.timeline_words import TEXTS, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def heading_of(entry: Document, title: str, words: Words) -> tuple[str, str]:
    """Tag (empty for steps, events and plans) and label of an entry; `title` is that of its step, or its own."""
    return _HEADINGS.get(text_at(entry, "kind"), _plain_heading)(entry, title, words)


def _step_heading(entry: Document, title: str, words: Words) -> tuple[str, str]:
    return "", title or words.title(text_at(entry, "step"))


def _message_heading(entry: Document, _title: str, words: Words) -> tuple[str, str]:
    template = text_at(entry, "template")
    return words.title("message"), words.title(f"message_{template}" if f"message_{template}" in TEXTS else template)


def _tagged_heading(entry: Document, title: str, words: Words) -> tuple[str, str]:
    about = title or words.title(text_at(entry, "step") or text_at(entry, "hold"))
    tag = words.title(text_at(entry, "kind"))
    return (tag, about) if about else ("", tag)


def _event_heading(entry: Document, title: str, words: Words) -> tuple[str, str]:
    event, step = words.title(text_at(entry, "event")) or title, text_at(entry, "step")
    return ("", event) if not step else (event, words.title(step))


def _hold_heading(entry: Document, _title: str, words: Words) -> tuple[str, str]:
    hold, change = words.title(text_at(entry, "hold")), text_at(entry, "outcome") or text_at(entry, "change")
    return (words.title("hold"), hold) if change in {"opened", ""} else ("", f"{hold}: {words.say(change)}")


def _plan_heading(entry: Document, title: str, words: Words) -> tuple[str, str]:
    change = text_at(entry, "change")
    if change.startswith("instalment"):
        others = change == "instalment_late" and not entry.get("amount")
        said = words.title("new_invoice_late" if others else change).format(text_at(entry, "instalment"))
        return "", " ".join(said.split())
    return "", f"{title or words.title('payment_plan')}: {words.say(change)}"


def _end_heading(entry: Document, _title: str, words: Words) -> tuple[str, str]:
    return words.title("end"), words.title(text_at(entry, "reason"))


def _plain_heading(entry: Document, title: str, words: Words) -> tuple[str, str]:
    return words.title(text_at(entry, "kind")), title or words.title(text_at(entry, "step"))


_HEADINGS: Mapping[str, Callable[[Document, str, Words], tuple[str, str]]] = {
    "step": _step_heading,
    "skip": _tagged_heading,
    "event": _event_heading,
    "hold": _hold_heading,
    "plan": _plan_heading,
    "message": _message_heading,
    "attention": _tagged_heading,
    "escalation": _tagged_heading,
    "late": _tagged_heading,
    "blocked": _tagged_heading,
    "end": _end_heading,
}
