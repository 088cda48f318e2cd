"""What must hold for all payments and claims: every cent ends in one place, and no money is booked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dunwell.matching.bookings import bookings
from dunwell.matching.claims import Booked, OpenClaim
from dunwell.matching.match import match
from dunwell.matching.matched import GROUPS
from dunwell.model import Detail, Entry, Statement
from dunwell.money import cents
from dunwell.render.matching import matching_json

ACCOUNTS = ("NL40TEST0987654321", "NL13TEST0123456789", "DE02120300000000202051")
NAMES = ("De Wilgen VOF", "Bakkerij Korenaar", "P. van Dalen")
NUMBERS = ("2026-0042", "2026-0043", "2026-0044", "F26/0777", "812", "20260")
AMOUNTS = (100, 5000, 5000, 12100, 17100, 24200)
WORDS = ("factuur", "2026", "0042", "t/m", "en", "dank u", "+++010/8068/17183+++", "RF18539007547034", "2026-0099")

amounts = st.sampled_from(AMOUNTS)
some = st.sampled_from
texts = st.lists(some((*NUMBERS, *WORDS)), max_size=4).map(" ".join)


@st.composite
def claims(draw: st.DrawFn) -> tuple[OpenClaim, ...]:
    numbers = draw(st.lists(some(NUMBERS), unique=True, min_size=1))
    return tuple(
        OpenClaim(
            case=f"c{index}",
            number=number,
            open=(left := draw(amounts)),
            total=draw(some((left, 30000))),
            currency=draw(some(("EUR", "EUR", "USD"))),
            references=draw(some(((), ("010/8068/17183",)))),
            names=(draw(some(NAMES)),),
            accounts=draw(some(((), (ACCOUNTS[0],), (ACCOUNTS[2],)))),
            ended=draw(some(("", "", "", "handed over"))),
            parts=draw(some(((), (5000,)))),
        )
        for index, number in enumerate(numbers)
    )


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    amount = Decimal(draw(st.one_of(amounts, st.integers(-30000, 30000)))) / 100
    parts = draw(st.lists(st.integers(-9000, 9000), max_size=3))
    if draw(st.booleans()):
        amount = Decimal(sum(parts)) / 100
    details = tuple(Detail(Decimal(part) / 100, text=draw(texts), returned=draw(returns)) for part in parts)
    return Entry(
        day=draw(st.one_of(st.none(), st.integers(0, 3).map(lambda n: date(2026, 2, 5) + timedelta(n)))),
        amount=amount,
        booked=draw(some((True, True, True, False))),
        name=draw(some((None, *NAMES))),
        account=draw(some((None, *ACCOUNTS))),
        text=draw(texts),
        returned=draw(returns),
        currency=draw(some(("EUR", "EUR", "USD"))),
        details=details,
        bank_reference=draw(some((None, None, "B1", "B2"))),
        end_to_end=draw(some((None, "E1"))),
    )


returns = some((None, None, None, "AC04"))
kinds = some(("camt.052", "camt.053", "camt.054", "MT940"))
statements = st.lists(
    st.builds(
        lambda found, kind, file: Statement(file, ACCOUNTS[1], "EUR", entries=tuple(found), kind=kind),
        st.lists(entries(), max_size=5),
        kinds,
        some(("a", "b", "c")),
    ),
    max_size=3,
).map(tuple)


def first_run(found: tuple[Statement, ...], cases: tuple[OpenClaim, ...]) -> tuple[Booked, ...]:
    """What the journal keeps after a run."""
    return tuple(
        Booked(b.case, b.day, b.cents if b.event == "payment_received" else -b.cents, b.fingerprint, b.end_to_end)
        for b in bookings(match(found, cases))
    )


@given(statements, claims())
def test_every_cent_ends_in_one_place(found: tuple[Statement, ...], cases: tuple[OpenClaim, ...]) -> None:
    """The payments are the entries, to the cent; each ends in one group; what is booked adds up to its payment."""
    report = match(found, cases)
    whole = sum(cents(entry.amount) for statement in found for entry in statement.entries)
    assert sum(result.payment.cents for result in report.results) == whole
    assert sum(len(report.of(group)) for group in GROUPS) == len(report.results)
    for result in report.results:
        booked = result.group in ("certain", "reversed")
        assert sum(share.cents for share in result.shares) == (result.payment.cents if booked else 0)
        assert all(share.cents * result.payment.cents > 0 for share in result.shares)
    assert matching_json(report)


@given(statements, claims())
def test_the_same_files_again_book_nothing(found: tuple[Statement, ...], cases: tuple[OpenClaim, ...]) -> None:
    """Importing the same files twice, whatever their order, books nothing the second time."""
    earlier = first_run(found, cases)
    fingerprints = {(one.fingerprint, one.case) for one in earlier}
    assert len(fingerprints) == len(earlier)
    kept = [r.fingerprint for r in match(found, cases).results if r.fingerprint and not r.shares]
    for again in (found, found[::-1]):
        report = match(again, cases, earlier, kept)
        assert bookings(report) == ()


@given(statements, claims())
def test_a_file_twice_in_one_run_is_booked_once(found: tuple[Statement, ...], cases: tuple[OpenClaim, ...]) -> None:
    """The same file under two names books what it books alone."""
    copies = tuple(replace(each, file=f"{each.file}-copy") for each in found)
    once, twice = bookings(match(found, cases)), bookings(match((*found, *copies), cases))
    assert [(b.case, b.event, b.cents) for b in twice] == [(b.case, b.event, b.cents) for b in once]


@given(statements, claims())
def test_no_case_gets_more_than_one_payment_too_many(
    found: tuple[Statement, ...], cases: tuple[OpenClaim, ...]
) -> None:
    """A case that has ended, or that was paid in this run, gets nothing more."""
    left = {claim.case: 0 if claim.ended else claim.open for claim in cases}
    events = sorted(bookings(match(found, cases)), key=lambda each: each.day)
    if all(each.event == "payment_received" for each in events):
        for case, was_open in left.items():
            paid = [each.cents for each in events if each.case == case]
            assert not paid or was_open > 0
            assert sum(paid) - max(paid, default=0) < max(was_open, 1)
