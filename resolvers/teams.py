"""Teams, and who is in them now."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Derived, Place, Switches, ToMany, ToOne
from resolvers.placed import TEAM_MEMBERS
from resolvers.publication import is_published
from resolvers.words import choice
from store.benefits import credit_pools
from store.customers import customer_archivings
from store.membership import has_in_force, in_force
from store.sql import NETWORK
from store.teams import teams

ROLES = ("member", "administrator", "paying-member")


def is_current(member: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the role is held now: what is over is nobody's to see here."""
    return in_force(member)


def is_listed(member: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the team shows itself to others, and its member is not kept for the record only."""
    archiving = customer_archivings.alias()
    of_member = (
        archiving.c.network_id == NETWORK,  # and not the member's: partitions are chosen by it
        archiving.c.customer_id == member.c.customer_id,
        in_force(archiving),
    )
    archived = sa.exists(sa.select(sa.literal_column("1")).where(*of_member).correlate(member))
    return sa.and_(member.c.team_published.is_(sa.true()), sa.not_(archived))


def shares_credits(team: FromClause) -> ColumnElement[bool]:
    """Whether the team shares what its paying member's contracts for it have left."""
    return has_in_force(credit_pools, "team_id", team)


TEAM = Entity(
    name="Team",
    table=teams,
    team="id",
    published=is_published,
    fields={
        "name": Column("name", folded="name_folded"),
        "summary": Column("summary"),
        "location": Place(),
        "published": Column("published"),
        "sharesCredits": Derived(shares_credits),
        "members": ToMany("TeamMember", "team_id", order=("from_at",)),
    },
    sort=("name",),
    filters=("name", "location", "published"),
    search=("name",),
)

TEAM_MEMBER = Entity(
    name="TeamMember",
    table=TEAM_MEMBERS,
    owner="customer_id",
    team="team_id",
    exists=is_current,
    published=is_listed,
    fields={
        "role": choice("role", ROLES),
        "since": Column("from_at"),
        "team": ToOne("Team", "team_id"),
        "profile": ToOne("Profile", "customer_id", key="customer_id"),
        "customer": ToOne("Customer", "customer_id"),
    },
)
