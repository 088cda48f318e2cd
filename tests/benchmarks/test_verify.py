"""How fast policies are explored: states a second on one core, the memory, and the standard budgets as a whole.

The figures are those of the promise that `dunwell verify` makes: the shipped Dutch policy for one due date in under
twenty seconds on two cores, the quick budget in under three, and forty due dates in under ten minutes. The last takes
minutes itself, so it runs only where DUNWELL_PROVE_ALL=1 asks for it:

    DUNWELL_PROVE_ALL=1 python -m pytest tests/benchmarks/test_verify.py -s
"""

import os
import resource
from time import process_time

import pytest

from dunwell.loading import load_policy
from dunwell.proving.due_dates import due_dates
from dunwell.proving.jobs import jobs_of
from dunwell.proving.pool import prove
from dunwell.verifying.budgets import BUDGETS
from dunwell.verifying.explorer import explore
from dunwell.verifying.invariants import invariants_observer
from dunwell.verifying.marks import marks_observer
from proofs import DUE, Marking, plain_case, policy, small

CORES = 2
PER_SECOND, QUICK, STANDARD, MEGABYTES = 3_000, 3, {1: 20, 40: 600}, 1_000
ALL = os.environ.get("DUNWELL_PROVE_ALL") == "1"


def proved(budget, days):
    """The seconds of the processors' time that a proof takes, here and in other processes."""
    loaded = policy()
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    here = process_time()
    jobs = jobs_of(loaded.program, BUDGETS[budget], days)
    found = prove(loaded, jobs, (invariants_observer, marks_observer), processes=CORES)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = process_time() - here + ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime
    assert all(one.complete for one in found)
    states = sum(one.states for one in found)
    print(f"\n{budget}, {len(days)} due dates: {states} states in {seconds:.1f} s of one core")
    return seconds


def test_states_a_second():
    """At least three thousand on one core."""
    begun = process_time()
    found = explore(policy().program, plain_case(), small(dispute=1, part=1, plan=1), (Marking(),))
    seconds = process_time() - begun
    print(f"\n{found.states / seconds:.0f} states a second")
    assert found.states / seconds > PER_SECOND


def test_the_quick_budget():
    """In under three seconds of one core, with loading the policy."""
    begun = process_time()
    loaded = load_policy("policies/nl/standard.yaml")
    prove(loaded, jobs_of(loaded.program, BUDGETS["quick"], (DUE,)), (invariants_observer, marks_observer))
    seconds = process_time() - begun
    print(f"\nquick: {seconds:.1f} s")
    assert seconds < QUICK


@pytest.mark.parametrize("many", (1, 40) if ALL else (1,))
def test_the_standard_budget(many):
    """One due date in under twenty seconds on two cores, forty over a year in ten minutes; under a gigabyte."""
    seconds = proved("standard", due_dates(policy().program, many, DUE))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"at most {most} MB in a process")
    assert seconds / CORES < STANDARD[many]
    assert most * CORES < MEGABYTES
