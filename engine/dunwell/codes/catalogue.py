"""All problem codes in one table: `CODES["DW113"]`. A family adds its module to `ROWS`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from dunwell.codes import (
    Code,
    agency,
    bank,
    carrying_phone,
    daily,
    documents,
    journal,
    law,
    letter,
    live,
    mail,
    plugins,
    policy,
    policy_flow,
    policy_sense,
    policy_tests,
    recording,
    running,
    templates,
    use,
    versions,
    waiting,
    words,
    yaml,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS: tuple[tuple[Code, ...], ...] = (
    agency.CODES,
    plugins.CODES,
    letter.CODES,
    yaml.CODES,
    policy.CODES,
    policy_flow.CODES,
    policy_sense.CODES,
    law.CODES,
    policy_tests.CODES,
    templates.CODES,
    documents.CODES,
    bank.CODES,
    use.CODES,
    live.CODES,
    mail.CODES,
    journal.CODES,
    recording.CODES,
    running.CODES,
    waiting.CODES,
    carrying_phone.CODES,
    daily.CODES,
    words.CODES,
    versions.CODES,
)
"""The rows of each module of this package; no code stands in two of them."""

CODES: Mapping[str, Code] = MappingProxyType(
    {code.code: code for code in sorted((code for rows in ROWS for code in rows), key=lambda code: code.code)}
)
"""Code to what is known about it, in the order of the codes."""
