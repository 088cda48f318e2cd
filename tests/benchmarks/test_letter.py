"""How fast letters are made and dropped, against setting the same words without any layout."""

from __future__ import annotations

import json
import os
import resource
from dataclasses import replace
from time import perf_counter, process_time

import typst

from dunwell_channels.letter.press import STANDARDS
from letters import delivery, letters

LETTERS = 500
SECONDS = 10.0
"""What the project promises for this many letters, on two cores of which one is free."""
RATIO = 6.0
"""A letter may take so many times what its bare words take; measured at 3.9 on a loaded machine."""
BARE = b"""#set document(title: "words")
#set text(font: "Libertinus Serif")
#for each in json(bytes(sys.inputs.words)) { par(each) }"""


def deliveries(count):
    """Letters to different debtors with different keys, as one run has them."""
    templates = ("reminder", "notice_business", "notice_consumer", "plan_confirmation")
    made = [delivery(name, key=name) for name in templates]
    for number in range(count):
        one = made[number % len(made)]
        debtor = replace(one.debtor, name=f"Blauwe Fazant {number}")
        yield replace(one, key=f"case-{number}/step/1", number=f"2026-{number:04}", debtor=debtor)


class Bare:
    """Sets the words of a delivery as paragraphs, to the same standards of PDF."""

    def __init__(self):
        """With a compiler that is kept, too."""
        self._compiler = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))

    def pdf(self, one):
        """One delivery, told apart from the others by its number."""
        words = json.dumps([one.number, one.debtor.name, *one.words.text.splitlines()])
        return self._compiler.compile(BARE, format="pdf", sys_inputs={"words": words}, pdf_standards=STANDARDS)


def test_five_hundred_letters_in_ten_seconds(tmp_path):
    """Made and dropped, each with its line in the manifest.

    The time of the processor is compared, turn by turn, because others use the machine; the clock counts where a core
    is free for this test.
    """
    batch, carrier, bare = list(deliveries(LETTERS)), letters(tmp_path), Bare()
    free = os.getloadavg()[0] < (os.cpu_count() or 1) - 1
    wall = processor = reference = 0.0
    for one in batch:
        start, busy = perf_counter(), process_time()
        assert carrier.deliver(one, carrier.prepare(one)).kind == "delivered"
        middle = process_time()
        wall, processor = wall + perf_counter() - start, processor + middle - busy
        bare.pdf(one)
        reference += process_time() - middle
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{LETTERS} letters: {wall:.1f} s by the clock, {processor:.1f} s of the processor, {memory:.0f} MB")
    print(f"{processor / reference:.1f} times the bare words ({reference / LETTERS * 1000:.1f} ms)")
    assert processor < RATIO * reference
    assert wall < SECONDS or not free
