"""The channel as the engine uses it: its settings, the files it makes, and what it does with them."""

import json
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest

from dunwell import CannotDeliver, Dossier, Setup
from dunwell.testing import ChannelContract, Trial
from dunwell_channels import agency
from dunwell_channels.agency.settings import SCHEMA
from handovers import delivery_of, full_dossier

MAPPING = Path(__file__).parents[2] / "docs" / "examples" / "agency" / "agency.yaml"
REGISTERED = {"number": "K-100", "register": "the register", "until": "2027-12-31"}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """A dossier with everything in it."""
    return full_dossier(tmp_path_factory.mktemp("workspace"))


def set_up(workspace, **config):
    """A set-up in a workspace, with the registration said."""
    return Setup(workspace, {"registration": REGISTERED, "folder": "agency", **config}, {})


def told(setup):
    """The problems of a set-up, as code and message."""
    return [(one.code, one.severity, f"{one.message} ({one.fix})") for one in agency.dunwell_check(setup)]


def delivered(folder, delivery, **config):
    """Prepare and deliver; the outcome and what lies in the drop folder."""
    carrier = agency.dunwell_start(set_up(folder, **config))
    files = carrier.prepare(delivery)
    assert files == carrier.prepare(delivery), "the same bytes each time"
    outcome = carrier.deliver(delivery, files)
    carrier.close()
    return outcome, {one.name: one for one in (folder / "agency").iterdir()}


def test_it_is_the_channel_of_the_agency():
    """It carries hand-overs, needs the dossier, and is not sent again where nobody knows."""
    channel = agency.dunwell_channel()
    assert (channel.carries, channel.parts, channel.resend, channel.address) == (("agency",), ("dossier",), False, "")


