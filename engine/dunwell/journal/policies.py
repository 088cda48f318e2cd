"""The policies under which a case may be opened: those of the workspace first, then the shipped ones.

Only what is in force on the day counts, and of several versions of one policy the newest of these. The law that a
policy names is always the shipped one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dunwell.choosing import choose
from dunwell.core.opening import said_by
from dunwell.days import day_text
from dunwell.journal.cases import day_for
from dunwell.journal.versions import edited, version_of, version_problems, versions_in
from dunwell.language.draft import text
from dunwell.language.phrases import did_you_mean
from dunwell.language.yamlfile import Table
from dunwell.loading import compile_source, errors_of, expand, load_policy, read_source
from dunwell.problems import Problem, ProblemsFound, has_errors
from dunwell.resources import policy_files
from dunwell.templates import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dunwell.journal.store import Journal
    from dunwell.language.fields import Value
    from dunwell.language.program import Program
    from dunwell.loading import Loaded
    from dunwell.model import Invoice
    from dunwell.templates import Templates


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies of a workspace. With `only`, these alone may be chosen; `on` is today, 0 asks the clock.

    `refused` says of an id, or of a file, why no case is opened under it. With `early` what is not yet in force may be
    chosen too.
    """

    own: tuple[Loaded, ...]
    only: tuple[Loaded, ...] = ()
    on: int = 0
    problems: tuple[Problem, ...] = ()
    refused: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    early: bool = False
    _shipped: dict[str, Loaded] = field(default_factory=dict)

    def choose(
        self, invoice: Invoice, given: Mapping[str, Value]
    ) -> tuple[tuple[Loaded, Program] | None, tuple[Problem, ...]]:
        """The policy for an invoice, or why there is none (DW936), or why nothing is opened under the one that fits.

        Of several versions only the newest in force is asked: one that it replaced is over.
        """
        country = str((said_by(invoice) | dict(given)).get("debtor.country", "")).lower()
        asked: dict[str, Loaded] = {}
        newest: set[str] = set()
        waiting: list[str] = []

        def in_force() -> Iterator[Program]:
            for loaded in self._candidates(country):
                program = loaded.program
                if program is None:
                    continue
                if not self.early and program.valid_from > day_for(program, self.on):
                    waiting.append(f"{program.id} {program.version} is for cases from {day_text(program.valid_from)}")
                    continue
                if program.id in newest and loaded in (self.only or self.own):
                    continue
                newest.add(program.id)
                asked[program.sha256] = loaded
                yield program

        program, problems = choose(invoice, in_force(), given)
        if program is not None:
            loaded = asked[program.sha256]
            own = loaded in (*self.own, *self.only)
            why_not = self.refused.get(program.id) or self.refused.get(loaded.file) if own else None
            return (None, why_not) if why_not else ((loaded, program), ())
        return None, tuple(replace(one, message="; ".join((one.message, *waiting))) for one in problems)

    def _candidates(self, likely: str) -> Iterator[Loaded]:
        """The own policies, then the shipped ones, those of the likely jurisdiction first; compiled when asked for."""
        if self.only:
            yield from self.only
            return
        yield from self.own
        first = f"policies/{likely}/"
        for path in sorted(policy_files(), key=lambda path: (not path.startswith(first), path)):
            if path not in self._shipped:
                self._shipped[path] = load_policy(path)
            yield self._shipped[path]


