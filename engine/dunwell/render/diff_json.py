"""A comparison of two policies as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.comparing.comparison import examples_of
from dunwell.render.diff_words import DiffWords
from dunwell.render.tests_json import row_document
from dunwell.render.timeline_json import policy_document

if TYPE_CHECKING:
    from dunwell.comparing.comparison import Affected, Comparison, Portfolio, Reach
    from dunwell.comparing.wording import Change
    from dunwell.render.diff_words import Language


def diff_document(comparison: Comparison, language: Language = "en") -> dict[str, object]:
    """The whole document. `changed` says whether anything that happens to a case changes; `real` may be null."""
    words = DiffWords(language)
    return {
        "old": policy_document(comparison.old),
        "new": policy_document(comparison.new),
        "changed": comparison.changed,
        "words": [_change(one, words) for one in comparison.changes],
        "made_up": _portfolio(comparison.made, words),
        "real": _portfolio(comparison.real, words) if comparison.real is not None else None,
        "branches": {
            name: _reach(one) for name, one in zip(("old", "new"), comparison.reach, strict=True)
        },
    }  # fmt: skip


def _change(change: Change, words: DiffWords) -> dict[str, object]:
    return {
        "kind": change.kind,
        "path": list(change.path),
        "old": change.old,
        "new": change.new,
        "old_place": str(change.old_place) if change.old_place else None,
        "new_place": str(change.new_place) if change.new_place else None,
        "only_words": change.only_words,
        "used_by": list(change.used_by),
        "text": words.change(change),
    }


def _portfolio(portfolio: Portfolio, words: DiffWords) -> dict[str, object]:
    return {
        "name": portfolio.name,
        "cases": portfolio.cases,
        "cases_affected": portfolio.cases_affected,
        "played": portfolio.played,
        "affected": len(portfolio.affected),
        "unread": portfolio.unread,
        "stories": [words.story(one) for one in portfolio.stories],
        "kinds": dict(portfolio.kinds),
        "examples": [_example(one, words) for one in examples_of(portfolio.affected)],
    }


def _example(one: Affected, words: DiffWords) -> dict[str, object]:
    return {
        "case": one.case.name,
        "story": words.story(one.story),
        "kinds": list(one.difference.kinds),
        "timelines": [row_document(row) for row in one.difference.rows],
    }


def _reach(reach: Reach) -> dict[str, object]:
    missing = [{"part": one.part, "name": one.name, "case": one.case, "place": str(one.place)} for one in reach.missing]
    return {"all": reach.branches, "reached": reach.branches - len(missing), "missing": missing}
