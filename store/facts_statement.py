"""The one statement that reads what is true now of many sessions, or of many customers."""

from __future__ import annotations

from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause, Select

from store.contracts import contracts, plans
from store.customers import customer_rights, customers
from store.membership import (
    has_access,
    in_force,
    is_archived,
    is_enabled,
    is_live,
    is_paused,
    is_suspended,
)
from store.nested import nested
from store.people import logins, sessions, staff_grants
from store.portable import Portable
from store.sql import NETWORK, NOW, OneOf
from store.teams import team_members

# Both select: the id asked for, whether the login is in order, login, customer, archived, access,
# suspended, home, contracts, teams, rights, the grants at sign-in, the grants now, the write mark.


def _of_sessions(dialect: sa.Dialect) -> Select[Any]:
    session, login, customer = sessions.alias("s"), logins.alias("l"), customers.alias("c")
    source = session.join(
        login, sa.and_(login.c.network_id == session.c.network_id, login.c.id == session.c.login_id)
    ).outerjoin(
        customer,
        sa.and_(
            customer.c.network_id == session.c.network_id, customer.c.id == session.c.customer_id
        ),
    )
    valid = sa.and_(
        session.c.revoked_at.is_(None),
        session.c.expires_at > NOW,
        is_enabled(login),
        sa.or_(session.c.customer_id.is_(None), customer.c.login_id == session.c.login_id),
    )
    return (
        sa.select(
            session.c.id,
            valid.label("valid"),
            session.c.login_id,
            session.c.customer_id,
            *_of_customer(customer, dialect),
            session.c.staff,
            _grants(session, session.c.login_id, dialect),
            session.c.writes,
        )
        .select_from(source)
        .where(session.c.network_id == NETWORK, OneOf(session.c.id, "asked"))
    )


def _of_customers(dialect: sa.Dialect) -> Select[Any]:
    customer, login = customers.alias("c"), logins.alias("l")
    source = customer.outerjoin(
        login,
        sa.and_(login.c.network_id == customer.c.network_id, login.c.id == customer.c.login_id),
    )
    return (
        sa.select(
            customer.c.id,
            is_enabled(login).label("valid"),
            customer.c.login_id,
            customer.c.id,
            *_of_customer(customer, dialect),
            sa.null(),
            _grants(customer, customer.c.login_id, dialect),
            sa.null(),
        )
        .select_from(source)
        .where(customer.c.network_id == NETWORK, OneOf(customer.c.id, "asked"))
    )


def _of_customer(customer: FromClause, dialect: sa.Dialect) -> list[ColumnElement[Any]]:
    """Return what depends on the customer alone; without one it is false, null and empty."""
    contract, plan = contracts.alias("k"), plans.alias("p")
    member, right = team_members.alias("m"), customer_rights.alias("r")
    plan_of_contract = sa.and_(
        plan.c.network_id == contract.c.network_id, plan.c.id == contract.c.plan_id
    )
    rows_of = partial(_rows_of, customer)
    return [
        is_archived(customer).label("archived"),
        has_access(customer).label("access"),
        is_suspended(customer).label("suspended"),
        customer.c.location_id,
        nested(
            rows_of(contract.join(plan, plan_of_contract), contract, is_live(contract)),
            [
                contract.c.id,
                contract.c.location_id,
                plan.c.key,
                contract.c.plan_id,
                is_paused(contract),
            ],
            customer,
            dialect,
        ),
        nested(
            rows_of(member, member, in_force(member)),
            [member.c.team_id, member.c.role],
            customer,
            dialect,
        ),
        nested(rows_of(right, right, in_force(right)), [right.c.right], customer, dialect),
    ]


def _rows_of(
    customer: FromClause, source: FromClause, table: FromClause, condition: ColumnElement[bool]
) -> Select[Any]:
    return (
        sa.select()
        .select_from(source)
        .where(
            table.c.network_id == customer.c.network_id,
            table.c.customer_id == customer.c.id,
            condition,
        )
    )


def _grants(
    outer: FromClause, login_id: ColumnElement[Any], dialect: sa.Dialect
) -> ColumnElement[Any]:
    grant = staff_grants.alias("g")
    rows = (
        sa.select()
        .select_from(grant)
        .where(
            grant.c.network_id == outer.c.network_id,
            grant.c.login_id == login_id,
            in_force(grant),
        )
    )
    return nested(rows, [grant.c.role, grant.c.location_id], outer, dialect)


facts_statement = Portable(_of_sessions)
"""The facts of the sessions in the list `asked`, by `network`, at `now`."""

customer_facts_statement = Portable(_of_customers)
"""The facts of the customers in the list `asked`, as if each had signed in at `now`."""
