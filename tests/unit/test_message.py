"""Messages as a debtor reads them, and data that can never become markup."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dunwell.language.message_fields import MESSAGE_FIELDS
from dunwell.law.wording import check_wording
from dunwell.problems import ProblemsFound
from dunwell.render.message import Rendered, render_message
from dunwell.resources import law_pack, template_names

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from dunwell.render.message import MessageValue

BUSINESS: dict[str, MessageValue] = {
    "creditor.name": "Houtbouw Voorbeeld B.V.",
    "creditor.address": "Zagerij 1, 1234 AB Voorbeeldstad",
    "creditor.registration_id": "00000000",
    "contact.name": "Sam Voorbeeld",
    "contact.email": "administratie@example.nl",
    "contact.phone": "085 000 0000",
    "contact.hours": "op werkdagen van 9 tot 17 uur",
    "debtor.name": "Proefbedrijf V.O.F.",
    "debtor.contact": "Kim Proef",
    "debtor.phone": "085 111 1111",
    "invoice.number": "2026-0042",
    "invoice.issued": date(2026, 1, 5),
    "invoice.due": date(2026, 2, 4),
    "invoice.total": Decimal("1210.00"),
    "invoice.currency": "EUR",
    "invoice.about": "twaalf stoelen",
    "claim.principal": Decimal("810.00"),
    "claim.received": Decimal("400.00"),
    "claim.total": Decimal("810.00"),
    "payment.iban": "NL13TEST0123456789",
    "payment.account_name": "Houtbouw Voorbeeld B.V.",
    "payment.reference": "2026-0042",
    "term.days": 7,
    "term.last_day": date(2026, 3, 12),
    "default.since": date(2026, 2, 5),
    "reminder.sent": date(2026, 2, 5),
    "interest.rate": Decimal("10.15"),
    "interest.since": date(2026, 2, 5),
    "interest.accrued": Decimal("6.31"),
    "costs.amount": Decimal("121.50"),
    "costs.total": Decimal("121.50"),
    "call.attempt": 1,
    "call.attempts": 2,
    "call.last": False,
    "promise.made": date(2026, 2, 16),
    "promise.date": date(2026, 2, 20),
    "promise.amount": Decimal("400.00"),
}
CONSUMER: dict[str, MessageValue] = {
    "creditor.name": "Houtbouw Voorbeeld B.V.",
    "creditor.registration_id": "00000000",
    "contact.email": "administratie@example.nl",
    "debtor.name": "J. Proef",
    "invoice.number": "2026-0043",
    "invoice.issued": date(2026, 1, 5),
    "invoice.due": date(2026, 1, 19),
    "invoice.total": Decimal("820.00"),
    "invoice.currency": "EUR",
    "invoice.about": "een kast",
    "claim.principal": Decimal("820.00"),
    "claim.total": Decimal("820.00"),
    "payment.iban": "NL13TEST0123456789",
    "payment.account_name": "Houtbouw Voorbeeld B.V.",
    "payment.reference": "2026-0043",
    "term.days": 14,
    "term.last_day": date(2026, 3, 12),
    "costs.amount": Decimal("123.00"),
    "costs.vat": Decimal("25.83"),
    "costs.total": Decimal("148.83"),
    "call.attempt": 2,
    "call.attempts": 2,
    "call.last": True,
    "call.back_until": date(2026, 2, 18),
    "promise.date": date(2026, 2, 20),
}
SAMPLES = {"business": BUSINESS, "consumer": CONSUMER}
SHIPPED = [(language, name) for language in ("de", "nl") for name in sorted(template_names(language))]
NAMES = sorted(template_names("nl"))
TEXTS = tuple(row.name for row in MESSAGE_FIELDS if row.type == "text" and row.name != "invoice.currency")
HOSTILE = (
    "<script>alert(1)</script>",
    "*vet* _schuin_ **",
    "# kop",
    "- punt",
    "1. punt",
    "1",
    ". x",
    "> citaat",
    "{{ 7 * 7 }} {% if x %}",
    "a\n\n# b\r\nc\u2028d",
    "| a | b |",
    "::payment::",
    "[x](javascript:alert(1)) ![x](y)",
    "&amp; &#42; \\* `code`",
    "    vier spaties",
    "---",
    "\ue0000\ue001 \ue002claim\ue003x|y\ue004",
    "naam" * 5000,
    "a\ud800b",
)


def tags(html: str) -> list[str]:
    """The tags of a page in order, with their attributes."""
    return re.findall(r"<[^>]*>", html)


def shape(markdown: str) -> list[str]:
    """What full CommonMark makes of a body: every token but the words."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    flat = [each for token in tokens for each in (token, *(token.children or ()))]
    return [token.type for token in flat if token.type not in ("text", "text_special")]


def with_texts(sample: dict[str, MessageValue], value: str) -> dict[str, MessageValue]:
    """The sample with every text that it has replaced."""
    return sample | {name: value for name in TEXTS if sample.get(name)}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize(("language", "name"), SHIPPED)
def test_shipped_messages(language: str, name: str, kind: str, snapshot: SnapshotAssertion) -> None:
    """What a business and a consumer read, as text and as HTML."""
    message = render_message(name, language, SAMPLES[kind])
    assert f"{message.subject}\n\n{message.text}" == snapshot(name="text")
    assert message.html == snapshot(name="html")


