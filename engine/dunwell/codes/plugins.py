"""DW001-DW009: channel plugins and what dunwell.yaml says of channels."""

from __future__ import annotations

from dunwell.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "DW001",
        "A channel plugin cannot be loaded",
        "An installed package says that it brings a channel, but its code fails while it is read: often a library that "
        "it needs is missing. What this channel carries stays where it is; the other channels work.",
        "Install what the message names, or another version of the package. DUNWELL_TRACEBACK=1 shows where it fails.",
    ),
    Code(
        "DW002",
        "A plugin is no channel",
        "A channel says by the hook `dunwell_channel` what it is, and by `dunwell_start` how it begins to work. One of "
        "them is missing, or what it says cannot be true.",
        "Ask whoever wrote the plugin. `docs/write-a-channel` shows one that is right; `dunwell.testing` checks one.",
    ),
    Code(
        "DW003",
        "Two plugins have the same name",
        "`use` could not say which of them is meant. The first keeps the name: those that come with Dunwell are before "
        "all others.",
        "Uninstall one of the two packages.",
    ),
    Code(
        "DW004",
        "A plugin failed",
        "The code of a channel raised an error, or answered with something else than was asked. Only what this channel "
        "was to do is stopped. The error itself is not shown: it may hold data of a debtor.",
        "DUNWELL_TRACEBACK=1 shows where it happened, for whoever wrote the plugin.",
    ),
    Code(
        "DW005",
        "No plugin for a channel, or more than one",
        "Each key under `channels`, and each `{channel: …}` in a policy, is a word that one plugin carries out. None "
        "of those that are installed does, or there are several and nobody said which. In a policy it is a warning: "
        "the plugin may be installed where the policy runs.",
        "Write `use:` with the name of one that `dunwell channels` lists, or install the package that brings it.",
        "channels:\n  email: {use: smpt}",
        "channels:\n  email: {use: smtp}",
    ),
    Code(
        "DW006",
        "A channel says that it cannot work like this",
        "The channel looked at its settings before anything was sent, and found what would make every delivery fail.",
        "Do what the message says; until then what goes by this channel waits.",
    ),
    Code(
        "DW007",
        "A secret is written down",
        "dunwell.yaml is copied, mailed and kept in version control. Whoever reads it could send in the creditor's "
        "name. The message does not repeat the value; it is known to others by now, so choose a new one.",
        "Put the secret into an environment variable or a file of its own, and name that.",
        "password: 1234",
        "password: {env: MAIL_PASSWORD}",
    ),
    Code(
        "DW008",
        "A secret cannot be read",
        "The environment variable or file that holds it is not there, is empty, or may not be read.",
        "Set the variable, or write the file. The file holds the secret and nothing else.",
        "password: {file: secrets/pasword}",
        "password: {file: secrets/password}",
    ),
    Code(
        "DW009",
        "Others may read a secret",
        "Everybody with an account on this machine can read the file.",
        "Take their right away: `chmod o-rwx FILE`.",
        severity="warning",
    ),
)
