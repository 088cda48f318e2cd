"""The drop folder: each letter whole and once, whatever else happens."""

from __future__ import annotations

import csv
import errno
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from dunwell_channels.letter import drop as module
from dunwell_channels.letter.drop import COLUMNS, MANIFEST, OtherLetterThereError, Row, drop

DAY = "2026-04-02"


def row(number, content=b""):
    """What the manifest says of the letter with this number."""
    digest = sha256(content or letter(number)).hexdigest()
    return Row(f"{number:024x}", f"2026-{number}-{number:024x}.pdf", 1, digest, "XX", "no", "yes")


def letter(number):
    """Something as long as a letter."""
    return b"%PDF" + bytes([number % 251]) * 40_000


def manifest(folder, day=DAY):
    """The rows of a day's manifest by column."""
    with (folder / day / MANIFEST).open(newline="") as file:
        return list(csv.DictReader(file))


def is_whole(folder, numbers, day=DAY):
    """Whether every letter is there with its content and has one line, and nothing else is there."""
    listed = manifest(folder, day)
    files = {path.name: path.read_bytes() for path in (folder / day).glob("*.pdf")}
    return sorted(each["reference"] for each in listed) == sorted(row(number).reference for number in numbers) and {
        each["file"]: each["sha256"] for each in listed
    } == {name: sha256(content).hexdigest() for name, content in files.items()}


def test_a_letter_lies_in_the_folder_of_its_day_with_a_line(tmp_path) -> None:
    """The line says what to print and names nobody."""
    assert drop(tmp_path, DAY, row(1), letter(1)) == tmp_path / DAY / row(1).file
    assert manifest(tmp_path) == [{name: str(getattr(row(1), name)) for name in COLUMNS}]
    assert COLUMNS == ("reference", "file", "pages", "sha256", "country", "duplex", "colour")
    assert is_whole(tmp_path, [1])


def test_the_same_letter_twice_is_one(tmp_path) -> None:
    """Also on a later day, and after the print service has taken the file away."""
    for day in (DAY, DAY, "2026-04-03"):
        path = drop(tmp_path, day, row(1), letter(1))
    assert is_whole(tmp_path, [1])
    assert not (tmp_path / "2026-04-03").exists()
    path.unlink()
    drop(tmp_path, DAY, row(1), letter(1))
    assert len(manifest(tmp_path)) == 1
    assert not path.exists()


def test_a_file_without_a_line_gets_it(tmp_path) -> None:
    """What a program that was killed in between left is finished, in the folder where it lies."""
    (tmp_path / DAY).mkdir()
    (tmp_path / DAY / row(1).file).write_bytes(letter(1))
    assert drop(tmp_path, "2026-04-03", row(1), letter(1)).parent.name == DAY
    assert is_whole(tmp_path, [1])


def test_half_a_line_is_mended(tmp_path) -> None:
    """What a power cut left of a line goes; the lines before it stay."""
    drop(tmp_path, DAY, row(1), letter(1))
    with (tmp_path / DAY / MANIFEST).open("ab") as file:
        file.write(b"00000000000000")
    drop(tmp_path, DAY, row(2), letter(2))
    assert is_whole(tmp_path, [1, 2])


def test_another_letter_under_the_same_name_is_not_written_over(tmp_path) -> None:
    """It may be on its way to the debtor."""
    drop(tmp_path, DAY, row(1), letter(1))
    with pytest.raises(OtherLetterThereError):
        drop(tmp_path, DAY, row(1), letter(2))
    assert is_whole(tmp_path, [1])


@pytest.mark.parametrize("failing", [1, 2], ids=["the letter", "the line"])
def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """Neither half a letter nor one without a line; afterwards it works."""
    drop(tmp_path, DAY, row(1), letter(1))
    calls = []

    def full(handle):
        calls.append(handle)
        if len(calls) == failing + (failing == 2):  # between the two, the names in the folder are kept
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        drop(tmp_path, DAY, row(2), letter(2))
    monkeypatch.undo()
    assert is_whole(tmp_path, [1])
    assert sorted(path.name for path in (tmp_path / DAY).iterdir()) == sorted([row(1).file, MANIFEST])
    drop(tmp_path, DAY, row(2), letter(2))
    assert is_whole(tmp_path, [1, 2])


FULL = """
import resource, signal, sys, pathlib
from test_letter_drop import *
folder = pathlib.Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
(folder / DAY / row(2).file).write_bytes(letter(2))
size = (folder / DAY / MANIFEST).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, resource.RLIM_INFINITY))
try:
    drop(folder, DAY, row(2), letter(2))
except OSError as error:
    sys.exit(7)
"""
MANY = """
import sys, pathlib
from test_letter_drop import *
folder = pathlib.Path(sys.argv[1])
for number in range(int(sys.argv[2])):
    drop(folder, DAY, row(number), letter(number))
"""


def process(code, folder, *arguments):
    """A program of its own that drops letters."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), *sys.path])}
    return subprocess.Popen([sys.executable, "-c", code, folder, *map(str, arguments)], env=environment)


def test_a_line_that_does_not_fit_goes_again(tmp_path) -> None:
    """The system takes twenty bytes of it and no more: none of them stay."""
    drop(tmp_path, DAY, row(1), letter(1))
    before = (tmp_path / DAY / MANIFEST).read_bytes()
    assert process(FULL, tmp_path).wait(60) == 7
    assert (tmp_path / DAY / MANIFEST).read_bytes() == before


def test_two_programs_at_once_drop_each_letter_once(tmp_path) -> None:
    """Three programs with the same sixty letters."""
    running = [process(MANY, tmp_path, 60) for _ in range(3)]
    assert [each.wait(120) for each in running] == [0, 0, 0]
    assert is_whole(tmp_path, range(60))


def test_a_killed_program_loses_and_doubles_nothing(tmp_path) -> None:
    """Killed again and again, and then run to its end."""
    chance = random.Random(20260402)
    killed = 0
    for _ in range(12):
        one = process(MANY, tmp_path, 150)
        deadline = time.monotonic() + 30
        count = len(list(tmp_path.glob("*/*.pdf")))
        while one.poll() is None and len(list(tmp_path.glob("*/*.pdf"))) == count and time.monotonic() < deadline:
            time.sleep(0.001)  # until it is at work
        time.sleep(chance.random() * 0.02)
        if one.poll() is None:
            one.send_signal(signal.SIGKILL)
            killed += 1
        one.wait(60)
    assert process(MANY, tmp_path, 150).wait(120) == 0
    assert is_whole(tmp_path, range(150))
    assert killed >= 3
