"""Connections, transactions and snapshots, the same promises on both databases."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from store.compiled import Values, compile_statement
from store.content import events
from store.contracts import plans
from store.customers import customers
from store.databases import Connection, Database, open_database, read_address
from store.errors import DatabaseUnavailable
from store.migrations import migrate
from store.nested import nested, nested_rows
from store.postgresql import BOUNDS
from tests.databases import KINDS, fresh_database
from tests.store.rows import NOW, Rows, ask

COUNT = sa.select(sa.func.count()).select_from(plans)


def no_values(database: Database) -> Values:
    return () if database.dialect.name == "postgresql" else {}


async def count(connection: Connection) -> int:
    return int((await ask(connection, COUNT))[0][0])


async def add_plan(connection: Connection, **values: Any) -> None:
    rows = Rows()
    rows.add("plans", **values)
    await connection.insert(plans, rows.taken("plans"))


async def test_values_come_back_as_the_driver_has_them(database: Database) -> None:
    """Whole numbers, text, dates, truths and NULL survive; SQLite writes some in its own way."""
    rows = Rows()
    customer = rows.add(
        "customers", id=2**62, full_name="Zo\u00eb \U0001f600", date_of_birth=dt.date(1990, 2, 28)
    )
    await rows.write(database)
    c = customers.c
    question = sa.select(
        c.id, c.full_name, c.date_of_birth, c.registered_at, c.phone.is_(None), c.phone
    )
    async with database.connection() as connection:
        (row,) = await ask(connection, question)
    if database.dialect.name == "postgresql":
        moment: object = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        assert row == (customer, "Zo\u00eb \U0001f600", dt.date(1990, 2, 28), moment, True, None)
    else:
        moment = "2020-01-01T00:00:00Z"
        assert row == (customer, "Zo\u00eb \U0001f600", "1990-02-28", moment, 1, None)


async def test_nested_rows(database: Database) -> None:
    """Rows nested in rows arrive with their values, and an empty list where there are none."""
    rows = Rows()
    host, idle = rows.customer(), rows.customer()
    held = [rows.add("events", host_id=host, capacity=n or None) for n in range(3)]
    await rows.write(database)
    c, e = customers.alias("c"), events.alias("e")
    inside = sa.select().select_from(e).where(e.c.host_id == c.c.id)
    column = nested(inside, [e.c.id, e.c.title, e.c.capacity, e.c.id > 0], c, database.dialect)
    async with database.connection() as connection:
        answers = dict(await ask(connection, sa.select(c.c.id, column)))
    assert sorted(tuple(row) for row in nested_rows(answers[host])) == [
        (event, "title", number or None, True) for number, event in enumerate(held)
    ]
    assert nested_rows(answers[idle]) == []
    assert isinstance(answers[host], str) == (database.dialect.name == "sqlite")
    if isinstance(answers[host], str):
        assert orjson.loads(answers[host])


async def test_nothing_is_written_where_an_exception_leaves(database: Database) -> None:
    """A transaction writes all or nothing, and the next one is not touched by the failure."""
    for error in (ValueError("no"), asyncio.CancelledError()):
        with pytest.raises(type(error)):
            async with database.transaction() as connection:
                await add_plan(connection)
                assert await count(connection) == 1
                raise error
        async with database.connection() as connection:
            assert await count(connection) == 0
    async with database.transaction() as connection:
        await add_plan(connection)
    async with database.connection() as connection:
        assert await count(connection) == 1


async def test_a_failed_statement_undoes_its_transaction(database: Database) -> None:
    """After an error in a statement nothing stays, and later transactions work."""
    with pytest.raises(Exception, match="nonsense"):
        async with database.transaction() as connection:
            await add_plan(connection)
            await connection.fetch("SELECT nonsense FROM plans", no_values(database))
    async with database.transaction() as connection:
        assert await count(connection) == 0


async def test_what_is_not_committed_is_not_seen(database: Database) -> None:
    """Readers see a transaction's rows once it is committed, and at once then."""
    async with database.connection() as reader:
        async with database.transaction() as writer:
            await add_plan(writer)
            assert await count(reader) == 0
        assert await count(reader) == 1


async def test_a_snapshot_stays(database: Database) -> None:
    """Statements of a snapshot see one moment, whatever is written or begun meanwhile."""
    async with database.snapshot() as early:
        assert await count(early) == 0
        async with database.transaction() as writer:
            await add_plan(writer)
        async with database.snapshot() as late, database.connection() as reader:
            assert [await count(early), await count(late), await count(reader)] == [0, 1, 1]
    async with database.snapshot() as again:
        assert await count(again) == 1


