"""The reference pages of the policy language, from its tables: shapes and keys, fields, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.language.events import EVENTS, LATER_EVENTS, MONEY, MOVE, OUTSIDE, PEOPLE, RETURN
from dunwell.language.fields import AS_INVOICED, DERIVED, FACTS
from dunwell.language.phrases import TERM_ANCHORS
from dunwell.language.steps import CALL_OUTCOMES, KINDS, NAME
from dunwell.language.table import OPERATORS, SHAPES, VERSION
from dunwell.language.words import Choice, Either, Facts, ListOf, MapOf, Phrase, Ref, Tests, Text, Whole, Yes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dunwell.language.events import Datum
    from dunwell.language.fields import Field
    from dunwell.language.words import Key, Kind, Shape, Type

_EXAMPLE = """\
```yaml
dunwell: 1
policy: short-ladder
title: Korte ladder
version: 2026-01
valid_from: 2026-01-01
law: nl
language: nl
applies_to: {debtor.kind: business, currency: EUR}
steps:
  - step: reminder
    start: 1 day after invoice.due
    do: email
    template: reminder
    term: 7 days after sent
  - step: hand_over
    start: 2 working days after reminder.term
    approve: true
    do: agency
    close: handed_over
```
"""
_SCENARIO = """\
```yaml
events:
  - {at: 2026-02-20, event: payment_received, amount: "400.00"}
  - {at: 3 days after reminder.sent, event: question_asked}
```

