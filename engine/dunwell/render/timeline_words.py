"""The words, dates and amounts of a shown timeline, in English and Dutch.

>>> Words("nl").money("1210.00", "EUR").replace("\\xa0", " ")
'€ 1.210,00'
>>> Words("en").days(14)
'14 days'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from babel.dates import format_date
from babel.numbers import format_currency

from dunwell.money import parse_amount

if TYPE_CHECKING:
    from datetime import date

Language = Literal["en", "nl"]

_LETTER_THEN_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")

LOCALES: dict[Language, str] = {"en": "en_GB", "nl": "nl"}


@dataclass(frozen=True, slots=True)
class Words:
    """How things are said in one language."""

    language: Language = "en"

    def say(self, key: str) -> str:
        """The label of a word of the contract; a word that the table does not know is shown as it reads."""
        texts = TEXTS.get(key)
        if texts is None:
            return key.replace("_", " ")
        return texts[0] if self.language == "en" else texts[1]

    def title(self, key: str) -> str:
        """The label with a capital at the start."""
        text = self.say(key)
        return text[:1].upper() + text[1:]

    def day(self, value: date) -> str:
        """A day with its weekday: "Thu 5 Feb 2026"."""
        return format_date(value, "EEE d MMM y", locale=LOCALES[self.language])

    def day_of_year(self, value: date) -> str:
        """A day where its year stands elsewhere: "Thu 5 Feb"."""
        return format_date(value, "EEE d MMM", locale=LOCALES[self.language])

    def plain_day(self, value: date) -> str:
        """A day without its weekday: "5 Feb 2026"."""
        return format_date(value, "d MMM y", locale=LOCALES[self.language])

    def month(self, value: date) -> str:
        """Month and year: "February 2026"."""
        return format_date(value, "LLLL y", locale=LOCALES[self.language])

    def short_month(self, value: date) -> str:
        """The month alone, short: "Feb"."""
        return format_date(value, "LLL", locale=LOCALES[self.language])

    def money(self, amount: str, currency: str) -> str:
        """An amount as people write it; text that is no amount (or endless) is shown as it is."""
        try:
            text = format_currency(parse_amount(amount), currency or "XXX", locale=LOCALES[self.language])
        except (ValueError, ArithmeticError):
            return amount
        return _LETTER_THEN_DIGIT.sub("\N{NO-BREAK SPACE}", text).replace("¤", "").strip()

    def days(self, count: int) -> str:
        """So many days: "1 day", "14 days"."""
        return f"{count} {self.say('day' if abs(count) == 1 else 'days')}"


TEXTS: dict[str, tuple[str, str]] = {
    # headings and columns
    "timeline": ("Dunning timeline", "Tijdlijn van de aanmaning"),
    "invoice": ("invoice", "factuur"),
    "debtor": ("debtor", "debiteur"),
    "creditor": ("creditor", "schuldeiser"),
    "amount": ("amount", "bedrag"),
    "issued": ("issued", "factuurdatum"),
    "due": ("due date", "vervaldatum"),
    "policy": ("policy", "beleid"),
    "scenario": ("scenario", "scenario"),
    "end": ("end", "einde"),
    "date": ("date", "datum"),
    "what": ("what happens", "wat er gebeurt"),
    "channel": ("channel", "kanaal"),
    "term_until": ("pay by", "uiterlijk"),
    "claim": ("claim", "vordering"),
    "sign_claim": ("asked for, less received", "gevraagd, min ontvangen"),
    "steps": ("step by step", "stap voor stap"),
    "picture": ("at a glance", "in één oogopslag"),
    "assumed": ("what was assumed", "wat is aangenomen"),
    "assumed_why": (
        "The invoice does not say these things; the timeline takes them as follows.",
        "De factuur zegt dit niet; de tijdlijn gaat hiervan uit.",
    ),
    "field": ("fact", "gegeven"),
    "value": ("taken as", "aangenomen"),
    "why": ("why", "waarom"),
    "problems": ("problems", "problemen"),
    "fix": ("what to do", "wat te doen"),
    "unknown": ("unknown", "onbekend"),
    "day": ("day", "dag"),
    "days": ("days", "dagen"),
    "after_due": ("{} after the due date", "{} na de vervaldatum"),
    "before_due": ("{} before the due date", "{} voor de vervaldatum"),
    "on_due": ("on the due date", "op de vervaldatum"),
    "no_policy": ("no policy applies", "geen beleid van toepassing"),
    "no_entries": ("Nothing happens on this timeline.", "Er gebeurt niets op deze tijdlijn."),
    "still_open": ("still open", "nog open"),
    "entries_from_to": ("{} entries, from {} to {}.", "{} regels, van {} tot en met {}."),
    "simulated": (
        "A dry run: nothing was sent. Nobody pays or answers unless the scenario says so.",
        "Een proef: er is niets verzonden. Niemand betaalt of antwoordt, tenzij het scenario dat zegt.",
    ),
    "scrolls": ("Scroll sideways to see the whole picture.", "Schuif opzij om het hele beeld te zien."),
    "fingerprint": ("fingerprint", "vingerafdruk"),
    "sign_weekend": ("closed day", "gesloten dag"),
    "sign_holiday": ("holiday", "feestdag"),
    "holidays": ("holidays", "feestdagen"),
    "sign_step": ("done", "gedaan"),
    "sign_skip": ("skipped", "overgeslagen"),
    "sign_event": ("event from outside", "gebeurtenis van buiten"),
    "sign_wait": ("hold or plan", "wacht of regeling"),
    "sign_alarm": ("a person is asked", "iemand wordt gevraagd"),
    # kinds of entries
    "skip": ("skipped", "overgeslagen"),
    "hold": ("on hold", "wacht"),
    "plan": ("plan", "regeling"),
    "message": ("message", "bericht"),
    "attention": ("a person decides", "iemand beslist"),
    "escalation": ("escalated", "doorgezet"),
    "late": ("late", "te laat"),
    "blocked": ("blocked", "tegengehouden"),
    # facts of an entry
    "attempt": ("attempt {}", "poging {}"),
    "outcome": ("outcome: {}", "uitkomst: {}"),
    "received": ("presumed received {}", "geacht ontvangen op {}"),
    "recorded": ("recorded {}", "vastgelegd {}"),
    "recorded_late": ("recorded late, on {}", "te laat vastgelegd, op {}"),
    "recorded_by": ("by {}", "door {}"),
    "recorded_proposed_by": ("proposed by {}", "voorgesteld door {}"),
    "recorded_source": ("from {}", "uit {}"),
    "owner": ("owner: {}", "eigenaar: {}"),
    "escalate_to": ("then to {}", "daarna naar {}"),
    "announces": ("announces {}", "kondigt aan: {}"),
    "guardrail": ("guardrail {}", "vangrail {}"),
    "accrued": ("{} interest run up by law, not claimed", "{} rente opgelopen volgens de wet, niet gevorderd"),
    "of_which": ("of which {}", "waarvan {}"),
    "principal": ("principal", "hoofdsom"),
    "interest": ("interest", "rente"),
    "costs": ("costs", "kosten"),
    "collection_costs": ("collection costs", "incassokosten"),
    "announces_agency": ("hand-over to an agency", "overdracht aan een incassobureau"),
    "sign_bar": ("time to pay", "betaaltermijn"),
    # debtor kinds
    "business": ("business", "bedrijf"),
    "consumer": ("consumer", "consument"),
    "public_authority": ("public authority", "overheid"),
    # channels and lanes
    "email": ("e-mail", "e-mail"),
    "letter": ("letter", "brief"),
    "phone": ("phone", "telefoon"),
    "task": ("task", "taak"),
    "check": ("check", "controle"),
    "agency": ("agency", "incassobureau"),
    "lane_people": ("internal", "intern"),
    "lane_skipped": ("skipped", "overgeslagen"),
    "lane_waiting": ("holds", "wacht"),
    "lane_plan": ("payment plan", "regeling"),
    "lane_events": ("events", "gebeurtenissen"),
    # ends
    "paid": ("paid", "betaald"),
    "handed_over": ("handed over", "overgedragen"),
    "written_off": ("written off", "afgeboekt"),
    "credited": ("credited", "gecrediteerd"),
    "closed": ("closed", "gesloten"),
    # changes of holds and plans
    "opened": ("opened", "geopend"),
    "expired": ("expired", "verlopen"),
    "offered": ("offered", "aangeboden"),
    "agreed": ("agreed", "overeengekomen"),
    "unanswered": ("not taken up", "niet op ingegaan"),
    "refused": ("not allowed", "niet toegestaan"),
    "changed": ("changed", "gewijzigd"),
    "instalment_due": ("instalment {} falls due", "termijn {} vervalt"),
    "instalment_paid": ("instalment {} paid", "termijn {} betaald"),
    "instalment_late": ("instalment {} missed", "termijn {} gemist"),
    "new_invoice_late": ("new invoice late", "nieuwe factuur te laat"),
    "breached": ("breached", "verbroken"),
    "completed": ("completed", "voltooid"),
    "infeasible": ("not feasible", "niet haalbaar"),
    "payment_plan": ("payment plan", "betalingsregeling"),
    "dispute": ("dispute", "betwisting"),
    "question": ("question", "vraag"),
    "promise": ("promise to pay", "betaaltoezegging"),
    "says_paid": ("says it is paid", "zegt betaald te hebben"),
    "manual": ("hold by hand", "handmatig wachten"),
    # messages apart from the ladder, by their templates
    "message_promise_confirmation": ("the promise to pay is confirmed", "bevestiging van de betaaltoezegging"),
    "message_plan_offer": ("offer of a payment plan", "aanbod van een betalingsregeling"),
    "message_plan_confirmation": ("the payment plan is confirmed", "bevestiging van de betalingsregeling"),
    "message_instalment_coming": ("an instalment is coming", "er komt een termijn aan"),
    "message_instalment_late": ("an instalment is missing", "er ontbreekt een termijn"),
    "message_interruption": ("the limitation is interrupted", "stuiting van de verjaring"),
    "message_plan_ended": ("the payment plan has ended", "de betalingsregeling is beëindigd"),
    # events
    "payment_received": ("payment received", "betaling ontvangen"),
    "payment_reversed": ("payment reversed", "betaling teruggeboekt"),
    "call_made": ("call made", "gebeld"),
    "promise_made": ("promise to pay made", "betaling toegezegd"),
    "question_asked": ("question asked", "vraag gesteld"),
    "question_answered": ("question answered", "vraag beantwoord"),
    "dispute_opened": ("dispute opened", "factuur betwist"),
    "dispute_closed": ("dispute closed", "betwisting afgehandeld"),
    "hold_placed": ("hold placed", "op wacht gezet"),
    "hold_lifted": ("hold lifted", "wachten opgeheven"),
    "letter_returned": ("letter returned", "brief retour"),
    "bounced": ("e-mail bounced", "e-mail onbestelbaar"),
    "delivered": ("delivered", "bezorgd"),
    "debtor_stopped": ("stopped by law", "stop door de wet"),
    "stop_lifted": ("stop lifted", "stop opgeheven"),
    "plan_requested": ("payment plan asked for", "betalingsregeling gevraagd"),
    "plan_offered": ("payment plan offered", "betalingsregeling aangeboden"),
    "plan_agreed": ("payment plan agreed", "betalingsregeling overeengekomen"),
    "plan_changed": ("payment plan changed", "betalingsregeling gewijzigd"),
    "plan_declared_infeasible": ("payment plan not feasible", "betalingsregeling niet haalbaar"),
    "waived": ("waived", "kwijtgescholden"),
    "fact_recorded": ("fact recorded", "gegeven vastgelegd"),
    "approved": ("approved by a person", "door iemand goedgekeurd"),
    "recalled": ("recalled", "teruggehaald"),
    "reopened": ("reopened", "heropend"),
    "policy_changed": ("policy changed", "beleid gewijzigd"),
    # outcomes
    "passed": ("passed", "in orde"),
    "no_answer": ("no answer", "geen gehoor"),
    "wants_plan": ("wants a plan", "wil een regeling"),
    "cannot_pay": ("cannot pay", "kan niet betalen"),
    "will_not_pay": ("will not pay", "wil niet betalen"),
    "disputes": ("disputes the claim", "betwist de vordering"),
    "wrong_number": ("wrong number", "verkeerd nummer"),
    "upheld": ("upheld", "gegrond"),
    "partly_upheld": ("partly upheld", "deels gegrond"),
    "rejected": ("rejected", "afgewezen"),
    "kept": ("kept", "nagekomen"),
    "broken": ("broken", "niet nagekomen"),
    "kept_in_part": ("kept in part", "deels nagekomen"),
    # severities
    "error": ("error", "fout"),
    "warning": ("warning", "waarschuwing"),
    "info": ("remark", "opmerking"),
}
"""The words of the timeline's contract and the labels around them: (English, Dutch)."""
