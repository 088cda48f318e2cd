"""The words with which a policy is told: units, numbers, channels, outcomes, fields and values, in two languages.

Each row is (English, Dutch). A clause is what follows "if" ("als"), so the Dutch ones end in their verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Pair = tuple[str, str]

UNITS: Mapping[str, tuple[Pair, Pair]] = {
    "days": (("day", "dag"), ("days", "dagen")),
    "working days": (("working day", "werkdag"), ("working days", "werkdagen")),
    "weeks": (("week", "week"), ("weeks", "weken")),
    "months": (("month", "maand"), ("months", "maanden")),
}
"""One and several of each unit."""

NUMBERS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
)
"""What is written out; larger numbers are written as figures."""

ANCHORS: Mapping[str, Pair] = {
    "invoice.issued": ("the invoice date", "de factuurdatum"),
    "invoice.due": ("the due date", "de vervaldatum"),
    "opened": ("the day on which the case was opened", "de dag waarop het dossier is geopend"),
    "entered": ("the day on which the case came to this step", "de dag waarop het dossier bij deze stap kwam"),
    "promise.date": ("the day that the debtor promised", "de dag die de debiteur heeft toegezegd"),
    "plan.agreed": ("the day on which the plan was agreed", "de dag waarop de regeling is afgesproken"),
    "agreed": ("the day on which the plan was agreed", "de dag waarop de regeling is afgesproken"),
    "instalment.due": ("the day on which an instalment is due", "de dag waarop een termijn vervalt"),
    ".sent": ("the day of {}", "de dag van {}"),
    ".received": ("the day on which the message of {} was received", "de dag waarop het bericht van {} is ontvangen"),
    ".term": ("the last day of the time to pay of {}", "de laatste dag van de betaaltermijn van {}"),
}

ANCHOR_CELLS: Mapping[str, Pair] = {
    "invoice.issued": ("the invoice date", "factuurdatum"),
    "invoice.due": ("the due date", "vervaldatum"),
    "entered": ("coming here", "aankomst hier"),
    ".sent": ("{}", "{}"),
    ".received": ("receipt of {}", "ontvangst van {}"),
    ".term": ("the term of {}", "de termijn van {}"),
}
"""The same in a table; what is not here stands there as in a sentence."""

TERM_CELLS: Mapping[str, Pair] = {
    "sent": ("from sending", "na verzending"),
    "received": ("from receipt", "na ontvangst"),
    "last received": ("from the last receipt", "na de laatste ontvangst"),
}

TERM_STARTS: Mapping[str, Pair] = {
    "sent": ("from the day on which it is sent", "vanaf de dag van verzending"),
    "received": ("from the day on which it is received", "vanaf de dag van ontvangst"),
    "last received": (
        "from the day on which the last copy is received",
        "vanaf de dag waarop het laatste is ontvangen",
    ),
}

BY: Mapping[str, Pair] = {
    "email": ("an e-mail", "een e-mail"),
    "letter": ("a letter", "een brief"),
    "": ("a message by {}", "een bericht via {}"),
}
"""What is sent by a channel; the last row is of a channel that a plugin brings."""

CHANNEL_CELLS: Mapping[str, Pair] = {
    "check": ("check", "controle"),
    "email": ("e-mail", "e-mail"),
    "letter": ("letter", "brief"),
    "phone": ("telephone", "telefoon"),
    "task": ("task", "taak"),
    "agency": ("agency", "incassobureau"),
}

NO_ADDRESS: Mapping[str, Pair] = {
    "email": (
        "no e-mail address is known, or the e-mail comes back",
        "er geen e-mailadres bekend is, of de e-mail terugkomt",
    ),
    "letter": ("no address is known, or the letter comes back", "er geen adres bekend is, of de brief terugkomt"),
    "": ("it cannot be delivered", "het bericht niet aankomt"),
}

CALL_OUTCOMES: Mapping[str, Pair] = {
    "promise": ("the debtor promises to pay", "de debiteur toezegt te betalen"),
    "wants_plan": ("the debtor asks for a payment plan", "de debiteur om een betalingsregeling vraagt"),
    "cannot_pay": ("the debtor cannot pay", "de debiteur niet kan betalen"),
    "will_not_pay": ("the debtor will not pay", "de debiteur niet wil betalen"),
    "disputes": ("the debtor disputes the claim", "de debiteur de vordering betwist"),
    "question": ("the debtor has a question", "de debiteur een vraag heeft"),
    "says_paid": ("the debtor says that it is paid", "de debiteur zegt dat er betaald is"),
    "wrong_number": ("the number is wrong", "het nummer niet klopt"),
    "no_answer": ("nobody answers", "er niemand opneemt"),
}

HOLD_OUTCOMES: Mapping[str, Pair] = {
    "kept": ("the debtor pays as promised", "de debiteur betaalt zoals toegezegd"),
    "kept_in_part": ("the debtor pays only a part", "de debiteur maar een deel betaalt"),
    "broken": ("the debtor does not pay as promised", "de debiteur niet betaalt zoals toegezegd"),
    "upheld": ("the debtor is right", "de debiteur gelijk krijgt"),
    "partly_upheld": ("the debtor is right in part", "de debiteur voor een deel gelijk krijgt"),
    "rejected": ("the debtor is not right", "de debiteur geen gelijk krijgt"),
}

ANEW: Mapping[str, Pair] = {
    "letter_returned": ("the letter came back", "de brief terugkwam"),
    "letter_defective": ("the letter turned out to be defective", "de brief gebrekkig bleek"),
    "claim_lowered": ("the claim was lowered", "de vordering lager werd"),
    "plan_breached": ("a payment plan was not kept", "een betalingsregeling niet is nagekomen"),
}

NOT_COUNTED: Mapping[str, Pair] = {
    "holds": ("on hold", "in de wacht"),
    "plans": ("in a payment plan", "in een betalingsregeling"),
    "reviews": ("with a person to decide", "bij een medewerker ter beoordeling"),
}

PARTS: Mapping[str, Pair] = {
    "principal": ("the principal", "de hoofdsom"),
    "interest": ("interest", "rente"),
    "collection_costs": ("collection costs", "incassokosten"),
    "agency": ("hand-over to a collection agency", "overdracht aan een incassobureau"),
    "court": ("going to court", "een gang naar de rechter"),
}
"""What a step claims or announces."""

CLOSED: Mapping[str, Pair] = {
    "paid": ("paid", "betaald"),
    "handed_over": ("handed over", "overgedragen"),
    "written_off": ("written off", "afgeboekt"),
    "credited": ("credited", "gecrediteerd"),
}

PLAN_INTEREST: Mapping[str, Pair] = {
    "frozen": ("no interest runs meanwhile", "loopt er zolang geen rente"),
    "waived if completed": (
        "no interest is asked for if the plan is kept",
        "vragen wij geen rente als de regeling wordt nagekomen",
    ),
    "runs on": ("interest runs on as by law", "loopt de rente door volgens de wet"),
}

DECISIONS: Mapping[str, Pair] = {
    "waived": ("interest or costs are waived", "rente of kosten kwijtschelden"),
    "written_off": ("a claim is written off", "een vordering afboeken"),
    "credited": ("a claim is lowered by a credit note", "een vordering verlagen met een creditnota"),
    "approved": ("a step is released", "een stap vrijgeven"),
    "overridden": ("a step is skipped against the policy", "een stap overslaan tegen het beleid in"),
}

NOUNS: Mapping[str, Pair] = {
    "debtor.ability": ("the debtor's ability to pay", "het betaalvermogen van de debiteur"),
    "debtor.country": ("the debtor's country", "het land van de debiteur"),
    "creditor.country": ("the creditor's country", "het land van de schuldeiser"),
    "debtor.language": ("the language the debtor reads", "de taal die de debiteur leest"),
    "currency": ("the invoice's currency", "de munt van de factuur"),
    "agreement.term": ("the agreed payment term (in days)", "de afgesproken betaaltermijn (in dagen)"),
    "collector.kind": ("who collects", "wie int"),
    "received": ("what was received so far", "wat er tot nu toe ontvangen is"),
    "plan.instalments_open": (
        "the number of unpaid instalments of the payment plan",
        "het aantal onbetaalde termijnen van de regeling",
    ),
    "debtor.promises_broken": (
        "the number of broken promises in this case",
        "het aantal gebroken toezeggingen in dit dossier",
    ),
    "debtor.plans_breached": (
        "the number of payment plans that were not kept",
        "het aantal betalingsregelingen dat niet is nagekomen",
    ),
}
"""Fields whose own words are no name for a value."""

CLAUSES: Mapping[tuple[str, object], Pair] = {
    ("debtor.ability", "cannot_pay"): ("the debtor cannot pay", "de debiteur niet kan betalen"),
    ("debtor.ability", "will_not_pay"): ("the debtor will not pay", "de debiteur niet wil betalen"),
    ("debtor.rating", "good"): ("the customer's rating is good", "de klant goed beoordeeld is"),
    ("debtor.rating", "ordinary"): ("the customer's rating is ordinary", "de klant gewoon beoordeeld is"),
    ("debtor.rating", "poor"): ("the customer's rating is poor", "de klant slecht beoordeeld is"),
    ("debtor.kind", "business"): ("the debtor is a business", "de debiteur een bedrijf is"),
    ("debtor.kind", "consumer"): ("the debtor is a consumer", "de debiteur een consument is"),
    ("debtor.kind", "public_authority"): ("the debtor is a public authority", "de debiteur een overheid is"),
    ("agreement.default_basis", "none"): ("nothing makes default certain", "niets het verzuim zeker maakt"),
    ("agreement.default_basis", "agreed_term"): ("a fatal term was agreed", "een fatale termijn is afgesproken"),
    ("agreement.default_basis", "notice"): (
        "the debtor has had a notice of default",
        "de debiteur in gebreke is gesteld",
    ),
}
"""What "the field is this value" says, where it has words of its own."""

YES: Mapping[str, tuple[Pair, Pair]] = {
    "debtor.natural_person": (
        ("the debtor is a natural person", "de debiteur een natuurlijk persoon is"),
        ("the debtor is no natural person", "de debiteur geen natuurlijk persoon is"),
    ),
    "debtor.has_email": (
        ("an e-mail address is known", "er een e-mailadres bekend is"),
        ("no e-mail address is known", "er geen e-mailadres bekend is"),
    ),
    "debtor.has_address": (
        ("a postal address is known", "er een postadres bekend is"),
        ("no postal address is known", "er geen postadres bekend is"),
    ),
    "debtor.has_phone": (
        ("a telephone number is known", "er een telefoonnummer bekend is"),
        ("no telephone number is known", "er geen telefoonnummer bekend is"),
    ),
    "invoice.complete": (
        ("the invoice has all that the law asks", "de factuur alles bevat wat de wet vraagt"),
        ("the invoice lacks something that the law asks", "op de factuur iets ontbreekt wat de wet vraagt"),
    ),
    "invoice.term_as_agreed": (
        ("the invoice's payment term is the agreed one", "de betaaltermijn op de factuur de afgesproken termijn is"),
        ("the invoice's payment term is not the agreed one", "de betaaltermijn op de factuur niet de afgesproken is"),
    ),
    "agreement.in_writing": (
        ("the payment term was agreed in writing", "de betaaltermijn schriftelijk is afgesproken"),
        ("the payment term was not agreed in writing", "de betaaltermijn niet schriftelijk is afgesproken"),
    ),
    "agreement.collection_costs": (
        ("collection costs for late payment were agreed", "incassokosten bij te late betaling zijn afgesproken"),
        ("no collection costs were agreed", "er geen incassokosten zijn afgesproken"),
    ),
    "invoice.later_instalment": (
        ("it is a later instalment of the same contract", "het een latere termijn van dezelfde overeenkomst is"),
        ("it is no later instalment of the same contract", "het geen latere termijn van dezelfde overeenkomst is"),
    ),
    "debtor.claims_to_join": (
        ("other claims on this debtor belong in the same letter", "andere vorderingen in dezelfde brief horen"),
        ("no other claims belong in the same letter", "geen andere vorderingen in dezelfde brief horen"),
    ),
    "collector.registered": (
        ("who collects is in the register of collectors", "wie int in het register van incassodiensten staat"),
        ("who collects is not in the register of collectors", "wie int niet in het register van incassodiensten staat"),
    ),
    "agency.registered": (
        ("the collection agency is in the register", "het incassobureau in het register staat"),
        ("the collection agency is not in the register", "het incassobureau niet in het register staat"),
    ),
    "debtor.new_invoices_on_time": (
        ("the debtor pays new invoices on time", "de debiteur nieuwe facturen op tijd betaalt"),
        ("the debtor does not pay new invoices on time", "de debiteur nieuwe facturen niet op tijd betaalt"),
    ),
    "letter.defective": (
        ("the last formal letter turned out to be defective", "de laatste formele brief gebrekkig bleek"),
        ("the last formal letter was in order", "de laatste formele brief in orde was"),
    ),
    "invoice.term_expired": (
        ("the due date has passed", "de vervaldatum voorbij is"),
        ("the due date has not passed", "de vervaldatum nog niet voorbij is"),
    ),
    "no_open_question": (
        ("no question of the debtor is open", "er geen vraag van de debiteur openstaat"),
        ("a question of the debtor is open", "er een vraag van de debiteur openstaat"),
    ),
    "no_open_objection": (
        ("no objection of the debtor is open", "er geen bezwaar van de debiteur openstaat"),
        ("an objection of the debtor is open", "er een bezwaar van de debiteur openstaat"),
    ),
}
"""Every field that is yes or no: what is so if it is, and if it is not."""

VALUES: Mapping[str, Pair] = {
    "business": ("business", "bedrijf"),
    "consumer": ("consumer", "consument"),
    "public_authority": ("public authority", "overheid"),
    "small": ("small", "klein"),
    "medium": ("medium", "middelgroot"),
    "large": ("large", "groot"),
    "good": ("good", "goed"),
    "ordinary": ("ordinary", "gewoon"),
    "poor": ("poor", "slecht"),
    "cannot_pay": ("cannot pay", "kan niet betalen"),
    "will_not_pay": ("will not pay", "wil niet betalen"),
    "credit_transfer": ("credit transfer", "overschrijving"),
    "direct_debit": ("direct debit", "automatische incasso"),
    "card": ("card", "betaalkaart"),
    "cash": ("cash", "contant"),
    "other": ("other", "anders"),
    "agreed_term": ("an agreed term", "een afgesproken termijn"),
    "notice": ("a notice of default", "een ingebrekestelling"),
    "none": ("none", "geen"),
    "own": ("the creditor itself", "de schuldeiser zelf"),
    "third_party": ("somebody for the creditor", "iemand voor de schuldeiser"),
    "assignee": ("who took the claim over", "wie de vordering overnam"),
    "January": ("January", "januari"),
    "February": ("February", "februari"),
    "March": ("March", "maart"),
    "April": ("April", "april"),
    "May": ("May", "mei"),
    "June": ("June", "juni"),
    "July": ("July", "juli"),
    "August": ("August", "augustus"),
    "September": ("September", "september"),
    "October": ("October", "oktober"),
    "November": ("November", "november"),
    "December": ("December", "december"),
}
"""The words of the choices of fields."""

DAYS: Mapping[str, Pair] = {
    "monday": ("Monday", "maandag"),
    "tuesday": ("Tuesday", "dinsdag"),
    "wednesday": ("Wednesday", "woensdag"),
    "thursday": ("Thursday", "donderdag"),
    "friday": ("Friday", "vrijdag"),
    "saturday": ("Saturday", "zaterdag"),
    "sunday": ("Sunday", "zondag"),
}
"""The days of the week."""

OPERATORS: Mapping[str, Pair] = {
    "is": ("{field} is {value}", "{field} {value} is"),
    "is_not": ("{field} is not {value}", "{field} niet {value} is"),
    "at_least": ("{field} is {value} or more", "{field} {value} of meer is"),
    "above": ("{field} is more than {value}", "{field} meer dan {value} is"),
    "at_most": ("{field} is {value} or less", "{field} {value} of minder is"),
    "below": ("{field} is less than {value}", "{field} minder dan {value} is"),
    "one_of": ("{field} is {value}", "{field} {value} is"),
    "none_of": ("{field} is not {value}", "{field} niet {value} is"),
    "known": ("{field} is known", "{field} bekend is"),
    "not known": ("{field} is not known", "{field} niet bekend is"),
}
DAY_OPERATORS: Mapping[str, Pair] = {
    "at_least": ("{field} is {value} or later", "{field} {value} of later is"),
    "above": ("{field} is after {value}", "{field} na {value} ligt"),
    "at_most": ("{field} is {value} or earlier", "{field} {value} of eerder is"),
    "below": ("{field} is before {value}", "{field} vóór {value} ligt"),
}
