"""What was read, as JSON: every field of the model, amounts in plain digits."""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from dunwell.model import Address, Agreement, Detail, Discount, Entry, Invoice, Line, Party, Reading, Statement, Vat
from dunwell.problems import Place, Problem
from dunwell.render.reading import document_json, party_json, reading_json, statement_json

RENAMED = {"day": "date"}
STATEMENT = Statement(
    "bank.xml",
    "NL13TEST0123456789",
    "EUR",
    Decimal("100.00"),
    Decimal("-1.50"),
    (
        Entry(
            date(2026, 2, 4),
            Decimal("-101.50"),
            booked=False,
            name="A",
            returned="AC06",
            details=(Detail(Decimal("0.5"), "B"),),
        ),
        Entry(None, Decimal("0.00")),
    ),
)


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (Invoice, document_json(Invoice("in.xml", "invoice", "UBL"))),
        (Party, party_json(Party())),
        (Statement, statement_json(STATEMENT)),
        (Entry, statement_json(STATEMENT)["entries"][0]),
        (Detail, statement_json(STATEMENT)["entries"][0]["details"][0]),
        (Agreement, document_json(Invoice("in.xml", "invoice", "UBL"))["agreement"]),
        (Discount, document_json(Invoice("in.xml", "invoice", "UBL", discounts=(Discount(),)))["discounts"][0]),
        (Line, document_json(Invoice("in.xml", "invoice", "UBL", lines=(Line(),)))["lines"][0]),
        (Vat, document_json(Invoice("in.xml", "invoice", "UBL", vat=(Vat(),)))["vat"][0]),
        (Address, party_json(Party(address=Address()))["address"]),
    ],
)
def test_no_field_is_lost(model, shape):
    """Whatever a reader understood is in the JSON."""
    assert {RENAMED.get(field.name, field.name) for field in fields(model)} <= set(shape)


def test_a_statement_is_shaped_as_promised():
    """Entries are signed, dated and keep their details; what is unknown is null."""
    shape = statement_json(STATEMENT)
    assert (shape["opening"], shape["closing"]) == ("100.00", "-1.50")
    first, second = shape["entries"]
    assert (first["date"], first["booked"], first["amount"], first["returned"]) == (
        "2026-02-04",
        False,
        "-101.50",
        "AC06",
    )
    empty = dict.fromkeys(["account", "text", "reference", "returned", "end_to_end", "mandate", "bank_reference"])
    assert first["details"][0] == {"amount": "0.5", "name": "B", **empty}
    assert (second["date"], second["amount"], second["details"]) == (None, "0.00", [])


@pytest.mark.parametrize("text", ["2594.2", "10000", "0.0000001", "1E+5", "-0.10"])
def test_amounts_are_written_out(text):
    """An amount keeps its decimals and never gets an exponent."""
    shown = document_json(Invoice("in.xml", "invoice", "UBL", payable=Decimal(text)))["payable"]
    assert Decimal(shown) == Decimal(text)
    assert "E" not in shown


def test_a_reading_is_plain_json():
    """Documents, statements and problems together can be written as JSON and read back."""
    problem = Problem("DW801", "gone", Place("in.xml", 2, 3), "look", "error")
    shape = reading_json(
        Reading((Invoice("in.xml", "other", "CII", issued=date(2026, 1, 5)),), (STATEMENT,), (problem,))
    )
    assert json.loads(json.dumps(shape)) == shape
    assert shape["problems"] == [problem.as_json()]
    assert (shape["documents"][0]["issued"], shape["documents"][0]["due"]) == ("2026-01-05", None)
