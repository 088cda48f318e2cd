"""The docs keep their word: links resolve, examples parse and run, generated pages are current."""

import ast
import doctest
import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

import dunwell
from dunwell.cli import COMMANDS
from dunwell.resources import jurisdictions

ROOT = Path(__file__).resolve().parents[2]
DOCTEST_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
PARSERS = {"json": json.loads, "yaml": lambda text: list(yaml.compose_all(text, yaml.SafeLoader))}
MODULES = sorted(module.name for module in pkgutil.walk_packages(dunwell.__path__, "dunwell."))


@pytest.fixture(scope="session")
def markdown(project_files, root):
    """Every page of documentation by its path."""
    return {path: (root / path).read_text(encoding="utf-8") for path in project_files if path.endswith(".md")}


@pytest.fixture(scope="session")
def generate():
    """The script that writes the reference pages, as a module."""
    return importlib.import_module("generate")


def fences(text, *languages):
    """The fenced blocks of a page in these languages, as (language, text); a block that names its file is none."""
    for token in MarkdownIt().parse(text):
        if token.type == "fence" and token.info in languages:
            yield token.info, token.content


def links(text):
    """Every link and image target of a page."""
    for token in MarkdownIt().parse(text):
        for child in token.children or ():
            yield from (str(child.attrs[key]) for key in ("href", "src") if key in child.attrs)


def anchors(text):
    """The anchors that a page's headings get, as code hosts make them: lower case, words joined by dashes."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken_links(path, text, root):
    """The relative links of a page that lead nowhere."""
    for link in links(text):
        target, _, anchor = link.partition("#")
        file = (root / path).parent / target if target else root / path
        if re.match(r"[a-z]+:", link):
            continue
        if not file.exists():
            yield f"{path}: {link}"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file.read_text(encoding="utf-8")):
            yield f"{path}: {link} has no such heading"


def broken_blocks(path, text):
    """The YAML and JSON examples of a page that do not parse."""
    for language, block in fences(text, *PARSERS):
        try:
            PARSERS[language](block)
        except (ValueError, yaml.YAMLError) as error:
            yield f"{path}: {language}: {error}"


def failing_python(path, text):
    """What the Python examples of a page print that it does not say; one page is one session."""
    session, said = {}, []
    for _, block in fences(text, "python"):
        if ">>>" in block:
            example = doctest.DocTestParser().get_doctest(block, session, path, path, 0)
            doctest.DocTestRunner(optionflags=DOCTEST_FLAGS).run(example, out=said.append, clear_globs=False)
            session = example.globs
        else:
            exec(compile(ast.parse(block), path, "exec"), session)
    return "".join(said)


def long_set_up(text):
    """The first two shell blocks of a page that are more than one line, or are missing."""
    blocks = [block for _, block in fences(text, "sh")][:2]
    return ["fewer than two sh blocks"] if len(blocks) < 2 else [block for block in blocks if block.strip().count("\n")]


def test_relative_links_resolve(markdown, root):
    """A reader who follows a link inside the project arrives."""
    assert [bad for path, text in markdown.items() for bad in broken_links(path, text, root)] == []


def test_yaml_and_json_examples_parse(markdown):
    """Every example in a page is well-formed."""
    assert [bad for path, text in markdown.items() for bad in broken_blocks(path, text)] == []


def test_python_examples_run(markdown):
    """Every Python example in a page prints what the page says."""
    assert {path: said for path, text in markdown.items() if (said := failing_python(path, text))} == {}


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name):
    """Every example in a docstring prints what the docstring says."""
    assert doctest.testmod(importlib.import_module(name), optionflags=DOCTEST_FLAGS).failed == 0


def test_set_up_is_two_lines(markdown):
    """The first two shell blocks of the README, which do all the set-up, are one line each."""
    assert long_set_up(markdown["README.md"]) == []


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("page", ["README.md", "docs/reference/cli.md"])
def test_every_command_is_documented(markdown, page, name):
    """A reader meets every command in the README and in the reference."""
    assert re.search(rf"\bdunwell {name}\b|^ +{name}  ", markdown[page], re.MULTILINE)


def test_reference_pages_are_current(generate):
    """Reference and law are what code and law files say today; otherwise run `python docs/generate.py`."""
    assert generate.stale(ROOT / "docs") == [], "run: python docs/generate.py"


def test_a_stale_or_leftover_reference_page_is_found(generate, tmp_path):
    """A page that is missing, differs, or that no generator makes is named; writing mends the first two."""
    for folder in ("reference/problems", "law"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "index.md").write_text("written by hand", encoding="utf-8")
    (tmp_path / "reference" / "cli.md").write_text("old", encoding="utf-8")
    (tmp_path / "law" / "gone.md").write_text("no generator makes this", encoding="utf-8")
    assert set(generate.stale(tmp_path)) == {*generate.PAGES, "law/gone.md"}
    generate.write(tmp_path)
    assert generate.stale(tmp_path) == ["law/gone.md"]


def test_every_law_has_its_page(generate):
    """Each shipped jurisdiction has a page of law, with what is not covered, linked from the start of the docs."""
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for name in jurisdictions():
        assert f"law/{name}.md" in generate.PAGES
        assert f"(law/{name}.md)" in index


def test_the_guards_see_a_bad_page(tmp_path):
    """Each check on a page finds what it is for."""
    (tmp_path / "here.md").write_text("# A heading\n", encoding="utf-8")
    page = "[a](gone.md) [b](here.md#a-heading) [c](here.md#gone) [d](https://example.com/x) ![e](gone.svg)"
    assert list(broken_links("page.md", page, tmp_path)) == [
        "page.md: gone.md",
        "page.md: here.md#gone has no such heading",
        "page.md: gone.svg",
    ]
    assert len(list(broken_blocks("page.md", "```json\n{,}\n```\n```yaml\na: [\n```\n```yaml\na: 1\n```\n"))) == 2
    assert "Got:\n    2" in failing_python("page.md", "```python\n>>> 1 + 1\n3\n```\n")
    assert failing_python("page.md", "```python\na = 1\n```\n\n```python\n>>> a + 1\n2\n```\n") == ""
    assert long_set_up("```sh\na\n```\n") == ["fewer than two sh blocks"]
    assert long_set_up("```sh\na\n```\n```sh\na\nb\n```\n") == ["a\nb\n"]


GLOSSARY_ROW = re.compile(r"^\| (\*\*.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)


def test_each_word_of_the_glossary_is_one_that_pages_use(markdown):
    """A word stands in the glossary once, with its Dutch, and another page uses it; the words of a policy are there."""
    rows = GLOSSARY_ROW.findall(markdown["docs/concepts.md"].partition("## The words")[2].partition("\n## ")[0])
    words = [word for row in rows for word in re.findall(r"\*\*(.+?)\*\*", row[0])]
    others = "\n".join(text.lower() for path, text in markdown.items() if path != "docs/concepts.md")
    assert sorted(words) == sorted(set(words))
    assert [word for word in words if word not in others] == []
    assert {"policy", "step", "hold", "payment plan", "variant", "term", "anchor", "guardrail", "law pack"} <= set(
        words
    )
    assert {"case", "event", "position", "decision", "outbox", "customer register", "limitation"} <= set(words)
