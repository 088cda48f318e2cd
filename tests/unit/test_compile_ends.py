"""What a policy writes of ends and of people's decisions, and what it cannot write."""

import pytest

from dunwell.loading import compile_text
from dunwell.resources import read_text

NL = "policies/nl/standard.yaml"


def compiled(more):
    """The Dutch policy with more lines at its end."""
    return compile_text(f"{read_text(NL)}\n{more}\n", NL)


def test_ends_are_messages_by_reason():
    """Each with its name and kind, after all other messages."""
    program = compiled("ends: {handed_over: {do: letter, template: hand_over_notice}}").program
    ((reason, index),) = program.farewells
    message = program.messages[index]
    assert (reason, message.name, message.kind) == ("handed_over", "hand_over_notice", "hand_over")
    assert index == len(program.messages) - 1


def test_authority_is_read_in_cents():
    """Both parts may be left out; a limit of nothing means always."""
    authority = compiled("authority: {second_person: {waived: {above: EUR 100.50}, approved: {above: EUR 0}}}").program
    limits = authority.authority.limits
    assert [(one.decision, one.cents) for one in limits] == [("waived", 10_050), ("approved", 0)]
    assert not authority.authority.why
    assert compiled("authority: {why: required}").program.authority.why
    assert compiled("").program.authority.limits == ()


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ("ends: {payed: {do: email, template: payment_thanks}}", "DW201", "did you mean 'paid'?"),
        ("ends: {paid: {do: email}}", "DW202", "template"),
        ("ends: {paid: {do: fax, template: payment_thanks}}", "DW205", "email"),
        ("authority: {why: maybe}", "DW205", "required"),
        ("authority: {second_person: {waved: {above: EUR 1}}}", "DW201", "did you mean 'waived'?"),
        ("authority: {second_person: {waived: {}}}", "DW2", "empty"),
        ("authority: {second_person: {waived: {above: USD 100}}}", "DW304", "EUR"),
    ],
)
def test_slips_are_told(more, code, words):
    """With their place in the file and what was probably meant."""
    found = [one for one in compiled(more).problems if one.severity == "error"]
    assert found[0].code.startswith(code)
    assert words in f"{found[0].message} {found[0].fix}"
    assert found[0].place.line > 200
