"""The messages of a simulated case: which are shown, in which language, and what keeps one from being shown."""

from dataclasses import replace

import pytest

from dunwell.model import Account
from dunwell.render.preview import language_for, names_of, preview_document, previewed, whom_to_ask
from dunwell.resources import read_text
from previews import ACCOUNT, INFEASIBLE, PROGRAMS, STORIES, invoice, simulated, with_buyer, with_seller

BUSINESS = simulated(invoice())


def test_messages_come_in_the_order_of_the_timeline():
    """Each on the day it goes out, with the channels and where they lead."""
    shown = previewed(BUSINESS, "nl", {})
    assert [one.entry.name for one in shown] == ["reminder", "call", "call", "notice"]
    assert shown[-1].to == {"email": "post@fazant.example.com", "letter": "Modelweg 7, 8000 AA Zwolle"}
    assert shown[1].to == {"phone": "+31 570 00 00 77"}


def test_one_step_alone():
    """Both calls of the step, and nothing else."""
    assert [one.entry.attempt for one in previewed(BUSINESS, "nl", {}, "call")] == [1, 2]


def test_nothing_without_a_timeline():
    """No policy, no messages."""
    assert previewed(replace(BUSINESS, program=None, timeline=None), "nl", {}) == ()


def test_a_hole_names_the_message_and_its_place():
    """The template's line, with the policy's line and the day of the message as a note; the others are shown."""
    played = simulated(replace(invoice(), number=None, references=("2026-0042",)))
    shown = previewed(played, "nl", {})
    assert [one.rendered for one in shown] == [None] * 4
    problem = shown[0].problems[0]
    assert (problem.code, problem.place.file) == ("DW636", "templates/nl/reminder.md.j2")
    assert problem.notes[-1].text == "in the message of 2026-02-05"
    assert problem.notes[-1].place.file == "policies/nl/standard.yaml"


def test_a_template_that_is_missing_is_a_problem():
    """As in a language that has only some of them."""

    def read(path):
        if path.endswith("/call_script.md.j2"):
            raise FileNotFoundError(path)
        return read_text(path)

    shown = previewed(BUSINESS, "nl", {}, read=read)
    assert [bool(one.rendered) for one in shown] == [True, False, False, True]
    assert {problem.code for one in shown for problem in one.problems} == {"DW634"}


@pytest.mark.parametrize(
    ("accounts", "iban"),
    [
        ((Account("NL13TEST0123456780", "NL13TEST0123456780"),), None),
        ((Account("NL13TEST0123456780", "NL13TEST0123456780"), ACCOUNT), "NL13TEST0123456789"),
        ((Account("12345", None), ACCOUNT), "NL13TEST0123456789"),
    ],
)
def test_no_letter_names_an_account_that_cannot_be_right(accounts, iban):
    """Money would be lost; the letter waits for the right account, or takes the invoice's other one."""
    shown = previewed(simulated(replace(invoice(), accounts=accounts)), "nl", {}, "reminder")
    assert (iban in shown[0].rendered.text) if iban else shown[0].rendered is None


def test_no_letter_names_a_reference_that_is_none():
    """A creditor reference whose check digits fail would send the money astray; the invoice number is taken."""
    shown = previewed(simulated(replace(invoice(), references=("RF00X",))), "nl", {}, "reminder")
    assert "RF00X" not in shown[0].rendered.text
    assert "Betalingskenmerk:  2026-0042" in shown[0].rendered.text


@pytest.mark.parametrize(
    ("asked", "said", "taken", "noted"),
    [
        (None, None, "nl", False),
        (None, "nl", "nl", False),
        (None, "en", "en", True),
        (None, "fr", "nl", True),
        ("de", "en", "de", True),
        ("nl", "en", "nl", False),
    ],
)
def test_the_language_of_the_messages(asked, said, taken, noted):
    """The one asked for, else the debtor's if all templates are there, else the policy's; said if it is another."""
    language, notes = language_for(simulated(with_buyer(invoice(), language=said)), asked)
    assert language == taken
    assert [note.code for note in notes] == ["DW939"] * noted


def test_somebody_must_be_asked():
    """A message that invites questions and names nobody is warned of; the settings can say who it is."""
    silent = simulated(with_seller(invoice(), email=None, phone=None))
    assert [(one.code, one.severity) for one in whom_to_ask(silent, {})] == [("DW926", "warning")]
    assert whom_to_ask(silent, {"contact.phone": "+31 30 000 00 42"}) == ()
    assert whom_to_ask(BUSINESS, {}) == ()


def test_names_are_those_with_words():
    """Steps with a template, and the messages apart from the ladder; no check, no task."""
    names = names_of(PROGRAMS["nl"])
    assert names[:3] == ("reminder", "call", "put_in_default")
    assert "payment_plan_late" in names
    assert not {"check_invoice", "mend_invoice", "hand_over"} & set(names)


def test_the_document_says_all():
    """Every key is there for a message with words and for one without; the kind names the step or the message."""
    played = simulated(invoice(), "nl", INFEASIBLE)
    shown = previewed(played, "nl", {})
    document = preview_document(played, shown, "nl", (), "infeasible.yaml")
    assert list(document) == ["invoice", "policy", "language", "scenario", "messages", "problems"]
    kinds = {(one["kind"], one.get("step") or one.get("message")) for one in document["messages"]}
    assert {("step", "reminder"), ("message", "payment_plan_infeasible")} <= kinds
    assert all(one["subject"] and one["text"] and one["html"] and not one["problems"] for one in document["messages"])


def test_every_story_has_its_words():
    """In the story's language, with no problem."""
    assert all(one.rendered for story in STORIES.values() for one in previewed(story.simulated(), story.language, {}))
