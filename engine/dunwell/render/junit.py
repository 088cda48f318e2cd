"""Policy tests as JUnit XML, which build servers read: a suite a file, a case a test, a failure its problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dunwell.render.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunwell.policy_tests import Outcome, Tested

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(tested: Sequence[Tested], width: int = 100) -> str:
    """The document. What failed says both timelines, `width` columns wide."""
    root = ET.Element("testsuites", _counts([outcome for one in tested for outcome in one.outcomes]))
    for one in tested:
        suite = ET.SubElement(root, "testsuite", {"name": one.file, **_counts(one.outcomes)})
        for outcome in one.outcomes:
            _case(suite, outcome, width)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(outcomes: Sequence[Outcome]) -> dict[str, str]:
    failed = sum(not one.passed for one in outcomes)
    return {"tests": str(len(outcomes)), "failures": str(failed), "errors": "0", "skipped": "0"}


def _case(suite: ET.Element, outcome: Outcome, width: int) -> None:
    case = ET.SubElement(suite, "testcase", {"name": _clean(outcome.name), "classname": outcome.file})
    if outcome.passed:
        return
    said = [f"{one.place}: {one.code} {one.message}" for one in outcome.problems]
    rows = f"\n\n{side_by_side(outcome.rows, ('expected', 'found'), width)}" if outcome.rows else ""
    failure = ET.SubElement(
        case, "failure", {"message": _clean(outcome.problems[0].message), "type": outcome.problems[0].code}
    )
    failure.text = _clean("\n".join(said) + rows)


def _clean(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
