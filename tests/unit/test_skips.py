"""The rule on skips in `tests/conftest.py`, tried on a small folder of tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest

@pytest.mark.skip(reason="corpus absent: not beside the checkout")
def test_corpus():
    raise AssertionError

@pytest.mark.xfail(reason="known", strict=True)
def test_known_failure():
    raise AssertionError
"""
SKIPPING_FOR_ANOTHER_REASON = """
import pytest

def test_browser():
    pytest.skip("no Chromium here")
"""
SKIPPING_MODULE = """
import pytest

pytest.skip("no database here", allow_module_level=True)
"""


def run_tests(folder, text, **environment):
    """Run one test module under a copy of our conftest in another process."""
    (folder / "test_sample.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    path = {"PYTHONPATH": str(Path(__file__).parents[1])}  # where the conftest finds what several folders share
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rfE", str(folder)]
    kept = {name: value for name, value in os.environ.items() if name != "DUNWELL_NO_SKIPS"}
    return subprocess.run(command, env=kept | path | environment, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path, root):
    """An empty folder with our conftest in it."""
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "reason"),
    [(SKIPPING_FOR_ANOTHER_REASON, "no Chromium here"), (SKIPPING_MODULE, "no database here")],
    ids=["a test", "a module"],
)
def test_a_skip_fails_the_run_where_skips_are_refused(folder, text, reason):
    """With DUNWELL_NO_SKIPS=1 a skipped test or module fails the run and its reason is printed."""
    result = run_tests(folder, text, DUNWELL_NO_SKIPS="1")
    assert result.returncode != 0
    assert f"skips are refused (DUNWELL_NO_SKIPS=1): {reason}" in result.stdout


def test_an_absent_corpus_may_be_skipped(folder):
    """A missing corpus and an expected failure stay what they are."""
    result = run_tests(folder, SKIPPING, DUNWELL_NO_SKIPS="1")
    assert result.returncode == 0, result.stdout
    assert "1 skipped, 1 xfailed" in result.stdout


def test_skips_are_skips_otherwise(folder):
    """Without the variable a skip is only a skip."""
    assert run_tests(folder, SKIPPING_FOR_ANOTHER_REASON).returncode == 0
