"""A daily run over a large portfolio touches the cases that can change; folding every case is the reference."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

from dunwell.journal.cases import all_looks
from dunwell.journal.positions import looks_to_take
from portfolios import BACK, TODAY, fill
from workspaces import journal_in, make

if TYPE_CHECKING:
    from pathlib import Path

CASES = 10_000


def taken(journal: object, on: int) -> tuple[int, float]:
    """How many cases a run looks at, and how long that takes; one portion is in memory at a time."""
    start = time.perf_counter()
    return sum(len(some.looks) for some in looks_to_take(journal, on)), time.perf_counter() - start


def test_a_run_over_rows_is_faster_than_folding_everything(tmp_path: Path) -> None:
    """Cold, every case is folded and kept; warm, only those that can change are looked at, and memory stays small."""
    journal = journal_in(make(tmp_path, ladder=False))
    fill(tmp_path, journal, CASES)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    looked, cold = taken(journal, TODAY)
    due, warm = taken(journal, TODAY)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    looks, _ = all_looks(journal, TODAY)
    folding = time.perf_counter() - start
    journal.connection.close()
    print(
        f"\n{CASES} open cases opened over {BACK} days, {due} due: folding everything {folding:.2f} s;"
        f" cold, with keeping {cold:.2f} s; warm {warm:.2f} s; {folding / warm:.0f} times faster;"
        f" at most {after / 1024:.0f} MB, of which a run {(after - before) / 1024:.0f} MB"
    )
    assert looked == CASES == sum(not look.position.end for look in looks)
    assert due == sum(bool(look.decision.actions) for look in looks)
    assert warm < folding / 3
