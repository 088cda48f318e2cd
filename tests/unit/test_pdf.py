"""Factur-X and ZUGFeRD PDFs: the embedded invoice, and PDFs that have none, are locked or broken."""

import importlib.util
import logging
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, NameObject

from dunwell.readers.einvoice import read_einvoice
from dunwell.readers.pdf import read_pdf

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
XML = (EXAMPLES / "invoice-consumer.xml").read_bytes()
PDF = (EXAMPLES / "invoice-facturx.pdf").read_bytes()


def pdf_with(*attachments, password=None, user_password=""):
    """A PDF with these (name, content) attached, locked if there is a password."""
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    for name, content in attachments:
        writer.add_attachment(name, content)
    if password is not None:
        writer.encrypt(user_password=user_password, owner_password=password, algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_the_example_is_read_as_its_xml():
    """The invoice in the PDF is the one in the XML file; problems name the attachment."""
    in_pdf, in_xml = read_pdf(PDF, "in.pdf"), read_einvoice(XML, "in.pdf")
    assert in_pdf.documents == in_xml.documents
    assert [str(problem.place) for problem in in_pdf.problems] == ["in.pdf/factur-x.xml:67:7"]


def test_the_example_is_what_its_script_makes():
    """The script in docs/examples still embeds the XML example unchanged."""
    spec = importlib.util.spec_from_file_location("make_facturx", EXAMPLES / "make_facturx.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.facturx(XML) == module.facturx(XML)
    assert PdfReader(BytesIO(PDF)).attachments["factur-x.xml"] == [XML]


@pytest.mark.parametrize("name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml", "Rechnung.XML"])
def test_every_name_of_the_embedded_file(name):
    """The standards have used several names; another XML file will do too."""
    (document,) = read_pdf(pdf_with((name, XML)), "in.pdf").documents
    assert document.number == "2026-0107"


def test_the_standard_name_comes_before_other_xml():
    """Other attachments do not hide the invoice."""
    reading = read_pdf(pdf_with(("a.xml", b"<Order/>"), ("b.txt", b"x"), ("factur-x.xml", XML)), "in.pdf")
    assert [document.number for document in reading.documents] == ["2026-0107"]
    assert {problem.code for problem in reading.problems} == {"DW848"}


def test_an_empty_password_is_no_lock():
    """Many programs lock a PDF against changes only; it opens with an empty password."""
    (document,) = read_pdf(pdf_with(("factur-x.xml", XML), password="owner"), "in.pdf").documents
    assert document.number == "2026-0107"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (pdf_with(), "DW808"),
        (pdf_with(("terms.txt", b"none")), "DW808"),
        (pdf_with(("factur-x.xml", b"<a>")), "DW803"),
        (pdf_with(("factur-x.xml", b"<Order/>")), "DW807"),
        (pdf_with(("factur-x.xml", b"<!DOCTYPE a><a/>")), "DW804"),
        (pdf_with(("factur-x.xml", XML), password="owner", user_password="secret"), "DW809"),
        (b"%PDF-1.7\nnothing", "DW809"),
        (PDF[: len(PDF) // 2], "DW809"),
        (b"", "DW809"),
    ],
)
def test_other_pdfs_are_problems(source, code):
    """No invoice inside, a broken one, a lock or a broken PDF: a problem each, no document."""
    reading = read_pdf(source, "in.pdf")
    assert (reading.documents, reading.problems[-1].code) == ((), code)
    assert reading.problems[-1].fix


def test_an_invoice_that_is_only_associated_is_found():
    """A producer that forgets the list of attachments still names the file as associated (/AF)."""
    writer = PdfWriter(clone_from=BytesIO(PDF))
    root = writer.root_object
    name_tree = root["/Names"]["/EmbeddedFiles"]["/Names"]
    from_list = name_tree[1]
    root[NameObject("/AF")] = ArrayObject([from_list])
    del root["/Names"]
    made = BytesIO()
    writer.write(made)
    (document,) = read_pdf(made.getvalue(), "in.pdf").documents
    assert document.number == "2026-0107"


def test_pypdf_says_nothing_and_its_logger_is_left_as_it_was(caplog):
    """Sloppy files do not fill the user's screen, and other users of pypdf keep their log."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    with caplog.at_level(logging.DEBUG):
        read_pdf(PDF.replace(b"startxref\n", b"startxref\n1"), "in.pdf")
    assert (caplog.records, logger.level) == ([], before)


def test_a_lock_that_pypdf_has_no_key_for_is_a_lock(monkeypatch):
    """Newer encryption needs a library that is not always there; that is said as what it is."""

    def decrypt(*_):
        raise DependencyError("cryptography is required")

    monkeypatch.setattr(PdfReader, "decrypt", decrypt)
    (problem,) = read_pdf(pdf_with(("factur-x.xml", XML), password="owner"), "in.pdf").problems
    assert (problem.code, problem.message) == ("DW809", "the PDF is locked")


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, len(PDF) - 1), st.binary(max_size=4)), min_size=1, max_size=8), st.integers(0, 3)
)
def test_no_mutation_raises(edits, cut):
    """Whatever happens to the bytes of a PDF, there is a document or an error, never an exception."""
    source = bytearray(PDF)
    for at, new in edits:
        source[at : at + cut] = new
    reading = read_pdf(bytes(source), "in.pdf")
    assert reading.documents or any(problem.severity == "error" for problem in reading.problems)
