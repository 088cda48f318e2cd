"""Play the commands that a page of documentation shows, and write down what they really print.

A page is one session in a folder of its own, from top to bottom. Its fenced blocks mean:

- `sh`: commands that have to succeed; what they print is not shown.
- `console`: a command after each `$ `, and below it what it prints. A line `…` stands for any lines.
- any language with `title="FILE"`: the file is written.
- `diff` with `title="FILE"`: in the file, the lines with `-` become those with `+`.

A remark on the line before a block says what is special: `<!-- exit code 1 -->` of its last command, or
`<!-- not run: REASON -->`.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from markdown_it import MarkdownIt

from dunwell.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXAMPLES = Path(__file__).parent / "examples"
ANY = "…"
ENVIRONMENT = {"COLUMNS": "88", "LOGNAME": "sam", "USER": "sam", "DUNWELL_WORKSPACE": None}
"""The width of the pages, and whose name a journal notes."""

_PLAYED = re.compile(r"^(sh|console)$|^\w+ title=")
_TITLE = re.compile(r'title="([^"]+)"')
_EXIT_CODE = re.compile(r"<!-- exit code (\d) -->")
_NOT_RUN = re.compile(r"<!-- not run: .+ -->")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: the lines of its two fences, what the first says, its text, the remark before it."""

    first: int
    last: int
    info: str
    text: str
    remark: str


@dataclass(slots=True)
class Session:
    """A folder in which commands are typed, one after the other; what went wrong is gathered."""

    root: Path
    here: Path = field(init=False)
    printed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin in the root, where the examples of a checkout lie as the pages name them."""
        self.here = self.root
        (self.root / "docs").mkdir()
        (self.root / "docs" / "examples").symlink_to(EXAMPLES)

    def type(self, line: str, code: int = 0) -> str:
        """What a line prints; an exit code other than the one awaited is a failure."""
        words = shlex.split(line, comments=True)
        if words[:1] == ["cd"]:
            self.here = (self.here / words[1]).resolve()
            output, found = "", 0
        elif words[:1] == ["dunwell"]:
            output, found = self._dunwell(words[1:])
        else:
            output, found = self._shell(line)
        self.printed.append(output)
        if found != code:
            self.failed.append(f"$ {line}\nexit code {found}, not {code}\n{output}")
        return output.replace(f"{self.root}/", "")

    def _dunwell(self, words: Sequence[str]) -> tuple[str, int]:
        *arguments, redirected, target = words if words[-2:-1] == [">"] else [*words, "", ""]
        given = [each for word in arguments for each in self._expanded(word)]
        with chdir(self.here):
            environment = {**ENVIRONMENT, "XDG_CACHE_HOME": str(self.root / ".cache")}
            ran = CliRunner().invoke(cli, given, env=environment, prog_name="dunwell")
        if ran.exception and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        if redirected:
            (self.here / target).write_text(ran.stdout, encoding="utf-8")
        return ran.stderr if redirected else ran.output, ran.exit_code

    def _expanded(self, word: str) -> list[str]:
        if "*" not in word:
            return [word]
        return sorted(path.relative_to(self.here).as_posix() for path in self.here.glob(word))

    def _shell(self, line: str) -> tuple[str, int]:
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line], cwd=self.here, capture_output=True, text=True, check=False
        )
        return ran.stdout + ran.stderr, ran.returncode

    def write(self, name: str, text: str) -> None:
        """Write a file that a page shows."""
        path = self.here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, difference: str) -> None:
        """Change a file as a difference says: its lines with `-`, found together once, become those with `+`."""
        lines = difference.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        path = self.here / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            self.failed.append(f"{name} holds {text.count(old)} times:\n{old}")
        path.write_text(text.replace(old, new), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Played:
    """A page with its outputs made anew, all that its commands printed, and what went wrong."""

    text: str
    printed: tuple[str, ...]
    failed: tuple[str, ...]


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a page that are played, or say why not."""
    lines = text.splitlines()
    for token in MarkdownIt().parse(text):
        if token.type == "fence" and token.map and _PLAYED.match(token.info):
            first, end = token.map
            yield Block(first, end - 1, token.info, token.content, lines[first - 1] if first else "")


def is_played(text: str) -> bool:
    """Whether a page shows any command."""
    return any(block.info in ("sh", "console") and not _NOT_RUN.match(block.remark) for block in blocks(text))


def play(text: str, folder: Path) -> Played:
    """Type all that a page shows into an empty folder."""
    session, lines, grown = Session(folder), text.splitlines(), 0
    for block in blocks(text):
        if _NOT_RUN.match(block.remark):
            continue
        shown = block.text.splitlines()
        made = _block(session, block, shown)
        lines[block.first + grown + 1 : block.last + grown] = made
        grown += len(made) - len(shown)
    return Played("\n".join(lines) + "\n", tuple(session.printed), tuple(session.failed))


def _block(session: Session, block: Block, shown: list[str]) -> list[str]:
    """Do what a block says; returns its lines as they should be."""
    found = _EXIT_CODE.match(block.remark)
    code = int(found[1]) if found else 0
    if title := _TITLE.search(block.info):
        act = session.edit if block.info.startswith("diff") else session.write
        act(title[1], block.text)
        return shown
    if block.info == "sh":
        commands = [line for line in shown if shlex.split(line, comments=True)]
        for line in commands:
            session.type(line, code if line is commands[-1] else 0)
        return shown
    return list(_console(session, shown, code))


def _console(session: Session, shown: list[str], code: int) -> Iterator[str]:
    starts = [at for at, line in enumerate(shown) if line.startswith("$ ")]
    for at, end in zip(starts, [*starts[1:], len(shown)], strict=True):
        printed = session.type(shown[at][2:], code if end == len(shown) else 0)
        yield shown[at]
        yield from as_shown(shown[at + 1 : end], [line.rstrip() for line in printed.rstrip().splitlines()])


def as_shown(shown: list[str], printed: list[str]) -> list[str]:
    """What a page should show of an output: what it shows, if that is true; else as many lines around its `…`.

    An output of which a page shows nothing stays unseen.
    """
    if not shown or _fits(shown, printed):
        return shown
    if ANY not in shown:
        return printed
    head = shown.index(ANY)
    tail = shown[::-1].index(ANY)
    return [*printed[:head], ANY, *(printed[-tail:] if tail else [])]


def _fits(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether an output is what a page shows, where `…` stands for any lines."""
    pattern = "".join("(?:.*\n)*?" if line == ANY else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None
