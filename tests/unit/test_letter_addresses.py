"""Postal addresses, as the country they go to writes them."""

from __future__ import annotations

import pytest

from dunwell import Address, CannotDeliver, Party
from dunwell_channels.letter.addresses import address_lines, sender_lines
from dunwell_channels.letter.settings import settings_of
from dunwell_channels.letter.wording import Wording
from letters import delivery, setup, to


def lines(tmp_path, language="nl", **debtor):
    """The lines in the window for a debtor with these changes."""
    words = Wording(settings_of(setup(tmp_path))).words(language)
    return address_lines(delivery("reminder", language, debtor=to(**debtor)), words)


def at(country, postcode, town, street="Modelweg 7"):
    """An address with one street line."""
    return Address((street,), postcode, town, country)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (at("NL", "7400 AA", "Deventer"), ("Modelweg 7", "7400 AA  DEVENTER")),
        (at("NL", "7400aa", "'s-Gravenhage"), ("Modelweg 7", "7400 AA  'S-GRAVENHAGE")),
        (at(None, "7400 AA", "Deventer"), ("Modelweg 7", "7400 AA  DEVENTER")),
        (at("NL", None, "Deventer"), ("Modelweg 7", "DEVENTER")),
        (at("NL", "postbus", "Deventer"), ("Modelweg 7", "postbus  DEVENTER")),
        (at("DE", "10115", "Berlin"), ("Modelweg 7", "10115 Berlin", "DUITSLAND")),
        (at("BE", "9000", "Gent"), ("Modelweg 7", "9000 Gent", "BELGIË")),
        (at("GB", "SW1A 1AA", "London"), ("Modelweg 7", "LONDON", "SW1A 1AA", "VERENIGD KONINKRIJK")),
        (at("ZZ", "1", "Nergens"), ("Modelweg 7", "1 Nergens", "ONBEKEND GEBIED")),
        (at("QQ", "1", "Nergens"), ("Modelweg 7", "1 Nergens", "QQ")),
    ],
    ids=str,
)
def test_town_and_country(tmp_path, address: Address, expected: tuple[str, ...]) -> None:
    """Each country's own way to write a town; the country itself only abroad, in the language of the post at home."""
    assert lines(tmp_path, address=address)[1:] == expected


def test_name_and_contact_come_first(tmp_path) -> None:
    """The contact is named in the letter's language, unless it is the debtor itself."""
    assert lines(tmp_path, contact="F. Fazant")[:2] == ("Blauwe Fazant Reclame", "T.a.v. F. Fazant")
    assert lines(tmp_path, "de", contact="F. Fazant")[1] == "z. Hd. F. Fazant"
    assert lines(tmp_path, contact="Blauwe Fazant Reclame")[1] == "Modelweg 7"
    assert lines(tmp_path, name=None, trading_name="De Fazant")[0] == "De Fazant"


def test_a_creditor_of_unknown_country_is_taken_to_be_at_home(tmp_path) -> None:
    """Nobody is written to abroad because a country is missing."""
    words = Wording(settings_of(setup(tmp_path))).words("nl")
    assert address_lines(delivery(creditor=Party(name="Y")), words)[-1] == "8000 AA  ZWOLLE"


@pytest.mark.parametrize(
    ("debtor", "why"),
    [
        ({"address": None}, "postal address"),
        ({"address": Address((), "8000 AA", "Zwolle", "NL")}, "postal address"),
        ({"address": Address((" \x00 ",), "8000 AA", "Zwolle", "NL")}, "postal address"),
        ({"address": Address(("Modelweg 7",), "8000 AA", None, "NL")}, "postal address"),
        ({"name": None, "trading_name": None}, "name"),
    ],
)
def test_without_name_street_or_town_no_letter_is_sent(tmp_path, debtor, why: str) -> None:
    """It is refused, so that the policy's fallback follows."""
    with pytest.raises(CannotDeliver, match=f"no {why} of the debtor") as caught:
        lines(tmp_path, **debtor)
    assert caught.value.kind == "refused"


def test_the_creditor_writes_its_own_address_plainly() -> None:
    """A letterhead has no capitals; without an address there are no lines."""
    creditor = Party(address=Address(("Proefkade 1",), "3500 AA", "Utrecht", "NL"))
    assert sender_lines(creditor) == ("Proefkade 1", "3500 AA Utrecht")
    assert sender_lines(Party()) == sender_lines(Party(address=Address(country="NL"))) == ()
