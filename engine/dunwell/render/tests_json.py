"""Policy tests as a JSON document: each test with its problems, both timelines where it failed, and the coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.comparing.sides import Row
    from dunwell.policy_coverage import Coverage
    from dunwell.policy_tests import Outcome, Tested


def tests_document(tested: Sequence[Tested], coverages: Sequence[Coverage]) -> dict[str, object]:
    """The whole document; `coverage` is there only where it was asked for."""
    made: dict[str, object] = {"tests": [_test(outcome) for one in tested for outcome in one.outcomes]}
    return made | ({"coverage": [_coverage(one) for one in coverages]} if coverages else {})


def _test(outcome: Outcome) -> dict[str, object]:
    made: dict[str, object] = {
        "file": outcome.file,
        "name": outcome.name,
        "passed": outcome.passed,
        "problems": [problem.as_json() for problem in outcome.problems],
    }
    return made | ({} if outcome.passed else {"timelines": [row_document(row) for row in outcome.rows]})


def row_document(row: Row) -> dict[str, object]:
    """One line of two timelines beside each other."""
    day = day_text(row.day) if row.day else None
    return {"date": day, "left": row.left, "right": row.right, "differs": row.differs}


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {
        "policy": coverage.program.id,
        "file": coverage.program.file,
        "branches": len(coverage.branches),
        "reached": len(coverage.reached),
        "percent": coverage.percent,
        "missing": [
            {"part": one.part, "name": one.name, "case": one.case, "place": str(one.place)} for one in coverage.missing
        ],
    }
