"""Sessions: how a sign-in lasts, and how it ends."""

from __future__ import annotations

import datetime as dt

import orjson
import sqlalchemy as sa

from store.databases import Connection
from store.ids import new_id
from store.membership import in_force
from store.people import logins, sessions, staff_grants
from store.portable import Portable
from store.sql import NETWORK, NOW, parameters_of


async def create_session(
    connection: Connection,
    network: str,
    *,
    login: int,
    customer: int | None,
    now: dt.datetime,
    expires_at: dt.datetime,
) -> int:
    """Begin a session that keeps the staff grants of this moment; return its id.

    Whether the login may act as the customer is asked by the facts, at every request.
    """
    session = new_id()
    grants = await _FIND_GRANTS.fetch(connection, network=network, login=login, now=now)
    await _CREATE_SESSION.fetch(
        connection,
        network=network,
        id=session,
        login_id=login,
        customer_id=customer,
        created_at=now,
        expires_at=expires_at,
        revoked_at=None,
        staff=orjson.dumps([list(grant) for grant in grants]).decode(),
        writes=1,
    )
    return session


async def revoke_session(
    connection: Connection, network: str, session: int, now: dt.datetime
) -> None:
    """End a session at once; one that has ended keeps its first end."""
    await _REVOKE_SESSION.fetch(connection, network=network, session=session, now=now)


async def revoke_sessions_of_customer(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> None:
    """End every session in which somebody acts as a customer.

    Their login is taken turns for first, as whoever changes its password does: both end sessions of
    it, and each would otherwise hold some of them and wait for the others.
    """
    await _HOLD_LOGINS.fetch(connection, network=network, customer=customer)
    await _REVOKE_OF_CUSTOMER.fetch(connection, network=network, customer=customer, now=now)


async def revoke_sessions(
    connection: Connection, network: str, login: int, now: dt.datetime
) -> None:
    """End every session of a login at once."""
    await _REVOKE_SESSIONS.fetch(connection, network=network, login=login, now=now)


async def revoke_other_sessions(
    connection: Connection, network: str, login: int, kept: int | None, now: dt.datetime
) -> None:
    """End every session of a login at once but the one that is *kept*."""
    await _REVOKE_OTHERS.fetch(
        connection, network=network, login=login, kept=kept or 0, now=now
    )


_HOLD_LOGINS = Portable(
    lambda _: (
        sa.select(logins.c.id)
        .where(
            logins.c.network_id == NETWORK,
            logins.c.id.in_(
                sa.select(sessions.c.login_id).where(
                    sessions.c.network_id == NETWORK,
                    sessions.c.customer_id == sa.bindparam("customer", type_=sa.BigInteger()),
                    sessions.c.revoked_at.is_(None),
                )
            ),
        )
        .order_by(logins.c.id)
        .with_for_update(key_share=True)
    )
)
_FIND_GRANTS = Portable(
    lambda _: (
        sa.select(staff_grants.c.role, staff_grants.c.location_id)
        .where(
            staff_grants.c.network_id == NETWORK,
            staff_grants.c.login_id == sa.bindparam("login"),
            in_force(staff_grants),
        )
        .distinct()
        .order_by(staff_grants.c.role, staff_grants.c.location_id)
    )
)
_CREATE_SESSION = Portable(lambda _: sessions.insert().values(parameters_of(sessions)).inline())


def _revoke(by: str, name: str, *but: sa.ColumnElement[bool]) -> Portable:
    """End the sessions that are open of whomever the parameter *name* stands for."""
    return Portable(
        lambda _: sessions.update()
        .where(
            sessions.c.network_id == NETWORK,
            sessions.c[by] == sa.bindparam(name, type_=sa.BigInteger()),
            sessions.c.revoked_at.is_(None),
            *but,
        )
        .values(revoked_at=NOW)
    )


_REVOKE_SESSIONS = _revoke("login_id", "login")
_REVOKE_OTHERS = _revoke(
    "login_id", "login", sessions.c.id != sa.bindparam("kept", type_=sa.BigInteger())
)
_REVOKE_SESSION = _revoke("id", "session")
_REVOKE_OF_CUSTOMER = _revoke("customer_id", "customer")
