"""Problems as a SARIF 2.1.0 log (OASIS), which code scanning of GitHub, GitLab and Azure DevOps reads."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import quote

from dunwell.codes import FAMILIES
from dunwell.codes.catalogue import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.codes import Code
    from dunwell.problems import Edit, Place, Problem

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def problems_sarif(problems: Sequence[Problem]) -> dict[str, object]:
    """One run with a result for each problem, and a rule for each code that occurs.

    A result has its place, the places of its notes, and the edits that mend it, if there are any.
    """
    rules = sorted({problem.code for problem in problems})
    driver = {"name": "Dunwell", "version": version("dunwell"), "rules": [_rule(code) for code in rules]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, rules.index(problem.code)) for problem in problems],
            }
        ],
    }


def _rule(name: str) -> dict[str, object]:
    code = CODES.get(name)
    if code is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": code.mend, "markdown": _help(code)},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [FAMILIES[name[2]]]},
    }


def _help(code: Code) -> str:
    """The code's page, without its title, which stands beside it."""
    examples = (("Wrong", code.wrong), ("Right", code.right))
    shown = [f"{title}:\n\n```\n{text}\n```" for title, text in examples if text]
    return "\n\n".join([code.why, code.mend, *shown])


def _result(problem: Problem, rule: int) -> dict[str, object]:
    text = problem.message + (f" ({problem.fix})" if problem.fix else "")
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
    }
    if problem.place:
        result["locations"] = [_location(problem.place)]
    if problem.notes:
        result["relatedLocations"] = [
            _location(note.place) | {"id": number, "message": {"text": note.text}}
            for number, note in enumerate(problem.notes, start=1)
        ]
    if problem.place and problem.mend and problem.mend.edits:
        result["fixes"] = [_fix(problem, problem.place, problem.mend.edits)]
    return result


def _fix(problem: Problem, place: Place, edits: Sequence[Edit]) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in edits
    ]
    change = {"artifactLocation": {"uri": quote(place.file)}, "replacements": replacements}
    return {"description": {"text": problem.fix or problem.message}, "artifactChanges": [change]}


def _location(place: Place) -> dict[str, object]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.file)}, "region": region}}
