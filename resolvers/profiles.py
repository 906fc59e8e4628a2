"""Profiles: whom the directory shows."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity, PartOf
from planning.fields import Column, Place, Switches, ToMany, ToOne
from resolvers.placed import PROFILE_TAGS
from store.customers import customers, profiles
from store.membership import is_archived, is_member, is_suspended
from store.sql import NETWORK


def is_listed(profile: FromClause, switches: Switches) -> ColumnElement[bool]:
    """Whether the directory lists the profile (switch `directory.includes`).

    Suspended and archived people are never listed; frozen members are.
    """
    mode = str(switches.get("directory.includes", "published-all"))
    person = customers.alias()
    conditions = [
        person.c.network_id == NETWORK,  # and not the profile's: partitions are chosen by it
        person.c.id == profile.c.customer_id,
        sa.not_(is_suspended(person)),
        sa.not_(is_archived(person)),
    ]
    if mode in ("published-members", "members-everyone"):
        conditions.append(is_member(person))
    # With its limit it is asked of each profile; PostgreSQL might else read all customers first.
    found = sa.select(person.c.id).where(*conditions).limit(sa.literal_column("1"))
    somebody = found.correlate(profile).scalar_subquery().is_not(None)
    if mode in ("everyone", "members-everyone"):
        return somebody
    return sa.and_(profile.c.published.is_(sa.true()), somebody)


PROFILE = Entity(
    name="Profile",
    table=profiles,
    owner="customer_id",
    published=is_listed,
    fields={
        "displayName": Column("display_name", folded="display_name_folded"),
        "nickname": Column("nickname"),
        "avatar": Column("avatar"),
        "summary": Column("summary"),
        "website": Column("website"),
        "tags": ToMany("ProfileTag", "profile_id", order=("tag_folded",), limit=50),
        "email": Column("email"),
        "phone": Column("phone"),
        "published": Column("published"),
        "location": Place(),
        "customer": ToOne("Customer", "customer_id"),
    },
    sort=("displayName",),
    filters=("displayName", "location", "published"),
    search=("displayName",),
)

PROFILE_TAG = Entity(
    name="ProfileTag",
    table=PROFILE_TAGS,
    owner="owner_id",
    part_of=PartOf("Profile", "profile_id"),
    fields={"name": Column("tag", folded="tag_folded")},
)
