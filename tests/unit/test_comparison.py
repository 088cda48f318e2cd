"""Two policies compared: planted changes are found and named, and a policy differs from itself in nothing."""

import pytest

from dunwell.comparing.cases import opened
from dunwell.comparing.comparison import compare, examples_of, on_portfolio
from dunwell.comparing.stories import play_story
from dunwell.comparing.timelines import KINDS, differences
from dunwell.comparing.wording import changes_between
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source

SHIPPED = "policies/nl/standard.yaml"


@pytest.fixture(scope="module")
def compared(root):
    """Compare the Dutch policy with itself after replacements in its text."""
    text = (root / SHIPPED).read_text()

    def comparer(*replacements):
        changed = text
        for old, new in replacements:
            assert old in changed
            changed = changed.replace(old, new, 1)
        sides = []
        for name, written in ((SHIPPED, text), ("new.yaml", changed)):
            tree, problems = read_yaml(written, name)
            loaded = compile_source(Source(name, tree, written, written.encode(), problems))
            assert loaded.program is not None, loaded.problems
            sides.append((loaded.program, tree))
        (old, before), (new, after) = sides
        return compare(old, new, changes_between(before, after))

    return comparer


PLANTED = {
    "a wait of a day more": (
        ("start: 1 working day after reminder.term", "start: 2 working days after reminder.term"),
        ("steps", "call", "start"),
        {"later"},
    ),
    "another channel": (
        ("    do: letter\n    fallback: {go", "    do: {both: [email, letter]}\n    fallback: {go"),
        ("steps", "put_in_default", "do"),
        {"other channel"},
    ),
    "another template": (("template: notice_business", "template: notice_consumer"),
                         ("steps", "notice", "variants", "business", "template"), {"other template"}),
    "another bound of a condition": (("at_least: EUR 250", "at_least: EUR 251"),
                                     ("conditions", "worth_a_call", "any", "1", "claim.open", "at_least"),
                                     {"earlier", "other steps"}),
    "another term": (("term: 7 days after sent\n\n", "term: 8 days after sent\n\n"),
                     ("steps", "reminder", "term"), {"other term"}),
    "another route of an outcome": (("will_not_pay: {go_to: put_in_default}", "will_not_pay: {go_to: find_contact}"),
                                    ("steps", "call", "outcomes", "will_not_pay", "go_to"), {"other steps"}),
    "an outcome that leads to a hold": (("disputes:     {hold: dispute}", "disputes:     {go_to: find_contact}"),
                                        ("steps", "call", "outcomes", "disputes", "hold"), {"other steps"}),
    "a variant for more": (
        (
            "[business, public_authority]}}\n  consumer: {when: {debtor.kind: consumer}}",
            "[business]}}\n  consumer: {when: {debtor.kind: [consumer, public_authority]}}",
        ),
        ("variants", "business", "when", "debtor.kind"),
        {"other channel"},
    ),
    "a longer hold": (("no_longer_than: 30 days", "no_longer_than: 31 days"),
                      ("holds", "dispute", "no_longer_than"), {"later"}),
    "the outcome of a hold": (("rejected:      {resume: true}", "rejected:      {go_to: review}"),
                              ("holds", "dispute", "outcomes", "rejected", "resume"), {"other steps"}),
    "how often instalments are lowered": (("lowered: 1", "lowered: 2"),
                                ("plans", "payment_plan", "instalments", "lowered"), {"other steps"}),
    "the most instalments": (("times: 6", "times: 4"),
                             ("plans", "payment_plan", "instalments", "times"), {"other holds, plans or alarms"}),
    "the smallest instalment": (("at_least: EUR 25\n", "at_least: EUR 400\n"),
                                ("plans", "payment_plan", "instalments", "at_least"), {"other holds, plans or alarms"}),
    "days until a plan is told late": (("late: {start: 2 working days", "late: {start: 3 working days"),
                                       ("plans", "payment_plan", "late", "start"), {"later"}),
    "claims": (("claims: [principal, interest, collection_costs]", "claims: [principal, interest]"),
               ("steps", "hand_over", "claims"), {"other amounts"}),
    "who hears of silence": (("not_called: {after: 3 working days, escalate_to: manager}",
                              "not_called: {after: 4 working days, escalate_to: manager}"),
                             ("steps", "call", "not_called", "after"), {"other holds, plans or alarms"}),
    "for whom": (("debtor.country: NL, currency: EUR, payment_means: {is_not: direct_debit}",
                  "debtor.country: NL, currency: EUR, payment_means: credit_transfer"),
                 ("applies_to", "payment_means"), {"under one of the two only"}),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_change_is_found_and_named(compared, planted):
    """In words the key that changed, and nothing else; in dates at least the way in which it must show."""
    replacement, path, kinds = PLANTED[planted]
    comparison = compared(replacement)
    assert path in {change.path for change in comparison.changes}
    assert all(change.path[:1] == path[:1] for change in comparison.changes)
    assert comparison.changed
    assert kinds <= {kind for kind, _ in comparison.made.kinds}
    assert all(change.new_place.file == "new.yaml" for change in comparison.changes if change.new_place)


def test_a_step_that_is_left_out_is_named(compared, root):
    """The whole step in words, and in dates that it is done no more."""
    text = (root / SHIPPED).read_text()
    step = text[text.index("  - step: call\n") : text.index("  - step: put_in_default\n")]
    comparison = compared((step, ""))
    assert ("removed", ("steps", "call")) in {(one.kind, one.path) for one in comparison.changes}
    assert comparison.made.count("other steps")


def test_a_step_that_moved_is_told_as_moved(compared, root):
    """Side steps that change places are no other steps: the words say that one moved, and no case is affected."""
    text = (root / SHIPPED).read_text()
    mend = text[text.index("  - step: mend_invoice\n") : text.index("  - step: find_contact\n")]
    comparison = compared((mend, ""), ("\nholds:", f"{mend}\nholds:"))
    assert [(one.kind, one.path) for one in comparison.changes] == [("moved", ("side_steps", "mend_invoice"))]
    assert comparison.made.affected == ()
    assert comparison.changed  # somebody moved it, and somebody should look


@pytest.mark.parametrize(
    "replacements",
    [
        (),
        (("# The Dutch ladder", "# A Dutch ladder"),),
        (("title: Bellen", "title: Opbellen"), ("version: 2026-01", "version: 2026-02")),
    ],
)
def test_nothing_changes_where_only_words_do(compared, replacements):
    """A policy and itself, with other comments, or with other titles: nothing that happens to a case is different."""
    comparison = compared(*replacements)
    assert not comparison.changed
    assert all(change.only_words for change in comparison.changes)
    assert comparison.made.affected == ()
    assert comparison.made.cases > 50


def test_the_counts_agree_with_playing_both(compared):
    """What is counted as affected is what differs when each case is played under both; the rest does not differ."""
    comparison = compared(("at_least: EUR 250", "at_least: EUR 251"))
    affected = {(one.case.name, one.story) for one in comparison.made.affected}
    cases = {one.case.name: one.case for one in comparison.made.affected}
    assert affected
    for name, story in affected:
        both = [
            play_story(program, opened(program, cases[name]), story) for program in (comparison.old, comparison.new)
        ]
        assert differences(*both) is not None
        assert differences(both[0], both[0]) is None
    assert comparison.made.cases_affected == len({name for name, _ in affected})
    assert {kind for kind, _ in comparison.made.kinds} <= set(KINDS)


def test_examples_show_as_many_ways_as_they_can(compared):
    """Three examples at most, no two alike, the first of the most ways."""
    comparison = compared(("term: 7 days after sent\n\n", "term: 8 days after sent\n\n"))
    examples = examples_of(comparison.made.affected)
    assert len(examples) == 3
    assert len({one.difference.rows for one in examples}) == 3
    assert examples_of(()) == ()


def test_a_portfolio_is_played_with_the_stories_that_differ(compared):
    """Where silence shows nothing, the real cases are played with the shortest story that does."""
    comparison = compared(("no_longer_than: 30 days", "no_longer_than: 31 days"))
    cases = [one.case for one in comparison.made.affected[:1]]
    portfolio = on_portfolio("mine", comparison, cases)
    assert portfolio.stories[0] == ()
    assert len(portfolio.stories) > 1
    assert portfolio.cases_affected == 1
    assert portfolio.played == len(portfolio.stories)
