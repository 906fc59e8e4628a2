"""Resources by their names, as people call them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from store.databases import Connection
from store.folding import fold
from store.portable import Portable
from store.resources import resources
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class NamedResource:
    """A resource, whether or not it is offered."""

    id: int
    name: str
    location: str


async def resources_called(
    connection: Connection, network: str, name: str
) -> list[NamedResource]:
    """Find the resources of *network* with this name, whatever its case."""
    rows = await _CALLED.fetch(connection, network=network, name_folded=fold(name.strip()))
    return [NamedResource(*row) for row in rows]


async def names_of_resources(connection: Connection, network: str) -> list[str]:
    """Return the names that resources of *network* have, each once."""
    return [row[0] for row in await _NAMES.fetch(connection, network=network)]


_CALLED = Portable(
    lambda _: (
        sa.select(resources.c.id, resources.c.name, resources.c.location_id)
        .where(
            resources.c.network_id == NETWORK,
            resources.c.name_folded == sa.bindparam("name_folded", type_=sa.Text()),
        )
        .order_by(resources.c.location_id, resources.c.id)
    )
)
_NAMES = Portable(
    lambda _: (
        sa.select(resources.c.name).where(resources.c.network_id == NETWORK).distinct()
        .order_by(resources.c.name)
    )
)
