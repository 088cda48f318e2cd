"""Keys and values against the table: what is wrong is said in the policy's words, and a misspelt key is put right."""

from __future__ import annotations

import pytest

from dunwell.language.steps import KINDS
from dunwell.language.structure import check_structure
from dunwell.language.table import SHAPES
from dunwell.language.yamlfile import Table, plain, read_yaml

HEAD = """\
dunwell: 1
policy: p
title: T
version: v1
valid_from: 2026-01-01
law: nl
language: nl
applies_to: {currency: EUR}
"""
STEP = HEAD + "steps:\n  - step: reminder\n    do: email\n    template: reminder\n"


def check(text: str) -> tuple[Table, list[tuple[str, str, str]]]:
    """The mended tree, and of each problem the code, the message and the fix."""
    root, problems = read_yaml(text, "p.yaml")
    assert problems == ()
    assert isinstance(root, Table)
    mended, found, _ = check_structure(root)
    return mended, [(problem.code, problem.message, problem.fix or "") for problem in found]


def test_a_fine_policy_has_no_findings() -> None:
    """And comes back as it is."""
    root, _ = read_yaml(STEP, "p.yaml")
    assert check(STEP) == (root, [])


MESSAGES = [
    ("titel: extra\n", "DW201", "unknown key 'titel'"),
    ("contacts: {per_wek: 2}\n", "DW201", "unknown key 'per_wek' in 'contacts'"),
    ("contacts: {}\n", "DW207", "'contacts' is empty"),
    ("contacts: 2\n", "DW204", "'contacts' is the number 2 instead of a table of keys"),
    ("contacts: {per_week: two}\n", "DW204", "'per_week' of 'contacts' is 'two' instead of a whole number"),
    ("contacts: {per_week: 0}\n", "DW216", "'per_week' of 'contacts' cannot be 0"),
    ("contacts:\n", "DW204", "'contacts' has no value"),
    ("contact_days: on weekdays\n", "DW205", "'contact_days' cannot be 'on weekdays'"),
    ("bank_data: {no_older_than: 24 hours}\n", "DW401", "'hours' is no unit of time"),
    ("money: {tolerance: 1}\n", "DW204", "'tolerance' of 'money' is the number 1 instead of text"),
    ("money: {tolerance: one euro}\n", "DW304", "'one euro' is not an amount of money"),
    ("approved: {by: cfo}\n", "DW202", "the key 'date' is missing in 'approved'"),
    ("approved: {by: cfo, date: 2026-13-01}\n", "DW206", "there is no day 2026-13-01"),
    ("variants: [a, b]\n", "DW204", "'variants' is a list instead of a table of keys"),
    ("variants: {Business: {when: {debtor.kind: business}}}\n", "DW206", "'Business' cannot be the name of a variant"),
    ("variants: {business: {}}\n", "DW207", "the variant 'business' is empty"),
    ("holds: {dispute: {opens: dispute_opened}}\n", "DW201", "unknown key 'opens' in the hold 'dispute'"),
    ("holds: {dispute: {expired: review}}\n", "DW204", "'expired' of the hold 'dispute' is 'review'"),
    (
        "holds: {d: {outcomes: {lost: {goto: x}}}}\n",
        "DW201",
        "unknown key 'goto' in the outcome 'lost' of the hold 'd'",
    ),
    ("holds: {d: {times: 1}}\n", "DW214", "'times' stands without 'otherwise' in the hold 'd'"),
    ("if_unknown: {debtor.kind: [business]}\n", "DW204", "'debtor.kind' is a list instead of one value"),
    ("if_unknown: {debtor.kind: }\n", "DW204", "'debtor.kind' has no value"),
    ("plans: {p: 3}\n", "DW204", "the plan 'p' is the number 3"),
    ("side_steps: {}\n", "DW204", "'side_steps' is a table of keys instead of a list"),
    ("side_steps: [review]\n", "DW204", "entry 1 of 'side_steps'"),
]


@pytest.mark.parametrize(("line", "code", "message"), MESSAGES, ids=lambda value: str(value).strip()[:40])
def test_a_line_too_many_is_told_in_the_policys_words(line: str, code: str, message: str) -> None:
    """One finding each, which names the key and what it stands in."""
    found = [one for one in check(STEP + line)[1] if "side step" not in one[1]]
    assert [(one[0], one[1][: len(message)]) for one in found[:1]] == [(code, message)]


