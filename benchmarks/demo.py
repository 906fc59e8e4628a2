"""The demo network on the databases to measure on, in a folder that goes afterwards."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.world import enlarge

ROOT = Path(__file__).resolve().parent.parent


def portal(environment: Mapping[str, str], *arguments: str) -> str:
    """Run the command `portal`; return what it prints."""
    command = [sys.executable, "-c", "from gateway.command import main; main()", *arguments]
    done = subprocess.run(
        command, env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@contextmanager
def databases(kinds: Sequence[str], given: str | None, scale: int) -> Iterator[list[str]]:
    """Make the demo network on the databases asked for; *given* is an empty PostgreSQL to use."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder, ExitStack() as stack:
        urls = []
        if "sqlite" in kinds:
            urls.append(f"sqlite:///{folder}/portal.db")
        if "postgresql" in kinds:
            urls.append(given or stack.enter_context(_postgresql(Path(folder))))
        for url in urls:
            environment = {"PORTAL_ROOT": str(ROOT), "PORTAL_DATABASE_URL": url}
            portal(environment, "migrate")
            portal(environment, "demo", "--scale", str(scale))
            asyncio.run(enlarge(url))
        yield urls


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    from tests.databases import fresh_database

    with fresh_database("postgresql", folder, tables=False) as url:
        yield url
