"""Render a message for a debtor from its template: a subject, and a body as Markdown, plain text and HTML.

The data of a case goes in by the names of `MESSAGE_FIELDS`; it can never become markup, whatever it contains.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_percent

from dunwell.language.message_fields import BY_NAME, LIST_OF, MESSAGE_FIELDS, ROW_OF, MessageType
from dunwell.language.messages import Choice, Printed, each_piece
from dunwell.problems import Problem, ProblemsFound
from dunwell.render.message_blocks import html_of, lines_for_slots, read_blocks, text_of
from dunwell.render.template_source import (
    ENDING,
    VALUE_END,
    VALUE_START,
    environment,
    without_marks,
)
from dunwell.render.template_use import read_template
from dunwell.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from dunwell.language.message_fields import MessageValue
    from dunwell.language.messages import TemplateUse
    from dunwell.problems import Place
    from dunwell.render.message_blocks import Block
    from dunwell.render.template_source import ReadText

_TYPES: Mapping[MessageType, tuple[type, ...]] = {
    "text": (str,),
    "number": (int,),
    "money": (Decimal,),
    "day": (date,),
    "percent": (Decimal,),
    "yes_no": (bool,),
    "list": (tuple,),
}
_LOCALES = {"en": "en_GB"}  # babel's plain "en" writes days and amounts as in the United States
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_MARK = re.compile(f"{VALUE_START}([0-9]+){VALUE_END}")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|])")
_OPENING = re.compile(r"^([0-9]*)([#+\-=:.)])")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: its subject on one line, its body as Markdown with the data escaped, and what is sent.

    `blocks` is the body as it was read, for channels that set it themselves; `html` is a fragment, not a page.
    """

    subject: str
    body_markdown: str
    text: str
    html: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A field without a value: asked for, it is false; printed, it is a problem, as is every field of its rows."""

    name: str

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(**{_last(name): self for name in BY_NAME if _group(name) == ROW_OF[self.name]})


@dataclass(slots=True)
class _Values:
    """The values printed in one rendering; in the text stands the number of each, between marks."""

    printed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def keep(self, value: object) -> str:
        """Jinja's last word on a value that is printed."""
        if isinstance(value, _Unknown):
            self.unknown.append(value.name)
            return ""
        self.printed.append(without_marks(_BREAKS.sub(" ", str(value))).strip())
        return f"{VALUE_START}{len(self.printed) - 1}{VALUE_END}"

    def fill(self, text: str, write: Callable[[str], str] = str) -> str:
        """The text with every value in the place of its marks."""
        return _MARK.sub(lambda mark: write(self.printed[int(mark[1])]), text)


def render_message(
    name: str, language: str, data: Mapping[str, MessageValue], *, read: ReadText = read_text
) -> Rendered:
    """Render one template; see `Printer.render`."""
    return Printer(language, read).render(name, data)


class Printer:
    """Renders the templates of one language. Each is read once: whoever renders many messages keeps one printer.

    `read` gives the text of a logical path and raises an OSError if there is none. Not for two threads at once.
    """

    def __init__(self, language: str, read: ReadText = read_text) -> None:
        """Read nothing yet."""
        self.language = language
        self._read = read
        self._uses: dict[str, tuple[TemplateUse, tuple[Problem, ...]]] = {}
        self._jinja = environment(language, read)

    def use(self, name: str) -> tuple[TemplateUse, tuple[Problem, ...]]:
        """What a template prints, and every problem that keeps it from being used (DW633 to DW635)."""
        if name not in self._uses:
            self._uses[name] = read_template(name, self.language, self._read)
        return self._uses[name]

    def render(self, name: str, data: Mapping[str, MessageValue]) -> Rendered:
        """Render a template with the data of a case, by the names of `MESSAGE_FIELDS`; a missing one is unknown.

        Amounts are Decimal in units, days `date`; the rows of a list name their fields in the same way; blank text is
        unknown too. Raises ProblemsFound: DW633 to DW635 with the template's lines, DW636 for an unknown field that is
        printed. Raises TypeError for data of the wrong type, which is no mistake of a user's.
        """
        use, problems = self.use(name)
        if problems:
            raise ProblemsFound(problems)
        values = _Values()
        self._jinja.finalize = values.keep
        self._jinja.filters = dict(_filters(self.language, data))  # nothing of Jinja's own
        template = self._jinja.get_template(f"{name}{ENDING}")
        context = template.new_context(_nested(data))
        subject, body = ("".join(template.blocks[block](context)) for block in ("subject", "body"))
        if values.unknown:
            raise ProblemsFound(tuple(_unprintable(use, values.unknown)))
        blocks = read_blocks(body, values.fill)
        return Rendered(
            " ".join(values.fill(subject).split()),
            values.fill(lines_for_slots(body), _escaped).strip() + "\n",
            text_of(blocks),
            html_of(blocks, self.language),
            blocks,
        )


