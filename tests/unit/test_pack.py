"""Law files into a law pack: what cannot be trusted is refused, every problem at once, with its place."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

from dunwell.days import WEEKDAYS
from dunwell.language.yamlfile import plain, read_yaml
from dunwell.law.pack import NEEDED, read_law
from dunwell.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path


@lru_cache(maxsize=1)
def _parts(folder: Path) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        node, problems = read_yaml(path.read_bytes(), path.name)
        tree = plain(node) if node else None
        assert isinstance(tree, dict), problems
        parts.update(tree)
    return parts


@pytest.fixture
def parts(root: Path) -> dict[str, Any]:
    """Every part of the shipped law by its name, to be changed at will."""
    return deepcopy(_parts(root / "policies" / "nl" / "law"))


def problems_of(parts: dict[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with these parts, all in one file; nothing if they make a law pack."""
    try:
        read_law({"law.yaml": parts})
    except ProblemsFound as found:
        return found.problems
    return ()


def put(parts: dict[str, Any], path: str, value: object) -> None:
    """Set the value at a path such as `rates.statutory.values.0.rate`; None takes the key away."""
    *way, last = path.split(".")
    node: Any = parts
    for step in way:
        node = node[int(step)] if isinstance(node, list) else node[step]
    key: Any = int(last) if isinstance(node, list) else last
    if value is None:
        del node[key]
    else:
        node[key] = value


def test_the_shipped_law_is_whole(parts: dict[str, Any]) -> None:
    """The law files as shipped make a law pack without a single problem."""
    assert problems_of(parts) == ()


CHANGES = [
    ("jurisdiction.id", None, "DW601"),
    ("jurisdiction.capital", "Amsterdam", "DW602"),
    ("rates.statutory.values.0.rate", "four", "DW601"),
    ("rates.statutory.values.0.from", "2012-13-01", "DW601"),
    ("rates.statutory.values.1.from", "2011-01-01", "DW604"),
    ("rates.statutory.values.0.source", None, "DW603"),
    ("rates.statutory.values.0.how_sure", "rather", "DW602"),
    ("rates.statutory.published_until", "soon", "DW601"),
    ("interest.statutory.rate", "moratory", "DW602"),
    ("interest.statutory.debtors", ["ghost"], "DW602"),
    ("interest.statutory.rules.values.0.compounding", "daily", "DW602"),
    ("scales.collection_costs.values.0.brackets.4.up_to", 300000, "DW604"),
    ("scales.collection_costs.values.0.brackets.1.up_to", 2000, "DW604"),
    ("scales.collection_costs.values.0.brackets.1.percent", 10, "DW602"),
    ("scales.collection_costs.values.0.brackets", [], "DW604"),
    ("scales.collection_costs.values.0.minimum", "40,00", "DW601"),
    ("vat_on_costs.general.needs", ["luck"], "DW602"),
    ("collection_costs.consumer.scale", "tariff", "DW602"),
    ("collection_costs.consumer.notice", "telegram", "DW602"),
    ("collection_costs.business.at_least", "something", "DW602"),
    ("receipt.post.presumption.values.0.calendar", "moon", "DW602"),
    ("receipt.post.presumption.values.0.proof", "never", "DW602"),
    ("receipt.pigeon", {"title": "By pigeon"}, "DW602"),
    ("notices.fourteen_day_letter.term.values.0.days", 0, "DW601"),
    ("notices.fourteen_day_letter.term.values.0.after_default", "yes", "DW601"),
    ("statements.rights.article", None, "DW603"),
    ("notices.fourteen_day_letter.wordings.term", "(", "DW601"),
    ("notices.fourteen_day_letter.wordings.values.from_today.valid", "no", "DW601"),
    ("calendars.post.closed", ["someday"], "DW602"),
    ("calendars.post.closed", list(WEEKDAYS), "DW604"),
    ("calendars.post.holidays", ["halloween"], "DW602"),
    ("holidays.christmas_day.on", "12-32", "DW601"),
    ("holidays.christmas_day.on", "02-29", "DW601"),
    ("holidays.christmas_day.easter", 1, "DW601"),
    ("holidays.christmas_day.source", None, "DW603"),
    ("holidays.kings_day.moved.if", "someday", "DW602"),
    ("payment_terms.trade.values.0.max_days", "two months", "DW601"),
    ("payment_terms.large_debtor.debtor_size", "huge", "DW602"),
    ("large_company.values.0.needed", 0, "DW601"),
    ("limitation.contract.values.0.counted_from", "birth", "DW602"),
    ("allocation.values.0.within", ["principal", "tip"], "DW602"),
    ("contact.hours.values.0.opens", "7 am", "DW601"),
    ("contact.collectors", ["burglar"], "DW602"),
    ("default_term.values", [], "DW601"),
    ("default.general.debtors", ["consumer", "unknown"], "DW601"),
    ("default.general.by.values.0.bases", ["luck"], "DW602"),
    ("default.general.by.values.0.days", "soon", "DW601"),
    ("collection_costs.consumer.if_agreed", "perhaps", "DW601"),
    ("interest.statutory.rules.values.0.agreed", "at_least", "DW602"),
]


@pytest.mark.parametrize(("path", "value", "code"), CHANGES, ids=[f"{path}={value}" for path, value, _ in CHANGES])
def test_a_wrong_value_is_refused(parts: dict[str, Any], path: str, value: object, code: str) -> None:
    """One wrong value anywhere: no law pack, and a problem of the right kind that says where and what to do."""
    put(parts, path, value)
    found = problems_of(parts)
    assert code in {problem.code for problem in found}
    assert all(problem.fix for problem in found)
    assert any(path.split(".", maxsplit=1)[0] in problem.message for problem in found)


@pytest.mark.parametrize("name", NEEDED)
def test_no_part_may_be_missing(parts: dict[str, Any], name: str) -> None:
    """A law pack without one of its parts is refused, naming the part."""
    del parts[name]
    assert any(name in problem.message for problem in problems_of(parts))


def test_all_problems_at_once(parts: dict[str, Any]) -> None:
    """Three mistakes in three parts are all reported by one run."""
    for path in ("rates.statutory.values.0.rate", "calendars.post.title", "limitation.contract.values.0.years"):
        put(parts, path, "" if path.endswith("title") else "x")
    assert len(problems_of(parts)) == 3


def test_a_part_stands_in_one_file_only(parts: dict[str, Any]) -> None:
    """The same part in two files is refused, naming both."""
    with pytest.raises(ProblemsFound) as caught:
        read_law({"a.yaml": parts, "b.yaml": {"interruption": parts["interruption"]}})
    (problem,) = caught.value.problems
    assert (problem.code, "a.yaml" in problem.message, problem.place) == ("DW604", True, Place("b.yaml"))


@pytest.mark.parametrize("content", [None, [], "law", {"weather": {}}])
def test_a_file_that_is_no_law_is_refused(parts: dict[str, Any], content: object) -> None:
    """A list, a text, nothing, or an unknown part is a problem of that file."""
    with pytest.raises(ProblemsFound) as caught:
        read_law({"law.yaml": parts, "other.yaml": content})
    assert [problem.place and problem.place.file for problem in caught.value.problems] == ["other.yaml"]


def test_places_come_from_the_reader(parts: dict[str, Any]) -> None:
    """Who can locate a path in a file gets problems with line and column."""
    put(parts, "rates.statutory.values.2.rate", "x")
    with pytest.raises(ProblemsFound) as caught:
        read_law({"law.yaml": parts}, lambda file, path: Place(file, 7, len(path)))
    assert caught.value.problems[0].place == Place("law.yaml", 7, 5)