An event that became known later than its day says when: `recorded: 2026-02-23`. Beside `events`,
`runs: [2026-02-09, 2026-02-16]` names the days on which the machine looks; without it, it looks every day.
"""
_ANCHORS = {
    "invoice.issued": "the invoice date",
    "invoice.due": "the due date",
    "opened": "the day on which the case was opened",
    "entered": "the day on which the case came to this step",
    "promise.date": "the day that the debtor promised to pay, while a promise is open",
    "<step>.sent": "the day on which that step was carried out",
    "<step>.received": "the day on which its message was received, or is presumed to have been",
    "<step>.term": "the last day of the term that its message granted",
}
_PHRASES = (
    ("day", "year, month and day", "`2026-02-05`"),
    ("length of time", "a number and days, working days, weeks or months", "`5 working days`"),
    (
        "start",
        "a length of time, `after` or `before`, and an anchor; or `on` and an anchor",
        "`1 day after invoice.due`",
    ),
    ("day of the year", "the day and the month's name", "`24 December`"),
    ("term", f"a length of time after {', '.join(TERM_ANCHORS)}", "`14 days after received`"),
    (
        "amount",
        "the currency, a space and the amount, with two decimals or none",
        "`EUR 250`, `EUR 12.50`",
    ),
)
_VARIANT = "It has the keys of a step, but for `step`, `times`, `anew_after` and `variants`."
_LIKE_A_STEP = {
    "side_step": "It has the keys of a [step](#step), but for those that say when and how often: "
    "it begins as soon as a route leads to it.",
    "step_variant": _VARIANT,
    "side_step_variant": _VARIANT,
}
_PHRASE_NAMES = {"duration": "length of time", "until": "event or start", "money": "amount"}
_ORDER = {
    MONEY: "Money",
    OUTSIDE: "What the debtor and others say",
    PEOPLE: "What we decide",
    RETURN - 1: "What was done",
    RETURN: "What came back",
    MOVE: "Another version of the policy",
}


def policy_page() -> str:
    """Every shape of a policy with its keys, the phrases, the conditions and the kinds of steps."""
    parts = [
        f"# The policy language, version {VERSION}\n",
        "A policy is a YAML file. Only `true` and `false` are yes and no; `NO`, `on` and `12:30` stay the text that",
        "they are. Anchors, tags and keys that stand twice are refused. `dunwell check` tells every mistake at once,",
        "and with the schema that `dunwell schema` prints [an editor](../editor.md) completes keys and steps.\n",
        _EXAMPLE,
        "Steps are carried out from top to bottom. A contact that would fall on a closed day moves on to the next",
        "open one. [Fields](fields.md) are what conditions ask; [events](events.md) are what can happen. In the",
        "tables below a key in bold must be there, and a name is small letters, digits and _, a letter first.\n",
        "## Phrases\n",
        *_table(("phrase", "how it is written", "example"), _PHRASES),
        "There are no hours and no sums. A day counts from an anchor:\n",
        *_table(("anchor", "is"), ((f"`{name}`", text) for name, text in _ANCHORS.items())),
        *_conditions(),
        *(part for shape in SHAPES.values() for part in _shape(shape)),
    ]
    return "\n".join(parts)


def fields_page() -> str:
    """What conditions may ask, with the type and the words in English and Dutch."""
    parts = [
        "# Fields\n",
        "A *fact* is said by the invoice, by a person (event `fact_recorded`) or by the policy's `if_unknown`; a",
        "condition on a fact that nobody has said asks a person. A *derived* field is worked out from what happened",
        "to the case and is always known.\n",
        "Types: money is written `EUR 250`, a day `2026-02-05`, yes or no `true` or `false`; a choice is one of its",
        "words. Money, numbers and days can be compared with `at_least`, `above`, `at_most` and `below`.\n",
        "## Facts\n",
        *_field_table(FACTS),
        f"In `if_unknown`, `agreement.term` may also be `{AS_INVOICED}`: the term that the invoice itself gives.\n",
        "## Derived fields\n",
        *_field_table(DERIVED),
    ]
    return "\n".join(parts).rstrip() + "\n"


def events_page() -> str:
    """What can happen to a case, in the order within a day, with what each event says."""
    parts = [
        "# Events\n",
        "An event has the day on which it is valid (`at`) and says a few things more; those in bold it must say.",
        "Within a day events count in the order of this page, so that a payment of the 9th counts before a letter of",
        "the 9th. Scenarios (`dunwell simulate --scenario`) are lists of events:\n",
        _SCENARIO,
        f"The outcomes of `call_made` are {_words(CALL_OUTCOMES)}.\n",
    ]
    for order, title in _ORDER.items():
        rows = [kind for kind in EVENTS.values() if kind.order == order]
        parts.append(f"## {title}\n")
        cells = ((f"`{kind.name}`", kind.text, ", ".join(map(_datum, kind.data)) or "–") for kind in rows)
        parts += _table(("event", "what happened", "says"), cells)
    parts.append(f"The language has names for more, on which this version does not act: {_words(LATER_EVENTS)}.\n")
    return "\n".join(parts)


def _conditions() -> Iterator[str]:
    yield "## Conditions\n"
    yield "A condition is a field with a value (`debtor.kind: consumer`), with a list (any of its values) or with"
    yield "operators (`claim.open: {at_least: EUR 250, below: EUR 500}`); several must all hold. `all`, `any`, `none`"
    yield "take a list of conditions. A text is the name of a condition under `conditions`. What would be nested more"
    yield "than two levels deep gets a name.\n"
    yield from _table(("operator", "holds if the field"), ((f"`{name}`", text) for name, text in OPERATORS.items()))
    yield "`within: 12 months` beside an operator counts only what happened in that time.\n"


def _shape(shape: Shape) -> Iterator[str]:
    yield f"## {_title(shape.name)}\n"
    yield f"{shape.text}\n"
    if shape.name in _LIKE_A_STEP:
        yield f"{_LIKE_A_STEP[shape.name]}\n"
        return
    yield from _table(("key", "value", "what it means"), (_key_row(key) for key in shape.keys))
    if shape.needs:
        needs = (f"`{name}` needs `{other}`" for name, other in shape.needs)
        yield f"{'; '.join(needs)}.\n"
    if shape.name == "step":
        yield "What a step does decides which keys it must and may have, beside those that say when and whether:\n"
        yield from _table(("`do`", "what is done", "must have", "may have"), map(_kind_row, KINDS.values()))


def _key_row(key: Key) -> tuple[str, str, str]:
    name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
    example = f" Example: `{key.example}`." if key.example else ""
    return name, _type(key.type), f"{key.text}{example}"


def _kind_row(kind: Kind) -> tuple[str, str, str, str]:
    name = f"`{kind.name}`" if kind.name != "both" else "`{both: …}`, `{channel: …}`"
    return name, kind.text, _words(kind.required), _words(kind.allowed) or "–"


def _type(kind: Type) -> str:
    """What a value can be, in words."""
    match kind:
        case ListOf(item):
            return f"list of {_type(item)}"
        case MapOf(item):
            return f"names, each with {_type(item)}"
        case Facts():
            return "[facts](fields.md) with a value each"
        case Ref(name):
            return f"[{_title(name)}](#{_title(name).replace(' ', '-')})"
        case Tests(named):
            return "[condition](#conditions)" if named else "[fields](fields.md) with tests"
        case Either(text, mapping):
            return f"{_type(text)}; or {_type(mapping)}"
        case _:
            return _scalar(kind)


def _scalar(kind: Text | Phrase | Whole | Yes | Choice) -> str:
    match kind:
        case Text(pattern, hint):
            return "name" if kind == NAME else hint if pattern else "text"
        case Phrase(name):
            return f"[{_PHRASE_NAMES.get(name, name)}](#phrases)"
        case Whole(least):
            return f"whole number, {least} or more"
        case Yes(always):
            return "`true`" if always else "`true` or `false`"
        case Choice(words):
            return " or ".join(f"`{word}`" for word in words)


def _field_table(rows: Iterable[Field]) -> Iterator[str]:
    """The fields of one kind; the words of a choice stand with its type."""
    cells = ((f"`{row.name}`", _field_type(row), row.en, row.nl) for row in rows)
    return _table(("field", "type", "in English", "in Dutch"), cells)


def _field_type(field: Field) -> str:
    return f"choice: {_words(field.choices)}" if field.choices else field.type.replace("yes_no", "yes or no")


def _datum(datum: Datum) -> str:
    return f"**`{datum.name}`** ({datum.type})" if datum.required else f"`{datum.name}` ({datum.type})"


def _title(name: str) -> str:
    return name.replace("_", " ")


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
