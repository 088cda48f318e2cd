"""Nothing lost, nothing twice, nothing bunched: runs in a world that fails at every point, with people in between."""

import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from dunwell.days import day
from dunwell.delivery import Returned
from dunwell.journal import cases
from dunwell.journal.bank_days import BankData
from dunwell.journal.cases import look_at
from dunwell.journal.database import create_database
from dunwell.journal.lines import export_lines, import_lines
from dunwell.journal.location import Server
from dunwell.journal.opening import Desk, open_invoice
from dunwell.journal.outbox import FOR_A_PERSON, OPEN, rows_in
from dunwell.journal.pauses import EVERYTHING, Pause, pause, resume
from dunwell.journal.policies import Policies
from dunwell.journal.positions import kept_positions, next_look
from dunwell.journal.schema import KEYS
from dunwell.journal.store import Journal, Stamp
from dunwell.journal.taking import take_in
from dunwell.language.events import Event
from dunwell.language.yamlfile import read_yaml
from dunwell.loading import Source, compile_source, load_policy
from dunwell.problems import ProblemsFound
from dunwell.run.approving import approve_all
from dunwell.run.deciding import Word, decide_rows
from dunwell.workspace import Limits
from strategies import ALL_EVENTS, events, policies
from workspaces import invoice
from worlds import CONTACTS, POINTS, SAID, World, die

SHIPPED = load_policy("policies/nl/standard.yaml")
OPENED, DUE = day("2026-02-01"), day("2026-03-02")
LIKELY = (
    "payment_received", "payment_received", "payment_reversed", "credited", "dispute_opened", "dispute_closed",
    "promise_made", "question_asked", "question_answered", "call_made", "call_made", "fact_recorded", "debtor_stopped",
    "stop_lifted", "plan_requested", "plan_agreed", "recalled", "reopened", "waived",
)  # fmt: skip
STATES = {*OPEN, "sent", "reported", "refused", "withdrawn"}
WAYS = ("email", "letter", "phone", "agency")
ahead = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 40))
fates = st.dictionaries(st.sampled_from(WAYS), st.sampled_from(list(SAID)), max_size=2)


