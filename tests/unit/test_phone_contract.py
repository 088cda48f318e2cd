"""What the engine relies on in every channel, asked of `phone` with the kit."""

from __future__ import annotations

import pytest

from dunwell.testing import ChannelContract, Trial


class TestPhone(ChannelContract):
    """Worklists in a folder; what arrives are the tasks in it."""

    module = "dunwell_channels.phone"

    @pytest.fixture
    def trial(self, tmp_path):
        """A workspace of its own, with every setting."""
        config = {"folder": "calls", "time_zone": "Etc/UTC", "minutes": 10, "language": "nl"}
        return Trial(tmp_path, config, lambda: len(list(tmp_path.glob("calls/*/tasks/*.json"))))
