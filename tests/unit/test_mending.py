"""Mending a policy: what is written, what stays as it is, and that it never gets worse."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.codes.mendable import MENDABLE
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source
from dunwell.mending import Mended, apart, apply_edits, badness, diff_of, mend_text, replace_file
from dunwell.problems import Edit, Mend, Place, Problem

TESTS = Path(__file__).resolve().parents[1]
SHORT = (TESTS / "fixtures" / "policies" / "short.yaml").read_text(encoding="utf-8")
CALLS = (TESTS / "fixtures" / "policies" / "calls.yaml").read_text(encoding="utf-8")
BAD = sorted((TESTS / "bad" / "policies").glob("*.yaml"))


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with a policy of this text."""
    root, problems = read_yaml(text, "policy.yaml")
    return compile_source(Source("policy.yaml", root, text, text.encode(), problems)).problems


def mended(text: str, *, unsafe: bool = False) -> Mended:
    """A policy's text after mending."""
    return mend_text(text, problems_of, unsafe=unsafe)


def broken(old: str, new: str, of: str = SHORT) -> str:
    """A fine policy with a few words changed."""
    assert of.count(old) == 1, old
    return of.replace(old, new)


SAFE = [
    ("title: Korte ladder", "titel: Korte ladder", None),
    ("title: Korte ladder", '"titel": Korte ladder', '"title": Korte ladder'),
    ("version: 2026-01", "version: 2026", 'version: "2026"'),
    ("valid_from: 2026-01-01", "valid_from: 1 januari 2026", None),
    ("valid_from: 2026-01-01", "valid_from: '12 March 2026'", "valid_from: '2026-03-12'"),
    ("valid_from: 2026-01-01", "valid_from: 13/1/2026  # a remark", "valid_from: 2026-01-13  # a remark"),
    ("announces: [agency]", "announces: agency", None),
    ("announces: [agency]", "announces: interest, agency", "announces: [interest, agency]"),
    ("do: letter", "do: [letter]", None),
    ("do: letter", "do: [email, letter]", "do: {both: [email, letter]}"),
    ("do: email", "do: e-mail", None),
    ("do: email", 'do: "Email"', 'do: "email"'),
    ("close: handed_over", "close: Handed over", None),
    ("step: hand_over", "step: Hand-over", None),
    ("start: 1 day after invoice.due", "start: one day after invoice.due", None),
    ("start: 1 day after invoice.due", "start: 1 calendar day after invoice.due", None),
    ("start: 2 working days after notice.term", "start: 2 business days after notice.term", None),
    ("start: 2 working days after notice.term", "start: '2 workign days after notice.trem'", None),
    (
        "start: 2 working days after notice.term",
        "start: 1 year after notice.term",
        "start: 12 months after notice.term",
    ),
    ("template: reminder", "template: remindr", None),
    ("language: nl", "language:nl", None),
    ("title: Korte ladder", "title: Kort: de ladder", 'title: "Kort: de ladder"'),
    ("title: Korte ladder", 'title: Kort: de "ladder" # ja', "title: 'Kort: de \"ladder\"' # ja"),
    ("title: Korte ladder", "title: @ladder", 'title: "@ladder"'),
    ("title: Korte ladder", "title: 'Klant's ladder'", 'title: "Klant\'s ladder"'),
    ("title: Korte ladder", r'title: "Korte\ladder"', r'title: "Korte\\ladder"'),
    ("    do: email\n", "\tdo: email\n", None),
    ("title: Korte ladder", "title: Korte\u200b ladder", None),
    ("law: nl", "law: NL", None),
    ("debtor.kind: business", "debtor.knd: business", None),
    ("debtor.kind: business", "debtor.kind: bussiness", None),
    ("debtor.kind: business", "debtor.kind: {is_one_of: [business]}", None),
    ("currency: EUR}", "currency: EUR, invoice.complete: yes}", "currency: EUR, invoice.complete: true}"),
]


@pytest.mark.parametrize(("right", "wrong", "written"), SAFE, ids=[wrong for _, wrong, _ in SAFE])
def test_what_can_mean_one_thing_only_is_mended(right: str, wrong: str, written: str | None) -> None:
    """It is written as the language wants it, with its quotes and remarks, and nothing else changes."""
    after = mended(broken(right, wrong))
    if written is None and "'" in wrong:
        assert after.text == broken(right, right.replace("start: ", "start: '") + "'")
    elif wrong.startswith("debtor.kind: {"):
        assert after.text == broken(right, wrong)  # two operators are nearly as close
    else:
        assert after.text == (broken(right, written) if written else SHORT)


UNSAFE = [
    ("start: 1 day after invoice.due", "start: 48 hours after invoice.due", "start: 2 days after invoice.due"),
    ("do: email", "channel: email", "do: email"),
    ("do: email", "how: email", "do: email"),
    ("announces: [agency]", "announces: [agency]\nmoney: {tolerance: 1}", None),
    ("announces: [agency]\n", 'announces: [agency]\n    when: "claim.open >= 250"\n', None),
]


