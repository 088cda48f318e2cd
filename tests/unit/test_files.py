"""Files are known by their content: every kind, and what is none of them."""

import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.model import Invoice, Party
from dunwell.readers import files
from dunwell.readers.files import KINDS, READERS, kind_of, read_documents, read_source, redelivered

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NAMES = ("invoice-business.xml", "invoice-consumer.xml", "invoice-consumer.yaml", "invoice-facturx.pdf")
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
MT940 = b":20:940A\r\n:25:NL13TEST0123456789\r\n:28C:1\r\n:60F:C260101EUR0,00\r\n:62F:C260101EUR0,00\r\n-"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        *(
            (EXAMPLES.joinpath(name).read_bytes(), kind)
            for name, kind in zip(NAMES, ("e-invoice", "e-invoice", "own", "pdf"), strict=True)
        ),
        (f'<Document xmlns="{CAMT}"><BkToCstmrStmt/></Document>'.encode(), "camt"),
        (f'<n:Document xmlns:n="{CAMT}"></n:Document>'.encode(), "camt"),
        (f'<Document xmlns="{CAMT}"/>'.encode("utf-16"), "camt"),
        (b"\n<?xml version='1.0'?><Document><BkToCstmrAcctRpt/></Document>", "camt"),
        (b"<Document><Other/></Document>", "e-invoice"),
        (MT940, "mt940"),
        (b"{1:F01INGBNL2AXXXX}{2:I940}{4:\r\n" + MT940, "mt940"),
        (b"0000 01INGBNL2AXXXX00001\n" + MT940, "mt940"),
        (b"Dear customer,\n\nsee below\n" + MT940, "mt940"),
        (b"\xef\xbb\xbf" + MT940, "mt940"),
        (b'{"number": "1"}', "own"),
        (b"# a remark\nnumber: 1", "own"),
        (b"\xef\xbb\xbfnumber: 1", "own"),
        (b"junk before %PDF-1.7", "pdf"),
        (b"", None),
        (b" \n", None),
        (b"Dear customer, please pay.", None),
        (b"PK\x03\x04\x00\x00number: 1", None),
        (b"\x89PNG\r\n\x1a\n\x00", None),
    ],
)
def test_kinds_are_known_by_content(source, kind):
    """The first bytes that matter decide, with whatever a bank or a mail program writes before them."""
    assert kind_of(source) == kind


@pytest.mark.parametrize("name", READERS)
def test_every_kind_has_a_reader(name):
    """Each row of the table leads to a function, and each kind that is recognised has a row."""
    module, _, function = READERS[name].partition(":")
    assert callable(getattr(import_module(module), function))
    assert {kind for kind, _ in KINDS} == set(READERS)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_proves_nothing(tmp_path, name):
    """An invoice is read under any name; problems and documents carry the logical path."""
    path = tmp_path / "data.bin"
    path.write_bytes((EXAMPLES / name).read_bytes())
    reading = read_documents(path, "post/data.bin")
    assert [document.file for document in reading.documents] == ["post/data.bin"]
    assert all(problem.place.file.startswith("post/data.bin") for problem in reading.problems)


def test_files_that_cannot_be_opened_are_problems(tmp_path):
    """A missing file and a folder are said in words, with the place."""
    for path, why in ((tmp_path / "gone.xml", "no such file or directory"), (tmp_path, "is a directory")):
        (problem,) = read_documents(path, "in.xml").problems
        assert (problem.code, problem.message) == ("DW801", f"the file cannot be opened: {why}")


def test_files_of_no_kind_and_without_end_are_problems(tmp_path, monkeypatch):
    """Prose, nothing at all and a file above the limit are refused."""
    path = tmp_path / "in"
    for source, code in ((b"Hello", "DW802"), (b"", "DW802")):
        path.write_bytes(source)
        (problem,) = read_documents(path, "in").problems
        assert (problem.code, problem.severity) == (code, "error")
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    path.write_bytes(b"number: 2026-1")
    assert [problem.code for problem in read_documents(path, "in").problems] == ["DW805"]


FIRST = Invoice("a.xml", "invoice", "UBL", number="471102", seller=Party("Seller", vat_id="DE1"))


@pytest.mark.parametrize(
    ("second", "flagged"),
    [
        (FIRST, False),
        (replace(FIRST, currency="EUR"), True),
        (replace(FIRST, seller=replace(FIRST.seller, name="Seller Ltd")), True),
        (replace(FIRST, seller=Party("Seller", vat_id="DE2")), False),
        (replace(FIRST, kind="credit_note"), False),
        (replace(FIRST, number="471103"), False),
        (replace(FIRST, number=None), False),
    ],
)
def test_a_second_delivery_with_other_content_is_flagged(second, flagged):
    """Seller, number and kind make a document; the same with other content is named, never merged."""
    problems = redelivered((FIRST, replace(second, file="b.xml")))
    assert [(problem.code, problem.severity) for problem in problems] == ([("DW849", "warning")] if flagged else [])
    assert all(problem.place.file == "b.xml" and "a.xml" in problem.message for problem in problems)


@pytest.mark.parametrize(
    "source", [b"a" + b" " * 60_000, b":20:" * 15_000, b"<" * 60_000, b"a\n" * 30_000, b"%" * 60_000]
)
def test_recognising_takes_no_time(source):
    """Long runs of one character do not lead the patterns astray."""
    start = time.process_time()
    kind_of(source)
    assert time.process_time() - start < 1


@settings(max_examples=300)
@given(
    st.sampled_from([(EXAMPLES / name).read_bytes() for name in NAMES] + [MT940]),
    st.lists(st.tuples(st.integers(0, 8000), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=6),
)
def test_no_mutation_raises(source, edits):
    """Whatever happens to the bytes of a file, something is understood or a problem says why not."""
    changed = bytearray(source)
    for at, cut, new in edits:
        start = at % len(source)
        changed[start : start + cut] = new
    reading = read_source(bytes(changed), "in")
    assert reading.documents or reading.statements or reading.problems


@given(st.binary(max_size=400))
def test_no_bytes_raise(source):
    """Nor do bytes that were never a file."""
    reading = read_source(source, "in")
    assert reading.documents or reading.statements or reading.problems
