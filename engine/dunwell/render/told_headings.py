"""The headings, labels and columns of a policy that is told: (English, Dutch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, str]] = {
    "kicker": ("Dunning policy", "Aanmaningsbeleid"),
    "id": ("policy", "beleid"),
    "version": ("version", "versie"),
    "valid_from": ("valid for cases opened from", "geldig voor dossiers vanaf"),
    "approved": ("approved", "goedgekeurd"),
    "approved_by": ("by {by} on {day}", "door {by} op {day}"),
    "approved_ticket": ("{said}, see {ticket}", "{said}, zie {ticket}"),
    "not_approved": ("not yet", "nog niet"),
    "law": ("law", "wet"),
    "messages": ("language of the messages", "taal van de berichten"),
    "dunwell": ("policy language", "beleidstaal"),
    "dunwell_version": ("Dunwell {version}", "Dunwell {version}"),
    "file": ("file", "bestand"),
    "fingerprint": ("fingerprint of the text", "vingerafdruk van de tekst"),
    "applies": ("Whom it is for", "Voor wie het geldt"),
    "assumed": ("What is assumed", "Wat wij aannemen"),
    "guards": ("The limits of the law", "De grenzen van de wet"),
    "guards_note": (
        "These rules of the law watch the steps every day. What would break one is stopped; a person looks at it.",
        "Deze regels van de wet bewaken de stappen elke dag. Wat een regel zou schenden, gaat niet door.",
    ),
    "assumed_note": ("As long as nobody says otherwise:", "Zolang niemand iets anders zegt:"),
    "kinds": ("Kinds of cases", "Soorten dossiers"),
    "named": ("What the named conditions mean", "Wat de voorwaarden met een naam betekenen"),
    "rules": ("How we reach the debtor", "Hoe wij de debiteur benaderen"),
    "overview": ("The steps at a glance", "De stappen in één oogopslag"),
    "steps": ("Step by step", "Stap voor stap"),
    "side": ("Side steps", "Zijstappen"),
    "side_note": (
        "The case comes here only from another step; a person decides how it goes on.",
        "Het dossier komt hier alleen vanuit een andere stap; een medewerker beslist hoe het verder gaat.",
    ),
    "holds": ("When we wait", "Wanneer wij wachten"),
    "plans": ("Payment plans", "Betalingsregelingen"),
    "limitation": ("Limitation", "Verjaring"),
    "ends": ("How a case ends", "Hoe een dossier eindigt"),
    "authority": ("Who may decide", "Wie mag beslissen"),
    "money": ("Money", "Geld"),
    "sign": ("Approval", "Goedkeuring"),
    "sign_text": (
        "I have read this policy, version {version}, and approve it.",
        "Ik heb dit beleid, versie {version}, gelezen en keur het goed.",
    ),
    "sign_name": ("name and role", "naam en functie"),
    "sign_place": ("place and date", "plaats en datum"),
    "sign_signature": ("signature", "handtekening"),
    "made_from": (
        "Made from the policy itself by dunwell explain; the policy is what counts.",
        "Gemaakt uit het beleid zelf met dunwell explain; het beleid zelf is bepalend.",
    ),
    "what": ("step", "stap"),
    "when": ("when", "wanneer"),
    "channel": ("channel", "kanaal"),
    "term": ("time to pay", "betaaltermijn"),
    "amounts": ("amounts", "bedragen"),
    "basis": ("law", "wet"),
    "asks": ("asks for {parts}", "vraagt {parts}"),
    "warns": ("announces {parts}", "kondigt aan: {parts}"),
    "directly": ("right after", "direct daarna"),
    "on_entry": ("on coming here", "bij aankomst hier"),
    "term_cell": ("{span} {start}", "{span} {start}"),
    "step_line": ("Step {number}: {title}", "Stap {number}: {title}"),
    "side_line": ("Side step {number}: {title}", "Zijstap {number}: {title}"),
}