def read_policies(folder: Path, named: str | None, on: int, templates: Templates = SHIPPED) -> Policies:
    """The policies of a workspace's folder, and the one named, by its id or its file, if one is.

    The templates that they name are looked for among `templates`.
    Raises ProblemsFound: an own policy has errors (DW963), or the named one is not there (DW930, DW901) or has errors.
    """
    own = _own(folder, templates)
    faulty = tuple(problem for one in own if one.program is None for problem in errors_of(one))
    same = tuple(problem for one in own if one.program is None and _id(one.file) == named for problem in errors_of(one))
    if same:  # an older version must not be taken for the one that is meant
        raise ProblemsFound(same)
    if faulty and named is None:
        message = f"own policies in {folder.as_posix()!r} have errors, so none is chosen: another might be taken"
        fix = "mend them, or take them out of the folder; `dunwell check` shows each line"
        raise ProblemsFound((Problem("DW963", message, None, fix), *faulty))
    sound = tuple(sorted((one for one in own if one.program), key=_newest_first))
    only = _named(named, sound, templates) if named is not None else ()
    refused: dict[str, tuple[Problem, ...]] = {}
    versions = versions_in(folder)
    ids = {one.file: one.id for one in versions}
    for problem in version_problems(versions):
        if problem.severity == "error" and problem.place:
            name = ids[problem.place.file]
            refused[name] = (*refused.get(name, ()), problem)
    return Policies(sound, only, on, tuple(_taken_ids(sound)), refused)


def with_early(policies: Policies) -> Policies:
    """The same policies as a simulation chooses among them: those not yet in force on their day may be chosen too.

    They come after the own ones in force, and only where no version of theirs is in force; then the first to come.
    """
    ordered = sorted(policies.own, key=lambda one: _in_force_first(one, policies.on))
    return replace(policies, own=tuple(ordered), early=True)


def unedited(policies: Policies, journal: Journal) -> Policies:
    """The same policies, but nothing is opened under a version that was edited after cases came to it (DW093)."""
    files = {one.file for one in (*policies.own, *policies.only)} - set(policy_files())
    versions = (version_of(read_source(file)) for file in sorted(files))
    found = edited(journal, (one for one in versions if one))
    files_edited = {one.place.file: (one,) for one in found if one.place}
    return replace(policies, refused={**policies.refused, **files_edited})


def _own(folder: Path, templates: Templates) -> tuple[Loaded, ...]:
    files = expand((str(folder),))[0] if folder.is_dir() else ()
    sources = (read_source(file) for file in files)
    return tuple(compile_source(one, templates) for one in sources if _is_policy(one.root) or has_errors(one.problems))


def _is_policy(root: object) -> bool:
    return isinstance(root, Table) and root.get("dunwell") is not None


def _newest_first(loaded: Loaded) -> tuple[str, int]:
    program = loaded.program
    return (program.id, -program.valid_from) if program else ("", 0)


def _in_force_first(loaded: Loaded, on: int) -> tuple[bool, str, int]:
    name, newest = _newest_first(loaded)
    later = -newest > on
    return (later, name, -newest if later else newest)


def _named(named: str, own: tuple[Loaded, ...], templates: Templates) -> tuple[Loaded, ...]:
    """The versions of the policy of this id, own or shipped, or that of this file."""
    versions = tuple(one for one in own if one.program and one.program.id == named)
    shipped = {_id(path): path for path in policy_files()}
    if versions:
        return versions
    if named not in shipped and "/" not in named and not named.endswith((".yaml", ".yml")):
        fix = did_you_mean(named, (*dict.fromkeys(one.program.id for one in own if one.program), *shipped))
        raise ProblemsFound((Problem("DW930", f"there is no policy {named!r}", None, fix),))
    loaded = load_policy(shipped.get(named, named), templates)
    if loaded.program is None:
        raise ProblemsFound(errors_of(loaded))
    return (loaded,)


def _taken_ids(own: tuple[Loaded, ...]) -> Iterator[Problem]:
    """A warning (DW964) for each own policy with the id of a shipped one, which it hides."""
    shipped = {_id(path): path for path in policy_files()} if own else {}
    for program in (one.program for one in own):
        if program and program.id in shipped:
            message = f"{program.id!r} is also the id of {shipped[program.id]}; this one is taken before it"
            yield Problem("DW964", message, program.place, "give your policy an id of its own", "warning")


def _id(path: str) -> str:
    root = read_source(path).root
    return (text(root.get("policy")) or "") if isinstance(root, Table) else ""
