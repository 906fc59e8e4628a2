"""Resources that are booked together: what a booking holds, and whose bookings are in its way."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.selectable import CompoundSelect, FromClause

from store.resources import resource_links


def linked_with(resource: FromClause) -> sa.Select[Any]:
    """Select the ids of what is booked with a resource; not those that these are linked with."""
    link = resource_links.alias()
    return (
        sa.select(link.c.linked_id)
        .where(
            link.c.network_id == resource.c.network_id, link.c.resource_id == resource.c.id
        )
        .correlate(resource)
    )


def held_with(resource: FromClause) -> CompoundSelect[Any]:
    """Select the ids of all that a booking of a resource holds: itself, and what is linked."""
    return sa.union_all(sa.select(resource.c.id).correlate(resource), linked_with(resource))


def in_the_way_of(resource: FromClause) -> CompoundSelect[Any]:
    """Select the ids of the resources whose bookings hold something that this one would hold."""
    whole, other = resource_links.alias(), resource_links.alias()
    network = resource.c.network_id
    holding_it = sa.select(whole.c.resource_id).where(
        whole.c.network_id == network, whole.c.linked_id == resource.c.id
    )
    sharing = sa.select(other.c.resource_id).where(
        other.c.network_id == network, other.c.linked_id.in_(linked_with(resource))
    )
    return sa.union_all(
        sa.select(resource.c.id).correlate(resource),
        linked_with(resource),
        holding_it.correlate(resource),
        sharing.correlate(resource),
    )
