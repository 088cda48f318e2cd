"""The catalogue of problem codes: complete, well-formed, each code used once."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from dunwell import codes
from dunwell.codes import FAMILIES, Code
from dunwell.codes.catalogue import CODES, ROWS

DIGIT_OF_MODULE = {
    "yaml": "1",
    "policy": "23",
    "policy_flow": "45",
    "policy_sense": "45",
    "policy_tests": "7",
    "use": "9",
    "live": "9",
    "plugins": "0",
}


def test_no_code_is_used_twice() -> None:
    """A code means one thing, whichever module it stands in."""
    listed = Counter(code.code for rows in ROWS for code in rows)
    assert [code for code, times in listed.items() if times > 1] == []
    assert list(CODES) == sorted(listed)


def test_every_module_of_codes_is_in_the_catalogue() -> None:
    """A family that nobody added would be unknown to `explain`."""
    modules = {info.name for info in iter_modules(codes.__path__)} - {"catalogue", "mendable"}
    rows = {name: import_module(f"dunwell.codes.{name}").CODES for name in modules}
    assert {name for name, codes_of in rows.items() if tuple(codes_of) not in ROWS} == set()


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_each_code_is_well_formed(code: Code) -> None:
    """DW and three digits of a known family; a title without a full stop, and sentences that end with one."""
    assert re.fullmatch(r"DW\d\d\d", code.code)
    assert code.code[2] in FAMILIES
    assert code.title
    assert code.title.strip() == code.title
    assert not code.title.endswith(".")
    for sentences in (code.why, code.mend):
        assert sentences.strip() == sentences
        assert sentences.endswith((".", "?", "`."))
    assert bool(code.wrong) <= bool(code.right), "a wrong example needs the right one beside it"


@pytest.mark.parametrize("name", DIGIT_OF_MODULE)
def test_family_digits(name: str) -> None:
    """A module holds codes of its own family only."""
    rows = import_module(f"dunwell.codes.{name}").CODES
    assert {code.code[2] for code in rows} == set(DIGIT_OF_MODULE[name])


ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "engine" / "dunwell", ROOT / "channels" / "dunwell_channels")
LITERAL = re.compile(r'"(DW\d\d\d)\b')
AWAITED = {
    "DW906",
    "DW911",
    "DW912",
    "DW920",
    "DW922",
    "DW923",
    "DW924",
    "DW932",
    "DW934",
}
"""Rows whose command is not there yet; a row that nothing reports and that is not here is a leftover."""


def test_every_code_that_is_reported_has_a_row_and_every_row_is_reported() -> None:
    """`explain` knows each code that is said, and no row is left of a check that is gone."""
    pages = [path for top in PACKAGES for path in top.rglob("*.py") if path.parent.name != "codes"]
    reported = {code for path in pages for code in LITERAL.findall(path.read_text(encoding="utf-8"))}
    assert reported - set(CODES) == set()
    assert set(CODES) - reported - AWAITED == set()
