"""The QR code for a payment: what is in it, and when there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dunwell_channels.letter.payment_code import payment_code
from letters import delivery, pdf_of, run

TOTAL = ("claim.total",)


@pytest.mark.parametrize(
    "data",
    [
        {"payment.iban": None},
        {"payment.iban": "NL00TEST0123456789"},
        {"payment.account_name": None},
        {"claim.total": None},
        {"claim.total": Decimal(0)},
        {"claim.total": Decimal("1000000000.00")},
        {"invoice.currency": "GBP"},
    ],
)
def test_there_is_no_code_where_nobody_could_pay_with_it(data) -> None:
    """No account, a false one, no name, no amount, too much, or another currency."""
    made = delivery()
    made.data.update(data)  # type: ignore[attr-defined]  # a copy that only this delivery has
    assert payment_code(made, TOTAL) is None


def test_the_first_known_amount_counts() -> None:
    """An instalment that is paid in part asks for its rest."""
    made = delivery()
    made.data.update({"instalment.open": None, "instalment.amount": Decimal("201.66")})  # type: ignore[attr-defined]  # likewise
    assert payment_code(made, ("instalment.open", "instalment.amount")) is not None
    assert payment_code(made, ("instalment.open",)) is None


def scanned(tmp_path, made):
    """What a camera reads from the first page."""
    letter, picture = tmp_path / "letter.pdf", tmp_path / "page"
    letter.write_bytes(pdf_of(tmp_path, made))
    run("pdftoppm", "-r", "150", "-png", "-singlefile", letter, picture)
    return run("zbarimg", "-q", "--raw", "-Sbinary", f"{picture}.png").splitlines()


def test_the_code_scans_back_from_the_page(tmp_path) -> None:
    """Printed at 150 dots an inch it says account, name, amount and reference, as EPC069-12 orders them."""
    read = scanned(tmp_path, delivery())
    assert read[:8] == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Zilverreiger Kantoorbouw B.V.",
        "NL13TEST0123456789",
        "EUR1210.00",
    ]
    assert "2026-0042" in read[8:]


def test_a_structured_reference_goes_where_banks_look_for_it(tmp_path) -> None:
    """ISO 11649 in its own field; a long name is cut to what the standard holds, with its accents."""
    made = delivery(data={"payment.reference": "RF18 5390 0754 7034", "payment.account_name": "Één Café " + "a" * 90})
    read = scanned(tmp_path, made)
    assert read[9] == "RF18539007547034"
    assert read[5] == "Één Café " + "a" * 61


def test_a_plan_has_no_code_for_all_its_instalments_at_once(tmp_path) -> None:
    """The confirmation names the account only; each instalment is asked for in its own letter."""
    assert b"/Figure" not in pdf_of(tmp_path, delivery("plan_confirmation"))


def test_the_code_can_be_left_out(tmp_path) -> None:
    """`payment_qr: false` leaves the account in words."""
    with_code, without = pdf_of(tmp_path), pdf_of(tmp_path, payment_qr=False)
    assert len(without) < len(with_code)
