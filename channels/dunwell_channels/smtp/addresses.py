"""E-mail addresses: which can be used, which may be written to, and how they are kept out of what people read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from email_validator import EmailNotValidError, validate_email

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_REPLY, LONGEST_READ = 200, 2_000
"""Characters of an answer that are kept, and that are looked at."""
_ADDRESS = re.compile(r"[^\s<>\"',;:()]+@[^\s<>\"',;:()]+")
_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A checked address: the part before the @ as written, and the domain as ASCII in lower case (IDNA 2008)."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def mailbox_of(written: str | None) -> Mailbox | None:
    """The address, if mail can be sent to it by its form; nobody is asked whether it exists.

    None also for letters outside ASCII before the @ (RFC 6531): hardly any relay passes such mail on, and a fallback
    that arrives is better than a mail that may not.
    """
    try:
        found = validate_email((written or "").strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return Mailbox(found.local_part, (found.ascii_domain or "").lower())


def is_allowed(mailbox: Mailbox, only_to: Iterable[str]) -> bool:
    """Whether a trial with these addresses and domains may write to it; an empty list allows everybody."""
    allowed = {entry.strip().lower().removeprefix("@") for entry in only_to}
    return not allowed or bool(allowed & {str(mailbox).lower(), mailbox.domain})


def one_line(text: str) -> str:
    """The text without line breaks and control characters, so that it cannot add to a header or to a log."""
    return _BREAKS.sub(" ", text).strip()


def without_addresses(text: str, *hidden: Mailbox) -> str:
    """What a mail server said, on one line and without any address; nor the parts of the `hidden` ones alone.

    Servers repeat the address in their answers, and some only the part before the @.
    """
    text = _ADDRESS.sub("…", one_line(text[:LONGEST_READ]))
    for mailbox in hidden:
        for part in (rf"(?:[\w-]+\.)*{re.escape(mailbox.domain)}", re.escape(mailbox.local)):
            text = re.sub(rf"(?<![\w.-]){part}(?![\w-])", "…", text, flags=re.IGNORECASE)
    text = " ".join(text.replace("<…>", "…").split())
    return text if len(text) <= LONGEST_REPLY else text[: LONGEST_REPLY - 1] + "…"
