"""A letter as PDF: where its address lies, what it claims to be, and what cannot be set."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dunwell import Address, CannotDeliver, Listing, Paragraph, Rows, Run, read_text
from dunwell_channels.letter.envelopes import envelope
from dunwell_channels.letter.faults import SetupFault
from dunwell_channels.letter.settings import settings_of
from letters import LANGUAGES, delivery, every_template, letters, pdf_of, run, setup, text_of, to

MILLIMETRE = 72 / 25.4
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#1f3a5f"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6390b78a070001"
    "3400b98f81f4600000000049454e44ae426082"
)
"""One point of colour."""


def placed(pdf):
    """Each piece of text on the first page with where it begins, in millimetres from the top left corner."""
    found = []
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    height = float(page.mediabox.height)

    def visit(text, transformed, matrix, *_):
        x = matrix[4] * transformed[0] + transformed[4]
        y = matrix[5] * transformed[3] + transformed[5]
        if text.strip():
            found.append((text.strip(), x / MILLIMETRE, (height - y) / MILLIMETRE))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("name", ["nl-c56", "de-din5008-a", "de-din5008-b", "be-bpost", "plain"])
def test_the_address_lies_in_the_window(tmp_path, name: str) -> None:
    """All lines of it, and only they and the return line, at whatever place the profile has the window."""
    debtor = to(contact="F. Fazant", address=Address(("Gebouw 4", "Modelweg 7"), "10115", "Berlin", "DE"))
    window = envelope(settings_of(setup(tmp_path, window=name))).window
    inside = [
        text
        for text, x, y in placed(pdf_of(tmp_path, delivery(debtor=debtor), window=name))
        if window.x <= x <= window.x + window.width and window.y <= y <= window.y + window.height
    ]
    seen = " ".join(" ".join(inside).split())
    expected = "Blauwe Fazant Reclame T.a.v. F. Fazant Gebouw 4 Modelweg 7 10115 Berlin DUITSLAND"
    assert seen.endswith(expected)
    sender = "Retouradres: Zilverreiger Kantoorbouw B.V., Proefkade 1, 3500 AA Utrecht"
    assert seen.removesuffix(expected).strip() in ("", sender)


def test_the_same_letter_is_the_same_bytes(tmp_path) -> None:
    """Twice by one carrier, by another one, and in another process with another hash seed."""
    carrier = letters(tmp_path)
    digests = {sha256(carrier.prepare(delivery())[0].content).hexdigest() for _ in range(2)}
    digests.add(sha256(pdf_of(tmp_path)).hexdigest())
    code = "import sys, pathlib, hashlib; sys.path[:0] = sys.argv[2:]\nfrom letters import pdf_of\n"
    code += "print(hashlib.sha256(pdf_of(pathlib.Path(sys.argv[1]))).hexdigest())"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-c", code, elsewhere, *sys.path]
    other = subprocess.run(command, capture_output=True, text=True, check=True, cwd=elsewhere)
    assert digests == {other.stdout.strip()}


def test_it_claims_to_be_fit_for_archives_and_screen_readers(tmp_path) -> None:
    """PDF/A-2a and PDF/UA-1 in its metadata, a tree of tags with tables and headings, its language and its title."""
    content = pdf_of(tmp_path, delivery("notice_business"))
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert root["/Lang"] == "nl"
    assert "<dc:title>" in xmp
    tags = set(every_tag(root["/StructTreeRoot"]))
    assert {"/H1", "/P", "/Table", "/TR", "/TD", "/L", "/LI", "/Figure"} <= tags


def every_tag(node):
    """The names of all tags below one."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        inner = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(inner, dict) and "/S" in inner:
            yield str(inner["/S"])
            yield from every_tag(inner)


def test_a_strict_reader_finds_nothing_wrong(tmp_path) -> None:
    """As far as a check of its structure goes; whether it is PDF/A nobody independent has said."""
    (tmp_path / "letter.pdf").write_bytes(pdf_of(tmp_path))
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", tmp_path / "letter.pdf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_a_letter(tmp_path, language: str, snapshot) -> None:
    """What a reader of each page reads, in each language."""
    carrier = letters(tmp_path)
    said = [
        f"==== {name}\n" + text_of(carrier.prepare(delivery(name, spoken))[0].content)
        for name, spoken in every_template()
        if spoken == language
    ]
    assert len(said) >= 10
    assert "\n".join(line.rstrip() for line in "\n".join(said).splitlines()) == snapshot


