"""Findings that are not as they were: between two versions of a policy, or against what was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.render.verify_words import VerifyWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dunwell.language.program import Program
    from dunwell.render.timeline_words import Language
    from dunwell.verifying.findings import Change


def changes_text(changes: Sequence[Change], program: Program, language: Language) -> str:
    """A heading and a line for each change; one line if there is none."""
    words = VerifyWords(program, language)
    if not changes:
        return f"\n{words.say('same_findings')}"
    return "\n".join(("", words.say("moved_findings"), *changed_lines(changes, words)))


def changes_markdown(changes: Sequence[Change], program: Program, language: Language) -> str:
    """The same as a section of a document."""
    words = VerifyWords(program, language)
    lines = [f"- {line.strip()}" for line in changed_lines(changes, words)] or [words.say("same_findings")]
    return "\n".join(("", f"## {words.say('moved_findings')}", "", *lines))


def changes_document(changes: Sequence[Change]) -> list[dict[str, object]]:
    """For other programs: days count from the due date, first and last; null where it is not found."""
    return [{"variant": one.variant, "key": one.key, "old": one.old, "new": one.new} for one in changes]


def changed_lines(changes: Sequence[Change], words: VerifyWords) -> Iterator[str]:
    """A line for each change."""
    for one in changes:
        yield f"  {words.variant(one.variant)}: {one.key}: {words.change(one)}"
