"""`dunwell law` as programs and people meet it: JSON shapes, the working in text, and clear refusals."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dunwell.cli import cli
from dunwell.cli.law import COMMANDS

if TYPE_CHECKING:
    from click.testing import Result
    from syrupy.assertion import SnapshotAssertion

COSTS = ("costs", "--principal", "820.00", "--debtor", "consumer", "--on", "2026-03-02")
INTEREST = ("interest", "--principal", "12500", "--kind", "commercial", "--due", "2026-05-31", "--paid", "2026-08-31")
NOTICE = ("notice", "--sent", "2026-03-05", "--by", "post")
ALLOCATE = ("allocate", "--payment", "100", "--costs", "40", "--interest", "5", "--principal", "100")
LIMITATION = ("limitation", "--kind", "contract", "--due", "2021-06-30", "--interrupted", "2026-02-01")
TERM = ("term", "--debtor", "business", "--agreed", "90", "--on", "2026-03-02")
SIZE = ("size", "--balance-total", "26000000", "--net-turnover", "51000000", "--employees", "120", "--year", "2025")
CONTACT = ("contact", "--at", "2026-06-10T20:00")
HOLIDAYS = ("holidays", "--year", "2026")
FIGURES = ("figures", "--on", "2026-03-02")
EXAMPLES = (COSTS, INTEREST, NOTICE, ALLOCATE, LIMITATION, TERM, SIZE, CONTACT, HOLIDAYS, FIGURES)


def law(*arguments: str) -> Result:
    """Run `dunwell law` with these arguments."""
    return CliRunner().invoke(cli, ["law", *arguments])


def answer(*arguments: str) -> Any:
    """The JSON answer to a question that can be answered."""
    result = law(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def refusal(*arguments: str) -> list[tuple[str, str]]:
    """Code and message of each problem of a question that cannot be answered."""
    result = law(*arguments, "--format", "json")
    assert result.exit_code == 2, result.output
    return [(problem["code"], problem["message"]) for problem in json.loads(result.output)["problems"]]


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (COSTS, {"principal": "820.00", "costs": "123.00", "vat": "0.00", "total": "123.00"}),
        (INTEREST, {"total": "325.10"}),
        (NOTICE, {"received": "2026-03-07", "first_day": "2026-03-08", "last_day": "2026-03-23"}),
        (NOTICE, {"counted_last_day": "2026-03-21", "costs_from": "2026-03-24"}),
        (ALLOCATE, {"to_costs": "40.00", "to_interest": "5.00", "to_principal": "55.00", "overpayment": "0.00"}),
        (LIMITATION, {"last_day": "2031-02-01", "years": 5}),
        (TERM, {"days": 60, "max_days": 60, "absolute_max": None}),
        (SIZE, {"large": True, "tests_met": 2}),
        (CONTACT, {"allowed": False, "binding": False}),
        (HOLIDAYS, {"calendar": "statutory", "year": 2026}),
        (FIGURES, {"on": "2026-03-02", "not_known": []}),
    ],
)  # fmt: skip
def test_answers_for_programs(arguments: tuple[str, ...], values: dict[str, object]) -> None:
    """Amounts are texts with two decimals, days ISO, and every answer has its reference, working, sources, warnings."""
    found = answer(*arguments)
    assert {key: found[key] for key in values} == values
    assert {"reference", "working", "sources", "warnings"} <= found.keys()
    assert found["sources"]


def test_figures_for_programs() -> None:
    """Each figure has its part, title, value in words, first day, article, source and certainty; none twice."""
    found = answer(*FIGURES)["figures"]
    (rate,) = [row for row in found if row["title"].startswith("Statutory interest") and row["value"] == "4 %"]
    assert (rate["part"], rate["from"], rate["how_sure"]) == ("Interest", "2026-01-01", "two_sources")
    assert rate["article"] == "art. 6:119 and 6:120 lid 1 BW"
    assert {tuple(row) for row in found} == {tuple(rate)}
    assert len({row["title"] for row in found}) == len(found) > 20


@pytest.mark.parametrize(
    ("on", "title", "value"),
    [
        ("2025-12-31", "Statutory interest (wettelijke rente), percent per year", "6 %"),
        ("2026-01-01", "Statutory interest (wettelijke rente), percent per year", "4 %"),
        ("2026-06-30", "Extra delivery days to plan with", "0 days"),
        ("2026-07-01", "Extra delivery days to plan with", "1 day"),
        ("2024-03-31", "Hours of contact", None),
        ("2024-04-01", "Hours of contact", "from 07:00 until 20:00; on the open days of the calendar “contact”"),
    ],
)
def test_the_figures_of_a_day(on: str, title: str, value: str | None) -> None:
    """The day before a change has the old value; what has none yet is named as not known."""
    found = answer("figures", "--on", on)
    assert [row["value"] for row in found["figures"] if row["title"] == title] == ([] if value is None else [value])
    assert (title in found["not_known"]) is (value is None)


def test_figures_of_today_without_a_day() -> None:
    """Without a day the figures of today are shown."""
    assert answer("figures")["on"] >= "2026-01-01"


def test_figures_past_the_published_ones_are_warned_about() -> None:
    """After the last published day the rates are given with a warning each."""
    assert [row["code"] for row in answer("figures", "--on", "2027-01-01")["warnings"]] == ["DW611", "DW611"]
    assert answer("figures", "--on", "2026-12-31")["warnings"] == []


def test_interest_lines_for_programs() -> None:
    """Each line has from, to (included), days, rate, base and interest."""
    assert answer(*INTEREST)["lines"][0] == {
        "from": "2026-06-01", "to": "2026-06-30", "days": 30, "rate": "10.15", "base": "12500.00", "interest": "104.28",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", EXAMPLES, ids=lambda arguments: arguments[0])
def test_answers_for_people(arguments: tuple[str, ...], snapshot: SnapshotAssertion) -> None:
    """The text shows the working line by line, then article, certainty and source."""
    result = law(*arguments)
    assert result.exit_code == 0
    assert result.output == snapshot


def test_every_calculator_has_an_example_and_help() -> None:
    """No calculator is left out of these tests, and each says in a line what it is for."""
    assert {command.name for command in COMMANDS} == {example[0] for example in EXAMPLES}
    for command in COMMANDS:
        assert command.get_short_help_str()
        assert law(str(command.name), "--help").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("costs", "--principal", "-5", "--debtor", "consumer", "--on", "2026-03-02"), "DW920"),
        (("costs", "--principal", "NaN", "--debtor", "consumer", "--on", "2026-03-02"), "DW920"),
        (("costs", "--principal", "1e9", "--debtor", "consumer", "--on", "2026-03-02"), "DW920"),
        (("costs", "--principal", "9" * 400, "--debtor", "consumer", "--on", "2026-03-02"), "DW920"),
        (("costs", "--principal", "1.005", "--debtor", "consumer", "--on", "2026-03-02"), "DW920"),
        (("costs", "--principal", "1.210,00", "--debtor", "consumer", "--on", "2026-03-02"), "DW920"),
        (("costs", "--principal", "5", "--debtor", "ghost", "--on", "2026-03-02"), "DW612"),
        (("costs", "--principal", "5", "--debtor", "consumer", "--on", "2026-02-30"), "DW920"),
        (("costs", "--principal", "5", "--debtor", "consumer", "--on", "2012-06-30"), "DW610"),
        ((*COSTS, "--law", "fr"), "DW932"),
        ((*INTEREST[:4], "custom", *INTEREST[5:]), "DW612"),
        ((*INTEREST, "--day-count", "30/360"), "DW612"),
        ((*INTEREST, "--agreed-rate", "-1"), "DW920"),
        ((*INTEREST, "--agreed-rate", "6", "--agreed-per", "week"), "DW612"),
        ((*INTEREST, "--payment", "2026-06-30"), "DW920"),
        ((*INTEREST, "--stay", "2026-07-10/2026-07-01"), "DW624"),
        ((*INTEREST[:-1], "2026-05-30"), "DW624"),
        ((*INTEREST[:5], "--due", "2011-12-30", "--paid", "2026-03-01"), "DW610"),
        ((*INTEREST[:-1], "9999-12-31"), "DW920"),
        (("notice", "--sent", "2026-03-05", "--by", "pigeon"), "DW612"),
        ((*NOTICE, "--post-days", "two"), "DW920"),
        ((*NOTICE, "--received", "2026-03-04"), "DW624"),
        ((*NOTICE, "--days", "13"), "DW618"),
        (("notice", "--sent", "2026-03-05", "--by", "email", "--post-days", "2"), "DW921"),
        ((*ALLOCATE[:2], "-1", *ALLOCATE[3:]), "DW920"),
        (("limitation", "--kind", "favour", "--due", "2021-06-30"), "DW612"),
        ((*TERM, "--contract", "2027-01-01"), "DW624"),
        ((*SIZE[:-1], "25"), "DW920"),
        (("contact", "--at", "2026-06-10"), "DW920"),
        (("contact", "--at", "2026-06-10T25:00"), "DW920"),
        (("contact", "--at", "2026-06-10T20:00+02:00"), "DW920"),
        (("figures", "--on", "soon"), "DW920"),
        (("holidays", "--year", "1066"), "DW920"),
        (("holidays", "--year", "2026", "--calendar", "mayan"), "DW612"),
    ],
)  # fmt: skip
def test_wrong_use_is_refused(arguments: tuple[str, ...], code: str) -> None:
    """A value that cannot be meant: exit 2, one problem with a code, as JSON on standard output."""
    assert [found for found, _ in refusal(*arguments)] == [code]


HUGE = "9" * 400
TINY = "0" * 40 + "1"
BAD_AMOUNTS = (
    "", " ", "-5", "-0.01", "NaN", "sNaN", "Infinity", "-Infinity", "1e5", "1E5", HUGE, "1" + "0" * 12, "1,50",
    "1.210,00", "1_000", "0x10", "٣٣", "１２", "½", "1.005", f"0.{TINY}", f"1.{TINY}", "€5", "--5", ".5", "5.",
    "5 5", "1\n2",
)  # fmt: skip
BAD_DAYS = (
    "", "soon", "2026-02-30", "2026-2-3", "20260302", "2026-W10-1", "02-03-2026", "2026-03-02T10:00", "NaN", "1e5",
    "-1", "0000-01-01", "1989-12-31", "2121-01-01", "9999-12-31", "２０２６-０３-０２", "2026-03-0٢", HUGE,
)  # fmt: skip
BAD_NUMBERS = ("", "two", "-1", "1.0", "1e5", "NaN", "٣", "１", "1_0", " 1", "+1", HUGE, "0x1", "\x00")
BAD_NAMES = ("", "ghost", "NaN", "CONSUMER", "consumer ", "٣", HUGE, "\x00", "None")
BAD_RATES = (
    "",
    "-1",
    "NaN",
    "1e5",
    "Infinity",
    "1000.0001",
    HUGE,
    "3.33333",
    f"0.{TINY}",
    f"1.{TINY}",
    "٣",
    "5%",
    "4,5",
)
BAD_YEARS = ("", "1989", "2121", "26", "02026", "٢٠٢٦", "2026.0", "-2026", "1e3", "NaN", HUGE)
BAD_MOMENTS = (
    "", "2026-06-10", "2026-06-10T24:00", "2026-06-10T7:00", "2026-06-10T10:60", "2026-02-30T10:00", "2026-06-10 10:00",
    "2026-06-10T10:00Z", "2026-06-10T10:00+02:00", "2026-06-10T١٠:00", "9999-12-31T10:00", "2026-06-10T10:00:99",
)  # fmt: skip
BAD_PAYMENTS = ("", "=", "2026-06-30", "2026-06-30=", "=5", "5=2026-06-30", "2026-06-30=-5", "2026-06-30=1=2", "soon=5")
BAD_STAYS = ("", "/", "2026-07-01", "2026-07-01/", "2026-07-10/2026-07-01", "2026-07-01/2026-07-10/2026-07-20", "a/b")
BAD_CLAIMS = ("", "x", "principal=1", "principal=x,due=2026-01-01", "principal=1,due=2026-01-01")
"""The last alone would be good; beside the parts of one claim it is not."""
BAD_VALUES = (
    (COSTS, "--principal", BAD_AMOUNTS), (COSTS, "--debtor", BAD_NAMES), (COSTS, "--on", BAD_DAYS),
    (COSTS, "--law", BAD_NAMES),
    (INTEREST, "--principal", BAD_AMOUNTS), (INTEREST, "--kind", BAD_NAMES), (INTEREST, "--due", BAD_DAYS),
    (INTEREST, "--paid", BAD_DAYS), (INTEREST, "--day-count", BAD_NAMES), (INTEREST, "--agreed-rate", BAD_RATES),
    (INTEREST, "--agreed-per", BAD_NAMES), (INTEREST, "--points", BAD_RATES), (INTEREST, "--payment", BAD_PAYMENTS),
    (INTEREST, "--stay", BAD_STAYS),
    (NOTICE, "--sent", BAD_DAYS), (NOTICE, "--by", BAD_NAMES), (NOTICE, "--post-days", BAD_NUMBERS),
    (NOTICE, "--received", BAD_DAYS), (NOTICE, "--days", BAD_NUMBERS), (NOTICE, "--in-default-from", BAD_DAYS),
    (ALLOCATE, "--payment", BAD_AMOUNTS), (ALLOCATE, "--costs", BAD_AMOUNTS), (ALLOCATE, "--interest", BAD_AMOUNTS),
    (ALLOCATE, "--principal", BAD_AMOUNTS), (ALLOCATE, "--on", BAD_DAYS), (ALLOCATE, "--claim", BAD_CLAIMS),
    (LIMITATION, "--kind", BAD_NAMES), (LIMITATION, "--due", BAD_DAYS), (LIMITATION, "--interrupted", BAD_DAYS),
    (TERM, "--debtor", BAD_NAMES), (TERM, "--on", BAD_DAYS), (TERM, "--agreed", BAD_NUMBERS),
    (TERM, "--contract", BAD_DAYS),
    (SIZE, "--balance-total", BAD_AMOUNTS), (SIZE, "--net-turnover", BAD_AMOUNTS), (SIZE, "--employees", BAD_NUMBERS),
    (SIZE, "--year", BAD_YEARS),
    (CONTACT, "--at", BAD_MOMENTS), (CONTACT, "--collector", BAD_NAMES),
    (HOLIDAYS, "--year", BAD_YEARS), (HOLIDAYS, "--calendar", BAD_NAMES),
    (FIGURES, "--on", BAD_DAYS), (FIGURES, "--law", BAD_NAMES),
)  # fmt: skip
CHOICES = {"--debtor-size", "--creditor-size", "--format"}
"""Options whose few words click itself checks."""


@pytest.mark.parametrize(
    ("example", "option", "values"), BAD_VALUES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_every_bad_value_is_refused(example: tuple[str, ...], option: str, values: tuple[str, ...]) -> None:
    """Whatever is wrong with a value: exit 2, at least one problem with a code and a way out, and no traceback."""
    for value in values:
        result = law(*_with(example, option, value), "--format", "json")
        assert (value, result.exit_code, type(result.exception)) == (value, 2, SystemExit)
        for problem in json.loads(result.stdout)["problems"]:
            assert re.fullmatch(r"DW\d{3}", problem["code"])
            assert problem["severity"] == "error"
            assert problem["fix"]
            assert len(problem["message"]) < 500


def _with(example: tuple[str, ...], option: str, value: str) -> tuple[str, ...]:
    """The example with another value for one of its options; one that it has not is added."""
    if option not in example:
        return (*example, f"{option}={value}")
    at = example.index(option)
    return (*example[:at], f"{option}={value}", *example[at + 2 :])


def test_every_option_is_tried() -> None:
    """No option with a value is left out of the table above; flags have none."""
    tried = {(example[0], option) for example, option, _ in BAD_VALUES}
    for command in COMMANDS:
        for option in command.params:
            name = option.opts[-1]
            if getattr(option, "is_flag", False) or name in CHOICES or (name == "--law" and command.name != "costs"):
                continue
            assert (command.name, name) in tried


@pytest.mark.parametrize("arguments", [("ghost",), ("costs",), ("costs", "--principal"), (*COSTS, "--format", "xml")])
def test_wrong_options_are_refused_by_the_command_line(arguments: tuple[str, ...]) -> None:
    """An unknown calculator, a missing option or value, and an unknown choice: exit 2 with a word on the use."""
    result = law(*arguments)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert "Error:" in result.stderr


def test_all_wrong_values_at_once() -> None:
    """Four wrong values are four problems, in the order of the options."""
    found = refusal("costs", "--principal", "-5", "--principal", "x", "--debtor", "consumer", "--on", "soon")
    assert [message.split()[0] for _, message in found] == ["--principal", "--principal", "--on"]


def test_a_refusal_for_people_goes_to_the_error_stream() -> None:
    """In text, standard output stays empty, and the error stream has code, value and help."""
    result = law(*COSTS[:-1], "2026-02-30")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "DW920" in result.stderr
    assert "2026-02-30" in result.stderr


def test_warnings_do_not_fail() -> None:
    """Slower post and days past the published ones are warnings: the answer stands, exit 0."""
    found = answer("notice", "--sent", "2028-12-14", "--by", "post")
    assert [(warning["code"], warning["severity"]) for warning in found["warnings"]] == [
        ("DW616", "warning"),
        ("DW611", "warning"),
    ]


def test_a_letter_without_effect_is_a_finding() -> None:
    """A letter sent before default is answered, but with an error among the warnings and exit 1."""
    result = law(*NOTICE, "--in-default-from", "2026-03-06", "--format", "json")
    assert (result.exit_code, json.loads(result.output)["warnings"][0]["code"]) == (1, "DW619")


def test_a_known_day_of_receipt_takes_the_place_of_the_presumption() -> None:
    """With the day of receipt given, the term counts from it and nothing is presumed."""
    found = answer("notice", "--sent", "2026-03-05", "--by", "email", "--received", "2026-03-06")
    assert (found["received"], found["costs_from"], found["warnings"]) == ("2026-03-06", "2026-03-21", [])


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["0", "-0", "1e5", "Infinity", "2026-02-29", "2024-02-29", "٣", "9999-12-31", "0001-01-01", "1_0"]),
)


@given(WORDS, WORDS, WORDS)
def test_no_value_ends_in_a_traceback(one: str, two: str, three: str) -> None:
    """Whatever is typed, there is an answer, a problem, or click's own word on the use; never an exception."""
    for arguments in (
        ("costs", f"--principal={one}", f"--debtor={two}", f"--on={three}"),
        ("interest", "--principal=10", "--kind=statutory", f"--due={one}", f"--paid={two}", f"--points={three}"),
        ("notice", f"--sent={one}", f"--by={two}", f"--post-days={three}"),
        ("limitation", "--kind=contract", f"--due={one}", f"--interrupted={two}"),
        ("contact", f"--at={one}", f"--collector={two}"),
        ("holidays", f"--year={one}", f"--calendar={two}"),
    ):
        result = law(*arguments, "--format", "json")
        assert result.exit_code in (0, 2)
        assert result.exception is None or isinstance(result.exception, SystemExit)


