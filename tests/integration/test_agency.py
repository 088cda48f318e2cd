"""From a case to the agency and back: runs hand it over, report what follows, and hand it over anew after a recall."""

import json
from zipfile import ZipFile

import pytest

from workspaces import Person, make

NUMBER = "2026-0001"
SETTINGS = """
bank_data: none
channels:
  agency:
    name: Voorbeeld Incasso
    folder: out
    {registration}
"""
REGISTERED = "registration: {number: K-100, register: the register, until: 2026-12-31}"


class Office(Person):
    """A workspace whose only channel is the agency; everything else is done and recorded by hand."""

    def __init__(self, folder, registration=REGISTERED, **said):
        super().__init__(make(folder, ladder=False))
        self.set_up(registration)
        self.must("open", self.file(**said), "--on", "2026-02-02")

    def set_up(self, registration):
        """Write the settings."""
        (self.folder / "dunwell.yaml").write_text(SETTINGS.format(registration=registration), encoding="utf-8")

    def record(self, on, event, *said):
        """Record an event on its day."""
        return self.must("record", NUMBER, event, *said, "--on", on)

    def ran(self, on):
        """A run on a day: what it did with each delivery, as name and state."""
        return [(one[one["kind"]], one["state"]) for one in self.ask("run", "--on", on)[1]["deliveries"]]

    def dropped(self):
        """The names in the drop folder, without their references."""
        return sorted("-".join(path.name.split("-")[5:-1]) + path.suffix for path in (self.folder / "out").glob("*"))

    def claim(self, index):
        """The claim in one of the zips."""
        paths = sorted((self.folder / "out").glob("*.zip"))
        with ZipFile(paths[index]) as archive:
            return json.loads(archive.read("claim.json"))


@pytest.fixture
def office(tmp_path):
    """A business's case up to the hand-over, released."""
    one = Office(tmp_path)
    one.record("2026-03-02", "step_done", "step=reminder")
    one.record("2026-03-11", "call_made", "outcome=will_not_pay", "step=call")
    one.record("2026-03-12", "step_done", "step=notice", "channels=email+letter")
    one.record("2026-03-26", "approved", "step=hand_over")
    return one


def test_a_claim_goes_to_the_agency_and_comes_back(office):
    """One dossier, a report for each thing that follows, a recall, and a second dossier; nothing twice."""
    assert office.ran("2026-03-26") == [("hand_over", "sent")]
    assert office.ran("2026-03-27") == []
    assert office.claim(0)["agency"]["registration"] == "K-100"
    office.record("2026-04-01", "payment_received", "amount=100.00")
    office.record("2026-04-01", "credited", "amount=50.00")
    assert [state for _, state in office.ran("2026-04-01")] == ["sent", "sent"]
    office.record("2026-04-02", "recalled")
    assert [name.split("-")[0] for name, _ in office.ran("2026-04-02")] == ["recalled"]
    assert office.ran("2026-04-03") == []
    office.record("2026-04-07", "approved", "step=hand_over")
    assert office.ran("2026-04-07") == []
    office.record("2026-04-08", "approved", "step=hand_over")
    assert office.ran("2026-04-08") == [("hand_over", "sent")]
    assert office.ran("2026-04-09") == []
    files = list((office.folder / "out").glob("*"))
    assert sorted(path.suffix for path in files).count(".zip") == 2
    assert len([path for path in files if path.suffix == ".json"]) == 3
    again = office.claim(1)
    assert (again["received"], again["principal"]["credited"], again["costs"]["added"]) == ("100.00", "50.00", "0.00")


def test_without_a_registration_a_consumers_claim_stays(tmp_path):
    """The law's reason is said, and set up it goes; the journal shows both."""
    one = Office(tmp_path, registration="language: nl")
    one.record("2026-02-03", "fact_recorded", "fact=debtor.kind", "value=consumer")
    one.record("2026-03-02", "step_done", "step=reminder")
    one.record("2026-03-11", "call_made", "outcome=will_not_pay", "step=call")
    one.record("2026-03-12", "step_done", "step=put_in_default")
    one.record("2026-04-01", "step_done", "step=notice")
    assert one.ran("2026-04-28") == []
    due = one.must("status", NUMBER, "--on", "2026-04-28")
    assert "NL-110" in json.dumps(due)
    one.set_up(REGISTERED)
    assert one.ran("2026-04-29") == []
    one.record("2026-04-29", "approved", "step=hand_over")
    assert one.ran("2026-04-29") == [("hand_over", "sent")]
    told = json.dumps(one.must("history", NUMBER, "--on", "2026-04-30"))
    assert "no registration is set up for the agency" in told
    assert "registration K-100 in the register holds until 2026-12-31" in told
