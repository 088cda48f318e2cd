"""The lane picture of a timeline: as a file of its own, and as a part of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dunwell.render.timeline_labels import Label, fit
from dunwell.render.timeline_layout import MARGIN, WIDTH, Picture, picture_of
from dunwell.render.timeline_view import Timeline, view
from dunwell.render.timeline_words import Language, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

SUBTITLE = frozenset({"debtor", "amount", "policy", "scenario"})
"""The facts that stand under the title of a file of its own."""


def _number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


TEMPLATES = Environment(
    loader=PackageLoader("dunwell.render", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The templates beside this module: our own templates, other people's texts in them."""

TEMPLATES.filters["n"] = _number


def timeline_svg(document: Mapping[str, object], *, language: Language = "en") -> str:
    """Draw a timeline document as a stand-alone SVG file; it says so in a sentence if no entry has a day."""
    words = Words(language)
    shown = view(document, words)
    room = WIDTH - 2 * MARGIN
    headings = (
        Label(fit(title_of(shown, words), room, 18, bold=True), MARGIN, 30, size=18, bold=True),
        Label(fit(_subtitle(shown), room, 12), MARGIN, 50),
    )
    picture = picture_of(shown, words, headings)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing(picture, shown, words, headings)}\n'


def drawing(picture: Picture | None, shown: Timeline, words: Words, headings: tuple[Label, ...] = ()) -> Markup:
    """The `<svg>` element of a picture that was laid out below these headings."""
    template = TEMPLATES.get_template("timeline.svg.j2")
    title, description = title_of(shown, words), _description(shown, words)
    return Markup(template.render(p=picture, headings=headings, title=title, description=description))


def title_of(shown: Timeline, words: Words) -> str:
    """What the timeline is of: "Dunning timeline: invoice 2026-0042"."""
    return f"{words.title('timeline')}: {words.say('invoice')} {shown.number or words.say('unknown')}"


def _description(shown: Timeline, words: Words) -> str:
    """The picture in a sentence, for who cannot see it."""
    days = [row.day for row in shown.rows if row.day]
    if not days:
        return words.say("no_entries")
    return words.say("entries_from_to").format(len(shown.rows), words.day(min(days)), words.day(max(days)))


def _subtitle(shown: Timeline) -> str:
    """Whom and what it is about; each part is isolated, so that writing from right to left stays in its own part."""
    texts = (fact.text for fact in shown.facts if fact.key in SUBTITLE)
    return " · ".join(f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" for text in texts)
