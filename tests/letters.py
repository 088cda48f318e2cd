"""Letters for tests: real messages as deliveries, a carrier for a folder, what a PDF says. All names are invented."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from shutil import which

import pytest
from pypdf import PdfReader

from dunwell import Delivery, Setup
from dunwell.core.message_data import message_data
from dunwell.readers.checks import quotable
from dunwell.render.message import render_message
from dunwell.resources import template_names
from dunwell_channels.letter.carrier import Letters
from previews import SELLERS, STORIES

LANGUAGES = ("nl", "en", "de")


@cache
def moments():
    """Each template that a story sends, with its invoice, its day and its data: the first time it is sent."""
    found = {}
    for story in STORIES.values():
        played = story.simulated()
        document = quotable(played.invoice)
        for entry in played.timeline.entries:
            if entry.sent is not None and entry.template is not None and entry.template not in found:
                data = message_data(played.program, document, played.opened.position, entry.sent, {})
                found[entry.template] = (document, date.fromordinal(entry.day), data)
    return found


def delivery(template="reminder", language="nl", key="case/step/1", **changes):
    """The delivery of one message, with changes of its data, its parties or anything else."""
    document, day, data = moments().get(template, moments()["notice_business"])  # no policy sends every template
    data = data | changes.pop("data", {})
    made = Delivery(
        key=key, kind="step", case="case", number=document.number, name=template, title=template, channel="letter",
        attempt=1, day=day, language=language,
        creditor=document.seller if document.seller.address else SELLERS["nl"], debtor=document.buyer, data=data,
        words=render_message(template, language, data),
    )  # fmt: skip
    return replace(made, **changes)


def to(**changes):
    """The debtor of the usual letter with changes."""
    return replace(moments()["reminder"][0].buyer, **changes)


def setup(folder, /, **config):
    """What the channel works with."""
    return Setup(folder, config, {})


def letters(folder, /, **config):
    """A carrier with these settings, in a folder."""
    return Letters(setup(folder, **config))


def pdf_of(folder, made=None, /, **config):
    """The bytes of one letter."""
    return letters(folder, **config).prepare(made or delivery())[0].content


def text_of(pdf):
    """What a PDF says, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def every_template():
    """Each shipped template with each of its languages."""
    return [(name, language) for language in LANGUAGES for name in sorted(template_names(language))]


def tool(name):
    """The path of a program that looks at a PDF; skips where it is missing."""
    path = which(name)
    if path is None:
        pytest.skip(f"{name} is not installed (packages poppler-utils, zbar-tools, qpdf)")
    return path


def run(name, *arguments):
    """What a program prints; it has to succeed."""
    return subprocess.run([tool(name), *map(str, arguments)], capture_output=True, text=True, check=True).stdout
