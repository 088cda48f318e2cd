"""Compile steps and the routes between them, once for each variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dunwell.language.conditions import compile_condition
from dunwell.language.draft import items, table, text, texts, whole, words
from dunwell.language.events import EVENTS
from dunwell.language.fields import FACT_INDEX
from dunwell.language.phrases import did_you_mean
from dunwell.language.program import Patience, Route, Step, Term, Window
from dunwell.language.steps import CALL_OUTCOMES, CHANNELS, COMMON_STEP_KEYS, KINDS
from dunwell.language.yamlfile import Scalar, Table

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.program import RouteKind, StepKind
    from dunwell.language.yamlfile import Node
    from dunwell.law.rules import LawPack
    from dunwell.problems import Place

ROUTE_KEYS: tuple[RouteKind, ...] = ("go_to", "resume", "hold", "offer", "close", "wait_for", "call_again")
_CONTACTS = ("email", "letter", "both", "phone")
_SECOND_KEYS = {"wait_for": "then", "call_again": "after_last"}


@dataclass(frozen=True, slots=True)
class Written:
    """A step's keys as they hold in one variant: those of the variant first, then the step's own."""

    own: Table
    variant: Table | None

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        over = self.variant.get(key) if self.variant else None
        return over if over is not None else self.own.get(key)

    def keys(self) -> dict[str, Place]:
        """Every key that is written, with its place."""
        found = {key.text: key.place for key, _ in self.own.entries}
        return found | {key.text: key.place for key, _ in (self.variant.entries if self.variant else ())}


def compile_steps(draft: Draft, nodes: tuple[Table, ...], variant: str, law: LawPack | None) -> tuple[Step, ...]:
    """All steps, main ones first, as they are in one variant."""
    return tuple(_step(draft, node, index, variant, law) for index, node in enumerate(nodes))


def compile_route(draft: Draft, node: Node | None) -> int:
    """The index of a route in `draft.routes`, or -1 where there is none. Names are checked (DW308, DW310, DW311)."""
    if not isinstance(node, Table):
        return -1
    found = [kind for kind in ROUTE_KEYS if node.get(kind) is not None]
    if len(found) != 1:
        message = "a route goes to exactly one place" + (f", this one says {' and '.join(found)}" if found else "")
        draft.report("DW209", message, node.place, f"keep one of {', '.join(ROUTE_KEYS)}")
        return -1
    kind = found[0]
    second = node.get(_SECOND_KEYS.get(kind, ""))
    then = compile_route(draft, second) if second is not None else -1
    name = text(node.get(kind)) or ""
    value = node.get(kind)
    place = value.place if value else node.place
    target = _target(draft, kind, name, place)
    draft.routes.append(Route(len(draft.routes), kind, place, target, name, then))
    return len(draft.routes) - 1


def _target(draft: Draft, kind: RouteKind, name: str, place: Place) -> int:
    """The index of what a route names; -1 for a name that is not known (reported) or a kind that names nothing."""
    known: dict[str, int] = {}
    match kind:
        case "go_to":
            known, code, what = draft.steps, "DW308", "step"
        case "hold":
            known, code, what = draft.holds, "DW310", "hold"
        case "offer":
            known, code, what = dict.fromkeys(draft.plans, 0), "DW311", "payment plan"
        case "wait_for":
            known, code, what = dict.fromkeys(EVENTS, 0), "DW312", "event"
        case _:
            return -1
    if name not in known:
        draft.report(code, f"unknown {what} {name!r}", place, did_you_mean(name, tuple(known)))
        return -1
    return known[name]


def compile_channels(draft: Draft, node: Node | None) -> tuple[StepKind | None, tuple[str, ...]]:
    """What `do` says: the kind of step and the channels it uses, in the order written."""
    if isinstance(node, Table):
        channels = tuple(word for word in texts(node.get("both")) if word in CHANNELS)
        if len(set(channels)) < 2:
            draft.report("DW209", "`both` names fewer than two channels", node.place, "write both: [email, letter]")
        return "both", channels
    kind = text(node)
    if kind not in KINDS or kind == "both":
        return None, ()
    return cast("StepKind", kind), (() if kind == "check" else (kind,))


def compile_patience(draft: Draft, node: Node | None) -> Patience | None:
    """How long a person may take, and who is told then."""
    if not isinstance(node, Table):
        return None
    after = draft.duration(node.get("after"))
    who = text(node.get("escalate_to"))
    return Patience(after, who, node.place) if after and who else None


def _step(draft: Draft, node: Table, index: int, variant: str, law: LawPack | None) -> Step:
    variants = node.get("variants")
    written = Written(node, table(variants).get(variant) if variants is not None else None)  # type: ignore[arg-type] # a table, or reported
    name = text(node.get("step")) or f"step {index + 1}"
    kind, channels = compile_channels(draft, written.get("do"))
    if kind is not None and variants is not None:
        _check_keys(draft, written, kind, node.place)
    side = index >= draft.side_from
    last = index == draft.side_from - 1
    attempts, last_attempt = table(written.get("attempts")), table(written.get("last_attempt"))
    outcomes = _outcomes(draft, written.get("outcomes"), kind)
    fallback = written.get("fallback")
    return Step(
        index=index,
        name=name,
        title=text(written.get("title")) or name,
        kind=kind or "task",
        channels=channels,
        contact=kind in _CONTACTS,
        place=node.key_place("step") or node.place,
        side=side,
        start=draft.start(written.get("start")),
        when=compile_condition(draft, written.get("when")),
        otherwise=compile_route(draft, written.get("otherwise")),
        required=_required(written.get("requires")),
        fallback_channel=text(fallback) or "",
        fallback=compile_route(draft, fallback),
        template=draft.template(written.get("template")),
        term=_term(draft, written, law),
        window=_window(draft, written.get("no_later_than")),
        attempts=whole(attempts.get("times")) or 1,
        apart=draft.duration(attempts.get("apart")),
        after_last=next(
            (draft.routes[route].then for _, route in outcomes if draft.routes[route].kind == "call_again"), -1
        ),
        leave=text(last_attempt.get("leave")) or "",
        wait_after=draft.duration(last_attempt.get("wait")),
        outcomes=outcomes,
        patience=compile_patience(draft, written.get("not_called") or written.get("without_outcome")),
        owner=text(written.get("owner")),
        times=whole(node.get("times")),
        anew_after=texts(node.get("anew_after")),
        legal_form=text(written.get("legal_form")),
        announces=texts(written.get("announces")),
        claims=texts(written.get("claims")),
        close=text(written.get("close")),
        approve=getattr(written.get("approve"), "value", None) is True,
        next=-1 if side or last else index + 1,
        places=written.keys(),
    )


def _check_keys(draft: Draft, written: Written, kind: StepKind, place: Place) -> None:
    """DW202 and DW203 for a step with variants, whose keys are known only after both are put together."""
    row = KINDS[kind]
    keys = written.keys()
    for name in row.required:
        if name not in keys and not (name == "template" and kind in ("phone", "task")):
            draft.report(
                "DW202", f"the key {name!r} is missing: a step with `do: {kind}` needs it", place, f"add '{name}: …'"
            )
    for name, where in keys.items():
        if name not in {*COMMON_STEP_KEYS, *row.required, *row.allowed}:
            draft.report("DW203", f"the key {name!r} does not fit a step with `do: {kind}`", where, "remove it")


def _outcomes(draft: Draft, node: Node | None, kind: StepKind | None) -> tuple[tuple[str, int], ...]:
    if not isinstance(node, Table):
        return ()
    if kind == "phone":
        listed = {key.text for key, _ in node.entries}
        missing = [name for name in CALL_OUTCOMES if name not in listed]
        if missing:
            message = f"a call can also end in {', '.join(missing)}, and nothing says what follows"
            draft.report("DW211", message, node.place, "list every outcome of a call")
        for key, _ in node.entries:
            if key.text not in CALL_OUTCOMES:
                draft.report(
                    "DW309", f"a call has no outcome {key.text!r}", key.place, did_you_mean(key.text, CALL_OUTCOMES)
                )
    routes = ((key.text, compile_route(draft, value)) for key, value in node.entries)
    return tuple((name, route) for name, route in routes if route >= 0)


def _required(node: Node | None) -> tuple[tuple[str, int, Place], ...]:
    scalars = [item for item in items(node) if isinstance(item, Scalar)]
    return tuple((item.text, FACT_INDEX.get(item.text, -1), item.place) for item in scalars)


def _term(draft: Draft, written: Written, law: LawPack | None) -> Term | None:
    """The step's own term, else the one that its legal form sets; the law's calendar extends a term of the law."""
    node, value = written.get("term"), written.get("legal_form")
    form = law.notices.get(text(value) or "") if law else None
    rule = form.term.values[-1].value if form else None
    extended_by = rule.extended_by if rule else ""
    phrase, scalar = draft.term(node), words(node)
    if phrase is not None and scalar is not None:
        return Term(phrase.count, phrase.unit, phrase.anchor, scalar.text, scalar.place, extended_by)
    if rule is None or value is None:
        return None
    days = rule.days + rule.starts - 1
    return Term(days, "days", "received", f"{rule.days} days from the day after receipt", value.place, extended_by)


def _window(draft: Draft, node: Node | None) -> Window | None:
    if isinstance(node, Table):
        last = draft.start(node.get("day"))
        return Window(last, texts(node.get("not_counting")), node.place) if last else None
    last = draft.start(node)
    return Window(last, (), last.place) if last else None
