"""Where template texts come from, and the one Jinja environment in which they are read and rendered.

A template is `templates/<language>/<name>.md.j2` with the blocks `subject` and `body`; what several share is a part in
`_parts/`. A line `::name::` is a slot: the part of that name, whose lines `label | value` become a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dunwell.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    ReadText: TypeAlias = Callable[[str], str]

ENDING = ".md.j2"
PARTS = "_parts"
VALUE_START, VALUE_END, SLOT_NAME, SLOT_ROWS, SLOT_END = "\ue000\ue001\ue002\ue003\ue004"
"""Marks around a value's number, a slot's name and its rows in a rendered template; nothing else can hold them."""

_MARKS = re.compile("[\ue000-\ue004]")
_SLOT = re.compile(r"^::([a-z_]+)::[ \t]*$", re.MULTILINE)


def template_file(name: str, language: str) -> str:
    """The logical path of a template."""
    return f"templates/{language}/{name}{ENDING}"


def expand_slots(source: str) -> str:
    """The template with each slot turned into an include; lines keep their numbers."""
    source = without_marks(source)
    return _SLOT.sub(rf"{SLOT_NAME}\1{SLOT_ROWS}{{% include '{PARTS}/\1{ENDING}' %}}{SLOT_END}", source)


def without_marks(text: str) -> str:
    """The text without the characters that serve as marks here."""
    return _MARKS.sub("", text)


def environment(language: str, read: ReadText = read_text) -> ImmutableSandboxedEnvironment:
    """A sandbox in which the templates of one language find each other, and nothing else."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]]:
        file = f"templates/{language}/{name}"
        try:
            return expand_slots(read(file)), file, lambda: True
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateNotFound(name, f"{file!r} cannot be read") from error

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
