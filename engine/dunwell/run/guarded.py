"""Call a channel so that whatever it does stops only its own delivery: it may raise, hang, or hand back nonsense."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, get_args

from dunwell.delivery import CannotDeliver, File, Outcome, OutcomeKind
from dunwell.plugins.finding import show_traceback

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunwell.delivery import Carrier, Channel, Delivery

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

    It runs in a thread of its own, which is left to itself when it hangs: it does not keep the program from ending.
    """
    found: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            found.append(function())
        except BaseException as error:  # noqa: BLE001 - SystemExit of a plugin is no end of ours
            raised.append(error)

    thread = threading.Thread(target=run, name=f"channel {channel.name}", daemon=True)
    thread.start()
    thread.join(channel.patience)
    if found:
        return found[0]
    if not raised:
        return Fault(f"the channel {channel.name} did not answer within {channel.patience:g} seconds", hangs=True)
    if isinstance(raised[0], CannotDeliver):
        raise raised[0]
    show_traceback(raised[0])
    return Fault(f"the channel {channel.name} broke down ({type(raised[0]).__name__})")


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
