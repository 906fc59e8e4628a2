"""Whether the tables of a database are those that this version of the gateway asks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from store.databases import Reader
from store.errors import TablesOutdated

_REVISIONS = Path(__file__).parent / "migrations" / "versions"
_FOUND = "SELECT version_num FROM alembic_version"


@cache
def newest_revision() -> str:
    """The number of the last revision that this version knows, such as `0025`."""
    return max(path.name[1:5] for path in _REVISIONS.glob("v[0-9]*.py"))


async def require_tables(connection: Reader) -> None:
    """Return if the tables are there, and no older than this version.

    Newer ones are as good: each version goes on working with the tables of the next.

    Raises:
        TablesOutdated: They are not.
        DatabaseUnavailable: Nobody knows.
    """
    rows = await connection.fetch(_FOUND, ())
    found = max((row[0] for row in rows), default="0000")
    if found < newest_revision():
        raise TablesOutdated(
            f"the tables are those of an earlier version ({found} of {newest_revision()})"
        )
