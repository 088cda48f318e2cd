"""Upload files by SFTP: to a server whose key is known, under a temporary name first, and never twice."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from dunwell import Outcome
from dunwell_channels.agency.folder import proof_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    import asyncssh

    from dunwell import File


@dataclass(frozen=True, slots=True)
class Server:
    """Where to upload, and how to be known there.

    Of `key_file` and `password` one is set, and one of `known_hosts` and `host_key`. `timeout` is in seconds, for all
    of one hand-over.
    """

    host: str
    port: int
    user: str
    folder: str
    key_file: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    known_hosts: Path | None = None
    host_key: str = ""
    timeout: float = 45.0


def server_of(said: Mapping[str, Any], folder: Path) -> Server:
    """The server in the channel's keys; paths count from the workspace's folder."""
    return Server(
        host=str(said["host"]),
        port=int(said.get("port", 22)),
        user=str(said["user"]),
        folder=str(said.get("folder", ".")),
        key_file=folder / str(said["key_file"]) if said.get("key_file") else None,
        passphrase=said.get("passphrase"),
        password=said.get("password"),
        known_hosts=folder / str(said["known_hosts"]) if said.get("known_hosts") else None,
        host_key=str(said.get("host_key", "")).strip(),
        timeout=float(said.get("timeout", 45)),
    )


@dataclass(slots=True)
class _Progress:
    """How far an upload came: `naming` while a file may be getting its name, `late` once the time was over."""

    naming: bool = False
    late: bool = False


def upload(server: Server, files: tuple[File, ...]) -> Outcome:
    """Upload all files. What lies there already, byte for byte, is left as it is."""
    ssh = import_module("asyncssh")
    progress = _Progress()
    try:
        keys = _keys(ssh, server)
    except (ssh.KeyImportError, ssh.KeyEncryptionError, OSError, ValueError):
        return Outcome("faulty", "our key or the server's key that is set up cannot be read")
    try:
        problem = asyncio.run(_uploaded(ssh, server, keys, files, progress))
    except ssh.HostKeyNotVerifiable:
        return Outcome("faulty", "the server shows another host key than the one that is set up: ask the agency")
    except ssh.PermissionDenied:
        return Outcome("faulty", "the server refuses the user, or the key or password")
    except (ssh.SFTPPermissionDenied, ssh.SFTPNoSuchFile) as error:
        return Outcome("faulty", f"the server's folder cannot be written: {type(error).__name__}")
    except (ssh.SFTPConnectionLost, ssh.SFTPNoConnection, ssh.DisconnectError, OSError) as error:
        late = progress.late or isinstance(error, TimeoutError)
        why = "the server does not answer in time" if late else "the connection to the server was lost or refused"
        return Outcome("unknown" if progress.naming else "later", why)
    except ssh.Error as error:
        return Outcome("later", f"the server did not take the files: {type(error).__name__}")
    if problem:
        return Outcome("faulty", problem)
    return Outcome("delivered", proof=proof_of(files, f"{server.host}:{server.port}, {server.folder}"))


class _Keys(NamedTuple):
    """Our key (None: we have a password), and the keys that the server may have."""

    ours: Any
    theirs: Any


def _keys(ssh: Any, server: Server) -> _Keys:
    """The keys, from their files. Raises what the library and the files raise."""
    ours = [ssh.read_private_key(str(server.key_file), server.passphrase)] if server.key_file else None
    if server.host_key:
        return _Keys(ours, ([ssh.import_public_key(server.host_key)], [], []))
    return _Keys(ours, ssh.read_known_hosts(str(server.known_hosts)))


async def _uploaded(ssh: Any, server: Server, keys: _Keys, files: tuple[File, ...], progress: _Progress) -> str:
    """Upload what is not there yet; what keeps a file from its place, or ""."""
    async with _connection(ssh, server, keys) as connection:
        with _no_longer(server, connection, progress):
            async with connection.start_sftp_client() as client:
                return await _put(ssh, client, server, files, progress)


async def _put(
    ssh: Any, client: asyncssh.SFTPClient, server: Server, files: tuple[File, ...], progress: _Progress
) -> str:
    wanted = [one for one in files if not await client.exists(_path(server, one.name))]
    for one in files:
        if one not in wanted and not await _same(client, _path(server, one.name), one.content):
            return f"another file of that name lies on the server: {one.name}"
    parts: list[str] = []
    try:
        for one in wanted:
            parts.append(_path(server, f".{one.name}.part"))
            await _write(client, parts[-1], one.content)
        for one, part in zip(wanted, parts, strict=True):
            progress.naming = True  # from here on nobody knows, until the server has answered
            await client.rename(part, _path(server, one.name))
            progress.naming = False
    except (ssh.SFTPConnectionLost, ssh.SFTPNoConnection):
        raise
    except ssh.SFTPError:  # the server answered: it did not take it
        progress.naming = False
        for part in parts:
            with suppress(ssh.SFTPError):
                await client.remove(part)
        raise
    return ""


def _connection(ssh: Any, server: Server, keys: _Keys) -> AbstractAsyncContextManager[asyncssh.SSHClientConnection]:
    """A connection with nothing but what is set up: no agent, no settings of whoever runs this.

    The host key is always checked; there is no way to set up a server without one.
    """
    opened: AbstractAsyncContextManager[asyncssh.SSHClientConnection] = ssh.connect(
        server.host,
        server.port,
        username=server.user,
        password=server.password,
        client_keys=keys.ours,
        known_hosts=keys.theirs,
        agent_path=None,
        config=None,
        connect_timeout=server.timeout,
        login_timeout=server.timeout,
    )
    return opened


@contextmanager
def _no_longer(server: Server, connection: asyncssh.SSHClientConnection, progress: _Progress) -> Iterator[None]:
    """Cut the connection when the time is over: whoever waits for an answer wakes up, whatever it waits for."""

    def cut() -> None:
        progress.late = True
        connection.abort()

    alarm = asyncio.get_running_loop().call_later(server.timeout, cut)
    try:
        yield
    finally:
        alarm.cancel()


def _path(server: Server, name: str) -> str:
    return f"{server.folder.rstrip('/')}/{name}"


async def _same(client: asyncssh.SFTPClient, path: str, content: bytes) -> bool:
    if (await client.stat(path)).size != len(content):
        return False
    async with client.open(path, "rb") as stream:
        there: Any = await stream.read()
    return bool(there == content)


async def _write(client: asyncssh.SFTPClient, path: str, content: bytes) -> None:
    """Write a file under its temporary name and see that all of it arrived."""
    async with client.open(path, "wb") as stream:
        await stream.write(content)
    if not await _same(client, path, content):
        raise OSError("the server holds something else than what was sent")
