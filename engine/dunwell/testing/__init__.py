"""A kit with which a channel is tried, for whoever writes one; it needs pytest.

`samples` makes deliveries as the engine makes them, from the shipped policies and templates: short and long ones, odd
letters, hostile data, addresses that are missing, each language, with attachments. `ChannelContract` is a class of
tests that asks of a channel what the engine relies on. A channel's own tests inherit from it and say where it delivers:

    class TestSms(ChannelContract):
        module = "dunwell_sms"

        @pytest.fixture
        def trial(self, tmp_path, server):
            return Trial(tmp_path, {"url": server.url}, lambda: len(server.messages))

`docs/write-a-channel` shows all of it at work.
"""

import pytest

pytest.register_assert_rewrite("dunwell.testing.contract")  # so that a failing test of the kit shows its values

from dunwell.testing.contract import ChannelContract, Trial  # noqa: E402 - only what is imported later is rewritten
from dunwell.testing.samples import Sample, personal_data, sample, samples  # noqa: E402 - likewise

__all__ = ["ChannelContract", "Sample", "Trial", "personal_data", "sample", "samples"]
