"""The whole of it, as a new user from an empty folder to a hand-over: real mail, real PDFs, real bank files.

Three invoices on virtual days, on each kind of database: one is paid after the reminder, one is phoned and gets a
payment plan, one goes all the way to the agency.
"""

import csv
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from mailing import Answers, free_port, mail_server
from workspaces import Person, make

CHANNELS = """
channels:
  email: {{host: 127.0.0.1, port: {port}, security: none, from: debiteuren@groenereiger.example.nl,
           attach: [invoice, letter], bounces: bounces}}
  letter: {{folder: post}}
  phone: {{folder: calls}}
  agency: {{folder: agency, name: Incassobureau De Uil}}
"""
CREDITOR = """
creditor:
  name: Groene Reiger B.V.
  address: Voorbeeldkade 1, 1234 AB Deventer
  registration_id: "90001042"
  iban: NL13TEST0123456789
  account_name: Groene Reiger B.V.
  contact: {email: debiteuren@groenereiger.example.nl, phone: "+31 570 00 00 00"}
"""
PAYS, PLANS, NEVER = "2026-0001", "2026-0002", "2026-0003"
START, DUE = date(2026, 2, 2), date(2026, 3, 2)


class Firm(Person):
    """A firm with its workspace, its bank and its mail server; it works every morning."""

    def __init__(self, folder, journal, port):
        super().__init__(make(folder, ladder=False, journal=journal))
        settings = (folder / "dunwell.yaml").read_text(encoding="utf-8").split("# What messages say of you")[0]
        text = settings + CREDITOR + CHANNELS.format(port=port)
        (folder / "dunwell.yaml").write_text(text, encoding="utf-8")
        (folder / "bounces").mkdir()

    def bank(self, day, *payments):
        """Import the bank's file of a day, with payments of an amount and a text."""
        path = self.folder / f"bank-{day}.xml"
        path.write_bytes(camt(day, payments))
        return self.must("import", str(path), "--on", str(day + timedelta(days=1)))

    def morning(self, day, *payments):
        """What the bank says of yesterday, then the run; what each delivery came to."""
        self.bank(day - timedelta(days=1), *payments)
        document = self.must("run", "--on", str(day))
        return [(one["number"], one.get("step") or one.get("message"), one["channel"], one["state"])
                for one in document["deliveries"]]  # fmt: skip

    def until(self, first, last):
        """Mornings without payments; what went out on which."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return {str(day): done for day in days if (done := self.morning(day))}


def camt(day, payments):
    """A camt.053 statement of one day on which these payments came in."""
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{day}-{number}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for number, (amount, text) in enumerate(payments)
    )
    total = sum(float(amount) for amount, _ in payments)
    balances = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount:.2f}</Amt>'
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        for code, amount in (("OPBD", 0), ("CLBD", total))
    )
    account = "<Acct><Id><IBAN>NL13TEST0123456789</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    name = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    statement = f"<Stmt><Id>{day}</Id>{account}{balances}{entries}</Stmt>"
    return f'<Document xmlns="{name}"><BkToCstmrStmt>{statement}</BkToCstmrStmt></Document>'.encode()


@pytest.fixture
def mails():
    """What the mail server took."""
    return Answers()


@pytest.fixture
def firm(tmp_path, journal_url, mails):
    """A firm with three open invoices, due on Sunday 1 March 2026."""
    port = free_port()
    with mail_server(mails, port=port):
        found = Firm(tmp_path, journal_url, port)
        names = ("Zwarte Specht Drukwerk B.V.", "Gele Kwikstaart Bakkers B.V.", "Grijze Kraai Handel B.V.")
        files = [found.file(number, debtor=name) for number, name in zip((PAYS, PLANS, NEVER), names, strict=True)]
        found.must("open", *files, "--on", str(START))
        yield found


def fill_in(firm, day, answers):
    """Fill in the worklist of a day as a person would, and take it in."""
    (path,) = (firm.folder / "calls" / str(day)).glob("worklist.csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    head = rows[0]
    for row in rows[1:]:
        row[head.index("uitkomst")] = answers[row[head.index("factuur")]]
        row[head.index("gebeld op")] = day.strftime("%d-%m-%Y")
    filled = firm.folder / f"filled-{day}.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return firm.must("import", str(filled), "--on", str(day))["returned"]


def test_three_invoices_from_the_reminder_to_their_ends(firm, mails):
    """Each debtor gets what the policy says, by the channel it says, once; and the books tell all of it."""
    assert firm.morning(DUE) == [(number, "reminder", "email", "sent") for number in (PAYS, PLANS, NEVER)]
    assert firm.morning(DUE) == []
    assert len(mails.received) == 3

    assert firm.until(DUE + timedelta(days=1), date(2026, 3, 9)) == {}
    called = date(2026, 3, 10)
    assert firm.morning(called, ("1000.00", PAYS)) == [
        (number, "call", "phone", "handed_out") for number in (PLANS, NEVER)
    ]
    assert firm.must("status", PAYS, "--on", str(called))["end"]["reason"] == "paid"

    answers = fill_in(firm, called, {PLANS: "wil regeling", NEVER: "wil niet betalen"})
    assert len(answers["recorded"]) == 2
    firm.must("record", PLANS, "plan_agreed", "times=4", "--on", str(called))
    went = firm.until(called + timedelta(days=1), date(2026, 3, 20))
    told = [one for done in went.values() for one in done]
    assert (PLANS, "payment_plan.confirm", "letter", "sent") in told or any("plan" in str(one[1]) for one in told)
    assert [one for one in told if one[0] == NEVER] == [
        (NEVER, "notice", "email", "sent"),
        (NEVER, "notice", "letter", "sent"),
    ]

    (letter,) = (firm.folder / "post").glob(f"*/{NEVER}-*.pdf")
    words = PdfReader(letter).pages[0].extract_text()
    assert "Grijze Kraai Handel B.V." in words
    assert "ingebrekestelling" in words
    attached = [mail for mail in mails.received if b"application/pdf" in mail.content]
    assert attached, "the letter goes along with the mail"

    waits = firm.until(date(2026, 3, 21), date(2026, 4, 3))
    assert not [one for done in waits.values() for one in done if one[0] == NEVER]
    queued = firm.must("queue", "--on", "2026-04-03")
    assert "hand_over" in json.dumps(queued)
    firm.bank(date(2026, 4, 5))
    document = firm.must("run", "--approve", "--on", "2026-04-06", "--by", "anna")
    assert [one["step"] for one in document["approved"]] == ["hand_over"]
    assert [(one["number"], one["channel"], one["state"]) for one in document["deliveries"] if one.get("step")] == [
        (NEVER, "agency", "sent")
    ]
    assert firm.must("status", NEVER, "--on", "2026-04-06")["end"]["reason"] == "handed_over"
    (dossier,) = (firm.folder / "agency").rglob("*.zip")
    with zipfile.ZipFile(dossier) as zipped:
        claim = json.loads(zipped.read("claim.json"))
        names = zipped.namelist()
    assert claim["number"] == NEVER
    assert any(name.endswith(".pdf") for name in names), names

    firm.bank(date(2026, 4, 7), ("100.00", NEVER))
    (payment,) = firm.must("import", "--waiting", "--on", "2026-04-08")["waiting"]
    firm.must("import", "--book", f"{payment['number']}={NEVER}", "--on", "2026-04-08")
    document = firm.must("run", "--on", "2026-04-08")
    assert [(one["kind"], one["state"]) for one in document["deliveries"] if one["number"] == NEVER] == [
        ("report", "sent")
    ]
    assert firm.must("run", "--on", "2026-04-08")["deliveries"] == []


def test_the_log_of_runs_names_no_debtor(firm):
    """What machines read has cases and states; who owes stands in the journal alone."""
    firm.morning(DUE)
    log = (firm.folder / "runs.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["event"] for line in lines] == ["run", "sent", "sent", "sent", "end"]
    assert not any(word in log for word in ("Specht", "Kwikstaart", "Kraai", "@", "+31"))
