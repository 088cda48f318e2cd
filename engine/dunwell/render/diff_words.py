"""The words of a comparison of two policies, in English and Dutch; each table has the same rows in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dunwell.comparing.stories import ACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.comparing.stories import Reaction, Story
    from dunwell.comparing.wording import Change

Language = Literal["en", "nl"]

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "words": "In words",
        "dates": "In dates",
        "no_change": "nothing changes: the two are the same but for comments and layout",
        "only_words": "only words change (titles, version, approval): nothing happens differently to any case",
        "nothing_affected": "no case is affected",
        "affected": "{affected} of {played} are affected",
        "cases": "{name}: {cases} cases, {affected} of them affected",
        "stories": "played {played} times: if nobody reacts, and with what debtors and people may do",
        "real_stories": "played {played} times: if nobody reacts{more}",
        "and_if": ", and if: {stories}",
        "reach": "{file}: {reached} of {branches} branches are reached",
        "not_reached": "not reached: {what}",
        "unread": "{count} files or rows are no invoice that can be collected, and are left out",
        "example": "Example {number}: {case}; {story}",
        "changed": "{who}: {key} was {old}, is now {new}",
        "changed_whole": "{who} was {old}, is now {new}",
        "added": "{who}: {key} is new: {new}",
        "added_whole": "{who} is new: {new}",
        "removed": "{who}: {key} is left out; it was {old}",
        "removed_whole": "{who} is left out; it was {old}",
        "moved_whole": "{who} stands at another place in the order",
        "used_by": " (used by {names})",
        "only_told": " (words only)",
        "old": "old",
        "new": "new",
        "nobody": "nobody reacts",
        "steps": "step",
        "side_steps": "side step",
        "holds": "hold",
        "plans": "payment plan",
        "conditions": "condition",
        "variants": "variant",
        "after": "{days} days after {about}: {act}",
        "at": "at {about}: {act}",
        "count": "count",
        "how": "what is different",
    },
    "nl": {
        "words": "In woorden",
        "dates": "In data",
        "no_change": "er verandert niets: alleen commentaar en opmaak verschillen",
        "only_words": "alleen woorden veranderen (titels, versie, goedkeuring): met geen dossier gebeurt iets anders",
        "nothing_affected": "geen dossier wordt geraakt",
        "affected": "{affected} van {played} worden geraakt",
        "cases": "{name}: {cases} dossiers, {affected} daarvan geraakt",
        "stories": "{played} keer gespeeld: als niemand reageert, en met wat debiteuren en medewerkers kunnen doen",
        "real_stories": "{played} keer gespeeld: als niemand reageert{more}",
        "and_if": ", en als: {stories}",
        "reach": "{file}: {reached} van {branches} vertakkingen worden bereikt",
        "not_reached": "niet bereikt: {what}",
        "unread": "{count} bestanden of regels zijn geen factuur die te innen is, en tellen niet mee",
        "example": "Voorbeeld {number}: {case}; {story}",
        "changed": "{who}: {key} was {old}, wordt {new}",
        "changed_whole": "{who} was {old}, wordt {new}",
        "added": "{who}: {key} komt erbij: {new}",
        "added_whole": "{who} komt erbij: {new}",
        "removed": "{who}: {key} vervalt; het was {old}",
        "removed_whole": "{who} vervalt; het was {old}",
        "moved_whole": "{who} staat op een andere plaats in de volgorde",
        "used_by": " (gebruikt door {names})",
        "only_told": " (alleen woorden)",
        "old": "oud",
        "new": "nieuw",
        "nobody": "niemand reageert",
        "steps": "stap",
        "side_steps": "zijstap",
        "holds": "wacht",
        "plans": "betalingsregeling",
        "conditions": "voorwaarde",
        "variants": "variant",
        "after": "{days} dagen na {about}: {act}",
        "at": "bij {about}: {act}",
        "count": "aantal",
        "how": "wat anders is",
    },
}
_NL: Mapping[str, str] = {
    "made-up cases": "bedachte dossiers",
    "open cases": "lopende dossiers",
    "earlier": "eerder",
    "later": "later",
    "other steps": "andere stappen",
    "another order of steps": "andere volgorde van stappen",
    "other channel": "ander kanaal",
    "other template": "ander sjabloon",
    "other amounts": "andere bedragen",
    "other term": "andere termijn",
    "another end": "ander einde",
    "other holds, plans or alarms": "anders wachten, andere regelingen of meldingen",
    "under one of the two only": "alleen onder een van de twee",
    "the debtor pays all": "de debiteur betaalt alles",
    "the debtor pays half": "de debiteur betaalt de helft",
    "all is credited": "alles wordt gecrediteerd",
    "a quarter is credited": "een kwart wordt gecrediteerd",
    "the debtor disputes the claim": "de debiteur betwist de vordering",
    "the debtor disputes a quarter": "de debiteur betwist een kwart",
    "the debtor asks a question": "de debiteur stelt een vraag",
    "the debtor promises to pay": "de debiteur zegt betaling toe",
    "the debtor promises to pay half": "de debiteur zegt de helft toe",
    "the debtor asks for a payment plan": "de debiteur vraagt om een betalingsregeling",
    "the mail comes back": "de e-mail komt terug",
    "the letter comes back": "de brief komt terug",
    "the call ends with {word}": "het gesprek eindigt met {word}",
    "the person says {word}": "de medewerker zegt {word}",
    "the question is answered": "de vraag is beantwoord",
    "the dispute ends: {word}": "het geschil eindigt: {word}",
    "the hold is lifted: {word}": "het wachten wordt opgeheven: {word}",
    "the payment plan is agreed as proposed": "de betalingsregeling is afgesproken zoals voorgesteld",
    "two instalments are agreed": "twee termijnen worden afgesproken",
    "lower instalments are agreed": "lagere termijnen worden afgesproken",
    "still lower instalments are agreed": "nog lagere termijnen worden afgesproken",
    "the plan cannot be kept": "de regeling is niet na te komen",
    "a new invoice is paid late": "een nieuwe factuur wordt te laat betaald",
    "the claim is taken back": "de vordering wordt teruggehaald",
}
"""What the comparison says in English anyhow, in Dutch."""


class DiffWords:
    """The words of one language."""

    def __init__(self, language: Language = "en") -> None:
        """Take the words of this language."""
        self.language = language

    def say(self, key: str, /, **values: object) -> str:
        """A phrase with its values."""
        return _PHRASES[self.language][key].format(**values)

    def of(self, english: str) -> str:
        """A word of the comparison in this language; names of people's own stay as they are."""
        return _NL.get(english, english) if self.language == "nl" else english

    def change(self, change: Change) -> str:
        """A change as a sentence, without its places."""
        section, rest = change.path[0], change.path[1:]
        who = self.say(section) + f" {rest[0]}" if section in _PHRASES["en"] and rest else section
        keys = rest[1:] if section in _PHRASES["en"] and rest else rest
        form = change.kind if keys else f"{change.kind}_whole"
        told = self.say(form, who=who, key=".".join(keys), old=change.old, new=change.new)
        users = self.say("used_by", names=", ".join(change.used_by)) if change.used_by else ""
        return told + users + (self.say("only_told") if change.only_words else "")

    def story(self, story: Story) -> str:
        """A story in a line."""
        return "; ".join(self._reaction(one) for one in story) or self.say("nobody")

    def _reaction(self, reaction: Reaction) -> str:
        trigger = reaction.trigger
        again = f" ({trigger.nth + 1})" if trigger.nth else ""
        about = f"{trigger.name} {trigger.change.replace('_', ' ')}".strip() + again
        act = self.of(ACTS[reaction.act].says).format(word=reaction.word.replace("_", " "))
        return self.say("after" if reaction.days else "at", days=reaction.days, about=about, act=act)
