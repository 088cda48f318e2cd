"""Compile a policy's YAML tree into a `Program`, or into every problem that keeps it from being one.

The data goes one way: tree → structure → names → conditions, steps, holds → `Program` → flow checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dunwell.days import day
from dunwell.language.authority import compile_authority
from dunwell.language.circles import check_circles
from dunwell.language.compile_ends import compile_ends
from dunwell.language.compile_holds import compile_holds
from dunwell.language.compile_limitation import compile_limitation
from dunwell.language.compile_plans import compile_plans
from dunwell.language.compile_steps import compile_patience, compile_steps
from dunwell.language.conditions import (
    check_field_name,
    compile_condition,
    compile_named,
    compile_tests,
    report_unused,
)
from dunwell.language.contacts import compile_contacts
from dunwell.language.draft import Draft, items, table, text, words
from dunwell.language.fields import AS_INVOICED, FIELDS, read_value
from dunwell.language.flow import check_flow
from dunwell.language.guard_checks import check_guardrails
from dunwell.language.hiding import untouched
from dunwell.language.loose_ends import check_loose_ends
from dunwell.language.mends import phrase_mend, respell, retext
from dunwell.language.parts import Patience
from dunwell.language.passing import check_passing
from dunwell.language.phrases import Duration, PhraseError, did_you_mean, inside, nearest
from dunwell.language.program import FIXED_ANCHORS, Assumption, Program, Variant
from dunwell.language.sense import check_sense
from dunwell.language.steps import NAME
from dunwell.language.structure import check_structure
from dunwell.language.verdicts import check_conditions
from dunwell.language.waits import check_approved, check_waits
from dunwell.language.yamlfile import Items, Scalar, Table
from dunwell.problems import Mend, Note, Place, Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dunwell.language.yamlfile import Node
    from dunwell.law.rules import LawPack

DEFAULT_OWNER = "credit-control"
_NAME = re.compile(NAME.pattern or "")
_NAMES = {"DW303", "DW305", "DW306", "DW308", "DW310", "DW311", "DW312"}
"""Unknown names: one mistake, however often the name is used."""
DEFAULT_PATIENCE = (Duration(5, "working days"), "manager")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a policy refers to and does not hold itself: its law pack, all law packs' names, templates by language.

    `kept`: the policy was in use before, and nobody asks any more what it means; a later check must not undo it.
    """

    law: LawPack | None = None
    law_names: tuple[str, ...] = ()
    templates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kept: bool = False


def compile_policy(
    root: Node | None, file: str, sha256: str, around: Surroundings
) -> tuple[Program | None, tuple[Problem, ...]]:
    """The program, and every problem in the order of the file. The program is None as soon as one problem is an error.

    `root` is what `read_yaml` gave; None (an unreadable file) gives nothing here, for it was reported there.
    """
    if root is None:
        return None, ()
    if not isinstance(root, Table):
        return None, (Problem("DW204", "a policy is a table of keys", root.place, "start with 'dunwell: 1'"),)
    if root.get("dunwell") is None and isinstance(tests := root.get("tests"), Items):
        message = "this is a file of policy tests, and no policy"
        return None, (
            Problem("DW204", message, root.key_place("tests") or tests.place, f"run it: dunwell test {file}"),
        )
    draft = Draft(file)
    root, found, mended = check_structure(root)
    draft.problems.extend(found)
    draft.mended.update(mended)
    if any(problem.code == "DW212" for problem in found):
        return None, found
    program = _program(draft, root, sha256, around)
    if program is not None and not around.kept:
        findings = [finding for check in _CHECKS for finding in check(program)]
        findings.extend(check_approved(root))
        draft.problems.extend(untouched(findings, draft.problems, draft.mended, root))
    problems = _in_order(draft.problems)
    return (None if has_errors(problems) else program), problems


_CHECKS: tuple[Callable[[Program], Iterable[Problem]], ...] = (
    check_passing,
    check_sense,
    check_conditions,
    check_flow,
    check_circles,
    check_waits,
    check_loose_ends,
    check_guardrails,
)
"""What can be read, and can hardly be meant."""


