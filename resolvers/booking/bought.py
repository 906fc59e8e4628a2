"""What a customer bought that pays for a booking: a unit of it, however long the booking is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from resolvers.enrolling.passes import VIDEO
from store.customer_products import units_used
from store.moments import instant
from store.products import product_categories
from store.sql import word

CARD = ("id", "until_at")


@dataclass(frozen=True, slots=True)
class Card:
    """A product of the customer's that has a unit left; `lapses_at` is None where it never does."""

    id: int
    lapses_at: dt.datetime | None = None


def cards_from(rows: Iterable[Sequence[Any]]) -> tuple[Card, ...]:
    """Make cards of rows with the columns `CARD`: what lapses first comes first."""
    found = (Card(id_, instant(until)) for id_, until in rows)
    return tuple(
        sorted(found, key=lambda card: (card.lapses_at is None, card.lapses_at, card.id))
    )


def pays_for(
    bought: FromClause,
    category: ColumnElement[int],
    start: ColumnElement[Any],
    without: ColumnElement[int],
) -> ColumnElement[bool]:
    """Whether a product that was bought pays for a type of resource at a moment.

    The store says which types it is for: none, if it names none. *without* is a booking whose unit
    counts as not used.
    """
    named = product_categories.alias()
    names_it: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        named.c.network_id == bought.c.network_id,
        named.c.product_id == bought.c.product_id,
        named.c.resource_type_id == category,
    )
    return sa.and_(
        bought.c.kind != word(VIDEO),
        bought.c.from_at <= start,
        sa.or_(bought.c.until_at.is_(None), bought.c.until_at > start),
        sa.or_(bought.c.units.is_(None), bought.c.units > units_used(bought, without)),
        sa.exists(names_it.correlate_except(named)),
    )
