"""The keys of the channel `letter` in dunwell.yaml, and what they come to for one workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dunwell import Setup

PROPERTIES: Mapping[str, Mapping[str, object]] = {
    "folder": {
        "type": "string",
        "default": "out/letters",
        "description": "The drop folder of the print service. One that lies outside the workspace has to be there.",
    },
    "window": {
        "type": "string",
        "default": "nl-c56",
        "description": "The envelope: the name of a shipped profile, or a YAML file of your own.",
    },
    "logo": {"type": "string", "description": "An SVG or PNG file; without one the creditor's name stands there."},
    "letterhead": {
        "type": "array",
        "items": {"type": "string"},
        "description": "The lines beside the logo; without them the creditor's address, telephone and e-mail address.",
    },
    "accent": {
        "type": "string",
        "pattern": "^#[0-9A-Fa-f]{6}$",
        "default": "#1f3a5f",
        "description": "The colour of the letterhead, of the subject and of lines, such as '#1f3a5f'.",
    },
    "font": {
        "type": "string",
        "default": "Libertinus Serif",
        "description": "The family in which letters are set. The default comes with the program.",
    },
    "fonts": {"type": "string", "description": "A folder with font files, for a `font` of your own."},
    "sender_line": {
        "type": "string",
        "description": "The small line above the address, where the envelope has one; else the creditor's address.",
    },
    "payment_qr": {
        "type": "boolean",
        "default": True,
        "description": "Print a QR code (EPC069-12) beside what is to be paid in euros.",
    },
    "words": {"type": "string", "description": "A YAML file with fixed words of your own, by language."},
    "max_pages": {
        "type": "integer",
        "minimum": 1,
        "default": 6,
        "description": "What the envelope holds; a longer letter is not sent.",
    },
    "duplex": {"type": "boolean", "default": False, "description": "Asks the print service for both sides."},
    "colour": {"type": "boolean", "default": True, "description": "Asks the print service for colour."},
}
SCHEMA: Mapping[str, object] = {"type": "object", "properties": PROPERTIES, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys with their defaults; `home` is the workspace, and all paths are counted from it."""

    home: Path
    folder: Path
    window: str
    accent: str
    font: str
    sender_line: str
    letterhead: tuple[str, ...]
    logo: Path | None
    fonts: Path | None
    words: Path | None
    payment_qr: bool
    duplex: bool
    colour: bool
    max_pages: int


def settings_of(setup: Setup) -> Settings:
    """The settings of a set-up that has passed the schema."""

    def said(key: str) -> Any:
        return setup.config.get(key, PROPERTIES[key].get("default"))

    def path(key: str) -> Path | None:
        return setup.folder / str(said(key)) if said(key) else None

    return Settings(
        home=setup.folder,
        folder=setup.folder / str(said("folder")),
        window=str(said("window")),
        accent=str(said("accent")),
        font=str(said("font")),
        sender_line=str(said("sender_line") or ""),
        letterhead=tuple(str(line) for line in said("letterhead") or ()),
        logo=path("logo"),
        fonts=path("fonts"),
        words=path("words"),
        payment_qr=bool(said("payment_qr")),
        duplex=bool(said("duplex")),
        colour=bool(said("colour")),
        max_pages=int(said("max_pages")),
    )
