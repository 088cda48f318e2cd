"""Values made anew: the same as the library does it, field by field."""

import dataclasses
from dataclasses import dataclass

import pytest

from dunwell.core.position import Frame, OpenHold, Position, RunningPlan
from dunwell.core.timeline import Entry
from dunwell.core.values import replace


@dataclass(frozen=True, slots=True)
class One:
    """A value with a single field."""

    word: str


POSITION = Position(1, (None, 2, "x"), 0, (1, 2, 3), (1,), (1,), 100)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (POSITION, {}),
        (POSITION, {"day": 5, "frame": Frame(1, 2, 0, 7), "holds": (OpenHold(0, 1, 2),)}),
        (RunningPlan(0, 1, 2), {"schedule": ((3, 400),), "escalated": True}),
        (One("a"), {"word": "b"}),
    ],
)
def test_it_is_what_the_library_gives(value, changes):
    """Equal, of one hash, frozen as before; the value itself stays as it was."""
    before = dataclasses.replace(value)
    made = replace(value, **changes)
    assert made == dataclasses.replace(value, **changes)
    assert hash(made) == hash(dataclasses.replace(value, **changes))
    assert value == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, dataclasses.fields(made)[0].name, 3)


def test_a_field_that_is_not_there_is_a_mistake():
    """A misspelt field is no silent extra."""
    with pytest.raises(KeyError):
        replace(POSITION, dya=1)


def test_what_is_replaced_has_slots():
    """The classes that the core makes anew keep their fields in slots."""
    assert all(hasattr(one, "__slots__") for one in (Position, RunningPlan, OpenHold, Frame, Entry))
