"""What the templates of a policy have to say, and what the check makes of broken ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookbooks import changed_policy
from dunwell.language.message_fields import BY_NAME
from dunwell.language.message_rules import message_rule
from dunwell.language.messages import MOST_WAYS
from dunwell.language.plans import Message, MessageKind
from dunwell.language.program import StepKind
from dunwell.loading import compile_text, load_policy
from dunwell.problems import Place
from dunwell.render.message_check import COMING_DUE, check_templates, used_templates
from dunwell.render.problems import draw_problems
from dunwell.resources import jurisdictions, law_pack, read_text, template_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

    from dunwell.law.statements import Statement
    from dunwell.problems import Problem

NL = law_pack("nl")
HERE = Place("policies/own.yaml", 31, 15, 8)
BAD = sorted((Path(__file__).resolve().parents[1] / "bad" / "templates").glob("*.md.j2"))
PLAN = {
    "plan_offer": (None, "plan_offer"),
    "plan_confirmation": (None, "plan"),
    "instalment_coming": (None, "plan_remind"),
    "instalment_late": (None, "plan_late"),
    "plan_ended": (None, "plan_end"),
}
FAREWELLS = {"payment_thanks": (None, "thanks"), "hand_over_notice": (None, "hand_over")}
"""How a policy tells the end of a case."""
"""How a policy with payment plans uses their templates."""
USES = {
    "reminder": (None, "email"),
    "call_script": (None, "phone"),
    "notice_of_default": ("notice_of_default", "letter"),
    "notice_business": ("notice_of_default", "both"),
    "notice_consumer": ("fourteen_day_letter", "letter"),
    "promise_confirmation": (None, "promise"),
    "interruption": (None, "limitation"),
    **PLAN,
    **FAREWELLS,
}
"""How the Dutch policy uses its templates: the legal form and the kind."""
ABROAD = {
    "be": {
        "reminder": (None, "email"),
        "first_reminder": ("first_reminder", "email"),
        "notice_business": ("notice_of_default", "letter"),
        "final_notice": (None, "letter"),
        "call_script": (None, "phone"),
        "promise_confirmation": (None, "promise"),
        **PLAN,
        **FAREWELLS,
    },
    "de": {
        "reminder": (None, "email"),
        "notice_of_default": ("notice_of_default", "letter"),
        "final_notice": (None, "letter"),
        "call_script": (None, "phone"),
        "promise_confirmation": (None, "promise"),
        **PLAN,
        **FAREWELLS,
    },
}
LANGUAGES = {"nl": "nl", "be": "nl", "de": "de"}
ENGLISH = [("nl", name, use) for name, use in USES.items()] + [("be", name, use) for name, use in ABROAD["be"].items()]
"""The English templates, by the laws for whose debtors they are."""


def check(text: str, legal_form: str | None = None, kind: str = "email", language: str = "nl") -> list[Problem]:
    """The problems of a template that holds this text; its parts are the shipped ones."""

    def read(path: str) -> str:
        return text if path == f"templates/{language}/own.md.j2" else read_text(path)

    return list(check_templates([("own", legal_form, kind, HERE)], language, NL, read=read))


def letter(body: str) -> str:
    """A template with this body."""
    return f"{{% block subject %}}Brief{{% endblock %}}{{% block body %}}{body}{{% endblock %}}"


def codes(problems: list[Problem]) -> set[str]:
    """The codes among the problems, advice left out."""
    return {problem.code for problem in problems if problem.severity == "error"}


def test_every_shipped_template_is_checked() -> None:
    """No template is shipped of which nobody says how it is used."""
    assert template_names("nl") == {*USES, *ABROAD["be"]}
    assert template_names("de") == set(ABROAD["de"])
    assert template_names("en") == template_names("nl")


@pytest.mark.parametrize("name", USES)
def test_shipped_templates_say_what_they_must(name: str) -> None:
    """They state all that the law asks and all that is advised, with no warning left."""
    assert list(check_templates([(name, *USES[name], HERE)], "nl", NL)) == []


@pytest.mark.parametrize(("law", "name"), [(law, name) for law, uses in ABROAD.items() for name in uses])
def test_templates_abroad_say_what_they_must(law: str, name: str) -> None:
    """So do those of the other countries, each by its own law; templates in one language serve two countries."""
    used = [(name, *ABROAD[law][name], HERE)]
    assert list(check_templates(used, LANGUAGES[law], law_pack(law))) == []


@pytest.mark.parametrize(("law", "name", "use"), ENGLISH)
def test_templates_in_english_say_what_they_must(law: str, name: str, use: tuple[str | None, str]) -> None:
    """So do those in English, by the law of the Netherlands and of Belgium."""
    found = list(check_templates([(name, *use, HERE)], "en", law_pack(law)))
    if use[0] == "fourteen_day_letter" and not english_terms():
        found = [problem for problem in found if problem.code != "DW631"]
    assert found == []


def english_terms() -> bool:
    """Whether the law files know how the term of the letter is worded in English."""
    form = NL.notices["fourteen_day_letter"]
    return bool(form.wordings and form.wordings.term.search("14 days"))


STATED = [
    (law, language, name, use)
    for law, language, uses in (
        ("nl", "nl", USES),
        ("nl", "en", USES),
        ("be", "nl", ABROAD["be"]),
        ("de", "de", ABROAD["de"]),
    )
    for name, use in uses.items()
]


def statements(law: str, use: tuple[str | None, str]) -> list[Statement]:
    """What a message has to state, and is advised to."""
    rule = message_rule(law_pack(law), *use)
    return [*rule.states, *rule.advised] if rule else []


@pytest.mark.parametrize(("law", "language", "name", "use"), STATED)
def test_a_template_that_lost_a_statement_is_reported(
    law: str, language: str, name: str, use: tuple[str | None, str]
) -> None:
    """Whichever field or sentence is taken out, the check says what is missing and names its article."""
    for statement in statements(law, use):
        found = list(check_templates([(name, *use, HERE)], language, law_pack(law), read=without(statement, language)))
        lost = [problem for problem in found if problem.code == "DW630" and statement.says in problem.message]
        assert lost, statement.name
        assert f"({statement.basis.article})" in lost[0].message
        assert lost[0].severity == ("error" if statement in message_rule(law_pack(law), *use).states else "warning")


def without(statement: Statement, language: str) -> Callable[[str], str]:
    """The shipped texts, with this statement taken out of templates and parts."""
    words = statement.words.get(language)
    patterns = words.patterns if words and not statement.prints else ()
    fields = "|".join(re.escape(field) for fields in statement.prints for field in fields) or "nothing"

    def read(path: str) -> str:
        text = re.sub(rf"\{{\{{ ({fields})( \| \w+)? \}}\}}", "…", read_text(path))
        parts = TAGS.split(text)  # words are looked for between tags
        for pattern in patterns:
            while any(pattern.search(part) for part in parts[::2]):
                parts[::2] = (pattern.sub("…", part) for part in parts[::2])
        return "".join(parts)

    return read


TAGS = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\})", re.DOTALL)


def test_every_kind_is_one_that_the_language_knows() -> None:
    """A rule for a kind of step or message that no policy can have would never be looked at."""
    kinds = {kind for law in LANGUAGES for rule in law_pack(law).messages.values() for kind in rule.kinds}
    assert kinds <= {*get_args(StepKind), *get_args(MessageKind), COMING_DUE}
    apart = {kind for _, kind in (PLAN | FAREWELLS).values()}
    assert apart | {"promise", "limitation"} == set(get_args(MessageKind))


def test_every_message_before_an_agreement_says_how_to_ask_for_a_plan() -> None:
    """At each step of the ladder, in every country: who gets no call is not missed."""
    agreed = {kind for _, kind in (PLAN | FAREWELLS).values()}
    silent = [
        (law, rule.name)
        for law in LANGUAGES
        for rule in law_pack(law).messages.values()
        if not agreed & set(rule.kinds) and "plan" not in {each.name for each in (*rule.states, *rule.advised)}
    ]
    assert silent == []


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.name.removesuffix(".md.j2"))
def test_broken_templates(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each broken template gets the code in its name, at the line of the mistake, with words on how to mend it."""
    text = file.read_text(encoding="utf-8")
    kind, _, form = re.match(r"\{# (\w+)(, (\w+))? #\}", text).expand(r"\1 \3").partition(" ")
    found = check(text, form or None, kind)
    assert codes(found) == {file.name[:5]}
    assert draw_problems(found, {"templates/nl/own.md.j2": text}) == snapshot


