"""How long whole commands take from the shell, beside Python that does nothing: ratios, measured in one run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
BARE = 0.0125
"""Seconds that `python -c pass` takes at best on a quiet machine: by it a bound in seconds becomes a ratio, which a
busy machine changes much less."""
COMMANDS = {
    "dunwell --help": 7,
    "dunwell simulate docs/examples/invoice-business.xml": 0.500 / BARE,
    "dunwell check policies/nl/standard.yaml": 0.500 / BARE,
}
"""How many times as long as bare Python each may take."""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a command in the checkout with compiled modules kept, as an installed program has them; gives the seconds."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled"))}

    def seconds(command):
        start = perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        return perf_counter() - start

    return seconds


def words(command):
    """The command line for a command written as a person would: `dunwell` is the program beside this Python."""
    name, *rest = command.split()
    beside = Path(sys.executable).parent / name
    return [str(beside) if beside.exists() else shutil.which(name) or name, *rest]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_starts_quickly(run, command, capsys):
    """The median time of a whole command stays within its multiple of bare Python's, measured in turns."""
    bare = [sys.executable, "-c", "pass"]
    line = words(command)
    for each in (bare, line):
        run(each)  # compiles what it imports
    times = [(run(bare), run(line)) for _ in range(ROUNDS)]
    nothing, whole = (median(column) for column in zip(*times, strict=True))
    ratio, most = whole / nothing, COMMANDS[command]
    figures = f"{whole * 1000:.0f} ms, bare Python {nothing * 1000:.0f} ms; ratio {ratio:.1f}, at most {most:.1f}"
    with capsys.disabled():
        print(f"\n{command}: {figures}")
    assert ratio <= most
