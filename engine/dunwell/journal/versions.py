"""The versions of own policies side by side: what is wrong among them, and which were edited after cases came to them.

A version is told by its id and its `version`. Once a case was opened under it, its text in the journal is that version;
a file that says otherwise under the same name would make two texts of one name.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from dunwell.comparing.wording import changes_between
from dunwell.core.explain_events import SHORT
from dunwell.days import day, day_text
from dunwell.language.phrases import counted
from dunwell.language.yamlfile import Scalar, Table, read_yaml
from dunwell.loading import expand, read_source
from dunwell.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dunwell.comparing.wording import Change
    from dunwell.journal.store import Journal, PolicyText
    from dunwell.language.yamlfile import Node
    from dunwell.loading import Source
    from dunwell.problems import Place

MOST_CHANGES = 2
"""So many changed lines are told of an edited policy; `dunwell diff` tells them all."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a policy as its file has it; days are ordinals, 0 where the file does not say one."""

    id: str
    version: str
    file: str
    sha256: str
    valid_from: int
    approved: int
    root: Table
    place: Place

    @property
    def called(self) -> str:
        """How people name it."""
        return f"{self.id} {self.version}"


def version_of(source: Source) -> Version | None:
    """The version that a policy file holds; None for another kind of file, and where it does not say its name."""
    root = source.root
    if not isinstance(root, Table) or not (name := _text(root.get("policy"))):
        return None
    version = root.get("version")
    return Version(
        name,
        _text(version),
        source.file,
        sha256(source.text.encode()).hexdigest(),
        _day(root.get("valid_from")),
        _day(approval.get("date")) if isinstance(approval := root.get("approved"), Table) else 0,
        root,
        version.place if version is not None else root.place,
    )


def versions_in(folder: Path) -> tuple[Version, ...]:
    """The versions of the policies in a folder, by id and the day from which they count."""
    files = expand((str(folder),))[0] if folder.is_dir() else ()
    found = (version_of(read_source(file)) for file in files)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.id, one.valid_from, one.file)))


def version_problems(versions: Iterable[Version]) -> tuple[Problem, ...]:
    """What is wrong among the versions of each policy (DW090-DW092, DW094, DW095)."""
    by_id: dict[str, list[Version]] = {}
    for one in sorted(versions, key=lambda one: (one.id, one.valid_from, one.file)):
        by_id.setdefault(one.id, []).append(one)
    return tuple(problem for found in by_id.values() for problem in _of_one_policy(found))


def _of_one_policy(versions: Sequence[Version]) -> Iterator[Problem]:
    named: dict[str, Version] = {}
    for one in versions:
        other = named.setdefault(one.version, one)
        if other.sha256 != one.sha256:
            message = f"{one.called} stands in {other.file} too, with other content"
            yield Problem("DW090", message, one.place, "give one of them another 'version' and 'valid_from'")
    for one, after in pairwise(versions):
        same_name = one.version == after.version
        if one.valid_from == after.valid_from and not same_name:
            message = f"{after.called} counts from {day_text(after.valid_from)}, and so does {one.called} ({one.file})"
            fix = "give the later one a later 'valid_from', or take the earlier one out"
            yield Problem("DW091", message, _place(after, "valid_from"), fix)
        elif one.approved >= after.valid_from > 0 and not same_name:
            message = f"{one.called} was approved on {day_text(one.approved)}, when {after.called} counted already"
            fix = "take it out, or mend the days: no case can come to it"
            yield Problem("DW092", message, _place(one, "approved"), fix, "warning")
    yield from _approvals(versions)


def _approvals(versions: Sequence[Version]) -> Iterator[Problem]:
    approved = False
    for one in versions:
        if approved and not one.approved:
            message = f"{one.called} follows an approved version, and does not say who approved it"
            fix = "add approved: {by: …, date: …}"
            yield Problem("DW094", message, one.place, fix, "warning")
        if one.approved > one.valid_from > 0:
            since = day_text(one.valid_from)
            message = f"{one.called} counts from {since}, and was approved only on {day_text(one.approved)}"
            fix = "let it count from the approval, or say who answers for the days before"
            yield Problem("DW095", message, _place(one, "approved"), fix, "warning")
        approved = approved or bool(one.approved)


def edited(journal: Journal, versions: Iterable[Version]) -> tuple[Problem, ...]:
    """A problem (DW093) for each version of which the journal keeps another text, as cases came to it.

    Another title, another comment or another approval is no other policy.
    """
    kept: dict[tuple[str, str], list[PolicyText]] = {}
    for one in journal.policies():
        kept.setdefault((one.id, one.version), []).append(one)
    found = (_edited(journal, one, kept.get((one.id, one.version), ())) for one in versions)
    return tuple(problem for problem in found if problem)


def _edited(journal: Journal, version: Version, kept: Sequence[PolicyText]) -> Problem | None:
    changed = [(one, differing(one.text, version.root)) for one in kept]
    if not changed or any(not changes for _, changes in changed):
        return None
    text, changes = changed[-1]
    cases = counted(journal.cases_under(text.sha256), "case")
    short = f"{text.sha256[:SHORT]} then, {version.sha256[:SHORT]} now"
    more = len(changes) - MOST_CHANGES
    told = "; ".join((*map(_told, changes[:MOST_CHANGES]), *((f"and {more} more",) if more > 0 else ())))
    message = f"{version.called} was edited after {cases} came to it ({short}): {told}"
    fix = (
        "give it a new 'version' and 'valid_from', or take the change back; running cases keep the text they came to, "
        "`dunwell migrate` moves them to the new version"
    )
    place = next((one.new_place for one in changes if one.new_place), version.place)
    return Problem("DW093", message, place, fix)


def differing(kept: str, root: Node) -> tuple[Change, ...]:
    """What changed from a kept text, but for what changes nothing that happens."""
    old, _ = read_yaml(kept, "")
    return tuple(one for one in changes_between(old, root) if not one.only_words)


def _told(change: Change) -> str:
    path = ".".join(change.path)
    if change.kind != "changed":
        return f"{path} {change.kind}"
    return f"{path}: {_cut(change.old)} → {_cut(change.new)}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _place(version: Version, key: str) -> Place:
    node = version.root.get(key)
    return node.place if node is not None else version.place


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _day(node: Node | None) -> int:
    try:
        return day(_text(node))
    except ValueError:
        return 0
