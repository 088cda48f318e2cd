"""Where templates come from."""

from __future__ import annotations

import pytest
from jinja2 import TemplateNotFound

from dunwell.render.template_source import environment, expand_slots, template_file, without_marks


def test_names_become_files() -> None:
    """The language is a folder."""
    assert template_file("reminder", "nl") == "templates/nl/reminder.md.j2"


def test_a_slot_stands_alone_on_its_line() -> None:
    """Only a whole line is a slot, and no line is added."""
    source = "a ::claim::\n::claim::  \n ::claim::\n::Claim::"
    found = expand_slots(source)
    assert found.count("include") == 1
    assert found.count("\n") == source.count("\n")


def test_marks_are_taken_out() -> None:
    """A template that holds our marks cannot forge a value or a slot."""
    assert without_marks("a\ue000\ue004b") == "ab"
    assert "\ue000" not in expand_slots("\ue0000\ue001")


@pytest.mark.parametrize(
    "error", [FileNotFoundError("x"), PermissionError("x"), UnicodeDecodeError("utf-8", b"x", 0, 1, "x")]
)
def test_a_file_that_cannot_be_read_is_not_found(error: Exception) -> None:
    """Jinja says that the template is not there, whatever the reason."""

    def read(_: str) -> str:
        raise error

    with pytest.raises(TemplateNotFound):
        environment("nl", read).get_template("x.md.j2")
