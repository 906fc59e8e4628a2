"""All rows that the nine rules go by, of a resource and of a customer, in one statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.sql.selectable import NamedFromClause

from access.tree import Tree
from planning.fields import Collection
from planning.nested import ordering
from planning.rows import Rows as Nested
from resolvers.booking import beside
from resolvers.booking.resource_rows import longest
from resolvers.booking.situation import Interval
from resolvers.booking.wish import Wish
from resolvers.clock import month_of, week_of
from store.databases import Connection
from store.nested import nested_rows
from store.portable import Portable
from store.resource_links import linked_with
from store.resources import resources
from store.sql import NETWORK

Rows = Sequence[Sequence[Any]]


class SituationRows(NamedTuple):
    """Rows as `beside.py` says of each, in the order of `COLLECTIONS`."""

    settings: Rows
    plans: Rows
    teams: Rows
    slots: Rows
    linked: Rows
    closings: Rows
    events: Rows
    taken: Rows
    rules: Rows
    rule_plans: Rows
    terms: Rows
    rates: Rows
    booked: Rows
    held: Rows
    paused: Rows
    held_plans: Rows
    benefits: Rows
    uses: Rows
    cards: Rows
    coming: Rows
    freezes: Rows
    suspensions: Rows


COLLECTIONS: tuple[Collection, ...] = (
    beside.SETTINGS_OF_ITS_OWN,
    beside.PLANS,
    beside.TEAMS,
    beside.SLOTS,
    beside.LINKED,
    beside.CLOSINGS,
    beside.EVENTS,
    beside.TAKEN,
    beside.RULES,
    beside.RULE_PLANS,
    beside.TERMS,
    beside.RATES,
    beside.BOOKED,
    beside.HELD,
    beside.PAUSED,
    beside.HELD_PLANS,
    beside.BENEFITS,
    beside.USES,
    beside.CARDS,
    beside.COMING,
    beside.FREEZES,
    beside.SUSPENSIONS,
)


async def read_situation_rows(
    connection: Connection,
    tree: Tree,
    network: str,
    resource: int,
    wish: Wish,
    now: dt.datetime,
) -> SituationRows | None:
    """Read what there is of a resource and a wish; None where the resource is at no known place.

    These are the rows that `Resource.access` reads for a list of resources and for its viewer.
    """
    place = await _PLACE.fetch(connection, network=network, resource=resource)
    if not place or place[0][0] not in tree:
        return None
    location, *minutes = place[0]
    gap = dt.timedelta(minutes=longest(*minutes) or 0)
    periods = _periods_around(wish.start, wish.end, tree[location].timezone)
    rows = await _ROWS.fetch(
        connection,
        network=network,
        resource=resource,
        viewer=wish.customer,
        now=now,
        start=wish.start,
        end=wish.end,
        **beside.bounds(
            (wish.start - gap, wish.end + gap),
            (min(periods[0], wish.start - gap), max(periods[1], wish.end + gap)),
            beside.chain_links(tree, [location]),
            without=wish.without,
        ),
    )
    return SituationRows(*(nested_rows(value) for value in rows[0])) if rows else None


def _periods_around(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Interval:
    """Return the weeks and months that a booking touches, as one stretch of time."""
    periods = [
        period(moment, zone) for period in (week_of, month_of) for moment in (start, end)
    ]
    return min(since for since, _ in periods), max(until for _, until in periods)


def _rows(_: sa.Dialect) -> sa.Select[Any]:
    row = resources.alias("r")
    columns = [_nested(row, each, number) for number, each in enumerate(COLLECTIONS)]
    return (
        sa.select(*columns)
        .select_from(row)
        .where(
            row.c.network_id == NETWORK,
            row.c.id == sa.bindparam("resource", type_=sa.BigInteger()),
        )
    )


def _nested(row: NamedFromClause, collection: Collection, number: int) -> sa.Label[Any]:
    inner = collection.table.alias(f"t{number}")
    is_one = collection.condition(row, inner, lambda name, kind: sa.bindparam(name, type_=kind))
    select = (
        sa.select()
        .select_from(inner)
        .where(inner.c.network_id == NETWORK, is_one)
        .order_by(*(ordering(inner, name) for name in collection.order))
        .limit(sa.literal_column(str(collection.limit)))
    )
    columns = [inner.c[name] for name in collection.columns]
    return Nested(select.correlate(row), columns).label(f"rows_{number}")


def _place(_: sa.Dialect) -> sa.Select[Any]:
    """Select where a resource is, and what may lie between two bookings of it."""
    row, other = resources.alias("r"), resources.alias("o")
    of_linked: sa.Select[Any] = sa.select(sa.func.max(other.c.buffer_minutes)).where(
        other.c.network_id == row.c.network_id, other.c.id.in_(linked_with(row))
    )
    return sa.select(
        row.c.location_id,
        row.c.buffer_minutes,
        row.c.no_return_minutes,
        of_linked.correlate(row).scalar_subquery(),
    ).where(
        row.c.network_id == NETWORK,
        row.c.id == sa.bindparam("resource", type_=sa.BigInteger()),
    )


_PLACE = Portable(_place)
_ROWS = Portable(_rows)
