"""What the engine relies on in every channel, tried on letters."""

from __future__ import annotations

import pytest

from dunwell.testing import ChannelContract, Trial


class TestLetter(ChannelContract):
    """Letters in a workspace of their own; what has arrived are the lines of its manifests."""

    module = "dunwell_channels.letter"

    @pytest.fixture
    def trial(self, tmp_path):
        """A new workspace."""

        def arrived():
            return sum(len(path.read_text().splitlines()) - 1 for path in tmp_path.rglob("manifest.csv"))

        return Trial(tmp_path, {}, arrived)
