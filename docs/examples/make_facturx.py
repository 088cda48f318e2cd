"""Write invoice-facturx.pdf: a page to look at, with invoice-consumer.xml inside it as Factur-X embeds an invoice.

The same input gives the same bytes. It is an example for readers, not a PDF/A-3.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject

HERE = Path(__file__).parent
LINES = (
    "Zilverreiger Kantoorbouw B.V.",
    "Factuur 2026-0107 van 16 februari 2026",
    "Bureaustoel: EUR 396,69, btw 21 %: EUR 83,31",
    "Te betalen: EUR 480,00, uiterlijk op 2 maart 2026",
)


def facturx(xml: bytes) -> bytes:
    """A one-page PDF with this XML attached under the name that Factur-X prescribes."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    text = " T* ".join(f"({line}) Tj" for line in LINES)
    content = ContentStream(None, writer)
    content.set_data(f"BT /F1 11 Tf 16 TL 70 760 Td {text} ET".encode("ascii"))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject("/F1"): _names(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page.replace_contents(content)
    writer.add_attachment("factur-x.xml", xml)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _names(entries: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in entries.items()})


if __name__ == "__main__":
    (HERE / "invoice-facturx.pdf").write_bytes(facturx((HERE / "invoice-consumer.xml").read_bytes()))
