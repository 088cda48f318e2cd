"""What the engine and a channel say to each other: a channel, its set-up, a delivery, and what became of it.

A channel carries out deliveries. The engine decides, renders, keeps the books and tries again; a channel makes the
bytes (`Carrier.prepare`) and hands them over (`Carrier.deliver`), and knows nothing of cases, policies or journals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, Protocol

from dunwell.problems import DunwellError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from dunwell.language.message_fields import MessageValue
    from dunwell.model import Party
    from dunwell.render.message import Rendered

Address = Literal["", "email", "post", "phone"]
"""What of a debtor a channel needs to know; "" for nothing, as for an agency."""
Part = Literal["words", "history", "dossier"]
"""What a delivery holds besides: rendered words, the story of the case, the file for an agency."""
DeliveryKind = Literal["step", "message", "report"]
OutcomeKind = Literal["delivered", "handed_out", "later", "refused", "faulty", "unknown"]


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel is: `name` is its own, `carries` the words of `do:` that it can carry out.

    `text` is one sentence for people. `config` is the JSON Schema of its keys in dunwell.yaml (an object); a key with
    `"secret": true` may only be written as `{env: NAME}` or `{file: PATH}`; one with `"returns": true` names a file or
    folder to which reports come back, which each run reads. `resend` says whether a delivery of which
    nobody knows how it ended may be delivered again: true for a mail, which keeps its Message-ID, false for a letter.
    `patience` is how many seconds one delivery may take before it counts as hanging.
    """

    name: str
    carries: tuple[str, ...]
    text: str
    address: Address = ""
    parts: tuple[Part, ...] = ("words",)
    config: Mapping[str, object] = field(default_factory=dict)
    resend: bool = False
    patience: float = 60.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What a channel works with: the workspace's folder, its own keys (secrets filled in), and who the creditor is.

    `config` has passed the channel's schema, defaults filled in. Paths in it count from `folder`. `creditor` holds
    what dunwell.yaml says of the creditor, by the names of message fields (`contact.email`).
    """

    folder: Path
    config: Mapping[str, object]
    creditor: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name without a folder, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that an agency gets of a claim, as JSON-like data and files.

    `claim` is the claim with its parts worked out, `documents` the invoice and all correspondence with its proof of
    sending.
    """

    claim: Mapping[str, object]
    documents: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to carry out by one channel.

    `key` is the same however often it is tried; `reference` a short form of it that may be printed, and by which what
    comes back is found again. `case` is the case's id, `name` the step or message, `attempt` counts from 1. `data` are
    the message fields, `words` the rendered message in `language`. `files` go along with it. `history` (the document
    that `dunwell history` prints) and `dossier` are there for channels that ask for them.
    """

    key: str
    kind: DeliveryKind
    case: str
    number: str
    name: str
    title: str
    channel: str
    attempt: int
    day: date
    language: str
    creditor: Party
    debtor: Party
    data: Mapping[str, MessageValue]
    words: Rendered | None = None
    files: tuple[File, ...] = ()
    history: Mapping[str, object] | None = None
    dossier: Dossier | None = None

    @property
    def reference(self) -> str:
        """Twenty-four letters and digits that stand for the key."""
        return reference_of(self.key)


def reference_of(key: str) -> str:
    """The short form of a delivery's key."""
    return sha256(key.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery.

    *delivered*: the outside world took it, so the step is done; *handed_out*: it lies with a person of ours, who
    reports what came of it; *later*: a passing fault, it is tried again; *refused*: it cannot reach this debtor this
    way, so the policy's fallback follows; *faulty*: something of ours is wrong and a person has to mend it;
    *unknown*: nobody can say whether it arrived. `why` is for people and names no debtor; `proof` is what the outside
    world answered, kept with the case.
    """

    kind: OutcomeKind
    why: str = ""
    proof: str = ""


class CannotDeliver(DunwellError):  # noqa: N818 - it says what was met
    """Raised by a carrier instead of giving an outcome of kind `refused` or `faulty`, with what to do about it."""

    def __init__(self, kind: Literal["refused", "faulty"], why: str, fix: str = "") -> None:
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.fix = fix


class Carrier(Protocol):
    """A channel at work: what the deliveries of one run share, such as a connection."""

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """Make what will be handed over, the same bytes each time, and send nothing. Raises CannotDeliver."""

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:
        """Hand over what `prepare` made. Called again with the same key and files after `later`."""

    def close(self) -> None:
        """Let go of everything. Called once, also after a failure."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Something that came back: the event it means for a case.

    Found by the `reference` of the delivery, or by `case` (as a person writes it) where there is none. `at` is its
    day; None for today. `data` is KEY=VALUE as `dunwell record` takes it, without the step. `where` names the line or
    message that said so, for problems. `key` tells two reports apart: the same one is taken in once.
    """

    event: str
    reference: str = ""
    case: str = ""
    at: date | None = None
    data: tuple[str, ...] = ()
    where: str = ""
    key: str = ""
