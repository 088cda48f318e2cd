"""Read an e-invoice in XML, whichever syntax it has: alone, in an envelope, or several in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.model import Reading
from dunwell.problems import Place, Problem
from dunwell.readers import cii, ubl
from dunwell.readers.xml import Node, read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

READERS: Mapping[str, Callable[[Node, str], Reading]] = {
    **dict.fromkeys(ubl.ROOTS, ubl.read_ubl),
    **dict.fromkeys(cii.ROOTS, cii.read_cii),
}
"""The root element of a document, by its local name, to what reads it."""


def read_einvoice(source: bytes, file: str) -> Reading:
    """Every document in an XML file.

    Documents may stand inside another element: the envelope of a network (StandardBusinessDocument) or a list.
    """
    root, problems = read_xml(source, file)
    if root is None:
        return Reading(problems=problems)
    found = [root] if root.tag in READERS else [node for node in root if node.tag in READERS]
    readings = [READERS[node.tag](node, file) for node in found if isinstance(node, Node)]
    if not readings:
        problems = (*problems, _unknown(root, file))
    documents = tuple(document for reading in readings for document in reading.documents)
    return Reading(documents, (), (*problems, *(problem for reading in readings for problem in reading.problems)))


def _unknown(root: Node, file: str) -> Problem:
    known = ", ".join(READERS)
    namespace = f" ({root.namespace})" if root.namespace else ""
    message = f"an XML document with root {root.tag!r}{namespace} is neither an e-invoice nor a bank statement"
    return Problem("DW807", message, Place(file, root.line, root.column), f"documents that can be read: {known}")
