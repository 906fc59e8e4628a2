"""The rows behind somebody's own profile."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from resolvers.rows import insert
from store.customers import customers, profiles
from store.databases import Connection
from store.folding import fold
from store.portable import Portable
from store.sql import NETWORK, VIEWER


@dataclass(frozen=True, slots=True)
class OwnValues:
    """What a customer may change of themselves; `profile` is None before they have one."""

    profile: int | None
    home: str
    display_name: str
    summary: str | None
    website: str | None
    published: bool
    preferred_language: str | None


async def read_own(connection: Connection, network: str, customer: int) -> OwnValues:
    """Read what stands there now; a customer without a profile goes by their full name."""
    rows = await _READ.fetch(connection, network=network, viewer=customer)
    profile, home, name, summary, website, published, language = rows[0]
    return OwnValues(profile, home, name, summary, website, bool(published), language)


async def write_own(connection: Connection, network: str, customer: int, values: OwnValues) -> int:
    """Keep *values*; return the id of the profile, which is new where there was none."""
    await _WRITE_CUSTOMER.fetch(
        connection, network=network, viewer=customer, new_language=values.preferred_language
    )
    if values.profile is None:
        return await _create(connection, network, customer, values)
    await _WRITE_PROFILE.fetch(
        connection,
        network=network,
        viewer=customer,
        new_name=values.display_name,
        new_name_folded=fold(values.display_name),
        new_summary=values.summary,
        new_website=values.website,
        new_published=values.published,
    )
    return values.profile


async def _create(connection: Connection, network: str, customer: int, values: OwnValues) -> int:
    return await insert(
        connection,
        profiles,
        network,
        customer_id=customer,
        location_id=values.home,
        display_name=values.display_name,
        summary=values.summary,
        website=values.website,
        published=values.published,
    )


_PROFILE_OF_CUSTOMER = sa.and_(
    profiles.c.network_id == customers.c.network_id, profiles.c.customer_id == customers.c.id
)
_READ = Portable(
    lambda _: (
        sa.select(
            profiles.c.id,
            customers.c.location_id,
            sa.func.coalesce(profiles.c.display_name, customers.c.full_name),
            profiles.c.summary,
            profiles.c.website,
            sa.func.coalesce(profiles.c.published, sa.false()),
            customers.c.preferred_language,
        )
        .select_from(customers.outerjoin(profiles, _PROFILE_OF_CUSTOMER))
        .where(customers.c.network_id == NETWORK, customers.c.id == VIEWER)
    )
)
_WRITE_CUSTOMER = Portable(
    lambda _: (
        customers.update()
        .where(customers.c.network_id == NETWORK, customers.c.id == VIEWER)
        .values(preferred_language=sa.bindparam("new_language"))
    )
)
_WRITE_PROFILE = Portable(
    lambda _: (
        profiles.update()
        .where(profiles.c.network_id == NETWORK, profiles.c.customer_id == VIEWER)
        .values(
            display_name=sa.bindparam("new_name"),
            display_name_folded=sa.bindparam("new_name_folded"),
            summary=sa.bindparam("new_summary"),
            website=sa.bindparam("new_website"),
            published=sa.bindparam("new_published"),
        )
    )
)
