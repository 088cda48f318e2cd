"""`dunwell channels`: the channels that are installed, and what this workspace makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dunwell.cli.around import workspace_around, workspace_option
from dunwell.cli.options import leave, print_problems
from dunwell.cli.session import show
from dunwell.cli.setting_up import set_up
from dunwell.plugins.finding import find_plugins

if TYPE_CHECKING:
    from dunwell.cli.setting_up import SetUp
    from dunwell.plugins.finding import Plugin, Plugins
    from dunwell.problems import Problem


@click.command("channels")
@workspace_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(workspace: str | None, form: str) -> None:
    """List the channels that are installed: what each carries, where it comes from, whether this workspace uses it.

    What is wrong with a plugin, or with its settings in dunwell.yaml, is told with it. Nothing is sent and nothing is
    connected to.
    Exit code 0, 1 if anything is wrong, 2 if the workspace that is named cannot be read.
    """
    around = workspace_around(workspace, form)
    done = set_up(around) if around else None
    plugins = done.plugins if done else find_plugins()
    faults = done.faults().values() if done else ()
    problems = (*plugins.problems, *(problem for told in faults for problem in told))
    show(_document(plugins, done, problems), form, "channels_text", "channels_text")
    if problems and form == "text":
        click.echo()
        print_problems(problems, done.text() if done else {}, form)
    leave(problems)


def _document(plugins: Plugins, done: SetUp | None, problems: tuple[Problem, ...]) -> dict[str, object]:
    used: dict[str, list[str]] = {}
    for word, configured in done.ready.channels.items() if done else ():
        used.setdefault(configured.plugin.name, []).append(word)
    return {
        "workspace": done.workspace.folder.as_posix() if done else None,
        "channels": [_channel(plugin, used.get(plugin.name, [])) for plugin in plugins.all],
        "not_ready": [word for word in done.ready.faults if word not in done.ready.channels] if done else [],
        "problems": [problem.as_json() for problem in problems],
    }


def _channel(plugin: Plugin, used_for: list[str]) -> dict[str, object]:
    channel = plugin.channel
    return {
        "name": plugin.name,
        "usable": channel is not None,
        "carries": list(channel.carries) if channel else [],
        "text": channel.text if channel else "",
        "needs": channel.address if channel else "",
        "resends": channel.resend if channel else False,
        "package": plugin.distribution,
        "version": plugin.version,
        "module": plugin.module,
        "used_for": used_for,
        "problems": [problem.as_json() for problem in plugin.problems],
    }
