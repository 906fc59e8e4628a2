"""A pooler between gateway and database: what the settings and `portal doctor` say of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from tests.databases import fresh_database
from tests.gateway.ended import Portal
from tests.gateway.house import edit
from tests.poolers import NEEDS_POOLER, pooled_urls  # noqa: F401

UNTOLD = "the settings do not say so"
SLOW = "the server compiles statements"
DEAF = "nothing can be followed"


def said(portal: Portal, root: Path, url: str, exit_code: int) -> dict[str, str]:
    """What the doctor says of poolers, with its verdicts."""
    arguments = ("doctor", "--root", str(root), "--database", url, "--format", "json")
    ended = portal(*arguments)
    assert ended.exit == exit_code, ended.out
    return {
        finding["text"]: finding["verdict"]
        for finding in ended.json
        if finding["about"] == "pooler"
    }


def told(root: Path, direct: str | None) -> None:
    """Write that there is a pooler, and the way past it."""
    edit(root, "config/gateway.yaml", "pooler: none", "pooler: transaction")
    line = "  direct-url: postgresql://db.example.test/portal\n"
    edit(root, "config/gateway.yaml", line, "" if direct is None else f"  direct-url: {direct}\n")


@NEEDS_POOLER
def test_a_pooler_that_is_told_of_is_sound(
    portal: Portal, root: Path, urls: tuple[str, str]
) -> None:
    """Once the database does not compile statements: a pooler lets no client say so."""
    between, server = urls
    told(root, server)
    found = said(portal, root, between, 0)
    assert set(found.values()) == {"good", "doubtful"}
    assert SLOW in " ".join(found)
    asyncio.run(_told_not_to_compile(server))
    assert said(portal, root, between, 0) == {"in transaction mode": "good"}


@NEEDS_POOLER
def test_the_way_past_it(
    portal: Portal, root: Path, urls: tuple[str, str], tmp_path: Path
) -> None:
    """Missing, nothing can be followed; it leads past the pooler, and to the same database."""
    between, _ = urls
    told(root, None)
    assert DEAF in " ".join(said(portal, root, between, 0))
    with pytest.MonkeyPatch.context() as patch, fresh_database("postgresql", tmp_path) as other:
        for wrong in (between, other):
            patch.setenv("PORTAL_DATABASE_DIRECT_URL", wrong)
            assert "bad" in said(portal, root, between, 1).values()


def test_no_pooler_where_one_was_told_of(portal: Portal, root: Path, urls: tuple[str, str]) -> None:
    """Works, and costs time for nothing."""
    told(root, urls[1])
    assert "doubtful" in said(portal, root, urls[1], 0).values()


def test_a_way_past_to_no_server(portal: Portal, root: Path) -> None:
    """Only PostgreSQL has poolers; the message names the variable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_DIRECT_URL", "sqlite:///portal.db")
        ended = portal("settings", "--root", str(root))
    assert ended.exit == 2
    assert "PORTAL_DATABASE_DIRECT_URL" in ended.err


def test_the_password_of_the_way_past_is_not_printed(portal: Portal, root: Path) -> None:
    """Wherever it stands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_DIRECT_URL", "postgresql://somebody:geheim@db/portal")
        ended = portal("settings", "--root", str(root))
    assert "postgresql://somebody:***@db/portal" in ended.out
    assert "geheim" not in ended.out + ended.err


async def _told_not_to_compile(url: str) -> None:
    """For the pooler's connections, too: a setting of the database counts for new ones."""
    connection = await asyncpg.connect(url)
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f'ALTER DATABASE "{name}" SET jit = off')
    await connection.execute(
        "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()