def _program(draft: Draft, root: Table, sha256: str, around: Surroundings) -> Program | None:
    law = _law(draft, root.get("law"), around)
    language = _language(draft, root.get("language"), around)
    draft.currency = _currency(root) or draft.currency
    nodes = _collect_names(draft, root)
    compile_named(draft, root.get("conditions"))
    variants = _variants(draft, root.get("variants"), root)
    steps = tuple(compile_steps(draft, nodes, variant.name, law) for variant in variants)
    _check_variants(draft, nodes, tuple(key.text for key, _ in table(root.get("variants")).entries))
    holds = compile_holds(draft, root.get("holds"))
    plans = compile_plans(draft, root.get("plans"), variants, law)
    attention, owner = _attention(draft, root)
    assumptions = _assumptions(draft, root.get("if_unknown"))
    applies_to = compile_tests(draft, root.get("applies_to"))
    report_unused(draft, root.get("conditions"))
    if law is None or not nodes:
        return None
    watch = compile_limitation(draft, root, law, owner, attention.escalate_to)
    farewells = compile_ends(draft, root.get("ends"))
    working_days = law.calendar("working days")
    return Program(
        id=text(root.get("policy")) or "",
        version=text(root.get("version")) or "",
        title=text(root.get("title")) or "",
        file=draft.file,
        sha256=sha256,
        language=language,
        time_zone=law.time_zone,
        currency=draft.currency,
        valid_from=_valid_from(root.get("valid_from")),
        law=law,
        contacts=compile_contacts(draft, root, law, _valid_from(root.get("valid_from"))),
        working_days=working_days,
        bank_data=draft.duration(table(root.get("bank_data")).get("no_older_than")),
        bank_data_place=(root.get("bank_data") or root).place,
        applies_to=applies_to,
        assumptions=assumptions,
        variants=variants,
        steps=steps,
        letters=tuple(
            tuple((step.legal_form, step.sent + 2) for step in each if step.legal_form is not None) for each in steps
        ),
        routes=tuple(draft.routes),
        holds=holds,
        plans=plans,
        messages=tuple(draft.messages),
        anchors=draft.anchors,
        windows=tuple((step.index, step.window.not_counting) for step in steps[0] if step.window),
        attention=attention,
        attention_owner=owner,
        limitation=watch,
        farewells=farewells,
        authority=compile_authority(draft, root.get("authority")),
        tolerance=draft.money(table(root.get("money")).get("tolerance")),
        place=root.place,
    )


def _law(draft: Draft, node: Node | None, around: Surroundings) -> LawPack | None:
    name = text(node)
    if name is None or node is None:
        return None
    if around.law is None and name not in around.law_names:
        fix, mend = did_you_mean(name, around.law_names), respell(node, around.law_names)
        draft.report("DW302", f"unknown law pack {name!r}", node.place, fix, mend=mend)
    return around.law


def _language(draft: Draft, node: Node | None, around: Surroundings) -> str:
    """The language, whose templates `draft` knows from here on (DW315 if it has none)."""
    name = text(node) or ""
    draft.templates = around.templates.get(name, frozenset())
    if name in around.templates and node is not None and not draft.templates:
        draft.report("DW315", f"there are no templates in {name!r}", node.place, "write a language that has templates")
    return name


def _currency(root: Table) -> str | None:
    """The one currency that the policy applies to, if it says one."""
    field_row, node = FIELDS["currency"], table(root.get("applies_to")).get("currency")
    written = text(node)
    return written if written and re.fullmatch(field_row.form, written) else None


def _collect_names(draft: Draft, root: Table) -> tuple[Table, ...]:
    """Every step as a table, main ones first; fills the names of steps, anchors, holds and plans."""
    main = [node for node in items(root.get("steps")) if isinstance(node, Table)]
    side = [node for node in items(root.get("side_steps")) if isinstance(node, Table)]
    draft.side_from = len(main)
    places: dict[str, Place] = {}
    anchors = list(FIXED_ANCHORS)
    for index, node in enumerate([*main, *side]):
        name = text(node.get("step")) or f"step {index + 1}"
        value = node.get("step")
        place = value.place if value else node.place
        if name in places:
            notes = (Note("the first one", places[name]),)
            draft.report("DW313", f"two steps are called {name!r}", place, "give each step its own name", notes=notes)
        places.setdefault(name, place)
        draft.steps.setdefault(name, index)
        anchors += [f"{name}.sent", f"{name}.received", f"{name}.term"]
    draft.anchors = tuple(anchors)
    draft.holds = {key.text: index for index, (key, _) in enumerate(table(root.get("holds")).entries)}
    draft.plans = {key.text: key.place for key, _ in table(root.get("plans")).entries}
    draft.conditions = tuple(key.text for key, _ in table(root.get("conditions")).entries)
    draft.unreadable = frozenset(_unreadable(root))
    return (*main, *side)


