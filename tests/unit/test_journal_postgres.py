"""A journal on a PostgreSQL server: what it needs, what it says when it cannot, and nothing of a password."""

import signal
from importlib import import_module

import psycopg
import pytest

import databases
from dunwell.journal import database
from dunwell.journal.database import claiming, create_database, is_there, open_database, reading, writing
from dunwell.journal.location import Server
from dunwell.problems import ProblemsFound

POLICY = "INSERT INTO policies VALUES (?, 'id', '1', 'f', 't')"


def problem_of(call, *arguments):
    """The one problem that a call ends in."""
    with pytest.raises(ProblemsFound) as found:
        call(*arguments)
    (problem,) = found.value.problems
    return problem


def test_a_database_without_a_journal_is_not_one(postgres):
    """Only `init` makes a journal, on a server too."""
    place = Server(postgres.new())
    assert not is_there(place)
    assert problem_of(open_database, place).code == "DW951"
    create_database(place).close()
    assert is_there(place)
    open_database(place).close()


def test_a_database_of_another_program_is_left_alone(postgres):
    """Its tables are not ours to add to."""
    place = Server(postgres.new())
    with psycopg.connect(place.url) as theirs:
        theirs.execute("CREATE TABLE cases (theirs TEXT)")
    assert "another program" in problem_of(create_database, place).message


def test_a_database_that_lacks_letters_is_refused(postgres):
    """A name that cannot be kept would be found out too late."""
    url = postgres.database("latin", "ENCODING 'LATIN1' LOCALE 'C'")
    assert "LATIN1" in problem_of(create_database, Server(url)).message


def test_a_schema_that_is_not_there_is_told(postgres):
    """The user has nowhere to work."""
    assert "schema" in problem_of(create_database, Server(f"{postgres.url()}&options=-csearch_path%3Dnowhere")).message


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:geheim@127.0.0.1:1/journal?connect_timeout=2",
        "postgresql://desk:geheim@no-such-host.example/journal?connect_timeout=2",
        "postgresql://desk:geheim@host/journal?no_such_setting=geheim",
        "postgresql://desk:ge%zzheim@host/journal",
        "postgresql://desk@127.0.0.1:1/journal?password=geheim",
        "postgresql://[desk:geheim@host/journal",
    ],
)
def test_a_server_that_cannot_be_reached_is_told_without_the_password(url):
    """Nor any other part of the URL than where it points."""
    problem = problem_of(create_database, Server(url))
    assert problem.code == "DW952"
    assert "heim" not in f"{problem.message} {problem.fix} {Server(url)!r} {Server(url).shown}"
    assert "desk" not in Server(url).shown


def test_a_wrong_password_is_told_without_it(postgres):
    """What the server says names the user, not the password."""
    postgres.owner.execute("CREATE ROLE clerk LOGIN PASSWORD 'right'")
    rules = postgres.folder / "data" / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    rules.write_text(f"local all clerk scram-sha-256\n{before}", encoding="utf-8")
    postgres.owner.execute("SELECT pg_reload_conf()")
    url = f"postgresql://clerk:geheim@/postgres?host={postgres.folder}"
    problem = problem_of(create_database, Server(url))
    assert "password authentication failed" in problem.message
    assert "geheim" not in problem.message
    rules.write_text(before, encoding="utf-8")
    postgres.owner.execute("SELECT pg_reload_conf()")


def test_without_the_library_it_says_what_to_install(monkeypatch):
    """It is an extra; a file needs none of it."""

    def missing(name):
        if name == "dunwell.journal.postgres":
            raise ModuleNotFoundError(name)
        return import_module(name)

    monkeypatch.setattr(database, "import_module", missing)
    problem = problem_of(create_database, Server("postgresql://db.example.nl/journal"))
    assert (problem.code, "pip install 'dunwell[postgres]'" in problem.fix) == ("DW081", True)


def test_an_error_does_not_show_the_row_it_is_about(postgres):
    """The server tells the values; we do not."""
    connection = create_database(Server(postgres.new()))
    with pytest.raises(ProblemsFound) as found, writing(connection):
        connection.execute("INSERT INTO documents VALUES ('J. Voorbeeld', '{}')")
    assert "Voorbeeld" not in str(found.value)
    connection.close()


def test_a_connection_that_is_lost_is_a_problem_and_nothing_is_kept_by_half():
    """The server goes away in the middle, comes back, and holds what was committed before."""
    if why := databases.why_not():
        pytest.skip(why)
    with databases.server(quick=False) as server:
        place = Server(server.new())
        connection = create_database(place)
        with writing(connection):
            connection.execute(POLICY, ("kept",))

        def lose():
            with writing(connection):
                connection.execute(POLICY, ("half",))
                server.stop(signal.SIGKILL)
                connection.execute(POLICY, ("never",))

        assert "lost" in problem_of(lose).message
        assert problem_of(connection.execute, "SELECT 1").code == "DW952"
        connection.close()
        server.start()
        connection = open_database(place)
        assert [row["sha256"] for row in connection.execute("SELECT sha256 FROM policies")] == ["kept"]
        connection.close()


def test_rows_that_another_worker_holds_are_left_out(postgres):
    """Two that claim at once do not wait for each other, nor for whoever records meanwhile."""
    place = Server(postgres.new())
    first, second, clerk = create_database(place), open_database(place), open_database(place)
    with writing(first):
        first.executemany(POLICY, [("a",), ("b",)])
    query = f"SELECT sha256 FROM policies ORDER BY sha256 LIMIT 1{first.skip_locked}"
    with claiming(first), claiming(second), writing(clerk):
        taken = [one.execute(query).fetchone()["sha256"] for one in (first, second)]
        clerk.execute(POLICY, ("c",))
    assert taken == ["a", "b"]
    for one in (first, second, clerk):
        one.close()


def test_a_view_cannot_write(postgres):
    """Whoever only looks takes nobody's turn."""
    connection = create_database(Server(postgres.new()))
    with pytest.raises(ProblemsFound, match="read-only"), reading(connection):
        connection.execute(POLICY, ("a",))
    connection.close()


def test_two_journals_in_one_database_do_not_wait_for_each_other(postgres):
    """Each schema has its own turn."""
    one, other = create_database(Server(postgres.new())), create_database(Server(postgres.new()))
    with writing(one), writing(other):
        other.execute(POLICY, ("a",))
    assert one.execute("SELECT COUNT(*) FROM policies").fetchone()[0] == 0
    one.close()
    other.close()
