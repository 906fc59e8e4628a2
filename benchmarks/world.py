"""What is added to the demo network, so that the pages are as long as they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from benchmarks.pages import PORTAL
from benchmarks.rooms import add_rooms
from benchmarks.visitors import visitors
from store.compiled import compile_statement
from store.contracts import contracts, freezes, plans
from store.customers import customers
from store.databases import Connection, Database, Row, open_database
from store.resources import booking_rules, bookings, resources
from store.sql import OneOf
from store.teams import team_members, teams

COPIES = 20
ADDED = 10_000_000
"""Ids from here on are ours."""

UNLIMITED = (
    sa.update(plans).values(minute_week_limit=sa.null(), minute_month_limit=sa.null()),
    sa.update(booking_rules).values(enabled=sa.false()),
)


async def enlarge(url: str) -> None:
    """Give the portal's house 120 resources more; its visitors 20 bookings, a freeze, a team.

    And rooms to book over and over, which no rule of the demo's stands against.
    """
    database = open_database(url)
    try:
        async with database.transaction() as connection:
            people = {customer for _, customer, _ in await visitors(connection)}
        of_visitors = OneOf(bookings.c.customer_id, "people")
        await _copy(database, resources, resources.c.location_id == PORTAL, COPIES)
        await _copy(database, bookings, of_visitors, COPIES, people=people)
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        async with database.transaction() as connection:
            await _add_past_freezes(connection, people, now)
            await _add_teams(connection, people, now)
            await add_rooms(connection)
            for command in UNLIMITED:
                await _fetch(connection, command)
    finally:
        await database.close()


async def _copy(
    database: Database,
    table: sa.Table,
    chosen: sa.ColumnElement[bool],
    copies: int,
    **values: Collection[int],
) -> None:
    async with database.transaction() as connection:
        found = await _fetch(connection, sa.select(table).where(chosen), **values)
        names = [column.name for column in table.columns]
        rows = [dict(zip(names, row, strict=True)) for row in found]
        await connection.insert(table, [
            {**row, "id": row["id"] + ADDED * copy}
            for copy in range(1, copies + 1) for row in rows
        ])


async def _add_past_freezes(
    connection: Connection, people: Collection[int], now: dt.datetime
) -> None:
    asked = sa.select(
        contracts.c.network_id, contracts.c.id, contracts.c.customer_id, contracts.c.location_id
    ).where(OneOf(contracts.c.customer_id, "people"))
    began, ended = now - dt.timedelta(days=60), now - dt.timedelta(days=46)
    for network, id_, customer, place in await _fetch(connection, asked, people=people):
        await connection.insert(freezes, [{
            "network_id": network, "id": ADDED + id_, "contract_id": id_,
            "customer_id": customer, "location_id": place,
            "from_date": began.date(), "until_date": ended.date(),
            "from_at": began, "until_at": ended,
        }])  # fmt: skip


async def _add_teams(
    connection: Connection, people: Collection[int], now: dt.datetime
) -> None:
    asked = sa.select(customers.c.network_id, customers.c.id, sa.func.min(teams.c.id)).where(
        OneOf(customers.c.id, "people"),
        teams.c.network_id == customers.c.network_id,
        teams.c.published.is_(True),
    ).group_by(customers.c.network_id, customers.c.id)  # fmt: skip
    for network, customer, team in await _fetch(connection, asked, people=people):
        await connection.insert(team_members, [{
            "network_id": network, "id": ADDED + customer, "team_id": team,
            "customer_id": customer, "role": "member", "from_at": now - dt.timedelta(days=60),
            "by_whom": "benchmark", "why": "benchmark",
        }])  # fmt: skip


async def _fetch(
    connection: Connection, asked: sa.ClauseElement, **values: Collection[int]
) -> list[Row]:
    statement = compile_statement(asked, connection.dialect)
    return list(await connection.fetch(statement.text, statement.values(values)))
