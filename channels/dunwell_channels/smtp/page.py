"""The HTML page around a message: small, readable on a telephone and by a screen reader, with nothing to fetch."""

from __future__ import annotations

from html import escape

PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
th, td {{ padding: 0.2em 1em 0.2em 0; }}
table {{ border-collapse: collapse; margin: 1em 0; }}
td {{ vertical-align: top; }}
</style>
</head>
<body style="margin: 0; padding: 1.5em 1em;">
<div style="{text}">
{fragment}</div>
</body>
</html>
"""
TEXT = (
    "max-width: 38em; margin: 0 auto; font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; "
    "font-size: 16px; line-height: 1.5; overflow-wrap: break-word;"
)
"""Beside the text and not in `<style>`, which some mail programs drop; no colours, so that dark mode stays readable."""


def page_of(fragment: str, title: str, language: str) -> str:
    """A whole page around the HTML fragment of a rendered message; title and language are escaped, the fragment is
    not.
    """
    return PAGE.format(language=escape(language), title=escape(title), text=TEXT, fragment=fragment)