class Runs(RuleBasedStateMachine):
    """A journal, a world, and people; `place` makes the location of an empty journal in a folder."""

    place = None
    drawn = False

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.journal = Journal(create_database(type(self).place(self.folder.name)))
        if not self.journal.connection.skip_locked:
            self.journal.connection.execute("PRAGMA synchronous = OFF")
        self.world = World(self.journal)
        self.day, self.ids, self.retried = DUE, (), Counter()
        self.by_hand, self.keys = set(), 0

    # ------------------------------------------------------------------------------------------------------ beginning

    @initialize(
        data=st.data(), buyers=st.lists(st.sampled_from(["business", "consumer", "no email"]), min_size=1, max_size=4)
    )
    def open(self, data, buyers):
        """Cases under the shipped policy or a drawn one."""
        policy = SHIPPED
        if self.drawn:
            tree = data.draw(policies()).tree
            policy = _policy(tree) if "steps" in tree else SHIPPED
            assume(policy.program is not None)
        desk = Desk(self.journal, self.world.pinned, Policies((), (policy,), OPENED), {}, "desk")
        for number, kind in enumerate(buyers, 1):
            said = invoice(number=f"2026-{number:04}", **({"email": ""} if kind == "no email" else {}))
            buyer = replace(said.buyer, kind="consumer" if kind == "consumer" else "business")
            found = open_invoice(desk, replace(said, buyer=buyer))
            assume(found.look is not None)
            self.ids += (found.look.case.id,)

    # ----------------------------------------------------------------------------------------------------------- runs

    @rule(
        days=ahead,
        fates=fates,
        point=st.sampled_from([None, *POINTS]),
        what=st.sampled_from(["die", "another", "record"]),
        lease=st.sampled_from([-1, 600]),
        data=st.data(),
    )
    def a_failing_run(self, days, fates, point, what, lease, data):
        """At a point the worker dies, another runs (which may take this one for dead), or a person records something.

        With a lease that ends at once the next worker knows that this one is gone.
        """
        self.day += days
        kind = "die" if point == "closing" else what  # in a transaction there is nobody else
        case, event = self._drawn(data) if point and kind == "record" else (None, None)
        happens = {"die": die, "another": self.world.another(self.day), "record": lambda: self._add(case, event)}
        self.world.run(self.day, lease=lease, fates=fates, happens={point: happens[kind]} if point else {})

    @rule(
        days=ahead,
        fates=fates,
        hold=st.booleans(),
        stopped=st.sampled_from([None, EVERYTHING, "email", "letter"]),
        known=st.sampled_from([None, 0, 30]),
        most=st.sampled_from([None, 1, 2]),
    )
    def a_run_held_back(self, days, fates, hold, stopped, known, most):
        """Rows wait for release, a channel or everything is paused, the bank's data is old, little may go out."""
        self.day += days
        stamp = Stamp(self.day, "m", "desk")
        bank, limits = self.world.bank, self.world.limits
        known_days = {} if known is None else {"NL13TEST0123456789": self.day - known}
        self.world.bank, self.world.limits = BankData(known_days, expected=known is not None), Limits(per_day=most)
        if stopped is not None:
            pause(self.journal, Pause(stopped, "a fault", 0, stamp))
        self.world.run(self.day, hold=hold, fates=fates)
        if stopped is not None:
            resume(self.journal, stopped, stamp)
        self.world.bank, self.world.limits = bank, limits

    @precondition(lambda self: not self._half_sent())
    @rule(days=ahead)
    def dry_run(self, days):
        """A dry run changes nothing, and names what the run right after it carries out.

        It does not foresee what follows where a run confirms an action without sending anything of it.
        """
        self.day += days
        before, sent = dump(self.journal), len(self.world.log)
        named = self.world.try_out(self.day)
        assert (dump(self.journal), len(self.world.log)) == (before, sent)
        self.world.run(self.day)
        went = {(one.case, one.kind, one.key.split("/")[-3], one.channel) for one in self.world.log[sent:]}
        assert named == went, (named - went, went - named)

    # --------------------------------------------------------------------------------------------------------- people

    @rule(data=st.data(), days=st.integers(0, 3))
    def record(self, data, days):
        """A person records something, of today or of days ago."""
        self.day += days
        self._add(*self._drawn(data))

    @rule()
    def release_and_approve(self):
        """All that waits for a person's word before a run."""
        approve_all(self.world.desk(self.day), "as agreed")

    @precondition(lambda self: rows_in(self.journal, *FOR_A_PERSON))
    @rule(data=st.data(), said=st.sampled_from(["retry", "sent", "drop", "release"]), ago=st.integers(0, 3))
    def decide(self, data, said, ago):
        """A person's word on one delivery."""
        row = data.draw(st.sampled_from(rows_in(self.journal, *FOR_A_PERSON)))
        try:
            decide_rows(self.world.desk(self.day), (Word(row.number, said, "looked"),), self.day - ago)
        except ProblemsFound:
            return
        if said == "retry":
            self.world.doubts[row.key] += 1
            self.retried[row.key] += 1
        if said == "sent":
            self.by_hand.add(row.number)

    @precondition(lambda self: any(one.channel in CONTACTS for one in self.world.log))
    @rule(data=st.data(), event=st.sampled_from(["bounced", "letter_returned", "delivered"]))
    def something_comes_back(self, data, event):
        """A bounce, a returned letter, or a proof of receipt; the same one again now and then."""
        one = data.draw(st.sampled_from([one for one in self.world.log if one.channel in CONTACTS]))
        self.keys += data.draw(st.integers(0, 1))
        row = next(row for row in self._rows() if row.key == one.key)
        at = date.fromordinal(data.draw(st.integers(min(one.day, self.day), self.day)))
        back = Returned(event, row.reference, at=at, key=f"key {self.keys}")
        for _ in range(2):
            before = len(self.journal.events(one.case))
            take_in(self.journal, [back], "desk", self.day)
        assert len(self.journal.events(one.case)) == before

    @rule()
    def leases_end(self):
        """Time goes by for whoever died."""
        self.journal.connection.execute(
            "UPDATE outbox SET lease_until = '2000-01-01T00:00:00+00:00' WHERE lease_until <> ''"
        )

    def _drawn(self, data):
        case = self.journal.case(data.draw(st.sampled_from(self.ids)))
        program = self.world.pinned.program(case)
        names = data.draw(st.sampled_from([LIKELY, LIKELY, LIKELY, ALL_EVENTS]))
        first = self.day - data.draw(st.sampled_from([0, 0, 0, 5]))
        return case.id, data.draw(events(program, 100_000, max(first, OPENED), self.day, names, 0))

    def _add(self, case_id, event):
        self.journal.record(case_id, Event(event.name, event.at, event.data), Stamp(self.day, "m", "person", "hand"))

    def _rows(self):
        return rows_in(self.journal, *sorted(STATES))

    # ----------------------------------------------------------------------------------------------------- what holds

    @invariant()
    def no_row_is_lost(self):
        """Every row is in a state that we know, and whoever has one in hand has it for a while only."""
        rows = self._rows()
        assert len(rows) == _count(self.journal, "outbox")
        for row in rows:
            in_hand = row.state in {"claimed", "sending"}
            assert bool(row.lease_until) == bool(row.worker) == in_hand
        assert {one.key for one in self.world.log} <= {row.key for row in rows}

    @invariant()
    def each_action_is_confirmed_once(self):
        """An event of a run stands for one action that is over, and every such action has its event."""
        wanted, seen = Counter(), Counter()
        for rows in self._actions().values():
            if not any(row.state in OPEN for row in rows) and rows[0].kind != "report":
                states = {row.state for row in rows}
                if "sent" in states:
                    name = "message_sent" if rows[0].kind == "message" else "step_done"
                    wanted[rows[0].case_id, name, rows[0].name] += 1
                elif "refused" in states:
                    wanted[rows[0].case_id, "step_failed", rows[0].name] += 1
        for case in self.ids:
            for one in self.journal.events(case):
                if one.stamp.source == "run":
                    seen[case, one.event.name, one.event.word("step") or one.event.word("message")] += 1
        assert seen == wanted

    @invariant()
    def what_is_said_to_be_sent_went_out(self):
        """A row that is sent was taken by the world, or a person said so."""
        took = {one.key for one in self.world.log}
        for row in self._rows():
            assert row.state != "sent" or row.key in took or row.number in self.by_hand

    @invariant()
    def nothing_goes_out_twice(self):
        """A letter or a dossier once, unless a person sends it again; a mail once more for each time nobody knew."""
        for key, count in Counter(one.key for one in self.world.log).items():
            channel = key.rpartition("/")[2]
            if channel != "phone":
                spare = self.world.doubts if channel == "email" else self.retried
                assert count <= 1 + spare[key], key

    @invariant()
    def an_open_action_is_not_taken_up_again(self):
        """At most one action of a name is open at a time."""
        taken = Counter(
            (rows[0].case_id, rows[0].kind, rows[0].name)
            for rows in self._actions().values()
            if any(row.state in OPEN for row in rows)
        )
        assert not taken or max(taken.values()) == 1
        reports = Counter(
            (rows[0].case_id, rows[0].name)
            for rows in self._actions().values()
            if rows[0].kind == "report" and rows[0].state != "withdrawn"
        )
        assert not reports or max(reports.values()) == 1

    @invariant()
    def nothing_is_bunched(self):
        """A debtor hears of us by one thing a day at most."""
        found = defaultdict(set)
        for one in self.world.log:
            if one.channel in CONTACTS:
                found[one.case, one.day].add(one.action)
        for about, actions in found.items():
            assert len(actions) == 1, (about, actions)

    def teardown(self):
        """Calm days bring everything to an end, and another journal takes all of it in."""
        try:
            if self.ids:
                self._calm()
                self._moved()
        finally:
            self.journal.connection.close()
            self.folder.cleanup()

    def _calm(self):
        self.leases_end()
        approve_all(self.world.desk(self.day), "as agreed")
        left = {row.number for row in rows_in(self.journal, "ready", "claimed", "sending")}
        for _ in range(6):
            self.day += 1
            self.world.run(self.day)
        assert not left & {row.number for row in rows_in(self.journal, "ready", "claimed", "sending")}
        self.nothing_goes_out_twice()
        self.nothing_is_bunched()
        self.each_action_is_confirmed_once()

    def _moved(self):
        """The same rows and events elsewhere, and the same places of cases without those that were kept."""
        lines = list(export_lines(self.journal.connection))
        other = Journal(create_database(Path(self.folder.name) / "other.db"))
        try:
            import_lines(other.connection, lines, "file")
            assert dump(other) == dump(self.journal)
            kept = kept_positions(self.journal, self.ids)
            for case in self.journal.cases():
                look = look_at(case, self.world.pinned.program(case), other.events(case.id), self.day)
                if case.id in kept and kept[case.id].holds(look.events, self.day):
                    was = look_at(case, look.program, look.events, kept[case.id].position.day)
                    assert was.position == kept[case.id].position
                    coming = next_look(was)
                    assert coming is None or coming <= self.day or not look.decision.actions
        finally:
            other.connection.close()

    def _half_sent(self):
        states = [{row.state for row in rows} for rows in self._actions().values()]
        return any(some & {"sent", "refused"} and some & {*OPEN} for some in states)

    def _actions(self):
        found = defaultdict(list)
        for row in self._rows():
            found[row.action].append(row)
        return found


