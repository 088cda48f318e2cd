"""A channel for Dunwell: messages by SMS, through the web address of an SMS service."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from dunwell import CannotDeliver, Carrier, Channel, Delivery, File, Outcome, Problem, Returned, Setup, hookimpl

SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "url": {
            "type": "string",
            "pattern": "^https?://",
            "description": "the web address that takes a message",
            "examples": ["https://sms.example.com/messages"],
        },
        "token": {"type": "string", "secret": True, "description": "what the service knows you by"},
        "sender": {
            "type": "string",
            "maxLength": 11,
            "default": "Dunwell",
            "description": "the name that the telephone shows, of 11 characters at most",
        },
        "at_most": {
            "type": "integer",
            "minimum": 160,
            "default": 480,
            "description": "the longest text in characters; a longer one is a mistake in a template",
        },
    },
    "required": ["url", "token"],
}


@hookimpl
def dunwell_channel() -> Channel:
    """Say what the channel is."""
    return Channel(
        name="sms",
        carries=("sms",),
        text="Sends a message by SMS, through the web address of an SMS service.",
        address="phone",
        config=SCHEMA,
        resend=True,
        patience=30,
    )


@hookimpl
def dunwell_check(setup: Setup) -> Iterable[Problem]:
    """A token that travels in the open can be read on the way."""
    url = str(setup.config["url"])
    if url.startswith("http://") and not re.match(r"http://(localhost|127\.0\.0\.1)[:/]", url):
        yield Problem(
            "DW006", "the token goes over the network in the open", None, "write https:// in `url`", "warning"
        )


@hookimpl
def dunwell_start(setup: Setup) -> Carrier:
    """Nothing is connected to before the first message."""
    config = setup.config
    return Texting(str(config["url"]), str(config["token"]), str(config["sender"]), int(str(config["at_most"])))


@dataclass(frozen=True)
class Texting:
    """The channel at work."""

    url: str
    token: str
    sender: str
    at_most: int

    def prepare(self, delivery: Delivery) -> tuple[File, ...]:
        """One request for the service, the same bytes each time."""
        number = re.sub(r"[\s().-]", "", delivery.debtor.phone or "")
        if not re.fullmatch(r"\+[0-9]{8,15}", number):
            raise CannotDeliver(
                "refused", "no telephone number that an SMS can go to", "write it with its country: +31 …"
            )
        text = delivery.words.text if delivery.words else ""
        if not 0 < len(text) <= self.at_most:
            why = f"the text of {delivery.name} has {len(text)} characters; an SMS may have {self.at_most}"
            raise CannotDeliver("faulty", why, "give the step a shorter template, or raise `at_most`")
        request = {"from": self.sender, "to": number, "text": text}
        return (File(f"{delivery.reference}.json", "application/json", json.dumps(request).encode()),)

    def deliver(self, delivery: Delivery, files: tuple[File, ...]) -> Outcome:
        """Hand it over. The service knows the key, so that what is sent again does not arrive again."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": delivery.reference,
        }
        try:
            with urlopen(Request(self.url, files[0].content, headers), timeout=20) as answer:
                return Outcome("delivered", proof=f"HTTP {answer.status} {answer.read(200).decode('ascii', 'replace')}")
        except HTTPError as error:
            with error:
                return outcome_of(error.code)
        except URLError as error:
            return Outcome("later", f"the service cannot be reached: {type(error.reason).__name__}")
        except TimeoutError:
            return Outcome("unknown", "the service did not answer in time")

    def close(self) -> None:
        """There is nothing to let go of."""


def outcome_of(status: int) -> Outcome:
    """What an answer of the service means."""
    if status in (401, 403):
        return Outcome("faulty", f"the service refuses the token (HTTP {status})")
    if status == 422:
        return Outcome("refused", "the service cannot reach this number (HTTP 422)")
    if status in (408, 429) or status >= 500:
        return Outcome("later", f"the service cannot take it now (HTTP {status})")
    return Outcome("faulty", f"the service does not understand the request (HTTP {status})")


@hookimpl
def dunwell_returns(name: str, content: bytes) -> Iterable[Returned | Problem] | None:
    """A report of the service: lines of JSON such as {"sms": "<key>", "status": "failed", "at": "2026-02-06"}."""
    if not name.endswith(".jsonl") or not content.lstrip().startswith(b'{"sms":'):
        return None
    return reports(name, content.decode("utf-8", "replace").splitlines())


def reports(name: str, lines: Iterable[str]) -> Iterator[Returned | Problem]:
    """What each line says; one that cannot be read does not hide the others."""
    for number, line in enumerate(lines, start=1):
        where = f"{name}:{number}"
        try:
            said = json.loads(line)
            reference, status, at = str(said["sms"]), str(said["status"]), date.fromisoformat(said["at"])
        except (ValueError, TypeError, KeyError) as error:
            yield Problem(
                "DW006", f"{where} cannot be read: {type(error).__name__}", None, "ask the service", "warning"
            )
            continue
        if status == "failed":
            key = f"{reference}/{status}"
            yield Returned("bounced", reference, at=at, data=("channel=sms",), where=where, key=key)
