"""Write docs/reference and docs/law from the live tables; `--check` only says which pages are stale (exit code 1).

Without `--check` it also writes into every page what the commands that it shows print now (`snippets.py`).

A new page is a function and a row in `PAGES`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from functools import partial
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from calendar_lines import LANGUAGES, with_lines
from dunwell.cli import COMMANDS, cli
from dunwell.codes.catalogue import CODES
from dunwell.customers.columns import COLUMNS, KINDS
from dunwell.customers.joining import AGREEMENT_RULES, PARTY_RULES
from dunwell.language.message_fields import FILTER_OF, MESSAGE_FIELDS
from dunwell.plugins.finding import GROUP, find_plugins
from dunwell.plugins.findings import KIND_NAMES
from dunwell.plugins.schemas import closed_schema, mapping
from dunwell.render.codes import UNDERCUTS, code_page, codes_index
from dunwell.render.language_page import events_page, fields_page, policy_page
from dunwell.render.law_page import law_page
from dunwell.resources import jurisdictions, law_pack, read_text
from dunwell.workspace import CONTACT_KEYS, CREDITOR_KEYS, KEYS, LIMIT_KEYS
from snippets import is_played, play

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dunwell.language.message_fields import MessageField
    from dunwell.law.rules import Guardrail
    from dunwell.law.statements import MessageRule
    from dunwell.plugins.finding import Plugin
    from dunwell.plugins.schemas import Schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
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


def code_pages() -> Iterator[tuple[str, Callable[[], str]]]:
    """The page of each problem code, by its path."""
    for name, code in CODES.items():
        yield f"reference/problems/{name}.md", partial(code_page, code, _guardrails() if name == UNDERCUTS else ())


def _guardrails() -> tuple[Guardrail, ...]:
    """The guardrails of every jurisdiction."""
    return tuple(rule for name in jurisdictions() for rule in law_pack(name).guardrails.values())


def templates_page() -> str:
    """The fields that a message template may use, and what each kind of message states by which law."""
    filters = [f"{kind}: `{{{{ field | {name} }}}}`" for kind, name in FILTER_OF.items() if name]
    parts = [
        "# Message templates\n",
        "A template is `templates/<language>/<name>.md.j2` with the blocks `subject` and `body`. It holds:\n",
        "- words in Markdown: paragraphs, bold, italic, links and lists",
        "- fields, and `{% if %}` on fields, with `and`, `or`, `not`, and `==` or `!=` a word",
        "- lists, row by row: `{% for each in plan.instalments %}…{% endfor %}`, with words and fields inside",
        "- parts that several share: `{% include '_parts/plan.md.j2' %}`",
        "- slots, alone on a line: `::claim::` makes a table of that part, from its lines `label | value`\n",
        "Nothing else is allowed, so that every way through a template can be checked before anything is sent.",
        "Data never becomes markup.\n",
        "## Fields\n",
        "Text and numbers are printed as they are, `{{ field }}`, other types through a filter:\n",
        *(f"- {each}" for each in filters),
        "\nA field of the type yes_no can only be asked for. An optional field may be unknown in a case: ask before",
        "printing it. A list has at least one row; the fields of its rows, `each`, stand inside the loop only.",
        "",
        "| field | type | optional | in English | in Dutch |\n| --- | --- | --- | --- | --- |",
        *(_field_row(row) for row in MESSAGE_FIELDS),
        "",
    ]
    for law in map(law_pack, jurisdictions()):
        parts.append(f"## What messages state: {law.name}\n")
        parts += [part for rule in law.messages.values() for part in _rule_parts(rule)]
    return "\n".join(parts)


def _field_row(row: MessageField) -> str:
    return f"| `{row.name}` | {row.type} | {'yes' if row.optional else ''} | {row.en} | {row.nl} |"


def _rule_parts(rule: MessageRule) -> Iterator[str]:
    yield f"### {rule.title}\n"
    if rule.kinds:
        yield f"For: {', '.join(rule.kinds)}.\n"
    for title, statements in (("It must state", rule.states), ("It is advised to state", rule.advised)):
        if statements:
            yield f"{title}:\n"
            yield from (
                f"- {row.says} ({row.basis.article}; {row.basis.how_sure.replace('_', ' ')})" for row in statements
            )
            yield ""


def workspace_page() -> str:
    """Every key of dunwell.yaml, and the file that `dunwell init` writes."""
    tables = (
        ("Keys", KEYS),
        ("Keys of creditor", CREDITOR_KEYS),
        ("Keys of creditor.contact", CONTACT_KEYS),
        ("Keys of limits", LIMIT_KEYS),
    )
    parts = [
        "# The workspace\n",
        "A workspace is a folder with a file `dunwell.yaml`; `dunwell init` makes one. Paths count from that folder.\n",
    ]
    for title, keys in tables:
        parts += [
            f"## {title}\n",
            "| key | means |\n| --- | --- |",
            *(f"| `{key}` | {text} |" for key, text in keys.items()),
            "",
        ]
    parts += [part for plugin in shipped_channels() for part in _channel_parts(plugin)]
    made = ("## As it is made\n", _fenced(read_text("templates/workspace/dunwell.yaml"), "yaml"))
    return "\n".join([*parts, *_register_parts(), *made])


def _register_parts() -> Iterator[str]:
    """The columns of the customer register, and which of register and invoice is believed."""
    yield "## The customer register\n"
    yield "A CSV file with a heading, with `;`, `,` or tabs, as Excel or a bookkeeping program writes it. Columns may"
    yield "stand in any order; any other column is left alone. Capitals, accents, spaces and signs in headings and"
    yield "words make no difference. An empty cell means: not known. A row that starts with `#` is a remark.\n"
    yield "| column | holds | means | other headings |\n| --- | --- | --- | --- |"
    for column in COLUMNS:
        holds = ", ".join(f"`{word}` ({', '.join(ways)})" for word, ways in column.words.items())
        yield f"| `{column.name}` | {holds or KINDS[column.kind]} | {column.text} | {', '.join(column.headings)} |"
    yield "\nWhat the invoice and the register say of the same thing:\n"
    yield "| field | the register | because |\n| --- | --- | --- |"
    for rule in (*PARTY_RULES, *AGREEMENT_RULES):
        told = "; a contradiction is a warning" if rule.told else ""
        yield f"| {rule.field.replace('_', ' ')} | {rule.register}{told} | {rule.why} |"
    yield ""


def standard_page() -> str:
    """The shipped policy that the cookbook changes, whole."""
    name = "policies/nl/standard.yaml"
    told = "The [cookbook](../cookbook/index.md) changes this one. `dunwell explain` tells it in sentences.\n"
    return "\n".join([f"# The Dutch standard policy\n\n`{name}`, whole. {told}", _fenced(read_text(name), "yaml")])


def shipped_channels() -> tuple[Plugin, ...]:
    """The channels that come with Dunwell, by the entry points in pyproject.toml, whatever else is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["entry-points"][GROUP]
    return find_plugins(EntryPoint(name, value, GROUP) for name, value in named.items()).all


