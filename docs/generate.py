"""Write docs/reference and docs/law from the live tables; `--check` only says which pages are stale (exit code 1).

A new page is a function and a row in `PAGES`.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dunwell.cli import COMMANDS, cli
from dunwell.codes import FAMILIES
from dunwell.codes.catalogue import CODES
from dunwell.render.law_page import law_page
from dunwell.resources import jurisdictions, law_pack, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dunwell.codes import Code

DOCS = Path(__file__).parent
HEADER = "<!-- made by docs/generate.py; do not edit -->\n\n"
WIDTH = 100
HOLIDAY_YEARS = (2026, 2027, 2028)
"""The years whose holidays a page of law lists; fixed, because a page may not go stale at New Year by itself."""


def cli_page() -> str:
    """The help of every command whose module is here, sub-commands included."""
    with _context_of(cli, "dunwell") as context:
        parts = ["# The command line\n", _fenced(cli.get_help(context))]
        for name in COMMANDS:
            if find_spec(f"dunwell.cli.{name}"):
                command = cli.get_command(context, name)
                parts += _command_parts(command, name, context)
    return "\n".join(parts)


def _command_parts(command: click.Command | None, name: str, parent: click.Context) -> Iterator[str]:
    if command is None or command.hidden:
        return
    with _context_of(command, name, parent) as context:
        yield f"## {context.command_path}\n"
        yield _fenced(command.get_help(context))
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                yield from _command_parts(command.get_command(context, each), each, context)


def problems_page() -> str:
    """Every problem code by family, with the text of `dunwell explain`."""
    parts = [
        "# Problem codes\n",
        "A code is never given another meaning. `dunwell explain CODE` prints the same text.\n",
    ]
    for digit, family in FAMILIES.items():
        rows = [code for number, code in sorted(CODES.items()) if number.startswith(f"DW{digit}")]
        if rows:
            parts += [f"## {family}\n", *(part for code in rows for part in _code_parts(code))]
    return "\n".join(parts)


def _code_parts(code: Code) -> Iterator[str]:
    yield f"### {code.code} {code.title}\n"
    yield f"*{code.severity.capitalize()}.* {code.why}\n"
    yield f"{code.mend}\n"
    for title, example in (("Wrong", code.wrong), ("Right", code.right)):
        if example:
            yield f"{title}:\n"
            yield _fenced(example)


def _context_of(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    settings = command.context_settings | {"terminal_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _fenced(text: str, language: str = "text") -> str:
    return f"```{language}\n{text.strip()}\n```\n"


def law(jurisdiction: str) -> str:
    """The law of a jurisdiction, and from the README beside its files what is not covered."""
    return law_page(law_pack(jurisdiction), HOLIDAY_YEARS, read_text(f"policies/{jurisdiction}/law/README.md"))


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/cli.md": cli_page,
    "reference/problems.md": problems_page,
    **{f"law/{name}.md": partial(law, name) for name in jurisdictions()},
}
"""Path under docs to the function that makes its text; a folder named here holds no other pages."""


def stale(docs: Path) -> list[str]:
    """The pages under docs that are missing, that differ from what would be written, or that have no generator."""
    wanted = {name: HEADER + make() for name, make in PAGES.items()}
    folders = {name.partition("/")[0] for name in PAGES}
    pages = {path.relative_to(docs).as_posix(): path for folder in folders for path in (docs / folder).glob("*.md")}
    found = {name: path.read_text(encoding="utf-8") for name, path in pages.items()}
    return sorted(name for name in wanted | found if wanted.get(name) != found.get(name))


def write(docs: Path) -> None:
    """Write every page; a page without a generator is left for a person to remove."""
    for name, make in PAGES.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(HEADER + make(), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check name the stale ones; returns the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/generate.py [--check]\n")
        return 2
    if not arguments:
        write(DOCS)
    names = stale(DOCS)
    sys.stdout.writelines(f"docs/{name} is stale or has no generator\n" for name in names)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
