"""`dunwell read`: its JSON, its text, its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dunwell.cli import cli

ROOT = Path(__file__).parents[2]
EXAMPLES = "docs/examples"
BUSINESS = f"{EXAMPLES}/invoice-business.xml"
CONSUMER = f"{EXAMPLES}/invoice-consumer.yaml"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """Run in the checkout, so that paths are the same everywhere."""
    monkeypatch.chdir(ROOT)


def run(*arguments):
    """The result of `dunwell read` with these arguments."""
    return CliRunner().invoke(cli, ["read", *arguments], terminal_width=100)


def answer(*arguments):
    """The JSON of `dunwell read`."""
    return json.loads(run(*arguments, "--format", "json").stdout)


def test_the_json_has_what_the_contract_promises():
    """Names, dates, amounts as text and the first IBAN stand under the promised keys."""
    (document,) = answer(BUSINESS)["documents"]
    promised = ("file", "kind", "type_code", "number", "issued", "due", "currency", "payable", "seller_iban")
    assert [document[key] for key in promised] == [
        BUSINESS,
        "invoice",
        "380",
        "2026-0042",
        "2026-01-05",
        "2026-02-04",
        "EUR",
        "1210.00",
        "NL13TEST0123456789",
    ]
    assert (document["seller"]["name"], document["seller"]["country"]) == ("Zilverreiger Kantoorbouw B.V.", "NL")
    assert (document["buyer"]["name"], document["buyer"]["country"]) == ("Blauwe Fazant Reclame B.V.", "NL")


def test_several_files_make_one_answer():
    """Documents of all files come in order; two deliveries of one invoice are flagged across files."""
    whole = answer(BUSINESS, f"{EXAMPLES}/invoice-consumer.xml", CONSUMER)
    assert [document["number"] for document in whole["documents"]] == ["2026-0042", "2026-0107", "2026-0107"]
    assert [problem["code"] for problem in whole["problems"]] == ["DW848", "DW849"]
    assert set(whole["problems"][0]) >= {"code", "severity", "file", "line", "column", "message", "fix"}


@pytest.mark.parametrize(
    ("content", "code", "problems"),
    [
        (None, 0, []),
        (b"number: 1\nissued: x\ncurrency: EUR\ntotal: 1\ncreditor: {name: A}\ndebtor: {name: B}", 1, ["DW862"]),
        (b"<Invoice><ID>1</ID>", 2, ["DW803"]),
        (b"<!DOCTYPE a><a/>", 2, ["DW804"]),
        (b"Dear customer", 2, ["DW802"]),
    ],
)
def test_exit_codes(tmp_path, content, code, problems):
    """0 understood, 1 understood with errors, 2 not understood at all; the JSON is printed in every case."""
    path = tmp_path / "in"
    path.write_bytes((ROOT / BUSINESS).read_bytes() if content is None else content)
    result = run(str(path), "--format", "json")
    assert result.exit_code == code
    found = [problem["code"] for problem in json.loads(result.stdout)["problems"] if problem["severity"] == "error"]
    assert found == problems


def test_a_file_that_is_not_there_does_not_hide_the_others():
    """What can be read is printed, and the exit code says that something could not."""
    result = run("gone.xml", BUSINESS, "--format", "json")
    whole = json.loads(result.stdout)
    assert result.exit_code == 2
    assert len(whole["documents"]) == 1
    assert whole["problems"][0]["message"] == "the file cannot be opened: no such file or directory"


def test_used_wrongly():
    """Without a file or with an unknown format click says how to use it."""
    assert run().exit_code == 2
    assert run(BUSINESS, "--format", "xml").exit_code == 2


@pytest.mark.parametrize(
    "name", ["invoice-business.xml", "invoice-consumer.xml", "invoice-consumer.yaml", "invoice-facturx.pdf"]
)
def test_the_text_for_people(name, snapshot):
    """What somebody sees at a terminal, with every remark below it."""
    assert run(f"{EXAMPLES}/{name}").stdout == snapshot


def test_the_text_of_a_statement(tmp_path, snapshot, monkeypatch):
    """A statement shows its balances and its entries."""
    monkeypatch.chdir(tmp_path)
    Path("bank.sta").write_bytes(
        b":20:940A\r\n:25:NL13TEST0123456789\r\n:28C:1\r\n:60F:C260101EUR100,00\r\n"
        b":61:2602040204C1210,00NTRFNONREF\r\n:86:/TRTP/SEPA OVERBOEKING/IBAN/NL58TEST0000002042/NAME/Blauwe Fazant "
        b"[B.V.]/REMI/2026-0042\r\n:62F:C260204EUR1310,00\r\n-"
    )
    result = run("bank.sta")
    assert (result.exit_code, result.stdout) == (0, snapshot)


def test_what_files_say_is_no_markup(tmp_path, monkeypatch):
    """Square brackets in a name are shown, not taken for a style."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / BUSINESS).read_text(encoding="utf-8").replace("Blauwe Fazant Reclame B.V.", "[red]Fazant[/red]")
    Path("in.xml").write_text(text, encoding="utf-8")
    assert "[red]Fazant[/red]" in run("in.xml").stdout


def test_json_loads_no_tables_and_no_reader_that_it_does_not_need():
    """The quick way loads only what it needs."""
    script = (
        "import sys, atexit; from dunwell.cli import cli;"
        "atexit.register(lambda: sys.stderr.write(str({'rich.console', 'pypdf', 'yaml'} & set(sys.modules))));"
        "cli(['read', sys.argv[1], '--format', 'json'])"
    )
    done = subprocess.run([sys.executable, "-c", script, BUSINESS], capture_output=True, text=True, check=True)
    assert done.stderr == "set()"