IN_A_STEP = [
    ("    templat: x\n", "DW201", "unknown key 'templat' in the step 'reminder'"),
    ("    owner: me\n", "DW203", "'owner' does not go with `do: email` in the step 'reminder'"),
    ("    approve: yes\n", "DW204", "'approve' of the step 'reminder' is 'yes' instead of true or false"),
    ("    announces: interest\n", "DW204", "'announces' of the step 'reminder' is 'interest' instead of a list"),
    ("    announces: [fees]\n", "DW205", "'announces' of the step 'reminder' cannot be 'fees'"),
    ("    anew_after: [letter_returned]\n", "DW214", "'anew_after' stands without 'times' in the step 'reminder'"),
    ("    no_later_than: {last: x}\n", "DW201", "unknown key 'last' in 'no_later_than' of the step 'reminder'"),
    ("    term: 7 days\n", "DW402", "'7 days' does not say from which day"),
]


@pytest.mark.parametrize(("line", "code", "message"), IN_A_STEP, ids=lambda value: str(value).strip()[:40])
def test_findings_in_a_step_name_the_step(line: str, code: str, message: str) -> None:
    """Its name, never its number."""
    found = check(STEP + line)[1]
    assert [(one[0], one[1][: len(message)]) for one in found] == [(code, message)]


def test_misspelt_keys_are_mended_at_their_place() -> None:
    """Also one that another tool has, and one inside another."""
    text = STEP.replace("title", "titel").replace("    do:", "    action:").replace("steps:", "stepps:")
    mended, found = check(text)
    assert [code for code, _, _ in found] == ["DW201"] * 3
    assert plain(mended) == plain(check(STEP)[0])
    assert mended.key_place("title") == read_yaml(text, "p.yaml")[0].key_place("titel")  # type: ignore[union-attr] # a table


def test_a_key_that_is_there_is_not_meant_a_second_time() -> None:
    """A misspelt key beside the right one stays where it is."""
    mended, found = check(STEP + "titel: other\n")
    assert [code for code, _, _ in found] == ["DW201"]
    assert mended.get("titel") is not None


def test_a_strange_key_and_a_missing_one_are_one_mistake() -> None:
    """The one that is missing is proposed."""
    _, found = check(STEP.replace("    do:", "    via_which:"))
    assert [(code, fix) for code, _, fix in found] == [("DW201", "did you mean 'do'? That key is missing here")]


def test_a_later_version_gets_one_problem() -> None:
    """Its keys are those of a language that we do not know."""
    _, found = check(STEP.replace("dunwell: 1", "dunwell: 2") + "new_key: 1\n")
    assert [code for code, _, _ in found] == ["DW212"]


@pytest.mark.parametrize("name", [name for name in KINDS if name != "both"])
def test_each_kind_of_step_asks_for_its_keys(name: str) -> None:
    """A step that says nothing but what it does lacks exactly the keys that its kind requires."""
    _, found = check(HEAD + f"steps:\n  - step: s\n    do: {name}\n")
    said = [word for _, message, _ in found for word in KINDS[name].required if f"'{word}'" in message]
    assert [code for code, _, _ in found] == ["DW202"]
    assert tuple(said) == KINDS[name].required


def test_a_side_step_has_no_day() -> None:
    """What has no effect in a side step is refused there, and said so."""
    side = "side_steps:\n  - step: s\n    do: email\n    template: reminder\n    start: on entered\n    times: 1\n"
    assert [code for code, _, _ in check(STEP + side)[1]] == ["DW203", "DW203"]


def test_each_variant_of_a_step_is_looked_at() -> None:
    """The keys of the step and of the variant together are what it does."""
    step = (
        "steps:\n  - step: n\n    template: t\n    variants:\n      a: {do: letter}\n      b: {do: task, owner: me}\n"
        "      c: {term: 7 days after sent}\n"
    )
    found = [(code, message) for code, message, _ in check(HEAD + step)[1]]
    both = "the keys 'outcomes' and 'without_outcome' are missing in the variant 'b' of the step 'n'"
    assert found == [
        ("DW202", f"{both}: `do: task` needs them"),
        ("DW202", "the key 'do' is missing in the variant 'c' of the step 'n'"),
    ]


def test_the_tables_of_kinds_name_keys_that_exist() -> None:
    """`do` decides over keys of the table only."""
    for kind in KINDS.values():
        assert set(kind.required) | set(kind.allowed) <= set(SHAPES["step"].key_names())
