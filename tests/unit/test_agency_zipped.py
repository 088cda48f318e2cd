"""The dossier as a zip: the same bytes each time, whole, with checksums that hold, and nothing of anybody else's."""

import json
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from dunwell import Dossier, File
from dunwell_channels.agency.statement import history_text, statement_html, statement_text
from dunwell_channels.agency.zipped import SUMS, dossier_zip, safe_name
from handovers import MAIL, PAPER, full_dossier

AGENCY = {"reference": "0123456789abcdef01234567", "agency": {"name": "Invented Incasso", "registration": "K-100"}}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """A dossier with everything in it."""
    made = full_dossier(tmp_path_factory.mktemp("workspace"))
    return Dossier(dict(made.claim) | AGENCY, made.documents)


def opened(dossier, language="nl"):
    """The files of the zip by their names."""
    made = dossier_zip(dossier.claim, dossier.documents, language)
    with ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_it_holds_all_that_the_claim_rests_on(dossier):
    """The claim, its statement, its history, the invoice and whatever was sent, byte for byte as sent."""
    files = opened(dossier)
    assert list(files) == sorted(files)
    assert {"claim.json", "claims.csv", "statement.html", "statement.txt", "history.json", "history.txt", SUMS} <= set(
        files
    )
    papers = {name: content for name, content in files.items() if name.startswith("documents/")}
    assert set(papers.values()) == {b"number: x\n", MAIL[0].content, PAPER[0].content}
    named = [name for row in json.loads(files["claim.json"])["sent"] for name in row["files"]]
    assert {f"documents/{name}" for name in named} <= set(papers)


def test_the_checksums_hold_and_name_every_file(dossier):
    """As `sha256sum -c` reads them."""
    files = opened(dossier)
    lines = [line.split("  ", 1) for line in files[SUMS].decode().splitlines()]
    assert {name: digest for digest, name in lines} == {
        name: sha256(content).hexdigest() for name, content in files.items() if name != SUMS
    }


def test_the_same_dossier_is_the_same_bytes(dossier):
    """No clock and no chance is in it; every file has the same old date."""
    made = dossier_zip(dossier.claim, dossier.documents, "nl")
    assert made == dossier_zip(dossier.claim, dossier.documents, "nl")
    with ZipFile(BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


SHAPE = {
    "format": str, "case": str, "number": str, "currency": str, "creditor": dict, "debtor": dict, "invoice": dict,
    "claim": dict, "principal": dict, "interest": dict, "costs": dict, "payments": list, "credits": list,
    "notices": list, "documents": list, "sent": list, "received": str, "handed_over": str,
}  # fmt: skip


def test_the_claim_has_its_shape(dossier):
    """What a program reads is there, of its type; the history is a file of its own."""
    files = opened(dossier)
    claim = json.loads(files["claim.json"])
    assert {name: type(claim[name]) for name in SHAPE} == SHAPE
    assert "history" not in claim
    told = json.loads(files["history.json"])["history"]
    assert [one["date"] for one in told] == sorted(one["date"] for one in told)
    assert any(one.get("event") == "payment_received" for one in told)


def test_what_was_said_in_somebodys_own_words_stays(dossier):
    """Free words, who recorded what, and from which file, are in no file of the dossier."""
    whole = b"\n".join(opened(dossier).values())
    for said in (b"rude", b"desk", b"recorded"):
        assert said not in whole


def test_the_proof_of_sending_is_in_the_statement(dossier):
    """When, by which channel, and what the outside world answered."""
    statement = opened(dossier)["statement.txt"].decode()
    assert "250 2.0.0 queued as 4711" in statement
    assert "in the manifest of 2026-03-12" in statement


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_statement_is_as_it_was_read(dossier, language, snapshot):
    """Every amount with its working, in the language; one that it does not know gets English."""
    assert statement_text(dossier.claim, language) + history_text(dossier.claim, language) == snapshot


def test_the_page_says_the_same_and_escapes_it(dossier):
    """A debtor whose name looks like markup is shown as a name; the page fetches nothing."""
    claim = dict(dossier.claim) | {"debtor": {"name": "<script>alert(1)</script> & Co"}}
    page = statement_html(claim, "nl")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in page
    assert "<script" not in page
    assert "http" not in page
    for amount in ("868,38", "112,50", "5,88"):
        assert amount in page


NAMES = [("../../etc/passwd", "-..-etc-passwd"), (".hidden", "hidden"), ("a\\b:c.pdf", "a-b-c.pdf"), ("", "file")]


@pytest.mark.parametrize(("name", "safe"), NAMES)
def test_no_name_leads_out_of_the_folder(name, safe):
    """Whatever a file was called, it lies in its folder."""
    assert safe_name(name) == safe


def test_two_papers_of_one_name_are_both_kept(dossier):
    """Neither takes the place of the other."""
    twice = (File("a.pdf", "", b"one"), File("a.pdf", "", b"two"), File("a/pdf", "", b"three"))
    files = opened(Dossier(dossier.claim, twice))
    assert sorted(content for name, content in files.items() if name.startswith("documents/")) == [
        b"one",
        b"three",
        b"two",
    ]