@pytest.mark.parametrize(("right", "wrong", "written"), UNSAFE, ids=[wrong for _, wrong, _ in UNSAFE])
def test_what_a_person_should_look_at_waits(right: str, wrong: str, written: str | None) -> None:
    """It is left alone, unless unsafe mends are asked for."""
    text = broken(right, wrong)
    assert mended(text).text == text
    if written:
        assert mended(text, unsafe=True).text == broken(right, written)


KEPT = [
    "valid_from: 03/04/2026",
    "valid_from: 2026-02-30",
    "valid_from: someday",
]


@pytest.mark.parametrize("wrong", KEPT)
def test_what_can_mean_two_things_is_never_touched(wrong: str) -> None:
    """A day that could be two days, and one that no calendar has."""
    text = broken("valid_from: 2026-01-01", wrong)
    assert mended(text, unsafe=True).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_every_other_byte_stays(end: str, mark: str, *, last: bool) -> None:
    """Line ends, a byte order mark, blanks at line ends, remarks, and whether the last line has an end."""
    fine = SHORT.replace("law: nl", "law: nl   # a remark,  with blanks  ").replace("\n", end)
    fine = mark + (fine if last else fine.rstrip())
    wrong = fine.replace("title: Korte", "titel:  Korte").replace("do: letter", 'do: "leter"')
    after = mended(wrong)
    assert after.text == fine.replace("title: Korte", "title:  Korte").replace("do: letter", 'do: "letter"')
    assert [problem.code for problem in after.mended] == ["DW201", "DW205"]
    assert after.problems == ()


CONDITIONS = """conditions:
  # worth a call
  small: {claim.open: {below: EUR 5}}   # never used
  large:
    claim.open:
      at_least: EUR 5
steps:
"""
REMOVED = [
    (CONDITIONS, "conditions:\n  large:\n    claim.open:\n      at_least: EUR 5\nsteps:\n", "when: large"),
    ("conditions: {a: {received: EUR 1}, large: {received: EUR 2}}\nsteps:\n", None, "when: large"),
    ("conditions: {large: {received: EUR 2}, a: {received: EUR 1}}\nsteps:\n", None, "when: large"),
]


@pytest.mark.parametrize(("conditions", "left", "used"), REMOVED, ids=["block", "first in braces", "last in braces"])
def test_an_unused_condition_goes_with_its_remark(conditions: str, left: str | None, used: str) -> None:
    """Only where unsafe mends are asked for; what stands beside it stays."""
    text = broken("announces: [agency]", f"announces: [agency]\n    {used}").replace("steps:\n", conditions)
    assert mended(text).text == text
    after = mended(text, unsafe=True)
    assert "DW502" not in {problem.code for problem in after.problems}
    wanted = left or "conditions: {large: {received: EUR 2}}\nsteps:\n"
    assert after.text == text.replace(conditions, wanted)


def test_an_entry_without_effect_goes_safely_if_no_remark_goes_with_it() -> None:
    """What is assumed of a field that can never be unknown changes nothing; somebody's words about it are kept."""
    plain = broken("law: nl", "law: nl\nif_unknown:\n  debtor.rating: good\n  claim.open: EUR 5\n")
    assert "claim.open" not in mended(plain).text
    told = plain.replace("EUR 5\n", "EUR 5  # agreed with sales\n")
    assert mended(told).text == told


def test_slips_are_mended_layer_by_layer() -> None:
    """What YAML could not read hides what is misspelt below it."""
    text = broken("title: Korte ladder", "titel: Kort: de ladder").replace("do: letter", "do: leter  # post: yes")
    text = text.replace("template: reminder\n", "template: reminder: first\n")
    after = mended(text)
    assert [problem.code for problem in after.mended] == ["DW113", "DW113", "DW201", "DW205"]
    assert [problem.code for problem in after.problems] == ["DW206"]


def test_a_name_that_is_misspelt_everywhere_is_mended_everywhere() -> None:
    """It is one problem with several places, and all of them change."""
    text = CALLS.replace("go_to: review", "go_to: revieuw")
    assert text != CALLS
    assert mended(text).text == CALLS


def test_the_table_of_the_docs_is_what_is_mended() -> None:
    """Each code that gets a mend is listed as safe or unsafe as it is, and each that is listed gets one somewhere."""
    texts = [path.read_text(encoding="utf-8") for path in (*BAD, *(TESTS / "bad" / "yaml").glob("*.yaml"))]
    texts += [broken(right, wrong) for right, wrong, _ in (*SAFE, *UNSAFE)] + [broken(*pair) for pair in LISTED]
    found = {(one.code, one.mend.safe) for text in texts for one in problems_of(text) if one.mend and one.mend.edits}
    listed = {(code, True) for code, mending in MENDABLE.items() if mending.safe}
    listed |= {(code, False) for code, mending in MENDABLE.items() if mending.unsafe}
    assert found - listed == set()
    assert {code for code, _ in listed - found if (code, True) not in found and (code, False) not in found} == {"DW005"}


