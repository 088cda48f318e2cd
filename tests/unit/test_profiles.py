"""The cases that are explored: one for each cell that the constants of a policy cut."""

from dunwell.verifying.budgets import BUDGETS
from dunwell.verifying.profiles import TERM, opened, profiles
from proofs import DUE, policy

NL = policy().program


def names(budget):
    """The names of the Dutch policy's cases."""
    return [one.name for one in profiles(NL, BUDGETS[budget], DUE)]


def test_the_quick_budget_has_the_plain_case_of_each_variant():
    """Each variant has one, named after it."""
    assert names("quick") == ["business", "consumer"]


def test_every_amount_is_cut_where_the_policy_cuts_it():
    """Below 5, 75, 100 and 250 euros the largest amount stands for its cell; the plain case lies above."""
    totals = [name for name in names("standard") if name.startswith("business, invoice.total")]
    cut = ("249.99", "99.99", "74.99", "4.99")
    assert totals == [f"business, invoice.total EUR {amount}" for amount in cut]


def test_the_plain_cases_come_first_and_no_two_cases_are_the_same():
    """Who looks only at the first ones sees the plain ones, and no name comes twice."""
    found = profiles(NL, BUDGETS["standard"], DUE)
    assert [one.plain for one in found] == sorted((one.plain for one in found), reverse=True)
    assert len({one.name for one in found}) == len(found)


def test_the_thorough_budget_puts_changes_together():
    """It has all the cases of the standard one, and some that differ in two facts."""
    assert set(names("standard")) < set(names("thorough"))
    assert max(name.count(",") for name in names("thorough")) == 2


def test_a_case_is_opened_on_its_invoice_date():
    """It is due on the day that was asked for, and stands at the first step in its variant."""
    for one in profiles(NL, BUDGETS["quick"], DUE):
        position = opened(NL, one)
        assert (position.day, one.due, position.step) == (DUE - TERM, DUE, 0)
        assert NL.variants[position.variant].name == one.variant
