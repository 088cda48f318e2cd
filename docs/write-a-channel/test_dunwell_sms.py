"""The channel `sms`: the contract of all channels, and what the answers of the service mean."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import dunwell_sms
import pytest

from dunwell import CannotDeliver, Problem, Returned, Setup
from dunwell.testing import ChannelContract, Trial, sample


@dataclass
class Service:
    """An SMS service on this machine: it keeps a message by its key, and answers with a status."""

    url: str = ""
    status: int = 201
    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)


@pytest.fixture
def service():
    """A service that runs while a test does."""
    known = Service()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            known.tokens.add(self.headers["Authorization"])
            if known.status < 300:
                known.messages[self.headers["Idempotency-Key"]] = json.loads(body)
            self.send_response(known.status)
            self.end_headers()
            self.wfile.write(b'{"id": "m-1"}')

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        known.url = f"http://127.0.0.1:{server.server_port}/messages"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield known
        server.shutdown()
        thread.join()


class TestSms(ChannelContract):
    """What the engine relies on."""

    module = "dunwell_sms"

    @pytest.fixture
    def trial(self, tmp_path, service):
        """It delivers to the service above."""
        config = {"url": service.url, "token": "letmein", "at_most": 2000}
        return Trial(tmp_path, config, lambda: len(service.messages))


def carrier(service, **config):
    """The channel at work with the service."""
    said = {"url": service.url, "token": "letmein", "sender": "Reiger", "at_most": 2000}
    return dunwell_sms.dunwell_start(Setup(None, said | config, {}))


def test_the_service_gets_number_text_and_token(service):
    """The number without its spaces, and the words of the template."""
    delivery = sample("business in Dutch", "sms").delivery
    one = carrier(service)
    outcome = one.deliver(delivery, one.prepare(delivery))
    assert outcome.proof == 'HTTP 201 {"id": "m-1"}'
    (message,) = service.messages.values()
    assert (message["from"], message["to"]) == ("Reiger", "+31570000077")
    assert message["text"] == delivery.words.text
    assert service.tokens == {"Bearer letmein"}


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, "faulty"), (403, "faulty"), (422, "refused"), (429, "later"), (503, "later"), (404, "faulty")],
)
def test_each_answer_has_its_meaning(service, status, kind):
    """A passing fault is tried again; a number that cannot be reached leads to the policy's fallback."""
    service.status = status
    delivery = sample("business in Dutch", "sms").delivery
    one = carrier(service)
    outcome = one.deliver(delivery, one.prepare(delivery))
    assert (outcome.kind, str(status) in outcome.why) == (kind, True)


def test_a_service_that_is_not_there_is_tried_again(service):
    """Nothing was handed over."""
    delivery = sample("business in Dutch", "sms").delivery
    one = carrier(service, url="http://127.0.0.1:9/")
    assert one.deliver(delivery, one.prepare(delivery)).kind == "later"


def test_a_text_that_is_too_long_is_a_mistake_of_ours(service):
    """The debtor can be reached; the template has to be shorter."""
    with pytest.raises(CannotDeliver) as raised:
        carrier(service, at_most=480).prepare(sample("business in Dutch", "sms").delivery)
    assert raised.value.kind == "faulty"


def test_reports_of_the_service_come_back():
    """What failed has bounced; a line that cannot be read is told, and what arrived needs no event."""
    lines = (
        '{"sms": "abc", "status": "failed", "at": "2026-02-06"}\n'
        '{"sms": "def", "status": "delivered", "at": "2026-02-06"}\n'
        "{}\n"
    )
    found = tuple(dunwell_sms.dunwell_returns("sms.jsonl", lines.encode()))
    data = ("channel=sms",)
    assert found[0] == Returned("bounced", "abc", at=date(2026, 2, 6), data=data, where="sms.jsonl:1", key="abc/failed")
    assert [type(one) for one in found] == [Returned, Problem]
    assert dunwell_sms.dunwell_returns("letters.csv", b"a,b") is None
