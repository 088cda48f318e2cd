"""The lower layers know no clock, file, network or chance: what they need comes in as arguments."""

import ast

import pytest

PURE = ("model", "money", "days", "problems", "codes", "law", "language", "core", "matching", "comparing", "verifying")
OUTSIDE = {
    "the machine": (
        "os",
        "sys",
        "platform",
        "getpass",
        "locale",
        "signal",
        "subprocess",
        "logging",
        "importlib",
        "pkgutil",
    ),
    "files": ("io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "sqlite3", "psycopg"),
    "the network": ("socket", "ssl", "select", "http", "smtplib", "ftplib", "urllib.request"),
    "a clock": ("time", "zoneinfo"),
    "chance": ("random", "secrets", "uuid"),
    "other threads": ("threading", "multiprocessing", "concurrent", "asyncio"),
    "the upper layers": ("jinja2", "pluggy", "click", "rich"),
}
FORBIDDEN = frozenset(module for modules in OUTSIDE.values() for module in modules)
CALLS = frozenset({"open", "print", "input", "eval", "exec", "breakpoint", "__import__"})
CLOCKS = frozenset({"now", "today", "utcnow"})
CLOCK_OWNERS = frozenset({"datetime", "date", "pendulum", "DateTime", "Date"})


def imports_of(tree):
    """Every imported module, in full, with the names taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def impurities(text):
    """What a module of the lower layers may not do: reach outside by an import or a call, or ask what day it is."""
    tree = ast.parse(text)
    for module, name in imports_of(tree):
        if module in FORBIDDEN or module.split(".")[0] in FORBIDDEN:
            yield f"imports {module}"
        if module == "dunwell.days" and name in CLOCKS:
            yield "imports the clock of dunwell.days"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield f"calls {node.func.id}"
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and ast.unparse(node.value).endswith("days"):
            yield "uses the clock of dunwell.days"


def clocks(text):
    """Where a module asks the machine what time it is, or imports the library that only days.py may use."""
    tree = ast.parse(text)
    yield from (f"imports {module}" for module, _ in imports_of(tree) if module.split(".")[0] == "pendulum")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = ast.unparse(node.value).split(".")[-1]
            if owner in CLOCK_OWNERS:
                yield f"asks {owner}.{node.attr}"


def test_the_lower_layers_are_pure(sources):
    """L0 to L2 import nothing that reaches outside and call nothing that does."""
    pure = {name: text for name, text in sources.items() if name.split(".")[1:2] and name.split(".")[1] in PURE}
    assert len(pure) >= len(PURE)
    assert [f"{name}: {finding}" for name, text in pure.items() for finding in impurities(text)] == []


def test_only_days_looks_at_a_clock(sources):
    """One module imports pendulum and reads the clock, so a virtual today reaches everything."""
    others = {name: text for name, text in sources.items() if name != "dunwell.days"}
    assert [f"{name}: {finding}" for name, text in others.items() for finding in clocks(text)] == []
    assert list(clocks(sources["dunwell.days"])), "the guard no longer recognises the one clock there is"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("import os.path", "imports os.path"),
        ("from pathlib import Path", "imports pathlib"),
        ("def f():\n    import random", "imports random"),
        ("if TYPE_CHECKING:\n    import click", "imports click"),
        ("from urllib.request import urlopen", "imports urllib.request"),
        ("text = open('a').read()", "calls open"),
        ("print('a')", "calls print"),
        ("eval('1')", "calls eval"),
        ("from dunwell.days import today", "imports the clock of dunwell.days"),
        ("from dunwell.days import now", "imports the clock of dunwell.days"),
        ("from dunwell import days\nnow = days.today('UTC')", "uses the clock of dunwell.days"),
    ],
)
def test_the_guard_sees_an_impure_module(text, finding):
    """Each way to reach outside is found."""
    assert list(impurities(text)) == [finding]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("from datetime import datetime\nx = datetime.now()", "asks datetime.now"),
        ("import datetime\nx = datetime.date.today()", "asks date.today"),
        ("import pendulum", "imports pendulum"),
        ("from pendulum.date import Date", "imports pendulum.date"),
    ],
)
def test_the_guard_sees_a_clock(text, finding):
    """Each way to ask for the time is found."""
    assert list(clocks(text)) == [finding]


def test_the_guards_let_plain_code_pass():
    """Regular expressions, dates as values and attributes of the same name are fine."""
    text = "import re\nfrom datetime import date\nfrom dunwell.days import day\nx = case.today\ny = re.compile('a')"
    assert [*impurities(text), *clocks(text)] == []
