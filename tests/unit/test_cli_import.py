"""`import` with its decisions, and what `status` says of the bank: options, exit codes, shapes, and how it reads."""

import pytest

from databases import on_sqlite
from workspaces import NUMBER, Person, bank_file, codes, make


@pytest.fixture
def person(tmp_path, journal_url):
    """Somebody with a case under the shipped policy, which asks for bank data of one working day at most."""
    somebody = Person(make(tmp_path, ladder=False, journal=journal_url))
    somebody.must("open", somebody.file(), "--on", "2026-03-02")
    return somebody


def bank(person, *payments, name="bank.sta", until="260302"):
    """Write a statement whose balances follow from its payments."""
    total = 5000 + sum(float(amount.replace(",", ".")) for _, amount, _ in payments)
    text = bank_file(*payments, balance="5000,00").replace(
        ":62F:C260331EUR5000,00", f":62F:C{until}EUR{total:.2f}".replace(".", ",")
    )
    path = person.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


GUESS = ("260302", "1000,00", "dank u")


def test_a_message_waits_until_a_bank_file_comes(person):
    """The step is not due, it waits; the import releases it, and days later it waits again."""
    (case,) = person.must("status", "--on", "2026-03-02")["cases"]
    assert (case["due"], [one["step"] for one in case["waits_for_bank"]]) == ([], ["reminder"])
    assert case["bank_data"].keys() == {
        "account", "known_until", "too_old_since", "needed_until", "text", "place", "law"
    }  # fmt: skip
    assert (case["bank_data"]["known_until"], case["bank_data"]["needed_until"]) == (None, "2026-02-27")
    taken = person.must("import", bank(person), "--on", "2026-03-02")
    assert taken["bank_data"] == [{"account": "NL13TEST0123456789", "known_until": "2026-03-02"}]
    document = person.must("status", "--on", "2026-03-03")
    assert [one["step"] for one in document["cases"][0]["due"]] == ["reminder"]
    assert (document["totals"]["due"], document["totals"]["waits_for_bank"]) == (1, 0)
    later = person.must("status", "--on", "2026-03-04")
    assert (later["totals"]["due"], later["totals"]["waits_for_bank"]) == (0, 1)
    assert later["cases"][0]["bank_data"]["too_old_since"] == "2026-03-04"


def test_a_balance_that_does_not_follow_releases_nothing(person):
    """An entry is missing, and it may be the payment."""
    path = person.folder / "bank.sta"
    path.write_text(bank_file(GUESS), encoding="utf-8")
    assert person.must("import", str(path), "--on", "2026-03-02")["bank_data"] == []
    assert person.must("status", "--on", "2026-03-02")["totals"]["waits_for_bank"] == 1


@pytest.mark.parametrize(
    ("said", "waits"),
    [("bank_data: none", 0), ("bank_data: NL69TEST0000000001", 1), ("bank_data: [NL13TEST0123456789]", 0)],
)
def test_the_workspace_says_which_accounts_count(person, journal_url, said, waits):
    """None where payments are recorded by hand; else one or several accounts."""
    (person.folder / "dunwell.yaml").write_text(f"journal: {journal_url}\n{said}\n", encoding="utf-8")
    person.must("import", bank(person), "--on", "2026-03-02")
    assert person.must("status", "--on", "2026-03-02")["totals"]["waits_for_bank"] == waits


def test_a_release_is_asked_for_also_on_old_data(person):
    """What people do inside does not wait: only the messages of a case do."""
    document = person.must("status", NUMBER, "--on", "2026-03-02")
    assert document["why"][-1]["text"] == document["bank_data"]["text"]
    person.must("record", NUMBER, "question_asked", "--on", "2026-03-02")
    held = person.must("status", NUMBER, "--on", "2026-03-02")
    assert (held["waits_for_bank"], [one["hold"] for one in held["holds"]]) == ([], ["question"])


def test_payments_wait_and_are_listed(person):
    """How many, how much, since when; with candidates as they stand today, and in the status of the case."""
    person.must("import", bank(person, GUESS), "--on", "2026-03-02")
    document = person.must("import", "--waiting", "--on", "2026-03-03")
    assert document.keys() == {"payments", "oldest", "totals", "waiting", "problems"}
    (one,) = document["waiting"]
    assert (one["number"], one["date"], one["amount"], one["currency"]) == (1, "2026-03-02", "1000.00", "EUR")
    assert [(each["number"], each["open"], each["ended"]) for each in one["candidates"]] == [(NUMBER, "1000.00", None)]
    status = person.must("status", "--on", "2026-03-03")["waiting"]
    total = {"currency": "EUR", "count": 1, "came_in": "1000.00", "went_out": "0.00"}
    assert status == {"payments": 1, "oldest": "2026-03-02", "totals": [total]}
    assert person.must("status", NUMBER, "--on", "2026-03-03")["payments_waiting"] == [1]
    person.must("record", NUMBER, "written_off", "--on", "2026-03-03")
    after = person.must("import", "--waiting", "--on", "2026-03-03")["waiting"][0]["candidates"]
    assert [each["ended"] for each in after] == ["written_off"]


