"""Logins, the profiles that they own, and their sessions; hashing passwords is not done here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from store.customers import customers
from store.databases import Connection
from store.folding import fold
from store.ids import new_id
from store.membership import has_access, in_force, is_archived
from store.people import logins, sessions, staff_grants
from store.portable import Portable
from store.sql import NETWORK, NOW


@dataclass(frozen=True, slots=True)
class Login:
    """Who may prove themselves with a password."""

    id: int
    email: str
    password_hash: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A customer that a login can act as."""

    id: int
    name: str
    home: str


async def find_login(
    connection: Connection, network: str, email: str, now: dt.datetime
) -> Login | None:
    """Find the login of an e-mail address, however it is spelled in case."""
    rows = await _FIND_LOGIN.fetch(
        connection, network=network, email_folded=fold(email.strip()), now=now
    )
    for login, spelled, password_hash, disabled in rows:
        return Login(login, spelled, password_hash, bool(disabled))
    return None


async def find_profiles(
    connection: Connection, network: str, login: int, now: dt.datetime
) -> list[OwnProfile]:
    """List the customers that a login can act as, by name: with access, and not archived."""
    rows = await _FIND_PROFILES.fetch(connection, network=network, login=login, now=now)
    return [OwnProfile(*row) for row in rows]


async def create_login(connection: Connection, network: str, email: str, password_hash: str) -> int:
    """Create a login and return its id.

    Raises:
        RowRefused: The network has a login with this address (`unique`).
    """
    login = new_id()
    await _CREATE_LOGIN.fetch(
        connection,
        network=network,
        id=login,
        email=email.strip(),
        email_folded=fold(email.strip()),
        password_hash=password_hash,
        disabled_at=None,
        unverified_since=None,
    )
    return login


async def create_free_login(
    connection: Connection,
    network: str,
    email: str,
    password_hash: str,
    *,
    unverified_since: dt.datetime | None,
) -> int | None:
    """Create a login and return its id; None where the network has one with this address.

    Of two who create the same at once, the second waits and gets None.
    """
    rows = await _CREATE_FREE_LOGIN.fetch(
        connection,
        network=network,
        id=new_id(),
        email=email.strip(),
        email_folded=fold(email.strip()),
        password_hash=password_hash,
        disabled_at=None,
        unverified_since=unverified_since,
    )
    return rows[0][0] if rows else None


async def set_password(
    connection: Connection, network: str, login: int, password_hash: str
) -> str:
    """Keep a new password, chosen by whoever reads what is sent to the address; return that."""
    rows = await _SET_PASSWORD.fetch(
        connection, network=network, login=login, password_hash=password_hash
    )
    address: str = rows[0][0]
    return address


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
    """End every session in which somebody acts as a customer."""
    await _REVOKE_OF_CUSTOMER.fetch(connection, network=network, customer=customer, now=now)


async def revoke_sessions(
    connection: Connection, network: str, login: int, now: dt.datetime
) -> None:
    """End every session of a login at once."""
    await _REVOKE_SESSIONS.fetch(connection, network=network, login=login, now=now)


# ---------------------------------------------------------------- the statements


def _insert_of(table: sa.Table) -> sa.Insert:
    """Return an insert that takes each column from the parameter of its name, network first."""
    values = {
        column.name: NETWORK if column.name == "network_id" else sa.bindparam(column.name)
        for column in table.columns
    }
    return table.insert().values(values).inline()


_FIND_LOGIN = Portable(
    lambda _: sa.select(
        logins.c.id,
        logins.c.email,
        logins.c.password_hash,
        sa.and_(logins.c.disabled_at.is_not(None), logins.c.disabled_at <= NOW),
    ).where(logins.c.network_id == NETWORK, logins.c.email_folded == sa.bindparam("email_folded"))
)
_FIND_PROFILES = Portable(
    lambda _: (
        sa.select(customers.c.id, customers.c.full_name, customers.c.location_id)
        .where(
            customers.c.network_id == NETWORK,
            customers.c.login_id == sa.bindparam("login"),
            has_access(customers),
            sa.not_(is_archived(customers)),
        )
        .order_by(customers.c.full_name_folded, customers.c.id)
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
_CREATE_LOGIN = Portable(lambda _: _insert_of(logins))


def _create_free_login(dialect: sa.Dialect) -> Any:
    insert = (postgresql if dialect.name == "postgresql" else sqlite).insert(logins)
    values = {
        column.name: NETWORK if column.name == "network_id" else sa.bindparam(column.name)
        for column in logins.columns
    }
    free = insert.values(values).on_conflict_do_nothing(
        index_elements=["network_id", "email_folded"]
    )
    return free.returning(logins.c.id)


_CREATE_FREE_LOGIN = Portable(_create_free_login)
_SET_PASSWORD = Portable(
    lambda _: (
        logins.update()
        .where(logins.c.network_id == NETWORK, logins.c.id == sa.bindparam("login"))
        .values(password_hash=sa.bindparam("password_hash"), unverified_since=sa.null())
        .returning(logins.c.email)
    )
)
_CREATE_SESSION = Portable(lambda _: _insert_of(sessions))


def _revoke(by: str, name: str) -> Portable:
    """End the sessions that are open of whomever the parameter *name* stands for."""
    return Portable(
        lambda _: sessions.update()
        .where(
            sessions.c.network_id == NETWORK,
            sessions.c[by] == sa.bindparam(name, type_=sa.BigInteger()),
            sessions.c.revoked_at.is_(None),
        )
        .values(revoked_at=NOW)
    )


_REVOKE_SESSIONS = _revoke("login_id", "login")
_REVOKE_SESSION = _revoke("id", "session")
_REVOKE_OF_CUSTOMER = _revoke("customer_id", "customer")
