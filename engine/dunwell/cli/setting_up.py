"""What commands that work with channels share: the channels of a workspace set up, and their problems shown."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunwell.loading import read_source
from dunwell.plugins.finding import Plugins, find_plugins
from dunwell.plugins.ready import Ready, channels_of, shown_settings
from dunwell.workspace import FILE, Workspace
from dunwell.workspace_file import check_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dunwell.problems import Problem


@dataclass(frozen=True, slots=True)
class SetUp:
    """A workspace with its channels."""

    workspace: Workspace
    plugins: Plugins
    ready: Ready

    def faults(self) -> Mapping[str, tuple[Problem, ...]]:
        """What is wrong by word of `do:`: with the settings, and what the channel itself finds wrong with them."""
        checked = {word: channel.check() for word, channel in self.ready.channels.items()}
        return {word: (*told, *checked.get(word, ())) for word, told in self.ready.faults.items()}

    def text(self) -> Mapping[str, str]:
        """The text of dunwell.yaml by its file, for drawing problems; nothing in it that may be a secret."""
        file = (self.workspace.folder / FILE).as_posix()
        return {file: shown_settings(read_source(file).text, self.workspace, self.plugins)}


def set_up(workspace: Workspace) -> SetUp:
    """Find the plugins and set up the channels of a workspace; nothing is started."""
    plugins = find_plugins()
    return SetUp(workspace, plugins, channels_of(workspace, plugins, os.environ))


def settings_problems(folder: Path, texts: dict[str, str]) -> tuple[Problem, ...]:
    """Every problem of the settings in a folder; the text of the file in question joins `texts`."""
    workspace, problems = check_workspace(folder)
    done = set_up(workspace)
    texts.update(done.text())
    return (*problems, *(problem for faults in done.faults().values() for problem in faults))
