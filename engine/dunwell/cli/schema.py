"""`dunwell schema`: the JSON Schema of the policy language, or of dunwell.yaml."""

from __future__ import annotations

from importlib import import_module

import click

from dunwell.cli.options import print_json
from dunwell.language.schema import policy_schema


@click.command("schema")
@click.option("--workspace-file", is_flag=True, help="That of dunwell.yaml, with the keys of all installed channels.")
def command(*, workspace_file: bool) -> None:
    """Print the JSON Schema (2020-12) of the policy language, or of dunwell.yaml.

    Save it and name it on the first line of a policy, `# yaml-language-server: $schema=policy.schema.json`, or of
    dunwell.yaml, `# yaml-language-server: $schema=dunwell.schema.json`: the editor then completes keys and shows what
    each means.
    """
    print_json(_of_workspaces() if workspace_file else policy_schema())


def _of_workspaces() -> dict[str, object]:
    """The schema of dunwell.yaml; the plugins are loaded only now."""
    plugins = import_module("dunwell.plugins.finding").find_plugins()
    return dict(import_module("dunwell.plugins.file_schema").workspace_schema(plugins))
