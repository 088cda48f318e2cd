"""The version that cases are to be moved to: of own files, the shipped ones, or the texts that the journal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.journal.migrating import Target
from dunwell.journal.policies import Policies, read_policies
from dunwell.journal.store import PolicyText
from dunwell.journal.versions import edited, version_of
from dunwell.language.phrases import did_you_mean
from dunwell.loading import compile_text, errors_of, read_source
from dunwell.problems import Problem, ProblemsFound
from dunwell.resources import policy_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from dunwell.journal.store import Journal
    from dunwell.language.program import Program
    from dunwell.loading import Loaded
    from dunwell.templates import Templates

LEAST = 6
"""So much of a fingerprint at least tells a text from others."""


def find_target(journal: Journal, policies: Policies, to: str, renamed: Mapping[str, str], day: int) -> Target:
    """The version of the policies asked for (`policies.only`) that is in force, or the one named.

    `to` is a version, or the beginning of a text's fingerprint; the texts that the journal keeps are looked through
    after the files, so that cases can go back to a version whose file is gone.
    Raises ProblemsFound: there is none, or several, or it does not count yet (DW097); nobody can say which counts
    (DW090, DW091); it was edited (DW093); it has errors.
    """
    asked = [one for one in policies.only if one.program]
    name = asked[0].program.id if asked and asked[0].program else ""
    found = [(_text_of(one.program, one), one.program) for one in asked if one.program]
    kept = [one for one in journal.policies() if one.id == name]
    if why_not := policies.refused.get(name):
        raise ProblemsFound(why_not)
    if not to:
        in_force = [one for one in found if one[1].valid_from <= day]
        if not in_force:
            raise _none(name, "is in force", found, kept, day)
        text, program = max(in_force, key=lambda one: one[1].valid_from)
    else:
        meant = [one for one in found if _is(one[0], to)]
        texts = {one.sha256: one for one in kept if _is(one, to)} if not meant else {}
        if len(texts) > 1:
            raise _several(to, texts.values())
        meant = meant or [(one, _compiled(one)) for one in texts.values()]
        if not meant:
            raise _none(name, f"has the version {to!r}", found, kept, day)
        text, program = meant[0]
    if program.valid_from > day:
        message = f"{program.id} {program.version} counts from {day_text(program.valid_from)}, not yet"
        raise ProblemsFound((Problem("DW097", message, program.place, "move cases to it from that day on"),))
    if text.sha256 not in {one.sha256 for one in kept} and text.file not in policy_files():
        version = version_of(read_source(text.file))
        if version is not None and (problems := edited(journal, (version,))):
            raise ProblemsFound(problems)
    return Target(text, program, renamed)


def asked_for(journal: Journal, folder: Path, named: str, on: int, templates: Templates) -> Policies:
    """The policies of a folder with the one named alone to be chosen, also where only the journal has it any more.

    Raises ProblemsFound as `read_policies` does.
    """
    kept = [one for one in journal.policies() if one.id == named]
    try:
        return read_policies(folder, named, on, templates)
    except ProblemsFound as error:
        if not kept or error.problems[0].code != "DW930":
            raise
    return Policies((), (compile_text(kept[-1].text, kept[-1].file),), on)


def _text_of(program: Program, loaded: Loaded) -> PolicyText:
    return PolicyText(program.sha256, program.id, program.version, program.file, loaded.text)


def _is(text: PolicyText, to: str) -> bool:
    return text.version == to or (len(to) >= LEAST and text.sha256.startswith(to))


def _compiled(text: PolicyText) -> Program:
    loaded = compile_text(text.text, text.file)
    if loaded.program is None:
        raise ProblemsFound(errors_of(loaded))
    return loaded.program


def _several(to: str, texts: Iterable[PolicyText]) -> ProblemsFound:
    message = f"the journal keeps several texts with the version {to!r}"
    which = ", ".join(one.sha256[:12] for one in texts)
    return ProblemsFound((Problem("DW097", message, None, f"say which by its fingerprint: {which}"),))


def _none(
    name: str, what: str, found: Sequence[tuple[PolicyText, Program]], kept: Sequence[PolicyText], day: int
) -> ProblemsFound:
    versions = dict.fromkeys((*(one.version for one, _ in found), *(one.version for one in kept)))
    fix = f"there are: {', '.join(versions)}; say one with --to" if versions else did_you_mean(name, ())
    message = f"no version of {name!r} {what}" + (f" on {day_text(day)}" if "force" in what else "")
    return ProblemsFound((Problem("DW097", message, None, fix),))
