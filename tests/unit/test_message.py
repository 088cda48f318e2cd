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


def instalments(*amounts: str) -> tuple[dict[str, MessageValue], ...]:
    """Monthly instalments of these amounts."""
    return tuple(
        {"each.number": number, "each.due": date(2026, 2 + number, 27), "each.amount": Decimal(amount)}
        for number, amount in enumerate(amounts, start=1)
    )


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
    "end.day": date(2026, 4, 13),
    "end.overpaid": Decimal("12.50"),
    "agency.name": "Incassobureau De Kievit",
    "agency.address": "Proefweg 3, 1234 AB Voorbeeldstad",
    "agency.email": "dossiers@example.nl",
    "agency.phone": "085 222 2222",
    "agency.iban": "NL40TEST0987654321",
    "promise.made": date(2026, 2, 16),
    "promise.date": date(2026, 2, 20),
    "promise.amount": Decimal("400.00"),
    "plan.total": Decimal("810.00"),
    "plan.count": 3,
    "plan.amount": Decimal("270.00"),
    "plan.monthly": True,
    "plan.first_day": date(2026, 3, 27),
    "plan.last_day": date(2026, 5, 27),
    "plan.offer_until": date(2026, 2, 27),
    "plan.agreed": date(2026, 2, 20),
    "plan.ended": date(2026, 5, 11),
    "plan.reason_breached": True,
    "plan.interest_waived": True,
    "plan.repair_days": 7,
    "plan.new_invoices_on_time": True,
    "plan.instalments": instalments("270.00", "270.00", "270.00"),
    "instalment.number": 2,
    "instalment.due": date(2026, 4, 27),
    "instalment.amount": Decimal("270.00"),
    "instalment.open": Decimal("170.00"),
    "instalment.arrears": Decimal("170.00"),
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
    "debtor.natural_person": True,
    "plan.total": Decimal("820.00"),
    "plan.count": 6,
    "plan.amount": Decimal("136.67"),
    "plan.last_amount": Decimal("136.65"),
    "plan.weekly": False,
    "plan.monthly": True,
    "plan.first_days": 7,
    "plan.offer_until": date(2026, 2, 27),
    "plan.agreed": date(2026, 2, 20),
    "plan.reason_infeasible": True,
    "plan.interest_frozen": True,
    "plan.repair_days": 7,
    "plan.new_invoices_on_time": True,
    "plan.instalments": instalments("136.67", "136.67", "136.67", "136.67", "136.67", "136.65"),
    "instalment.number": 1,
    "instalment.due": date(2026, 3, 27),
    "instalment.amount": Decimal("136.67"),
    "instalment.arrears": Decimal("136.67"),
}
SAMPLES = {"business": BUSINESS, "consumer": CONSUMER}
RUNNING: dict[str, dict[str, MessageValue]] = {
    "business": {
        "claim.received": Decimal("770.00"),
        "claim.principal": Decimal("440.00"),
        "claim.total": Decimal("440.00"),
        "plan.paid": Decimal("370.00"),
        "plan.open": Decimal("440.00"),
        "term.last_day": date(2026, 5, 7),
    },
    "consumer": {"plan.open": Decimal("820.00"), "term.last_day": date(2026, 4, 7)},
}
"""What is different once a plan runs."""
WHILE_RUNNING = ("instalment_coming", "instalment_late", "plan_ended")
SHIPPED = [(language, name) for language in ("de", "en", "nl") for name in sorted(template_names(language))]
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


def sample(kind: str, name: str) -> dict[str, MessageValue]:
    """The data of a business or a consumer for this template."""
    return SAMPLES[kind] | (RUNNING[kind] if name in WHILE_RUNNING else {})


def sparse(language: str, name: str) -> dict[str, MessageValue]:
    """The consumer without any fact that this template can do without."""
    full = sample("consumer", name)
    data = {row.name: full[row.name] for row in MESSAGE_FIELDS if not row.optional and row.name in full}
    try:
        render_message(name, language, data)
    except ProblemsFound as error:
        missing = {str(problem.message).split("'")[1] for problem in error.problems}
        data |= {field: full[field] for field in missing}
    return data


def with_texts(sample: dict[str, MessageValue], value: str) -> dict[str, MessageValue]:
    """The sample with every text that it has replaced."""
    return sample | {name: value for name in TEXTS if sample.get(name)}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize(("language", "name"), SHIPPED)
def test_shipped_messages(language: str, name: str, kind: str, snapshot: SnapshotAssertion) -> None:
    """What a business and a consumer read, as text and as HTML."""
    message = render_message(name, language, sample(kind, name))
    assert f"{message.subject}\n\n{message.text}" == snapshot(name="text")
    assert message.html == snapshot(name="html")


@pytest.mark.parametrize(("language", "name"), SHIPPED)
def test_shipped_messages_with_little_data(language: str, name: str, snapshot: SnapshotAssertion) -> None:
    """A message reads well too where little more is known than what it has to state."""
    message = render_message(name, language, sparse(language, name))
    assert f"{message.subject}\n\n{message.text}" == snapshot


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


ROWS = "{% for each in plan.instalments %}{{ each.number }}: {{ each.due | day }}\n{% endfor %}"


def test_a_list_is_printed_row_by_row() -> None:
    """Every row is printed through the filters, in the order of the data."""
    assert render(ROWS, {"plan.instalments": instalments("1", "2")}).text == "1: 27 maart 2026 2: 27 april 2026\n"


@pytest.mark.parametrize("value", [None, ()])
def test_an_unknown_list_is_a_problem_where_it_is_gone_through(value: MessageValue) -> None:
    """A table without rows is a hole; a template that asks first is fine."""
    assert faults(ROWS, {"plan.instalments": value}) == [("DW636", "templates/nl/own.md.j2:2:32")]
    body = "{% if plan.instalments %}" + ROWS + "{% else %}geen{% endif %}"
    assert render(body, {"plan.instalments": value}).text == "geen\n"


def test_a_hole_in_a_row_is_a_problem() -> None:
    """A row without its day is not printed, and the fix does not say to ask first: in a loop nothing is asked."""
    with pytest.raises(ProblemsFound) as caught:
        render(ROWS, {"plan.instalments": ({"each.number": 1},)})
    assert [(each.code, each.fix) for each in caught.value.problems] == [("DW636", "add it to the case's data")]


@pytest.mark.parametrize(
    "data",
    [
        {"claim.total": 12},
        {"invoice.due": "2026-02-04"},
        {"term.days": True},
        {"nobody": "x"},
        {"plan.instalments": [{"each.number": 1}]},
        {"plan.instalments": ({"each.number": "1"},)},
        {"plan.instalments": ({"invoice.number": "1"},)},
        {"each.number": 1},
    ],
)
def test_data_of_the_wrong_type_is_our_mistake(data: dict[str, MessageValue]) -> None:
    """It raises at once: no letter is made of data that nobody understands."""
    with pytest.raises(TypeError):
        render("x", data)


def test_english_days_are_not_american() -> None:
    """English is written as in Europe: the day before the month."""
    assert render("{{ invoice.due | day }}", {"invoice.due": date(2026, 2, 4)}, "en").text == "4 February 2026\n"