SEVERAL = (
    "allocate", "--payment", "1500", "--on", "2026-06-01",
    "--claim", "reference=A,principal=1000,interest=10,costs=150,due=2026-01-31,rate=4",
    "--claim", "principal=500,due=2026-03-31,rate=10.15,interest=5",
    "--claim", "reference=C, principal=300, due=2026-05-01, rate=4, designated",
    "--claim", "reference=D,principal=100,due=2027-05-01,rate=4",
    "--claim", "reference=E,principal=200,due=2027-05-01,rate=4",
)  # fmt: skip


def test_a_payment_over_several_claims() -> None:
    """art. 6:43 BW: what the debtor named, what is due, the most onerous, the oldest; within each art. 6:44."""
    found = answer(*SEVERAL)
    assert [
        (row["reference"], row["to_costs"], row["to_interest"], row["to_principal"]) for row in found["claims"]
    ] == [
        ("C", "0.00", "0.00", "300.00"),
        ("claim 2", "0.00", "5.00", "500.00"),
        ("A", "150.00", "10.00", "535.00"),
        ("D", "0.00", "0.00", "0.00"),
        ("E", "0.00", "0.00", "0.00"),
    ]
    totals = [found[key] for key in ("to_costs", "to_interest", "to_principal", "overpayment")]
    assert totals == ["150.00", "15.00", "1335.00", "0.00"]
    assert found["claims"][2]["left_principal"] == "465.00"
    assert found["reference"] == "art. 6:43 and 6:44 BW"


