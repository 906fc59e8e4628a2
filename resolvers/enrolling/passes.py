"""What customers bought and may use for a place at an activity: passes that cover it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from planning.ids import record_key
from resolvers.refusals import error
from store.activities import activity_terms
from store.customer_products import customer_products, units_used
from store.databases import Connection
from store.portable import Portable
from store.products import product_activities
from store.sql import NETWORK, Instant, word

UNKNOWN_PASS = error("NOT_FOUND", "You have nothing like this for the event.", "customerProductId")
VIDEO = "video"


@dataclass(frozen=True, slots=True)
class ActivityTerms:
    """What a place at an activity takes, and how long before it is too late to get it back."""

    requires_product: bool = False
    late_minutes: int | None = None

    def is_late(self, starts_at: dt.datetime, now: dt.datetime) -> bool:
        """Whether a place that is given up now is given up late."""
        minutes = self.late_minutes
        return minutes is not None and now > starts_at - dt.timedelta(minutes=minutes)


async def read_activity_terms(
    connection: Connection, network: str, activity: int | None
) -> ActivityTerms:
    """Read the terms of an activity; the usual ones where it has none, and for single events."""
    rows = await _TERMS.fetch(connection, network=network, activity=activity or 0)
    return next((ActivityTerms(bool(asks), late) for asks, late in rows), ActivityTerms())


async def read_passes(
    connection: Connection,
    network: str,
    customer: int,
    activity: int | None,
    location: str,
    starts_at: dt.datetime,
) -> list[int]:
    """Read what covers a place at the activity on that day, what lapses first before the rest.

    A product is good for the activities that it names; without any, and where the store does not
    know it any more, for all activities of the location that sold it. Videos are for none.
    """
    if activity is None:
        return []
    rows = await _COVERING.fetch(
        connection,
        network=network,
        customer=customer,
        activity=activity,
        place=location,
        starts=starts_at,
    )
    return [row[0] for row in rows]


def choose_pass(passes: Sequence[int], asked: object) -> int | dict[str, object] | None:
    """Return the pass that a global id names, or what is wrong; without one, what lapses first."""
    if asked is None:
        return next(iter(passes), None)
    key = record_key(asked, "CustomerProduct")
    return key if key in passes else UNKNOWN_PASS


_ACTIVITY: sa.BindParameter[int] = sa.bindparam("activity", type_=sa.BigInteger())
_STARTS = sa.bindparam("starts", type_=Instant())
_TERMS = Portable(
    lambda _: sa.select(activity_terms.c.requires_product, activity_terms.c.late_minutes).where(
        activity_terms.c.network_id == NETWORK, activity_terms.c.activity_id == _ACTIVITY
    )
)


def _covering(_: sa.Dialect) -> sa.Select[Any]:
    bought, named = customer_products.alias("b"), product_activities.alias("a")
    of_product: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        named.c.network_id == bought.c.network_id, named.c.product_id == bought.c.product_id
    )
    names_it = sa.exists(of_product.where(named.c.activity_id == _ACTIVITY).correlate(bought))
    names_any = sa.exists(of_product.correlate(bought))
    never = sa.case((bought.c.until_at.is_(None), sa.literal_column("1")), else_=0)
    return (
        sa.select(bought.c.id)
        .where(
            bought.c.network_id == NETWORK,
            bought.c.customer_id == sa.bindparam("customer", type_=sa.BigInteger()),
            bought.c.kind != word(VIDEO),
            bought.c.from_at <= _STARTS,
            sa.or_(bought.c.until_at.is_(None), bought.c.until_at > _STARTS),
            sa.or_(bought.c.units.is_(None), bought.c.units > units_used(bought)),
            sa.or_(
                names_it, sa.and_(sa.not_(names_any), bought.c.location_id == sa.bindparam("place"))
            ),
        )
        .order_by(never, bought.c.until_at, bought.c.id)
    )


_COVERING = Portable(_covering)
