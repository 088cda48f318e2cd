"""Reading what messages state from law files."""

from __future__ import annotations

from dunwell.law.statements import message, statement
from dunwell.law.tree import Tree
from dunwell.problems import Place

BASIS = {"article": "art. 1", "source": "somewhere", "how_sure": "confirmed"}
GOOD = {"says": "the number", "prints": [["invoice.number", "claim.total"], ["payment.iban"]], **BASIS}


def tree(value: object) -> Tree:
    """A cursor over a value that stands alone."""
    return Tree("x.yaml", value, [], lambda file, _: Place(file))


def test_a_statement_with_fields_and_words() -> None:
    """Sets of fields, patterns by language, and what it rests on."""
    root = tree(
        {**GOOD, "words": {"nl": {"such_as": "Nummer 1", "patterns": [r"\bnummer\b"]}}, "if_known": "costs.vat"}
    )
    found = statement("number", root)
    assert found.prints == (("invoice.number", "claim.total"), ("payment.iban",))
    assert found.words["nl"].patterns[0].search("NUMMER 12")
    assert (found.basis.article, found.if_known, root.problems) == ("art. 1", "costs.vat", [])


def test_a_statement_that_nothing_recognises_is_a_problem() -> None:
    """Without fields and without words it could never be checked."""
    root = tree({"says": "the number", **BASIS})
    statement("number", root)
    assert [problem.code for problem in root.problems] == ["DW601"]


def test_a_statement_says_what_it_rests_on() -> None:
    """As every value of the law."""
    root = tree({"says": "the number", "prints": [["invoice.number"]]})
    statement("number", root)
    assert {problem.code for problem in root.problems} == {"DW603"}


def test_a_message_names_its_statements() -> None:
    """Known names are looked up, unknown ones and unknown keys are problems."""
    number = statement("number", tree(GOOD))
    read = message({"number": number})
    good = tree({"title": "Reminder", "for": ["email"], "states": ["number"]})
    assert read("reminder", good).states == (number,)
    bad = tree({"title": "Reminder", "advised": ["numbr"], "kinds": []})
    read("reminder", bad)
    assert [problem.code for problem in bad.problems] == ["DW602", "DW602"]
