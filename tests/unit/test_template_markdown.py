"""Markdown that a message cannot have."""

from __future__ import annotations

import pytest

from dunwell.render.template_markdown import forbidden_markdown
from dunwell.render.template_source import environment

JINJA = environment("nl")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("een\n\n## kop", [3]),
        ("een\n---", [1]),
        ("een\n\n```\ncode\n```", [3]),
        ("een\n\n    code", [3]),
        ("een\ntwee <i>drie</i>", [2, 2]),
        ("> nee", [1]),
        ("een\n\n***", [3]),
        ("een `x`\ntwee", [1]),
        ("![x](https://example.nl/x.png)", [1]),
        ("| a |\n|---|", [1]),
        ("[x](http://example.nl)", [1]),
        ("[x](bank)", [1]),
        ("[x]({{ contact.email }})", [1]),
        ("<https://example.nl>", []),
        ("[x](https://example.nl) [y](tel:+31850000000) [z](mailto:a@example.nl)", []),
        ("**{{ claim.total | money }}** *en* x_y\\\n- punt\n1. punt", []),
        ("{% if x %}\n{# > # #}\n{% endif %}{{ '# `' }}", []),
        ("A | {{ x }}\nB | c", []),
    ],
)
def test_only_the_limited_markdown_is_allowed(words: str, lines: list[int]) -> None:
    """Each thing that a letter cannot show is found on its line; tags and comments of the template are no words."""
    found = list(forbidden_markdown(JINJA, words, "x.md.j2"))
    assert [problem.place.line for problem in found] == lines
    assert {problem.code for problem in found} <= {"DW635"}
