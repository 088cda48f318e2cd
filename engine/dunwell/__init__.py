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
    from dunwell.delivery import CannotDeliver as CannotDeliver
    from dunwell.delivery import Carrier as Carrier
    from dunwell.delivery import Channel as Channel
    from dunwell.delivery import Delivery as Delivery
    from dunwell.delivery import Dossier as Dossier
    from dunwell.delivery import File as File
    from dunwell.delivery import Outcome as Outcome
    from dunwell.delivery import Returned as Returned
    from dunwell.delivery import Setup as Setup
    from dunwell.hookspecs import hookimpl as hookimpl
    from dunwell.language.events import Event as Event
    from dunwell.language.phrases import did_you_mean as did_you_mean
    from dunwell.language.program import Program as Program
    from dunwell.language.yamlfile import Items as Items
    from dunwell.language.yamlfile import Node as Node
    from dunwell.language.yamlfile import Scalar as Scalar
    from dunwell.language.yamlfile import Table as Table
    from dunwell.language.yamlfile import read_yaml as read_yaml
    from dunwell.loading import Loaded as Loaded
    from dunwell.loading import load_policy as load_policy
    from dunwell.loading import shipped_policies as shipped_policies
    from dunwell.model import Address as Address
    from dunwell.model import Invoice as Invoice
    from dunwell.model import Party as Party
    from dunwell.model import Reading as Reading
    from dunwell.problems import DunwellError as DunwellError
    from dunwell.problems import Place as Place
    from dunwell.problems import Problem as Problem
    from dunwell.problems import ProblemsFound as ProblemsFound
    from dunwell.readers.files import read_documents as read_documents
    from dunwell.readers.spreadsheet import Sheet as Sheet
    from dunwell.readers.spreadsheet import SheetRow as SheetRow
    from dunwell.readers.spreadsheet import amount_in as amount_in
    from dunwell.readers.spreadsheet import day_in as day_in
    from dunwell.readers.spreadsheet import read_sheet as read_sheet
    from dunwell.readers.spreadsheet import safe_cell as safe_cell
    from dunwell.render.message import Rendered as Rendered
    from dunwell.render.message_blocks import Listing as Listing
    from dunwell.render.message_blocks import Paragraph as Paragraph
    from dunwell.render.message_blocks import Rows as Rows
    from dunwell.render.message_blocks import Run as Run
    from dunwell.render.timeline_json import timeline_document as timeline_document
    from dunwell.resources import law_pack as law_pack
    from dunwell.resources import read_text as read_text
    from dunwell.resources import template_languages as template_languages

_HOMES = {
    "Action": "core.transitions",
    "Address": "model",
    "Asked": "choosing",
    "CannotDeliver": "delivery",
    "Carrier": "delivery",
    "Channel": "delivery",
    "Decision": "core.transitions",
    "Delivery": "delivery",
    "Dossier": "delivery",
    "DunwellError": "problems",
    "Event": "language.events",
    "File": "delivery",
    "Invoice": "model",
    "Items": "language.yamlfile",
    "Listing": "render.message_blocks",
    "Loaded": "loading",
    "Node": "language.yamlfile",
    "Outcome": "delivery",
    "Paragraph": "render.message_blocks",
    "Party": "model",
    "Place": "problems",
    "Position": "core.position",
    "Problem": "problems",
    "ProblemsFound": "problems",
    "Program": "language.program",
    "Reading": "model",
    "Rendered": "render.message",
    "Returned": "delivery",
    "Rows": "render.message_blocks",
    "Run": "render.message_blocks",
    "Scalar": "language.yamlfile",
    "Setup": "delivery",
    "Sheet": "readers.spreadsheet",
    "SheetRow": "readers.spreadsheet",
    "Simulated": "choosing",
    "Table": "language.yamlfile",
    "advance": "core.advance",
    "amount_in": "readers.spreadsheet",
    "apply": "core.apply",
    "choose": "choosing",
    "day_in": "readers.spreadsheet",
    "decide": "core.decide",
    "did_you_mean": "language.phrases",
    "fold": "core.fold",
    "hookimpl": "hookspecs",
    "law_pack": "resources",
    "load_policy": "loading",
    "open_case": "core.opening",
    "play": "choosing",
    "read_documents": "readers.files",
    "read_sheet": "readers.spreadsheet",
    "read_text": "resources",
    "read_yaml": "language.yamlfile",
    "safe_cell": "readers.spreadsheet",
    "shipped_policies": "loading",
    "simulate": "core.simulate",
    "template_languages": "resources",
    "timeline_document": "render.timeline_json",
}
"""The module that holds each public name."""

__all__ = sorted(_HOMES)  # noqa: PLE0605 - the table is the list


def __getattr__(name: str) -> object:
    """Load a public name from the module that holds it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dunwell' has no attribute {name!r}")
    return getattr(import_module(f"dunwell.{_HOMES[name]}"), name)
