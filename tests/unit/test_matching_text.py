"""The report of a matching run as people and programs read it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from io import StringIO

from rich.console import Console

from dunwell.matching.claims import Booked, OpenClaim
from dunwell.matching.match import match
from dunwell.model import Entry, Statement
from dunwell.render.matching import matching_json
from dunwell.render.matching_text import matching_text

OURS, PAYER = "NL13TEST0123456789", "NL40TEST0987654321"
CLAIMS = (
    OpenClaim("A", "2026-0042", 121000, 121000, "EUR", names=("De Wilgen VOF",), accounts=(PAYER,)),
    OpenClaim("B", "2026-0043", 50000, 60000, "EUR", names=("Bakkerij Korenaar",)),
    OpenClaim("E", "2025-0900", 0, 30000, "EUR", ended="handed over"),
)


def entry(amount: str, text: str | None, name: str | None = None, **more: object) -> Entry:
    fields = {"text": text, "name": name, "currency": "EUR", **more}
    return Entry(date(2026, 2, 5), Decimal(amount), **fields)  # type: ignore[arg-type]  # by name


STATEMENT = Statement(
    "bank/february.xml",
    OURS,
    "EUR",
    entries=(
        entry("1210.00", "Factuur 2026-0042", "De Wilgen VOF", account=PAYER),
        entry(
            "500.00", "brood van vorige week, met dank voor de goede zorgen en graag tot een volgende keer", "KORENAAR"
        ),
        entry("300.00", "2025-0900", "Sloop en Zn"),
        entry("17.50", "statiegeld\x1b[2J", "Onbekend [bold]"),
        entry("-99.00", "", returned="AC04", end_to_end="E-1"),
        entry("-12.00", "bankkosten"),
        entry("80.00", "2026-0043", booked=False),
        entry("10.00", None, currency="USD"),
    ),
    kind="camt.053",
)
MATCHED = match(
    (STATEMENT, Statement("again.xml", OURS, "EUR", entries=STATEMENT.entries[:1], kind="camt.053")),
    CLAIMS,
    (Booked("B", date(2026, 1, 9).toordinal(), 9900, "", "E-1"),),
)


def test_the_text_of_a_report(snapshot) -> None:
    """Totals add up, what a person must decide comes first with its reasons, and nothing can command the terminal."""
    screen = StringIO()
    Console(file=screen, width=120, highlight=False).print(matching_text(MATCHED))
    assert "\x1b" not in screen.getvalue()
    assert "\n".join(line.rstrip() for line in screen.getvalue().splitlines()) == snapshot


def test_the_json_of_a_report() -> None:
    """Every payment is in it once; the groups of a currency add up to what came in and went out."""
    report = json.loads(json.dumps(matching_json(MATCHED)))
    assert [one["group"] for one in report["payments"]] == [result.group for result in MATCHED.results]
    for totals in report["totals"]:
        for side, whole in (("in", "came_in"), ("out", "went_out")):
            parts = sum((Decimal(group[side]) for group in totals["groups"].values()), Decimal(0))
            assert parts == Decimal(totals[whole])
        assert sum(group["count"] for group in totals["groups"].values()) == totals["count"]
    booked = report["payments"][0]
    assert booked["cases"] == [{"case": "A", "number": "2026-0042", "amount": "1210.00"}]
    assert (booked["date"], booked["amount"], booked["rule"]) == ("2026-02-05", "1210.00", "number")
    doubtful = report["payments"][1]
    assert doubtful["candidates"][0]["case"] == "B"
    assert doubtful["candidates"][0]["reasons"]
