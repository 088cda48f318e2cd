"""How the house is kept: sizes, names, docstrings, and what no file may contain."""

import ast
import io
import re
import tokenize
import tomllib

import pytest

FOLDERS = {"engine", "policies", "channels", "templates", "tests", "docs"}
MODULE_LINES, FUNCTION_LINES = 350, 60
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SHAPELESS = {"utils", "util", "helpers", "misc", "common"}

# Written in pieces, so that this page does not find itself.
HOSTS = tuple(f"{name}.org" for name in ("pypi", "files.pythonhosted", "registry.npmjs", "deb.debian"))
DEVELOPER_PATH = re.compile(r"(?<![\w.~*-])/(?:work|home|root|Users)/\w?")

CODES = r"[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*"
DIRECTIVE = re.compile(rf"(?:ruff:\s*)?noqa(?::\s*{CODES})?|type:\s*ignore(?:\[[^\]]*\])?|pragma: no cover")
BARE = re.compile(r"noqa(?!:\s*[A-Z]+\d)|type:\s*ignore(?!\[)")
A_WORD = re.compile(r"[A-Za-z]{3,}")
SETTINGS = (  # the lines of pyproject.toml that switch a check off
    re.compile(r"^ignore = \[(.*?)\]$", re.MULTILINE | re.DOTALL),
    re.compile(r"^\[[\w.]+\.per-file-ignores\]$(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL),
    re.compile(r"^ignore_\w+ = .*$", re.MULTILINE),
)


def too_long(name, text):
    """Say which modules and functions do not fit in the head."""
    if (lines := len(text.splitlines())) > MODULE_LINES:
        yield f"{name}: {lines} lines, more than {MODULE_LINES}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS) and (size := node.end_lineno - node.lineno + 1) > FUNCTION_LINES:
            yield f"{name}:{node.lineno} {node.name}: {size} lines, more than {FUNCTION_LINES}"


def undocumented(name, text):
    """Say which module, public class, function or method has no docstring; a body of three dots only gives a shape."""
    tree = ast.parse(text)
    if tree.body and not ast.get_docstring(tree):
        yield f"{name}: the module"
    for node in public_in(tree):
        if not ast.get_docstring(node) and ast.unparse(node.body[0]) != "...":
            yield f"{name}:{node.lineno} {node.name}"


def public_in(tree):
    """The public functions and classes of a module, and the public methods of those classes."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_in(node)


def unexplained_ignores(name, text):
    """Say which comment switches a check off for everything, or without words on why."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or not DIRECTIVE.search(token.string):
            continue
        if BARE.search(token.string):
            yield f"{name}:{token.start[0]} {token.string}: names no rule"
        if not A_WORD.search(DIRECTIVE.sub("", token.string)):
            yield f"{name}:{token.start[0]} {token.string}: gives no reason"


def unexplained_settings(text):
    """Say which line of pyproject.toml switches a check off without a comment."""
    switched_off = "\n".join(found for pattern in SETTINGS for found in pattern.findall(text))
    return [line.strip() for line in switched_off.splitlines() if line.strip() and "#" not in line]


def prints(name, text):
    """Say where a module prints."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{name}:{node.lineno}"


def foreign_words(text):
    """The registry hosts and developers' paths that a text contains."""
    return [host for host in HOSTS if host in text] + DEVELOPER_PATH.findall(text)


def misplaced(files):
    """Say which path lies outside the fixed folders, makes a source root a package, or says nothing by its name."""
    for path in files:
        parts = path.split("/")
        if len(parts) > 1 and not parts[0].startswith(".") and parts[0] not in FOLDERS:
            yield f"{path}: {parts[0]} is not one of the fixed folders"
        if path in ("engine/__init__.py", "channels/__init__.py"):
            yield f"{path}: a source root is not a package"
        if path.endswith(".py") and SHAPELESS & {part.removesuffix(".py") for part in parts}:
            yield f"{path}: say what it holds"


def each_of(check, texts):
    """The findings of one check over many texts."""
    return [finding for name, text in texts.items() for finding in check(name, text)]


@pytest.fixture(scope="session")
def pages(root, project_files):
    """Every text file of the project by its path."""
    texts = {}
    for path in project_files:
        content = (root / path).read_bytes()
        if b"\0" not in content[:4096]:
            texts[path] = content.decode("utf-8", errors="replace")
    return texts


@pytest.fixture(scope="session")
def python_pages(pages):
    """Every Python file of the project by its path."""
    return {path: text for path, text in pages.items() if path.endswith(".py")}


def test_modules_and_functions_fit_in_the_head(sources):
    """No module is longer than 350 lines, no function longer than 60."""
    assert each_of(too_long, sources) == []


def test_public_names_have_docstrings(sources, pages):
    """A public name says in a sentence what it is, and a module what it is for."""
    assert each_of(undocumented, sources | {"docs/generate.py": pages["docs/generate.py"]}) == []


def test_tests_state_their_claim(python_pages):
    """Every test has a docstring."""
    tests = {path: text for path, text in python_pages.items() if path.startswith("tests/")}
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path, text in tests.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_files_are_where_they_belong(project_files):
    """The top level is fixed, source roots are not packages, and no module is called utils."""
    assert list(misplaced(project_files)) == []


def test_no_file_names_a_registry_or_a_developers_machine(pages):
    """Nothing that we ship points at one machine or at one package host."""
    assert {path: found for path, text in pages.items() if (found := foreign_words(text))} == {}


def test_every_ignore_carries_its_reason(python_pages, pages):
    """Where a check is switched off, the line says why."""
    assert each_of(unexplained_ignores, python_pages) == []
    assert unexplained_settings(pages["pyproject.toml"]) == []


def test_only_the_command_line_prints(sources):
    """Below the command line nothing writes to the screen."""
    assert each_of(prints, {name: text for name, text in sources.items() if not name.startswith("dunwell.cli")}) == []


def test_warnings_are_errors(root):
    """A warning in a test run is a failure."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert settings["filterwarnings"][0] == "error"


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
SAMPLES = [
    (too_long, "x = 1\n" * (MODULE_LINES + 1), 1),
    (too_long, LONG_FUNCTION, 1),
    (too_long, LONG_FUNCTION.replace("    x = 1\n", "", 1), 0),
    (undocumented, "x = 1", 1),
    (undocumented, '"""A page."""\ndef f(): pass\nclass C:\n    """A thing."""\n    def m(self): pass', 2),
    (undocumented, '"""A page."""\ndef _f(): pass\ndef f():\n    """Do."""\ndef g(): ...', 0),
    (unexplained_ignores, "x = 1  # noqa", 2),
    (unexplained_ignores, "x = 1  # noqa: E501", 1),
    (unexplained_ignores, "x = 1  # noqa: E501, F401 - a table", 0),
    (unexplained_ignores, "x = 1  # type: ignore[attr-defined]", 1),
    (unexplained_ignores, "x = 1  # type: ignore  # no types there", 1),
    (unexplained_ignores, "x = 1  # type: ignore[attr-defined]  # no types there", 0),
    (prints, "print(1)", 1),
]


@pytest.mark.parametrize(("check", "text", "count"), SAMPLES)
def test_the_guards_see_a_bad_page(check, text, count):
    """Each check finds what it is for, and nothing in a good page."""
    assert len(list(check("sample", text))) == count


def test_the_guards_see_foreign_words():
    """A registry host and a path of a developer's machine are found; an address that only looks like one is not."""
    assert foreign_words("see https://" + HOSTS[0] + "/simple") == [HOSTS[0]]
    assert foreign_words("run /" + "home/jo/bin/dunwell") != []
    assert foreign_words("https://example.nl/" + "home/ and ./" + "work/ and $HOME/bin") == []


def test_the_guards_see_a_misplaced_file():
    """A new top-level folder, a package at a source root and a shapeless name are found."""
    bad = ["scripts/a.py", "engine/__init__.py", "engine/dunwell/utils.py", "engine/dunwell/misc/a.py"]
    assert len(list(misplaced(bad))) == len(bad)
    assert list(misplaced([".ci/run", "README.md", "engine/dunwell/__init__.py"])) == []


def test_the_guards_see_a_setting_without_a_reason():
    """A rule in the list of ignores, a file's ignores and a package's ignores each need a comment."""
    bad = '[tool.ruff.lint]\nignore = [\n  "E501",\n  "E502", # why\n]\n'
    bad += '[tool.ruff.lint.per-file-ignores]\n"a" = ["E501"]\n'
    bad += "[[tool.mypy.overrides]]\nignore_missing_imports = true\n"
    assert unexplained_settings(bad) == ['"E501",', '"a" = ["E501"]', "ignore_missing_imports = true"]
