"""Envelope profiles: where the address lies on the page, so that it is seen through the window."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from dunwell_channels.letter import tables
from dunwell_channels.letter.faults import SetupFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunwell_channels.letter.settings import Settings

CODE = "DW033"
_FIX = "compare it with templates/letter/envelopes/nl-c56.yaml"
_LARGEST = 1000.0


@dataclass(frozen=True, slots=True)
class Area:
    """A place on the page in millimetres, from the page's top left corner."""

    x: float
    y: float
    width: float
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Envelope:
    """One profile, in millimetres.

    `head` is the upper part of the window, above the address, for the return line; `inset` stays free on both sides.
    `sender` is where the creditor's details stand, `body` where the references begin, `marks` where the page is folded.
    """

    page: Area
    window: Area
    sender: Area
    inset: float
    head: float
    body: float
    marks: tuple[float, ...]
    return_line: bool

    def as_json(self) -> Mapping[str, object]:
        """As the layout reads it."""
        return asdict(self)


def envelope(settings: Settings) -> Envelope:
    """The profile that the settings name. Raises SetupFault (DW033) for an unknown or an impossible one."""
    name = settings.window
    if name.endswith((".yaml", ".yml")):
        return _envelope(tables.own(settings.home / name, CODE), name)
    try:
        plain = PurePath(name).name == name
        return _envelope(tables.shipped(f"envelopes/{name}" if plain else ""), name)
    except FileNotFoundError:
        fix = "write the name of one in templates/letter/envelopes, such as nl-c56, or a file such as my-envelope.yaml"
        raise SetupFault(CODE, f"there is no envelope profile {name!r}", fix) from None


def _envelope(said: tables.Table, name: str) -> Envelope:
    found = Envelope(
        page=_area(said, "page", name),
        window=_area(said, "window", name),
        sender=_area(said, "sender", name),
        inset=_number(said, "inset", name),
        head=_number(said, "head", name),
        body=_number(said, "body", name),
        marks=_numbers(said.get("marks", []), name),
        return_line=said.get("return_line") in ("yes", "true"),
    )
    _check_room(found, name)
    return found


def _check_room(found: Envelope, name: str) -> None:
    """Raises SetupFault for a window that lies outside the page or leaves no room for an address."""
    window, page = found.window, found.page
    if window.x + window.width > page.width or window.y + window.height > page.height:
        raise SetupFault(CODE, f"{name}: the window reaches outside the page", _FIX)
    if window.width - 2 * found.inset < 30 or window.height - found.head < 15:
        raise SetupFault(CODE, f"{name}: the window leaves no room for an address", _FIX)
    if not window.y + window.height <= found.body <= page.height - 60:
        raise SetupFault(CODE, f"{name}: body is {found.body:g} mm, not between the window and the foot", _FIX)


def _area(said: tables.Table, key: str, name: str) -> Area:
    keys = {"page": ("width", "height"), "sender": ("x", "y", "width")}.get(key, ("x", "y", "width", "height"))
    sizes = {each: _number(tables.table(said.get(key)), each, f"{name}: {key}") for each in keys}
    return Area(sizes.get("x", 0.0), sizes.get("y", 0.0), sizes["width"], sizes.get("height", 0.0))


def _number(said: tables.Table, key: str, name: str) -> float:
    return _millimetres(said.get(key), f"{name}: {key}")


def _numbers(value: object, name: str) -> tuple[float, ...]:
    return tuple(_millimetres(each, f"{name}: marks") for each in (value if isinstance(value, list) else [value]))


def _millimetres(value: object, what: str) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if not 0 <= number <= _LARGEST:
        shown = "missing" if value is None else repr(value)
        raise SetupFault(CODE, f"{what} is {shown}, not a number of millimetres", _FIX)
    return number
