"""What an editor offers to write: examples and snippets of the JSON Schema, for every key and every kind of step.

A snippet is what `defaultSnippets` holds in the schemas of VS Code: a label, a sentence, and a body with places to fill
in, `${1:like this}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dunwell.language.events import EVENTS
from dunwell.language.fields import FIELDS, FORM_EXAMPLES
from dunwell.language.steps import CALL_OUTCOMES, CHANNELS, KINDS
from dunwell.language.table import OPERATORS, SHAPES
from dunwell.language.words import Choice, Either, Facts, ListOf, Phrase, Ref, Tests
from dunwell.language.yamlfile import plain, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dunwell.language.fields import Field
    from dunwell.language.words import Key, Kind, Shape, Type

Snippet = dict[str, Any]

_PHRASES: Mapping[str, tuple[str, ...]] = {
    "day": ("${1:2026-01-01}",),
    "duration": ("${1:5} working days", "${1:7} days", "${1:2} weeks", "${1:3} months"),
    "start": (
        "${1:1} day after ${2:invoice.due}",
        "${1:2} working days after ${2:reminder.term}",
        "${1:3} days before ${2:instalment.due}",
        "on ${1:invoice.due}",
    ),
    "until": ("${1:dispute_closed}", "${1:2} working days after ${2:promise.date}"),
    "term": ("${1:7} days after sent", "${1:14} days after received", "${1:14} days after last received"),
    "money": ("EUR ${1:250}",),
    "month_day": ("${1:24 December}",),
}
_TEXTS: Mapping[str, tuple[object, ...]] = {
    "policy": ("own-standard",),
    "title": ("Standaard",),
    "version": ("2026-01",),
    "law": (FORM_EXAMPLES["[a-z]{2}"],),
    "language": (FORM_EXAMPLES["[a-z]{2}"],),
    "by": ("credit control board",),
    "ticket": ("DEB-42",),
    "owner": ("credit-control",),
    "escalate_to": ("manager",),
    "template": ("reminder",),
    "go_to": ("review",),
    "hold": ("dispute",),
    "offer": ("payment_plan",),
    "wait_for": tuple(EVENTS),
    "opens_on": tuple(EVENTS),
    "per_week": (3,),
    "times": (2,),
    "lowered": (1,),
}
"""Values of keys that have no example in the table."""
_BODIES: Mapping[str, str] = {
    "applies_to": "{debtor.kind: business, debtor.country: NL, currency: EUR}",
    "if_unknown": "{debtor.rating: ordinary}",
    "variants": "{business: {when: {debtor.kind: business}}, consumer: {when: {debtor.kind: consumer}}}",
    "conditions": "{worth_a_call: {claim.open: {at_least: EUR 250}}}",
    "holds": "{dispute: {opens_on: dispute_opened, until: dispute_closed, no_longer_than: 30 days, "
    "expired: {go_to: review}}}",
    "when": "{claim.open: {at_least: EUR 250}}",
    "outcomes": "{proceed: {resume: true}, write_off: {close: written_off}}",
    "requires": "[invoice.complete, no_open_question, no_open_objection]",
    "announces": "[collection_costs]",
    "claims": "[principal, interest]",
    "anew_after": "[letter_returned]",
    "not_counting": "[holds]",
    "interest": "{consumer: waived if completed}",
    "attention": "{owner: credit-control, after: 5 working days, escalate_to: manager}",
    "approved": "{by: credit control board, date: 2026-01-01}",
}
"""What is filled in for keys with tables and lists that have no example in the table."""
_OPENINGS: Mapping[str, tuple[str, str]] = {
    "check": ("start", "on invoice.issued"),
    "email": ("term", "7 days after sent"),
    "letter": ("term", "14 days after received"),
    "both": ("term", "14 days after received"),
}
"""A key that most steps of a kind have though they need not."""


def key_help(key: Key) -> dict[str, Any]:
    """The examples and snippets of a key; none for a closed list of words, which an editor offers by itself.

    Of a key whose value is another shape they stand with that shape: beside a `$ref` they would hide it from editors.
    """
    made: dict[str, Any] = {"markdownDescription": key.text} if "`" in key.text else {}
    if isinstance(key.type, Ref | Facts) or (isinstance(key.type, Tests) and not key.type.named):
        return made
    values = [_read(key.example)] if key.example else list(_TEXTS.get(key.name, ()))
    snippets = [snippet for snippet in _snippets(key) if snippet["label"] not in values]
    structured = bool(snippets) and not isinstance(snippets[0]["body"], str)
    made |= {"examples": values} if values and not structured else {}
    return made | ({"defaultSnippets": snippets} if snippets else {})


def shape_snippets(shape: Shape) -> list[Snippet]:
    """What is filled in where a table of this shape belongs: an example of a key that holds one, else what it needs."""
    if shape.name in ("step", "side_step"):
        return [_step(kind, shape) for kind in KINDS.values()]
    holders = (key for each in SHAPES.values() for key in each.keys if key.type == Ref(shape.name))
    written = (key.example or _BODIES.get(shape.name) for key in holders)
    body = _read(next(filter(None, written), "")) or _required(shape.name)
    return [_snippet(f"{shape.name.replace('_', ' ')}, filled in", body, shape.text)] if body else []


def body_snippet(key: str, text: str) -> list[Snippet]:
    """What is filled in for a key whose table is no shape of its own."""
    return [_snippet(f"{key}, filled in", _read(_BODIES[key]), text)]


def test_snippets(field: Field) -> list[Snippet]:
    """What a field can be tested for: its words, true or false, or a bound."""
    if field.type == "choice":
        return [_snippet(word, word, "") for word in field.choices]
    if field.type == "yes_no":
        return [_snippet(str(value).lower(), value, "") for value in (True, False)]
    value = _BOUNDS.get(field.type)
    return [_snippet(f"{word}: …", {word: value}, OPERATORS[word]) for word in ("at_least", "below")] if value else []


def kind_texts(words: tuple[str | int, ...]) -> list[str] | None:
    """What each word means, where the words are kinds of steps, facts that a check looks at, or nothing."""
    if set(words) <= set(KINDS):
        return [KINDS[str(word)].text for word in words]
    if set(words) <= set(FIELDS):
        return [FIELDS[str(word)].en for word in words]
    return None


_BOUNDS: Mapping[str, object] = {"money": "EUR ${1:250}", "number": 2, "day": "${1:2026-01-01}"}


def _snippets(key: Key) -> Iterator[Snippet]:
    kind = key.type
    if isinstance(kind, Either) and isinstance(kind.text, Choice):
        yield from (_snippet(str(word), str(word), _text_of(word)) for word in kind.text.words)
        if kind.mapping.shape == "both":
            yield _snippet("both", {"both": list(CHANNELS)}, KINDS["both"].text)
    phrase = kind.text if isinstance(kind, Either) else kind
    if isinstance(phrase, Phrase):
        yield from (_snippet(_bare(text), text, key.text) for text in _PHRASES[phrase.name])
    elif not isinstance(kind, Either) and (body := _body(key)) is not None:
        yield _snippet(f"{key.name}, filled in", body, key.text)


def _body(key: Key) -> object | None:
    """A table or list to fill in; None for a key with one value."""
    if isinstance(key.type, ListOf) and isinstance(key.type.item, Ref):
        shape = SHAPES[key.type.item.shape]
        return [_step(KINDS["task" if shape.name == "side_step" else "email"], shape)["body"]]
    if isinstance(key.type, ListOf):
        return None  # the editor offers its words one by one
    value = _read(_BODIES.get(key.name) or key.example)
    if isinstance(value, dict | list):
        return value
    return _required(key.type.shape) if isinstance(key.type, Ref) else _plans(key)


def _plans(key: Key) -> object | None:
    return {"payment_plan": _required("plan")} if key.name == "plans" else None


def _read(written: str) -> object | None:
    """An example as YAML has it; None for none."""
    root = read_yaml(written, "")[0] if written else None
    return plain(root) if root is not None else None


def _required(shape: str) -> object | None:
    """The keys that a shape needs, each with its example."""
    keys = {key.name: _value(key) for key in SHAPES[shape].keys if key.required}
    return keys or None


def _step(kind: Kind, shape: Shape) -> Snippet:
    """A step of a kind, ready to be filled in."""
    do: object = {"both": list(CHANNELS)} if kind.name == "both" else kind.name
    body: dict[str, object] = {"step": "${1:" + ("reminder" if kind.name in CHANNELS else kind.name) + "}"}
    if kind.name != "task" and shape.key("start"):
        body["start"] = "${2:1 day after invoice.due}"
    body["do"] = do
    rows = {key.name: key for key in SHAPES["step"].keys}
    body |= {name: _value(rows[name]) for name in kind.required if shape.key(name)}
    if kind.name == "phone":
        body["outcomes"] = {name: {"go_to": "review"} for name in CALL_OUTCOMES}
    if kind.name == "agency":
        body["close"] = "handed_over"
    opening, text = _OPENINGS.get(kind.name, ("", ""))
    return _snippet(f"step: {kind.name}", body | ({opening: text} if shape.key(opening) else {}), kind.text)


def _value(key: Key) -> object:
    body = _body(key)
    if body is not None:
        return body
    if isinstance(key.type, ListOf):
        return _read(_BODIES.get(key.name, "[]"))
    return _read(key.example) if key.example else next(iter(_TEXTS.get(key.name, ())), _first(key.type))


def _first(kind: Type) -> object:
    """The first thing that a value of this type can be."""
    match kind:
        case Choice(words):
            return words[0]
        case Either(text, _):
            return _first(text)
        case Phrase(name):
            return _bare(_PHRASES[name][0])
        case _:
            return ""


def _snippet(label: str, body: object, description: str) -> Snippet:
    return {"label": label, "description": description, "body": body}


def _text_of(word: str | int) -> str:
    return KINDS[str(word)].text if word in KINDS else ""


def _bare(body: str) -> str:
    """A body as it reads with its proposals left as they are."""
    text = body
    while "${" in text:
        before, _, rest = text.partition("${")
        inner, _, after = rest.partition("}")
        text = f"{before}{inner.partition(':')[2]}{after}"
    return text
