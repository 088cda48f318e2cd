"""`customers`, and what `open`, `simulate` and `preview` do with the register: options, exit codes, what is printed."""

import json

import pytest
from click.testing import CliRunner

from dunwell.cli import cli
from workspaces import INVOICE, USUAL, Person, codes, make

HEAD = "klantnummer;naam;postcode;soort;beoordeling;e-mail\n"
ROW = "1001;Zwarte Specht Drukwerk B.V.;7400 AA;zakelijk;goed;desk@example.nl\n"


@pytest.fixture
def person(tmp_path):
    """Somebody whose invoices do not say what the debtor is, with an empty register."""
    somebody = Person(make(tmp_path, ladder=False))
    register(somebody, "")
    return somebody


def register(person, rows):
    """Write the register of the workspace."""
    (person.folder / "customers.csv").write_text(HEAD + rows, encoding="utf-8")


def unsaid(person, number="A1"):
    """An invoice file without the kind of its debtor."""
    path = person.folder / f"{number}.yaml"
    text = INVOICE.format(**(USUAL | {"number": number})).replace("  kind: business\n", "")
    path.write_text(text, encoding="utf-8")
    return str(path)


def opened(person, *numbers):
    """Open such invoices; the cases as `open` shows them."""
    return person.must("open", *(unsaid(person, number) for number in numbers), "--on", "2026-03-02")["cases"]


def test_open_takes_what_the_register_says(person):
    """The debtor is a business because the register says so, and nothing of it is assumed."""
    assert "debtor.kind" in {one["field"] for one in opened(person, "A1")[0]["assumed"]}
    register(person, ROW)
    assert {"debtor.kind", "debtor.rating"} & {one["field"] for one in opened(person, "A2")[0]["assumed"]} == set()


def test_what_is_unknown_and_what_is_new_then_recorded_once(person):
    """First a question with the money behind it, then an answer to record, then nothing left."""
    opened(person, "A1", "A2")
    before = person.must("customers", "--on", "2026-03-02")
    assert before["cases"] == {"open": 2, "joined": 0, "not_sure": 0, "not_in_register": 2}
    assert [(one["fact"], one["customers"], one["cases"], one["amounts"]) for one in before["facts"]] == [
        ("debtor.kind", 1, 2, {"EUR": "2000.00"}),
        ("debtor.rating", 1, 2, {"EUR": "2000.00"}),
    ]
    register(person, ROW)
    new = person.must("customers", "--on", "2026-03-02")
    assert {(one["number"], one["fact"], one["was"], one["value"]) for one in new["new"]} >= {
        ("A1", "debtor.kind", "consumer", "business"),
        ("A2", "debtor.rating", "ordinary", "good"),
    }
    assert (new["recorded"], new["unknown"]) == ([], [])
    done = person.must("customers", "--record", "--on", "2026-03-02")
    assert (done["new"], len(done["recorded"])) == ([], len(new["new"]))
    again = person.must("customers", "--record", "--on", "2026-03-02")
    assert (again["new"], again["recorded"]) == ([], [])


def test_mistakes_are_listed_here_and_only_counted_elsewhere(person):
    """Exit code 1 here; `open` uses the rest and says in one line that there are mistakes."""
    register(person, ROW + "1002;Gele Uil;;zakelyk;;\n1003;;;;prima;geen\n")
    code, document = person.ask("customers", "--on", "2026-03-02")
    assert (code, codes(document)) == (1, ["DW063", "DW063", "DW063"])
    code, document = person.ask("open", unsaid(person), "--on", "2026-03-02")
    assert (code, codes(document)[0]) == (0, "DW069")
    assert "3 mistakes" in document["problems"][0]["message"]


@pytest.mark.parametrize("command", ["open", "customers", "queue"])
def test_a_register_that_cannot_be_used_stops_the_work(person, command):
    """Nothing is opened as if there were none: exit code 2."""
    (person.folder / "customers.csv").unlink()
    words = [unsaid(person)] if command == "open" else []
    code, document = person.ask(command, *words, "--on", "2026-03-02")
    assert (code, codes(document)) == (2, ["DW060"])
    assert person.must("status", "--on", "2026-03-02")["cases"] == []


def test_without_a_register_it_says_how_to_have_one(person):
    """What is unknown is listed all the same."""
    settings = person.folder / "dunwell.yaml"
    settings.write_text("journal: dunwell.db\n", encoding="utf-8")
    opened(person, "A1")
    code, printed = person.run("customers", "--on", "2026-03-02")
    assert (code, printed.splitlines()[0]) == (
        0,
        "No customer register: name one in dunwell.yaml, such as `customers: customers.csv`",
    )


@pytest.mark.parametrize("columns", ["80", "120"])
def test_what_people_see(person, columns, snapshot, monkeypatch):
    """One customer in the register with news, one that is not there, and one of whom it is not sure."""
    opened(person, "A1")
    register(person, ROW + "7;Rode Uil;7400 AA;;;\n8;Rode Uil;7400 AA;;;\n")
    for number, name in (("B1", "Gele Uil"), ("B2", "Rode Uil")):
        path = unsaid(person, number)
        with open(path, encoding="utf-8") as file:
            text = file.read().replace(USUAL["debtor"], name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        person.ask("open", path, "--on", "2026-03-02")
    monkeypatch.chdir(person.folder)
    ran = CliRunner().invoke(cli, ["customers", "--on", "2026-03-02"], env={"COLUMNS": columns})
    assert ran.exit_code == 0
    assert "\n".join(line.rstrip() for line in ran.output.splitlines()) == snapshot


def test_the_csv_is_a_register_to_fill_in(person):
    """Only of customers that have no row."""
    opened(person, "A1")
    printed = person.run("customers", "--on", "2026-03-02", form="csv")[1]
    assert printed.splitlines()[0] == "customer_number;name;vat_id;company_number;postcode;town;kind;rating"
    assert len(printed.splitlines()) == 2


@pytest.mark.parametrize("command", ["simulate", "preview"])
def test_playing_an_invoice_uses_the_register_too(person, command):
    """With --workspace: who is a business there gets the letters of a business."""
    path = unsaid(person)

    def kind():
        ran = CliRunner().invoke(cli, [command, path, "--workspace", str(person.folder), "--format", "json"])
        return json.loads(ran.output)["invoice"]["debtor_kind"]

    assert kind() == "consumer"
    register(person, ROW)
    assert kind() == "business"


def test_a_message_goes_to_the_address_of_the_register(person):
    """The invoice names the inbox for invoices."""
    register(person, ROW)
    words = ["preview", unsaid(person), "--workspace", str(person.folder), "--step", "reminder", "--format", "json"]
    shown = json.loads(CliRunner().invoke(cli, words).output)
    assert shown["messages"][0]["to"] == {"email": "desk@example.nl"}
