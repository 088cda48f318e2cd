"""Every reason that the interpreter gives has its sentence."""

import re

from dunwell.core.decide import _WHY_SENT
from dunwell.core.explain import SENTENCES, explain
from dunwell.core.transitions import Reason
from stories import LADDER, opened

REASON = re.compile(r'Reason\(\s*"(\w+)"')
QUESTION = re.compile(r'(?:ask\(.*|return \()"(\w+)[":]')


def found(pattern, sources):
    """What a pattern finds in the modules of the core, without empty groups."""
    core = "\n".join(text for name, text in sources.items() if name.startswith("dunwell.core"))
    return set(pattern.findall(core))


def test_every_reason_has_a_sentence(sources):
    """No reason is given without a sentence, and no sentence stands without a reason."""
    given = found(REASON, sources) | {"promise_broken", "hold_over"} | set(_WHY_SENT.values())  # what is chosen from
    assert given == set(SENTENCES)


def test_every_question_has_a_sentence(sources):
    """Whatever a person is asked can be said."""
    questions = found(QUESTION, sources)
    assert {"end_of_ladder", "offer", "unknown", "undeliverable", "reopened", "outcome"} <= questions
    for question in questions:
        text = explain(LADDER, opened(), Reason("asks", LADDER.place, (question, "debtor.kind"))).text
        assert text.startswith("a person decides: ")
