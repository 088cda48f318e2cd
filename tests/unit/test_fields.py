"""The table of fields: every row complete, and every value read by its type or refused with a hint."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.language.fields import DERIVED, FACT_INDEX, FACTS, FIELDS, Field, read_value, value_text
from dunwell.language.phrases import PhraseError


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_every_row_is_complete(field: Field) -> None:
    """A sentence in two languages, and choices exactly where the type is a choice."""
    assert field.en
    assert field.nl
    assert field.en != field.nl
    assert bool(field.choices) == (field.type == "choice")
    assert not field.form or field.type == "text"


def test_facts_and_derived_fields_are_told_apart() -> None:
    """Facts have a slot in a position, derived fields have none."""
    assert {field.name for field in FACTS} == set(FACT_INDEX)
    assert not set(FACT_INDEX) & {field.name for field in DERIVED}
    assert sorted(FACT_INDEX.values()) == list(range(len(FACTS)))


READ = [
    ("claim.open", "EUR 250", 25000),
    ("claim.open", "250.50", 25050),
    ("claim.open", 250, 25000),
    ("agreement.term", 30, 30),
    ("agreement.term", "30", 30),
    ("invoice.due", "2026-02-05", 739652),
    ("invoice.complete", True, True),
    ("invoice.complete", "false", False),
    ("debtor.kind", "consumer", "consumer"),
    ("debtor.country", " NL ", "NL"),
]


@pytest.mark.parametrize(("name", "raw", "value"), READ)
def test_values_are_read_by_their_type(name: str, raw: object, value: object) -> None:
    """Amounts become cents, days ordinals, words stay words."""
    assert read_value(FIELDS[name], raw, "EUR") == value


REFUSED = [
    ("claim.open", "USD 250", "write the amount in EUR"),
    ("claim.open", "a lot", "EUR 250"),
    ("claim.open", True, "EUR 250"),
    ("agreement.term", "a month", "such as 30"),
    ("agreement.term", True, "such as 30"),
    ("invoice.due", "5-2-2026", "2026-02-05"),
    ("invoice.complete", "yes", "true or false"),
    ("debtor.kind", "consummer", "did you mean 'consumer'?"),
    ("debtor.kind", 5, "business"),
    ("debtor.country", "Nederland", "NL"),
    ("currency", "euro", "EUR"),
    ("debtor.language", "NL", "nl"),
    ("debtor.country", 31, "text"),
]


@pytest.mark.parametrize(("name", "raw", "hint"), REFUSED)
def test_other_values_are_refused_with_a_hint(name: str, raw: object, hint: str) -> None:
    """The value found is named, as YAML has it."""
    with pytest.raises(PhraseError) as caught:
        read_value(FIELDS[name], raw, "EUR")
    assert hint in caught.value.hint
    assert (str(raw).lower() if isinstance(raw, bool) else str(raw)) in str(caught.value).lower() + str(caught.value)


@given(st.sampled_from(tuple(FIELDS.values())), st.text(max_size=30) | st.integers() | st.booleans())
def test_whatever_is_read_can_be_said(field: Field, raw: object) -> None:
    """A value or a PhraseError; a value has words for people."""
    try:
        value = read_value(field, raw, "EUR")
    except PhraseError:
        return
    assert value_text(field, value, "EUR")


def test_values_as_people_read_them() -> None:
    """Amounts with their currency, days as dates, yes and no."""
    assert value_text(FIELDS["claim.open"], 25000, "EUR") == "EUR 250.00"
    assert value_text(FIELDS["invoice.due"], 739652) == "2026-02-05"
    assert value_text(FIELDS["invoice.complete"], value=False) == "no"
    assert value_text(FIELDS["agreement.term"], 30) == "30"
