"""The servers that are measured: processes of their own, stopped at the end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    name: str
    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """The CPU time that the process has used so far, in all its threads; Linux counts it."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in threads) / 1e9

    @property
    def memory_megabytes(self) -> float:
        """What the process holds in memory now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def serving(
    name: str, factory: str, environment: Mapping[str, str], port: int | None = None
) -> Iterator[Server]:
    """Serve an ASGI application by uvicorn in a process of its own until the block ends."""
    port = port or free_port()
    command = [
        sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port),
        "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip
    with running(name, command, environment, port) as server:
        yield server


@contextmanager
def running(
    name: str, command: Sequence[str | Path], environment: Mapping[str, str], port: int
) -> Iterator[Server]:
    """Run a program that listens on *port* until the block ends.

    Raises:
        RuntimeError: It does not come to listen within half a minute.
    """
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait(name, process, port)
        yield Server(name, port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(name: str, process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"{name} did not start")
        with socket.socket() as attempt:
            attempt.settimeout(0.2)
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{name} does not answer")
