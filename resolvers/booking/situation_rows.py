"""All rows that the nine rules go by, of a resource and of a customer, in one statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.sql.selectable import NamedFromClause

from access.tree import Tree
from planning.fields import Collection, Query
from planning.nested import ordering
from planning.rows import Rows as Nested
from resolvers.booking import beside_resource, beside_viewer
from resolvers.booking.others import TAKEN, TOO_NEAR
from resolvers.booking.periods import BOOKED
from resolvers.booking.places import compared, places_of
from resolvers.booking.resource_rows import SETTINGS
from resolvers.booking.wish import Wish
from store.databases import Connection
from store.nested import nested_rows
from store.portable import Portable
from store.resources import resources
from store.sql import NETWORK

Rows = Sequence[Sequence[Any]]


class SituationRows(NamedTuple):
    """Rows as `beside_resource` and `beside_viewer` say of each, in the order of `COLLECTIONS`."""

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
    too_near: Rows
    held: Rows
    paused: Rows
    held_plans: Rows
    benefits: Rows
    uses: Rows
    cards: Rows
    coming: Rows
    freezes: Rows
    suspensions: Rows


COLLECTIONS: tuple[Collection | Query, ...] = (
    beside_resource.SETTINGS_OF_ITS_OWN,
    beside_resource.PLANS,
    beside_resource.TEAMS,
    beside_resource.SLOTS,
    beside_resource.LINKED,
    beside_resource.CLOSINGS,
    beside_resource.EVENTS,
    TAKEN,
    beside_resource.RULES,
    beside_resource.RULE_PLANS,
    beside_resource.TERMS,
    beside_resource.RATES,
    BOOKED,
    TOO_NEAR,
    beside_viewer.HELD,
    beside_viewer.PAUSED,
    beside_viewer.HELD_PLANS,
    beside_viewer.BENEFITS,
    beside_viewer.USES,
    beside_viewer.CARDS,
    beside_viewer.COMING,
    beside_viewer.FREEZES,
    beside_viewer.SUSPENSIONS,
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
    place = wish.place or await _read_place(connection, network, resource)
    asked = {"start": wish.start, "end": wish.end}
    while place in tree:
        places = places_of(tree, [place])
        rows = await _ROWS.fetch(
            connection,
            network=network,
            resource=resource,
            viewer=wish.customer,
            now=now,
            **asked,
            **compared(asked, places, without=wish.without),
        )
        if not rows:
            return None
        found = SituationRows(*(nested_rows(value) for value in rows[0]))
        seen_at, place = place, found.settings[0][_LOCATION]
        if place == seen_at:
            return found
    return None


async def _read_place(connection: Connection, network: str, resource: int) -> str:
    """Read where a resource is; nowhere, if it is not there."""
    rows = await _PLACE.fetch(connection, network=network, resource=resource)
    return str(rows[0][0]) if rows else ""


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


def _nested(
    row: NamedFromClause, collection: Collection | Query, number: int
) -> sa.Label[Any]:
    if isinstance(collection, Query):
        return collection.rows(row, _given).label(f"rows_{number}")
    inner = collection.table.alias(f"t{number}")
    is_one = collection.condition(row, inner, _given)
    select = (
        sa.select()
        .select_from(inner)
        .where(inner.c.network_id == NETWORK, is_one)
        .order_by(*(ordering(inner, name) for name in collection.order))
        .limit(sa.literal_column(str(collection.limit)))
    )
    columns = [inner.c[name] for name in collection.columns]
    return Nested(select.correlate(row), columns).label(f"rows_{number}")


def _given(name: str, kind: Any) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=kind)


_LOCATION = SETTINGS.index("location_id")
_PLACE = Portable(
    lambda _: sa.select(resources.c.location_id).where(
        resources.c.network_id == NETWORK,
        resources.c.id == sa.bindparam("resource", type_=sa.BigInteger()),
    )
)
_ROWS = Portable(_rows)
