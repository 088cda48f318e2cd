"""What keeps letters from being made, with the code under which `check` reports it."""

from __future__ import annotations

from dunwell import CannotDeliver, Problem


class SetupFault(CannotDeliver):
    """Something of the set-up is wrong: no letter can be made until a person has mended it."""

    def __init__(self, code: str, why: str, fix: str) -> None:
        super().__init__("faulty", why, fix)
        self.code = code

    def problem(self) -> Problem:
        """The fault as a finding of a check."""
        return Problem(self.code, self.why, None, self.fix)
