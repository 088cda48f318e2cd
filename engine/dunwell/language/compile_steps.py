"""Compile steps and the routes between them, once for each variant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from dunwell.language.conditions import compile_condition
from dunwell.language.draft import items, table, text, texts, whole, words
from dunwell.language.events import EVENTS
from dunwell.language.fields import FACT_INDEX
from dunwell.language.guard_checks import guards_for
from dunwell.language.mends import respell, retext
from dunwell.language.parts import Patience, Route, Term, Window
from dunwell.language.phrases import did_you_mean, nearest
from dunwell.language.program import DUE, ISSUED, OPENED, Step
from dunwell.language.steps import CALL_OUTCOMES, CHANNELS, KINDS
from dunwell.language.yamlfile import Scalar, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell.language.draft import Draft
    from dunwell.language.parts import RouteKind, When
    from dunwell.language.program import StepKind
    from dunwell.language.yamlfile import Node
    from dunwell.law.rules import LawPack
    from dunwell.problems import Place

ROUTE_KEYS: tuple[RouteKind, ...] = ("go_to", "resume", "hold", "offer", "close", "wait_for", "call_again")
LIMITATION = "limitation"
"""The kind of message that interrupts a limitation; a step may send it too, by its legal form."""
_CONTACTS = ("email", "letter", "both", "phone")
_SECOND_KEYS = {"wait_for": "then", "call_again": "after_last"}


@dataclass(frozen=True, slots=True)
class Written:
    """A step's keys as they hold in one variant: those of the variant first, then the step's own."""

    own: Table
    variant: Table

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        over = self.variant.get(key)
        return over if over is not None else self.own.get(key)

    def keys(self) -> dict[str, Place]:
        """Every key that is written, with its place."""
        return {key.text: key.place for key, _ in (*self.own.entries, *self.variant.entries)}


def compile_steps(draft: Draft, nodes: tuple[Table, ...], variant: str, law: LawPack | None) -> tuple[Step, ...]:
    """All steps, main ones first, as they are in one variant."""
    rules = tuple(law.guardrails.values()) if law else ()
    steps = (_step(draft, node, index, variant, law) for index, node in enumerate(nodes))
    return tuple(replace(step, guards=guards_for(step, rules)) for step in steps)


def compile_route(draft: Draft, node: Node | None, *, of_call: bool = False) -> int:
    """The index of a route in `draft.routes`, or -1 where there is none. `of_call`: it follows an outcome of a call."""
    if not isinstance(node, Table):
        return -1
    found = [kind for kind in ROUTE_KEYS if node.get(kind) is not None]
    if len(found) != 1:
        if found:
            message = f"a route goes to exactly one place, and this one says {' and '.join(found)}"
            draft.report("DW209", message, node.key_place(found[1]) or node.place, f"keep one of: {', '.join(found)}")
        return -1  # a route that says nothing is reported with the structure
    kind = found[0]
    value = node.get(kind)
    place = value.place if value else node.place
    if kind == "call_again" and not of_call:
        message = "`call_again` has no effect here: it belongs to an outcome of a step with `do: phone`"
        draft.report("DW213", message, node.key_place(kind) or place, "write where the case goes, such as go_to")
    second = node.get(_SECOND_KEYS.get(kind, ""))
    then = compile_route(draft, second) if second is not None else -1
    name = text(value) or ""
    name, target = _target(draft, kind, name, place)
    draft.routes.append(Route(len(draft.routes), kind, place, target, name, then))
    return len(draft.routes) - 1


def _target(draft: Draft, kind: RouteKind, name: str, place: Place) -> tuple[str, int]:
    """What a route names, and its index; -1 for a name that is not known (reported) or a kind that names nothing.

    A misspelt name is taken as meant.
    """
    named: dict[str, tuple[str, str, str, Mapping[str, int]]] = {
        "go_to": ("DW308", "step", "steps", draft.steps),
        "hold": ("DW310", "hold", "holds", draft.holds),
        "offer": ("DW311", "payment plan", "plans", dict.fromkeys(draft.plans, 0)),
        "wait_for": ("DW312", "event", "events", dict.fromkeys(EVENTS, 0)),
    }
    if kind not in named:
        return name, -1
    code, what, part, known = named[kind]
    if name in known:
        return name, known[name]
    if not name or part in draft.unreadable:
        return name, -1  # reported where the value, or that part of the policy, stands
    other = next((key for key, (_, _, _, names) in named.items() if name in names), None)
    if other:
        draft.report(
            code, f"{name!r} is no {what}; it is one of the {named[other][2]}", place, f"write {other}: {name}"
        )
    else:
        fix = "" if known else f"add {name!r} under `{part}`"
        meant = draft.meant(code, f"unknown {what} {name!r}", place, name, tuple(known), fix)
        if meant is not None:
            return meant, known[meant]
    return name, -1


def compile_channels(draft: Draft, node: Node | None) -> tuple[StepKind | None, tuple[str, ...]]:
    """What `do` says: the kind of step and the channels it uses, in the order written."""
    if isinstance(node, Table):
        return _channels(draft, node)
    kind = text(node)
    if kind not in KINDS or kind == "both":
        return None, ()
    return cast("StepKind", kind), (() if kind == "check" else (kind,))


def _channels(draft: Draft, node: Table) -> tuple[StepKind | None, tuple[str, ...]]:
    """The channels of `{both: […]}` or `{channel: …}`, which a step carries out in the same way."""
    both, own = node.get("both"), node.get("channel")
    if both is not None and own is not None:
        draft.report(
            "DW209", "this says both `both` and `channel`", node.place, "write them as both: [email, {channel: …}]"
        )
    if both is None:
        word = text(own)
        return ("both", (word,)) if word else (None, ())
    listed = items(both)
    words = [text(one.get("channel")) if isinstance(one, Table) else text(one) for one in listed]
    known = [word for word in words if word]
    if len(set(known)) == len(listed) == 1 or len(set(known)) < len(known):
        draft.report("DW209", f"`both` names one channel only, {known[0]}", both.place, "write both: [email, letter]")
    plain = [one for one, written in zip(words, listed, strict=True) if one in CHANNELS or isinstance(written, Table)]
    return "both", tuple(word for word in plain if word)


def compile_patience(draft: Draft, node: Node | None) -> Patience | None:
    """How long a person may take, and who is told then."""
    if not isinstance(node, Table):
        return None
    after = draft.duration(node.get("after"))
    who = text(node.get("escalate_to"))
    return Patience(after, who, node.place) if after and who else None


def _step(draft: Draft, node: Table, index: int, variant: str, law: LawPack | None) -> Step:
    written = Written(node, table(table(node.get("variants")).get(variant)))
    name = text(node.get("step")) or f"step {index + 1}"
    kind, channels = compile_channels(draft, written.get("do"))
    side = index >= draft.side_from
    last = index == draft.side_from - 1
    attempts, last_attempt = table(written.get("attempts")), table(written.get("last_attempt"))
    outcomes = _outcomes(draft, written, kind)
    fallback = written.get("fallback")
    if kind is not None and fallback is not None and text(fallback) == kind:
        message = f"the fallback of a step with `do: {kind}` is {kind} again"
        draft.report("DW215", message, fallback.place, "write the other channel, or where the case goes")
    start = draft.start(written.get("start"))
    step = Step(
        index=index,
        name=name,
        title=text(written.get("title")) or name,
        kind=kind or "task",
        channels=channels,
        contact=kind in _CONTACTS,
        overdue_only=_overdue_only(kind, start, written),
        place=node.key_place("step") or node.place,
        side=side,
        start=start,
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
        legal_form=_legal_form(draft, written.get("legal_form"), law),
        announces=texts(written.get("announces")),
        claims=texts(written.get("claims")),
        close=text(written.get("close")),
        approve=getattr(written.get("approve"), "value", None) is True,
        next=-1 if side or last else index + 1,
        places=written.keys(),
    )
    if not side:
        _no_resume(draft, step)
    if step.legal_form:
        form_by_channel(
            draft, f"{step.name!r}, a message in the form {step.legal_form!r},", channels, step.place_of("do")
        )
    return step


def form_by_channel(draft: Draft, what: str, channels: tuple[str, ...], place: Place) -> None:
    """DW217 for a message by law: the law knows when a letter or an e-mail is received, and of no other channel."""
    if channels and not {*channels} & {*CHANNELS}:
        message = f"{what} goes by {channels[0]} alone, and no law says when that is received"
        draft.report("DW217", message, place, f"write do: {{both: [letter, {{channel: {channels[0]}}}]}}")


def _no_resume(draft: Draft, step: Step) -> None:
    """DW213: on the ladder itself there is nothing to resume; a case sent back to where it stands would stay there."""
    for index in (step.otherwise, step.fallback, step.after_last, *(route for _, route in step.outcomes)):
        if index >= 0 and draft.routes[index].kind == "resume":
            message = f"`resume` leads nowhere in {step.name!r}: the ladder stands at this very step"
            fix = "write `go_to` and a step; `resume` is for side steps and holds"
            draft.report("DW213", message, draft.routes[index].place, fix)


def _outcomes(draft: Draft, written: Written, kind: StepKind | None) -> tuple[tuple[str, int], ...]:
    node = written.get("outcomes")
    if not isinstance(node, Table):
        return ()
    if kind == "phone":
        _check_calls(draft, node, written.keys()["outcomes"])
    routes = ((key.text, compile_route(draft, value, of_call=kind in ("phone", None))) for key, value in node.entries)
    return tuple((name, route) for name, route in routes if route >= 0)


def _check_calls(draft: Draft, node: Table, place: Place) -> None:
    """DW309 and DW211: the outcomes of a call are a closed list, and each is listed."""
    unknown = [key for key, _ in node.entries if key.text not in CALL_OUTCOMES]
    meant = {nearest(key.text, CALL_OUTCOMES) for key in unknown}
    missing = [name for name in CALL_OUTCOMES if node.get(name) is None and name not in meant]
    only = len(unknown) == len(missing) == 1
    for key in unknown:
        fix = f"did you mean {missing[0]!r}?" if only else did_you_mean(key.text, CALL_OUTCOMES)
        mend = retext(key, missing[0], safe=False) if only else respell(key, CALL_OUTCOMES)
        draft.report("DW309", f"a call has no outcome {key.text!r}", key.place, fix, mend=mend)
    if missing and not only:
        message = f"a call can also end in {' or '.join(missing)}, and nothing says what follows"
        draft.report(
            "DW211", message, place, f"add `{missing[0]}: {{go_to: …}}`" + (" and the others" * (len(missing) > 1))
        )


def _required(node: Node | None) -> tuple[tuple[str, int, Place], ...]:
    scalars = [item for item in items(node) if isinstance(item, Scalar)]
    return tuple((item.text, FACT_INDEX.get(item.text, -1), item.place) for item in scalars)


def _legal_form(draft: Draft, node: Node | None, law: LawPack | None) -> str | None:
    """The legal form by its name in the law pack (DW316 for one that it does not have)."""
    name = text(node)
    if name is None or node is None or law is None:
        return name
    formal = (rule.name for rule in law.messages.values() if set(rule.kinds) <= {LIMITATION})
    known = tuple(dict.fromkeys((*law.notices, *formal)))
    if name in known:
        return name
    message = f"the law pack {law.jurisdiction!r} has no legal form {name!r}"
    draft.report("DW316", message, node.place, did_you_mean(name, known), mend=respell(node, known))
    return None


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
    first = _FIRST_DAYS.get(rule.starts, f"day {rule.starts} after receipt")
    return Term(days, "days", "received", f"{rule.days} days from {first}", value.place, extended_by)


_FIRST_DAYS = {0: "the day of receipt", 1: "the day after receipt"}


def _window(draft: Draft, node: Node | None) -> Window | None:
    if isinstance(node, Table):
        last = draft.start(node.get("day"))
        return Window(last, texts(node.get("not_counting")), node.place) if last else None
    last = draft.start(node)
    return Window(last, (), last.place) if last else None


def _overdue_only(kind: str | None, start: When | None, written: Written) -> bool:
    """Whether a step presses for payment: what reaches the debtor or goes to the agency, however the case came to it.

    A friendly message that counts its own day from the invoice may come before the due date.
    """
    if kind not in _CONTACTS and kind != "agency":
        return False
    presses = kind == "agency" or any(written.get(key) is not None for key in ("legal_form", "announces", "claims"))
    return presses or start is None or start.anchor not in (ISSUED, DUE, OPENED)
