"""A timeline as one self-contained page: no script, nothing to fetch; it prints well and follows the dark mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.timeline_layout import picture_of
from dunwell.render.timeline_svg import TEMPLATES, drawing, title_of
from dunwell.render.timeline_view import Row, distance, view
from dunwell.render.timeline_words import Language, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

TALL = 760.0
"""A picture higher than this does not fit on the first printed page and gets a page of its own behind the list."""


def timeline_html(document: Mapping[str, object], *, language: Language = "en") -> str:
    """Show a timeline document as a page: what it is about, the picture, every entry with its reasons, the rest."""
    words = Words(language)
    shown = view(document, words)
    picture = picture_of(shown, words)

    def since_due(row: Row) -> str:
        return distance(row.day, shown.due, words) if row.day and shown.due else ""

    return TEMPLATES.get_template("timeline.html.j2").render(
        shown=shown,
        words=words,
        title=title_of(shown, words),
        picture=drawing(picture, shown, words) if picture else "",
        tall=picture is not None and picture.height > TALL,
        holidays=[band.title for band in picture.holidays] if picture else [],
        since_due=since_due,
    )
