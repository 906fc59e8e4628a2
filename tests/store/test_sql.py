"""The vocabulary of SQL: moments, text, and one of many values in one parameter."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from store.compiled import POSTGRESQL, SQLITE, compile_statement
from store.content import event_resources, events
from store.databases import Connection, Database, open_database
from store.sql import NETWORK, NOW, AmongFew, OneOf, instant_text, whole_second
from tests.databases import KINDS, fresh_database
from tests.store import rows as world
from tests.store.rows import Rows, ask


async def plan_of(connection: Connection, statement: sa.Select[Any], **values: Any) -> str:
    """Return how the database goes about a statement."""
    compiled = compile_statement(statement, connection.dialect)
    given = {"network": world.NETWORK, "now": world.NOW, **values}
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    rows = await connection.fetch(f"{explain} {compiled.text}", compiled.values(given))
    return "\n".join(str(row[-1]) for row in rows)


async def fill(database: Database, count: int = 2_000) -> list[int]:
    """Write events at twenty places, and let the database count them."""
    rows = Rows()
    ids = [
        rows.add(
            "events",
            location_id=f"place-{number % 20}",
            title=f"Event {number:05}",
            starts_at=world.NOW + dt.timedelta(hours=number),
            ends_at=world.NOW + dt.timedelta(hours=number + 1),
        )
        for number in range(count)
    ]
    await rows.write(database)
    async with database.transaction() as connection:
        await connection.fetch("ANALYZE", () if database.dialect.name == "postgresql" else {})
    return ids


@pytest.fixture(name="filled_url", scope="module", params=KINDS)
def _filled_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a database with these events, for tests that only read."""

    async def write(url: str) -> None:
        opened = open_database(url)
        await fill(opened)
        await opened.close()

    with fresh_database(request.param, tmp_path_factory.mktemp("events")) as url:
        asyncio.run(write(url))
        yield url


@pytest.fixture(name="filled")
async def _filled(filled_url: str) -> AsyncIterator[Database]:
    """The same database, opened."""
    opened = open_database(filled_url)
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("places", "expected"),
    [([], 0), (["place-3"], 100), (["place-3", "place-4"], 200), (["nowhere"], 0)],
)
async def test_one_of_texts(filled: Database, places: list[str], expected: int) -> None:
    """The rows whose value stands in the list are found; none where the list is empty."""
    found = sa.select(sa.func.count()).where(
        events.c.network_id == NETWORK, OneOf(events.c.location_id, "places")
    )
    others = sa.select(sa.func.count()).where(
        events.c.network_id == NETWORK, ~OneOf(events.c.location_id, "places")
    )
    async with filled.connection() as connection:
        assert await ask(connection, found, places=places) == [(expected,)]
        assert await ask(connection, others, places=frozenset(places)) == [(2_000 - expected,)]


async def test_one_of_ids_and_null(database: Database) -> None:
    """Whole numbers work alike; a NULL is neither in the list nor outside of it."""
    rows = Rows()
    host = rows.customer()
    hosted, unhosted = rows.add("events", host_id=host), rows.add("events")
    await rows.write(database)
    async with database.connection() as connection:
        for condition, expected in [
            (OneOf(events.c.host_id, "hosts"), [(hosted,)]),
            (~OneOf(events.c.host_id, "hosts"), []),
            (~~OneOf(events.c.host_id, "hosts"), [(hosted,)]),
            (sa.not_(OneOf(events.c.host_id, "hosts")), []),
            (OneOf(events.c.id, "hosts"), []),
            (~OneOf(events.c.id, "hosts"), [(hosted,), (unhosted,)]),
        ]:
            question = sa.select(events.c.id).where(condition).order_by(events.c.id)
            assert await ask(connection, question, hosts=[host]) == expected


async def test_one_of_strange_texts(database: Database) -> None:
    """Quotes, brackets and letters of any script are values, never syntax."""
    strange = ['a"b', "a'b", "a\\b", "[]", "{,}", "NULL", "", "Stra\u00dfe \u6771\u4eac \U0001f600"]
    rows = Rows()
    for text in strange:
        rows.add("events", location_id=text)
    rows.add("events", location_id="plain")
    await rows.write(database)
    question = sa.select(events.c.location_id).where(OneOf(events.c.location_id, "places"))
    async with database.connection() as connection:
        found = await ask(connection, question, places=strange)
        assert sorted(text for (text,) in found) == sorted(strange)


@pytest.mark.parametrize("combined", [False, True])
async def test_one_of_uses_an_index(filled: Database, combined: bool) -> None:
    """The database looks the values up in an index, also where the condition is one of several."""
    condition = OneOf(events.c.location_id, "places")
    question = sa.select(events.c.id).where(
        sa.and_(events.c.network_id == NETWORK, condition, events.c.starts_at > NOW)
        if combined
        else sa.and_(events.c.network_id == NETWORK, condition)
    )
    async with filled.connection() as connection:
        plan = await plan_of(connection, question, places=["place-3"])
    assert "ix_events_location_id" in plan, plan
    assert "SCAN events" not in plan
    assert "Seq Scan" not in plan
    if filled.dialect.name == "sqlite":
        assert "network_id=? AND location_id=?" in plan


