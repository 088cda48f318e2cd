"""The dialects of field 86."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.readers.remittance import DIALECTS, Remittance, account_in, read_remittance

IBAN = "NL02ABNA0123456789"
ULTIMATE = f"/TRTP/SEPA OVERBOEKING/IBAN/{IBAN}/NAME/Paylink/ULTD//NAME/Jansen BV/REMI/2026-0042"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "/TRTP/SEPA OVERBOEKING/IBAN/NL02ABNA0123456789/BIC/ABNANL2A/NAME/",
                "Jansen Installatietechniek BV/REMI/Facturen 2026-0042 en 2026-00",
                "43/EREF/NOTPROVIDED",
            ],
            Remittance("Jansen Installatietechniek BV", IBAN, None, "Facturen 2026-0042 en 2026-0043"),
        ),
        ([ULTIMATE], Remittance("Jansen BV", IBAN, None, "2026-0042")),
        (
            ["/TRTP/SEPA INCASSO RETOUR/NAME/De Vries/REMI/2026-0042/EREF/E-17"],
            Remittance("De Vries", None, "E-17", "2026-0042", "reversal", end_to_end="E-17"),
        ),
        (["/TRTP/iDEAL/NAME//REMI/x"], Remittance(text="x")),
        (["/TRTP/SEPA INCASSO/MARF/M-7/EREF/E-17"], Remittance(None, None, "E-17", end_to_end="E-17", mandate="M-7")),
    ],
)
def test_abn_amro_slashes(lines: list[str], expected: Remittance) -> None:
    """/TRTP/…/IBAN/…/NAME/…/REMI/…: the ultimate debtor goes before the account's holder."""
    assert read_remittance(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["/ORDP//NAME/Jansen BV/REMI/NR.2026-111/11.1.2026", "NR.2026-112/11.1.2026/ISDT/2026-02-05"],
            Remittance("Jansen BV", None, None, "NR.2026-111/11.1.2026 NR.2026-112/11.1.2026"),
        ),
        (
            [
                "/EREF/E-17/ORDP//NAME/Jansen Installatietechniek BV/ADDR/Dorpsstraat 1 3",
                "500 AA UTRECHT/REMI/2026-0042",
            ],
            Remittance("Jansen Installatietechniek BV", None, "E-17", "2026-0042", end_to_end="E-17"),
        ),
        (["/BENM//NAME/Verhuur BV/REMI//ISDT/2026-02-05"], Remittance("Verhuur BV")),
        (["/REMI/Kosten januari"], Remittance(text="Kosten januari")),
    ],
)
def test_rabobank(lines: list[str], expected: Remittance) -> None:
    """/ORDP//NAME/…/REMI/…: a short line ends a word, a full one runs on."""
    assert read_remittance(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "/CNTP/NL02ABNA0123456789/ABNANL2A/Jansen BV/Utrecht//EREF/NOTPRO",
                "VIDED//RE",
                "MI/USTD//Factuur 2026-00",
                "42/",
            ],
            Remittance("Jansen BV", IBAN, None, "Factuur 2026-0042"),
        ),
        (
            ["/RTRN/MS03//EREF/E-17//CNTP/NL02ABNA0123456789/ABNANL2A/De Vries/", "//REMI/USTD//Factuur 2026-0042/"],
            Remittance("De Vries", IBAN, "E-17", "Factuur 2026-0042", "MS03", end_to_end="E-17"),
        ),
        (
            ["/EREF/E-17//CNTP/NL02ABNA0123456789/ABNANL2A/De Vries///REMI/STRD/CUR/9001123412341234/"],
            Remittance("De Vries", IBAN, "9001123412341234", end_to_end="E-17"),
        ),
        (
            ["/BENM/NL02ABNA0123456789/ABNANL2A/De Vries///EREF/E-17//REMI///2026-0042/"],
            Remittance("De Vries", IBAN, "E-17", "2026-0042", end_to_end="E-17"),
        ),
        (["/CNTP////EREF/E-17//REMI/USTD//x/"], Remittance(None, None, "E-17", "x", end_to_end="E-17")),
        (["/PREF/M000000003333333//REMI/USTD//TOTAAL 1 VZ/"], Remittance(text="TOTAAL 1 VZ")),
    ],
)
def test_ing_and_triodos(lines: list[str], expected: Remittance) -> None:
    """/CNTP/…//REMI/USTD//…: every line runs on, tags are cut as well, returns carry their reason."""
    assert read_remittance(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["000>100133967858", ">20HUUR KANTOOR FEBRUARI 2026>21 EN FACTUUR 2026-0042"],
            Remittance(None, "0133967858", None, "HUUR KANTOOR FEBRUARI 2026 EN FACTUUR 2026-0042"),
        ),
        (
            [
                "166?00GUTSCHRIFT?20EREF+E-17?21SVWZ+Rechnung 2026-000421 u?22nd 2026-0043?30ABNA",
                "NL2A?31NL02ABNA0123456789?32Muster?33mann GmbH",
            ],
            Remittance("Mustermann GmbH", IBAN, "E-17", "Rechnung 2026-000421 und 2026-0043", end_to_end="E-17"),
        ),
        (
            ["166?20SVWZ+2026-0042?22ABWA+Muster GmbH?31NL02ABNA0123456789?32Zahlstelle"],
            Remittance("Muster GmbH", IBAN, None, "2026-0042"),
        ),
        (["166?20KREF+NONREF 2026-0042"], Remittance(text="KREF+NONREF 2026-0042")),
        (["008?00DAUERAUFTRAG?32MUELLER"], Remittance("MUELLER", None, None, "DAUERAUFTRAG")),
    ],
)
def test_subfields(lines: list[str], expected: Remittance) -> None:
    """>20… and ?20… parts are put together; marks of SEPA inside them are understood."""
    assert read_remittance(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "SEPA OVERBOEKING                 IBAN: NL02ABNA0123456789        ",
                "BIC: ABNANL2A                    NAAM: JANSEN INSTALLATIETECHNIE ",
                "OMSCHRIJVING: FACTUREN 2026-0042  EN 2026-0043",
                "KENMERK: 05-02-2026 18:14 003000 0735822580",
            ],
            Remittance(
                "JANSEN INSTALLATIETECHNIE",
                IBAN,
                "05-02-2026 18:14 0030000735822580",
                "FACTUREN 2026-0042 EN 2026-0043",
                end_to_end="05-02-2026 18:14 0030000735822580",
            ),
        ),
        (
            [
                "SEPA ACCEPTGIROBETALING          IBAN: NL02ABNA0123456789",
                "BETALINGSKENM.: 1234567890098876 ID DEBITEUR: 77",
            ],
            Remittance(None, IBAN, "1234567890098876"),
        ),
        (
            ["GIRO   428428 JANSEN BV          BETALINGSKENM. 1234567890098876", "FACTUUR 2026-0042"],
            Remittance("JANSEN BV", "428428", "1234567890098876", "BETALINGSKENM. 1234567890098876 FACTUUR 2026-0042"),
        ),
        (["52.89.39.882                     JANSEN BV"], Remittance("JANSEN BV", "52.89.39.882")),
        (["52.89.39.882 JANSEN BV", "2026-0042"], Remittance("JANSEN BV", "52.89.39.882", None, "2026-0042")),
        (
            ["BEA   NR:XXX1234   05.02.26/12.54 WINKEL UTRECHT,PAS999"],
            Remittance("WINKEL UTRECHT", text="BEA NR:XXX1234 05.02.26/12.54 WINKEL UTRECHT,PAS999"),
        ),
        (
            ["GEA   NR:123456   05.02.26/12.54 AUTOMAAT,PAS999"],
            Remittance("AUTOMAAT", text="GEA NR:123456 05.02.26/12.54 AUTOMAAT,PAS999"),
        ),
    ],
)
def test_abn_amro_columns(lines: list[str], expected: Remittance) -> None:
    """Two columns of 32: a number that fills one runs on into the next."""
    assert read_remittance(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["FACTUUR 2026-0042, 2026-0043", f"REK: {IBAN}/NAAM: JANSEN BV"],
            Remittance("JANSEN BV", IBAN, None, "FACTUUR 2026-0042, 2026-0043"),
        ),
        ([f"REK: {IBAN}/NAAM: JANSEN BV"], Remittance("JANSEN BV", IBAN)),
        (
            [f"{IBAN} jansen bv", "", "factuur 2026-0042", "", ""],
            Remittance("jansen bv", IBAN, None, "factuur 2026-0042"),
        ),
        (["0987654321 jansen bv", "", "huur"], Remittance("jansen bv", "0987654321", None, "huur")),
        (["", "", "Kosten betaalrekening"], Remittance(text="Kosten betaalrekening")),
        (["factuur 2026-0042", "met dank"], Remittance(text="factuur 2026-0042 met dank")),
        ([f"{'x' * 60} 202", "6-0042"], Remittance(text=f"{'x' * 60} 2026-0042")),
        (
            ["factuur 2026-0042 NAAM: Jansen IBAN: NL02 ABNA"],
            Remittance(text="factuur 2026-0042 NAAM: Jansen IBAN: NL02 ABNA"),
        ),
        (["2026004212 betaling"], Remittance(text="2026004212 betaling")),
        ([], Remittance()),
        ([""], Remittance()),
    ],
)
def test_other_banks_and_plain_text(lines: list[str], expected: Remittance) -> None:
    """Knab puts the account last, ASN and SNS first; text that fits nothing is kept whole."""
    assert read_remittance(tuple(lines)) == expected


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("NL02 ABNA 0123 4567 89", IBAN),
        ("P001234567", "P001234567"),
        ("0663616476", "0663616476"),
        ("Card payment", None),
        ("", None),
        ("12345", None),
    ],
)
def test_account_alone(text: str, account: str | None) -> None:
    """A text that is nothing but an account number is one."""
    assert account_in(text) == account


@given(st.lists(st.text(alphabet="/>?:,. +0123456789NAMEREICTPUSDOB\n", max_size=70), max_size=6))
def test_any_text_is_read(lines: list[str]) -> None:
    """No dialect raises on text that only looks like its own, and what comes out is tidy."""
    found = read_remittance(tuple(lines))
    for value in (found.name, found.account, found.reference, found.text, found.returned):
        assert value is None or (value and value == value.strip())


def test_every_text_has_a_dialect() -> None:
    """The last dialect takes everything."""
    assert DIALECTS[-1][0].search("") is not None