async def test_a_snapshot_cannot_write(database: Database) -> None:
    """Reading is all that a snapshot can do."""
    with pytest.raises(DatabaseUnavailable, match=r"read-only|cannot be written"):
        async with database.snapshot() as connection:
            await connection.fetch("DELETE FROM plans", no_values(database))


async def test_writers_take_turns(database: Database) -> None:
    """Many transactions at once lose nothing of one another."""

    async def add_one(number: int) -> None:
        async with database.transaction() as connection:
            await add_plan(connection, id=number)
            await asyncio.sleep(0)

    await asyncio.gather(*(add_one(number) for number in range(1, 41)))
    async with database.connection() as connection:
        assert await count(connection) == 40


async def test_many_readers_at_once(database: Database) -> None:
    """More readers than connections are all served."""

    async def read() -> int:
        async with database.connection() as connection:
            await asyncio.sleep(0.001)
            return await count(connection)

    assert await asyncio.gather(*(read() for _ in range(60))) == [0] * 60


async def test_inserting_in_bulk(database: Database) -> None:
    """Rows may leave columns out, which then take their defaults."""
    rows = Rows()
    rows.add("plans", id=1, visible=False)
    (full,) = rows.taken("plans")
    short = {name: value for name, value in full.items() if name != "visible"} | {"id": 2}
    async with database.transaction() as connection:
        await connection.insert(plans, [full, short, {**full, "id": 3}])
        await connection.insert(plans, [])
        question = sa.select(plans.c.id, plans.c.visible).order_by(plans.c.id)
        found = [(id_, bool(visible)) for id_, visible in await ask(connection, question)]
    assert found == [(1, False), (2, True), (3, False)]


