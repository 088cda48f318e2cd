"""Frozen values made anew with other fields: what the interpreter does most often, so it has to be quick.

`dataclasses.replace` asks for every field by name and sets it through the class again, which took most of the time of
folding a case. Here a slot is copied as it is.
"""

from __future__ import annotations

from collections import deque
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter, call
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(value, /, **changes):
        """The same value with other fields, as `dataclasses.replace` gives it; only for classes with slots."""
        of, read, setters, by_name = _slots(type(value))
        made = object.__new__(of)
        deque(map(call, setters, repeat(made), read(value)), maxlen=0)
        for name, changed in changes.items():
            by_name[name](made, changed)
        return made


@cache
def _slots(of):  # type: ignore[no-untyped-def]  # slots and their setters have no types worth naming
    names = [each.name for each in fields(of)]
    setters = [getattr(of, name).__set__ for name in names]
    read = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    return of, read, setters, dict(zip(names, setters, strict=True))


__all__ = ["replace"]
