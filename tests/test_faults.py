"""A short trial: known answers under load, while rules change, clients hang and the database goes.

`python -m benchmarks.faults` is the long one, over two processes of which one is killed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa
import uvicorn

from benchmarks.crowd import add_crowd
from benchmarks.faults import KINDS, Memory, problems
from benchmarks.following import people
from benchmarks.in_process import UNBOUNDED
from benchmarks.trial import Trial
from gateway.application import create_app
from gateway.http.connections import Connection
from gateway.settings import Server, Settings
from store.databases import open_database
from store.demo import fill
from tests.databases import fresh_database

HOUSE = Path(__file__).parent.parent


@asynccontextmanager
async def answering(app: Any) -> AsyncIterator[tuple[str, int]]:
    """Serve *app* in this loop; yield where."""
    server = uvicorn.Server(uvicorn.Config(app, http=Connection, log_config=None, lifespan="on"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
        yield listening.getsockname()
        server.should_exit = True
        await serving


async def take_away(url: str, trial: Trial) -> None:
    """End all connections to the database, and let none in for a moment."""
    address = sa.make_url(url)
    admin = await asyncpg.connect(
        address.set(database="postgres").render_as_string(hide_password=False)
    )
    try:
        began = time.monotonic()
        await admin.execute(f"ALTER DATABASE {address.database} ALLOW_CONNECTIONS false")
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
            address.database,
        )
        await asyncio.sleep(0.3)
        await admin.execute(f"ALTER DATABASE {address.database} ALLOW_CONNECTIONS true")
        trial.away.append((began, time.monotonic()))
    finally:
        await admin.close()


async def test_every_answer_is_right_or_an_honest_503(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, by the policies that it names; 503 only while the database is away."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    monkeypatch.setattr(Connection, "head_seconds", 0.3)
    monkeypatch.setattr(Connection, "write_seconds", 0.3)
    root = tmp_path / "root"
    for name in ("policies", "locations", "config"):
        shutil.copytree(HOUSE / name, root / name)
    with fresh_database("postgresql", tmp_path) as url:
        await asyncio.to_thread(fill, url)
        database = open_database(url)
        await add_crowd(database, len(KINDS), dt.datetime.now(dt.UTC))
        await database.close()
        settings = Settings(root, url, server=Server(patience_seconds=1), budgets=UNBOUNDED)
        async with answering(create_app(settings)) as where:
            trial = Trial(where, root, people(settings, len(KINDS)), clients=4)
            await trial.prepare()

            async def faults() -> None:
                await asyncio.gather(trial.hang(1), trial.reload(1, 1.5))
                await take_away(url, trial)

            await trial.under_load(faults)
    assert list(problems(trial, Memory(0, 0))) == []
    assert trial.ledger.right.total() > len(trial.asks)
    assert trial.ledger.broken == []
    assert trial.ledger.away
    assert all(seconds < 20 for each in trial.cut_off.values() for seconds in each)
