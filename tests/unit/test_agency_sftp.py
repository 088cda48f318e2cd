"""SFTP to a real server in this process: the host key, wrong doors, a full disk, a slow server, one that dies."""

import socket
from dataclasses import replace

import pytest

from dunwell import File

asyncssh = pytest.importorskip("asyncssh")

from dunwell_channels.agency.sftp import Server, server_of, upload  # noqa: E402 - only where the extra is installed
from sftp_server import PASSWORD, USER, sftp_server  # noqa: E402 - likewise

FILES = (File("a.zip", "application/zip", b"dossier" * 20_000), File("a.csv", "text/csv", b"1;2\r\n"))
WHOLE = {one.name: one.content for one in FILES}


@pytest.fixture
def folder(tmp_path):
    """The folder on the server."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def running(folder):
    """A server that runs."""
    with sftp_server(folder.parent) as one:
        yield one


def server(running, **said):
    """What we know of it."""
    known = {"host": "127.0.0.1", "port": running.port, "user": USER, "password": PASSWORD, "folder": "/in"}
    return Server(**{**known, "host_key": running.host_key, "timeout": 20.0, **said})


def there(folder):
    """What lies on the server, hidden files too."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_files_are_uploaded_under_another_name_first(running, folder):
    """Nothing of the temporary names is left, and the proof says where they lie."""
    done = upload(server(running), FILES)
    assert (done.kind, there(folder)) == ("delivered", WHOLE)
    assert done.proof.startswith(f"in 127.0.0.1:{running.port}, /in: a.zip (140000 bytes, sha256 ")
    assert running.log.count("rename") == 2


def test_twice_is_once(running, folder):
    """The same files again are left as they are; nothing is written."""
    upload(server(running), FILES)
    running.log.clear()
    assert upload(server(running), FILES).kind == "delivered"
    assert (running.log, there(folder)) == ([], WHOLE)


def test_another_file_of_that_name_is_left_alone(running, folder):
    """Nothing is overwritten, also if it has the same size."""
    (folder / "a.csv").write_bytes(b"3;4\r\n")
    assert upload(server(running), FILES).kind == "faulty"
    assert there(folder) == {"a.csv": b"3;4\r\n"}


def test_a_key_opens_the_door(tmp_path, folder):
    """With our key instead of a password, and a file of known hosts instead of a key."""
    ours = asyncssh.generate_private_key("ssh-ed25519")
    ours.write_private_key(str(tmp_path / "key"), "pkcs8-pem", passphrase="locked")
    ours.write_public_key(str(tmp_path / "authorized"))
    with sftp_server(folder.parent, str(tmp_path / "authorized")) as running:
        (tmp_path / "known_hosts").write_text(f"[127.0.0.1]:{running.port} {running.host_key}\n", encoding="utf-8")
        said = {"host": "127.0.0.1", "port": running.port, "user": USER, "key_file": "key", "passphrase": "locked",
                "known_hosts": "known_hosts", "folder": "in"}  # fmt: skip
        assert upload(server_of(said, tmp_path), FILES).kind == "delivered"
        wrong = server_of(said | {"passphrase": "another"}, tmp_path)
        assert upload(wrong, FILES).kind == "faulty"
    assert there(folder) == WHOLE


def other_key():
    """The public key of somebody else."""
    return asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()


DOORS = [
    ("another host key", lambda: {"host_key": other_key()}, "another host key"),
    ("a host key that is none", lambda: {"host_key": "ssh-ed25519 AAAA"}, "cannot be read"),
    ("a wrong password", lambda: {"password": "guess"}, "refuses the user"),
    ("a wrong user", lambda: {"user": "somebody"}, "refuses the user"),
    ("a folder that is not there", lambda: {"folder": "/out"}, "folder cannot be written"),
    ("out of the folder", lambda: {"folder": "/../../tmp"}, "folder cannot be written"),
]


@pytest.mark.parametrize(("said", "why"), [one[1:] for one in DOORS], ids=[one[0] for one in DOORS])
def test_what_is_set_up_wrongly_is_ours_to_mend(running, folder, said, why):
    """Nothing is uploaded, and the reason names no secret."""
    done = upload(server(running, **said()), FILES)
    assert done.kind == "faulty"
    assert why in done.why
    assert PASSWORD not in done.why
    assert there(folder) == {}


def test_a_password_never_goes_to_a_server_with_another_key(running):
    """The key is checked before anything is said."""
    seen = []
    asyncssh_connect = server(running, host_key=other_key())
    running.log = seen
    assert upload(asyncssh_connect, FILES).kind == "faulty"
    assert seen == []


TROUBLE = [("full", "later"), ("dies writing", "later"), ("dies naming", "unknown")]


@pytest.mark.parametrize(("trouble", "kind"), TROUBLE)
def test_trouble_on_the_way(running, folder, trouble, kind):
    """Before a file has its name it is tried again; a connection lost while it gets it: nobody knows."""
    running.trouble = trouble
    assert upload(server(running), FILES).kind == kind
    assert not (set(there(folder)) - {"a.zip", ".a.zip.part", ".a.csv.part"})
    running.trouble = ""
    assert upload(server(running), FILES).kind == "delivered"
    assert {name: content for name, content in there(folder).items() if not name.startswith(".")} == WHOLE


def test_a_full_disk_leaves_no_part(running, folder):
    """What was begun is taken away, for the server could still be asked."""
    running.trouble = "full"
    upload(server(running), FILES)
    assert there(folder) == {}


def test_a_slow_server_is_not_waited_for(running, folder):
    """After the time that is set up it is tried again later."""
    running.trouble = "slow"
    done = upload(server(running, timeout=1.0), FILES)
    assert (done.kind, done.why) == ("later", "the server does not answer in time")
    assert set(there(folder)) <= {".a.zip.part"}


def test_a_server_that_is_not_there_is_tried_again(running):
    """Nobody listens: later. A name that nobody knows: later too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert upload(server(running, port=port), FILES).kind == "later"
    assert upload(replace(server(running), host="nobody.invalid"), FILES).kind == "later"
