"""The workspace: the folder with `dunwell.yaml`, which names the journal, own policies and who the creditor is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dunwell.templates import FOLDER as TEMPLATES
from dunwell.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.journal.location import Location
    from dunwell.language.yamlfile import Node, Scalar

FILE = "dunwell.yaml"
JOURNAL, POLICIES = "dunwell.db", "policies"
"""What a workspace has unless its file says otherwise, beside that file."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers a debtor's questions, as messages give it."""

    name: str = ""
    email: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency to which claims go, as messages give it; `iban` is compact."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Creditor:
    """What messages say of the creditor where the invoice does not; empty where nobody says it. `iban` is compact."""

    name: str = ""
    address: str = ""
    registration_id: str = ""
    iban: str = ""
    account_name: str = ""
    contact: Contact = Contact()
    agency: Agency = Agency()

    def fields(self) -> Mapping[str, str]:
        """What is said, by the names that message fields have."""
        said = {
            "creditor.name": self.name,
            "creditor.address": self.address,
            "creditor.registration_id": self.registration_id,
            "payment.iban": self.iban,
            "payment.account_name": self.account_name,
            "contact.name": self.contact.name,
            "contact.email": self.contact.email,
            "contact.phone": self.contact.phone,
            "contact.hours": self.contact.hours,
            "agency.name": self.agency.name,
            "agency.address": self.agency.address,
            "agency.email": self.agency.email,
            "agency.phone": self.agency.phone,
            "agency.iban": self.agency.iban,
        }
        return {name: text for name, text in said.items() if text}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most deliveries a day: `per_day` by all channels together (None: no limit), `channels` by each of them."""

    per_day: int | None = None
    channels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace; `journal`, `policies` and `templates` are where they lie, whether or not anything is there.

    `user` is who records events unless a command says otherwise; empty for whoever is logged in. `bank_files` is False
    where payments are recorded by hand; `accounts` are those whose bank files count, empty for those of each invoice.
    `customers` is the customer register, None where there is none; `limits` how much may go out in a day.
    With `release_by_hand` deliveries wait for a person. `collector` is on whose behalf debtors are contacted.
    `channels` are the keys under `channels` as they are written; `plugins.ready` sets them up.
    """

    folder: Path
    journal: Location
    policies: Path
    creditor: Creditor = Creditor()
    user: str = ""
    bank_files: bool = True
    accounts: tuple[str, ...] = ()
    customers: Path | None = None
    limits: Limits = field(default_factory=Limits)
    channels: tuple[tuple[Scalar, Node], ...] = ()
    release_by_hand: bool = False
    collector: str = "own"
    templates: Path = Path(TEMPLATES)

    def words(self) -> Templates:
        """The templates that messages are written with: those of the workspace before the shipped ones."""
        return Templates(self.templates)


PER_DAY = "per_day"
"""The key of `limits` for all channels together."""
BY_HAND = "none"
"""What `bank_data` says where no bank files are imported."""

CONTACT_KEYS: Mapping[str, str] = {
    "name": "who answers questions",
    "email": "the e-mail address for questions",
    "phone": "the telephone number for questions",
    "hours": "when the telephone is answered",
}
CREDITOR_KEYS: Mapping[str, str] = {
    "name": "the creditor's name",
    "address": "the creditor's address on one line",
    "registration_id": "the creditor's company number",
    "iban": "the account to pay to",
    "account_name": "whose account it is",
    "contact": "who answers questions: name, email, phone, hours",
    "agency": "the agency that claims go to: name, address, email, phone, iban",
}
AGENCY_KEYS: Mapping[str, str] = {
    "name": "the agency's name",
    "address": "its address on one line",
    "email": "its e-mail address",
    "phone": "its telephone number",
    "iban": "the account to pay to after the hand-over",
}
LIMIT_KEYS: Mapping[str, str] = {
    PER_DAY: "deliveries by all channels together",
    "email": "e-mails",
    "letter": "letters",
    "phone": "calls",
    "agency": "hand-overs to the agency",
}
KEYS: Mapping[str, str] = {
    "journal": f"the journal's file, {JOURNAL} if nothing is said; or postgresql://user@host/database; or, if that "
    "holds a password, {env: NAME} or {file: PATH}",
    "policies": f"the folder with own policies, {POLICIES} if nothing is said",
    "templates": f"the folder with own templates, {TEMPLATES} if nothing is said",
    "user": "who records events, unless --by says it; else whoever is logged in",
    "bank_data": "none: payments are recorded by hand, and messages do not wait for bank files; or the accounts whose "
    "bank files are imported, if not those of each invoice",
    "creditor": "what messages say of the creditor where the invoice does not",
    "customers": "the customer register, a CSV file that is joined to invoices",
    "limits": "how much may go out in a day: per_day in all, or by channel",
    "release": "by hand: what is to go out waits until `dunwell run --approve`; else it goes out at once",
    "collector": "on whose behalf debtors are contacted: own claims, a third_party's, or those of an assignee; the "
    "law's hours bind some of them",
    "channels": "how steps are carried out: a key for each word of `do:` in policies, such as email, with the plugin "
    "that carries it (`use`, not needed where only one does) and that plugin's own keys",
}
"""Every key of `dunwell.yaml` with its meaning; paths count from the folder of the file."""


def find_workspace(named: str | None, environment: Mapping[str, str]) -> Path:
    """The workspace's folder: the one named, else that of DUNWELL_WORKSPACE, else here."""
    return Path(named or environment.get("DUNWELL_WORKSPACE") or ".")
