"""The lines of a postal address, as the country it goes to writes them.

The rules of each country are data: templates/letter/addresses.yaml.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale

from dunwell import CannotDeliver
from dunwell_channels.letter.plain import clean
from dunwell_channels.letter.tables import Table, shipped, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell import Address, Delivery, Party
    from dunwell_channels.letter.wording import Words


def address_lines(delivery: Delivery, words: Words) -> tuple[str, ...]:
    """The debtor's address from the name to the country, which is named only abroad.

    Raises CannotDeliver (refused) without a name, a street or a town: the post could not bring it.
    """
    debtor, address = delivery.debtor, delivery.debtor.address
    name = clean(debtor.name or debtor.trading_name)
    if address is None or not any(map(clean, address.lines)) or not clean(address.town) or not name:
        missing = "name" if not name else "postal address"
        raise CannotDeliver("refused", f"no {missing} of the debtor is known", f"record the {missing}, or use e-mail")
    there = _country(address, debtor)
    here = _country(delivery.creditor.address, delivery.creditor) or there
    contact = clean(debtor.contact)
    return tuple(
        line
        for line in (
            name,
            words.texts["attention"].replace("{name}", contact) if contact and contact != name else "",
            *map(clean, address.lines),
            *_town(address, there),
            _name_of(there, here) if there and there != here else "",
        )
        if line
    )


def sender_lines(party: Party) -> tuple[str, ...]:
    """The creditor's address as a letterhead writes it, without name and country; empty if it is not known."""
    address = party.address
    if address is None or not (address.lines or address.town):
        return ()
    town = " ".join(filter(None, (clean(address.postcode), clean(address.town))))
    return tuple(filter(None, (*map(clean, address.lines), town)))


def _country(address: Address | None, party: Party) -> str:
    return clean((address.country if address else None) or party.country).upper()


def _rule(country: str) -> Table:
    rules = shipped("addresses")
    return table(rules["other"]) | table(rules.get(country))


def _town(address: Address, country: str) -> Iterator[str]:
    """Postcode and town; two spaces between them stay two."""
    rule = _rule(country)
    town = clean(address.town)
    postcode = _postcode(clean(address.postcode), rule)
    written = str(rule["town"]).replace("{postcode}", postcode)
    for line in written.replace("{TOWN}", town.upper()).replace("{town}", town).splitlines():
        yield line.strip()


def _postcode(postcode: str, rule: Table) -> str:
    """The postcode as it is written there, if it looks like one; else as it is."""
    shape = table(rule.get("postcode"))
    found = re.fullmatch(str(shape["looks"]), postcode) if shape else None
    return str(shape["write"]).format(*found.groups()).upper() if found else postcode


def _name_of(country: str, here: str) -> str:
    """A country's name in capitals, in the language that the post at home reads; the code if there is no name."""
    names: Mapping[str, str] = Locale.parse(str(_rule(here)["names"])).territories
    return names.get(country, country).upper()
