"""Our own invoice file: what it may say, and what is said about its mistakes."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.language.yamlfile import plain, read_yaml
from dunwell.model import Account, Address, Agreement
from dunwell.readers.own import read_own
from dunwell.readers.own_fields import KINDS, OWN_FIELDS

EXAMPLE = (Path(__file__).parents[2] / "docs" / "examples" / "invoice-consumer.yaml").read_bytes()
SMALL = """\
number: 2026-1
issued: 2026-01-05
due: 2026-02-04
currency: EUR
total: "121.00"
creditor: {name: Zilverreiger B.V., iban: NL13TEST0123456789}
debtor: {name: J. Voorbeeld, kind: consumer}
"""


def read(text=SMALL, *changes):
    """The document in a file after some replacements, and its problems."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    reading = read_own(text.encode(), "in.yaml")
    return (reading.documents or (None,))[0], reading.problems


def test_the_example_is_read_in_full():
    """Every key of the example lands in its field, without a remark."""
    reading = read_own(EXAMPLE, "in.yaml")
    (document,) = reading.documents
    assert reading.problems == ()
    assert (document.kind, document.syntax, document.type_code) == ("invoice", "own", None)
    assert (document.number, document.issued, document.due) == ("2026-0107", date(2026, 2, 16), date(2026, 3, 2))
    assert (document.currency, document.payable, document.total) == ("EUR", Decimal("480.00"), Decimal("480.00"))
    assert document.accounts == (Account("NL13TEST0123456789", "NL13TEST0123456789"),)
    assert (document.seller.registration_id, document.seller.vat_id) == ("90001042", "NL000099998B57")
    buyer = document.buyer
    assert (buyer.name, buyer.kind, buyer.natural_person, buyer.language) == ("J. Voorbeeld", "consumer", True, "nl")
    assert buyer.address == Address(("Proefstraat 18",), "8000 AA", "Zwolle", "NL")
    assert document.agreement == Agreement(
        term_days=14,
        in_writing=True,
        document="order confirmation of 2026-02-09",
        default_basis="agreed_term",
    )
    assert [line.net for line in document.lines] == [Decimal("396.69")]
    assert [vat.amount for vat in document.vat] == [Decimal("83.31")]


def test_json_says_the_same():
    """The same keys in JSON give the same invoice."""
    tree, _ = read_yaml(EXAMPLE, "in.yaml")
    as_json = json.dumps(plain(tree)).encode()
    assert read_own(as_json, "in.yaml").documents == read_own(EXAMPLE, "in.yaml").documents


def test_a_small_file_is_enough():
    """Number, day, amount, currency and two names make an invoice."""
    document, problems = read()
    assert (document.payable, document.kind, problems) == (Decimal("121.00"), "invoice", ())


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        (('"121.00"', "121.00"), "payable", Decimal("121.00")),
        (('"121.00"', "121"), "payable", Decimal(121)),
        (("currency", 'paid: "21.00"\ncurrency'), "payable", Decimal("100.00")),
        (("currency", 'paid: "21.00"\ncurrency'), "prepaid", Decimal("21.00")),
        (("currency: EUR", "currency: eur"), "currency", "EUR"),
        (("due: 2026-02-04", "term: 14 days"), "due", date(2026, 1, 19)),
        (("due: 2026-02-04", "term: 2 weeks"), "due", date(2026, 1, 19)),
        (("due: 2026-02-04", "term: 1 day"), "due", date(2026, 1, 6)),
        (("due: 2026-02-04", "due: 2026-02-04\nterm: 30 days"), "due", date(2026, 2, 4)),
        (("currency", "kind: credit_note\ncurrency"), "kind", "credit_note"),
        (("currency", "payment_means: direct_debit\ncurrency"), "payment_means", ("direct_debit",)),
        (("currency", "payment_means: [card, cash]\ncurrency"), "payment_means", ("card", "cash")),
        (("currency", "reference: [a, b]\ncurrency"), "references", ("a", "b")),
        (("currency", "preceding: 2025-9\ncurrency"), "preceding", ("2025-9",)),
        (("number: 2026-1", "number: 12"), "number", "12"),
        (("number: 2026-1", "number: 0012"), "number", "0012"),
        (("currency", "paid:\ncurrency"), "prepaid", None),
    ],
)
def test_what_keys_mean(change, field, value):
    """Amounts are text or digits, a term counts from the issue date, what is paid is taken off, one or several do."""
    document, problems = read(SMALL, change)
    assert getattr(document, field) == value
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_an_address_may_be_plain_lines():
    """Who has no fields for street and town writes the lines."""
    text = SMALL.replace("debtor: {", 'debtor: {address: "Proefstraat 18\\n8000 AA Zwolle", ')
    document, problems = read(text)
    assert (document.buyer.address, problems) == (Address(("Proefstraat 18", "8000 AA Zwolle")), ())