@pytest.mark.parametrize("vat", [None, Decimal("25.83")])
def test_the_shipped_fourteen_day_letter_holds(vat: Decimal | None) -> None:
    """As it goes out, with VAT or without, the law's own check of wordings accepts it and finds one term."""
    message = render_message("notice_consumer", "nl", CONSUMER | {"costs.vat": vat})
    found = check_wording(law_pack("nl"), message.text, "fourteen_day_letter")
    assert (found.valid, found.terms, [row.name for row in found.found]) == (True, (14,), ["day_after_delivery"])


def test_amounts_and_days_are_written_as_the_language_does() -> None:
    """Dutch: a comma before the cents, a point between thousands, the month in words."""
    text = render_message("reminder", "nl", BUSINESS | {"claim.total": Decimal("1210.00")}).text
    assert "€\xa01.210,00" in text
    assert "4 februari 2026" in text


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_data_never_becomes_markup(name: str, value: str) -> None:
    """Whatever a name or a number contains, the page keeps its tags and the words stay words."""
    plain = render_message(name, "nl", with_texts(BUSINESS, "Naam"))
    found = render_message(name, "nl", with_texts(BUSINESS, value))
    assert tags(found.html) == tags(plain.html)
    assert shape(found.body_markdown) == shape(plain.body_markdown)
    assert len(found.subject.splitlines()) == 1


VISIBLE = st.characters(categories=("L", "N", "P", "S"))
ANY = st.text(st.characters(), max_size=20)


@given(value=st.tuples(ANY, VISIBLE, ANY).map("".join), name=st.sampled_from(NAMES))
def test_no_text_changes_a_page(value: str, name: str) -> None:
    """Any text with something to see in it leaves the tags as they are, and nothing breaks."""
    plain = render_message(name, "nl", with_texts(BUSINESS, "Naam"))
    found = render_message(name, "nl", with_texts(BUSINESS, value))
    assert tags(found.html) == tags(plain.html)
    assert shape(found.body_markdown) == shape(plain.body_markdown)
    found.text.encode()


def test_data_is_shown_as_it_is() -> None:
    """In plain text a name reads as it was written, in HTML as its characters, in Markdown behind backslashes."""
    found = render_message("reminder", "nl", BUSINESS | {"debtor.contact": "A & B <*>"})
    assert found.text.startswith("Beste A & B <*>,")
    assert "<p>Beste A &amp; B &lt;*&gt;,</p>" in found.html
    assert found.body_markdown.startswith(r"Beste A \& B \<\*\>,")


def render(body: str, data: dict[str, MessageValue], language: str = "nl") -> Rendered:
    """Render a template with this body."""
    text = f"{{% block subject %}}x{{% endblock %}}\n{{% block body %}}{body}{{% endblock %}}"

    def read(path: str) -> str:
        if path != f"templates/{language}/own.md.j2":
            raise FileNotFoundError(path)
        return text

    return render_message("own", language, data, read=read)


def faults(body: str, data: dict[str, MessageValue]) -> list[tuple[str, str]]:
    """The codes and places of the problems of rendering this."""
    with pytest.raises(ProblemsFound) as caught:
        render(body, data)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


@pytest.mark.parametrize("value", [None, "", "  ", "\n\t", "\ue000"])
def test_an_unknown_field_is_a_problem_where_it_is_printed(value: str | None) -> None:
    """A letter with a hole is not made; a template that asks first is fine."""
    assert faults("a\nBel {{ contact.phone }}", {"contact.phone": value}) == [("DW636", "templates/nl/own.md.j2:3:8")]
    assert render("{% if contact.phone %}ja{% else %}nee{% endif %}", {"contact.phone": value}).text == "nee\n"


def test_unknown_amounts_and_days_are_problems_too() -> None:
    """Through a filter they stay unknown; an amount without its currency is as good as unknown."""
    assert faults("{{ claim.total | money }}{{ invoice.due | day }}{{ interest.rate | percent }}", {}) == [
        ("DW636", "templates/nl/own.md.j2:2:20"),
        ("DW636", "templates/nl/own.md.j2:2:45"),
        ("DW636", "templates/nl/own.md.j2:2:68"),
    ]
    assert [code for code, _ in faults("{{ claim.total | money }}", {"claim.total": Decimal(1)})] == ["DW636"]


def test_a_template_fault_is_a_problem_with_its_line() -> None:
    """A faulty template is refused before anything is rendered."""
    assert faults("\n{{ ''.__class__ }}", {}) == [("DW635", "templates/nl/own.md.j2:3:1")]
    assert faults("\n{% if %}", {}) == [("DW634", "templates/nl/own.md.j2:3:1")]


def test_a_template_that_is_not_there_is_a_problem() -> None:
    """An unknown name or language is said in words, not thrown."""
    for name, language in (("remindr", "nl"), ("reminder", "xx"), ("../nl/reminder", "nl")):
        with pytest.raises(ProblemsFound, match="DW634"):
            render_message(name, language, BUSINESS)


@pytest.mark.parametrize(
    "data", [{"claim.total": 12}, {"invoice.due": "2026-02-04"}, {"term.days": True}, {"nobody": "x"}]
)
def test_data_of_the_wrong_type_is_our_mistake(data: dict[str, MessageValue]) -> None:
    """It raises at once: no letter is made of data that nobody understands."""
    with pytest.raises(TypeError):
        render("x", data)


def test_english_days_are_not_american() -> None:
    """English is written as in Europe: the day before the month."""
    assert render("{{ invoice.due | day }}", {"invoice.due": date(2026, 2, 4)}, "en").text == "4 February 2026\n"
