"""Previewed messages as one self-contained page: each on a sheet of its own, as the debtor sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from dunwell.render.preview_view import heading, missing, where_to
from dunwell.render.timeline_document import map_at, maps_at, text_at
from dunwell.render.timeline_svg import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Mapping


def preview_html(document: Mapping[str, object]) -> str:
    """The page. The words of a message are HTML already, made by `render_message`; all else is escaped here."""
    messages = [
        {
            "heading": heading(message),
            "where": where_to(message),
            "subject": text_at(message, "subject"),
            "body": Markup(message.get("html") or ""),
            "missing": missing(message),
        }
        for message in maps_at(document, "messages")
    ]
    return TEMPLATES.get_template("preview.html.j2").render(
        number=text_at(map_at(document, "invoice"), "number"),
        policy=map_at(document, "policy"),
        messages=messages,
        findings=[problem for problem in maps_at(document, "problems") if problem.get("severity") != "info"],
    )
