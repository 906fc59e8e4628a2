"""The password of a login: kept anew by whoever reads its letters, or knows the one before."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.databases import Connection
from store.membership import is_enabled
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK


async def set_password(
    connection: Connection, network: str, login: int, password_hash: str
) -> str:
    """Keep a new password, chosen by whoever reads what is sent to the address; return that."""
    rows = await _SET.fetch(
        connection, network=network, login=login, password_hash=password_hash
    )
    address: str = rows[0][0]
    return address


async def replace_password(
    connection: Connection, network: str, login: int, before: str, password_hash: str
) -> bool:
    """Keep a new password in place of the one whose hash is *before*; False where that is gone.

    It proves nothing of the address: who has not shown that it is theirs has not shown it here.
    """
    rows = await _REPLACE.fetch(
        connection, network=network, login=login, before=before, password_hash=password_hash
    )
    return bool(rows)


async def hold_password(
    connection: Connection, network: str, login: int, before: str, now: dt.datetime
) -> bool:
    """Keep the password whose hash is *before* until the transaction ends; False where it is gone.

    It is gone as well where the login is disabled by *now*. Whoever changes the password waits, or
    is waited for: a session that begins with it is ended by the change, or does not begin.
    """
    rows = await _HOLD.fetch(connection, network=network, login=login, before=before, now=now)
    return bool(rows)


_THIS = (
    logins.c.network_id == NETWORK,
    logins.c.id == sa.bindparam("login", type_=sa.BigInteger()),
)
_BEFORE = logins.c.password_hash == sa.bindparam("before", type_=sa.Text())
_NEW = sa.bindparam("password_hash", type_=sa.Text())
_SET = Portable(
    lambda _: (
        logins.update()
        .where(*_THIS)
        .values(password_hash=_NEW, unverified_since=sa.null())
        .returning(logins.c.email)
    )
)
_REPLACE = Portable(
    lambda _: (
        logins.update()
        .where(*_THIS, _BEFORE)
        .values(password_hash=_NEW)
        .returning(logins.c.id)
    )
)
_HOLD = Portable(
    lambda _: (
        sa.select(logins.c.id)
        .where(*_THIS, _BEFORE, is_enabled(logins))
        .with_for_update(read=True)
    )
)
