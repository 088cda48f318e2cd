"""Which XML is an e-invoice: alone, in an envelope, several in a file, or not at all."""

from pathlib import Path

import pytest

from dunwell.readers.einvoice import read_einvoice

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
UBL = (EXAMPLES / "invoice-business.xml").read_text(encoding="utf-8").partition("?>")[2]
CII = (EXAMPLES / "invoice-consumer.xml").read_text(encoding="utf-8").partition("?>")[2]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (UBL, ["2026-0042"]),
        (CII, ["2026-0107"]),
        (
            f"<sh:StandardBusinessDocument><sh:StandardBusinessDocumentHeader/>{UBL}</sh:StandardBusinessDocument>",
            ["2026-0042"],
        ),
        (f"<batch>{UBL}{CII}</batch>", ["2026-0042", "2026-0107"]),
    ],
)
def test_documents_are_found_alone_and_in_an_envelope(text, numbers):
    """The envelope of a network or a list changes nothing about what is in it."""
    reading = read_einvoice(text.encode(), "in.xml")
    assert [document.number for document in reading.documents] == numbers
    assert all(document.file == "in.xml" for document in reading.documents)


@pytest.mark.parametrize(
    "text", ["<Order xmlns='urn:x'/>", "<html><body>Invoice</body></html>", "<Reminder><ID>1</ID></Reminder>"]
)
def test_other_xml_is_refused_by_name(text):
    """Another document is a problem that names its root; an order or a reminder is no claim."""
    reading = read_einvoice(text.encode(), "in.xml")
    (problem,) = reading.problems
    assert (reading.documents, problem.code) == ((), "DW807")
    assert text[1 : text.index(">")].split()[0] in problem.message