def test_the_working_says_why_each_claim_comes_where_it_does() -> None:
    """Line by line, and the share of claims between which the law sees no difference to the cent."""
    whys = [row["why"] for row in answer(*SEVERAL)["claims"]]
    assert whys[:3] == [
        "the debtor named it",
        "it is more onerous than the next: 10.15 % interest",
        "it is due, since 2026-01-31; the next is not yet",
    ]
    assert "no difference" in whys[3]
    more = answer(*SEVERAL, "--payment", "2000")
    assert [row["to_principal"] for row in more["claims"]][2:] == ["1000.00", "11.67", "23.33"]


@pytest.mark.parametrize(
    ("claims", "whys"),
    [
        (["principal=50,due=2026-01-01"], ["it is the only claim"]),
        (
            ["principal=50,due=2026-02-01", "principal=50,due=2026-01-01"],
            ["it is older than the next: due 2026-01-01", "it comes after the others"],
        ),
    ],
)
def test_the_reason_of_one_claim_and_of_the_older(claims: list[str], whys: list[str]) -> None:
    """A claim alone has no order; of two alike the older goes first."""
    options = [part for claim in claims for part in ("--claim", claim)]
    found = answer("allocate", "--payment", "100", "--on", "2026-06-01", *options)
    assert [row["why"] for row in found["claims"]] == whys


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--claim", "principal=1,due=2026-01-01", "--costs", "1"), "--costs does not go with --claim"),
        (("--claim", "principle=1,principal=1,due=2026-01-01"), "--claim 1: 'principle' is no part of a claim"),
        (("--claim", "due=2026-01-01"), "--claim 1: 'principal' is missing"),
        (("--claim", "principal=1"), "--claim 1: 'due' is missing"),
        (("--claim", ""), "--claim 1: 'principal' is missing"),
        (("--claim", "principal=1,due=1 May"), "--claim 1: due '1 May' is not a day"),
        (("--claim", "principal=-1,due=2026-01-01"), "--claim 1: principal '-1' is below zero"),
        (("--claim", "principal=1,rate=x,due=2026-01-01"), "--claim 1: rate 'x' is not a rate"),
        (("--claim", "principal=1,principal=2,due=2026-01-01"), "--claim 1: a part stands there twice"),
        (("--claim", "principal=1,due=2026-01-01,designated=no"), "--claim 1: 'designated' takes no value"),
        (
            ("--claim", "reference=a,principal=1,due=2026-01-01", "--claim", "reference=a,principal=1,due=2026-01-01"),
            "--claim 2: there are two claims 'a'",
        ),
    ],
)
def test_a_claim_that_cannot_be_read_is_refused(options: tuple[str, ...], message: str) -> None:
    """Each mistake names the claim and the part; all of them come at once."""
    assert message in [text for _, text in refusal("allocate", "--payment", "10", *options)]


def test_one_claim_needs_its_three_parts() -> None:
    """Without --claim the option that is missing is named."""
    result = law("allocate", "--payment", "100", "--costs", "40")
    assert result.exit_code == 2
    assert "Missing option '--interest'" in result.output


def test_an_agreed_rate_is_no_kind_of_interest() -> None:
    """Who asks for a kind of his own is told the kinds, and where an agreed rate goes."""
    asked = ("interest", "--principal", "365000", "--kind", "custom", "--due", "2026-01-01", "--paid", "2026-01-02")
    (problem,) = json.loads(law(*asked, "--format", "json").stdout)["problems"]
    assert (problem["code"], "--agreed-rate" in problem["fix"]) == ("DW612", True)
    rate = ("--kind", "commercial", "--agreed-rate", "6")
    assert answer(*(part for part in asked if part not in ("--kind", "custom")), *rate)["total"] == "60.00"
