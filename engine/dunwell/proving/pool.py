"""Do the jobs of a proof over several processes; the results come in the order of the jobs, however they were done.

A process gets the policy's text and compiles it once. Whoever breaks off (Ctrl-C) ends all of them.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from dunwell.loading import compile_text
from dunwell.proving.jobs import Done
from dunwell.proving.kept import keep, kept, key_of
from dunwell.verifying.explorer import explore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dunwell.language.program import Program
    from dunwell.loading import Loaded
    from dunwell.proving.jobs import Job, Progress, Watch
    from dunwell.verifying.model import Explored, Observer

_started: list[tuple[Program, tuple[Observer, ...]]] = []
"""What a process of the pool was started with: the policy, and who looks."""


def prove(
    policy: Loaded,
    jobs: Sequence[Job],
    watches: tuple[Watch, ...],
    *,
    processes: int = 1,
    folder: Path | None = None,
    progress: Progress = lambda done: None,
) -> tuple[Explored, ...]:
    """The result of every job, in their order; `policy` must have no errors.

    One process does all here. With a `folder` results are kept there, and taken from there.
    """
    program = policy.program
    assert program is not None  # the caller said the errors
    names = tuple(f"{watch.__module__}.{watch.__qualname__}" for watch in watches)
    keys = [key_of(program, job, names) if folder is not None else "" for job in jobs]
    found: dict[int, Explored] = {}
    for at, (job, key) in enumerate(zip(jobs, keys, strict=True)):
        known = kept(folder, key, job) if folder is not None else None
        if known is not None:
            found[at] = known
            progress(Done(known, len(found), len(jobs), was_kept=True))
    left = [at for at in range(len(jobs)) if at not in found]
    for at, explored in _explored(policy, [jobs[one] for one in left], watches, processes):
        found[left[at]] = explored
        if folder is not None:
            keep(folder, keys[left[at]], explored)
        progress(Done(explored, len(found), len(jobs), was_kept=False))
    return tuple(found[at] for at in range(len(jobs)))


def _explored(
    policy: Loaded, jobs: Sequence[Job], watches: tuple[Watch, ...], processes: int
) -> Iterator[tuple[int, Explored]]:
    """The number of each job and its result, as they are done."""
    if min(processes, len(jobs)) <= 1:
        assert policy.program is not None  # as in prove
        observers = tuple(watch(policy.program) for watch in watches)
        yield from ((at, _explore(policy.program, job, observers)) for at, job in enumerate(jobs))
        return
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        min(processes, len(jobs)), multiprocessing.get_context("spawn"), _start, (policy.text, policy.file, watches)
    )
    try:
        waiting = {pool.submit(_one, job): at for at, job in enumerate(jobs)}
        yield from ((waiting[future], future.result()) for future in as_completed(waiting))
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise


def _start(text: str, file: str, watches: tuple[Watch, ...]) -> None:
    """Begin a process of the pool: it knows the policy from here on, and ends without a word when it is broken off."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # no state is part of a circle, and the collector would look at all of them again and again
    program = compile_text(text, file).program
    assert program is not None  # it was compiled before
    _started[:] = [(program, tuple(watch(program) for watch in watches))]


def _one(job: Job) -> Explored:
    program, observers = _started[0]
    return _explore(program, job, observers)


def _explore(program: Program, job: Job, observers: tuple[Observer, ...]) -> Explored:
    begun = perf_counter()
    explored = explore(program, job.profile, job.budget, observers, every_day=job.every_day)
    return replace(explored, seconds=round(perf_counter() - begun, 3))