@pytest.mark.parametrize(
    ("debtor", "says"),
    [
        ({"name": "王小明"}, "a character that no font has"),
        ({"name": "Jan \U0001f600"}, "a character that no font has"),
        ({"name": "Jan \ue000"}, "a character that no font has"),
        ({"name": "Verzekeringsmaatschappij" * 4}, "does not fit the window"),
        ({"name": "Stichting Beheer Onroerend Goed " * 8}, "does not fit the window"),
        ({"address": Address(tuple(f"Regel {n}" for n in range(6)), "8000 AA", "Zwolle")}, "does not fit the window"),
    ],
)
def test_what_cannot_be_read_in_the_window_is_not_sent(tmp_path, debtor, says: str) -> None:
    """A sentence with what to do, without the debtor's name."""
    with pytest.raises(CannotDeliver, match=says) as caught:
        pdf_of(tmp_path, delivery(debtor=to(**debtor)))
    assert caught.value.kind == "faulty"
    assert caught.value.fix
    assert debtor.get("name", "Regel")[:8] not in caught.value.why + caught.value.fix


@pytest.mark.parametrize(
    "name",
    ["محمد بن سلمان", "דוד כהן", "Γιώργος Παπαδόπουλος", "Łukasz Żółć", "Nguyễn Thị Ánh", "Дмитрий", "İpek Ğüneş"],
)
def test_names_of_many_alphabets_are_set(tmp_path, name: str) -> None:
    """No alphabet of Europe is a problem, nor one that is written from right to left."""
    assert pdf_of(tmp_path, delivery(debtor=to(name=name))).startswith(b"%PDF")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(alphabet=r"ab*_#$@`<>[]{}()\/~=-+!%&|'\":;,.?^ 1", min_size=1, max_size=40).filter(str.strip))
def test_data_never_becomes_markup(tmp_path, name: str) -> None:
    """Whatever a name holds, it is printed as it is."""
    named = "x" + name.strip()
    said = text_of(pdf_of(tmp_path, delivery(debtor=to(name=named))))
    assert "".join(named.split()) in "".join(said.split())


def rows(count):
    """A table of instalments with its sum."""
    lines = tuple(((Run(f"Termijn {n}"),), (Run("€ 201,66"),)) for n in range(1, count + 1))
    return Rows("instalments", (*lines, ((Run("Samen", bold=True),), (Run("€ 8.066,40", bold=True),))))


def with_blocks(*blocks):
    """A plan confirmation that says something else."""
    made = delivery("plan_confirmation")
    words = type(made.words)("Regeling", "", "", "", blocks)
    return delivery("plan_confirmation", words=words)


@pytest.mark.parametrize("count", [12, 18, 24, 25, 26, 40])
def test_a_long_plan_runs_over_pages_and_keeps_its_sum(tmp_path, count: int) -> None:
    """Every instalment is there once, and the sum never stands alone on a page."""
    pages = PdfReader(io.BytesIO(pdf_of(tmp_path, with_blocks(rows(count), Paragraph((Run("Groet"),)))))).pages
    texts = [page.extract_text() for page in pages]
    assert re.findall(r"Termijn (\d+)", "\n".join(texts)) == [str(n) for n in range(1, count + 1)]
    (last,) = [text for text in texts if "Samen" in text]
    assert last.count("Termijn") >= 3


def test_words_that_are_longer_than_a_line_stay_on_the_page(tmp_path) -> None:
    """In paragraphs, tables, boxes, lists and the subject."""
    long = Run("w" * 300, bold=True)
    blocks = (
        Paragraph((long,)),
        Rows("payment", (((Run("Naam"),), (long,)),)),
        Rows("contact", (((Run("Naam"),), (long,)),)),
        Listing(numbered=False, items=((long,),)),
    )
    right = 210 - 20 + 0.5
    (tmp_path / "letter.pdf").write_bytes(pdf_of(tmp_path, with_blocks(*blocks)))
    edges = re.findall(r'xMax="([\d.]+)"', run("pdftotext", "-bbox", tmp_path / "letter.pdf", "-"))
    assert max(map(float, edges)) / MILLIMETRE <= right


