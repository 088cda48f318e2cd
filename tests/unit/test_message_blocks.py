"""A body as blocks, and as plain text and HTML."""

from __future__ import annotations

import re

import pytest

from dunwell.render.message_blocks import Listing, Paragraph, Rows, Run, html_of, lines_for_slots, read_blocks, text_of
from dunwell.render.template_source import SLOT_END, SLOT_NAME, SLOT_ROWS

SLOT = f"{SLOT_NAME}claim{SLOT_ROWS}Nummer | 42\n\n**Samen** | *1*\nzonder streep\n{SLOT_END}"


@pytest.mark.parametrize(
    ("markdown", "text", "html"),
    [
        ("een\ntwee", "een twee", "<p>een twee</p>"),
        ("een\\\ntwee", "een\ntwee", "<p>een<br>\ntwee</p>"),
        ("**vet** en *schuin*", "vet en schuin", "<p><strong>vet</strong> en <em>schuin</em></p>"),
        ("- een\n- twee", "- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>"),
        ("1. een\n\n2. twee", "1. een\n2. twee", "<ol>\n<li>een</li>\n<li>twee</li>\n</ol>"),
        ("- een\n  1. twee", "- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>"),
        (
            "zie [**hier**](https://example.nl/?a=1&b=2)",
            "zie hier <https://example.nl/?a=1&b=2>",
            '<p>zie <a href="https://example.nl/?a=1&amp;b=2"><strong>hier</strong></a></p>',
        ),
        (
            "[a@example.nl](mailto:a@example.nl)",
            "a@example.nl",
            '<p><a href="mailto:a@example.nl">a@example.nl</a></p>',
        ),
        ("# kop <b>x</b> `y`", "# kop <b>x</b> `y`", "<p># kop &lt;b&gt;x&lt;/b&gt; `y`</p>"),
        (r"\*ster\* &euro;", "*ster* €", "<p>*ster* €</p>"),
    ],
)
def test_limited_markdown(markdown: str, text: str, html: str) -> None:
    """Paragraphs, bold, italic, links and lists are read; everything else stays plain words."""
    blocks = read_blocks(markdown, str)
    assert text_of(blocks) == text + "\n"
    assert html_of(blocks, "nl") == f'<div lang="nl">\n{html}\n</div>\n'


def test_a_slot_is_a_table() -> None:
    """Each line with a bar is a row; labels stand in a column, and the table says which slot it is."""
    blocks = read_blocks(f"voor\n\n{SLOT}\n\nna", str)
    assert [type(block) for block in blocks] == [Paragraph, Rows, Paragraph]
    assert text_of(blocks).splitlines()[2:4] == ["Nummer:  42", "Samen:   1"]
    html = re.sub(' style="[^"]*"', "", html_of(blocks, "nl"))
    assert '<table class="claim">\n<tr><th scope="row">Nummer</th><td>42</td></tr>' in html
    assert lines_for_slots(SLOT) == "Nummer: 42\\\n**Samen**: *1*"


def test_a_slot_without_rows_leaves_nothing() -> None:
    """Where every row's field is unknown there is no table, and no gap in the text."""
    blocks = read_blocks(f"voor\n\n{SLOT_NAME}contact{SLOT_ROWS}\n{SLOT_END}\n\nna", str)
    assert text_of(blocks) == "voor\n\nna\n"


def test_data_goes_in_last() -> None:
    """What `fill` puts in is never read as Markdown."""
    blocks = read_blocks("**x**\n\n- x", lambda text: text.replace("x", "*a*\n\n# b"))
    assert blocks == (Paragraph((Run("*a*\n\n# b", bold=True),)), Listing(False, ((Run("*a*\n\n# b"),),)))