def test_decisions_print_what_they_did(person):
    """What was decided and where the cases stand."""
    person.must("import", bank(person, GUESS), "--on", "2026-03-02")
    document = person.must("import", "--book", f"1={NUMBER}", "--by", "anna", "--on", "2026-03-03")
    assert document.keys() == {"settled", "cases", "problems"}
    assert document["settled"][0]["booked"] == [
        {"case": f"NL000011112B33/{NUMBER}", "number": NUMBER, "amount": "1000.00"}
    ]
    assert document["cases"][0]["end"] == {"date": "2026-03-02", "reason": "paid"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "DW996"),
        (("bank.sta", "--waiting"), "DW996"),
        (("--waiting", "--known", "1"), "DW996"),
        (("--book", "2026-0042"), "DW991"),
        (("--known", "77"), "DW992"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_used_wrongly_exits_2(person, words, code, form):
    """With its code, in either form."""
    exit_code, printed = person.run("import", *words, form=form)
    assert (exit_code, code in printed) == (2, True)


def test_what_is_paid_too_much_is_said_until_it_went_back(person):
    """Also of a case that has ended, which the list of open cases does not show."""
    paid = ("260302", "1055,00", f"Factuur {NUMBER}")
    person.must("import", bank(person, paid), "--on", "2026-03-02")
    document = person.must("status", "--on", "2026-03-02")
    case = f"NL000011112B33/{NUMBER}"
    assert document["overpaid"] == [{"case": case, "number": NUMBER, "currency": "EUR", "amount": "55.00"}]
    assert f"paid too much, to be paid back or set off: €55.00 on {NUMBER}" in person.run("status")[1]
    person.must("record", NUMBER, "payment_reversed", "amount=55.00", "--on", "2026-03-03")
    assert person.must("status", "--on", "2026-03-03")["overpaid"] == []


def test_an_empty_list_is_said(person):
    """And exits 0."""
    assert "No payment waits for a person." in person.run("import", "--waiting")[1]


@on_sqlite
def test_it_reads_like_this(person, snapshot, monkeypatch):
    """Doubtful, paid twice and taken back: what people see from the import to the decision."""
    monkeypatch.chdir(person.folder)
    shown = [person.run("status", "--on", "2026-03-02")[1], person.run("status", NUMBER, "--on", "2026-03-02")[1]]
    paid = ("260302", "1000,00", f"Factuur {NUMBER}")
    first = (GUESS, ("260302", "55,00", "huur"))
    bank(person, *first)
    bank(person, *first, paid, ("260302", "1000,00", f"nogmaals {NUMBER}"), name="more.sta")
    bank(person, ("260303", "-1000,00", "retour"), name="back.sta", until="260303")
    for line in (
        "import bank.sta --on 2026-03-03",
        "status --on 2026-03-03",
        f"status {NUMBER} --on 2026-03-03",
        "import more.sta --on 2026-03-03",
        "import --waiting --on 2026-03-03",
        f"import --not-ours 1 --book 2={NUMBER} --on 2026-03-03 --by anna",
        "import back.sta --on 2026-03-04",
        f"import --book 3={NUMBER} --on 2026-03-04 --by anna",
        f"history {NUMBER} --on 2026-03-04",
    ):
        shown.append(f"$ dunwell {line}\n{person.run(*line.split())[1]}")
    assert "\n".join(shown) == snapshot


def test_the_documents_hold_no_problem_twice(person):
    """A refusal has its problems once, with what to do."""
    person.must("import", bank(person, GUESS), "--on", "2026-03-02")
    code, document = person.ask("import", "--book", "1=x", "--on", "2026-03-02")
    assert (code, codes(document)) == (2, ["DW959"])


@pytest.mark.parametrize("text", ["reference;outcome;called on\nref-1;no answer;\n", "Message-ID: <a@b>\n\n--XX\n"])
def test_what_came_back_for_a_channel_that_is_not_set_up(person, text):
    """A worklist or a bounce is no invoice; who is to read it is said."""
    settings = person.folder / "dunwell.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("\nchannels:")[0] + "\n", encoding="utf-8")
    path = person.folder / "back.txt"
    path.write_text(text, encoding="utf-8")
    code, printed = person.run("import", str(path))
    assert code == 2
    assert "read by their channels: look at `channels` in dunwell.yaml" in printed
