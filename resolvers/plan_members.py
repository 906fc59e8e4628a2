"""Plans that several people hold together: a contract that was taken for a team."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from store.membership import in_force, is_archived
from store.sql import word
from store.teams import team_members

PLAN_KINDS = ("individual", "multi-member")
BELONGING = ("member", "paying-member")
"""The roles of those who belong to a team; whoever administrates it need not."""


def plan_kind(contract: FromClause) -> ColumnElement[str]:
    """Return which of `PLAN_KINDS` the contract is: one for a team is for several."""
    alone, several = (word(kind) for kind in PLAN_KINDS)
    return sa.case((contract.c.team_id.is_(None), alone), else_=several)


def member_count(contract: FromClause) -> ColumnElement[int]:
    """Return how many people the contract is for: those who belong to its team now, or one.

    Whoever is archived is kept for the record only, as in the team's list: nobody counts them.
    """
    role = team_members.alias()
    people = (
        sa.select(sa.func.count(role.c.customer_id.distinct()))
        .where(
            role.c.network_id == contract.c.network_id,
            role.c.team_id == contract.c.team_id,
            role.c.role.in_([word(each) for each in BELONGING]),
            in_force(role),
            sa.not_(is_archived(role, of="customer_id")),
        )
        .correlate(contract)
        .scalar_subquery()
    )
    one = sa.literal_column("1", sa.Integer())
    return sa.case((contract.c.team_id.is_(None), one), else_=people)
