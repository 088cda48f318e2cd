"""Matching payments to claims: what is booked, what is asked, and that nothing is lost. All names are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunwell.matching.claims import Booked, OpenClaim
from dunwell.matching.match import match
from dunwell.model import Detail, Entry, Statement

OURS = "NL13TEST0123456789"
PAYER = "NL40TEST0987654321"
STRANGER = "DE02120300000000202051"
DAY = date(2026, 2, 5)

CLAIMS = (
    OpenClaim(
        "A",
        "2026-0042",
        open=121000,
        total=121000,
        currency="EUR",
        names=("Jansen Installatietechniek B.V.",),
        accounts=(PAYER,),
        creditor_accounts=(OURS,),
        issued=date(2026, 1, 5).toordinal(),
    ),
    OpenClaim(
        "B",
        "2026-0043",
        open=50000,
        total=60000,
        currency="EUR",
        references=("RF18 5390 0754 7034",),
        names=("De Wilgen Groenvoorziening VOF",),
        creditor_accounts=(OURS,),
    ),
    OpenClaim("C", "F26/0777", open=24200, total=24200, currency="EUR", names=("Bakkerij Korenaar",)),
    OpenClaim("D", "812", open=9900, total=9900, currency="EUR", names=("P. van Dalen",)),
    OpenClaim("E", "2025-0900", open=0, total=30000, currency="EUR", ended="handed over", names=("Sloop en Zn",)),
    OpenClaim("G", "2026-0044", open=7500, total=7500, currency="USD"),
    OpenClaim(
        "H", "2026-0051", open=33000, total=33000, currency="EUR", references=("010/8068/17183",), parts=(11000,)
    ),
)


def entry(amount: str, text: str | None = None, **more: object) -> Entry:
    return Entry(**{"day": DAY, "amount": Decimal(amount), "text": text, "currency": "EUR", **more})  # type: ignore[arg-type]  # by name


def statement(*entries: Entry, file: str = "bank.xml", **more: object) -> Statement:
    fields = {"account": OURS, "currency": "EUR", "kind": "camt.053", "entries": entries, **more}
    return Statement(file, **fields)  # type: ignore[arg-type]  # by name


def matched(*entries: Entry, claims: tuple[OpenClaim, ...] = CLAIMS, booked: tuple[Booked, ...] = ()):
    return match((statement(*entries),), claims, booked).results


def only(*arguments: object, claims: tuple[OpenClaim, ...] = CLAIMS, **more: object):
    (result,) = matched(entry(*arguments, **more), claims=claims)  # type: ignore[arg-type]  # handed on
    return result


CERTAIN = [
    ("1210.00", "Factuur 2026-0042", {}, "number", {"A": 121000}),
    ("1210.00", "FACTUUR2026/0042 DANK U", {}, "number", {"A": 121000}),
    ("1210.00", "betr. fact.nr: 20260042, d.d. 05-01-2026", {}, "number", {"A": 121000}),
    ("600.00", "2026-0042 eerste deel", {}, "part", {"A": 60000}),
    ("1300.00", "2026-0042 incl. rente", {}, "more", {"A": 130000}),
    ("500.00", None, {"reference": "RF18539007547034"}, "number", {"B": 50000}),
    ("100.00", None, {"reference": "RF18539007547034"}, "part", {"B": 10000}),
    ("500.00", "RF18 5390 0754 7034", {}, "number", {"B": 50000}),
    ("330.00", "+++010/8068/17183+++", {}, "number", {"H": 33000}),
    ("330.00", "010 8068 17183", {}, "number", {"H": 33000}),
    ("110.00", "2026-0051 termijn 1", {}, "number", {"H": 11000}),
    ("1710.00", "2026-0042 en 2026-0043", {}, "numbers", {"A": 121000, "B": 50000}),
    ("1710.00", "Facturen 2026-0042/43", {}, "numbers_unclear", {"A": 121000, "B": 50000}),
    ("1210.00", "2026 0042", {}, "number_unclear", {"A": 121000}),
    ("1210.00", "2O26-OO42", {}, "number_unclear", {"A": 121000}),
    ("1210.00", "betaling van uw nota 2026-004", {"account": PAYER}, "number_unclear", {"A": 121000}),
    ("242.00", "F26/0777korting", {}, "number_unclear", {"C": 24200}),
    ("600.00", "2026 0042", {"account": PAYER}, "number_unclear_account", {"A": 60000}),
    ("1210.00", "bedankt", {"account": PAYER}, "account", {"A": 121000}),
    ("1210.00", None, {"account": "NL40 TEST 0987 6543 21"}, "account", {"A": 121000}),
    ("99.00", "factuur 812", {"name": "P VAN DALEN"}, "number", {"D": 9900}),
]


@pytest.mark.parametrize(("amount", "text", "more", "rule", "shares"), CERTAIN)
def test_booked_without_asking(amount, text, more, rule, shares) -> None:
    """What is plain is booked on the case it names, whole."""
    result = only(amount, text, **more)
    assert (result.group, result.rule) == ("certain", rule), result.why
    assert {share.case: share.cents for share in result.shares} == shares
    assert sum(share.cents for share in result.shares) == result.payment.cents


ASKED = [
    ("1700.00", "2026-0042 en 2026-0043", {}, "no_sum", {"A", "B"}),
    ("900.00", "2026-0042 en 2026-0099", {}, "other_number", {"A"}),
    ("1300.00", "2026-0042 en 2026-0099", {}, "other_number", {"A"}),
    ("600.00", "2026 0042", {}, "unclear", {"A"}),
    ("600.00", "betaling 2026-004", {}, "shared", {"A", "B", "G"}),
    ("99.00", "huisnummer 812", {}, "short", {"D"}),
    ("50.00", "812", {"name": "P VAN DALEN"}, "short", {"D"}),
    ("75.00", "2026-0044", {}, "number", {"G"}),
    ("1000.00", "bedankt", {"account": PAYER}, "account_other", {"A"}),
    ("1210.00", "uw nota 2026-0099", {"account": PAYER}, "account_stray", {"A"}),
    ("1210.00", "RF23 5678", {"account": PAYER, "day": None}, "account", {"A"}),
    ("242.00", "brood", {"name": "Bakkerij Korenaar"}, "name_and_amount", {"C"}),
    ("242.00", "iets", {"name": "Niemand"}, "amount", {"C"}),
    ("10.00", "iets", {"name": "BAKKERIJ KORENAAR"}, "name", {"C"}),
    ("1210.00", "2026-0042", {"day": None}, "number", {"A"}),
    ("1510.00", "2026-0042 en 2025-0900", {}, "ended_and_open", {"A", "E"}),
    ("500.00", "2026-0043", {"returned": "AC04"}, "number", {"B"}),
]


@pytest.mark.parametrize(("amount", "text", "more", "rule", "cases"), ASKED)
def test_asked(amount, text, more, rule, cases) -> None:
    """What is doubtful is booked nowhere, and names the cases it may be for, with reasons for each."""
    result = only(amount, text, **more)
    assert (result.group, result.rule, result.shares) == ("doubtful", rule, ()), result.why
    assert {candidate.case for candidate in result.candidates} == cases
    assert all(candidate.reasons for candidate in result.candidates)


@pytest.mark.parametrize(
    ("amount", "text", "more"),
    [
        ("12.34", "geen idee", {}),
        ("12.34", None, {}),
        ("50.00", "terug", {"returned": "reversal"}),
        ("0.00", "2026-0042", {}),
    ],
)
def test_no_case_fits(amount, text, more) -> None:
    """Money that fits nothing is listed as such."""
    assert only(amount, text, **more).group == "unmatched"


def test_a_case_that_has_ended_is_listed_apart() -> None:
    """A payment for a case handed over is not booked, and the report says how the case ended."""
    result = only("300.00", "2025-0900")
    assert (result.group, result.rule) == ("ended", "ended")
    assert "handed over" in result.why


def test_a_second_payment_of_the_whole_is_not_booked() -> None:
    """Two real payments of one invoice: the first is booked, the second is for a case that was just paid."""
    first, second = matched(entry("1210.00", "2026-0042"), entry("1210.00", "2026-0042"))
    assert (first.group, second.group) == ("certain", "ended")
    assert "paid by an earlier payment" in second.why


def test_two_halves_on_one_day_are_both_booked() -> None:
    """Two equal real payments on one day are two payments, with fingerprints of their own."""
    halves = matched(entry("605.00", "2026-0042"), entry("605.00", "2026-0042"))
    assert [half.group for half in halves] == ["certain", "certain"]
    assert len({half.fingerprint for half in halves}) == 2


def test_a_plain_word_goes_before_a_guess() -> None:
    """A payment that names the invoice is booked on it, although one that only fits came earlier."""
    guess, named = matched(entry("1210.00", "dank", account=PAYER), entry("1210.00", "2026-0042", account=STRANGER))
    assert (named.group, named.rule) == ("certain", "number")
    assert guess.group == "ended"


def test_more_than_is_open_while_other_invoices_are_open() -> None:
    """Who pays too much on one invoice and has others open may mean these: that is asked."""
    other = OpenClaim("Z", "2026-0061", 9000, 9000, "EUR", names=CLAIMS[0].names)
    assert only("1300.00", "2026-0042", claims=(*CLAIMS, other)).rule == "siblings"


def test_all_that_an_account_owes() -> None:
    """A payment without a number that pays all open invoices of its account is booked on each."""
    other = OpenClaim("Z", "2026-0061", 9000, 9000, "EUR", accounts=(PAYER,))
    result = only("1300.00", "alles betaald", account=PAYER, claims=(*CLAIMS, other))
    assert (result.rule, {share.case: share.cents for share in result.shares}) == (
        "account_sum",
        {"A": 121000, "Z": 9000},
    )


def test_two_invoices_of_one_amount_and_account() -> None:
    """A monthly amount fits two invoices: a person says which."""
    other = OpenClaim("Z", "2026-0061", 121000, 121000, "EUR", accounts=(PAYER,))
    result = only("1210.00", "bedankt", account=PAYER, claims=(*CLAIMS, other))
    assert (result.group, result.rule) == ("doubtful", "account_several")


def test_paid_before_the_invoice_was_issued() -> None:
    """An old payment of the same amount is not taken for the new invoice."""
    result = only("1210.00", "bedankt", account=PAYER, day=date(2026, 1, 2))
    assert (result.group, result.rule) == ("doubtful", "early")
    assert "it was paid before the invoice was issued" in result.candidates[0].reasons


def test_one_number_of_two_creditors() -> None:
    """The account on which the money came in says whose invoice it is; without that, a person does."""
    other = OpenClaim("Z", "2026-0042", 121000, 121000, "EUR", creditor_accounts=("NL55TEST0000000001",))
    assert only("1210.00", "2026-0042", claims=(*CLAIMS, other)).shares[0].case == "A"
    unknown = (OpenClaim("Y", "7-001-22", 100, 100, "EUR"), OpenClaim("Z", "7-001-22", 100, 100, "EUR"))
    assert only("1.00", "7-001-22", claims=unknown).rule == "shared"


def test_money_on_the_account_of_another_creditor() -> None:
    """An invoice named on the wrong creditor's account is asked."""
    other = OpenClaim("Z", "2026-0061", 9000, 9000, "EUR", creditor_accounts=("NL55TEST0000000001",))
    result = only("90.00", "2026-0061", claims=(*CLAIMS, other))
    assert (result.group, "account of another creditor" in result.why) == ("doubtful", True)


