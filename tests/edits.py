"""The fine policies of `fixtures/policies` with a few words changed, and what is told of them then."""

from pathlib import Path

from dunwell.core.plain_case import check_plain_case
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source

FIXTURES = Path(__file__).resolve().parent / "fixtures" / "policies"


def edited(of, *edits):
    """The policy of this name after these edits, each of which must fit in one place, and all that is told of it."""
    text = (FIXTURES / f"{of}.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    root, problems = read_yaml(text, "p.yaml")
    assert problems == ()
    return compile_source(Source("p.yaml", root, text, text.encode(), ()))


def codes(of, *edits):
    """The codes of what is told of a policy after these edits."""
    return [problem.code for problem in edited(of, *edits).problems]


def played(of, *edits):
    """What a year of plain cases shows of a policy after these edits."""
    loaded = edited(of, *edits)
    assert loaded.program is not None, loaded.problems
    return list(check_plain_case(loaded.program))
