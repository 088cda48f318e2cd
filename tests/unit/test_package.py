"""What a user installs: the wheel holds our two packages and their data, and nothing else at the top."""

import importlib.util
import subprocess
import sys
import tomllib
import zipfile

import pytest

SOURCES = {
    "engine/dunwell": "dunwell",
    "channels/dunwell_channels": "dunwell_channels",
    "policies": "dunwell/policies",
    "templates": "dunwell/templates",
}


def missing(files, names):
    """The files of the project that belong in the wheel and are not in it."""
    wanted = {
        path: target + path.removeprefix(source)
        for path in files
        for source, target in SOURCES.items()
        if path.startswith(f"{source}/")
    }
    return sorted(path for path, name in wanted.items() if name not in names)


def foreign(names):
    """What a wheel holds at its top beside our packages: it would land among other people's packages."""
    tops = {name.split("/")[0] for name in names}
    return sorted(top for top in tops if top not in ("dunwell", "dunwell_channels") and not top.endswith(".dist-info"))


@pytest.fixture(scope="session")
def settings(root):
    """pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wheel_names(root, tmp_path_factory):
    """The names inside a freshly built wheel."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    built = subprocess.run([*command, "--wheel-dir", folder, root], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("dunwell-*.whl")
    return frozenset(zipfile.ZipFile(wheel).namelist())


def test_the_build_settings_map_our_folders(settings):
    """The wheel and the editable install both see two source roots, and the data lies inside the package."""
    build = settings["tool"]["hatch"]["build"]
    assert build["dev-mode-dirs"] == ["engine", "channels"]
    assert build["targets"]["wheel"]["only-include"] == list(SOURCES)
    assert build["targets"]["wheel"]["sources"] == SOURCES


def test_the_wheel_holds_everything(wheel_names, project_files):
    """Every module, policy and template of the checkout is in the wheel, the type markers among them."""
    assert missing(project_files, wheel_names) == []
    assert {"dunwell/py.typed", "dunwell/cli/__init__.py"} <= wheel_names


def test_the_wheel_holds_nothing_else(wheel_names):
    """No test and no folder with a common name is installed."""
    assert foreign(wheel_names) == []


def test_the_guards_see_a_bad_wheel():
    """A forgotten policy and a package with somebody else's name are found."""
    assert missing(["policies/nl/standard.yaml", "docs/index.md"], {"dunwell/__init__.py"}) == [
        "policies/nl/standard.yaml"
    ]
    assert missing(["policies/nl/standard.yaml"], {"dunwell/policies/nl/standard.yaml"}) == []
    assert foreign({"dunwell/a.py", "channels/b.py", "dunwell-1.dist-info/RECORD"}) == ["channels"]


def test_the_package_can_be_run():
    """`python -m dunwell` is the command line."""
    ran = subprocess.run([sys.executable, "-m", "dunwell", "--help"], capture_output=True, text=True, check=True)
    assert "simulate" in ran.stdout