def test_a_link_says_where_it_leads(tmp_path) -> None:
    """Paper cannot be clicked; an address that is its own name is not repeated."""
    said = with_blocks(
        Paragraph((Run("onze uitleg", link="https://example.nl/uitleg"),)),
        Paragraph((Run("post@example.nl", link="mailto:post@example.nl"),)),
    )
    text = text_of(pdf_of(tmp_path, said))
    assert "onze uitleg (example.nl/uitleg)" in text
    assert text.count("post@example.nl") == 1


@pytest.mark.parametrize(("template", "asks"), [("reminder", True), ("hand_over_notice", False)])
def test_the_account_stands_only_where_money_is_asked_for(tmp_path, template: str, asks: bool) -> None:
    """A debtor who is told to pay to the agency finds no account of ours in the letter."""
    assert ("NL13" in text_of(pdf_of(tmp_path, delivery(template)))) is asks


def test_a_letter_with_more_pages_than_the_envelope_holds_is_not_sent(tmp_path) -> None:
    """The limit is a setting."""
    made = delivery("plan_confirmation")
    assert len(PdfReader(io.BytesIO(pdf_of(tmp_path, made, max_pages=2))).pages) == 2
    with pytest.raises(CannotDeliver, match="more pages") as caught:
        pdf_of(tmp_path, made, max_pages=1)
    assert caught.value.kind == "faulty"


def test_a_return_line_that_is_too_long_is_said(tmp_path) -> None:
    """It would reach out of the window."""
    with pytest.raises(CannotDeliver, match="return line"):
        pdf_of(tmp_path, sender_line="Zilverreiger Kantoorbouw " * 8)


@pytest.mark.parametrize(("name", "content"), [("logo.svg", SVG.encode()), ("logo.png", PNG)], ids=("svg", "png"))
def test_a_logo_stands_in_the_letterhead(tmp_path, name: str, content: bytes) -> None:
    """As a figure that a screen reader names; then the creditor's name is a line of its own."""
    (tmp_path / name).write_bytes(content)
    made = pdf_of(tmp_path, delivery("plan_confirmation"), logo=name)
    tags = list(every_tag(PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"]))
    assert tags.count("/Figure") == 1
    assert text_of(made).startswith("Zilverreiger Kantoorbouw B.V.\nProefkade 1")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.svg", None, "cannot be read"),
        ("logo.docx", b"PK", "no SVG or PNG"),
        ("logo.png", b"GIF89a", "no SVG or PNG"),
        ("logo.png", PNG[:30], "cannot be drawn"),
        ("logo.svg", b"<svg", "cannot be drawn"),
        ("logo.svg", SVG.replace("</svg>", "<text>Z</text></svg>").encode(), "holds text"),
    ],
)
def test_a_logo_that_cannot_be_set_is_said_before_any_letter(tmp_path, name: str, content, says: str) -> None:
    """Missing, another kind of file, broken, or with text that would look different."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SetupFault, match=says) as caught:
        letters(tmp_path, logo=name)
    assert caught.value.code == "DW031"


@pytest.mark.parametrize("config", [{"font": "Comic Sans MS"}, {"fonts": "nowhere"}])
def test_a_font_that_is_not_there_is_said_before_any_letter(tmp_path, config) -> None:
    """Fonts of the machine do not count."""
    with pytest.raises(SetupFault) as caught:
        letters(tmp_path, **config)
    assert caught.value.code == "DW032"


def test_the_layout_fetches_nothing() -> None:
    """No package is named, which the compiler would download, and no file but the logo is read."""
    layout = read_text("templates/letter/layout.typ")
    assert "@preview" not in layout
    assert not re.search(r"\b(import|include|read|eval|plugin|csv|toml|yaml|xml|cbor)\b\s*[(\"]", layout)
