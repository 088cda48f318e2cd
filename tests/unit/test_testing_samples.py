"""The sample deliveries are what the engine makes: real words, and hostile data where it can be."""

import pytest

from dunwell.testing import personal_data, sample, samples
from dunwell.testing.samples import _KINDS, without_address
from toy_channels import channel


@pytest.mark.parametrize("name", _KINDS)
def test_each_sample_is_whole(name):
    """It has words in its language, the message fields, and a key of its case, step and channel."""
    one = sample(name, "email", ("words", "history", "dossier"))
    delivery = one.delivery
    assert delivery.words.text.strip()
    assert delivery.data["invoice.number"] == "2026-0042"
    assert delivery.key == f"{delivery.case}/{delivery.name}/1/email"
    assert delivery.history["case"] == delivery.dossier.claim["case"] == delivery.case
    assert sample(name, "email").delivery.history is None
    assert sample(name, "email", ()).delivery.words is None


def test_the_samples_cover_what_a_channel_may_meet():
    """Three languages, steps and messages, attachments, business and consumer, and data that is not plain."""
    made = [one.delivery for one in samples(channel("toy"))]
    assert {one.language for one in made} == {"nl", "en", "de"}
    assert {one.kind for one in made} == {"step", "message"}
    assert {len(one.files) for one in made} == {0, 2}
    assert {one.debtor.kind for one in made} == {"business", "consumer"}
    assert any("\r\nBcc:" in (one.debtor.name or "") for one in made)
    assert {one.channel for one in made} == {"toy"}


@pytest.mark.parametrize(("address", "field"), [("email", "email"), ("post", "address"), ("phone", "phone")])
def test_an_address_can_be_taken_away(address, field):
    """Only that one."""
    delivery = sample("business in Dutch", "email").delivery
    assert getattr(without_address(delivery, address).debtor, field) is None
    assert without_address(delivery, address).debtor.name == delivery.debtor.name


def test_personal_data_is_what_names_the_debtor():
    """Name, contact, addresses; no number of an invoice."""
    found = personal_data(sample("business in Dutch", "email").delivery)
    assert {"Blauwe Fazant Reclame", "post@fazant.example.com", "Modelweg 7", "8000 AA"} <= set(found)
    assert "2026-0042" not in found