def dump(journal):
    """All rows of all tables but those that can be made anew."""
    return {
        table: sorted(tuple(row) for row in journal.connection.execute(f"SELECT * FROM {table}").fetchall())
        for table in KEYS
    }


def _count(journal, table):
    return journal.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def _policy(tree):
    """A drawn policy as a file would hold it, with words that have no hole."""
    tree = json.loads(json.dumps(tree))
    for step in (*tree["steps"], *tree.get("side_steps", ())):
        if "template" in step:
            step.setdefault("term", "7 days after sent")
    plan = tree["plans"]["payment_plan"]
    told = [(plan.get(key), name) for key, name in _WORDS.items()]
    told += [(end.get("tell"), "plan_ended") for end in plan["ends"].values()]
    for message, name in told:
        if message:
            message["template"] = name
    tree.pop("ends", None)
    text = json.dumps(tree, indent=1)
    root, problems = read_yaml(text.encode(), "drawn.yaml")
    return compile_source(Source("drawn.yaml", root, text, text.encode(), problems))


_WORDS = {
    "offer": "plan_offer", "confirm": "plan_confirmation", "remind": "instalment_coming", "late": "instalment_late",
}  # fmt: skip


def on_sqlite(folder):
    """An empty journal in a folder."""
    return Path(folder) / "j.db"


@pytest.fixture(autouse=True)
def each_policy_is_compiled_once(monkeypatch):
    """It takes longer than a run."""
    monkeypatch.setattr(cases, "compile_text", lru_cache(cases.compile_text))


def share(percent):
    """So many of a hundred of the profile's examples: each is a month of runs."""
    return settings().max_examples * percent // 100


def test_runs_on_sqlite():
    """Under the shipped policy."""
    machine = type("OnSqlite", (Runs,), {"place": staticmethod(on_sqlite)})
    run_machine(machine, settings=settings(max_examples=share(25), stateful_step_count=20))


def test_runs_under_drawn_policies():
    """Under policies nobody thought of."""
    machine = type("Drawn", (Runs,), {"place": staticmethod(on_sqlite), "drawn": True})
    run_machine(machine, settings=settings(max_examples=share(12), stateful_step_count=12))


def test_runs_on_postgresql(postgres):
    """The same statements on the other database."""
    machine = type("OnServer", (Runs,), {"place": staticmethod(lambda folder: Server(postgres.cleared()))})
    run_machine(machine, settings=settings(max_examples=share(8), stateful_step_count=12))
