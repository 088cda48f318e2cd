"""A verification for the terminal, and as Markdown for a review: what was seen, what holds, what can happen."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from dunwell.render.verify_changes import changed_lines
from dunwell.render.verify_words import VerifyWords
from dunwell.verifying.by_law import BLOCKED
from dunwell.verifying.invariant import told
from dunwell.verifying.invariants import invariants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dunwell.render.timeline_words import Language
    from dunwell.verifying.findings import Finding
    from dunwell.verifying.model import Breach, Story
    from dunwell.verifying.report import Report

_TOLD_WITH_STORY = ("without", "blocked")
"""Findings that nobody expects: what has to happen for them is always told."""


def verify_text(report: Report, drawn: Callable[[Story], str], *, language: Language, stories: bool, width: int) -> str:
    """The report in lines folded at a width, in characters. `drawn` draws the timeline of a story; `stories` tells both
    stories of every finding."""
    words = VerifyWords(report.program, language)
    program = report.program
    lines = [f"{program.id} {program.version} · {program.file}", verdict(report, words), *_explored(report, words)]
    lines += [f"{words.say('breach')}: {breach_sentence(one, words)}" for one in report.endless]
    lines = [folded for line in lines for folded in _folded(line, width)]
    for breach, story in report.breaches:
        lines += ["", *_folded(f"{words.say('breach')}: {breach_sentence(breach, words)}", width)]
        lines += [*_folded(f"  {_about(story, words)}", width), "", drawn(story).rstrip()]
    lines += [folded for line in _seen(report, words, stories=stories) for folded in _folded(line, width)]
    return "\n".join(lines)


def _seen(report: Report, words: VerifyWords, *, stories: bool) -> Iterator[str]:
    """What holds, and what can happen; each line unfolded."""
    yield from _compared(report, words)
    if stories:
        yield from ("", words.say("held"), *(f"  {line}" for line in _held(report, words)))
    yield from ("", words.say("findings"))
    for variant, found in _by_variant(report):
        yield f"  {words.variant(variant)}"
        for one in found:
            yield f"    {words.finding(one)}"
            yield from (f"        {line}" for line in _stories(one, words, stories))
    if report.longest_wait is not None:
        days, story = report.longest_wait
        yield from ("", words.say("longest_wait", days=words.words.days(days)), f"    {words.story(story)}")


def _folded(line: str, width: int) -> list[str]:
    """A line of at most so many characters; what does not fit goes on below, a little further in."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return wrap(line, max(width, 40), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def verify_markdown(report: Report, drawn: Callable[[Story], str], *, language: Language, stories: bool) -> str:
    """The same as Markdown: a list of findings for each variant, and each counterexample as it is drawn."""
    words = VerifyWords(report.program, language)
    program = report.program
    lines = [f"# {program.id} {program.version}", "", f"**{verdict(report, words)}**", ""]
    lines += [f"- {line.strip()}" for line in _explored(report, words)]
    lines += [f"- {words.say('breach')}: {breach_sentence(one, words)}" for one in report.endless]
    for breach, story in report.breaches:
        lines += ["", f"## {words.say('breach')}: {breach_sentence(breach, words)}", "", _about(story, words)]
        lines += ["", "```text", drawn(story).rstrip(), "```"]
    lines += ["", f"## {words.say('held')}", "", *(f"- {line}" for line in _held(report, words))]
    lines += ["", f"## {words.say('findings')}"]
    for variant, found in _by_variant(report):
        lines += ["", f"### {_capital(words.variant(variant))}", ""]
        for one in found:
            lines.append(f"- {words.finding(one)}")
            lines += [f"  - {line}" for line in _stories(one, words, stories)]
    return "\n".join(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def verdict(report: Report, words: VerifyWords) -> str:
    """Proven, refuted, or not finished: a limit that was hit is no pass."""
    if broken := _broken(report):
        return words.say("refuted", count=len(broken))
    return words.say("unfinished" if report.incomplete else "proven")


def _broken(report: Report) -> set[str]:
    return {breach.invariant for breach in (*report.endless, *(breach for breach, _ in report.breaches))}


def breach_sentence(breach: Breach, words: VerifyWords) -> str:
    """What does not hold, with its article where it is law."""
    return told(invariants_of(words.program), breach, words.language)


def _about(story: Story, words: VerifyWords) -> str:
    return f"{words.profile(story.profile.name)} · {words.story(story)}"


def _explored(report: Report, words: VerifyWords) -> Iterator[str]:
    """What was looked at, so that everybody knows what the verdict is worth."""
    kinds = len({(one.profile.variant, one.profile.name) for one in report.explored})
    count = words.say("one_kind" if kinds == 1 else "kinds", count=kinds)
    first, last = words.day(min(report.dues)), words.day(max(report.dues))
    dues = words.say("one_due" if len(report.dues) == 1 else "dues", count=len(report.dues), first=first, last=last)
    how = words.say("every_day" if report.every_day else "hopping")
    yield f"  {words.say('explored')}: {count} · {dues} · {how} · {words.say('horizon', count=report.budget.days)}"
    yield f"  {words.say('budget', name=report.budget.name, what=words.budget(report.budget))}"
    known = f" · {words.say('remembered', count=report.remembered)}" if report.remembered else ""
    count, seconds = words.count(report.states), words.seconds(report.seconds)
    yield f"  {words.say('states', count=count, seconds=seconds)}{known}"
    for one in report.incomplete:
        profile, states = words.profile(one.profile.name), words.count(one.states)
        yield f"  {words.say('hit', profile=profile, hit=one.hit, states=states)}"


def _held(report: Report, words: VerifyWords) -> Iterator[str]:
    """Everything that was looked for and holds, with its id and article where it is law."""
    held = [one for one in invariants_of(report.program).values() if one.id not in _broken(report)]
    blocked = [one.id.removeprefix(BLOCKED) for one in held if one.id.startswith(BLOCKED)]
    for one in held:
        if not one.id.startswith(BLOCKED):
            title = one.title(words.language)
            yield f"{one.id}: {title} [{one.article}]" if one.article else title
    if blocked:
        yield words.say("never_blocked", ids=", ".join(blocked))


def _compared(report: Report, words: VerifyWords) -> Iterator[str]:
    """What is no longer as it was accepted."""
    if report.changes is not None:
        yield ""
        yield words.say("pinned_changed" if report.changes else "pinned_same")
        yield from changed_lines(report.changes, words)


def _by_variant(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    for variant in dict.fromkeys(one.variant for one in report.findings):
        yield variant, [one for one in report.findings if one.variant == variant]


def _stories(one: Finding, words: VerifyWords, stories: bool) -> Iterator[str]:  # noqa: FBT001 - as it was asked for
    if one.mark.kind == "times":
        return
    if stories or one.mark.kind in _TOLD_WITH_STORY:
        yield f"{words.say('first')}: {words.story(one.bound.first_story)}"
    if stories and one.bound.first != one.bound.last:
        yield f"{words.say('last')}: {words.story(one.bound.last_story)}"
