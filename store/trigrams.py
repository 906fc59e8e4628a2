"""Indexes for words in the middle of texts, by PostgreSQL's own extension `pg_trgm`."""

from __future__ import annotations

from collections.abc import Iterator

import asyncpg
import sqlalchemy as sa

from store.customers import customers, profile_tags, profiles
from store.databases import Connection
from store.errors import RightsLacking
from store.partitioning import is_partitioned
from store.teams import teams

SEARCHED: tuple[sa.Column[str], ...] = (
    customers.c.full_name_folded,
    customers.c.email_folded,
    profiles.c.display_name_folded,
    profile_tags.c.tag_folded,
    teams.c.name_folded,
)
"""Where people are looked for in a whole network; what a house has is found in its own lists."""

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"

_UNFINISHED = """
SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE NOT indisvalid AND relname = ANY ($1::text[])
"""


class NoTrigrams(Exception):
    """The server does not have the extension, or does not let us make it; says what to do."""


def trigram_indexes(*, concurrently: bool) -> Iterator[str]:
    """Yield the statements that make the indexes; *concurrently*, nobody who writes waits."""
    how = "INDEX CONCURRENTLY" if concurrently else "INDEX"
    for column in SEARCHED:
        yield (
            f"CREATE {how} IF NOT EXISTS {_name(column)} ON {column.table.name} "
            f"USING gin ({column.name} gin_trgm_ops)"
        )


async def make_trigram_indexes(connection: Connection) -> None:
    """Make those indexes that are not there yet, each by itself.

    What an earlier run has begun and not finished is made anew.

    Raises:
        NoTrigrams: The extension is not there and cannot be made.
        DatabaseUnavailable: The server is gone.
    """
    try:
        await connection.fetch(EXTENSION, ())
    except RightsLacking:
        raise NoTrigrams(
            f"this user may not make extensions: have an administrator run `{EXTENSION}`"
        ) from None
    except (asyncpg.FeatureNotSupportedError, asyncpg.UndefinedFileError):
        raise NoTrigrams(
            "the server lacks the extension pg_trgm: install PostgreSQL's contrib packages there"
        ) from None
    names = [_name(column) for column in SEARCHED]
    for (name,) in await connection.fetch(_UNFINISHED, (names,)):
        await connection.fetch(f"DROP INDEX {name}", ())
    concurrently = not await is_partitioned(connection)  # the server does not know how to do both
    for statement in trigram_indexes(concurrently=concurrently):
        await connection.fetch(statement, ())


def _name(column: sa.Column[str]) -> str:
    return f"trigrams_{column.table.name}_{column.name}"