def test_every_code_has_a_broken_template() -> None:
    """What the check can find is shown at least once."""
    assert {file.name[:5] for file in BAD} == {"DW630", "DW631", "DW632", "DW633", "DW634", "DW635"}


def test_law_files_name_known_fields() -> None:
    """A statement that asks for a field which no message has could never be made."""
    rules = [rule for law in LANGUAGES for rule in law_pack(law).messages.values()]
    statements = [each for rule in rules for each in (*rule.states, *rule.advised)]
    named = {field for each in statements for fields in each.prints for field in fields}
    named |= {each.if_known for each in statements if each.if_known}
    assert named - set(BY_NAME) == set()


def test_such_as_is_recognised() -> None:
    """The example that a message suggests is itself found by the patterns."""
    rules = [rule for law in LANGUAGES for rule in law_pack(law).messages.values()]
    statements = [each for rule in rules for each in (*rule.states, *rule.advised)]
    examples = [words for each in statements for words in each.words.values()]
    assert len(examples) > 10
    assert [words.such_as for words in examples if not any(p.search(words.such_as) for p in words.patterns)] == []


@pytest.mark.parametrize("kind", get_args(MessageKind))
def test_messages_apart_from_steps_are_checked_by_their_kind(kind: MessageKind) -> None:
    """What a policy sends about a promise, a plan or a limitation states what its kind asks; else the place is told."""
    program = load_policy("policies/nl/standard.yaml").program
    template = "call_script" if kind == "limitation" else "reminder"  # a reminder interrupts a limitation too
    message = Message(0, "own", ("email",), template, HERE, kind)
    used = [each for each in used_templates(replace(program, messages=(message,))) if each[3] == HERE]
    assert used == [(template, None, kind, HERE)]
    found = list(check_templates(used, "nl", NL))
    assert codes(found) == {"DW630"}
    assert message_rule(NL, None, kind).title in found[0].message


