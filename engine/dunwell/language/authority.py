"""Who may decide how much alone: what a policy asks of waivers, write-offs, releases and other words of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.language.draft import table, text

if TYPE_CHECKING:
    from dunwell.language.draft import Draft
    from dunwell.language.yamlfile import Node
    from dunwell.problems import Place

DECIDED = ("waived", "written_off", "credited", "approved", "overridden")
"""The decisions of people for which a policy can ask a second person."""
REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Limit:
    """Above `cents` a second person confirms this decision."""

    decision: str
    cents: int
    place: Place


@dataclass(frozen=True, slots=True)
class Authority:
    """Whether people must say why, and the limits above which they need a second person."""

    why: bool = False
    limits: tuple[Limit, ...] = ()

    def limit(self, decision: str) -> Limit | None:
        """The limit of a decision; None where anybody may take it alone."""
        return next((one for one in self.limits if one.decision == decision), None)


def compile_authority(draft: Draft, node: Node | None) -> Authority:
    """What the policy says of it; nothing said, nothing asked."""
    said = table(node)
    rows = table(said.get("second_person")).entries
    limits = (Limit(key.text, draft.money(table(value).get("above")), key.place) for key, value in rows)
    return Authority(text(said.get("why")) == REQUIRED, tuple(limits))
