"""`dunwell schema`: the JSON Schema of the policy language."""

from __future__ import annotations

import click

from dunwell.cli.options import print_json
from dunwell.language.schema import policy_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema (2020-12) of the policy language.

    Save it and name it on a policy's first line, `# yaml-language-server: $schema=policy.schema.json`: the editor then
    completes keys and shows what each means.
    """
    print_json(policy_schema())
