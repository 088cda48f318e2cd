"""Sets letters as PDF with typst: the same bytes for the same content, from nothing but what is given.

The compiler is kept: the first letter takes longer than all others. Fonts of the machine are not looked at.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import typst

from dunwell import CannotDeliver, read_text
from dunwell_channels.letter.faults import SetupFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from dunwell_channels.letter.settings import Settings

LAYOUT = "templates/letter/layout.typ"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""What the file claims to be: for the archive, and for a screen reader. The compiler refuses what would break them."""

_LOGOS: Mapping[str, Callable[[bytes], bool]] = {
    ".svg": lambda content: b"<svg" in content,
    ".png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
}


_LOGO_ALONE = b'#set document(title: "logo")\n#image(sys.inputs.logo, alt: "logo")'


class Press:
    """A compiler with the layout, the fonts and the logo of one workspace. Raises SetupFault if one is wrong."""

    def __init__(self, settings: Settings) -> None:
        check_logo(settings)
        root = settings.logo.parent if settings.logo else settings.home
        self._layout = read_text(LAYOUT).encode()
        self._compiler = typst.Compiler(root=root, font_paths=fonts_of(settings))

    def pdf(self, content: Mapping[str, object], day: date) -> bytes:
        """The letter of this day. Raises CannotDeliver if it cannot be set as it has to be."""
        made = datetime.combine(day, time(12), UTC)
        # What the letter says is a file and no input: the compiler keeps what letters share only for the same inputs.
        pages: Any = {"main": self._layout, "letter.json": json.dumps(content).encode()}  # its stubs do not know these
        try:
            pdf = self._compiler.compile(pages, format="pdf", pdf_standards=STANDARDS, timestamp=made, pdf_tags=True)
        except typst.TypstError as error:
            raise _fault(error.message) from error
        assert isinstance(pdf, bytes)  # one file, since no output is named
        return pdf


def fonts_of(settings: Settings) -> typst.Fonts:
    """The fonts of the program and those of the workspace. Raises SetupFault (DW032) if the family is not there."""
    if settings.fonts and not settings.fonts.is_dir():
        raise SetupFault("DW032", f"there is no folder {settings.fonts.as_posix()!r} with fonts", "correct `fonts`")
    paths: list[str] = [settings.fonts.as_posix()] if settings.fonts else []
    fonts = typst.Fonts(include_system_fonts=False, font_paths=paths)
    if settings.font not in fonts.families():
        known = ", ".join(sorted(fonts.families()))
        fix = f"name a folder with its files: `fonts`; or write one of: {known}"
        raise SetupFault("DW032", f"there is no font {settings.font!r}", fix)
    return fonts


def check_logo(settings: Settings) -> None:
    """Raises SetupFault (DW031) for a logo that is not there or that is neither SVG nor PNG."""
    logo = settings.logo
    if logo is None:
        return
    try:
        content = logo.read_bytes()
    except OSError as error:
        why = f"the logo {logo.as_posix()!r} cannot be read: {error.strerror}"
        raise SetupFault("DW031", why, "check the path, which counts from dunwell.yaml") from error
    looks_like = _LOGOS.get(logo.suffix)
    if looks_like is None or not looks_like(content):
        raise SetupFault("DW031", f"the logo {logo.name!r} is no SVG or PNG file", "save it as one of the two")
    try:
        alone = typst.Compiler(root=logo.parent, ignore_system_fonts=True)
        alone.compile(_LOGO_ALONE, format="pdf", sys_inputs={"logo": f"/{logo.name}"}, pdf_standards=STANDARDS)
    except typst.TypstError as error:
        why = f"the logo {logo.name!r} cannot be drawn: {error.message[:200]}"
        raise SetupFault("DW031", why, "save it again, without text, effects or pictures from elsewhere") from error
    if logo.suffix == ".svg" and b"<text" in content:
        why = f"the logo {logo.name!r} holds text, which would be set in another font"
        raise SetupFault("DW031", why, "turn the text into outlines (paths) and save it again")


_QUOTED = re.compile("`[^`]*`")
_NO_GLYPH = "the letter holds a character that no font has, and would show an empty box"
_OTHER_LETTERS = "name a font that has it (`font` and `fonts`), or write the name or address in other letters"
_FAULTS: tuple[tuple[str, str, str], ...] = (
    (
        "panicked with: window",
        "the address does not fit the window of the envelope",
        "shorten a line of the debtor's address, or use an envelope with a larger window",
    ),
    (
        "panicked with: return_line",
        "the return line is wider than the window",
        "write a shorter `sender_line` for the channel in dunwell.yaml",
    ),
    (
        "panicked with: pages",
        "the letter has more pages than the envelope holds",
        "shorten the template, or raise `max_pages` if the print service takes more",
    ),
    ("could not be displayed with", _NO_GLYPH, _OTHER_LETTERS),
    ("contains the codepoint", _NO_GLYPH, _OTHER_LETTERS),
)
"""What the compiler says, what that means, and what to do. The text itself is not repeated: it may be the debtor's."""


def _fault(said: str) -> CannotDeliver:
    for sign, why, fix in _FAULTS:
        if sign in said:
            return CannotDeliver("faulty", why, fix)
    why = f"the layout of the letter failed: {_QUOTED.sub('…', said)[:200]}"
    return CannotDeliver("faulty", why, "look at the logo, and tell who looks after the program")
