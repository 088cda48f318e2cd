"""Where the shipped files lie, and that they are found by their logical paths only."""

from __future__ import annotations

import pytest

from dunwell import resources
from dunwell.problems import ProblemsFound


def test_the_shipped_law_and_policies_are_found() -> None:
    """Policies and law files have logical paths that can be read again, and law files are no policies."""
    assert "nl" in resources.jurisdictions()
    assert resources.default_law() in resources.jurisdictions()
    assert "rates:" in resources.read_text("policies/nl/law/interest.yaml")
    assert all(resources.read_text(path) for path in resources.policy_files())
    assert not any("/law/" in path for path in resources.policy_files())


@pytest.mark.parametrize(
    "path",
    [
        "",
        "policies/../pyproject.toml",
        "/etc/hostname",
        "engine/dunwell/days.py",
        "policies//nl",
        "policies/nl/none.yaml",
        "policies\\nl\\law\\interest.yaml",
        "policies/./nl/law/interest.yaml",
    ],
)
def test_only_shipped_files_can_be_read(path: str) -> None:
    """No path leads out of the shipped folders."""
    with pytest.raises(FileNotFoundError):
        resources.read_text(path)


@pytest.mark.parametrize("name", ["xx", "", "../nl", "nl/law", "NL"])
def test_an_unknown_law_is_a_problem(name: str) -> None:
    """A law that is not shipped is named in a problem that lists those that are."""
    with pytest.raises(ProblemsFound, match=r"DW932.*nl"):
        resources.law_pack(name)


def test_a_law_is_read_once() -> None:
    """Asking again gives the same pack."""
    assert resources.law_pack("nl") is resources.law_pack("nl")


def test_problems_of_law_files_name_file_and_line(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in a law file is shown with its logical path, line and column."""
    folder = tmp_path / "policies" / "xx" / "law"
    folder.mkdir(parents=True)
    (folder / "rates.yaml").write_text(
        "rates:\n  base:\n    title: Base\n    values:\n      - from: soon\n        rate: 4\n"
    )
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    resources.law_pack.cache_clear()
    try:
        with pytest.raises(ProblemsFound) as caught:
            resources.law_pack("xx")
    finally:
        resources.law_pack.cache_clear()
    assert any("no law file has the part" in problem.message for problem in caught.value.problems)


def test_yaml_mistakes_of_law_files_are_kept(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A law file that is no sound YAML gives the reader's own problem, with its place."""
    folder = tmp_path / "policies" / "xx" / "law"
    folder.mkdir(parents=True)
    (folder / "rates.yaml").write_text("rates: 1\nrates: 2\n")
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    resources.law_pack.cache_clear()
    try:
        with pytest.raises(ProblemsFound, match=r"policies/xx/law/rates.yaml:2:1: DW120"):
            resources.law_pack("xx")
    finally:
        resources.law_pack.cache_clear()


def test_languages_are_those_with_templates() -> None:
    """The folder of a workspace's first files is none."""
    assert resources.template_languages() == ("de", "en", "nl")