async def test_ping(database: Database) -> None:
    """A database with its tables answers."""
    await database.ping()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_database_without_tables(kind: str, tmp_path: Path) -> None:
    """One that was never migrated is unavailable, and says what to do."""
    with fresh_database(kind, tmp_path, tables=False) as url:
        database = open_database(url)
        with pytest.raises(DatabaseUnavailable, match="migrate"):
            await database.ping()
        with pytest.raises(DatabaseUnavailable, match="migrate"):
            async with database.connection() as connection:
                await count(connection)
        await database.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_database_that_was_closed_opens_no_more(kind: str, tmp_path: Path) -> None:
    """Not even for whoever asks on while it is closed: nothing stays open behind their back."""
    with fresh_database(kind, tmp_path) as url:
        database = open_database(url)
        async with database.snapshot() as connection:
            assert await count(connection) == 0
            await database.close()
        with pytest.raises(Exception, match="closed"):
            await count(connection)
        for hold in (database.connection, database.snapshot, database.transaction):
            with pytest.raises(DatabaseUnavailable, match="the database was closed"):
                async with hold() as connection:
                    await count(connection)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all.db",
        "postgresql://nobody@127.0.0.1:1/nothing",
        "postgresql://nobody@no-such-host.invalid/nothing",
    ],
)
async def test_a_database_out_of_reach(url: str) -> None:
    """Opening it is no error; asking it is one kind of error, each time, in every way of asking."""
    database = open_database(url)
    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            await database.ping()
        for hold in (database.connection, database.snapshot, database.transaction):
            with pytest.raises(DatabaseUnavailable):
                async with hold() as connection:
                    await count(connection)
    await database.close()


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A file of something else is unavailable."""
    path = tmp_path / "portal.db"
    path.write_text("This is a shopping list, not a database. " * 100)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnavailable):
        await database.ping()
    await database.close()


async def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    """A misspelt path does not become an empty database."""
    path = tmp_path / "misspelt.db"
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnavailable):
        await database.ping()
    assert not path.exists()
    await database.close()


async def test_a_database_that_comes_later(tmp_path: Path) -> None:
    """Once it is there, it is used, without opening anew."""
    url = f"sqlite:///{tmp_path}/later.db"
    database = open_database(url)
    with pytest.raises(DatabaseUnavailable):
        await database.ping()
    migrate(url)
    await database.ping()
    await database.close()


async def test_in_memory() -> None:
    """Each database in memory is born with its tables, alone, and gone when closed."""
    one, other = open_database("sqlite:///:memory:"), open_database("sqlite://")
    async with one.transaction() as connection:
        await add_plan(connection)
    async with one.snapshot() as connection:
        assert await count(connection) == 1
    async with other.connection() as connection:
        assert await count(connection) == 0
    await one.close()
    await other.close()
    with pytest.raises(DatabaseUnavailable):
        await one.ping()


@pytest.mark.parametrize(
    "url", ["", "portal.db", "mysql://root@host/name", "postgresql://user:secret@host:port/x"]
)
def test_addresses_that_are_none(url: str) -> None:
    """An address that means nothing to the store is refused, without repeating its password."""
    with pytest.raises(ValueError, match="no address of a database") as refused:
        open_database(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("sqlite:///portal.db", "sqlite"),
        ("sqlite+aiosqlite:///portal.db", "sqlite"),
        ("postgres://user@host/name", "postgresql"),
        ("postgresql+asyncpg://user@host/name", "postgresql"),
    ],
)
def test_addresses_with_a_driver(url: str, backend: str) -> None:
    """The name of a driver in an address is left out of account."""
    assert read_address(url).drivername == backend


def test_the_name_hides_the_password() -> None:
    """What may be logged of an address holds no password."""
    assert "secret" not in open_database("postgresql://user:secret@host/name").name


async def test_settings_of_postgresql(tmp_path: Path) -> None:
    """Plans are generic, nothing is compiled at run time, times are UTC."""
    with fresh_database("postgresql", tmp_path) as url:
        database = open_database(url)
        async with database.connection() as connection:
            for name, value in (
                ("jit", "off"),
                ("plan_cache_mode", "force_generic_plan"),
                ("TimeZone", "UTC"),
            ):
                assert [tuple(r) for r in await connection.fetch(f"SHOW {name}", ())] == [(value,)]
        await database.close()


async def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    """Neither for a statement, nor for a row, nor for who left a transaction open.

    The connection goes on afterwards; a database that is not bounded takes its time.
    """
    with fresh_database("postgresql", tmp_path) as url:
        patient, database = open_database(url), open_database(url, bounded=True, connections=1)
        async with database.connection() as connection:
            for name, value in BOUNDS.items():
                ((shown,),) = await connection.fetch(f"SHOW {name}", ())
                assert shown == {"60s": "1min"}.get(value, value)
            await connection.fetch("SET statement_timeout = 20", ())
            with pytest.raises(DatabaseUnavailable, match="longer than it may"):
                await connection.fetch("SELECT pg_sleep(5)", ())
            await connection.fetch("SET lock_timeout = 20", ())
            await connection.fetch("SET statement_timeout = 0", ())
        lock = "LOCK TABLE customers"
        async with patient.transaction() as holder:
            await holder.fetch(lock, ())
            assert [tuple(each) for each in await holder.fetch("SHOW lock_timeout", ())] == [("0",)]
            with pytest.raises(DatabaseUnavailable, match="keeps a row locked"):
                async with database.transaction() as connection:
                    await connection.fetch(lock, ())
        async with database.transaction() as connection:
            await connection.fetch(lock, ())
        await patient.close()
        await database.close()


async def test_settings_of_sqlite(tmp_path: Path) -> None:
    """Writers do not hold up readers, and references are checked."""
    with fresh_database("sqlite", tmp_path) as url:
        database = open_database(url)
        async with database.transaction() as connection:
            for name, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)):
                assert await connection.fetch(f"PRAGMA {name}", {}) == [(value,)]
        await database.close()


async def test_another_writer_of_the_file_is_waited_for(tmp_path: Path) -> None:
    """While another process writes, the event loop goes on and the transaction waits its turn."""
    with fresh_database("sqlite", tmp_path) as url:
        mine, theirs = open_database(url), open_database(url)
        steps: list[str] = []

        async def write_mine() -> None:
            async with mine.transaction() as connection:
                steps.append("mine")
                await add_plan(connection, id=2)

        async with theirs.transaction() as connection:
            waiting = asyncio.create_task(write_mine())
            await asyncio.sleep(0.03)
            steps.append("theirs")
            await add_plan(connection, id=1)
        await waiting
        assert steps == ["theirs", "mine"]
        async with mine.connection() as connection:
            assert await count(connection) == 2
        await mine.close()
        await theirs.close()


def test_a_statement_fits_both(database_url: str) -> None:
    """What is compiled for a database's dialect is what its connection takes."""

    async def look() -> None:
        database = open_database(database_url)
        statement = compile_statement(sa.select(sa.literal(1)), database.dialect)
        async with database.connection() as connection:
            rows = await connection.fetch(statement.text, statement.values({"now": NOW}))
            assert [tuple(row) for row in rows] == [(1,)]
        await database.close()

    asyncio.run(look())
