"""Reading a template's syntax tree into what it prints."""

from __future__ import annotations

import pytest

from dunwell.language.messages import Choice, Printed, Written, each_piece
from dunwell.render.template_use import read_template
from dunwell.resources import template_names

PART = "Beste {{ debtor.name }},\n{# niets #}\n{{ claim.total }}"


def reader(body: str):
    """A reading function for one template with this body on line 2, and one part."""
    files = {
        "templates/nl/own.md.j2": f"{{% block subject %}}x{{% endblock %}}\n{{% block body %}}{body}{{% endblock %}}",
        "templates/nl/_parts/part.md.j2": PART,
        "templates/nl/_parts/loop.md.j2": "{% include '_parts/loop.md.j2' %}",
    }

    def read(path: str) -> str:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return read


def read(body: str):
    """What is read of a body."""
    return read_template("own", "nl", reader(body))


def test_words_and_fields_with_their_places() -> None:
    """Each field has its line and column, also in a part and in a slot."""
    use, _ = read("Aan\n  {{ debtor.name }} {{ invoice.due | day }}\n::part::\n")
    found = [(piece.field, str(piece.place)) for piece in each_piece(use.body) if isinstance(piece, Printed)]
    assert found == [
        ("debtor.name", "templates/nl/own.md.j2:3:6"),
        ("invoice.due", "templates/nl/own.md.j2:3:24"),
        ("debtor.name", "templates/nl/_parts/part.md.j2:1:10"),
        ("claim.total", "templates/nl/_parts/part.md.j2:3:4"),
    ]
    assert "".join(piece.text for piece in use.body if isinstance(piece, Written)).startswith("Aan\n  ")


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("contact.phone", {"contact.phone": True}, {"contact.phone": False}),
        ("not contact.phone", {"contact.phone": False}, {"contact.phone": True}),
        ("contact.phone and not call.last", {"contact.phone": True, "call.last": False}, None),
        ("contact.phone or call.last", None, {"contact.phone": False, "call.last": False}),
        ("contact.phone == 'x'", None, None),
    ],
)
def test_what_a_condition_says(test: str, holds: dict[str, bool] | None, fails: dict[str, bool] | None) -> None:
    """A condition tells of its fields what follows from it, and nothing more (None: only of itself)."""
    use, problems = read(f"{{% if {test} %}}ja{{% endif %}}")
    choice = next(piece for piece in use.body if isinstance(piece, Choice))
    known = [dict(branch.known) for branch in choice.branches]
    assert problems == ()
    for branch, wanted in zip(known, (holds, fails), strict=True):
        if wanted is None:
            assert len(branch) == 1
            assert not branch.keys() & {"contact.phone", "call.last"}
        else:
            assert branch == wanted


def test_elif_comes_after_the_first_failed() -> None:
    """Each later branch knows that those before did not hold."""
    use, _ = read("{% if call.last %}a{% elif contact.phone %}b{% else %}c{% endif %}")
    branches = use.body[0].branches
    assert [dict(branch.known) for branch in branches] == [
        {"call.last": True},
        {"call.last": False, "contact.phone": True},
        {"call.last": False, "contact.phone": False},
    ]


def test_a_loop_is_a_condition_that_holds() -> None:
    """Its list is asked for and known, and what it prints is printed at least once."""
    use, problems = read("{% for each in plan.instalments %}{{ each.due | day }}{% endfor %}")
    (loop,) = (piece for piece in use.body if isinstance(piece, Choice))
    assert problems == ()
    assert [(name, str(place)) for name, place in loop.asked] == [("plan.instalments", "templates/nl/own.md.j2:2:32")]
    assert [branch.known for branch in loop.branches] == [(("plan.instalments", True),)]
    assert [piece.field for piece in loop.branches[0].pieces if isinstance(piece, Printed)] == ["each.due"]


@pytest.mark.parametrize(
    ("body", "code", "where"),
    [
        ("{{ debtor['name'] }}", "DW635", "own.md.j2:2"),
        ("{{ debtor.name ~ 'x' }}", "DW635", "own.md.j2:2"),
        ("{{ 'x' if call.last else 'y' }}", "DW635", "own.md.j2:2"),
        ("\n{% macro x() %}{% endmacro %}", "DW635", "own.md.j2:3"),
        ("\n{% import 'x' as y %}", "DW635", "own.md.j2:3"),
        ("{% block other %}{% endblock %}", "DW635", "own.md.j2:2"),
        ("{% if debtor.name in 'x' %}{% endif %}", "DW635", "own.md.j2:2"),
        ("{% if 1 == 1 %}{% endif %}", "DW635", "own.md.j2:2"),
        ("{{ debtor.name | safe }}", "DW635", "own.md.j2:2"),
        ("{{ invoice.due | day('x') }}", "DW635", "own.md.j2:2"),
        ("{% include debtor.name %}", "DW635", "own.md.j2:2"),
        ("{% include 'own.md.j2' %}", "DW635", "own.md.j2:2"),
        ("{% include '_parts/loop.md.j2' %}", "DW635", "_parts/loop.md.j2:1"),
        ("\n{% include '_parts/none.md.j2' %}", "DW634", "own.md.j2:3"),
        ("\n{% for each in debtor.name %}{% endfor %}", "DW635", "own.md.j2:3"),
        ("\n{% for row in plan.instalments %}{% endfor %}", "DW635", "own.md.j2:3"),
        ("{% for each in plan.instalments if each.due %}{% endfor %}", "DW635", "own.md.j2:2"),
        ("{% for each in plan.instalments %}{% else %}x{% endfor %}", "DW635", "own.md.j2:2"),
        ("{% for each in plan.instalments %}\n{% if call.last %}x{% endif %}{% endfor %}", "DW635", "own.md.j2:3"),
        ("{% for each in plan.instalments %}{% include '_parts/part.md.j2' %}{% endfor %}", "DW635", "own.md.j2:2"),
        ("{% for each in plan.instalments %}{% endfor %}{{ each.due | day }}", "DW635", "own.md.j2:2"),
        ("{% if each.due %}{% endif %}", "DW635", "own.md.j2:2"),
        ("{{ plan.instalments }}", "DW635", "own.md.j2:2"),
        ("{% endif %}", "DW634", "own.md.j2:2"),
        ("{{ a.b.c.d }}", "DW633", "own.md.j2:2"),
        ("{{ self }}", "DW633", "own.md.j2:2"),
        ("{{ debtor.__class__ }}", "DW633", "own.md.j2:2"),
    ],
)
def test_what_is_not_allowed(body: str, code: str, where: str) -> None:
    """Everything but words, fields with their filter, conditions and parts is refused with its place."""
    _, problems = read(body)
    assert [problem.code for problem in problems] == [code]
    assert str(problems[0].place).startswith(f"templates/nl/{where}:")


SHIPPED = [(language, name) for language in ("de", "en", "nl") for name in sorted(template_names(language))]


@pytest.mark.parametrize(("language", "name"), SHIPPED)
def test_shipped_templates_can_be_used(language: str, name: str) -> None:
    """No shipped template has a fault."""
    assert read_template(name, language)[1] == ()
