"""A pooler in transaction mode: nothing is left on a connection that somebody else gets next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import sqlalchemy as sa

from store.compiled import compile_statement
from store.contracts import plans
from store.databases import Connection, Database, open_database
from store.errors import DatabaseUnavailable, RowRefused
from store.happenings import Happening, tell
from store.pooled import PooledConnection
from store.poolers import database_behind, is_pooler
from tests.poolers import NEEDS_POOLER, SERVERS, pooled_urls  # noqa: F401
from tests.store.rows import Rows, ask

pytestmark = NEEDS_POOLER

CLIENTS = 4 * SERVERS
SERVER = "SELECT pg_backend_pid(), $1::int + 1, array(SELECT row($1::int, 'a'::text))"


@pytest.fixture(name="gateways")
async def _gateways(urls: tuple[str, str]) -> AsyncIterator[list[Database]]:
    """Two gateways with six connections each, for the three that the pooler has."""
    opened = [
        open_database(urls[0], connections=CLIENTS // 2, pooled=True, direct=urls[1])
        for _ in range(2)
    ]
    yield opened
    for each in opened:
        await each.close()


async def test_clients_share_connections_and_read_what_they_asked(
    gateways: list[Database],
) -> None:
    """Each statement may run on another connection to the server, any number of times."""

    async def client(number: int) -> set[int]:
        servers = set()
        async with gateways[number % 2].connection() as connection:
            for count in range(30):
                ((server, sum_, rows),) = await connection.fetch(SERVER, (count,))
                assert (sum_, rows) == (count + 1, [(count, "a")])
                servers.add(server)
        return servers

    seen = await asyncio.gather(*map(client, range(CLIENTS)))
    assert len(set().union(*seen)) <= SERVERS


async def test_the_next_statement_runs_where_there_is_room(gateways: list[Database]) -> None:
    """Whose server is held by a transaction meanwhile is given another one."""
    async with gateways[0].connection() as connection:
        ((before, *_),) = await connection.fetch(SERVER, (1,))
        async with AsyncExitStack() as stack:
            held: set[int] = set()
            while before not in held:
                assert len(held) < SERVERS - 1, "PgBouncer lends out first what came back last"
                other = await stack.enter_async_context(gateways[1].transaction())
                ((server, *_),) = await other.fetch(SERVER, (2,))
                held.add(server)
            ((after, *_),) = await connection.fetch(SERVER, (3,))
    assert after not in held


async def test_nothing_stays_on_the_server(urls: tuple[str, str], gateways: list[Database]) -> None:
    """No named statement, no table of its own, no lock, no setting that is not the database's."""
    rows = Rows()
    rows.add("plans", name="first")
    await rows.write(gateways[0])
    left = (
        "SELECT (SELECT count(*) FROM pg_prepared_statements), "
        "(SELECT count(*) FROM pg_listening_channels()), "
        "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), "
        "(SELECT string_agg(name, ', ') FROM pg_settings WHERE source = 'session' "
        "AND name NOT IN ('DateStyle', 'TimeZone', 'client_encoding', 'application_name', "
        "'standard_conforming_strings'))"
    )

    async def look(connection: Connection) -> None:
        assert [tuple(row) for row in await connection.fetch(left, ())] == [(0, 0, 0, None)]
        await connection.fetch("SELECT pg_sleep(0.05)", ())

    async def client(database: Database) -> None:
        async with database.transaction() as connection:
            await look(connection)

    await asyncio.gather(*(client(each) for each in gateways for _ in range(SERVERS)))


async def test_all_of_it_or_nothing(gateways: list[Database]) -> None:
    """A transaction stays on one connection to its end, whoever waits for one."""

    async def write(number: int) -> None:
        rows = Rows(f"network-{number}")
        for name in ("one", "two"):
            rows.add("plans", name=name)
        async with gateways[number % 2].transaction() as connection:
            await connection.insert(plans, rows.taken("plans"))
            if number % 3 == 0:
                raise LookupError

    done = await asyncio.gather(*map(write, range(CLIENTS)), return_exceptions=True)
    assert [type(each) for each in done if each] == [LookupError] * (CLIENTS // 3)
    count = sa.select(plans.c.network_id, sa.func.count()).where(
        plans.c.network_id.startswith("network-")
    )
    async with gateways[0].snapshot() as connection:
        found = dict(await ask(connection, count.group_by(plans.c.network_id)))
    assert found == {f"network-{each}": 2 for each in range(CLIENTS) if each % 3}


async def test_a_refused_row_is_one_here_too(gateways: list[Database]) -> None:
    """Under the same name as without a pooler, and the connection goes on."""
    rows = Rows("twice")
    rows.add("plans", id=7)
    (row,) = rows.taken("plans")
    with pytest.raises(RowRefused) as refused:
        async with gateways[0].transaction() as connection:
            await connection.insert(plans, [row, row])
    assert refused.value.rule == "unique"
    await gateways[0].ping()


async def test_a_value_that_does_not_fit_holds_no_connection(gateways: list[Database]) -> None:
    """The driver refuses it half-way; as many as the pooler has connections, and all go on."""
    number = compile_statement(
        sa.select(sa.bindparam("number", type_=sa.Integer())), gateways[0].dialect
    )
    for _ in range(2 * SERVERS):
        async with gateways[0].connection() as connection:
            with pytest.raises(Exception, match="number"):
                await connection.fetch(number.text, ("no number",))
    async with asyncio.timeout(5), gateways[1].transaction() as connection:
        await connection.fetch("SELECT 1", ())


async def test_a_connection_given_up_while_it_is_made_is_closed(
    gateways: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for it may be cancelled: a gateway that stops while it looks at a replica."""
    made: list[PooledConnection] = []
    never = asyncio.Event()

    async def learn(connection: PooledConnection) -> None:
        made.append(connection)
        await never.wait()

    monkeypatch.setattr(PooledConnection, "learn_nested_rows", learn)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await gateways[0].ping()
    assert [connection.is_closed() for connection in made] == [True]


async def test_what_happens_is_heard_past_the_pooler(
    urls: tuple[str, str], gateways: list[Database]
) -> None:
    """Told through the pooler, heard from the server; without its address nothing is followed."""
    happening = Happening("harbour", "Booking", 7)
    async with asyncio.timeout(5), gateways[0].listening() as heard:
        async with gateways[1].transaction() as connection:
            await tell(connection, happening)
        assert await anext(heard) == happening
    alone = open_database(urls[0], pooled=True)
    with pytest.raises(DatabaseUnavailable, match="direct-url"):
        async with alone.listening():
            pass


async def test_without_the_setting_the_gateway_says_what_to_write(urls: tuple[str, str]) -> None:
    """PgBouncer refuses the settings of a session; the message names ours."""
    unprepared = open_database(urls[0])
    with pytest.raises(DatabaseUnavailable, match="pooler: transaction"):
        await unprepared.ping()
    await unprepared.close()


async def test_a_pooler_is_noticed(urls: tuple[str, str], gateways: list[Database]) -> None:
    """And told from the server itself; both lead to the same database."""
    server = open_database(urls[1])
    async with gateways[0].connection() as pooler, server.connection() as direct:
        assert await is_pooler(pooler)
        assert not await is_pooler(direct)
        assert await database_behind(pooler) == await database_behind(direct)
    await server.close()
