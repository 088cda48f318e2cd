"""The hooks of a channel plugin, one sentence and a contract each; docs/write-a-channel shows them at work.

A plugin is an object (most often a module) named by an entry point of the group `dunwell.channels`, with functions
marked `@hookimpl`. Each plugin is one channel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunwell.delivery import Carrier, Channel, Returned, Setup
    from dunwell.problems import Problem

PROJECT = "dunwell"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def dunwell_channel() -> Channel:  # type: ignore[empty-body] # a specification has no body
    """Say what the channel is.

    Required. Pure and quick: it is asked by every command that looks at channels, and does not touch the outside.
    """


@hookspec
def dunwell_check(setup: Setup) -> Iterable[Problem]:  # type: ignore[empty-body] # likewise
    """Say what keeps the channel from working with this set-up, before anything is sent.

    Optional. May look at files and folders; connects to nothing and sends nothing. A problem of severity error keeps
    every delivery of this channel where it is.
    """


@hookspec
def dunwell_start(setup: Setup) -> Carrier:  # type: ignore[empty-body] # likewise
    """Begin to work: give the carrier for the deliveries of one run.

    Required. May connect, or put that off until the first delivery. Raises CannotDeliver; then nothing of this channel
    is delivered in this run, and nothing is lost.
    """


@hookspec
def dunwell_returns(setup: Setup, name: str, content: bytes) -> Iterable[Returned | Problem] | None:
    """Read a file that may say what became of earlier deliveries; None if it is not one of this channel's.

    Optional. `name` is the file's name, for messages. What the file says wrongly is given as problems beside what it
    says rightly, so that one mistake does not hide the rest.
    """