def _channel_parts(plugin: Plugin) -> Iterator[str]:
    """The keys of a shipped channel under `channels`."""
    channel = plugin.channel
    assert channel is not None, plugin.problems
    yield f"## Keys of channels: {', '.join(channel.carries)} (`use: {plugin.name}`)\n"
    yield f"{channel.text}\n"
    rows = list(_key_rows(closed_schema(channel.config), ""))
    if rows:
        yield "\n".join(["| key | is | means |", "| --- | --- | --- |", *rows, ""])


def _key_rows(schema: Schema, within: str) -> Iterator[str]:
    required = schema.get("required", ())
    for key, each in mapping(schema.get("properties")).items():
        said = mapping(each)
        name = f"{within}{key}"
        shown = f"**`{name}`**" if isinstance(required, list | tuple) and key in required else f"`{name}`"
        yield f"| {shown} | {_kind_of(said)} | {said.get('description', '')} |"
        yield from _key_rows(said, f"{name}.")


def _kind_of(said: Schema) -> str:
    """What a value can be, in words, with its default."""
    words = said.get("enum")
    if said.get("secret") is True:
        kind = "a secret: `{env: NAME}` or `{file: PATH}`"
    elif isinstance(words, list | tuple):
        kind = " or ".join(f"`{word}`" for word in words)
    else:
        kind = KIND_NAMES.get(str(said.get("type")), "as described")
    default = said.get("default")
    return (
        kind
        if default in (None, "", [], {}, ())
        else f"{kind}; `{json.dumps(default, ensure_ascii=False)}` if not said"
    )


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
    "reference/policy.md": policy_page,
    "reference/fields.md": fields_page,
    "reference/events.md": events_page,
    "reference/problems.md": codes_index,
    **dict(code_pages()),
    "reference/templates.md": templates_page,
    "reference/workspace.md": workspace_page,
    "reference/standard.md": standard_page,
    **{f"law/{name}.md": partial(law, name) for name in jurisdictions()},
}
"""Path under docs to the function that makes its text; a folder named here holds no other pages."""


def stale(docs: Path) -> list[str]:
    """The pages under docs that are missing, that differ from what would be written, or that have no generator."""
    wanted = {name: HEADER + make() for name, make in PAGES.items()}
    folders = {name.rpartition("/")[0] for name in PAGES}
    pages = {path.relative_to(docs).as_posix(): path for folder in folders for path in (docs / folder).glob("*.md")}
    found = {name: path.read_text(encoding="utf-8") for name, path in pages.items()}
    return sorted(name for name in wanted | found if wanted.get(name) != found.get(name))


def write(docs: Path) -> None:
    """Write every page; a page without a generator is left for a person to remove."""
    for name, make in PAGES.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(HEADER + make(), encoding="utf-8")


def write_outputs(pages: Iterable[Path]) -> None:
    """Write into pages their calendar lines and what their commands print now; tests say which of them are stale."""
    for page in pages:
        text = page.read_text(encoding="utf-8")
        lined = with_lines(text, language_of(page))
        if lined != text:
            page.write_text(text := lined, encoding="utf-8")
        if is_played(text):
            with TemporaryDirectory() as folder:
                played = play(text, Path(folder).resolve())
            page.write_text(played.text, encoding="utf-8")
            sys.stdout.writelines(f"{page.name}: {failure}\n" for failure in played.failed)


def language_of(page: Path) -> str:
    """The language of a page: that of its folder, else English."""
    return page.parent.name if page.parent.name in LANGUAGES else "en"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check name the stale ones; returns the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/generate.py [--check]\n")
        return 2
    if not arguments:
        write(DOCS)
        write_outputs((ROOT / "README.md", *sorted(DOCS.rglob("*.md"))))
    names = stale(DOCS)
    sys.stdout.writelines(f"docs/{name} is stale or has no generator\n" for name in names)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
