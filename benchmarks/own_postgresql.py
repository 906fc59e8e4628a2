"""A PostgreSQL server of one's own, from the development packages, to be stopped and started."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.databases import embedded_server


class OwnServer:
    """A server in a folder of its own."""

    def __init__(self, server: Any) -> None:
        self._server = server

    @property
    def url(self) -> str:
        """The address of its database `postgres`."""
        return str(self._server.get_uri())

    def stop(self, *, orderly: bool) -> None:
        """Stop it: *orderly* with a word to everybody connected, else as a crash would."""
        process = self._server.get_pid()
        os.kill(process, signal.SIGINT if orderly else signal.SIGQUIT)
        while Path(f"/proc/{process}").exists():
            time.sleep(0.02)

    def start(self) -> None:
        """Start it again, and wait until it is up."""
        self._server.ensure_postgres_running()


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Run a server until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="portal-own-"))
    folder.chmod(0o755)  # PostgreSQL refuses to run as root: the wheel lets another user in
    try:
        server = embedded_server(folder)
        yield OwnServer(server)
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
