"""Finding a person whom staff ask about, and the moments at which something about them changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.contracts import contract_holds, contracts, freezes
from store.customers import (
    customer_access,
    customer_archivings,
    customer_rights,
    customer_suspensions,
    customers,
)
from store.databases import Connection, Row
from store.folding import fold
from store.membership import in_force, is_enabled
from store.moments import kept_moment
from store.people import logins, staff_grants
from store.portable import Portable
from store.sql import NETWORK, Instant
from store.teams import team_members

MOST_MOMENTS = 60
"""Moments looked at for one person: the latest, where there are more."""


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer, whether or not they can sign in."""

    id: int
    name: str
    home: str
    login: int | None


@dataclass(frozen=True, slots=True)
class FoundLogin:
    """A login with the staff grants in force."""

    id: int
    disabled: bool
    staff: frozenset[tuple[str, str]]


async def find_customers(
    connection: Connection, network: str, *, email: str = "", customer: int = 0
) -> list[FoundCustomer]:
    """Find the customers whose login, or whose own address, is *email*; or the one of this id."""
    rows = await _CUSTOMERS.fetch(
        connection, network=network, email_folded=fold(email.strip()), customer=customer
    )
    return [FoundCustomer(*row) for row in rows]


async def find_staff_login(
    connection: Connection, network: str, email: str, now: dt.datetime
) -> FoundLogin | None:
    """Find the login of *email*, with what it is granted at the moment *now*."""
    rows = await _LOGIN.fetch(
        connection, network=network, email_folded=fold(email.strip()), now=now
    )
    found = None
    for login, disabled, role, place in rows:
        held = found.staff if found is not None else frozenset[tuple[str, str]]()
        grants = held | {(role, place)} if role is not None else held
        found = FoundLogin(login, bool(disabled), grants)
    return found


async def moments_of(connection: Connection, network: str, customer: int) -> list[dt.datetime]:
    """List the moments at which a customer's contracts, teams, grants, rights or state change."""
    return _latest(await _MOMENTS.fetch(connection, network=network, customer=customer))


async def moments_of_login(
    connection: Connection, network: str, login: int
) -> list[dt.datetime]:
    """List the moments at which a login's roles as staff begin and end, or it is disabled."""
    return _latest(await _MOMENTS_OF_LOGIN.fetch(connection, network=network, login=login))


def _latest(rows: Iterable[Row]) -> list[dt.datetime]:
    found = {kept_moment(moment) for (moment,) in rows if moment is not None}
    return sorted(found)[-MOST_MOMENTS:]


def _found(_: sa.Dialect) -> sa.Select[Any]:
    email, customer = sa.bindparam("email_folded", type_=sa.Text()), sa.bindparam(
        "customer", type_=sa.BigInteger()
    )
    source = customers.outerjoin(
        logins,
        sa.and_(
            logins.c.network_id == customers.c.network_id, logins.c.id == customers.c.login_id
        ),
    )
    return (
        sa.select(
            customers.c.id, customers.c.full_name, customers.c.location_id, customers.c.login_id
        )
        .select_from(source)
        .where(
            customers.c.network_id == NETWORK,
            sa.or_(
                customers.c.id == customer,
                logins.c.email_folded == email,
                sa.and_(customers.c.login_id.is_(None), customers.c.email_folded == email),
            ),
        )
        .order_by(customers.c.full_name_folded, customers.c.id)
    )


def _login(_: sa.Dialect) -> sa.Select[Any]:
    grant = sa.and_(
        staff_grants.c.network_id == logins.c.network_id,
        staff_grants.c.login_id == logins.c.id,
        in_force(staff_grants),
    )
    return (
        sa.select(
            logins.c.id,
            sa.not_(is_enabled(logins)),
            staff_grants.c.role,
            staff_grants.c.location_id,
        )
        .select_from(logins.outerjoin(staff_grants, grant))
        .where(
            logins.c.network_id == NETWORK,
            logins.c.email_folded == sa.bindparam("email_folded", type_=sa.Text()),
        )
    )


def _moments(_: sa.Dialect) -> sa.CompoundSelect[Any]:
    customer = sa.bindparam("customer", type_=sa.BigInteger())
    parts = []
    dated = (
        (contracts, ("starts_at", "ends_at", "removed_at")),
        (freezes, ("from_at", "until_at")),
        (customer_suspensions, ("from_at", "until_at")),
        (customer_archivings, ("from_at", "until_at")),
        (customer_access, ("from_at", "until_at")),
        (customer_rights, ("from_at", "until_at")),
        (team_members, ("from_at", "until_at")),
    )
    for table, names in dated:
        parts += [
            sa.select(sa.type_coerce(table.c[name], Instant())).where(
                table.c.network_id == NETWORK, table.c.customer_id == customer
            )
            for name in names
        ]
    of_contract = sa.and_(
        contracts.c.network_id == contract_holds.c.network_id,
        contracts.c.id == contract_holds.c.contract_id,
        contracts.c.customer_id == customer,
    )
    of_login = sa.and_(
        customers.c.network_id == staff_grants.c.network_id,
        customers.c.login_id == staff_grants.c.login_id,
        customers.c.id == customer,
    )
    for source, table in (
        (contract_holds.join(contracts, of_contract), contract_holds),
        (staff_grants.join(customers, of_login), staff_grants),
    ):
        parts += [
            sa.select(table.c[name]).select_from(source).where(table.c.network_id == NETWORK)
            for name in ("from_at", "until_at")
        ]
    return sa.union(*parts)


def _moments_of_login(_: sa.Dialect) -> sa.CompoundSelect[Any]:
    columns = (
        (staff_grants.c.from_at, staff_grants.c.login_id),
        (staff_grants.c.until_at, staff_grants.c.login_id),
        (logins.c.disabled_at, logins.c.id),
    )
    login = sa.bindparam("login", type_=sa.BigInteger())
    return sa.union(*(
        sa.select(sa.type_coerce(moment, Instant())).where(
            moment.table.c.network_id == NETWORK, whose == login
        )
        for moment, whose in columns
    ))


_CUSTOMERS = Portable(_found)
_LOGIN = Portable(_login)
_MOMENTS = Portable(_moments)
_MOMENTS_OF_LOGIN = Portable(_moments_of_login)
