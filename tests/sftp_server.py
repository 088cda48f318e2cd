"""An SFTP server in this process, in a folder of its own, that can be slow, full, or die at a chosen moment."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

import asyncssh

USER, PASSWORD = "creditor", "a secret of theirs"


@dataclass
class Running:
    """A server that runs; `trouble` is what goes wrong: "", "full", "slow", "dies writing", "dies naming"."""

    port: int = 0
    host_key: str = ""
    trouble: str = ""
    log: list = field(default_factory=list)


def _server(running, folder):
    class Door(asyncssh.SSHServer):
        def connection_made(self, connection):
            self.connection = connection

        def begin_auth(self, _username):
            return True

        def password_auth_supported(self):
            return True

        def validate_password(self, username, password):
            return (username, password) == (USER, PASSWORD)

    class Files(asyncssh.SFTPServer):
        def __init__(self, channel):
            super().__init__(channel, chroot=str(folder).encode())
            self.lost = channel.get_connection().abort

        async def write(self, file_obj, offset, data):
            running.log.append("write")
            if running.trouble == "full":
                raise asyncssh.SFTPFailure("no space left")
            if running.trouble == "slow":
                try:
                    await asyncio.sleep(30)
                finally:
                    file_obj.close()
            if running.trouble == "dies writing":
                self.lost()
            return super().write(file_obj, offset, data)

        def rename(self, oldpath, newpath):
            running.log.append("rename")
            made = super().rename(oldpath, newpath)
            if running.trouble == "dies naming":
                self.lost()
            return made

    return Door, Files


@contextmanager
def sftp_server(folder, authorized=None):
    """A server on a free port of loopback; `authorized` is a file with the keys that it takes."""
    running = Running()
    key = asyncssh.generate_private_key("ssh-ed25519")
    running.host_key = key.export_public_key().decode().strip()
    door, files = _server(running, folder)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def listen():
        return await asyncssh.create_server(
            door, "127.0.0.1", 0, server_host_keys=[key], sftp_factory=files, authorized_client_keys=authorized
        )

    async def stop():
        listening.close()
        await listening.wait_closed()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    listening = asyncio.run_coroutine_threadsafe(listen(), loop).result(20)
    running.port = listening.get_port()
    try:
        yield running
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()