def test_steps_are_used_by_their_form_and_kind() -> None:
    """Each step's template is looked at in every variant that has it."""
    used = {each[:3] for each in used_templates(load_policy("policies/nl/standard.yaml").program)}
    assert {
        ("notice_consumer", "fourteen_day_letter", "letter"),
        ("notice_business", "notice_of_default", "both"),
        ("promise_confirmation", None, "promise"),
    } <= used


@pytest.mark.parametrize(
    ("start", "kind"),
    [("5 days before", COMING_DUE), ("1 week before", COMING_DUE), ("1 day after", "email"), ("0 days after", "email")],
)
def test_what_goes_out_before_the_due_date_is_no_reminder(start: str, kind: str) -> None:
    """It states the invoice and its due date; a reminder states a new term, which nobody grants before."""
    text = changed_policy("a-word-before-the-due-date").replace("5 days before", start)
    program = compile_text(text, "mine.yaml").program
    assert program is not None
    assert {each[:3] for each in used_templates(program) if each[0] == "coming_due"} == {("coming_due", None, kind)}
    rules = [message_rule(law_pack(law), None, COMING_DUE) for law in jurisdictions()]
    assert all(rule and "new_term" not in {one.name for one in rule.states} for rule in rules)


DATE, AMOUNT = "{{ promise.date | day }}", "{{ promise.amount | money }}"


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        (f"{DATE} {{{{ claim.total | money }}}}", True),
        (f"{{% if promise.amount %}}{AMOUNT}{{% else %}}{{{{ claim.total | money }}}}{{% endif %}} {DATE}", True),
        (f"{{% if promise.amount %}}{AMOUNT}{{% endif %}} {DATE}", False),
        (f"{AMOUNT} {{% if promise.date %}}{DATE}{{% endif %}}", False),
        (f"{AMOUNT} {{% if not promise.date %}}geen dag{{% else %}}{DATE}{{% endif %}}", False),
        (f"{AMOUNT} {{% if contact.phone %}}{DATE}{{% endif %}}", False),
        (f"{AMOUNT} {{% if contact.phone %}}{DATE}{{% else %}}{DATE}{{% endif %}}", True),
        (f"{{% if promise.date and promise.amount %}}{DATE}: {AMOUNT}{{% endif %}}", False),
        (f"{AMOUNT} {{% if promise.date == 'x' %}}{{% else %}}{DATE}{{% endif %}}", False),
        (f"{AMOUNT} {{% if call.last %}}{{% elif contact.phone %}}{DATE}{{% else %}}{DATE}{{% endif %}}", False),
    ],
)
def test_a_statement_is_made_on_every_way(body: str, *, stated: bool) -> None:
    """A field counts if it is printed in every branch."""
    found = check(letter(f"{{{{ invoice.number }}}} {{{{ invoice.issued | day }}}} {body}"), kind="promise")
    assert ("DW630" in codes(found)) is not stated