def _nested(data: Mapping[str, MessageValue]) -> dict[str, object]:
    """The data as Jinja sees it: `invoice` with a `number` and so on, every known name present."""
    groups = dict.fromkeys(group for group in map(_group, BY_NAME) if group not in LIST_OF)
    _check_names(data, groups)
    return {group: _fields(group, data) for group in groups}


def _group(name: str) -> str:
    return name.partition(".")[0]


def _last(name: str) -> str:
    return name.partition(".")[2]


_IN_GROUP = {
    group: tuple((_last(row.name), row.name, row.type) for row in MESSAGE_FIELDS if _group(row.name) == group)
    for group in dict.fromkeys(map(_group, BY_NAME))
}
"""The fields of each group: the last part of the name, the whole name, the type."""


def _check_names(data: Mapping[str, object], groups: Collection[str]) -> None:
    """Raises TypeError for a name that is no field of these groups."""
    strangers = sorted(name for name in data if name not in BY_NAME or _group(name) not in groups)
    if strangers:
        raise TypeError(f"no message field is called {strangers[0]!r} here")


def _fields(group: str, data: Mapping[str, MessageValue]) -> SimpleNamespace:
    return SimpleNamespace(**{last: _value(name, kind, data.get(name)) for last, name, kind in _IN_GROUP[group]})


def _row(name: str, row: Mapping[str, MessageValue]) -> SimpleNamespace:
    """One row of this list."""
    _check_names(row, (ROW_OF[name],))
    return _fields(ROW_OF[name], row)


def _value(name: str, kind: MessageType, value: MessageValue) -> object:
    if value is None or value == () or (isinstance(value, str) and not _BREAKS.sub(" ", without_marks(value)).strip()):
        return _Unknown(name)
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "yes_no"):
        raise TypeError(f"{name!r} is of the type {kind}, not {type(value).__name__}")
    return tuple(_row(name, row) for row in value) if isinstance(value, tuple) else value


def _filters(language: str, data: Mapping[str, MessageValue]) -> Mapping[str, Callable[[object], object]]:
    """Amounts, days and percentages as the language writes them; what is unknown stays so."""
    locale = Locale.parse(_LOCALES.get(language, language))
    currency = str(data.get("invoice.currency") or "")
    percent = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.##")  # some put a space before the sign

    def money(value: Any) -> object:
        return format_currency(value, currency, locale=locale) if currency else _Unknown("invoice.currency")

    def known(write: Callable[[Any], object]) -> Callable[[object], object]:
        return lambda value: value if isinstance(value, _Unknown) else write(value)

    return {
        "money": known(money),
        "day": known(lambda value: format_date(value, "long", locale=locale)),
        "percent": known(lambda value: format_percent(value / 100, percent, locale=locale)),
    }


def _unprintable(use: TemplateUse, names: Sequence[str]) -> Iterator[Problem]:
    """DW636 for each printed field without a value, where the template prints it."""
    places: dict[str, Place] = {}
    for piece in each_piece((*use.subject, *use.body)):
        places |= dict(piece.asked) if isinstance(piece, Choice) else {}
        places |= {piece.field: piece.place} if isinstance(piece, Printed) else {}
    for name in dict.fromkeys(names):
        add = "add it to the case's data"
        fix = f"ask first: {{% if {name} %}}…{{% endif %}}, or {add}" if BY_NAME[name].optional else add
        yield Problem("DW636", f"{name!r} is unknown in this case, and would leave a hole", places.get(name), fix)


def _escaped(value: str) -> str:
    """Data in Markdown: a backslash before what could be markup."""
    return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", value))
