"""Where a journal is: a file on this machine, or a database of a PostgreSQL server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_SERVER = re.compile(r"postgres(?:ql)?://")


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a PostgreSQL server; its URL may hold a password, so it is never shown whole."""

    url: str = field(repr=False)

    @property
    def shown(self) -> str:
        """The URL without who logs in, and without its settings."""
        return f"postgresql://{self.url.partition('://')[2].partition('?')[0].rpartition('@')[2]}"


Location = Path | Server
"""Where a journal is."""


def is_server(written: str) -> bool:
    """Whether this is the URL of a PostgreSQL server."""
    return bool(_SERVER.match(written))


def has_password(written: str) -> bool:
    """Whether the URL of a server holds a password."""
    try:
        parts = urlsplit(written)
        return bool(parts.password) or "password" in parse_qs(parts.query)
    except ValueError:
        return False


def shown(location: Location) -> str:
    """How messages call a journal."""
    return location.shown if isinstance(location, Server) else location.as_posix()
