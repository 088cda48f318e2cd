"""A PostgreSQL server of our own for tests, on this machine alone: made anew, used, and thrown away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

from dunwell.journal.database import create_database
from dunwell.journal.location import Server
from dunwell.journal.schema import ONLY_GROW

QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
"""Nothing survives a broken machine, which tests do not break."""
SETTINGS = ("-c", "listen_addresses=", "-c", "max_connections=40", "-c", "jit=off")


def programs():
    """The folder with the server's programs, or None: on the path, else the newest of Debian's."""
    found = shutil.which("postgres")
    if found and shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name))
    return next((one for one in reversed(folders) if (one / "postgres").exists()), None)


def why_not():
    """Why no server can be started here, or an empty text."""
    if sys.platform == "win32":
        return "PostgreSQL is started by its Unix programs"
    return "" if programs() else "PostgreSQL is missing: install the package postgresql"


_CUT_OFF = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'dunwell' AND pid <> pg_backend_pid()"""


on_sqlite = pytest.mark.parametrize("journal_url", ["sqlite"], indirect=True)
"""For a test that asks for `journal_url` and is about SQLite's files, or about what people see."""


def unguard(connection, table):
    """Let a table that only grows be changed, as somebody who means harm could."""
    if connection.skip_locked:
        connection.execute(f"DROP TRIGGER {table}_grows ON {table}")
        return
    for action in ("update", "delete"):
        connection.execute(f"DROP TRIGGER {table}_{action}")


class Postgres:
    """A server that runs; it listens on a socket in its own folder only."""

    def __init__(self, folder, *, quick=True):
        self.folder, self.quick, self.numbers = Path(folder), quick, count(1)
        self.process = self.owner = self.reused = None

    def start(self):
        """Start it, and wait until it takes connections."""
        words = [programs() / "postgres", "-D", self.folder / "data", "-k", self.folder, *SETTINGS]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*words, *(QUICK if self.quick else ())], stdout=log, stderr=log, cwd=self.folder, **self._user()
            )
        limit = monotonic() + 30
        while not self._answers():
            if self.process.poll() is not None or monotonic() > limit:
                raise RuntimeError((self.folder / "log").read_text(encoding="utf-8"))
            sleep(0.02)
        self.owner = psycopg.connect(self.url(), autocommit=True)

    def make(self):
        """Make the files of an empty server."""
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        words = [programs() / "initdb", "-D", self.folder / "data", "-U", "dunwell", "-A", "trust", "--no-sync"]
        subprocess.run(
            [*words, "--encoding=UTF8", "--locale=C"],
            check=True, capture_output=True, cwd=self.folder, **self._user(),
        )  # fmt: skip

    def url(self, database="postgres", user="dunwell"):
        """The URL of a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def new(self):
        """The URL of an empty place for a journal, in a schema of its own."""
        name = f"journal_{next(self.numbers)}"
        self.owner.execute(f"CREATE SCHEMA {name}")
        return f"{self.url()}&options=-csearch_path%3D{name}"

    def cleared(self):
        """The URL of a journal without a row; the same one each time, because making tables takes longer than a test.

        Whoever still uses it is cut off.
        """
        self.owner.execute(_CUT_OFF)
        if self.reused is None:
            self.reused = self.new()
            create_database(Server(self.reused)).close()
        schema = self.reused.rpartition("3D")[2]
        tables = self.owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
        emptied = "".join(f"DELETE FROM {schema}.{name};" for (name,) in tables if name != "dunwell_version")
        self.owner.execute(f"SET session_replication_role = replica; {emptied} SET session_replication_role = origin")
        there = "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE '%%_grows' AND tgrelid::regclass::text LIKE %s"
        if self.owner.execute(there, (f"{schema}.%",)).fetchone()[0] < len(ONLY_GROW):
            connection = create_database(Server(self.reused))  # a test took them away
            for table in ONLY_GROW:
                connection.guard(table)
            connection.close()
        return self.reused

    def database(self, name, settings):
        """The URL of a new database with settings of its own."""
        self.owner.execute(f"CREATE DATABASE {name} TEMPLATE template0 {settings}")
        return self.url(name)

    def stop(self, how=signal.SIGINT):
        """Stop it: at once (SIGINT), or as if the machine took it away (SIGKILL)."""
        self.owner.close()
        if how == signal.SIGKILL:  # its children would go on for a moment and hold the files
            for child in _children(self.process.pid):
                os.kill(child, signal.SIGKILL)
        self.process.send_signal(how)
        self.process.wait(timeout=30)
        if how == signal.SIGKILL:
            (self.folder / "data" / "postmaster.pid").unlink()

    def _answers(self):
        try:
            psycopg.connect(self.url()).close()
        except psycopg.OperationalError:
            return False
        return True

    def _user(self):
        """The server refuses to run as root."""
        return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


def _children(process):
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]


@contextmanager
def server(*, quick=True):
    """A server for as long as the block lasts."""
    folder = tempfile.mkdtemp(prefix="dunwell-pg-")  # short: the path of a socket may have 107 characters
    made = Postgres(folder, quick=quick)
    try:
        made.make()
        made.start()
        try:
            yield made
        finally:
            if made.process.poll() is None:
                made.stop()
    finally:
        shutil.rmtree(folder)