def test_every_key_is_described():
    """The schema is one, and each of its keys says what it is."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def keys(schema):
        for name, inner in schema.get("properties", {}).items():
            yield name, inner
            yield from keys(inner)

    assert [name for name, inner in keys(SCHEMA) if not inner.get("description")] == []
    assert [name for name, inner in keys(SCHEMA) if inner.get("secret")] == ["passphrase", "password"]


def test_a_hand_over_is_one_file_by_the_case_and_the_delivery(tmp_path, dossier):
    """The name holds the day, the number and the reference; again it is the same file."""
    delivery = delivery_of(dossier)
    outcome, there = delivered(tmp_path, delivery)
    assert outcome.kind == "delivered"
    assert list(there) == [f"2026-03-26-2026-0001-{delivery.reference}.zip"]
    assert delivered(tmp_path, delivery)[1].keys() == there.keys()
    with ZipFile(next(iter(there.values()))) as archive:
        claim = json.loads(archive.read("claim.json"))
    assert (claim["reference"], claim["agency"]["registration"]) == (delivery.reference, "K-100")


def test_another_hand_over_of_the_case_is_another_file(tmp_path, dossier):
    """A second hand-over, after a recall, has a key of its own."""
    delivered(tmp_path, delivery_of(dossier))
    again = delivery_of(dossier, key="seller/2026-0001/step/hand_over/2/agency")
    assert len(delivered(tmp_path, again)[1]) == 2


def test_an_agency_with_columns_gets_its_row_beside_the_dossier(tmp_path, dossier):
    """The row has the same name, and what the mapping says."""
    (tmp_path / "agency.yaml").write_bytes(MAPPING.read_bytes())
    _, there = delivered(tmp_path, delivery_of(dossier), mapping="agency.yaml")
    assert sorted(Path(name).suffix for name in there) == [".csv", ".zip"]
    assert len({Path(name).stem for name in there}) == 1
    row = next(path for name, path in there.items() if name.endswith(".csv")).read_text(encoding="cp1252")
    assert row.splitlines()[1].startswith("10042;")
    assert ";750,00;5,88;112,50;200,00" in row


REPORT = {
    "format": "dunwell-report/1", "case": "seller/2026-0001", "number": "2026-0001", "handed_over_as": "0" * 24,
    "report": "payment_received", "date": "2026-04-01", "amount": "100.00", "claim": {"total": "768.38"},
}  # fmt: skip


def test_a_report_is_json_and_a_row(tmp_path):
    """By the columns for reports, beside the same as JSON; each report is a file of its own."""
    (tmp_path / "agency.yaml").write_bytes(MAPPING.read_bytes())
    delivery = delivery_of(Dossier(REPORT, ()), kind="report", name="payment_received-9")
    _, there = delivered(tmp_path, delivery, mapping="agency.yaml")
    stem = f"2026-03-26-2026-0001-payment_received-{delivery.reference}"
    assert sorted(there) == [f"{stem}.csv", f"{stem}.json"]
    row = there[f"{stem}.csv"].read_text(encoding="cp1252").splitlines()[1]
    assert row == f"10042;{'0' * 24};BET;01-04-2026;100,00;768,38"
    assert json.loads(there[f"{stem}.json"].read_text(encoding="utf-8"))["report"] == "payment_received"


def test_without_a_dossier_nothing_is_handed_over(tmp_path):
    """That would be a fault of ours."""
    with pytest.raises(CannotDeliver) as caught:
        agency.dunwell_start(set_up(tmp_path)).prepare(delivery_of(None))
    assert caught.value.kind == "faulty"


def test_a_number_that_is_no_name_of_a_file_makes_one(tmp_path, dossier):
    """No number leads out of the folder."""
    _, there = delivered(tmp_path, delivery_of(dossier, number="../../2026/1"))
    assert [name.startswith("2026-03-26-2026-1-") for name in there] == [True]


def test_a_good_set_up_has_no_problem(tmp_path):
    """Neither with a drop folder nor with SFTP; looking makes no folder."""
    assert told(set_up(tmp_path)) == []
    assert not (tmp_path / "agency").exists()
    sftp = {"host": "sftp.example.nl", "user": "us", "password": "x", "host_key": "ssh-ed25519 AAAA"}
    assert told(set_up(tmp_path, sftp=sftp)) == []


WRONG = [
    ("no registration", {"registration": None, "name": "De Uil"}, "DW055", "claims on natural persons wait"),
    ("a day that is none", {"registration": REGISTERED | {"until": "2027-02-30"}}, "DW055", "'2027-02-30'"),
    ("no mapping", {"mapping": "agencey.yaml"}, "DW050", "'agencey.yaml' cannot be read"),
    ("a mapping with a mistake", {"mapping": "bad.yaml"}, "DW052", "did you mean"),
    ("a share that is away", {"folder": "/no/such/share"}, "DW056", "no drop folder '/no/such/share'"),
    ("a file as folder", {"folder": "bad.yaml"}, "DW056", "no drop folder"),
    ("no server key", {"sftp": {"host": "h", "user": "u", "password": "x"}}, "DW057", "neither host_key nor"),
    ("two server keys", {"sftp": {"host": "h", "user": "u", "password": "x", "host_key": "k",
                                  "known_hosts": "bad.yaml"}}, "DW057", "both host_key and known_hosts"),
    ("no way in", {"sftp": {"host": "h", "user": "u", "host_key": "k"}}, "DW057", "neither password nor key_file"),
    ("no key file", {"sftp": {"host": "h", "user": "u", "host_key": "k", "key_file": "key"}}, "DW057", "names no file"),
]  # fmt: skip


@pytest.mark.parametrize(("config", "code", "message"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_what_is_set_up_wrongly_is_said_before_anything_is_sent(tmp_path, config, code, message):
    """Each with its code and what to do; no registration is a warning, for claims on businesses can go."""
    (tmp_path / "bad.yaml").write_text("columns: [{name: A, from: debtor.nmae}]\n", encoding="utf-8")
    found = told(set_up(tmp_path, **config))
    assert [one[0] for one in found] == [code]
    assert message in found[0][2]
    assert found[0][1] == ("warning" if "natural" in message else "error")


def test_a_mapping_with_mistakes_sends_nothing(tmp_path):
    """The channel does not start."""
    (tmp_path / "bad.yaml").write_text("columns: [{name: A, from: debtor.nmae}]\n", encoding="utf-8")
    with pytest.raises(CannotDeliver, match="DW052"):
        agency.dunwell_start(set_up(tmp_path, mapping="bad.yaml"))


class TestContract(ChannelContract):
    """What the engine relies on in every channel."""

    module = "dunwell_channels.agency"

    @pytest.fixture
    def trial(self, tmp_path):
        """A drop folder, in which each hand-over and each report is one zip or one JSON file."""
        (tmp_path / "agency.yaml").write_bytes(MAPPING.read_bytes())
        folder = tmp_path / "agency"

        def arrived():
            return len({path.stem for path in folder.glob("*")}) if folder.exists() else 0

        return Trial(tmp_path, {"registration": REGISTERED}, arrived)
