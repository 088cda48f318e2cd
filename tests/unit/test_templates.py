"""Templates of a workspace come before the shipped ones, and nothing of them hides or stops anything else."""

from pathlib import Path

import pytest

from dunwell.problems import Note, Place, Problem
from dunwell.resources import read_text, template_names
from dunwell.templates import SHIPPED, Templates

REMINDER = "templates/nl/reminder.md.j2"


def words(folder, **files):
    """Templates of a folder with these files; __ stands for a slash, and every name gets its ending."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Templates(folder)


def test_an_own_template_comes_first_and_the_rest_is_shipped(tmp_path):
    """A text, a part and a byte order mark; what is not there is read from the shipped ones."""
    own = words(tmp_path, nl__reminder="\ufeffeigen", nl___parts__contact="deel")
    assert own.read(REMINDER) == "eigen"
    assert own.read("templates/nl/_parts/contact.md.j2") == "deel"
    assert own.read("templates/nl/plan_ended.md.j2") == read_text("templates/nl/plan_ended.md.j2")
    assert SHIPPED.read(REMINDER) == read_text(REMINDER)


def test_names_and_languages_are_those_of_both(tmp_path):
    """A new name joins the shipped ones, and a new language has only its own; parts are no templates."""
    own = words(tmp_path, nl__farewell="x", fr__rappel="x", nl___parts__extra="x")
    assert own.names("nl") == template_names("nl") | {"farewell"}
    assert own.names("fr") == {"rappel"}
    assert own.languages() == ("de", "en", "fr", "nl")
    assert own.own() == (
        "templates/fr/rappel.md.j2",
        "templates/nl/_parts/extra.md.j2",
        "templates/nl/farewell.md.j2",
    )


@pytest.mark.parametrize(
    ("name", "stray"),
    [
        ("reminder.md.j2", True),
        ("NL/reminder.md.j2", True),
        ("nl/reminder.j2", True),
        ("nl/Reminder.md.j2", True),
        ("nl/parts/x.md.j2", True),
        ("nl/reminder.html", True),
        ("nl/reminder.md.j2", False),
        ("nl/reminder.md.j2.example", False),
        ("README.md", False),
        (".git/x.md", False),
        ("logo.png", False),
    ],
)
def test_what_looks_like_a_template_and_is_none_is_found(tmp_path, name, stray):
    """A template in the wrong place would change nothing, and nobody would know."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert Templates(tmp_path).strays() == ((name,) if stray else ())


@pytest.mark.parametrize("logical", ["templates/nl/../../secret.md.j2", "/etc/passwd", "templates/nl/x", "secret"])
def test_nothing_outside_the_folder_is_read(tmp_path, logical):
    """A name that climbs out of the folder is no template."""
    (tmp_path / "secret.md.j2").write_text("secret", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        Templates(tmp_path / "templates").read(logical)


def test_a_file_that_is_there_is_never_passed_over(tmp_path):
    """One that is no text is an error of its own; the shipped words do not go out in its place."""
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "reminder.md.j2").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UnicodeDecodeError):
        Templates(tmp_path).read(REMINDER)


def test_problems_name_the_file_as_it_lies(tmp_path):
    """An own file by its path, a shipped one by its logical path; notes too."""
    own = words(tmp_path, nl__reminder="x")
    contact = Place("templates/nl/_parts/contact.md.j2", 3, 4)
    placed = own.placed(Problem("DW633", "…", Place(REMINDER, 2, 1), notes=(Note("here", contact),)))
    assert Path(placed.place.file) == tmp_path / "nl" / "reminder.md.j2"
    assert (placed.place.line, placed.notes[0].place) == (2, contact)
    assert Templates(tmp_path / "nothing").own() == ()
