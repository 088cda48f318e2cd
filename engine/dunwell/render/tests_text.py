"""Policy tests for the terminal: what failed with both timelines, and what of a policy no test comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.problems import draw_problems
from dunwell.render.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dunwell.policy_coverage import Coverage
    from dunwell.policy_tests import Outcome, Tested

PARTS = {
    "variant": "variants",
    "step": "steps and their branches",
    "hold": "holds",
    "plan": "payment plans",
    "message": "messages",
    "end": "ends",
}
"""The parts of a policy in the order of the table, and their names there."""


def failures_text(tested: Sequence[Tested], width: int) -> str:
    """Every failure: its problems at their lines, then both timelines; then one line of counts.

    A line more for each file with accepted findings says what compares them.
    """
    outcomes = [(one, outcome) for one in tested for outcome in one.outcomes]
    failed = [(one, outcome) for one, outcome in outcomes if not outcome.passed]
    parts = [_failure(one, outcome, width) for one, outcome in failed]
    others = [f"accepted findings are compared by `dunwell verify {one.file}`" for one in tested if one.findings]
    return "\n".join((*parts, f"{len(outcomes) - len(failed)} passed, {len(failed)} failed", *others))


def _failure(tested: Tested, outcome: Outcome, width: int) -> str:
    head = f"FAILED {tested.file}: {outcome.name}\n{draw_problems(outcome.problems, {tested.file: tested.text})}"
    if not any(row.differs for row in outcome.rows):
        return head
    return f"{head}\n{side_by_side(outcome.rows, ('expected', 'found'), width)}\n"


def coverage_text(coverages: Sequence[Coverage]) -> str:
    """A table for each policy, and under it every branch that no test comes to, with its line."""
    return "\n\n".join("\n".join(_coverage(one)) for one in coverages)


def _coverage(coverage: Coverage) -> Iterator[str]:
    yield f"{coverage.program.file}  {coverage.program.id} {coverage.program.version}"
    for part, title in PARTS.items():
        total = sum(one.part == part for one in coverage.branches)
        came = sum(one.part == part for one in coverage.branches if one in coverage.reached)
        if total:
            yield f"  {title:<26} {came:>4} of {total:>4}  {100 * came // total:>3} %"
    yield f"  {'all':<26} {len(coverage.reached):>4} of {len(coverage.branches):>4}  {coverage.percent:>3} %"
    if coverage.missing:
        yield "  no test comes to"
    width = max((len(f"{one.part} {one.name}") for one in coverage.missing), default=0)
    for one in coverage.missing:
        yield f"    {f'{one.part} {one.name}':<{width}}  {one.case}  ({one.place})"
