"""Messages apart from the ladder: their channels, their template, and what is no message."""

import pytest

from dunwell.language.compile_messages import compile_message
from dunwell.language.draft import Draft
from dunwell.language.yamlfile import Table, read_yaml


def compiled(text):
    """The draft, and the index of the message written under `tell`."""
    root, problems = read_yaml(text, "m.yaml")
    assert problems == ()
    assert isinstance(root, Table)
    draft = Draft("m.yaml")
    return draft, compile_message(draft, "plan_confirmation", "plan", root.get("tell"))


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("tell: {do: letter, template: plan_confirmation}", ("letter",)),
        ("tell: {do: {both: [email, letter]}, template: plan_confirmation}", ("email", "letter")),
    ],
)
def test_a_message_has_its_channels_and_its_template(text, channels):
    """One channel or both; the message is the draft's first, and knows its name, its kind and its place."""
    draft, index = compiled(text)
    (message,) = draft.messages
    assert (index, message.index) == (0, 0)
    assert (message.channels, message.template) == (channels, "plan_confirmation")
    assert (message.name, message.kind, message.confirms) == ("plan_confirmation", "plan", True)
    assert message.place.line == 1


@pytest.mark.parametrize(
    "text", ["other: 1", "tell: letter", "tell: {do: letter}", "tell: {template: plan_confirmation}"]
)
def test_what_is_not_whole_is_no_message(text):
    """Nothing written, or half of it: the structure reports that, and no half message is kept."""
    draft, index = compiled(text)
    assert index == -1
    assert draft.messages == []