EMAIL, PHONE = (f"{{% if contact.{name} %}}{{{{ contact.{name} }}}}{{% endif %}}" for name in ("email", "phone"))


@pytest.mark.parametrize(
    ("contact", "stated"),
    [
        (f"{EMAIL} {PHONE}", True),
        (EMAIL, False),
        (f"{{% if contact.name %}}{EMAIL} {PHONE}{{% endif %}}", False),
        ("{{ contact.phone }}", True),
    ],
)
def test_what_is_excused(contact: str, *, stated: bool) -> None:
    """Whom to ask need not stand where the template asked for every address and found none; else it must."""
    body = "{{ invoice.number }} {{ invoice.issued | day }} {{ claim.total | money }}"
    days = "{{ invoice.due | day }} {{ term.last_day | day }}"
    assert ("DW630" in codes(check(letter(f"{body} {days} {contact}")))) is not stated


FRAGMENTS = (
    *(
        "{{ ",
        " }}",
        "{% if ",
        " %}",
        "{% else %}",
        "{% endif %}",
        "{# ",
        " #}",
        "{%- ",
        " | day",
        " | money",
        " == 'x'",
    ),
    *("{% for each in plan.instalments %}", "each.due", "plan.instalments"),
    *("term.days", "term.last_day", "costs.total", "nobody", " and ", " not ", "(", ")", "'", "1", "[", "\\", "\n"),
    *(
        "::claim::",
        "::x::",
        "{% include '_parts/plan.md.j2' %}",
        "{% include x %}",
        "{% for x in y %}",
        "{% endfor %}",
        "<b>",
        "# ",
    ),
    *("{{ term.days }} dagen", " na heden", " vanaf de dag nadat deze brief is bezorgd", " 14 dagen", "{% endblock %}"),
)
ABSURD = (
    *("", "- " * 5000, "{{ " + "(" * 5000, "{% if " + "not " * 5000, "{{ " + "9" * 5000 + " }}"),
    *("{{ a" + ".b" * 5000 + " }}", "{% if a" + " and a" * 5000 + " %}{% endif %}", "{% if a %}" * 5000),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_no_template_makes_the_check_fail(body: str) -> None:
    """Whatever somebody writes, the answer is a list of problems, each with its place."""
    found = check(letter(body), "fourteen_day_letter", "letter")
    assert all(problem.place is not None and problem.fix for problem in found)


@pytest.mark.parametrize(
    "body", ["", "{{ " + "(" * 5000, "{% if " + "not " * 5000, "{{ " + "9" * 5000 + " }}", "- " * 5000]
)
def test_absurd_templates_are_problems_too(body: str) -> None:
    """An empty letter, brackets without end and numbers without end are said in words."""
    assert codes(check(letter(body), "fourteen_day_letter", "letter"))


DAYS, LATER = "{{ term.days }} dagen", "vanaf de dag nadat deze brief bij u is bezorgd"


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        (f"binnen {DAYS} {LATER}", set()),
        (f"binnen veertien dagen {LATER} ({{{{ term.days }}}})", set()),
        (f"binnen {DAYS} na verzending", {"DW631"}),
        (f"binnen {DAYS} na dagtekening", {"DW631"}),
        ("vóór {{ term.last_day | day }} ({{ term.days }})", {"DW631"}),
        (f"binnen {DAYS} {LATER}. U had {{{{ invoice.due | day }}}} moeten betalen", set()),
        (f"binnen {DAYS} {LATER}{{% if claim.received %}} of 21 dagen{{% endif %}}", {"DW632"}),
        (f"binnen {{% if call.last %}}{DAYS}{{% else %}}{DAYS}{{% endif %}} na heden", {"DW631"}),
    ],
)
def test_the_term_of_a_fourteen_day_letter(term: str, wanted: set[str]) -> None:
    """Days from the day after delivery hold; today, sending, the letter's date, a fixed day and two terms do not."""
    claim = "{{ invoice.number }} {{ claim.principal | money }}"
    costs = "{{ costs.amount | money }} {{ costs.vat | money }} btw aftrekken"
    assert codes(check(letter(f"{claim} {costs}.\n\nBetaal {term}."), "fourteen_day_letter", "letter")) == wanted


