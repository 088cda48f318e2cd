"""Up to which day payments are known, and when that is too old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunwell.days import day, day_text
from dunwell.language.phrases import Duration
from dunwell.loading import load_policy
from dunwell.matching.freshness import fresh_until, stale_from
from dunwell.model import Entry, Statement

OURS = "NL13TEST0123456789"


def statement(closed: date | None = None, *days: date, account: str = OURS) -> Statement:
    return Statement("a", account, entries=tuple(Entry(one, Decimal(1)) for one in days), closed_on=closed)


@pytest.mark.parametrize(
    ("statements", "until"),
    [
        ((), None),
        ((statement(date(2026, 2, 6)),), "2026-02-06"),
        ((statement(date(2026, 2, 6), date(2026, 2, 5)), statement(date(2026, 2, 4))), "2026-02-06"),
        ((statement(None, date(2026, 2, 3), date(2026, 2, 5)),), "2026-02-04"),
        ((statement(date(2026, 2, 6), account="NL55TEST0000000001"),), None),
        ((statement(date(2026, 2, 6), account="NL13 test 0123 4567 89"),), "2026-02-06"),
        ((statement(),), None),
    ],
)
def test_known_until(statements: tuple[Statement, ...], until: str | None) -> None:
    """A closing balance makes its day known; entries without one only the days before the latest."""
    found = fresh_until(statements, OURS)
    assert (day_text(found) if found else None) == until


def test_an_announced_entry_tells_nothing() -> None:
    """Announced money lies in the future; it does not make data fresher."""
    announced = replace(statement(None, date(2026, 2, 5)).entries[0], booked=False)
    assert fresh_until((Statement("a", OURS, entries=(announced,)),), OURS) is None


@pytest.mark.parametrize(
    ("count", "unit", "known", "stale"),
    [
        (2, "working days", "2026-02-05", "2026-02-10"),  # Thursday; good on Friday and Monday
        (2, "working days", "2026-02-06", "2026-02-11"),  # Friday; good on Monday and Tuesday
        (2, "working days", "2026-02-08", "2026-02-11"),  # Sunday
        (0, "working days", "2026-02-06", "2026-02-09"),
        (3, "days", "2026-02-06", "2026-02-10"),
        (1, "working days", "2026-04-02", "2026-04-07"),  # Easter Monday is no working day
    ],
)
def test_too_old_from(count: int, unit: str, known: str, stale: str) -> None:
    """The last day that the policy allows is still good; the next is not. Working days are the policy's."""
    program = load_policy("policies/nl/standard.yaml").program
    policy = replace(program, bank_data=Duration(count, unit))  # type: ignore[arg-type, type-var]  # drawn from the table
    found = stale_from(policy, day(known))
    assert found is not None
    assert day_text(found) == stale


def test_without_data_and_without_a_rule() -> None:
    """A policy that asks for bank data and has none is never fresh; one that does not ask is never stale."""
    program = load_policy("policies/nl/standard.yaml").program
    assert stale_from(replace(program, bank_data=Duration(2, "days")), None) == 1  # type: ignore[type-var]  # it compiles
    assert stale_from(replace(program, bank_data=None), None) is None  # type: ignore[type-var]  # likewise
