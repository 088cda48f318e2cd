"""The drop folder: whole or not at all, never twice, by two processes and through a kill."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dunwell import File
from dunwell_channels import files as whole_files
from dunwell_channels.agency.folder import drop

FILES = (File("a.zip", "application/zip", b"dossier" * 1000), File("a.csv", "text/csv", b"1;2\r\n"))


def there(folder):
    """What lies in a folder, hidden files too."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


WHOLE = {one.name: one.content for one in FILES}


def test_files_are_put_there_with_proof(tmp_path):
    """Their names, sizes and checksums are the proof; nothing else is left."""
    done = drop(tmp_path, FILES)
    assert (done.kind, there(tmp_path)) == ("delivered", WHOLE)
    assert "a.zip (7000 bytes, sha256 " in done.proof


def test_twice_is_once(tmp_path):
    """The same files again change nothing, not even their time."""
    drop(tmp_path, FILES)
    before = (tmp_path / "a.zip").stat().st_mtime_ns
    assert drop(tmp_path, FILES).kind == "delivered"
    assert (tmp_path / "a.zip").stat().st_mtime_ns == before


def test_another_file_of_that_name_is_left_alone(tmp_path):
    """Nothing is overwritten; a person looks."""
    (tmp_path / "a.zip").write_bytes(b"something else")
    done = drop(tmp_path, FILES)
    assert (done.kind, there(tmp_path)) == ("faulty", {"a.zip": b"something else"})


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    """The second file does not fit any more: the first one is not there either, and it is tried again later."""
    written = []

    def full(handle):
        written.append(handle)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole_files.os, "fsync", full)
    done = drop(tmp_path, FILES)
    assert (done.kind, there(tmp_path)) == ("later", {})
    monkeypatch.undo()
    assert drop(tmp_path, FILES).kind == "delivered"
    assert there(tmp_path) == WHOLE


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_disk_that_is_really_full(tmp_path, monkeypatch):
    """Writing to a device that is always full is passing, not final."""
    monkeypatch.setattr(whole_files, "mkstemp", lambda **_: (os.open("/dev/full", os.O_WRONLY), str(tmp_path / "x")))
    assert drop(tmp_path, FILES).kind == "later"
    assert there(tmp_path) == {}


def test_a_folder_that_is_gone_is_for_a_person(tmp_path):
    """It is not made: it may be a share that is away."""
    done = drop(tmp_path / "away", FILES)
    assert (done.kind, (tmp_path / "away").exists()) == ("faulty", False)


DROP = """\
import sys
from pathlib import Path
from dunwell import File
from dunwell_channels.agency.folder import drop
print(drop(Path(sys.argv[1]), (File("big.zip", "", b"0123456789abcdef" * 2_000_000), File("big.csv", "", b"1"))).kind)
"""


def dropping(folder):
    """A process that drops 32 MB."""
    paths = os.pathsep.join(str(Path(__file__).parents[2] / name) for name in ("engine", "channels"))
    environment = os.environ | {"PYTHONPATH": paths}
    return subprocess.Popen([sys.executable, "-c", DROP, str(folder)], env=environment, stdout=subprocess.PIPE)


def test_two_processes_drop_one_file(tmp_path):
    """Both say that it is there, it is whole, and nothing else is left."""
    both = [dropping(tmp_path), dropping(tmp_path)]
    said = [one.communicate(timeout=60)[0].strip() for one in both]
    assert said == [b"delivered", b"delivered"]
    assert sorted(there(tmp_path)) == ["big.csv", "big.zip"]
    assert (tmp_path / "big.zip").stat().st_size == 32_000_000


def test_a_kill_leaves_no_half_file_under_its_name(tmp_path):
    """Killed at several moments while it writes: the name is there with all of it, or not at all."""
    for wait in (0.0, 0.01, 0.03):
        one = dropping(tmp_path)
        end = time.monotonic() + 30
        while not any(tmp_path.iterdir()) and one.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(wait)
        one.kill()
        one.communicate()
        sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir() if not path.name.startswith(".")}
        assert sizes in ({}, {"big.zip": 32_000_000}, {"big.zip": 32_000_000, "big.csv": 1})
    again = dropping(tmp_path)
    assert again.communicate(timeout=60)[0].strip() == b"delivered"
    assert (tmp_path / "big.zip").stat().st_size == 32_000_000


def test_what_a_killed_process_left_is_swept_up(tmp_path):
    """A part of long ago is taken away; one of just now may be another process at work."""
    old, new = tmp_path / ".a.zip.killed.part", tmp_path / ".a.zip.working.part"
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 3600,) * 2)
    assert drop(tmp_path, FILES).kind == "delivered"
    assert sorted(there(tmp_path)) == [".a.zip.working.part", "a.csv", "a.zip"]
