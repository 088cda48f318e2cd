"""Law is data: no module names a country, an article, a letter by law, or a figure that a law file holds."""

from __future__ import annotations

import ast
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import pytest

from dunwell.law.figures import Basis
from dunwell.resources import jurisdictions, law_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKS = tuple(law_pack(name) for name in jurisdictions())
FORMS = {
    form
    for pack in PACKS
    for form in (*pack.notices, *(rule.name for rule in pack.messages.values() if not rule.kinds))
}
"""The letters by law of all countries."""

STATES = re.compile(
    "AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IS|IT|LI|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|UK"
)
LANDS = re.compile(
    r"\b(austria|belgi|brit(ain|ish)|dutch|france|french|german|luxemb|netherlands|nederland|holland|poland|polish|spain|spanish"
    r"|swiss|switzerland|amsterdam|berlin|brussels|europe/)",
    re.IGNORECASE,
)
ARTICLES = re.compile(r"\b(art\. ?\d|artikel \d|lid \d|\d+:\d+ BW|BW|BGB|WER|ECLI|Stb\.|Directive \d)\b|§")
A_DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d")
EXAMPLES = "dunwell.codes."
"""What people read about a problem code: each page quotes a line as it may stand in somebody's file."""

ALLOWED = {
    ("dunwell.cli.graph", "nl"): "a language that a policy can be drawn in",
    ("dunwell.language.fields", "NL"): "an example of a value",
    ("dunwell.language.fields", "nl"): "likewise, of a language",
    ("dunwell.language.steps", "notice_of_default"): "an example of a value",
    (
        "dunwell.readers.checks",
        "BE",
    ): "banks of one country print a reference of their own; a standard of payment, no law",
    (
        "dunwell.readers.checks",
        "looks like a Belgian structured reference, but its check digits do not hold",
    ): "likewise",
    ("dunwell.readers.own_fields", "Number in the Dutch trade register."): "what a key of our own invoice file means",
    ("dunwell.render.language_page", "in Dutch"): "a language in which fields are described",
    ("dunwell.render.timeline_words", "nl"): "a language that a timeline can be shown in",
    ("dunwell.language.schema", "2026-01-01"): "how a day is written, for editors",
    ("dunwell.render.told_voice", "nl"): "likewise, of a policy that is told",
    ("dunwell.verifying.invariant", "nl"): "likewise, of what must hold",
    ("dunwell.cli.explain", "nl"): "likewise",
    ("dunwell.cli.verify", "nl"): "a language that a verification can be told in",
    ("dunwell.cli.diff", "nl"): "a language that a comparison can be told in",
    ("dunwell.render.diff_words", "nl"): "likewise",
    **{
        ("dunwell.comparing.cases", day): "days of made-up cases; no law"
        for day in ("2026-01-05", "2026-02-04", "2026-02-20", "2026-04-03", "2026-12-18")
    },
    ("dunwell.testing.samples", "nl"): "samples of messages for those who write a channel; no law",
    ("dunwell.testing.samples", "de"): "likewise",
    ("dunwell.testing.samples", "NL"): "likewise",
    ("dunwell.testing.samples", "DE"): "likewise",
    ("dunwell.testing.samples", "business in Dutch"): "likewise",
    ("dunwell.testing.samples", "business in German"): "likewise",
    ("dunwell_channels.agency.words", "nl"): "a language that a statement of the claim can be read in",
}
"""What stays, with its reason."""


def inside(value: object) -> Iterator[object]:
    """A value of a law pack and everything in it."""
    yield value
    if is_dataclass(value) and not isinstance(value, (type, Basis)):
        yield from (each for field in fields(value) for each in inside(getattr(value, field.name)))
    elif isinstance(value, dict):
        yield from (each for row in value.values() for each in inside(row))
    elif isinstance(value, (tuple, list)):
        yield from (each for row in value for each in inside(row))


def figures() -> frozenset[int]:
    """Every amount (cents), rate (millionths) and day (ordinal) of all law packs but the small and the round ones.

    Code may hold 2000 or 10,000 (one per cent as a rate) without meaning a law.
    """
    numbers = {
        each
        for pack in PACKS
        for part in (pack.interest, pack.costs, pack.default, pack.limitation, pack.payment_terms, pack.large_company)
        for each in inside(part)
        if isinstance(each, int) and not isinstance(each, bool) and each > 1_000 and len(str(each).rstrip("0")) > 1
    }
    return frozenset(numbers)


FIGURES = figures()


def constants(text: str) -> Iterator[ast.Constant]:
    """Every constant of a module but its docstrings."""
    tree = ast.parse(text)
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in docs)


def law_in(text: str) -> Iterator[object]:
    """The constants of a module that belong into a law file, or name the country of one."""
    for node in constants(text):
        value = node.value
        if isinstance(value, str):
            named = STATES.fullmatch(value) or value in FORMS or value in jurisdictions()
            if named or LANDS.search(value) or ARTICLES.search(value) or A_DAY.fullmatch(value):
                yield value
        elif isinstance(value, int) and not isinstance(value, bool) and value in FIGURES:
            yield value


def test_no_module_holds_law(sources: dict[str, str]) -> None:
    """Neither the engine nor a channel; what is allowed is listed above, and is still there."""
    found = {(name, value) for name, text in sources.items() if not name.startswith(EXAMPLES) for value in law_in(text)}
    assert found == set(ALLOWED)


def test_there_is_law_to_look_for() -> None:
    """Three countries, their letters and many figures: the guard does not pass by knowing none."""
    assert set(jurisdictions()) >= {"nl", "be", "de"}
    assert {"fourteen_day_letter", "first_reminder", "notice_of_default"} <= FORMS
    assert len(FIGURES) > 60
    assert {677_500, 105_000, 16_200} <= FIGURES


@pytest.mark.parametrize(
    "line",
    [
        "if country == 'FR': pass",
        "law = 'be'",
        "title = 'German default interest'",
        "zone = 'Europe/Paris'",
        "article = 'art. 6:96 BW'",
        "why = '§ 288'",
        "start = '2012-07-01'",
        "form = 'fourteen_day_letter'",
        "most = 677500",
    ],
)
def test_the_guard_sees_law(line: str) -> None:
    """A country, a jurisdiction, a land in words, a time zone, an article, a day, a letter, an amount."""
    assert len(list(law_in(line))) == 1


def test_the_guard_lets_plain_code_pass() -> None:
    """Examples in messages, XML names and ordinary numbers are no law."""
    text = '"""Dutch law."""\ntag = "ID"\nfix = "write a day such as 2026-02-05"\nwidth = 62\nlarge = 10_000'
    assert list(law_in(text)) == []
