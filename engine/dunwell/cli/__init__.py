"""The command line: one module a command, loaded only when that command runs, so that `--help` stays quick.

Exit codes: 0 fine, 1 findings or failures, 2 used wrongly or unreadable input. Never a traceback for a user's mistake.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

COMMANDS: dict[str, str] = {
    "simulate": "Show what an invoice will get if it is not paid, step by step, and why.",
    "preview": "Show the words of every message that an invoice would bring.",
    "check": "Check policies (files or folders) and report every problem at once.",
    "test": "Run policy tests, say what they leave out, and record new ones.",
    "diff": "What changes from one policy to another, in words and in dates.",
    "verify": "Look at every timeline a policy can lead to: what holds on each, and what can happen.",
    "explain": "Tell a policy or a step in plain words, why a step of a case is not due, or what a code means.",
    "graph": "Draw a policy: its ladder, what stands beside it, and the way of a case.",
    "schema": "Print the JSON Schema of the policy language or of dunwell.yaml, for editors.",
    "law": "The law pack's calculators, with the working shown.",
    "templates": "List the templates of messages, and take shipped ones over to change them.",
    "init": "Make a workspace: its settings, an empty journal, a sample invoice.",
    "open": "Open invoices as cases of the workspace.",
    "import": "Take in invoices and bank files; what is plainly paid is recorded.",
    "record": "Record what happened to a case, and say what it changes.",
    "confirm": "Confirm or refuse what one person may not decide alone.",
    "run": "Carry out what is due today, each thing once.",
    "outbox": "List what is to go out, and decide on what is stuck.",
    "status": "List the open cases, or say where one stands and why.",
    "channels": "List the channels: what each carries, where it comes from, what is wrong with it.",
    "queue": "What waits for a person today, by owner and deadline.",
    "customers": "The customer register: its mistakes, what it says anew, what is unknown.",
    "pause": "Stop everything that goes out, or one channel; nothing is lost.",
    "resume": "Let it go out again.",
    "migrate": "Move running cases to another version of their policy.",
    "plan": "Payment plans: show the instalments before they are agreed.",
    "history": "Show all that happened to a case, and why.",
    "journal": "Write the whole journal down as JSON lines, or take one in.",
    "erase": "Erase who the debtor of an ended case was; the books still add up.",
    "read": "Show what was understood of an invoice or bank file; nothing is stored.",
}
"""Name to one-line help; `dunwell.cli.<name>` holds the command as `command`."""


class LateGroup(click.Group):
    """A group that imports a command's module when the command is run, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command's module; None (and click's did-you-mean) for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"dunwell.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"dunwell.cli.{cmd_name}.command is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the list without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dunwell")
def cli() -> None:
    """Dunning by policy: what a customer gets after an invoice is not paid, when, and why."""


def main() -> None:
    """Run the command line; a broken pipe (`dunwell … | head`) ends it quietly.

    A fault of our own is said in one line (DW950, exit 2); DUNWELL_TRACEBACK=1 shows where it happened.
    """
    try:
        cli()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("DUNWELL_TRACEBACK"):
            raise
        click.echo(f"DW950 an internal error: {type(error).__name__}; please report it with the input", err=True)
        sys.exit(2)
