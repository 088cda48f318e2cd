"""Versions of one policy side by side: which one a new case comes to, and what is wrong among them."""

import pytest

from dunwell.days import day
from dunwell.journal.policies import read_policies
from dunwell.journal.versions import version_problems, versions_in
from workspaces import LADDER, invoice

TEXT = LADDER.read_text(encoding="utf-8")


def write(folder, name, version, since, approved="", **changes):
    """A version of the ladder in a file; `changes` replace words of it."""
    text = TEXT.replace('version: "1"', f'version: "{version}"').replace("2026-01-01", since, 1)
    text += f"approved: {{by: board, date: {approved}}}\n" if approved else ""
    for old, new in changes.items():
        text = text.replace(old.replace("_", " "), new)
    (folder / name).write_text(text, encoding="utf-8")


def chosen(folder, on, named=None):
    """The version for a new case of a day, or the codes of why there is none."""
    found, problems = read_policies(folder, named, day(on)).choose(invoice(), {})
    return found[1].version if found else [one.code for one in problems]


CASES = {
    "two files, one version": ([("1", "2026-01-01", ""), ("1", "2026-01-01", "", {"7_days": "8 days"})], ["DW090"]),
    "the same text twice": ([("1", "2026-01-01", ""), ("1", "2026-01-01", "")], []),
    "two from one day": ([("1", "2026-01-01", ""), ("2", "2026-01-01", "")], ["DW091"]),
    "approved when it was over": (
        [("1", "2026-01-01", "2026-04-01"), ("2", "2026-03-01", "2026-02-01")],
        ["DW092", "DW095"],
    ),
    "not approved any more": ([("1", "2026-01-01", "2025-12-01"), ("2", "2026-03-01", "")], ["DW094"]),
    "approved late": ([("1", "2026-01-01", "2026-01-02")], ["DW095"]),
    "all is well": ([("1", "2026-01-01", "2025-12-01"), ("2", "2026-03-01", "2026-02-01")], []),
    "none was ever approved": ([("1", "2026-01-01", ""), ("2", "2026-03-01", "")], []),
}


@pytest.mark.parametrize(("versions", "expected"), CASES.values(), ids=CASES)
def test_what_is_wrong_among_versions(tmp_path, versions, expected):
    """Each slip by its code; what is well says nothing."""
    for at, (version, since, approved, *changes) in enumerate(versions):
        write(tmp_path, f"{at}.yaml", version, since, approved, **(changes[0] if changes else {}))
    assert sorted(one.code for one in version_problems(versions_in(tmp_path))) == expected


def test_a_new_case_comes_to_the_version_of_its_day(tmp_path):
    """By its opening day, also where the policy is asked for by its id; before the first there is none."""
    write(tmp_path, "a.yaml", "1", "2026-02-01")
    write(tmp_path, "b.yaml", "2", "2026-03-01")
    days = ("2026-02-28", "2026-03-01", "2026-06-01")
    assert [chosen(tmp_path, on) for on in days] == ["1", "2", "2"]
    assert [chosen(tmp_path, on, "ladder") for on in days] == ["1", "2", "2"]
    assert chosen(tmp_path, "2026-01-31", "ladder") == ["DW936"]


def test_a_version_that_was_replaced_is_over(tmp_path):
    """An invoice that the newest version is not for does not fall back to the one before it."""
    write(tmp_path, "a.yaml", "1", "2026-02-01")
    write(tmp_path, "b.yaml", "2", "2026-03-01", **{"{currency:_EUR}": "{currency: EUR, debtor.country: BE}"})
    assert chosen(tmp_path, "2026-02-28", "ladder") == "1"
    assert chosen(tmp_path, "2026-03-01", "ladder") == ["DW936"]


def test_nothing_is_opened_where_nobody_can_say_under_which_version(tmp_path):
    """Two texts of one version, and two versions of one day; other policies go on, a file with errors stops its id."""
    write(tmp_path, "a.yaml", "1", "2026-02-01")
    write(tmp_path, "b.yaml", "1", "2026-02-01", **{"7_days": "8 days"})
    assert chosen(tmp_path, "2026-03-01") == ["DW090"]
    assert chosen(tmp_path, "2026-03-01", "nl-standard") == "2026-01"
