"""The columns of a customer register: what each means, the headings it may have, and the words its cells may hold.

One table for reading, for the sample that `init` writes and for the reference page. Headings and words are compared
without capitals, accents, spaces and punctuation, so "Btw-nummer" and "BTW nr." are one heading each.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ColumnKind = Literal["text", "word", "yes_no", "term", "percent", "email", "country", "language"]

KINDS: Mapping[ColumnKind, str] = {
    "text": "text",
    "word": "one of its words",
    "yes_no": "yes or no (ja, nee, true, false, 1, 0)",
    "term": "a number of days, or a term such as 30 days, 2 weken",
    "percent": "a percentage such as 8 or 8,5%",
    "email": "one e-mail address",
    "country": "a country, as two letters or by its name",
    "language": "a language, as two letters or by its name",
}
"""What a cell may hold, in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its own name, what its cells hold, a sentence, and every heading it may have.

    `words` are what a `word` cell may say: the word that policies use, and how files write it.
    """

    name: str
    kind: ColumnKind
    text: str
    headings: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


COLUMNS: tuple[Column, ...] = (
    Column(
        "customer_number",
        "text",
        "The number by which your bookkeeping calls the customer.",
        (
            "customer number", "customer no", "customer id", "customer code", "customer", "debtor number", "debtor no",
            "debtor code", "account number", "relation number",
            "klantnummer", "klantnr", "klantcode", "klant", "debiteurnummer", "debiteurennummer", "debiteurnr",
            "debiteurcode", "debiteur", "relatienummer", "relatienr", "relatiecode", "nummer", "code",
        ),
    ),
    Column(
        "name",
        "text",
        "The customer's name, as on invoices.",
        (
            "name", "customer name", "company name", "company", "debtor name", "legal name",
            "naam", "klantnaam", "bedrijfsnaam", "naam debiteur", "debiteurnaam", "naam klant",
            "relatienaam", "bedrijf",
        ),
    ),
    Column(
        "vat_id",
        "text",
        "VAT number.",
        (
            "vat id", "vat number", "vat no", "vat", "vat identification number", "vat registration number",
            "btw-nummer", "btw nr", "btw-id", "btw", "btw-identificatienummer", "ob-nummer",
        ),
    ),
    Column(
        "company_number",
        "text",
        "Number in the company register.",
        (
            "company number", "company registration number", "registration number", "chamber of commerce",
            "chamber of commerce number", "coc number", "coc", "trade register number",
            "kvk-nummer", "kvk", "kvk nr", "handelsregisternummer", "kamer van koophandel", "ondernemingsnummer",
        ),
    ),
    Column(
        "kind",
        "word",
        "Whether the customer buys as a business, as a consumer, or is a public authority.",
        (
            "kind", "customer kind", "customer type", "debtor kind", "type", "b2b/b2c",
            "soort", "soort klant", "klantsoort", "klanttype", "type klant", "soort debiteur", "soort relatie",
        ),
        {
            "business": ("business", "b2b", "company", "zakelijk", "zakelijke klant", "bedrijf", "onderneming", "zzp"),
            "consumer": ("consumer", "b2c", "private", "private person", "consument", "particulier", "prive"),
            "public_authority": ("public authority", "government", "public", "b2g", "overheid", "overheidsinstantie"),
        },
    ),
    Column(
        "natural_person",
        "yes_no",
        "Whether the customer is a person, a sole trader too.",
        ("natural person", "is natural person", "natuurlijk persoon", "natuurlijke persoon"),
    ),
    Column(
        "size",
        "word",
        "Size of the firm; some terms of payment are void between a large and a small one.",
        ("size", "company size", "grootte", "omvang", "bedrijfsgrootte", "bedrijfsomvang"),
        {
            "small": ("small", "micro", "klein"),
            "medium": ("medium", "middelgroot", "middel", "midden"),
            "large": ("large", "big", "groot"),
        },
    ),
    Column(
        "term",
        "term",
        "The term that was agreed for payment.",
        (
            "agreed term", "term", "payment term", "payment terms", "terms of payment", "agreed payment term",
            "payment term days",
            "betaaltermijn", "betalingstermijn", "afgesproken termijn", "termijn", "betaaltermijn dagen",
            "betaalconditie", "betalingsconditie",
        ),
    ),
    Column(
        "in_writing",
        "yes_no",
        "Whether that was agreed in writing.",
        (
            "in writing", "term in writing", "agreed in writing",
            "schriftelijk", "schriftelijk afgesproken", "termijn schriftelijk", "schriftelijk overeengekomen",
        ),
    ),
    Column(
        "interest",
        "percent",
        "Agreed interest for late payment, percent a year.",
        (
            "agreed interest", "interest", "interest rate", "contractual interest",
            "rente", "afgesproken rente", "contractuele rente", "rentepercentage", "rente per jaar",
        ),
    ),
    Column(
        "street",
        "text",
        "Street, best with the house number, where letters go.",
        (
            "street", "address", "address line 1", "street and number", "street address",
            "straat", "adres", "adresregel 1", "straat en huisnummer", "straatnaam", "postadres",
        ),
    ),
    Column(
        "house_number",
        "text",
        "House number, where it has a column of its own.",
        ("house number", "house no", "huisnummer", "huisnr", "nr"),
    ),
    Column(
        "house_letter",
        "text",
        "What follows the house number, where that has a column of its own.",
        ("house number addition", "addition", "toevoeging", "huisnummer toevoeging", "huisnummertoevoeging"),
    ),
    Column(
        "street2",
        "text",
        "A second line of the address.",
        ("address line 2", "address 2", "adresregel 2", "adres 2", "extra adresregel"),
    ),
    Column("postcode", "text", "Postal code.", ("postcode", "postal code", "zip", "zip code", "post code", "pc")),
    Column(
        "town",
        "text",
        "Town.",
        ("town", "city", "place", "plaats", "woonplaats", "vestigingsplaats", "plaatsnaam"),
    ),
    Column("country", "country", "Country.", ("country", "country code", "land", "landcode")),
    Column(
        "rating",
        "word",
        "How the customer has paid so far.",
        (
            "rating", "payment rating", "credit rating", "payment behaviour",
            "beoordeling", "rating klant", "betaalgedrag", "kredietwaardigheid",
        ),
        {
            "good": ("good", "a", "goed"),
            "ordinary": ("ordinary", "normal", "average", "b", "gewoon", "normaal", "gemiddeld"),
            "poor": ("poor", "bad", "c", "slecht", "matig"),
        },
    ),
    Column(
        "ability",
        "word",
        "Why the customer does not pay, as far as known.",
        ("ability", "ability to pay", "kan betalen", "betaalvermogen"),
        {
            "cannot_pay": ("cannot pay", "cannot", "kan niet", "kan niet betalen"),
            "will_not_pay": ("will not pay", "will not", "wil niet", "wil niet betalen"),
        },
    ),
    Column("language", "language", "Language to write in.", ("language", "language code", "taal", "taalcode")),
    Column(
        "dunning_email",
        "email",
        "Where reminders go by e-mail, if not to the address below.",
        (
            "e-mail for dunning", "dunning e-mail", "reminder e-mail", "e-mail reminders", "accounts payable e-mail",
            "e-mail aanmaningen", "e-mail herinneringen", "e-mail voor aanmaningen", "e-mail debiteuren",
            "e-mail administratie", "aanmaan e-mail", "e-mail crediteurenadministratie",
        ),
    ),
    Column(
        "email",
        "email",
        "E-mail address.",
        ("e-mail", "e-mail address", "mail", "e-mailadres", "mailadres", "e-mail facturen", "invoice e-mail"),
    ),
    Column(
        "phone",
        "text",
        "Telephone number.",
        (
            "phone", "telephone", "phone number", "telephone number", "mobile",
            "telefoon", "telefoonnummer", "tel", "tel nr", "mobiel",
        ),
    ),
    Column(
        "contact",
        "text",
        "The person to ask for.",
        (
            "contact person", "contact", "contact name", "attention of",
            "contactpersoon", "naam contactpersoon", "t.a.v.", "ter attentie van", "aanspreekpunt",
        ),
    ),
)  # fmt: skip

YES = ("yes", "y", "true", "1", "x", "ja", "j", "waar")
NO = ("no", "n", "false", "0", "nee", "onwaar")
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
KNOWS_BY = ("customer_number", "vat_id", "company_number", "name")
"""The columns by which a customer can be told from others; a register has at least one of them."""


def plain(text: str) -> str:
    """A heading or word as it is compared: small letters and digits only."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "", bare)


HEADINGS: Mapping[str, Column] = {
    plain(heading): column for column in COLUMNS for heading in (column.name, *column.headings)
}
"""Every heading that is known, in plain letters."""
