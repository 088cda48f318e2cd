"""A comparison of two policies for the terminal and as Markdown for a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.comparing.comparison import examples_of
from dunwell.render.diff_words import DiffWords
from dunwell.render.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.comparing.comparison import Affected, Comparison, Portfolio, Reach
    from dunwell.comparing.wording import Change
    from dunwell.language.program import Program
    from dunwell.render.diff_words import Language

MARKDOWN_WIDTH = 120


def diff_text(comparison: Comparison, *, width: int, language: Language = "en") -> str:
    """The comparison as text of at most `width` columns where its words fit."""
    words = DiffWords(language)
    lines = [_title(comparison), "", words.say("words")]
    lines += [f"  {line}" for change in comparison.changes for line in _change(change, words)]
    lines += _summary(comparison, words, "  ")
    if comparison.changed:
        lines += ["", words.say("dates")]
        for portfolio in _portfolios(comparison):
            lines += [f"  {line}" for line in _portfolio(portfolio, words)]
            lines += [f"    {count:>6}  {words.of(kind)}" for kind, count in portfolio.kinds]
        lines += [f"  {line}" for line in _reach(comparison, words)]
        for head, example in _examples(comparison, words):
            lines += ["", head, side_by_side(example.difference.rows, (words.say("old"), words.say("new")), width)]
    return "\n".join(lines)


def diff_markdown(comparison: Comparison, *, language: Language = "en") -> str:
    """The comparison as Markdown, to be put under a change that waits for approval."""
    words = DiffWords(language)
    lines = [f"# {_title(comparison)}", "", f"## {words.say('words')}", ""]
    for change in comparison.changes:
        told, *places = _change(change, words)
        lines.append(f"- {_escaped(told)}  \n  `{'`, `'.join(place.strip() for place in places)}`")
    lines += _summary(comparison, words, "")
    if comparison.changed:
        lines += ["", f"## {words.say('dates')}"]
        for portfolio in _portfolios(comparison):
            lines += ["", *_portfolio(portfolio, words)]
            if portfolio.kinds:
                lines += ["", f"| {words.say('how')} | {words.say('count')} |", "| --- | ---: |"]
                lines += [f"| {words.of(kind)} | {count} |" for kind, count in portfolio.kinds]
        lines += ["", *(f"- {line}" for line in _reach(comparison, words))]
        for head, example in _examples(comparison, words):
            table = side_by_side(example.difference.rows, (words.say("old"), words.say("new")), MARKDOWN_WIDTH)
            lines += ["", f"### {_escaped(head)}", "", "```text", table, "```"]
    return "\n".join(lines)


def _title(comparison: Comparison) -> str:
    return f"{_policy(comparison.old)} → {_policy(comparison.new)}"


def _policy(program: Program) -> str:
    return f"{program.file} ({program.id} {program.version})"


def _change(change: Change, words: DiffWords) -> Iterator[str]:
    """The sentence, and under it the places that it is about."""
    yield words.change(change)
    places = " → ".join(str(place) for place in (change.old_place, change.new_place) if place is not None)
    yield f"    {places}"


def _summary(comparison: Comparison, words: DiffWords, indent: str) -> list[str]:
    """What to say where nothing changes of what happens."""
    if comparison.changed:
        return []
    return [f"{indent}{words.say('only_words' if comparison.changes else 'no_change')}"]


def _portfolios(comparison: Comparison) -> Iterator[Portfolio]:
    """The real cases first, where there are any."""
    if comparison.real is not None:
        yield comparison.real
    yield comparison.made


def _portfolio(portfolio: Portfolio, words: DiffWords) -> Iterator[str]:
    name = words.of(portfolio.name)
    yield words.say("cases", name=name, cases=portfolio.cases, affected=portfolio.cases_affected)
    if portfolio.stories:
        told = " / ".join(words.story(story) for story in portfolio.stories if story)
        more = words.say("and_if", stories=told) if told else ""
        yield words.say("real_stories", played=portfolio.played, more=more)
    else:
        yield words.say("stories", played=portfolio.played)
    if portfolio.unread:
        yield words.say("unread", count=portfolio.unread)
    if portfolio.affected:
        yield words.say("affected", affected=len(portfolio.affected), played=portfolio.played)
    else:
        yield words.say("nothing_affected")


def _reach(comparison: Comparison, words: DiffWords) -> Iterator[str]:
    for program, reach in zip((comparison.old, comparison.new), comparison.reach, strict=True):
        yield _reached(program, reach, words)
        for one in reach.missing:
            yield words.say("not_reached", what=f"{one.part} {one.name}: {one.case} ({one.place})")


def _reached(program: Program, reach: Reach, words: DiffWords) -> str:
    return words.say("reach", file=program.file, reached=reach.branches - len(reach.missing), branches=reach.branches)


def _examples(comparison: Comparison, words: DiffWords) -> Iterator[tuple[str, Affected]]:
    """Three examples with their headings: of the real cases, or where none is affected of the made-up ones."""
    real = comparison.real.affected if comparison.real else ()
    for number, one in enumerate(examples_of(real or comparison.made.affected), 1):
        yield words.say("example", number=number, case=one.case.name, story=words.story(one.story)), one


def _escaped(text: str) -> str:
    """Text in which Markdown sees no marks of its own."""
    return "".join(f"\\{letter}" if letter in "*_`[]<>|" else letter for letter in text)
