"""Dunning by policy: what a debtor gets after an invoice is not paid, when, and why.

These are the public names; everything else may change. A name is loaded when it is first used, so that importing the
package costs nothing.

>>> import dunwell
>>> loaded = dunwell.load_policy("policies/nl/standard.yaml")
>>> loaded.program.title
'Stappenplan onbetaalde factuur'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunwell.choosing import Asked as Asked
    from dunwell.choosing import Simulated as Simulated
    from dunwell.choosing import choose as choose
    from dunwell.choosing import play as play
    from dunwell.core.advance import advance as advance
    from dunwell.core.apply import apply as apply
    from dunwell.core.decide import decide as decide
    from dunwell.core.fold import fold as fold
    from dunwell.core.opening import open_case as open_case
    from dunwell.core.position import Position as Position
    from dunwell.core.simulate import simulate as simulate
    from dunwell.core.transitions import Action as Action
    from dunwell.core.transitions import Decision as Decision
    from dunwell.language.events import Event as Event
    from dunwell.language.program import Program as Program
    from dunwell.loading import Loaded as Loaded
    from dunwell.loading import load_policy as load_policy
    from dunwell.loading import shipped_policies as shipped_policies
    from dunwell.model import Invoice as Invoice
    from dunwell.model import Reading as Reading
    from dunwell.problems import DunwellError as DunwellError
    from dunwell.problems import Place as Place
    from dunwell.problems import Problem as Problem
    from dunwell.problems import ProblemsFound as ProblemsFound
    from dunwell.readers.files import read_documents as read_documents
    from dunwell.render.timeline_json import timeline_document as timeline_document
    from dunwell.resources import law_pack as law_pack

_HOMES = {
    "Action": "core.transitions",
    "Asked": "choosing",
    "Decision": "core.transitions",
    "DunwellError": "problems",
    "Event": "language.events",
    "Invoice": "model",
    "Loaded": "loading",
    "Place": "problems",
    "Position": "core.position",
    "Problem": "problems",
    "ProblemsFound": "problems",
    "Program": "language.program",
    "Reading": "model",
    "Simulated": "choosing",
    "advance": "core.advance",
    "apply": "core.apply",
    "choose": "choosing",
    "decide": "core.decide",
    "fold": "core.fold",
    "law_pack": "resources",
    "load_policy": "loading",
    "open_case": "core.opening",
    "play": "choosing",
    "read_documents": "readers.files",
    "shipped_policies": "loading",
    "simulate": "core.simulate",
    "timeline_document": "render.timeline_json",
}
"""The module that holds each public name."""

__all__ = sorted(_HOMES)  # noqa: PLE0605 - the table is the list


def __getattr__(name: str) -> object:
    """Load a public name from the module that holds it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dunwell' has no attribute {name!r}")
    return getattr(import_module(f"dunwell.{_HOMES[name]}"), name)
