"""The channel at work: what it makes, where it puts it, and what it says when it cannot."""

from __future__ import annotations

import csv
import errno
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from dunwell import Address, CannotDeliver, Delivery
from dunwell_channels.letter import carrier as module
from letters import delivery, letters, to


def listed(folder):
    """The rows of all manifests."""
    found = []
    for path in sorted(folder.rglob("manifest.csv")):
        with path.open(newline="") as file:
            found += list(csv.DictReader(file))
    return found


def test_a_letter_is_delivered_when_it_lies_in_the_folder(tmp_path) -> None:
    """The proof names the file and its checksum; the manifest says how to print it."""
    carrier, made = letters(tmp_path, duplex=True), delivery("plan_confirmation")
    files = carrier.prepare(made)
    outcome = carrier.deliver(made, files)
    path = tmp_path / "out" / "letters" / made.day.isoformat() / files[0].name
    digest = sha256(path.read_bytes()).hexdigest()
    assert outcome.kind == "delivered"
    assert outcome.proof == f"{made.day.isoformat()}/{files[0].name} sha256:{digest}"
    assert [(row["reference"], row["pages"], row["country"], row["duplex"]) for row in listed(tmp_path)] == [
        (made.reference, "2", "NL", "yes")
    ]
    carrier.close()


def test_the_name_of_the_file_says_nothing_of_the_debtor(tmp_path) -> None:
    """Number and reference, and no character that a folder or a spreadsheet takes for something else."""
    made = delivery(number="=../2026/0042\\x y")
    (letter,) = letters(tmp_path).prepare(made)
    assert letter.name == f"2026-0042-x-y-{made.reference}.pdf"
    assert letter.media_type == "application/pdf"
    (letter,) = letters(tmp_path).prepare(delivery(number="№"))
    assert letter.name.startswith("letter-")


def test_the_same_key_is_delivered_once(tmp_path) -> None:
    """Also a day later, by another run."""
    made = delivery()
    files = letters(tmp_path).prepare(made)
    first = letters(tmp_path).deliver(made, files)
    again = letters(tmp_path).deliver(replace(made, day=made.day + timedelta(days=1)), files)
    assert (again.kind, again.proof) == (first.kind, first.proof)
    assert len(listed(tmp_path)) == len(list(tmp_path.rglob("*.pdf"))) == 1


def test_another_content_under_the_same_key_is_for_a_person(tmp_path) -> None:
    """The first one may have been printed."""
    carrier, made = letters(tmp_path), delivery()
    files = carrier.prepare(made)
    carrier.deliver(made, files)
    with pytest.raises(CannotDeliver, match="another letter"):
        carrier.deliver(made, (replace(files[0], content=files[0].content + b"\n"),))


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, "later"), (errno.ESTALE, "later"), (errno.EACCES, "faulty")]
)
def test_what_may_pass_is_tried_later(tmp_path, monkeypatch: pytest.MonkeyPatch, number: int, kind: str) -> None:
    """A full disk and a lost share may be over soon; what may not be written has to be mended."""

    def fails(*_):
        raise OSError(number, "Something with the disk")

    carrier, made = letters(tmp_path), delivery()
    files = carrier.prepare(made)
    monkeypatch.setattr(module, "drop", fails)
    if kind == "later":
        assert carrier.deliver(made, files).kind == "later"
    else:
        with pytest.raises(CannotDeliver, match="cannot be written: Something") as caught:
            carrier.deliver(made, files)
        assert caught.value.kind == kind


def test_a_folder_elsewhere_is_not_made(tmp_path) -> None:
    """A share that is not mounted would become a folder in which letters wait for nobody."""
    home = tmp_path / "home"
    home.mkdir()
    carrier, made = letters(home, folder="../share"), delivery()
    files = carrier.prepare(made)
    with pytest.raises(CannotDeliver, match="is not there"):
        carrier.deliver(made, files)
    (tmp_path / "share").mkdir()
    assert carrier.deliver(made, files).kind == "delivered"


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path) -> None:
    """Nothing is overwritten."""
    (tmp_path / "post").write_text("something else")
    made = delivery()
    carrier = letters(tmp_path, folder="post")
    with pytest.raises(CannotDeliver, match="cannot be written") as caught:
        carrier.deliver(made, carrier.prepare(made))
    assert caught.value.kind == "faulty"


def test_the_creditor_of_the_workspace_stands_in_for_that_of_the_invoice(tmp_path) -> None:
    """Its address is written on one line there; without any, no letter is made."""
    unknown = replace(delivery().creditor, address=None)
    said = {"creditor.address": "Voorbeeldkade 1, 1234 AB Deventer"}
    assert letters(tmp_path).prepare(delivery(creditor=unknown, data=said))
    with pytest.raises(CannotDeliver, match="the creditor's name or address") as caught:
        letters(tmp_path).prepare(delivery(creditor=unknown, data={"creditor.address": None}))
    assert caught.value.kind == "faulty"


def test_a_step_without_words_is_a_fault_of_the_policy(tmp_path) -> None:
    """There is nothing to print."""
    with pytest.raises(CannotDeliver, match="no words"):
        letters(tmp_path).prepare(delivery(words=None))


def test_no_reason_names_the_debtor(tmp_path) -> None:
    """Outcomes go into logs."""
    debtor = to(name="Geheime Naam 王", address=Address(("Geheimstraat 1",), "8000 AA", "Zwolle", "NL"))
    made: Delivery = delivery(debtor=debtor)
    with pytest.raises(CannotDeliver) as caught:
        letters(tmp_path).prepare(made)
    assert "Geheim" not in caught.value.why + caught.value.fix