def test_recorded_by_hand_before() -> None:
    """A payment that a person has recorded is not booked again when the bank file comes."""
    by_hand = Booked("A", DAY.toordinal() - 1, 60500)
    (result,) = matched(entry("605.00", "2026-0042"), booked=(by_hand,))
    assert (result.group, "a person recorded this amount on 2026-02-04" in result.why) == ("doubtful", True)


def test_the_parts_of_a_batch_are_matched_one_by_one() -> None:
    """Each payment of a batch ends where it belongs, and the parts give the whole."""
    parts = (Detail(Decimal("1210.00"), text="2026-0042"), Detail(Decimal("10.00"), text="iets"))
    results = matched(entry("1220.00", "batch", details=parts))
    assert [(r.group, r.payment.part) for r in results] == [("certain", 1), ("unmatched", 2)]
    assert sum(r.payment.cents for r in results) == 122000


def test_a_batch_that_does_not_add_up_is_asked() -> None:
    """Parts that do not give the whole are not booked, but their numbers are shown."""
    parts = (Detail(Decimal("1210.00"), text="2026-0042"), Detail(Decimal("9.00"), text="2026-0043"))
    (result,) = matched(entry("1710.00", "batch", details=parts))
    assert (result.group, {candidate.case for candidate in result.candidates}) == ("doubtful", {"A", "B"})
    assert "do not add up" in result.why


