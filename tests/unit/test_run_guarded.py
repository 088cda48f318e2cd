"""A channel that raises, hangs or lies stops only its own delivery."""

import time
from dataclasses import dataclass
from threading import Event

import pytest

from dunwell.delivery import CannotDeliver, File, Outcome
from dunwell.run.guarded import Fault, call, deliver, prepare
from toy_channels import channel

GOOD = (File("letter.pdf", "application/pdf", b"x"),)
QUICK = channel("toy", patience=0.05)
PATIENT = channel("toy", patience=10)


@dataclass
class Saying:
    """A carrier that does what a test says."""

    act: object

    def prepare(self, delivery):
        """Do it."""
        return self.act()

    def deliver(self, delivery, files):
        """Do it."""
        return self.act()


def raising(error):
    """A function that raises."""

    def act():
        raise error

    return act


def prepared(act, said=PATIENT):
    """What becomes of making the files."""
    return prepare(Saying(act), None, said)


def delivered(act, said=PATIENT):
    """What becomes of handing them over."""
    return deliver(Saying(act), None, GOOD, said)


@pytest.mark.parametrize("error", [ValueError("Jansen"), SystemExit(3), KeyboardInterrupt(), BaseException("odd")])
def test_whatever_is_raised_stays_inside(error, capsys):
    """Also what would end the program; its words are not repeated, and the thread prints nothing."""
    for found in (call(raising(error), PATIENT), prepared(raising(error)), delivered(raising(error))):
        assert found == Fault(f"the channel toy broke down ({type(error).__name__})")
    assert capsys.readouterr() == ("", "")


def test_where_it_broke_down_is_shown_on_request(monkeypatch, capsys):
    """And still it stops only its own delivery."""
    monkeypatch.setenv("DUNWELL_TRACEBACK", "1")
    assert isinstance(delivered(raising(ValueError("Jansen"))), Fault)
    assert "ValueError: Jansen" in capsys.readouterr().err


def test_one_that_hangs_is_left_behind():
    """The caller goes on after the patience, not after the hanging call."""
    never = Event()
    began = time.monotonic()
    for found in (prepared(never.wait, QUICK), delivered(never.wait, QUICK)):
        assert found == Fault("the channel toy did not answer within 0.05 seconds", hangs=True)
    assert time.monotonic() - began < 5
    never.set()


def test_a_refusal_comes_through():
    """CannotDeliver is how a carrier says no."""
    for doing in (prepared, delivered):
        with pytest.raises(CannotDeliver, match="no number"):
            doing(raising(CannotDeliver("refused", "no number")))


@pytest.mark.parametrize(
    "lie", [None, True, "delivered", Outcome("done"), Outcome("delivered", 3), ("delivered", "", "")]
)
def test_what_is_no_outcome_is_not_believed(lie):
    """Nobody knows then whether it was sent."""
    found = delivered(lambda: lie)
    assert isinstance(found, Fault)
    assert "instead of an outcome" in found.why


@pytest.mark.parametrize(
    "lie",
    [
        None,
        [*GOOD],
        ("letter.pdf",),
        (File("../letter.pdf", "application/pdf", b"x"),),
        (File("a\\b", "application/pdf", b"x"),),
        (File("", "application/pdf", b"x"),),
        (File("..", "application/pdf", b"x"),),
        (File("a\nb", "application/pdf", b"x"),),
        (File(None, "application/pdf", b"x"),),
        (File("letter.pdf", None, b"x"),),
        (File("letter.pdf", "application/pdf", "x"),),
        (*GOOD, *GOOD),
    ],
)
def test_what_are_no_files_is_not_believed(lie):
    """Nothing is kept or sent then."""
    found = prepared(lambda: lie)
    assert isinstance(found, Fault)
    assert "instead of files" in found.why


def test_the_truth_is_believed():
    """Files and outcomes pass as they are; no file is fine too."""
    assert prepared(lambda: GOOD) == GOOD
    assert prepared(tuple) == ()
    said = Outcome("delivered", "", "250 ok")
    assert delivered(lambda: said) == said


def test_texts_can_be_kept():
    """A delivery is not forgotten because its proof holds what a database refuses."""
    said = delivered(lambda: Outcome("delivered", "", "a\0b\ud800c" + "x" * 9000))
    assert (said.kind, said.proof[:4], len(said.proof)) == ("delivered", "ab?c", 4000)
