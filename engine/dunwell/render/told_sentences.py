"""The sentences with which a policy is told, in plain English and Dutch (level B1); {parts} are filled in.

What follows "then" ("dan") stands in the order that Dutch asks there: verb before subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    # small words
    "and": ("and", "en"),
    "or": ("or", "of"),
    "whether": ("that", "of"),
    "once": ("once", "één keer"),
    "times": ("{count} times", "{count} keer"),
    "not_all": ("none of these holds: {parts}", "geen van deze dingen geldt: {parts}"),
    "within": ("{clause}, counted over the last {span}", "{clause}, geteld over de laatste {span}"),
    "after_day": ("{span} after {anchor}", "{span} na {anchor}"),
    "before_day": ("{span} before {anchor}", "{span} voor {anchor}"),
    "step": ("step {number}", "stap {number}"),
    "watched": ("Watched by {rules}.", "Bewaakt door {rules}."),
    "template": ("template: {name}", "sjabloon: {name}"),
    "line": ("Line {lines} of {file}.", "Regel {lines} van {file}."),
    "lines": ("Lines {lines} of {file}.", "Regels {lines} van {file}."),
    "law": ("Law: {law}.", "Wet: {law}."),
    "variant": ("If this is a case of the kind “{name}”:", "Bij een dossier van de soort ‘{name}’:"),
    # when a step begins
    "steps": ("step {numbers}", "stap {numbers}"),
    "from": ("From {day},", "Vanaf {day}"),
    "at_once": ("As soon as the case comes to this step,", "Zodra het dossier bij deze stap komt,"),
    "next": ("Right after the step before,", "Direct na de vorige stap"),
    "first": ("As soon as the case is opened,", "Zodra het dossier is geopend,"),
    "sent_here": ("When the case is sent to this step,", "Als het dossier naar deze stap gaat,"),
    "if": ("{opener}, if {clause}, {action}", "{opener}, als {clause}, {action}"),
    # what it does
    "do_check": ("we check {parts}", "controleren wij {parts}"),
    "do_send": ("we send {what} ({template})", "sturen wij {what} ({template})"),
    "do_phone": ("a person calls the debtor", "belt een medewerker de debiteur"),
    "do_phone_most": (
        "a person calls the debtor, {times} at most",
        "belt een medewerker de debiteur, hoogstens {times}",
    ),
    "do_phone_apart": (
        "a person calls the debtor, {times} at most and with {span} in between",
        "belt een medewerker de debiteur, hoogstens {times} en met {span} ertussen",
    ),
    "do_task": ("{owner} does this: {title}", "doet {owner} dit: {title}"),
    "do_agency": (
        "we hand the claim over to the collection agency",
        "dragen wij de vordering over aan het incassobureau",
    ),
    "text_used": ("The text for it is the {template}.", "De tekst erbij is het {template}."),
    # more about a step
    "legal_form": (
        "By law this is: {title} ({article}).",
        "Volgens de wet is dit: {title} ({article}).",
    ),
    "legal_message": ("It has the form that the law gives: {title}.", "Het heeft de vorm van de wet: {title}."),
    "term": (
        "The debtor then has {span} to pay, counted {start}.",
        "De debiteur heeft dan {span} om te betalen, geteld {start}.",
    ),
    "term_extended": (
        "If by law no term can end on the last day, it moves on to the next one.",
        "Is de laatste dag een dag waarop volgens de wet geen termijn eindigt, dan schuift die door naar de volgende.",
    ),
    "approve": ("A person releases this first.", "Een medewerker geeft dit eerst vrij."),
    "announces": (
        "The message says what follows if nothing is paid: {parts}.",
        "Het bericht zegt wat volgt als er niet wordt betaald: {parts}.",
    ),
    "claims": ("From then on we ask for {parts}.", "Vanaf dan vragen wij {parts}."),
    "fallback_channel": ("If {clause}, we send {what} instead.", "Als {clause}, dan sturen wij {what}."),
    "fallback": ("If {clause}, {then}.", "Als {clause}, dan {then}."),
    "window": (
        "This begins no later than {day}; a later start is shown as late.",
        "Dit begint uiterlijk {day}; begint het later, dan staat er dat het te laat is.",
    ),
    "window_pause": ("Days {parts} do not count.", "Dagen {parts} tellen niet mee."),
    "otherwise": ("If that condition does not hold, {then}.", "Geldt die voorwaarde niet, dan {then}."),
    "otherwise_check": ("If something is not in order, {then}.", "Is iets niet in orde, dan {then}."),
    "skipped": (
        "If that condition does not hold, the step is skipped.",
        "Geldt die voorwaarde niet, dan slaan wij de stap over.",
    ),
    "times_most": ("This is done {times} at most.", "Dit gebeurt hoogstens {times}."),
    "times_most_then": (
        "This is done {times} at most; after that {then}.",
        "Dit gebeurt hoogstens {times}; daarna {then}.",
    ),
    "anew": ("It may be done again if {parts}.", "Het mag opnieuw als {parts}."),
    "last_attempt": (
        "The last call leaves this word: {word}. Then we wait {span} for the debtor to call back.",
        "De laatste poging laat dit achter: {word}. Daarna wachten wij {span} of de debiteur terugbelt.",
    ),
    "outcome": ("If {clause}, {then}.", "Als {clause}, dan {then}."),
    "outcome_named": ("the outcome is “{name}”", "de uitkomst ‘{name}’ is"),
    "not_called": (
        "If nobody has called after {span}, {who} is told. A call that is not made does not count.",
        "Is er na {span} niet gebeld, dan hoort {who} dat. Niet bellen telt niet als poging.",
    ),
    "without_outcome": (
        "If there is no outcome after {span}, {who} is told. Without an outcome nothing goes on.",
        "Is er na {span} geen uitkomst, dan hoort {who} dat. Zonder uitkomst gaat er niets verder.",
    ),
    "close": ("This ends the case: {reason}.", "Daarmee eindigt het dossier: {reason}."),
    "then_next": ("If nothing is paid, {then}.", "Wordt er niet betaald, dan {then}."),
    "then_next_check": ("If all is in order, {then}.", "Is alles in orde, dan {then}."),
    "then_person": ("If nothing is paid, {who} decides.", "Wordt er niet betaald, dan beslist {who}."),
    # where a case goes
    "go_to": ("the case goes to {step}", "gaat het dossier naar {step}"),
    "resume": ("the case goes on where it stood", "gaat het dossier verder waar het was"),
    "hold": ("we wait (“{name}”)", "wachten wij (‘{name}’)"),
    "offer": ("we offer the payment plan “{name}”", "bieden wij de regeling ‘{name}’ aan"),
    "ends": ("the case ends: {reason}", "eindigt het dossier: {reason}"),
    "wait_for": ("we wait until this is recorded: {event}", "wachten wij tot dit is vastgelegd: {event}"),
    "wait_for_then": ("{waits}; then {then}", "{waits}; daarna {then}"),
    "call_again": ("we call again", "bellen wij opnieuw"),
    "call_again_then": ("we call again; after the last call {then}", "bellen wij opnieuw; na de laatste keer {then}"),
    "person": ("{who} decides", "beslist {who}"),
    # holds
    "held_all": ("As long as this lasts, no step begins.", "Zolang dit duurt, begint er geen stap."),
    "held_part": (
        "As long as this lasts, only the disputed amount waits; the rest goes on.",
        "Zolang dit duurt, wacht alleen het betwiste bedrag; de rest gaat door.",
    ),
    "opens_on": ("It begins with this event: {event}.", "Het begint met deze gebeurtenis: {event}."),
    "opens_by_route": ("It begins when a step leads to it.", "Het begint als een stap hierheen leidt."),
    "until_event": ("It ends with this event: {event}.", "Het eindigt met deze gebeurtenis: {event}."),
    "until_day": ("It lasts until {day}.", "Het duurt tot en met {day}."),
    "limit": ("It lasts {span} at most.", "Het duurt hoogstens {span}."),
    "still": (
        "A time to pay that runs stands still meanwhile.",
        "Een betaaltermijn die loopt, staat zolang stil.",
    ),
    "runs_on": ("A time to pay that runs goes on meanwhile.", "Een betaaltermijn die loopt, loopt zolang door."),
    "hold_times": (
        "We wait for this reason {times} at most; after that {then}.",
        "Om deze reden wachten wij hoogstens {times}; daarna {then}.",
    ),
    "confirm": ("We confirm it with {what}.", "Wij bevestigen het met {what}."),
    "expired": ("If the time has run out, {then}.", "Is de tijd om, dan {then}."),
    # payment plans
    "plan_all": (
        "As long as a plan is discussed or runs, no step begins.",
        "Zolang een regeling wordt besproken of loopt, begint er geen stap.",
    ),
    "plan_when": ("It is possible if {clause}. If not, {then}.", "Het kan als {clause}. Zo niet, dan {then}."),
    "plan_offer": (
        "We offer it with {what}. The offer stands for {span}. If nobody answers, {then}.",
        "Wij bieden het aan met {what}. Het aanbod geldt {span}. Komt er geen antwoord, dan {then}.",
    ),
    "plan_by_hand": ("{who} arranges it.", "{who} regelt het."),
    "plan_amounts": (
        "It has {number} instalments at most, with {span} between two. The first is due {first} at the latest.",
        "Het zijn hoogstens {number} termijnen, met {span} ertussen. De eerste vervalt uiterlijk {first}.",
    ),
    "plan_least": (
        "An instalment is {money} at least; only the last may be smaller.",
        "Een termijn is minstens {money}; alleen de laatste mag kleiner zijn.",
    ),
    "plan_round": (
        "Each is rounded down to {money}; the last takes the rest.",
        "Elke termijn ronden wij naar beneden af op {money}; de laatste is de rest.",
    ),
    "plan_longest": ("The last is due within {span}.", "De laatste vervalt binnen {span}."),
    "plan_lowered": (
        "Instalments may be lowered {times}; once more, and the plan cannot be kept.",
        "Termijnen mogen {times} omlaag; nog een keer, en de regeling is niet haalbaar.",
    ),
    "plan_never_lowered": (
        "Instalments are never lowered: if they must be, the plan cannot be kept.",
        "Termijnen gaan nooit omlaag: moet dat toch, dan is de regeling niet haalbaar.",
    ),
    "plan_remind": ("From {day} we send {what}.", "Vanaf {day} sturen wij {what}."),
    "plan_late": (
        (
            "An instalment counts as missed from {day}. We then send {what}, and the debtor has {span} to pay it, "
            "counted {start}."
        ),
        (
            "Een termijn is gemist vanaf {day}. Wij sturen dan {what}, en de debiteur heeft {span} om te betalen, "
            "geteld {start}."
        ),
    ),
    "plan_invoices": (
        "New invoices must be paid on time; a late one counts as a missed instalment.",
        "Nieuwe facturen moeten op tijd betaald worden; een late telt als een gemiste termijn.",
    ),
    "plan_interest": ("For “{variant}” {clause}.", "Bij ‘{variant}’ {clause}."),
    "plan_interest_all": ("Meanwhile: {clause}.", "Intussen: {clause}."),
    "plan_completed": (
        "The plan is completed if {clause}; the case then ends: {reason}. If more is owed, the ladder goes on.",
        "De regeling is klaar als {clause}; het dossier eindigt dan: {reason}. Is er meer open, dan gaan wij door.",
    ),
    "plan_breached": (
        "The plan is not kept if {times} the time to repair a missed instalment runs out. Then {then}.",
        "De regeling is niet nagekomen als {times} de hersteltijd van een gemiste termijn verloopt. Dan {then}.",
    ),
    "plan_infeasible": (
        "The plan cannot be kept if a person says so ({event}), or if it was lowered too often or far; then {then}.",
        (
            "De regeling is niet haalbaar als een medewerker dat vastlegt ({event}), of als de termijnen te vaak "
            "of te ver omlaag moesten; dan {then}."
        ),
    ),
    "plan_end_due": ("All that is left is then due at once.", "Alles wat openstaat, is dan in één keer verschuldigd."),
    "plan_end_tell": ("The debtor gets {what}.", "De debiteur krijgt {what}."),
    # the rest of a policy
    "days_working": (
        "The debtor is reached on working days only; what would fall on another day moves on to the next one.",
        "Wij benaderen de debiteur alleen op werkdagen; wat op een andere dag valt, schuift door naar de volgende.",
    ),
    "days_all": ("The debtor may be reached on every day.", "Wij mogen de debiteur op elke dag benaderen."),
    "weekdays": ("Of these days only on {days}.", "Van die dagen alleen op {days}."),
    "quiet": (
        "From {first} until {last} the debtor is not reached; what would fall then waits for the first day after.",
        "Van {first} tot en met {last} benaderen wij niemand; wat dan valt, wacht op de eerste dag daarna.",
    ),
    "quiet_calls": (
        "From {first} until {last} nobody is called; a call waits for the first day after, messages go out.",
        "Van {first} tot en met {last} bellen wij niet; een telefoontje wacht op de eerste dag daarna, berichten niet.",
    ),
    "per_week": (
        "The debtor is reached once a day at most, and {times} at most in any seven days.",
        "Wij benaderen de debiteur hoogstens één keer per dag, en hoogstens {times} in zeven dagen.",
    ),
    "per_day": ("The debtor is reached once a day at most.", "Wij benaderen de debiteur hoogstens één keer per dag."),
    "bank": (
        "Nothing goes to the debtor on payment data older than {span}.",
        "Er gaat niets naar de debiteur als de betaalgegevens ouder zijn dan {span}.",
    ),
    "attention": (
        (
            "Where the policy cannot decide, {owner} is asked. If there is no answer after {span}, {who} is told. "
            "Silence never goes on by itself."
        ),
        (
            "Waar het beleid niet beslist, vragen wij {owner}. Is er na {span} geen antwoord, dan hoort {who} het. "
            "Zwijgen gaat nooit vanzelf verder."
        ),
    ),
    "limitation": (
        "{span} before the last day on which the claim can be enforced, {action}.",
        "{span} voor de laatste dag waarop de vordering nog af te dwingen is, {action}.",
    ),
    "limitation_send": (
        "we send {what}; where that cannot be, {owner} is asked",
        "sturen wij {what}; kan dat niet, dan vragen wij {owner}",
    ),
    "limitation_ask": ("{owner} is asked what to do", "vragen wij {owner} wat er moet gebeuren"),
    "limitation_over": ("Once that day has passed, {who} is asked.", "Is die dag voorbij, dan vragen wij {who}."),
    "ends_built_in": (
        "A case ends when it is paid, credited, written off or handed over; the law's own stops hold it.",
        (
            "Een dossier eindigt als het betaald, gecrediteerd, afgeboekt of overgedragen is; bij een stop "
            "door de wet staat het stil."
        ),
    ),
    "farewell": ("After the end “{reason}” the debtor gets {what}.", "Na ‘{reason}’ krijgt de debiteur {what}."),
    "authority_why": ("Who decides something says why.", "Wie iets beslist, zegt waarom."),
    "second_person": (
        "Above {money} a second person confirms it if {decision}.",
        "Boven {money} bevestigt een tweede persoon dit: {decision}.",
    ),
    "second_always": (
        "A second person always confirms it if {decision}.",
        "Een tweede persoon bevestigt dit altijd: {decision}.",
    ),
    "tolerance": ("A claim of {money} or less counts as paid.", "Een bedrag van {money} of minder geldt als betaald."),
    "costs": (
        "Interest and costs run up by law. We ask for them only where a step says so.",
        "Rente en kosten lopen op volgens de wet. Wij vragen ze alleen waar een stap dat zegt.",
    ),
    "applies": ("This policy is for an invoice if {clause}.", "Dit beleid geldt voor een factuur als {clause}."),
    "as_invoiced": (
        "the agreed payment term is the one on the invoice",
        "de afgesproken betaaltermijn die op de factuur is",
    ),
    "assumed": (
        "we assume that {clause}.",
        "wij nemen aan dat {clause}.",
    ),
    "kind": ("“{name}”: if {clause}.", "‘{name}’: als {clause}."),
    "kind_all": ("The policy treats all cases alike.", "Het beleid behandelt alle dossiers gelijk."),
    "guarded": ("{rule}: {article}, in {steps}.", "{rule}: {article}, bij {steps}."),
    "named": ("“{name}” holds if {clause}.", "‘{name}’ geldt als {clause}."),
}
