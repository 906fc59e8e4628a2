"""The revisions make exactly the tables that are declared."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from store.databases import open_database, read_address
from store.errors import DatabaseUnavailable
from store.metadata import SHARED
from store.migrations import migrate
from store.tables import metadata
from tests.databases import KINDS, fresh_database

T = TypeVar("T")


def look(url: str, question: Callable[[sa.Connection], T]) -> T:
    """Ask a database through SQLAlchemy, whichever it is."""
    address = read_address(url)
    if address.get_backend_name() == "sqlite":
        with sa.create_engine(address, poolclass=sa.NullPool).begin() as connection:
            return question(connection)

    async def ask() -> T:
        engine = create_async_engine(
            address.set(drivername="postgresql+asyncpg"), poolclass=sa.NullPool
        )
        async with engine.begin() as connection:
            return await connection.run_sync(question)

    return asyncio.run(ask())


def rules_of(connection: sa.Connection) -> dict[str, Any]:
    """Return what alembic's comparison leaves out: each rule and index, as the database says it."""
    if connection.dialect.name == "sqlite":
        texts = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'"
        )
        # The order of columns and rules is no promise, the lines are.
        return {
            name: sorted(line.strip(" ,\t") for line in (sql or "").splitlines())
            for name, sql in texts
        }
    rules = connection.exec_driver_sql(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 "
        "AND conrelid::regclass::text <> 'alembic_version'"
    )
    indexes = connection.exec_driver_sql(
        "SELECT indexname, indexdef FROM pg_indexes "
        "WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    columns = connection.exec_driver_sql(
        "SELECT attrelid::regclass::text || '.' || attname, format_type(atttypid, atttypmod), "
        "attnotnull, attcollation::regcollation::text, pg_get_expr(adbin, adrelid) "
        "FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum "
        "JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 "
        "AND relname <> 'alembic_version'"
    )
    return {name: tuple(rest) for name, *rest in [*rules, *indexes, *columns]}


def test_comparison_is_empty(database_url: str) -> None:
    """A migrated database has the declared tables: alembic finds nothing to do."""

    def compare(connection: sa.Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, metadata))

    assert look(database_url, compare) == []


def test_every_rule_and_index_agrees(database_url: str, tmp_path: Path) -> None:
    """Checks, keys, indexes, types and collations are the same as those of a database made anew."""
    kind = read_address(database_url).get_backend_name()
    migrated = look(database_url, rules_of)
    with fresh_database(kind, tmp_path, tables=False) as url:
        look(url, metadata.create_all)
        declared = look(url, rules_of)
    assert len(migrated) > 200
    assert migrated == declared


@pytest.mark.parametrize("kind", KINDS)
def test_migrating_twice_changes_nothing(kind: str, tmp_path: Path) -> None:
    """`migrate` makes what is missing, and may be called again."""
    with fresh_database(kind, tmp_path, tables=False) as url:
        migrate(url)
        first = look(url, rules_of)
        migrate(url)
        assert look(url, rules_of) == first


@pytest.mark.parametrize("kind", KINDS)
def test_migrating_at_the_same_time(kind: str, tmp_path: Path) -> None:
    """Several processes may start at once on a new database: one migrates, the others wait."""
    with fresh_database(kind, tmp_path, tables=False) as url:
        with ThreadPoolExecutor(max_workers=4) as threads:
            list(threads.map(migrate, [url] * 4))
        assert len(look(url, rules_of)) > 200


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    """A gateway that goes back to an older version takes what the newer one has made."""

    def pretend(connection: sa.Connection) -> None:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    look(database_url, pretend)
    before = look(database_url, rules_of)
    migrate(database_url)
    assert look(database_url, rules_of) == before


async def test_migrating_while_a_loop_runs(tmp_path: Path) -> None:
    """`migrate` may be called from a running event loop."""
    with fresh_database("postgresql", tmp_path, tables=False) as url:
        migrate(url)
        database = open_database(url)
        await database.ping()
        await database.close()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/nothing"]
)
def test_a_database_out_of_reach(url: str) -> None:
    """Migrating one that cannot be reached says so in one kind of error."""
    with pytest.raises(DatabaseUnavailable, match=r"cannot (migrate|connect)"):
        migrate(url)


def test_every_key_begins_with_the_network() -> None:
    """Keys, uniqueness, references and indexes all lead with the network, as sharding needs.

    Only what all networks share has no network: the policies, when they were in force, and what
    processes tell each other.
    """
    shared = {table.name for table in metadata.tables.values() if SHARED in table.info}
    assert shared == {"policy_sets", "policy_activations", "sign_in_attempts", "happenings"}
    for table in metadata.tables.values():
        if table.name in shared:
            continue
        assert table.primary_key.columns[0].name == "network_id", table.name
        for index in table.indexes:
            assert next(iter(index.columns)).name == "network_id", index.name
        for rule in table.constraints:
            if isinstance(rule, sa.UniqueConstraint | sa.ForeignKeyConstraint):
                assert rule.columns[0].name == "network_id", rule.name
            if isinstance(rule, sa.ForeignKeyConstraint):
                assert SHARED not in rule.referred_table.info, rule.name
                assert rule.elements[0].column.name == "network_id", rule.name


def test_every_reference_is_indexed() -> None:
    """For each foreign key there is an index, or a key, that begins with its columns."""
    for table in metadata.tables.values():
        keys = [[column.name for column in index.columns] for index in table.indexes]
        keys.append([column.name for column in table.primary_key.columns])
        for reference in table.foreign_key_constraints:
            columns = list(reference.column_keys)
            assert any(key[: len(columns)] == columns for key in keys), (table.name, columns)


def test_folded_companions_are_never_null() -> None:
    """Whatever sorts or matches by its folded form has one, in every row."""
    companions = [
        (table.columns[column.name.removesuffix("_folded")], column)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_folded")
    ]
    assert len(companions) > 10
    assert not any(text.nullable or folded.nullable for text, folded in companions)
