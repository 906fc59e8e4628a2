"""Fixtures and options of the oracle."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from store.databases import open_database
from tests.databases import database, database_url, fresh_database  # noqa: F401
from tests.oracle.cases import Bench
from tests.oracle.runs import Run, run

KEPT = 850
"""Cases that broken planners are asked, too; the run on SQLite has no fewer."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run be as long as one likes."""
    parser.addoption(
        "--oracle-cases", type=int, default=2_000, help="how many cases the oracle compares"
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session", name="on_sqlite")
async def _on_sqlite(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Run]:
    """Half of the cases, on SQLite; the first of them are there to be asked again."""
    count = int(request.config.getoption("--oracle-cases", default=2_000)) // 2
    with fresh_database("sqlite", tmp_path_factory.mktemp("oracle")) as url:
        opened = open_database(url)
        yield await run(Bench(opened), "s", max(count, KEPT), keep=KEPT)
        await opened.close()
