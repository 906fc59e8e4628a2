"""Logins, and the profiles that they own; hashing passwords is not done here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.customers import customers
from store.databases import Connection, Row
from store.folding import fold
from store.ids import new_id
from store.membership import has_access, is_archived, is_enabled
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK, insert_into, parameters_of


@dataclass(frozen=True, slots=True)
class Login:
    """Who may prove themselves with a password; `verified` where the address is surely theirs."""

    id: int
    email: str
    password_hash: str
    disabled: bool
    verified: bool = True


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
    return _login(rows[0]) if rows else None


async def read_login(
    connection: Connection, network: str, login: int, now: dt.datetime
) -> Login:
    """Read a login that there is."""
    rows = await _READ_LOGIN.fetch(connection, network=network, login=login, now=now)
    return _login(rows[0])


def _login(row: Row) -> Login:
    login, spelled, password_hash, disabled, verified = row
    return Login(login, spelled, password_hash, bool(disabled), bool(verified))


async def find_profiles(
    connection: Connection, network: str, login: int, now: dt.datetime
) -> list[OwnProfile]:
    """List the customers that a login can act as, by name: with access, and not archived."""
    rows = await _FIND_PROFILES.fetch(connection, network=network, login=login, now=now)
    return [OwnProfile(*row) for row in rows]


async def create_login(
    connection: Connection,
    network: str,
    email: str,
    password_hash: str,
    *,
    unverified_since: dt.datetime | None = None,
) -> int | None:
    """Create a login and return its id; None where the network has one with this address.

    Of two who create the same at once, the second waits and gets None.
    """
    rows = await _CREATE_LOGIN.fetch(
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


# ---------------------------------------------------------------- the statements

_LOGIN = sa.select(
    logins.c.id,
    logins.c.email,
    logins.c.password_hash,
    sa.not_(is_enabled(logins)),
    logins.c.unverified_since.is_(None),
).where(logins.c.network_id == NETWORK)
_FIND_LOGIN = Portable(
    lambda _: _LOGIN.where(logins.c.email_folded == sa.bindparam("email_folded"))
)
_READ_LOGIN = Portable(
    lambda _: _LOGIN.where(logins.c.id == sa.bindparam("login", type_=sa.BigInteger()))
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


def _create_login(dialect: sa.Dialect) -> Any:
    free = insert_into(logins, dialect).values(parameters_of(logins)).on_conflict_do_nothing(
        index_elements=["network_id", "email_folded"]
    )
    return free.returning(logins.c.id)


_CREATE_LOGIN = Portable(_create_login)
