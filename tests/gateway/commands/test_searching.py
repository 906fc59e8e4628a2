"""`portal database search`: people are found by an index, and they are the same ones."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gateway.commands.exits import Exit
from planning.filters import Contains
from store.compiled import POSTGRESQL, compile_statement
from store.customers import customers
from store.databases import open_database
from store.trigrams import EXTENSION, SEARCHED, trigram_indexes
from tests.databases import fresh_database
from tests.gateway.ended import Portal
from tests.store.rows import Rows

NAMES = ("Ana Choirmaster", "Bo 50% Off", "Cy under_score", "Di Back\\slash", "Ed Plain")
VALID = """
SELECT relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relname LIKE 'trigrams%' ORDER BY 1
"""


def run(url: str, *texts: str) -> list[list[Any]]:
    """Run statements, each by itself; return their rows."""

    async def fetch() -> list[list[Any]]:
        database = open_database(url)
        try:
            async with database.connection() as connection:
                return [[tuple(row) for row in await connection.fetch(text, ())] for text in texts]
        finally:
            await database.close()

    return asyncio.run(fetch())


def found(url: str, word: str) -> tuple[list[str], str]:
    """Return who has *word* in their name, and how PostgreSQL looks for them if it can."""
    wanted = sa.select(customers.c.full_name).where(
        Contains(customers.c.full_name_folded, sa.literal(word))
    )
    statement = compile_statement(wanted.order_by(customers.c.id), POSTGRESQL)

    async def fetch() -> tuple[list[str], str]:
        database = open_database(url)
        try:
            async with database.snapshot() as connection:
                await connection.fetch("SET LOCAL enable_seqscan = off", ())
                values = statement.values({})
                names = [row[0] for row in await connection.fetch(statement.text, values)]
                plan = await connection.fetch(f"EXPLAIN {statement.text}", values)
                return names, "\n".join(row[0] for row in plan)
        finally:
            await database.close()

    return asyncio.run(fetch())


def fill(url: str) -> None:
    rows = Rows()
    for name in NAMES:
        rows.customer(full_name=name)

    async def write() -> None:
        database = open_database(url)
        await rows.write(database)
        await database.close()

    asyncio.run(write())


def test_people_are_found_by_an_index(portal: Portal, tmp_path: Path) -> None:
    """The same before and after, whatever signs they write; and again where it was broken off."""
    with fresh_database("postgresql", tmp_path) as url:
        fill(url)
        ana, bo, cy, di, _ = ([name] for name in NAMES)
        told = {"choir": ana, "50%": bo, "%": bo, "r_s": cy, "_": cy, "k\\s": di, "zz": []}
        assert {word: found(url, word)[0] for word in told} == told
        for _once_more in range(2):
            assert portal("database", "search", "--database", url).exit == Exit.DONE
            assert {word: found(url, word)[0] for word in told} == told
            assert "trigrams_customers_full_name_folded" in found(url, "choir")[1]
            names = {row for rows in run(url, VALID) for row in rows}
            assert names == {(f"trigrams_{each.table.name}_{each.name}", True) for each in SEARCHED}
            run(url, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
                "'trigrams_customers_full_name_folded'::regclass")


def test_divided_tables_are_indexed_as_well(portal: Portal, tmp_path: Path) -> None:
    """Each partition has its part of the index."""
    with fresh_database("postgresql", tmp_path) as url:
        assert portal("database", "partition", "--database", url).exit == Exit.DONE
        assert portal("database", "search", "--database", url).exit == Exit.DONE
        fill(url)
        assert found(url, "choir")[0] == [NAMES[0]]


def test_statements_are_printed(portal: Portal) -> None:
    """To be run by somebody else."""
    ended = portal("database", "search", "--dry-run", "--database", "postgresql://nowhere/none")
    assert ended.exit == Exit.DONE
    assert ended.out.splitlines() == [
        f"{each};" for each in (EXTENSION, *trigram_indexes(concurrently=True))
    ]


def test_a_user_without_the_right_is_told_whom_to_ask(portal: Portal, tmp_path: Path) -> None:
    """The extension is made once, by whoever may."""
    with fresh_database("postgresql", tmp_path) as url:
        run(url, "DROP ROLE IF EXISTS humble", "CREATE ROLE humble LOGIN")
        run(url, "GRANT SELECT ON alembic_version TO humble")
        humble = sa.make_url(url).set(username="humble").render_as_string(hide_password=False)
        ended = portal("database", "search", "--database", humble)
        run(url, "DROP OWNED BY humble", "DROP ROLE humble")
    assert (ended.exit, ended.out) == (Exit.PROBLEMS, "")
    assert "have an administrator run" in ended.err
    assert EXTENSION in " ".join(ended.err.split())


def test_sqlite_has_no_such_index(portal: Portal, tmp_path: Path) -> None:
    """And is left as it is."""
    with fresh_database("sqlite", tmp_path) as url:
        ended = portal("database", "search", "--database", url)
    assert (ended.exit, ended.out) == (Exit.PROBLEMS, "")
    assert "only PostgreSQL" in ended.err
