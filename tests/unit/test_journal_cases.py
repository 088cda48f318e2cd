"""One case: found by what a person writes, judged by the text it was opened under."""

from dataclasses import replace
from hashlib import sha256

import pytest

from databases import unguard
from dunwell.core.fold import fold
from dunwell.days import day, today
from dunwell.journal.cases import Pinned, all_looks, day_for, events_of, find_case, look_at
from dunwell.journal.store import Stamp
from dunwell.language.events import Event
from dunwell.problems import ProblemsFound
from stories import LADDER as STORY
from stories import opened as story_opened
from workspaces import opened_case

ON = day("2026-03-01")
STAMP = Stamp(ON + 3, "2026-03-04T10:00:00+00:00", "anna")


def problem_of(call, *arguments):
    """The one problem that a call ends in."""
    with pytest.raises(ProblemsFound) as found:
        call(*arguments)
    (problem, *_) = found.value.problems
    return problem


def test_a_case_stands_where_the_same_story_stands(folder, journal):
    """The journal's fold is the core's: the same events of the same invoice, in memory or recorded."""
    case, program = opened_case(folder, journal, ON)
    for event in (
        Event("step_done", ON + 1, (("step", "reminder"),)),
        Event("payment_received", ON + 2, (("amount", 7),)),
    ):
        journal.record(case.id, event, STAMP)
    look = look_at(case, program, journal.events(case.id), ON + 9)
    assert look.position.step == STORY.step_index("call")
    assert (look.position.received, look.position.claim_open) == (7, story_opened().principal - 7)
    assert [program.steps[0][one.step].name for one in look.decision.actions] == ["call"]


def test_a_case_is_found_by_number_or_seller(folder, journal):
    """The number alone where one case has it; the seller's number or name before it otherwise, in any capitals."""
    opened_case(folder, journal, ON, number="2026/7")
    opened_case(folder, journal, ON, number="8")
    assert find_case(journal, "2026/7").number == "2026/7"
    opened_case(folder, journal, ON, number="8", seller="Rode Wouw B.V.", vat_id="NL000055556B77")
    problem = problem_of(find_case, journal, "8")
    assert problem.code == "DW960"
    assert "NL000011112B33/8, NL000055556B77/8" in problem.fix
    for written in ("NL000055556B77/8", "nl000055556b77/8", "rode wouw b.v./8"):
        assert find_case(journal, written).seller == "NL000055556B77"
    assert find_case(journal, "groene reiger b.v./2026/7").number == "2026/7"


def test_an_unknown_case_names_the_nearest(folder, journal):
    """A slip of the pen gets the number that was meant, an empty journal what to do first."""
    assert "dunwell open" in problem_of(find_case, journal, "2026-0001").fix
    opened_case(folder, journal, ON)
    problem = problem_of(find_case, journal, "2026-001")
    assert (problem.code, problem.fix) == ("DW959", "did you mean '2026-0001'?")
    assert problem_of(find_case, journal, "somebody/2026-0001").code == "DW959"


def test_a_case_is_pinned_to_the_text_it_was_opened_under(folder, journal):
    """The file may change or go: the case is folded with the policy as it was, and new cases get the new one."""
    file = folder / "policies" / "ladder.yaml"
    case, _ = opened_case(folder, journal, ON)
    file.write_text(
        file.read_text(encoding="utf-8").replace("start: 1 day after invoice.due", "start: 20 days after invoice.due"),
        encoding="utf-8",
    )
    pinned = Pinned(journal).program(case)
    assert look_at(case, pinned, (), ON + 1).decision.actions
    later, program = opened_case(folder, journal, ON, number="2")
    assert (later.policy, case.policy) == (program.sha256, pinned.sha256)
    assert not look_at(later, program, (), ON + 1).decision.actions
    file.unlink()
    assert Pinned(journal).program(case).steps[0][0].place.file == file.as_posix()


def test_a_policy_is_compiled_once_for_all_its_cases(folder, journal):
    """Cases of one policy share one program."""
    first, _ = opened_case(folder, journal, ON)
    second, _ = opened_case(folder, journal, ON, number="2")
    pinned = Pinned(journal)
    assert pinned.program(first) is pinned.program(second)
    (one, two), problems = all_looks(journal, ON + 1)
    assert problems == ()
    assert one.program is two.program
    assert one.position == fold(one.program, one.position, (), ON + 1)


def test_a_text_that_was_changed_in_the_journal_is_refused(folder, journal):
    """Nobody gets what a policy never said."""
    case, _ = opened_case(folder, journal, ON)
    unguard(journal.connection, "policies")
    journal.connection.execute("UPDATE policies SET text = text || '# more'")
    assert problem_of(Pinned(journal).program, case).code == "DW961"
    looks, (problem,) = all_looks(journal, ON)
    assert (looks, problem.code) == ((), "DW961"), "a list shows what can be shown, and says what cannot"


def test_a_policy_with_errors_by_now_is_said(folder, journal):
    """What an older version took and this one does not: the case is named, and the policy's own problems follow."""
    case, _ = opened_case(folder, journal, ON)
    text = journal.policy(case.policy).text.replace("tolerance", "tolerence")
    broken = journal_with(journal, case, text)
    with pytest.raises(ProblemsFound) as found:
        Pinned(journal).program(broken)
    assert [one.code for one in found.value.problems] == ["DW962", "DW201"]


def journal_with(journal, case, text):
    """The case as if it had been opened under another text."""
    digest = sha256(text.encode()).hexdigest()
    journal.connection.execute("INSERT INTO policies VALUES (?, 'ladder', '1', 'ladder.yaml', ?)", (digest, text))
    return replace(case, policy=digest)


def test_an_event_of_a_newer_program_is_said(folder, journal):
    """One case or all of them: the fold never guesses."""
    case, _ = opened_case(folder, journal, ON)
    values = (case.id, "2026-03-02", "2026-03-02")
    journal.connection.execute("INSERT INTO events VALUES (?, 1, 'moon_landed', ?, '{}', ?, 'm', 'w')", values)
    assert problem_of(events_of, journal, case).code == "DW953"
    assert problem_of(all_looks, journal, ON).code == "DW953"


def test_today_is_a_day_where_the_policy_is_at_home(folder, journal):
    """Unless the user sets another day."""
    _, program = opened_case(folder, journal, ON)
    assert day_for(program, ON) == ON
    assert abs(day_for(program, 0) - today("UTC")) <= 1
