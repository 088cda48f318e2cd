"""What every test may use: the checkout, its files, the shared corpus, and the rule on skips.

`DUNWELL_NO_SKIPS=1` turns every skip into a failure, except where the reason says that the corpus is absent: an
automatic run must not look green because a tool was missing. `HYPOTHESIS_PROFILE` chooses one of the profiles below.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import databases
import desks
import workspaces
from dunwell.journal.location import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from dunwell.journal.location import Location
    from dunwell.journal.store import Journal

    Report = pytest.TestReport | pytest.CollectReport

ROOT = Path(__file__).resolve().parents[1]
SOURCE_ROOTS = ("engine", "channels")
NOT_OURS = {".git", "__pycache__", "build", "dist"}
CORPUS_ABSENT = "corpus absent"

os.environ.pop("COLUMNS", None)  # what a test reads is as wide wherever it runs; several processes at once set it

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real invoices and bank files written by others: read them, never copy from them."""
    path = ROOT.parent / "shared" / "corpora"
    if not path.is_dir():
        pytest.skip(f"{CORPUS_ABSENT}: no folder shared/corpora beside the checkout")
    return path


@pytest.fixture(scope="session")
def postgres() -> Generator[databases.Postgres]:
    """A PostgreSQL server of our own, started when the first test asks for it."""
    if why := databases.why_not():
        pytest.skip(why)
    with databases.server() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def journal_url(request: pytest.FixtureRequest) -> str:
    """What a workspace says after `journal:`, for each kind of database: a test that asks for it runs on both.

    On PostgreSQL there is an empty journal already.
    """
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return server.cleared() if server else "dunwell.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where a journal may be made and nothing is yet, in each kind of database."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return Server(server.new()) if server else tmp_path / "elsewhere.db"


@pytest.fixture
def folder(tmp_path: Path, journal_url: str) -> Path:
    """A workspace whose policy is the short ladder, with each kind of database."""
    return workspaces.make(tmp_path, journal=journal_url)


@pytest.fixture
def journal(folder: Path) -> Generator[Journal]:
    """The journal of `folder`, closed after the test."""
    opened = workspaces.journal_in(folder)
    yield opened
    opened.connection.close()


@pytest.fixture
def office_of(tmp_path: Path, journal_url: str) -> Generator[Callable[..., desks.Office]]:
    """Makes an office with each kind of database, whose journal is closed after the test."""
    made = []

    def make(**said: object) -> desks.Office:
        made.append(desks.Office(tmp_path, journal=journal_url, **said))
        return made[-1]

    yield make
    for office in made:
        office.journal.connection.close()


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """The text of every module under the source roots, by its dotted name; a package goes by its own name."""
    found = {}
    for top in (ROOT / name for name in SOURCE_ROOTS):
        for path in sorted(top.rglob("*.py")):
            parts = path.relative_to(top).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path.read_text(encoding="utf-8")
    return found


@pytest.fixture(scope="session")
def project_files() -> tuple[str, ...]:
    """Every file of the project, as a path from its top: what git would keep or, without git, what lies here."""
    kept = _kept_by_git() if (ROOT / ".git").exists() and shutil.which("git") else _lying_here()
    return tuple(sorted(name for name in kept if (ROOT / name).is_file()))


def _kept_by_git() -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return listed.stdout.split("\0")[:-1] if listed.returncode == 0 else _lying_here()


def _lying_here() -> list[str]:
    kept = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [each for each in folders if each not in NOT_OURS and (each == ".ci" or not each.startswith("."))]
        kept += [(Path(folder) / each).relative_to(ROOT).as_posix() for each in files if each not in NOT_OURS]
    return kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Report, Report]:
    """Apply the rule on skips to each test."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Report, Report]:
    """Apply the rule on skips to modules that skip themselves."""
    return _refuse_skip((yield))


def _refuse_skip(report: Report) -> Report:
    expected_failure = hasattr(report, "wasxfail")
    if os.environ.get("DUNWELL_NO_SKIPS") != "1" or not report.skipped or expected_failure:
        return report
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if not reason.startswith(CORPUS_ABSENT):
        report.outcome = "failed"
        report.longrepr = f"skipped where skips are refused (DUNWELL_NO_SKIPS=1): {reason}"
    return report
