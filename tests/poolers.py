"""PgBouncer in transaction mode before a database, for tests; they are left out where it is absent.

It comes with Debian's package `pgbouncer`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import fresh_database
from tests.served import free_port

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NEEDS_POOLER = pytest.mark.skipif(
    PROGRAM is None, reason="there is no pgbouncer on this machine (Debian: apt install pgbouncer)"
)
SERVERS = 3
"""So few connections to the server are shared by all clients that they have to take turns."""

PATIENCE_SECONDS = 10.0

_SETTINGS = """
[databases]
{name} = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {servers}
max_client_conn = 500
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


@contextmanager
def pooled(folder: Path, url: str) -> Iterator[str]:
    """Put PgBouncer before the database at *url*; yield the address at which it answers."""
    address = sa.make_url(url)
    host = str(address.query.get("host") or address.host)
    place = folder / "pooler"
    place.mkdir()
    port = free_port()
    settings = place / "pgbouncer.ini"
    server = {
        "host": host, "port": address.port or 5432, "user": address.username,
        "password": address.password,
    }
    settings.write_text(_SETTINGS.format(
        name=address.database, listen=port, servers=SERVERS, folder=place,
        server=" ".join(f"{key}={value}" for key, value in server.items() if value),
    ))
    with subprocess.Popen(
        [str(PROGRAM), *_as_whom(host, place), str(settings)], stderr=subprocess.DEVNULL
    ) as process:
        try:
            _await(port)
            yield f"postgresql://{address.username}@127.0.0.1:{port}/{address.database}"
        finally:
            process.kill()


@pytest.fixture(name="urls", scope="module")
def pooled_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The pooler's address, and the server's own."""
    folder = tmp_path_factory.mktemp("pooled")
    with fresh_database("postgresql", folder) as url, pooled(folder, url) as between:
        yield between, url


def _as_whom(host: str, place: Path) -> list[str]:
    """PgBouncer refuses to run as root: then it runs as whom the server's socket lets in."""
    if os.getuid():
        return []
    user = Path(host).owner() if host.startswith("/") else "nobody"
    shutil.chown(place, user)
    for folder in place.parents:
        with contextlib.suppress(PermissionError):
            folder.chmod(folder.stat().st_mode | 0o011)
    return ["-u", user]


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise AssertionError("pgbouncer did not start")
