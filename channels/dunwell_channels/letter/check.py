"""What keeps letters from being made and dropped, found before the first one is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dunwell import Problem
from dunwell_channels.letter.envelopes import envelope
from dunwell_channels.letter.faults import SetupFault
from dunwell_channels.letter.press import check_logo, fonts_of
from dunwell_channels.letter.settings import settings_of
from dunwell_channels.letter.wording import check_own_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dunwell import Setup
    from dunwell_channels.letter.settings import Settings

_PARTS: tuple[Callable[[Settings], object], ...] = (envelope, check_logo, fonts_of, check_own_words)


def check(setup: Setup) -> Iterator[Problem]:
    """Everything that is wrong with the set-up, each part looked at by itself."""
    settings = settings_of(setup)
    yield from _folder(settings)
    for part in _PARTS:
        try:
            part(settings)
        except SetupFault as fault:
            yield fault.problem()
    missing = [name for name in ("name", "address") if not setup.creditor.get(f"creditor.{name}")]
    if missing:
        message = f"letters can say the creditor's {' and '.join(missing)} only where the invoice does"
        fix = "write creditor: {name: …, address: …} in dunwell.yaml"
        yield Problem("DW034", message, None, fix, "warning")


def _folder(settings: Settings) -> Iterator[Problem]:
    """DW030 for a drop folder that is not there, is no folder or cannot be written."""
    folder = settings.folder
    inside = folder.resolve().is_relative_to(settings.home.resolve())
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if not inside and not folder.exists():
        found = "is not there"
    elif not nearest.is_dir():
        found = f"cannot be: {_shown(nearest)} is a file"
    elif not os.access(nearest, os.W_OK | os.X_OK):
        found = "cannot be written"
    else:
        return
    fix = "make it and see who may write in it, or name another one: `folder`"
    yield Problem("DW030", f"the drop folder {_shown(folder)} {found}", None, fix)


def _shown(path: Path) -> str:
    return repr(path.as_posix())
