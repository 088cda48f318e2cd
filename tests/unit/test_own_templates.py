"""What staff broke in the templates of a workspace, each with its file, line and what to do."""

import pytest

from dunwell.loading import load_policy
from dunwell.render.message import render_message
from dunwell.render.own_templates import check_replaced, check_unused, check_words
from dunwell.resources import read_text
from dunwell.templates import SHIPPED, Templates

NL = load_policy("policies/nl/standard.yaml").program


def own(folder, language, name, change=lambda text: text):
    """A workspace's templates with a changed copy of a shipped one."""
    path = folder / language / f"{name}.md.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(change(read_text(f"templates/{language}/{name}.md.j2")), encoding="utf-8")
    return Templates(folder)


BROKEN = {
    "a statement the law asks for": (
        "notice_consumer", lambda text: text.replace("{{ costs.amount", "{{ claim.costs"), "DW630", "exact amount"
    ),
    "a misspelt field": (
        "reminder", lambda text: text.replace("invoice.number", "invoice.numbr"), "DW633", "'invoice.numbr'"
    ),
    "a tag that is never closed": (
        "reminder", lambda text: text.replace("{% endblock %}", "", 1), "DW634", "no template"
    ),
    "a part": ("_parts/contact", lambda text: text.replace("contact.phone }}", "contact.fone }}"), "DW633", "fone"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_staff_broke_is_told_in_their_file(tmp_path, case):
    """For the policy's own words and for a shipped policy that uses them alike; the place is their own file."""
    name, change, code, words = BROKEN[case]
    templates = own(tmp_path, "nl", name, change)
    for found in (check_words(NL, templates), check_replaced(NL, templates)):
        problem = next(one for one in found if one.code == code)
        assert words in problem.message
        assert problem.place.file == (tmp_path / "nl" / f"{name}.md.j2").as_posix()


def test_the_shipped_words_have_no_fault_in_any_workspace(tmp_path):
    """A copy that was not changed brings nothing, also in another language than the policy's."""
    for language in ("nl", "en"):
        templates = own(tmp_path, language, "reminder")
        assert check_words(NL, templates) == check_replaced(NL, templates) == ()
    assert check_replaced(NL, SHIPPED) == ()


def test_words_in_the_language_of_a_debtor_are_checked_too(tmp_path):
    """An English reminder goes to a debtor who reads English, though the policy is written for Dutch."""
    templates = own(tmp_path, "en", "reminder", lambda text: text.replace("term.last_day", "term.lastday"))
    assert {problem.code for problem in check_words(NL, templates)} == {"DW633"}


def test_what_nobody_uses_is_said_and_read_all_the_same(tmp_path):
    """With the name that was probably meant; a part that no template includes; a file that is never read."""
    own(tmp_path, "nl", "reminder")
    own(tmp_path, "nl", "_parts/contact")
    (tmp_path / "nl" / "remindr.md.j2").write_text("{% block subject %}", encoding="utf-8")
    (tmp_path / "nl" / "_parts" / "unused.md.j2").write_text("x", encoding="utf-8")
    (tmp_path / "nl" / "notice.txt").write_text("x", encoding="utf-8")
    found = check_unused([NL], Templates(tmp_path))
    assert [(problem.code, problem.severity) for problem in found] == [
        ("DW071", "warning"), ("DW070", "info"), ("DW070", "info"), ("DW634", "error")
    ]  # fmt: skip
    assert "did you mean 'reminder'?" in [problem.fix for problem in found]


def test_a_broken_template_stops_no_other(tmp_path):
    """Each message is rendered from its own files."""
    templates = own(tmp_path, "nl", "reminder", lambda _: "{% broken")
    data = {"invoice.number": "1", "invoice.currency": "EUR"}
    with pytest.raises(Exception, match="DW634"):
        render_message("reminder", "nl", data, read=templates.read)
    with pytest.raises(Exception, match="DW636"):  # only what the data lacks
        render_message("plan_ended", "nl", data, read=templates.read)
