"""The jobs of a proof, done here or over several processes."""

from dataclasses import replace

import pytest

from dunwell.proving.jobs import Job
from dunwell.proving.pool import prove
from proofs import DUE, marking, plain_case, policy, small

JOBS = tuple(Job(plain_case(variant=variant), small(away=1)) for variant in ("business", "consumer"))


def timeless(found):
    """Results without the time they took."""
    return [replace(one, seconds=0.0) for one in found]


def test_several_processes_come_to_the_same():
    """In the order of the jobs, and each is told when it is done."""
    told = []
    here = prove(policy(), JOBS, (marking,))
    there = prove(policy(), JOBS, (marking,), processes=2, progress=told.append)
    assert timeless(there) == timeless(here)
    assert [(one.done, one.jobs, one.was_kept) for one in told] == [(1, 2, False), (2, 2, False)]
    assert all(one.seconds > 0 for one in here)


def test_what_was_done_before_is_not_done_again(tmp_path):
    """It is told as kept; a new job beside it is done."""
    told = []
    first = prove(policy(), JOBS, (marking,), folder=tmp_path)
    more = (*JOBS, Job(plain_case(due=DUE + 1), small(away=1)))
    again = prove(policy(), more, (marking,), folder=tmp_path, progress=told.append)
    assert again[:2] == first
    assert [one.was_kept for one in told] == [True, True, False]


@pytest.mark.parametrize("processes", [1, 2])
def test_who_breaks_off_ends_all(processes):
    """What the progress raises comes out, and no process stays behind."""

    def broken_off(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prove(policy(), JOBS, (marking,), processes=processes, progress=broken_off)
