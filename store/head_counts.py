"""People by state: how many have the same contracts, roles and grants, grouped by the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause, Select

from store.contracts import contracts, plans
from store.customers import customer_rights, customers
from store.databases import Connection
from store.membership import (
    has_access,
    in_force,
    is_archived,
    is_enabled,
    is_live,
    is_paused,
    is_suspended,
)
from store.people import logins, staff_grants
from store.portable import Portable
from store.sql import NETWORK, word
from store.teams import team_members

BETWEEN = "|"
"""Stands between the parts of one entry; ids of locations, plans and roles never hold it."""


@dataclass(frozen=True, slots=True)
class PeopleInState:
    """So many customers, all alike; `first` and `last` are the ids of two of them.

    `contracts` are (location, plan, frozen); `staff` are (role, location). Staff without a profile
    have no home and are no customers: their ids are those of logins.
    """

    customers: bool
    home: str | None
    suspended: bool
    contracts: tuple[tuple[str, str, bool], ...]
    roles: tuple[str, ...]
    staff: frozenset[tuple[str, str]]
    count: int
    first: int
    last: int
    rights: frozenset[str] = frozenset()


async def count_people(
    connection: Connection, network: str, now: dt.datetime, *, with_rights: bool = False
) -> list[PeopleInState]:
    """Group everybody of *network* whose credentials work at the moment *now*.

    Customers of different rights are told apart *with_rights* alone; else nobody has any.
    """
    statement = _CUSTOMERS_AND_RIGHTS if with_rights else _CUSTOMERS
    rows = await statement.fetch(connection, network=network, now=now)
    found = [
        PeopleInState(
            customers=True,
            home=home,
            suspended=bool(suspended),
            contracts=tuple((at, plan, state == "1") for at, plan, state in _entries(held)),
            roles=tuple(role for (role,) in _entries(roles)),
            staff=frozenset((role, at) for role, at in _entries(staff)),
            count=count,
            first=first,
            last=last,
            rights=frozenset(right for (right,) in _entries(rights)),
        )
        for home, suspended, held, roles, staff, rights, count, first, last in rows
    ]
    rows = await _STAFF.fetch(connection, network=network, now=now)
    found += [
        PeopleInState(
            customers=False,
            home=None,
            suspended=False,
            contracts=(),
            roles=(),
            staff=frozenset((role, at) for role, at in _entries(staff)),
            count=count,
            first=first,
            last=last,
        )
        for staff, count, first, last in rows
    ]
    return found


def _entries(text: str | None) -> Sequence[Sequence[str]]:
    return [entry.split(BETWEEN) for entry in sorted(set(text.split(",")))] if text else []


def _joined(
    rows: Select[Any], parts: Sequence[ColumnElement[Any]], outer: FromClause, dialect: sa.Dialect
) -> ColumnElement[str]:
    """Return the different entries of *rows*, joined into one text, in no order."""
    entry = parts[0]
    for part in parts[1:]:
        entry = entry + word(BETWEEN) + part
    if dialect.name == "postgresql":
        comma = word(",")
        text: ColumnElement[str] = sa.func.string_agg(sa.distinct(entry), comma)
    else:
        text = sa.func.group_concat(sa.distinct(entry))
    return rows.with_only_columns(text).correlate(outer).scalar_subquery()


def _customers(dialect: sa.Dialect, *, with_rights: bool = False) -> Select[Any]:
    right = customer_rights.alias("r")
    customer, login = customers.alias("c"), logins.alias("l")
    contract, plan, member = contracts.alias("k"), plans.alias("p"), team_members.alias("m")
    paused = sa.case(
        (is_paused(contract), word("1")),
        else_=word("0"),
    )
    held = (
        sa.select()
        .select_from(
            contract.join(
                plan,
                sa.and_(
                    plan.c.network_id == contract.c.network_id, plan.c.id == contract.c.plan_id
                ),
            )
        )
        .where(
            contract.c.network_id == customer.c.network_id,
            contract.c.customer_id == customer.c.id,
            is_live(contract),
        )
    )
    teams = sa.select().where(
        member.c.network_id == customer.c.network_id,
        member.c.customer_id == customer.c.id,
        in_force(member),
    )
    rights = sa.select().where(
        right.c.network_id == customer.c.network_id,
        right.c.customer_id == customer.c.id,
        in_force(right),
    )
    people = (
        sa.select(
            customer.c.id.label("id"),
            customer.c.location_id.label("home"),
            is_suspended(customer).label("suspended"),
            _joined(
                held, [contract.c.location_id, plan.c.key, paused], customer, dialect
            ).label("held"),
            _joined(teams, [member.c.role], customer, dialect).label("roles"),
            _grants(customer.c.network_id, customer.c.login_id, customer, dialect).label("staff"),
            (
                _joined(rights, [right.c.right], customer, dialect) if with_rights else sa.null()
            ).label("rights"),
        )
        .select_from(
            customer.join(
                login,
                sa.and_(
                    login.c.network_id == customer.c.network_id, login.c.id == customer.c.login_id
                ),
            )
        )
        .where(
            customer.c.network_id == NETWORK,
            has_access(customer),
            sa.not_(is_archived(customer)),
            is_enabled(login),
        )
        .subquery("people")
    )
    state = [people.c[name] for name in ("home", "suspended", "held", "roles", "staff", "rights")]
    return (
        sa.select(*state, sa.func.count(), sa.func.min(people.c.id), sa.func.max(people.c.id))
        .group_by(*state)
        .order_by(sa.func.min(people.c.id))
    )


def _staff(dialect: sa.Dialect) -> Select[Any]:
    """Logins with a grant in force and no customer that they can act as."""
    login, customer, grant = logins.alias("l"), customers.alias("c"), staff_grants.alias("g")
    one: ColumnElement[Any] = sa.literal_column("1")
    acting = sa.exists(
        sa.select(one)
        .where(
            customer.c.network_id == login.c.network_id,
            customer.c.login_id == login.c.id,
            has_access(customer),
            sa.not_(is_archived(customer)),
        )
        .correlate(login)
    )
    granted = sa.exists(
        sa.select(one)
        .where(
            grant.c.network_id == login.c.network_id,
            grant.c.login_id == login.c.id,
            in_force(grant),
        )
        .correlate(login)
    )
    people = (
        sa.select(
            login.c.id.label("id"),
            _grants(login.c.network_id, login.c.id, login, dialect).label("staff"),
        )
        .where(login.c.network_id == NETWORK, is_enabled(login), granted, sa.not_(acting))
        .subquery("people")
    )
    return (
        sa.select(
            people.c.staff, sa.func.count(), sa.func.min(people.c.id), sa.func.max(people.c.id)
        )
        .group_by(people.c.staff)
        .order_by(sa.func.min(people.c.id))
    )


def _grants(
    network: ColumnElement[Any], login: ColumnElement[Any], outer: FromClause, dialect: sa.Dialect
) -> ColumnElement[str]:
    grant = staff_grants.alias()
    rows = sa.select().where(
        grant.c.network_id == network, grant.c.login_id == login, in_force(grant)
    )
    return _joined(rows, [grant.c.role, grant.c.location_id], outer, dialect)


_CUSTOMERS = Portable(_customers)
_CUSTOMERS_AND_RIGHTS = Portable(partial(_customers, with_rights=True))
_STAFF = Portable(_staff)