def test_a_fixed_day_is_fine_in_other_letters() -> None:
    """Where the law does not count from receipt, a last day is the clearest term."""
    body = (
        "{{ invoice.number }} {{ claim.total | money }}, uiterlijk {{ term.last_day | day }}, anders bent u in verzuim"
    )
    assert codes(check(letter(body), "notice_of_default", "letter")) == set()


def test_an_interruption_reserves_rights_without_doubt() -> None:
    """Without the unambiguous reservation the letter does not interrupt the limitation; with it it does."""
    body = "{{ invoice.number }} {{ claim.total | money }} "
    without = check(letter(body + "Wij houden onze rechten."), "interruption_of_limitation", "letter")
    reserved = check(
        letter(body + "Wij behouden ons ondubbelzinnig alle rechten voor."), "interruption_of_limitation", "letter"
    )
    assert (codes(without), codes(reserved)) == ({"DW630"}, set())


def test_a_task_states_nothing() -> None:
    """What only we read need not state anything, but must still be a template."""
    assert check(letter("Zoek het adres op."), kind="task") == []
    assert codes(check(letter("{{ x }}"), kind="task")) == {"DW633"}


def test_words_in_an_unknown_language_are_not_looked_for() -> None:
    """The fields are asked for in any language; sentences only where the law files know how to recognise them."""
    body = letter("{{ invoice.number }} {{ claim.total | money }} {{ term.last_day | day }}")
    assert codes(check(body, "notice_of_default", "letter", language="fy")) == set()


def test_each_problem_is_told_once() -> None:
    """A template that two steps use is mended once."""
    read = {"templates/nl/own.md.j2": letter("{{ x }}")}.__getitem__
    used = [("own", None, "email", HERE), ("own", "notice_of_default", "letter", Place("policies/own.yaml", 50))]
    assert len(list(check_templates(used, "nl", NL, read=read))) == 1


def test_too_many_conditions_are_said_not_guessed() -> None:
    """A template with more ways through it than can be looked at is refused."""
    names = [name for name, row in BY_NAME.items() if row.optional][: MOST_WAYS.bit_length()]
    body = "".join(f"{{% if {name} %}}7 dagen{{% endif %}}\n" for name in names)
    problems = [each for each in check(letter(body), kind="task") if "too many" in each.message]
    assert [problem.code for problem in problems] == ["DW635"]
