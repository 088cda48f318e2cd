"""Results as JSON: what is written is read back, and stories share their moves."""

import json

import pytest

from dunwell.proving.as_json import explored_from, json_of
from proofs import explored, small


@pytest.mark.parametrize("kind", ["promise", "away", "late"])
def test_what_is_written_is_read_back(kind):
    """Equal in all that it says, its stories included."""
    found = explored(small(**{kind: 1}))
    assert explored_from(json.loads(json.dumps(json_of(found))), found.profile) == found


def test_a_move_is_written_once():
    """However many stories go through it."""
    document = json_of(explored(small(dispute=1)))
    assert len({tuple(row) for row in document["moves"]}) == len(document["moves"])
    assert len(document["moves"]) < 200


def test_what_is_no_result_is_refused():
    """With an error that whoever reads it knows."""
    profile = explored(small(away=1)).profile
    for document in ({}, {"events": 3}, {"events": [], "actions": [], "moves": [[0, 1, 2]]}):
        with pytest.raises((ValueError, LookupError, TypeError)):
            explored_from(document, profile)
