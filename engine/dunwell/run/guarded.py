"""Call a channel so that whatever it does stops only its own delivery: it may raise, hang, or hand back nonsense."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast, get_args

from dunwell.delivery import CannotDeliver, File, Outcome, OutcomeKind
from dunwell.plugins.finding import show_traceback

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.delivery import Carrier, Channel, Delivery

    _Answer: TypeAlias = tuple[object, BaseException | None]

T = TypeVar("T")

MOST_TEXT = 4000
"""What is kept of a reason or a proof, in characters; more than a mail server says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a channel did instead of its work; names the channel and never the data."""

    why: str
    hangs: bool = False


def prepare(carrier: Carrier, delivery: Delivery, channel: Channel) -> tuple[File, ...] | Fault:
    """The channel's bytes for a delivery. Raises CannotDeliver as the channel does."""
    made = call(lambda: carrier.prepare(delivery), channel)
    return made if isinstance(made, Fault) or _are_files(made) else _nonsense("files", made, channel)


def deliver(carrier: Carrier, delivery: Delivery, files: tuple[File, ...], channel: Channel) -> Outcome | Fault:
    """What became of a delivery. Raises CannotDeliver as the channel does."""
    found = call(lambda: carrier.deliver(delivery, files), channel)
    if isinstance(found, Fault):
        return found
    if not _is_outcome(found):
        return _nonsense("an outcome", found, channel)
    return replace(found, why=_kept(found.why), proof=_kept(found.proof))


def _nonsense(wanted: str, found: object, channel: Channel) -> Fault:
    return Fault(f"the channel {channel.name} handed back {type(found).__name__} instead of {wanted}")


def call(function: Callable[[], T], channel: Channel) -> T | Fault:
    """What a function of a channel gives within the channel's patience. Raises CannotDeliver as it does.

    It runs in another thread, which is left to itself when it hangs: it does not keep the program from ending.
    """
    hand = _IDLE.pop() if _IDLE else _Hand()
    answer = hand.do(function, channel.patience)
    if answer is None:
        return Fault(f"the channel {channel.name} did not answer within {channel.patience:g} seconds", hangs=True)
    _IDLE.append(hand)
    found, error = answer
    if error is None:
        return cast("T", found)
    if isinstance(error, CannotDeliver):
        raise error
    show_traceback(error)
    return Fault(f"the channel {channel.name} broke down ({type(error).__name__})")


class _Hand:
    """A thread that does one thing after another; making one anew for each would take longer than most of them."""

    def __init__(self) -> None:
        self.jobs: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self.answers: SimpleQueue[_Answer] = SimpleQueue()
        threading.Thread(target=self._work, name="channel", daemon=True).start()

    def do(self, job: Callable[[], object], patience: float) -> _Answer | None:
        """What the job gave or raised; None if it took too long. Then this hand is of no more use."""
        self.jobs.put(job)
        try:
            return self.answers.get(timeout=patience)
        except Empty:
            return None

    def _work(self) -> None:
        while True:
            try:
                answer: _Answer = (self.jobs.get()(), None)
            except BaseException as error:  # noqa: BLE001 - SystemExit of a plugin is no end of ours
                answer = (None, error)
            self.answers.put(answer)


_IDLE: list[_Hand] = []
"""The threads that have nothing to do just now."""


def _are_files(found: object) -> bool:
    """Whether these are files that can be kept: plain names, no two alike, and bytes."""
    if not isinstance(found, tuple) or not all(isinstance(one, File) for one in found):
        return False
    contents: tuple[object, ...] = tuple(one.content for one in found)
    names: tuple[object, ...] = tuple(name for one in found for name in (one.name, one.media_type))
    if not all(isinstance(one, bytes) for one in contents) or not all(isinstance(one, str) for one in names):
        return False
    plain = all(one.name.isprintable() and one.name.strip(". ") and not {*one.name} & {*"/\\"} for one in found)
    return plain and len({one.name for one in found}) == len(found)


def _is_outcome(found: object) -> bool:
    if not isinstance(found, Outcome) or found.kind not in get_args(OutcomeKind):
        return False
    said: tuple[object, ...] = (found.why, found.proof)
    return all(isinstance(one, str) for one in said)


def _kept(text: str) -> str:
    """A text as every database keeps it: what was delivered is not forgotten for what the other side answered."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")[:MOST_TEXT]
