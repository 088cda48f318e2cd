"""Work out what of each policy its tests come to, over all test files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.comparing.branches import branches_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.comparing.branches import Branch
    from dunwell.language.program import Program
    from dunwell.policy_tests import Tested


@dataclass(frozen=True, slots=True)
class Coverage:
    """One policy: all its branches, and those that at least one test came to. A test that fails counts too."""

    program: Program
    branches: tuple[Branch, ...]
    reached: frozenset[Branch]

    @property
    def missing(self) -> tuple[Branch, ...]:
        """The branches that no test came to, in the order of the policy."""
        return tuple(one for one in self.branches if one not in self.reached)

    @property
    def percent(self) -> int:
        """How much is reached, rounded down: 100 is all."""
        return 100 * len(self.reached) // len(self.branches)


def coverage_of(tested: Iterable[Tested]) -> tuple[Coverage, ...]:
    """The coverage of every policy that a test was played on, by the policy's file."""
    programs: dict[str, Program] = {}
    came_to: dict[str, frozenset[Branch]] = {}
    for outcome in (outcome for one in tested for outcome in one.outcomes):
        if outcome.program is None:
            continue
        program = programs.setdefault(outcome.program.file, outcome.program)
        came_to[program.file] = came_to.get(program.file, frozenset()) | outcome.reached
    return tuple(Coverage(programs[file], branches_of(programs[file]), came_to[file]) for file in sorted(programs))
