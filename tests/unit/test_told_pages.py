"""The forms in which a policy is told: a page to sign, a terminal of any width, Markdown, JSON; the same in all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from rich.console import Console

from dunwell.loading import load_policy
from dunwell.render.told_html import policy_html
from dunwell.render.told_json import policy_json, step_json
from dunwell.render.told_markdown import escaped, policy_markdown, step_markdown
from dunwell.render.told_policy import Approval, PolicyTold, policy_told
from dunwell.render.told_text import policy_text, step_text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from syrupy.assertion import SnapshotAssertion


@pytest.fixture(scope="module")
def told() -> PolicyTold:
    """The shipped Dutch policy, told in English."""
    program = load_policy("policies/nl/standard.yaml").program
    assert program is not None
    return policy_told(program, Approval("compliance", program.valid_from), "en")


def drawn(shown: RenderableType, width: int) -> str:
    """What a terminal of this width shows."""
    console = Console(width=width, highlight=False)
    with console.capture() as capture:
        console.print(shown)
    return capture.get()


def words(text: str) -> str:
    """A text without its line breaks and Markdown's signs."""
    return " ".join(text.replace("\\", "").split())


def test_every_form_tells_every_sentence(told: PolicyTold) -> None:
    """Page, Markdown, terminal and JSON hold each sentence of the document."""
    page = words("".join(ElementTree.fromstring(policy_html(told).partition("\n")[2]).itertext()))
    markdown, terminal, data = (
        words(policy_markdown(told)),
        words(drawn(policy_text(told), 4000)),
        str(policy_json(told)),
    )
    said = [one for step in told.steps for one in (*step.all, *step.outcomes)]
    said += [one for part in (*told.before, *told.after) for topic in part.topics for one in topic.sentences]
    assert len(said) > 60
    for one in said:
        assert words(one) in page
        assert words(one) in markdown
        assert words(one) in terminal
    assert all(step.title in data for step in told.steps)


def test_the_page_fetches_nothing_and_has_a_place_to_sign(told: PolicyTold) -> None:
    """It is one file; the places for name, day and signature are there."""
    page = policy_html(told)
    assert "<script" not in page
    assert "src=" not in page
    assert "default-src 'none'" in page
    assert "I have read this policy, version 2026-01, and approve it." in page
    assert all(f"<dt>{label}</dt>" in page for label in ("Name and role", "Place and date", "Signature"))


@pytest.mark.parametrize("width", [80, 120])
def test_a_step_fits_the_terminal(width: int, told: PolicyTold, snapshot: SnapshotAssertion) -> None:
    """The call of the Dutch policy, as people see it."""
    text = drawn(step_text(told.teller, told.steps[2]), width)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    assert "\n".join(line.rstrip() for line in text.splitlines()) == snapshot


def test_a_step_alone_names_the_articles_of_its_guardrails(told: PolicyTold) -> None:
    """In the document they stand once at the end; a step alone has them with it."""
    step = told.steps[5]
    assert "NL-101 (art. 6:96 lid 6 BW)" in step_markdown(told.teller, step)
    assert {"guardrail": "NL-101", "article": "art. 6:96 lid 6 BW"} in step_json(told.teller, step)["guardrails"]  # type: ignore[operator] # a list
    assert "NL-101 (art." not in policy_markdown(told)


def test_a_title_cannot_break_out_of_markdown() -> None:
    """What means something in Markdown or HTML is written as it is."""
    assert escaped("a | b <b> *c* _d_\ne") == r"a \| b \<b\> \*c\* \_d\_ e"