async def test_ids_are_looked_up_by_key(filled: Database) -> None:
    """Records by a list of ids come from the primary key."""
    question = sa.select(events.c.title).where(
        events.c.network_id == NETWORK, OneOf(events.c.id, "ids")
    )
    async with filled.connection() as connection:
        ids = [id_ for (id_,) in await ask(connection, sa.select(events.c.id).limit(3))]
        plan = await plan_of(connection, question, ids=ids)
        assert len(await ask(connection, question, ids=ids)) == 3
    assert "pk_events" in plan or "autoindex_events_1 (network_id=? AND id=?)" in plan, plan


@pytest.mark.parametrize("order", ["starts_at", "title_folded", "category_folded"])
@pytest.mark.parametrize("place", [True, False])
async def test_pages_come_in_order_from_an_index(
    filled: Database, order: str, place: bool
) -> None:
    """A page after a cursor, at one location or in the network, is read without sorting."""
    column = events.c[order]
    question = (
        sa.select(events.c.id)
        .where(events.c.network_id == NETWORK)
        .where(sa.tuple_(column, events.c.id) > sa.tuple_(sa.bindparam("a"), sa.bindparam("b")))
        .order_by(column, events.c.id)
        .limit(20)
    )
    if place:
        question = question.where(events.c.location_id == sa.bindparam("place"))
    after: Any = world.NOW if order == "starts_at" else ""
    async with filled.connection() as connection:
        plan = await plan_of(connection, question, a=after, b=0, place="place-3")
    index = f"ix_events_location_id_{order}" if place else f"ix_events_{order}"
    assert index in plan, plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


async def test_moments_compare_to_the_second(database: Database) -> None:
    """A moment given with a fraction of a second, in any zone, is the second that it lies in."""
    rows = Rows()
    event = rows.add("events", starts_at=world.NOW, ends_at=world.NOW)
    await rows.write(database)
    question = sa.select(events.c.id).where(events.c.starts_at == NOW)
    late = world.NOW + dt.timedelta(microseconds=999_999)
    eastern = late.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=45)))
    async with database.connection() as connection:
        for moment in (world.NOW, late, eastern):
            assert await ask(connection, question, now=moment) == [(event,)]
        later = world.NOW + dt.timedelta(seconds=1)
        assert await ask(connection, question, now=later) == []


async def test_text_sorts_by_code_point(database: Database) -> None:
    """Both databases agree on the order of folded text."""
    rows = Rows()
    for title in ("Zebra", "apple", "\u00c4rger", "\u00e9clair", "eclair", "_", "10", "9"):
        rows.add("events", title=title)
    await rows.write(database)
    question = sa.select(events.c.title_folded).order_by(events.c.title_folded)
    async with database.connection() as connection:
        folded = [text for (text,) in await ask(connection, question)]
    assert folded == sorted(folded)
    assert folded[:4] == ["10", "9", "_", "apple"]


def test_moments_as_text() -> None:
    """A moment is written in UTC to the second; one without a zone is refused."""
    moment = dt.datetime(2026, 10, 1, 10, 0, 0, 1, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert instant_text(moment) == "2026-10-01T08:00:00Z"
    assert instant_text(dt.datetime(9, 1, 1, tzinfo=dt.UTC)) == "0009-01-01T00:00:00Z"
    with pytest.raises(ValueError, match="time zone"):
        whole_second(dt.datetime(2026, 10, 1))  # noqa: DTZ001


@pytest.mark.parametrize("dialect", [POSTGRESQL, SQLITE], ids=lambda dialect: dialect.name)
def test_one_of_is_one_parameter(dialect: sa.Dialect) -> None:
    """The text does not depend on how many values there are, and is no comparison with a truth."""
    statement = compile_statement(
        sa.select(events.c.id).where(OneOf(events.c.location_id, "places")), dialect
    )
    assert statement.parameters == ("places",)
    assert "= 1" not in statement.text


@pytest.mark.parametrize("holding", [0, 3])
async def test_among_few(database: Database, holding: int) -> None:
    """The few are found first, and the rows by them: the table is never gone through."""
    ids = await fill(database)
    rows = Rows()
    kind = rows.add("resource_types")
    room = rows.add("resources", resource_type_id=kind, kind="studio")
    for event in ids[:holding]:
        rows.add("event_resources", event_id=event, resource_id=room)
    await rows.write(database)
    link = event_resources.alias()
    held = sa.select(link.c.event_id).where(
        link.c.network_id == NETWORK, link.c.resource_id == sa.bindparam("room")
    )
    wanted = (
        sa.select(events.c.id)
        .where(
            events.c.network_id == NETWORK,
            AmongFew(events.c.id, held),
            events.c.starts_at >= NOW,
        )
        .order_by(events.c.id)
    )
    async with database.connection() as connection:
        assert await ask(connection, wanted, room=room) == [(each,) for each in ids[:holding]]
        plan = await plan_of(connection, wanted, room=room)
    if database.dialect.name == "postgresql":
        assert re.search(r"Index Cond:.*id = ANY", plan), plan
    else:
        assert re.search(r"SEARCH events USING .*\(network_id=\? AND id=\?\)", plan), plan