LISTED = [
    ("do: letter", "do: letter\n    legal_form: notice_of_defalt"),
    ("do: letter", "do: letter\n    fallback: {go_to: hand_overr}"),
    ("steps:\n", "holds: {promise: {until: x}}\nsteps:\n  - {step: a, do: email, fallback: {hold: promisse}}\n"),
    ("steps:\n", "plans: {monthly: {ends: x}}\nsteps:\n  - {step: a, do: email, fallback: {offer: montly}}\n"),
    ("do: letter", "do: letter\n    no_later_than: 5 workign days after entered"),
    ("term: 7 days after received", "term: 7 dayz after received"),
    ("steps:\n", "variants: {one: {when: {received: EUR 1}}}\nsteps:\n  - {step: a, variants: {onne: {do: email}}}\n"),
    ("law: nl", "law: nll"),
    ("steps:\n", "side_steps:\n  - step: b\n    do: phone\n    outcomes:\n      promises: {resume: true}\nsteps:\n"),
]


def test_an_edit_that_makes_it_worse_is_left_out() -> None:
    """The others are carried out all the same; the check before it decides, not the edit."""

    def check(text: str) -> tuple[Problem, ...]:
        wrong = tuple(
            Problem("DW201", word, Place("f", 1, text.index(word) + 1, 1), mend=Mend((edit(text, word),)))
            for word in "abc"
            if word in text
        )
        return (*wrong, *[Problem("DW202", "x", Place("f"))] * 4) if "B" in text else wrong

    def edit(text: str, word: str) -> Edit:
        return Edit(1, text.index(word) + 1, 1, text.index(word) + 2, word.upper())

    after = mend_text("abc", check)
    assert after.text == "AbC"
    assert [problem.message for problem in after.mended] == ["a", "c"]


def test_edits_that_touch_wait_for_the_next_round() -> None:
    """Of two that change the same text the first is taken; an edit inside another's is one of them."""
    one, two, three = (
        Problem("DW201", "x", Place("f"), mend=Mend((Edit(1, start, 1, end, "x"),)))
        for start, end in ((1, 4), (4, 6), (7, 7))
    )
    assert apart((one, two, three)) == (one, three)


def test_what_can_be_read_at_last_is_better() -> None:
    """A syntax error further down, or errors it hid, weigh less than one further up."""

    def at(code: str, line: int) -> Problem:
        return Problem(code, "x", Place("f", line))

    assert badness((at("DW113", 9),)) < badness((at("DW113", 2),))
    assert badness((at("DW201", 1), at("DW202", 1))) < badness((at("DW113", 2),))
    assert badness((at("DW501", 1), at("DW502", 1))) < badness((at("DW201", 2),))
    assert badness(()) < badness((Problem("DW502", "x", Place("f"), severity="warning"),))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_no_bad_policy_gets_worse(path: Path) -> None:
    """And mending it once more changes nothing."""
    text = path.read_text(encoding="utf-8")
    after = mended(text, unsafe=True)
    assert badness(after.problems) <= badness(problems_of(text))
    assert mended(after.text, unsafe=True).text == after.text


@given(st.data())
def test_letters_lost_anywhere_are_mended_or_left(data: st.DataObject) -> None:
    """Whatever letters go missing or change: mending ends, and never leaves more errors than there were."""
    at = data.draw(st.integers(0, len(SHORT) - 1))
    text = SHORT[:at] + data.draw(st.sampled_from(["", "x", ":", "\t", "'", " ", "\n"])) + SHORT[at + 1 :]
    after = mended(text, unsafe=True)
    assert badness(after.problems) <= badness(problems_of(text))
    assert (after.text != text) == bool(after.mended)


@given(st.text("ab\r\n\ufeff", max_size=30))
def test_no_edits_change_nothing(text: str) -> None:
    """However the lines of a text end."""
    assert apply_edits(text, ()) == text


def test_a_diff_says_what_changes() -> None:
    """Lines that go and come, and a last line without an end as other tools show it."""
    assert diff_of("p.yaml", "a: 1\nb: 2", "a: 1\nb: 3").splitlines() == [
        "--- p.yaml",
        "+++ p.yaml",
        "@@ -1,2 +1,2 @@",
        " a: 1",
        "-b: 2",
        "\\ No newline at end of file",
        "+b: 3",
        "\\ No newline at end of file",
    ]
    assert diff_of("p.yaml", "a", "a") == ""


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """With its permissions, through a link, and with nothing left beside it."""
    file, link = tmp_path / "own.yaml", tmp_path / "link.yaml"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    replace_file(link, "new\r\n")
    assert file.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["link.yaml", "own.yaml"]
