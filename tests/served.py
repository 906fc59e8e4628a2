"""A gateway that really serves: `portal serve` in a process of its own, on a port of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

HOUSE = Path(__file__).parent.parent
PATIENCE_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Served:
    """A gateway under way: where it listens, and the id of its process."""

    host: str
    port: int
    process: int

    @property
    def address(self) -> str:
        """Where it answers, without a path."""
        return f"http://{self.host}:{self.port}"

    @property
    def graphql(self) -> str:
        """The endpoint."""
        return f"{self.address}/graphql"


@contextmanager
def served(folder: Path, database_url: str, **settings: object) -> Iterator[Served]:
    """Serve the repository's own YAML, with *settings* laid over its `config/gateway.yaml`."""
    root = folder / "served"
    for name in ("policies", "locations", "config"):
        shutil.copytree(HOUSE / name, root / name)
    config = root / "config/gateway.yaml"
    written = yaml.safe_load(config.read_text())
    for key, value in settings.items():
        name = key.replace("_", "-")
        written[name] = {**written[name], **value} if isinstance(value, dict) else value
    config.write_text(yaml.safe_dump(written))
    port = free_port()
    log = folder / "served.log"
    command = [
        sys.executable, "-c", "from gateway.command import main; main()",
        "serve", "--root", str(root), "--database", database_url, "--port", str(port),
    ]
    environment = {**os.environ, "PORTAL_SECRET": "s" * 40}
    with log.open("w") as output, subprocess.Popen(
        command, env=environment, stdout=output, stderr=output
    ) as process:
        try:
            gateway = Served("127.0.0.1", port, process.pid)
            _await(gateway, process, log)
            yield gateway
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(gateway: Served, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{gateway.address}/live", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the gateway did not start:\n{log.read_text()}")
