"""Readers of the parts of a law file about money: rates, interest, costs, allocation, size of a company."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from dunwell.law.figures import Figure
from dunwell.law.rules import (
    AGREED,
    CRITERIA,
    DAY_COUNTS,
    DEBTOR_KINDS,
    PARTS,
    VAT_NEEDS,
    AllocationOrder,
    Bracket,
    CostsRule,
    InterestRule,
    InterestTerms,
    Scale,
    SizeTest,
    VatRule,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunwell.law.rules import NoticeForm
    from dunwell.law.tree import Tree

T = TypeVar("T")


def percentages(_: str, tree: Tree) -> Figure[int]:
    """`rates`: a table of rates through the years."""
    return tree.figure(lambda row: row.at("rate").rate(), "rate")


def interest(rates: Mapping[str, Figure[int]]) -> Callable[[str, Tree], InterestRule]:
    """`interest`: one kind, with a table of `rates` by name."""

    def read(name: str, tree: Tree) -> InterestRule:
        tree.only("title", "debtors", "rate", "points", "round_up_to", "rules")
        title = tree.at("title").text()
        return InterestRule(
            name,
            title,
            tree.at("debtors").words(DEBTOR_KINDS),
            _one_of(tree.at("rate"), rates),
            tree.at("rules").figure(_terms, "starts", "compounding", "day_count", "agreed", "runs", title=title),
            tree.at("points").figure(lambda row: row.at("points").rate(), "points", title=f"{title}, points")
            if tree.has("points")
            else None,
            tree.at("round_up_to").rate() if tree.has("round_up_to") else 1,
        )

    return read


def _terms(row: Tree) -> InterestTerms:
    return InterestTerms(
        row.at("starts").whole(),
        cast("Literal['yearly', 'none']", row.at("compounding").word(("yearly", "none"))),
        row.at("day_count").word(DAY_COUNTS),
        cast("Literal['any', 'higher', 'at_most']", row.at("agreed").word(AGREED)),
        cast("Literal['overdue', 'in_default']", row.at("runs").word(("overdue", "in_default"))),
    )


def _one_of(tree: Tree, named: Mapping[str, Figure[T]]) -> Figure[T]:
    """The figure that this value names; an empty one, with a problem, if there is none."""
    name = tree.word(named or ("",))
    return named.get(name, Figure("", ()))


def scale(_: str, tree: Tree) -> Figure[Scale]:
    """`scales`: a scale of costs through the years."""
    return tree.figure(_scale, "method", "brackets", "minimum", "maximum")


def _scale(row: Tree) -> Scale:
    brackets = tuple(_bracket(item) for item in row.at("brackets").items())
    tops = [bracket.up_to for bracket in brackets]
    rising = all(low is not None and (high is None or low < high) for low, high in pairwise(tops))
    if not brackets or not rising or tops[-1] is not None:
        message = "the brackets do not cover every amount: `up_to` has to rise, and only the last has none"
        row.at("brackets").wrong("DW604", message, "order them by `up_to` and leave it out of the last one")
    return Scale(
        cast("Literal['add_up', 'pick_one']", row.at("method").word(("add_up", "pick_one"))),
        brackets,
        row.at("minimum").cents() if row.has("minimum") else 0,
        row.at("maximum").cents() if row.has("maximum") else None,
    )


def _bracket(item: Tree) -> Bracket:
    item.only("up_to", "flat", "rate")
    return Bracket(
        item.at("up_to").cents() if item.has("up_to") else None,
        item.at("flat").cents() if item.has("flat") else 0,
        item.at("rate").rate() if item.has("rate") else 0,
    )


def amount(_: str, tree: Tree) -> Figure[int]:
    """`sums`: a fixed sum through the years."""
    return tree.figure(lambda row: row.at("amount").cents(), "amount")


def vat(_: str, tree: Tree) -> VatRule:
    """`vat_on_costs`: a rate of VAT and what has to hold."""
    rate = tree.figure(lambda row: row.at("rate").rate(), "rate", extra=("needs",))
    return VatRule(rate, tree.at("needs").words(VAT_NEEDS))


def costs(
    scales: Mapping[str, Figure[Scale]],
    sums: Mapping[str, Figure[int]],
    vats: Mapping[str, VatRule],
    notices: Mapping[str, NoticeForm],
) -> Callable[[str, Tree], CostsRule]:
    """`collection_costs`: what some kinds of debtor owe, made of the named scales, sums, VAT rules and letters."""

    def read(name: str, tree: Tree) -> CostsRule:
        tree.only("title", "debtors", "scale", "at_least", "vat", "notice", "instalments", "if_agreed")
        return CostsRule(
            name,
            tree.at("title").text(),
            tree.at("debtors").words(DEBTOR_KINDS),
            _one_of(tree.at("scale"), scales),
            _one_of(tree.at("at_least"), sums) if tree.has("at_least") else None,
            vats.get(tree.at("vat").word(vats or ("",))) if tree.has("vat") else None,
            tree.at("notice").word(notices or ("",)) if tree.has("notice") else None,
            tree.at("instalments").figure(lambda row: row.at("months").whole(1), "months")
            if tree.has("instalments")
            else None,
            tree.has("if_agreed") and tree.at("if_agreed").flag(),
        )

    return read


def size_test(tree: Tree) -> Figure[SizeTest]:
    """`large_company`: when a company is large."""

    def read(row: Tree) -> SizeTest:
        return SizeTest(
            row.at("balance_total").cents(),
            row.at("net_turnover").cents(),
            row.at("employees").whole(1),
            row.at("needed").whole(1),
        )

    return tree.figure(read, "balance_total", "net_turnover", "employees", "needed")


def allocation(tree: Tree) -> Figure[AllocationOrder]:
    """`allocation`: what a payment is set against."""

    def read(row: Tree) -> AllocationOrder:
        return AllocationOrder(row.at("within").words(PARTS), row.at("across").words(CRITERIA))

    return tree.figure(read, "within", "across", title="Order of allocation")
