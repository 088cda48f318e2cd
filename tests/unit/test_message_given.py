"""What a step can never give its template is found when the policy is checked."""

from pathlib import Path

import pytest

from dunwell.codes.catalogue import CODES
from dunwell.language.message_fields import BY_NAME
from dunwell.language.message_given import lacks_of_message, lacks_of_step
from dunwell.loading import compile_source, read_source
from dunwell.render.message_check import check_lacks, lacking_templates
from dunwell.render.problems import draw_problems
from dunwell.resources import read_text
from previews import PROGRAMS

BAD = sorted((Path(__file__).resolve().parents[1] / "bad" / "uses").glob("*.yaml"))
NL = PROGRAMS["nl"]


def step(name, variant=0):
    """A step of the Dutch policy, as it is for a business or (1) for a consumer."""
    return NL.steps[variant][NL.step_index(name)]


def message(name):
    """A message of the Dutch policy."""
    return NL.messages[NL.message_index(name)]


def check(text, **wanted):
    """The fields that a template with this body lacks in the shipped uses that `wanted` names."""

    def read(path):
        return (
            f"{{% block subject %}}x{{% endblock %}}{{% block body %}}{text}{{% endblock %}}"
            if "own" in path
            else read_text(path)
        )

    used = [("own", cases, place) for name, cases, place in lacking_templates(NL) if name == wanted["template"]]
    return {problem.message.split("'")[1] for problem in check_lacks(used, "nl", read=read)}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_bad_use_reads_as_we_reviewed_it(path, snapshot):
    """Where, what, why and what to do; the policy itself is fine, and its template is."""
    source = read_source(str(path))
    loaded = compile_source(source)
    assert loaded.problems == ()
    problems = tuple(check_lacks(lacking_templates(loaded.program), loaded.program.language))
    assert {problem.code for problem in problems} == {path.stem.split("-")[0]}
    drawn = draw_problems(problems, {str(path): loaded.text})
    assert drawn.replace(str(path), path.name) == snapshot
    assert CODES[problems[0].code].severity == problems[0].severity


@pytest.mark.parametrize("country", PROGRAMS)
def test_shipped_policies_give_what_their_templates_need(country):
    """In their own language, and in English too."""
    program = PROGRAMS[country]
    assert list(check_lacks(lacking_templates(program), program.language)) == []


@pytest.mark.parametrize(
    ("text", "template", "lacks"),
    [
        ("{{ term.last_day | day }}", "reminder", set()),
        ("{{ costs.total | money }}", "reminder", {"costs.total"}),
        ("{% if costs.total %}{{ costs.total | money }}{% endif %}", "reminder", set()),
        ("{% if costs.vat %}{{ costs.total | money }}{% endif %}", "reminder", set()),
        ("{% if not costs.total %}{{ costs.amount | money }}{% endif %}", "reminder", {"costs.amount"}),
        ("{% if invoice.about %}{{ promise.date | day }}{% endif %}", "reminder", {"promise.date"}),
        ("{{ promise.date | day }}", "promise_confirmation", set()),
        ("{{ promise.date | day }}", "plan_offer", {"promise.date"}),
        ("{{ term.last_day | day }}", "promise_confirmation", {"term.last_day"}),
        ("{{ end.day | day }}", "reminder", {"end.day"}),
        ("{{ call.attempt }}", "call_script", set()),
        ("{{ call.back_until | day }}", "call_script", {"call.back_until"}),
        ("{% if call.last %}{{ call.back_until | day }}{% endif %}", "call_script", set()),
        ("{{ costs.vat | money }}", "notice_business", {"costs.vat"}),
        ("{{ plan.offer_until | day }}", "plan_offer", set()),
        ("{{ plan.offer_until | day }}", "plan_confirmation", {"plan.offer_until"}),
        ("{{ plan.ended | day }}", "plan_ended", set()),
        ("{{ instalment.number }}", "instalment_coming", set()),
        ("{{ instalment.number }}", "instalment_late", {"instalment.number"}),
        ("{% for each in plan.instalments %}{{ each.due | day }}{% endfor %}", "plan_confirmation", set()),
        ("{% for each in plan.instalments %}{{ each.due | day }}{% endfor %}", "plan_offer", {"plan.instalments"}),
        ("{% for each in plan.instalments %}{{ each.due | day }}{% endfor %}", "reminder", {"plan.instalments"}),
    ],
)
def test_what_is_printed_without_asking_is_found(text, template, lacks):
    """On every way that a message can take, and on no other: what was asked for and found is there."""
    assert check(text, template=template) == lacks


def test_what_is_lacked_are_fields():
    """Only names that messages have."""
    every = [lacks_of_step(one) for steps in NL.steps for one in steps]
    every += [lacks_of_message(NL, one) for one in NL.messages]
    assert {name for cases in every for each in cases for name in each} <= BY_NAME.keys()


def test_a_call_is_the_last_or_not():
    """Two cases of one step: before the last call nobody is told until when to call back."""
    before, last = lacks_of_step(step("call"))
    assert before - last == {"call.last", "call.back_until"}


def test_a_late_message_is_about_an_instalment_or_a_new_invoice():
    """Where new invoices belong to the plan, a message can be about one of them alone."""
    one, other = lacks_of_message(NL, message("payment_plan_late"))
    assert "plan.new_invoice_late" in one
    assert "instalment.number" in other - one