def test_one_part_of_a_batch_came_back() -> None:
    """A reason given for one part says nothing about the others."""
    parts = (Detail(Decimal("1210.00"), text="2026-0042"), Detail(Decimal("500.00"), text="2026-0043", returned="AC04"))
    results = matched(entry("1710.00", "batch", details=parts, returned="AC04"))
    assert [result.group for result in results] == ["certain", "doubtful"]


def test_a_number_that_may_be_a_year() -> None:
    """An invoice number such as 2026 counts only with the account of the debtor, whatever name and amount say."""
    claims = (OpenClaim("Y", "2026", 9900, 9900, "EUR", names=("P. van Dalen",), accounts=(PAYER,)),)
    asked = only("99.00", "op 5 februari 2026", name="P VAN DALEN", claims=claims)
    assert (asked.group, asked.rule) == ("doubtful", "short")
    assert only("99.00", "factuur 2026", account=PAYER, claims=claims).group == "certain"


def test_announced_money_is_not_booked() -> None:
    """An entry that the bank has not booked is listed, and books nothing; the booking itself does."""
    pending, booked = matched(entry("1210.00", "2026-0042", booked=False), entry("1210.00", "2026-0042"))
    assert (pending.group, booked.group) == ("pending", "certain")


def test_money_that_went_out_is_counted() -> None:
    """A debit that takes nothing back is listed as outgoing."""
    assert only("-50.00", "2026-0042").group == "outgoing"
