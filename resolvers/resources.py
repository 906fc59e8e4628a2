"""Resources: those that can be booked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity, PlanLink
from planning.fields import (
    Column,
    Computed,
    Context,
    Derived,
    Pages,
    Place,
    Through,
    ToMany,
    ToOne,
)
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.access import ACCESS
from resolvers.booking.free_times import AVAILABILITY
from resolvers.booking.portal_access import CAN_BOOK
from resolvers.publication import is_offered
from resolvers.restrictions import plans_of
from resolvers.words import choice, level
from store.benefits import booking_terms
from store.resources import KINDS, NO_RETURNS, resource_links, resource_plans, resources


def amenities(_context: Context, stored: str) -> tuple[str, ...]:
    """Read the list of words that the column holds as JSON."""
    return _words(stored)


@lru_cache(maxsize=1024)
def _words(stored: str) -> tuple[str, ...]:
    return tuple(orjson.loads(stored))


def viewer_can_book(context: Context, audience: str, plans: Sequence[tuple[int]]) -> bool:
    """Whether the viewer may book at all, and the resource is for people and plans like theirs."""
    if CAN_BOOK not in context.viewer.rights:
        return False
    admitted = context.admits("Resource", audience, [plan for (plan,) in plans])
    return bool(admitted) and bool(context.decide(CREATE_BOOKING))


def requires_credit(resource: FromClause) -> ColumnElement[bool]:
    """Whether a booking is refused where credit does not pay for it."""
    terms = booking_terms.alias()
    asks: sa.Select[Any] = _of(resource, terms, sa.literal_column("1")).where(
        terms.c.requires_credit.is_(sa.true())
    )
    return sa.case((sa.exists(asks), sa.true()), else_=sa.false())


def late_cancellation_minutes(resource: FromClause) -> ColumnElement[int]:
    """From how long before it on a cancelled booking keeps what it took."""
    terms = booking_terms.alias()
    return _of(resource, terms, terms.c.late_cancellation_minutes).scalar_subquery()


def _of(
    resource: FromClause, terms: FromClause, column: ColumnElement[Any]
) -> sa.Select[Any]:
    return (
        sa.select(column)
        .where(terms.c.network_id == resource.c.network_id, terms.c.resource_id == resource.c.id)
        .correlate(resource)
    )


RESOURCE = Entity(
    name="Resource",
    table=resources,
    audience="audience",
    plans=PlanLink(resource_plans, "resource_id"),
    published=is_offered,
    fields={
        "name": Column("name", folded="name_folded"),
        "kind": choice("kind", KINDS),
        "category": ToOne("ResourceCategory", "resource_type_id"),
        "group": Column("group_name"),
        "description": Column("description"),
        "capacity": Column("capacity"),
        "amenities": Computed(("amenities",), amenities),
        "image": Column("image"),
        "location": Place(),
        "rates": ToMany("Rate", "resource_type_id", local="resource_type_id"),
        "linkedResources": ToMany(
            "Resource",
            "id",
            order=("display_order", "name_folded"),
            through=Through(resource_links, "resource_id", "linked_id"),
        ),
        "viewerCanBook": Computed(
            ("audience",), viewer_can_book, (plans_of(resource_plans, "resource_id"),)
        ),
        "access": ACCESS,
        "availability": AVAILABILITY,
        "audience": level(),
        "requiresConfirmation": Column("requires_confirmation"),
        "homeOnly": Column("home_only"),
        "requiresCredit": Derived(requires_credit),
        "lateCancellationMinutes": Derived(late_cancellation_minutes),
        "minimumMinutes": Column("minimum_minutes"),
        "maximumMinutes": Column("maximum_minutes"),
        "stepMinutes": Column("step_minutes"),
        "bufferMinutes": Column("buffer_minutes"),
        "advanceMinutes": Column("advance_minutes"),
        "leadMinutes": Column("lead_minutes"),
        "noReturnMinutes": Column("no_return_minutes"),
        "noReturnOf": choice("no_return_of", NO_RETURNS),
        "displayOrder": Column("display_order"),
        "visible": Column("visible"),
        "archived": Column("archived"),
        "bookings": Pages("Booking", "resource_id"),
    },
    sort=("displayOrder", "name"),
    filters=(
        "name",
        "kind",
        "category",
        "location",
        "capacity",
        "audience",
        "requiresConfirmation",
        "visible",
        "archived",
    ),
    search=("name",),
)
