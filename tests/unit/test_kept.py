"""Results that are kept: under a hash of all they hang on, and worth nothing where they are broken."""

from dataclasses import replace

import pytest

from dunwell.proving.jobs import Job, jobs_of
from dunwell.proving.kept import keep, kept, key_of
from dunwell.verifying.budgets import BUDGETS
from proofs import DUE, explored, plain_case, policy, small

NL = policy().program
JOB = Job(plain_case(), small(away=1))


def test_what_was_kept_is_found(tmp_path):
    """As it was, and nothing else is left in the folder."""
    found = explored(JOB.budget)
    keep(tmp_path / "new", "a", found)
    assert kept(tmp_path / "new", "a", JOB) == found
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["a.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"states": 3}'])
def test_a_broken_file_is_no_result(tmp_path, text):
    """Nor is one that is not there."""
    (tmp_path / "a.json").write_text(text)
    assert kept(tmp_path, "a", JOB) is None
    assert kept(tmp_path, "b", JOB) is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path):
    """Nothing is kept; the result is there all the same."""
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file" / "folder", "a", explored(JOB.budget))
    assert kept(tmp_path / "file" / "folder", "a", JOB) is None


def test_another_result_has_another_key():
    """Whatever it hangs on differs: the case, its day, the budget, the days gone through, who looks, the policy."""
    others = [
        (NL, replace(JOB, profile=plain_case(due=DUE + 1)), ("a",)),
        (NL, replace(JOB, profile=plain_case(variant="consumer")), ("a",)),
        (NL, replace(JOB, budget=small(late=1)), ("a",)),
        (NL, replace(JOB, every_day=True), ("a",)),
        (NL, JOB, ("b",)),
        (policy("be").program, JOB, ("a",)),
    ]
    keys = {key_of(*one) for one in (*others, (NL, JOB, ("a",)))}
    assert len(keys) == len(others) + 1
    assert key_of(NL, JOB, ("a",)) == key_of(NL, Job(plain_case(), small(away=1)), ("a",))


def test_there_is_a_job_for_each_case_and_day():
    """In the order of the days, the plain cases of each first."""
    jobs = jobs_of(NL, BUDGETS["quick"], (DUE, DUE + 1))
    assert [(one.profile.due - DUE, one.profile.name) for one in jobs] == [
        (0, "business"), (0, "consumer"), (1, "business"), (1, "consumer"),
    ]  # fmt: skip
