"""The tutorial on channels shows the files of a package that works."""

import os
import re
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "docs" / "write-a-channel"


def shown(page):
    """What a page shows of each file, by the name in its fences, without blank lines."""
    files = {}
    for token in MarkdownIt().parse(page):
        if token.type == "fence" and len(token.info.split()) == 2:
            files.setdefault(token.info.split()[1], []).extend(written(token.content))
    return files


def written(text):
    """The lines of a text that are not blank."""
    return [line for line in text.splitlines() if line.strip()]


def test_the_tutorial_shows_the_files_of_the_package():
    """All of them, from top to bottom; somebody who types them in has the package."""
    files = [path for path in PACKAGE.iterdir() if path.suffix in (".py", ".toml")]
    there = {path.name: written(path.read_text(encoding="utf-8")) for path in files}
    assert len(there) == 3
    assert shown((PACKAGE / "README.md").read_text(encoding="utf-8")) == there


def test_the_guard_sees_a_difference():
    """A line that the page leaves out, or shows otherwise, is one."""
    assert shown("```python a.py\nx = 1\n\n```\nand\n\n```python a.py\ny = 2\n```\n") == {"a.py": ["x = 1", "y = 2"]}
    assert shown("```python\nx = 1\n```\n") == {}


def test_the_package_passes_its_own_tests(tmp_path):
    """With nothing but the public names, in a folder of its own."""
    path = os.pathsep.join(str(ROOT / name) for name in ("engine", "channels", "docs/write-a-channel"))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        PACKAGE / "pyproject.toml",
        PACKAGE,
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_imports_public_names_only():
    """What it takes from Dunwell stays as it is."""
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py")]
    imported = {name for text in texts for name in re.findall(r"^(?:from|import) (dunwell\S*)", text, re.MULTILINE)}
    assert imported == {"dunwell", "dunwell.testing", "dunwell_sms"}