@pytest.mark.parametrize(
    ("change", "code", "place", "said"),
    [
        (("number:", "numbr:"), "DW861", "1:1", "unknown key 'numbr'"),
        (("name: J.", "nam: J."), "DW861", "7:10", "unknown key 'debtor.nam'"),
        (("2026-01-05", "05-01-2026"), "DW862", "2:9", "issued: '05-01-2026' is not a day in the calendar"),
        (("2026-02-04", "2026-02-30"), "DW862", "3:6", "due: '2026-02-30' is not a day in the calendar"),
        (('"121.00"', "1.121,00"), "DW862", "5:8", "total: '1.121,00' is not an amount such as 1210.00"),
        (('"121.00"', "9" * 40), "DW862", "5:8", f"total: '{'9' * 30}'… has too many digits"),
        (('"121.00"', "[1]"), "DW862", "5:8", "total: found a list"),
        (
            ("consumer", "comsumer"),
            "DW862",
            "7:36",
            "debtor.kind: 'comsumer' is not one of its words",
        ),
        (
            ("kind: consumer", "natural_person: ja"),
            "DW862",
            "7:46",
            "debtor.natural_person: 'ja' is neither true nor false",
        ),
        (("due: 2026-02-04", "term: a month"), "DW862", "3:7", "term: 'a month' is not a term"),
        (("currency", "lines: [x]\ncurrency"), "DW862", "4:9", "lines: found 'x'"),
        (("currency", "agreement: yes\ncurrency"), "DW862", "4:12", "agreement: found 'yes'"),
        (
            ("due: 2026-02-04", "due: 2026-02-04\nterm: 14 days"),
            "DW864",
            "4:7",
            "due is 2026-02-04, but the term ends on 2026-01-19",
        ),
        (("number: 2026-1\n", ""), "DW863", "1:1", "number is missing"),
        (("name: J. Voorbeeld, ", ""), "DW863", "7:9", "debtor.name is missing"),
        (('total: "121.00"\n', ""), "DW863", "1:1", "total is missing"),
    ],
)
def test_mistakes_are_problems_with_their_place(change, code, place, said):
    """A mistake names the key, the value and where it stands, once; the rest of the file is still read."""
    document, problems = read(SMALL, change)
    assert document is not None
    problem = next(problem for problem in problems if problem.code == code)
    assert (problem.message, problem.fix is not None) == (said, True)
    assert str(problem.place) == f"in.yaml:{place}"
    assert sum(problem.code in {"DW862", "DW864", "DW811"} for problem in problems) <= 1


def test_unknown_keys_get_a_suggestion():
    """The nearest key is named; without one, all are."""
    assert read(SMALL, ("number:", "numbr:"))[1][0].fix == "did you mean 'number'?"
    assert read(SMALL, ("consumer", "comsumer"))[1][0].fix == "did you mean 'consumer'?"
    assert read(SMALL, ("due:", "zzz:"))[1][0].fix.startswith("write one of: number, kind, issued")


def test_all_mistakes_come_at_once():
    """One run shows every mistake in the file."""
    _, problems = read(SMALL, ("number:", "numbr:"), ("2026-01-05", "x"), ('"121.00"', "y"), ("EUR", "EUR\nzzz: 1"))
    assert [problem.code for problem in problems if problem.severity == "error"] == [
        "DW861",
        "DW862",
        "DW861",
        "DW862",
        "DW863",
    ]


@pytest.mark.parametrize("text", ["[1, 2]", "just words", "policy: nl-standard\nsteps: []", "{}"])
def test_other_yaml_is_not_an_invoice(text):
    """A policy or a list is refused as a whole, not key by key."""
    document, (problem,) = read(text)
    assert (document, problem.code) == (None, "DW802")


def test_broken_yaml_is_a_problem():
    """Problems of the YAML reader are handed on."""
    document, problems = read("number: [1\ntotal: 2")
    assert document is None
    assert problems[0].code.startswith("DW1")


def test_what_matters_before_dunning_is_said_here_too():
    """A direct debit and a missing due date are remarked as in an e-invoice."""
    _, problems = read(SMALL, ("due: 2026-02-04\n", ""), ("currency", "payment_means: direct_debit\ncurrency"))
    assert [problem.code for problem in problems] == ["DW831", "DW841"]


def rows(fields=OWN_FIELDS, path=""):
    """Every row of the table with its full key."""
    for row in fields:
        yield path + row.name, row
        yield from rows(row.fields, f"{path}{row.name}.")


@pytest.mark.parametrize(("key", "row"), list(rows()))
def test_the_table_of_keys_is_complete(key, row):
    """Every key has a kind that exists and a text for the reference; words and inner keys are where the kind asks."""
    assert row.kind in KINDS, key
    assert row.text.endswith((".", "…")), key
    assert bool(row.words) == (row.kind in {"word", "words"}), key
    assert bool(row.fields) == (row.kind in {"table", "list"}), key


SAMPLES = {
    "day": "2026-01-05",
    "amount": "1.50",
    "percent": "21",
    "term": "30 days",
    "days": "10",
    "yes_no": "true",
    "text": "x",
    "texts": "x",
}


def sample(row):
    """A value in JSON style that a key takes."""
    if row.kind in {"table", "list"}:
        chosen = [each for each in row.fields if row.name != "discount" or each.name in ("percent", "days")]
        inside = "{" + ", ".join(f"{each.name}: {sample(each)}" for each in chosen) + "}"
        return inside if row.kind == "table" else f"[{inside}]"
    return row.words[0] if row.words else SAMPLES[row.kind]


def test_every_key_of_the_table_is_read():
    """A file with every key (of a discount those that go together) has no unknown or missing key and no wrong type."""
    text = "\n".join(f"{row.name}: {sample(row)}" for row in OWN_FIELDS if row.name != "term")
    document, problems = read(text)
    assert [problem.code for problem in problems if problem.code.startswith("DW86")] == []
    assert document.agreement.term_days == 30


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_no_text_raises(text):
    """Whatever the file says, there is a document or a problem."""
    reading = read_own(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), "in.yaml")
    assert reading.documents or reading.problems


@given(st.sampled_from(SMALL.split()), st.text(max_size=12))
def test_no_mutation_raises(word, other):
    """A value that becomes something else is read or reported."""
    reading = read_own(SMALL.replace(word, other).encode("utf-8", "replace"), "in.yaml")
    assert reading.documents or reading.problems
