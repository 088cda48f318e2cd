"""A verification for other programs. Days are ISO dates; `first` and `last` count days from the due date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import day_text
from dunwell.render.verify_changes import changes_document
from dunwell.render.verify_text import breach_sentence, verdict
from dunwell.render.verify_words import VerifyWords
from dunwell.verifying.invariants import invariants_of

if TYPE_CHECKING:
    from dunwell.render.timeline_words import Language
    from dunwell.verifying.findings import Finding
    from dunwell.verifying.model import Breach, Move, Story
    from dunwell.verifying.report import Report


def verify_document(report: Report, language: Language) -> dict[str, object]:
    """The whole report: the verdict, what was explored, breaches and findings, each with its stories."""
    words = VerifyWords(report.program, language)
    program = report.program
    wait = report.longest_wait
    broken = {breach.invariant for breach in (*report.endless, *(breach for breach, _ in report.breaches))}
    return {
        "policy": {"id": program.id, "version": program.version, "file": program.file, "sha256": program.sha256},
        "proven": report.proven,
        "complete": not report.incomplete,
        "verdict": verdict(report, words),
        "explored": {
            "budget": report.budget.name,
            "due": [day_text(due) for due in report.dues],
            "every_day": report.every_day,
            "days": report.budget.days,
            "profiles": [_profile(one.profile.name, one.profile.variant) for one in report.explored],
            "limits_hit": [{"profile": one.profile.name, "limit": one.hit} for one in report.incomplete],
            "states": report.states,
            "seconds": round(report.seconds, 2),
            "remembered": report.remembered,
        },
        "held": [one.id for one in invariants_of(program).values() if one.id not in broken],
        "breaches": [
            *(_breach(breach, None, words) for breach in report.endless),
            *(_breach(breach, story, words) for breach, story in report.breaches),
        ],
        "findings": [_finding(one, words) for one in report.findings],
        "changes": None if report.changes is None else changes_document(report.changes),
        "longest_wait": None if wait is None else {"days": wait[0], "story": _story(wait[1], words)},
    }


def _profile(name: str, variant: str) -> dict[str, object]:
    return {"name": name, "variant": variant}


def _breach(breach: Breach, story: Story | None, words: VerifyWords) -> dict[str, object]:
    return {
        "invariant": breach.invariant,
        "sentence": breach_sentence(breach, words),
        "story": _story(story, words) if story else None,
    }


def _finding(one: Finding, words: VerifyWords) -> dict[str, object]:
    first, last = one.days
    return {
        "variant": one.variant,
        "key": one.key,
        "sentence": words.finding(one),
        "first": first,
        "last": last,
        "first_story": _story(one.bound.first_story, words),
        "last_story": _story(one.bound.last_story, words),
    }


def _story(story: Story, words: VerifyWords) -> dict[str, object]:
    return {
        "profile": story.profile.name,
        "due": day_text(story.profile.due),
        "told": words.story(story),
        "outside": [_move(move, words) for move in story.moves if move.outside],
    }


def _move(move: Move, words: VerifyWords) -> dict[str, object]:
    at = move.event.at if move.event else move.day
    return {
        "date": day_text(at),
        "event": move.event.name if move.event else None,
        "told": words.move(move),
        "recorded": day_text(move.recorded) if move.recorded else None,
    }
