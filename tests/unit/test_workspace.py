"""The workspace: found where it is named, read as it is written, and every slip in its file told at once."""

from pathlib import Path

import pytest

from dunwell.codes.catalogue import CODES
from dunwell.journal.location import Server
from dunwell.language.message_fields import BY_NAME
from dunwell.problems import ProblemsFound
from dunwell.render.problems import draw_problems
from dunwell.resources import read_text
from dunwell.workspace import CONTACT_KEYS, CREDITOR_KEYS, KEYS, LIMIT_KEYS, Contact, Creditor, find_workspace
from dunwell.workspace_file import read_workspace

BAD = sorted((Path(__file__).resolve().parents[1] / "bad" / "workspaces").glob("*.yaml"))


def workspace(folder, text):
    """The workspace of a folder with this file."""
    (folder / "dunwell.yaml").write_text(text, encoding="utf-8")
    return read_workspace(folder)


@pytest.mark.parametrize(
    ("named", "environment", "found"),
    [
        ("there", {"DUNWELL_WORKSPACE": "elsewhere"}, "there"),
        (None, {"DUNWELL_WORKSPACE": "elsewhere"}, "elsewhere"),
        (None, {"DUNWELL_WORKSPACE": ""}, "."),
        (None, {}, "."),
    ],
)
def test_the_workspace_is_the_one_named(named, environment, found):
    """The option comes before the environment, and the environment before the folder one is in."""
    assert find_workspace(named, environment) == Path(found)


def test_what_is_not_said_has_its_default(tmp_path):
    """An almost empty file gives the journal and the policies beside it, and nobody's name."""
    read = workspace(tmp_path, "user:\ncreditor:\n")
    assert (read.journal, read.policies) == (tmp_path / "dunwell.db", tmp_path / "policies")
    assert (read.user, read.creditor.name, read.creditor.contact.email) == ("", "", "")


def test_all_keys_are_read(tmp_path):
    """Paths count from the file's folder, numbers are text as written, and the IBAN becomes compact."""
    read = workspace(
        tmp_path,
        "journal: data/cases.db\npolicies: house\nuser: debiteuren\ncreditor:\n  name: Groene Reiger B.V.\n"
        "  registration_id: 90001042\n  iban: NL13 TEST 0123 4567 89\n  account_name: Reiger\n  address: Kade 1\n"
        "  contact: {name: Desk, email: desk@example.nl, phone: '+31 20', hours: 9-17}\n",
    )
    assert (read.journal, read.policies, read.user) == (tmp_path / "data/cases.db", tmp_path / "house", "debiteuren")
    assert (read.creditor.iban, read.creditor.registration_id) == ("NL13TEST0123456789", "90001042")
    assert (read.creditor.contact.name, read.creditor.contact.hours) == ("Desk", "9-17")


def test_the_register_and_the_limits_of_a_day(tmp_path):
    """The register lies beside the file; a limit that is not said is none, and 0 is one."""
    read = workspace(tmp_path, "customers: data/klanten.csv\nlimits: {per_day: 200, letter: 0}\n")
    assert read.customers == tmp_path / "data" / "klanten.csv"
    assert (read.limits.per_day, dict(read.limits.channels)) == (200, {"letter": 0})
    bare = workspace(tmp_path, "journal: x.db\n")
    assert (bare.customers, bare.limits.per_day, dict(bare.limits.channels)) == (None, None, {})


@pytest.mark.parametrize("written", ["other.db", "sqlite:///other.db"])
def test_a_file_may_be_named_as_a_url(tmp_path, written):
    """The one kind of URL that means a file is understood."""
    assert workspace(tmp_path, f"journal: {written}\n").journal == tmp_path / "other.db"


def test_a_journal_may_lie_anywhere(tmp_path):
    """A full path is taken as it is."""
    assert workspace(tmp_path, f"journal: {tmp_path}/far/x.db\n").journal == tmp_path / "far" / "x.db"


