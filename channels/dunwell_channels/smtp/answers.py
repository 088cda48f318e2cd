"""What a mail server's answer means for a delivery: a table of where it was said and what it says.

Who answers is nearly always our own relay. So a refusal counts against the debtor's address only where it plainly is
about that address; anything else is ours to mend. Otherwise one wrong setting would turn every mail into a letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dunwell import Outcome
from dunwell_channels.smtp.addresses import Mailbox, without_addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

Stage = Literal["greeting", "login", "sender", "recipient", "content"]
NO_ANSWER = "the mail server answers in no way that SMTP knows"
_STAGES: Mapping[Stage, str] = {
    "greeting": "the mail server refuses the connection",
    "login": "the mail server refuses the login",
    "sender": "the mail server refuses our sender address",
    "recipient": "the mail server refuses the debtor's address",
    "content": "the mail server refuses the mail",
}
_ENHANCED = re.compile(r"\s*(\d)\.(\d{1,3})\.(\d{1,3})\b")
_ABOUT_US = re.compile(r"relay|authenti|not permitted|spf|dkim|dmarc|black ?list|block(ed|list)|spam", re.IGNORECASE)
_SENDERS = {("1", "7"), ("1", "8")}
"""Details of status x.1.x that are about the sender's address (RFC 3463)."""
_ADDRESS_CODES = (501, 511, 550, 551, 552, 553, 554, 556)
"""Answers to RCPT that are about the address if nothing else is said (RFC 5321, RFC 7504)."""


def said(code: int, text: bytes, *hidden: Mailbox) -> str:
    """An answer on one line, without addresses."""
    return without_addresses(f"{code} {text.decode('utf-8', 'replace')}", *hidden)


def outcome_of(stage: Stage, code: int, text: bytes, *hidden: Mailbox) -> Outcome:
    """What a refusal means: *later* for 4xx, *refused* if it is about the debtor's address or mailbox, else *faulty*.

    `hidden` are the addresses that may not appear in `why`.
    """
    answer = said(code, text, *hidden)
    if code < 400:  # what is no answer at all
        return Outcome("later", NO_ANSWER)
    if code < 500:
        return Outcome("later", f"the mail server asks to try again: {answer}")
    line = text.decode("utf-8", "replace")
    if _is_too_big(code, line):
        return Outcome("faulty", f"the mail is too big for the mail server: {answer}")
    if stage in ("recipient", "content") and _is_about_the_recipient(stage, code, line):
        return Outcome("refused", f"{_STAGES['recipient']}: {answer}")
    return Outcome("faulty", f"{_STAGES[stage]}: {answer}")


def _status(line: str) -> tuple[str, str]:
    """Subject and detail of an enhanced status (RFC 3463), or empty."""
    found = _ENHANCED.match(line)
    return (found[2], found[3]) if found else ("", "")


def _is_too_big(code: int, line: str) -> bool:
    """5.3.4, and 552 without a status if it is not the mailbox that is full."""
    subject, detail = _status(line)
    return (subject, detail) == ("3", "4") or (code == 552 and not subject and "size" in line.lower())


def _is_about_the_recipient(stage: Stage, code: int, line: str) -> bool:
    subject, detail = _status(line)
    if subject:
        return subject in ("1", "2") and (subject, detail) not in _SENDERS
    return stage == "recipient" and code in _ADDRESS_CODES and not _ABOUT_US.search(line)
