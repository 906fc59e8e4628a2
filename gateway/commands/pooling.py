"""What `portal doctor` says of a pooler between the gateway and PostgreSQL."""

from __future__ import annotations

from gateway.commands.findings import Finding
from gateway.settings import Settings
from store.databases import Database, open_database
from store.errors import DatabaseUnavailable
from store.poolers import compiles, database_behind, is_pooler

ABOUT = "pooler"


async def pooling(settings: Settings, database: Database) -> list[Finding]:
    """Look whether the settings say what is there; *database* answers."""
    if database.dialect.name != "postgresql":
        return []
    async with database.connection() as connection:
        there = await is_pooler(connection)
        slow = there and await compiles(connection)
        reached = await database_behind(connection)
    if settings.database.pooler == "none":
        return [_UNTOLD] if there else []
    found = [Finding("good", ABOUT, "in transaction mode") if there else _ABSENT]
    if slow:
        found.append(_slow(reached[1]))
    if settings.database.direct_url is not None:
        found += await _direct(settings.database.direct_url, reached)
    elif settings.live.connections:
        found.append(_DEAF)
    return found


async def _direct(url: str, reached: tuple[int, str]) -> list[Finding]:
    server = open_database(url)
    try:
        async with server.connection() as connection:
            if await is_pooler(connection):
                return [_ANOTHER_POOLER]
            if await database_behind(connection) != reached:
                return [_ELSEWHERE]
    except DatabaseUnavailable as error:
        return [Finding("bad", ABOUT, f"past it: {error}", "mend `database.direct-url`")]
    finally:
        await server.close()
    return []


def _slow(name: str) -> Finding:
    return Finding(
        "doubtful", ABOUT, "the server compiles statements, and the gateway cannot tell it not to",
        f'ALTER DATABASE "{name}" SET jit = off',
    )


_UNTOLD = Finding(
    "doubtful", ABOUT, "the database is reached through one, and the settings do not say so",
    "write `pooler: transaction`, unless it keeps a client on one connection for a session",
)
_ABSENT = Finding(
    "doubtful", ABOUT, "`database.pooler: transaction`, and the server itself answers",
    "write `pooler: none`: then statements are prepared once",
)
_DEAF = Finding(
    "doubtful", ABOUT, "nothing can be followed: a pooler passes no notices on",
    "name the server itself in `database.direct-url`, or write `live: { connections: 0 }`",
)
_ANOTHER_POOLER = Finding(
    "bad", ABOUT, "a pooler answers at `database.direct-url`, too", "name the server itself there"
)
_ELSEWHERE = Finding(
    "bad", ABOUT, "`database.direct-url` leads to another database", "name the same one there"
)