@pytest.mark.parametrize(
    "written", ["postgresql://desk@db.example.nl/dunwell", "postgres://db.example.nl:5433/dunwell"]
)
def test_a_journal_may_be_on_a_server(tmp_path, written):
    """Its URL is kept whole for connecting, and shown without who logs in."""
    read = workspace(tmp_path, f"journal: {written}\n").journal
    assert read == Server(written)
    assert "desk" not in f"{read!r} {read.shown}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("postgresql://desk:secret@db.example.nl/dunwell", Server("postgresql://desk:secret@db.example.nl/dunwell")),
        ("cases.db", "cases.db"),
    ],
)
def test_the_environment_may_say_where_the_journal_is(tmp_path, value, expected):
    """A password may stand there; a file counts from the workspace's folder as everywhere."""
    (tmp_path / "dunwell.yaml").write_text("journal: {env: PLACE}\n", encoding="utf-8")
    read = read_workspace(tmp_path, {"PLACE": value}).journal
    assert read == (tmp_path / expected if isinstance(expected, str) else expected)


def test_a_folder_without_the_file_is_no_workspace(tmp_path):
    """DW940, whether the folder is there or not."""
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(ProblemsFound) as found:
            read_workspace(folder)
        assert [one.code for one in found.value.problems] == ["DW940"]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_slip_is_told_like_this(tmp_path, path, snapshot):
    """The code of the file's name fires, and no other; all of its problems come at once."""
    text = path.read_text(encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        workspace(tmp_path, text)
    problems = found.value.problems
    assert {one.code for one in problems} == {path.stem[:5]}
    drawn = draw_problems(problems, {f"{tmp_path.as_posix()}/dunwell.yaml": text})
    assert drawn.replace(f"{tmp_path.as_posix()}/", "") == snapshot


@pytest.mark.parametrize("code", ["DW067", "DW080", "DW954", "DW955"])
def test_the_examples_of_each_code_are_true(tmp_path, code):
    """What `explain` calls wrong has this problem; what it calls right has none."""
    assert workspace(tmp_path, CODES[code].right)
    with pytest.raises(ProblemsFound) as found:
        workspace(tmp_path, CODES[code].wrong)
    assert [one.code for one in found.value.problems] == [code]


def test_the_file_that_init_writes_shows_every_key():
    """Nobody has to look elsewhere for what can be said; each key has its meaning in the table too."""
    shown = read_text("templates/workspace/dunwell.yaml")
    assert [key for key in (*KEYS, *CREDITOR_KEYS, *CONTACT_KEYS, *LIMIT_KEYS) if f"{key}:" not in shown] == []


def test_the_file_that_init_writes_is_right_as_it_is_and_with_every_remark_undone(tmp_path):
    """Taking the '#' off makes a key count, and the examples are valid."""
    shown = read_text("templates/workspace/dunwell.yaml")
    assert workspace(tmp_path, shown).creditor.iban == ""
    undone = "\n".join(
        line.replace("# ", "", 1) if ":" in line and line.lstrip().startswith("# ") else line
        for line in shown.splitlines()[3:]
    )
    read = workspace(tmp_path, undone)
    assert read.creditor.contact.phone
    assert read.creditor.iban == "NL13TEST0123456789"


def test_what_is_said_of_the_creditor_has_the_names_of_message_fields():
    """So that a message can take it as it is; what nobody says is left out."""
    creditor = Creditor(
        *(f"{key}!" for key in CREDITOR_KEYS if key not in ("contact", "agency")), Contact(email="a@example.nl")
    )
    said = creditor.fields()
    assert said.keys() <= BY_NAME.keys()
    assert said["payment.iban"] == "iban!"
    assert {name for name in said if name.startswith("contact.")} == {"contact.email"}
    assert Creditor().fields() == {}


def test_a_password_is_not_shown_where_another_thing_is_wrong_too(tmp_path):
    """The line of a journal of a kind that nobody knows is not drawn if it holds a password."""
    text = "journal: mysql://user:open-sesame@host/data\n"
    with pytest.raises(ProblemsFound) as found:
        workspace(tmp_path, text)
    assert [one.code for one in found.value.problems] == ["DW080", "DW954"]
    drawn = draw_problems(found.value.problems, {f"{tmp_path.as_posix()}/dunwell.yaml": text})
    assert "open-sesame" not in drawn