def _unreadable(root: Table) -> Iterator[str]:
    """The parts of the policy that hide names: what is empty or no table or list, and steps without a proper name."""
    for part in ("conditions", "holds", "plans", "variants"):
        if root.get(part) is not None and not table(root.get(part)).entries:
            yield part
    lists = [root.get("steps"), *([root.get("side_steps")] if root.get("side_steps") else [])]
    names = [words(table(node).get("step")) for one in lists for node in items(one)]
    if not all(items(one) for one in lists) or not all(name and _NAME.match(name.text) for name in names):
        yield "steps"


def _variants(draft: Draft, node: Node | None, root: Table) -> tuple[Variant, ...]:
    found = tuple(
        Variant(key.text, compile_condition(draft, table(value).get("when")), key.place)
        for key, value in table(node).entries
    )
    return found or (Variant("all", None, root.place),)


def _check_variants(draft: Draft, nodes: tuple[Table, ...], names: tuple[str, ...]) -> None:
    """DW210: a step with variants lists exactly those of the policy."""
    for node in nodes if "variants" not in draft.unreadable else ():
        written, place = node.get("variants"), node.key_place("variants")
        if not isinstance(written, Table) or place is None:
            continue
        where = f"in the step {text(node.get('step'))!r}"
        unknown = [key for key, _ in written.entries if key.text not in names]
        meant = {nearest(key.text, names) for key in unknown}
        missing = [name for name in names if written.get(name) is None and name not in meant]
        if not names:
            message = f"there are variants {where}, but the policy itself has none"
            draft.report("DW210", message, place, "add `variants` at the top, with a condition for each")
            continue
        for key in unknown:
            only = len(unknown) == len(missing) == 1
            fix = f"did you mean {missing[0]!r}?" if only else did_you_mean(key.text, names)
            mend = retext(key, missing[0], safe=False) if only else respell(key, names)
            draft.report("DW210", f"the policy has no variant {key.text!r}", key.place, fix, mend=mend)
        if missing and not (len(unknown) == len(missing) == 1):
            message = f"nothing is said for {' and '.join(map(repr, missing))} {where}"
            draft.report("DW210", message, place, f"add `{missing[0]}: …`; every variant of the policy is listed")


def _attention(draft: Draft, root: Table) -> tuple[Patience, str]:
    node = root.get("attention")
    patience = compile_patience(draft, node)
    owner = text(table(node).get("owner"))
    if patience is None:
        patience = Patience(*DEFAULT_PATIENCE, root.place)
    return patience, owner or DEFAULT_OWNER


def _assumptions(draft: Draft, node: Node | None) -> tuple[Assumption, ...]:
    made: list[Assumption] = []
    for key, value in table(node).entries:
        field_row = check_field_name(draft, key)
        if field_row is None or not isinstance(value, Scalar) or value.value is None:
            continue
        if field_row.derived:
            message = f"{key.text} is worked out from what happened and can never be unknown"
            draft.report("DW314", message, key.place, "remove it", mend=Mend(entry=key.place))
            continue
        if field_row.name == "agreement.term" and value.text == AS_INVOICED:
            made.append(Assumption(field_row.name, None, key.place))
            continue
        try:
            made.append(Assumption(field_row.name, read_value(field_row, value.value, draft.currency), key.place))
        except PhraseError as error:
            place = inside(value.place, value.text, error.word)
            draft.report("DW307", str(error), place, error.hint, mend=phrase_mend(value, error))
    return tuple(made)


def _valid_from(node: Node | None) -> int:
    try:
        return day(text(node) or "")
    except ValueError:
        return 0  # reported with the structure


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of the file, each mistake once.

    At one place the first error is the cause and the others follow from it; what two variants share is said once, and
    so is a name that is unknown in many places.
    """
    first: dict[tuple[Place | None, str], Problem] = {}
    for problem in problems:
        kind = "error" if problem.severity == "error" else problem.code
        first.setdefault((problem.place, kind), problem)
    told: dict[tuple[str, str], Problem] = {}
    for problem in sorted(first.values(), key=_position):
        key = (problem.code, problem.message if problem.code in _NAMES else str(problem.place))
        told[key] = _with_place(told[key], problem) if key in told else problem
    return tuple(told.values())


def _with_place(problem: Problem, other: Problem) -> Problem:
    """A problem with the place of another that is the same mistake; both are mended together."""
    notes = (*problem.notes, Note("and here", other.place)) if other.place else problem.notes
    mends = [one.mend for one in (problem, other) if one.mend]
    both = Mend(tuple(edit for one in mends for edit in one.edits), all(one.safe for one in mends))
    return replace(problem, notes=notes, mend=both if len(mends) > 1 else None)


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)
