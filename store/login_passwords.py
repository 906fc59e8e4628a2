"""The password of a login: kept anew by whoever reads its letters, or knows the one before."""

from __future__ import annotations

import sqlalchemy as sa

from store.databases import Connection
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


_THIS = (
    logins.c.network_id == NETWORK,
    logins.c.id == sa.bindparam("login", type_=sa.BigInteger()),
)
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
        .where(*_THIS, logins.c.password_hash == sa.bindparam("before", type_=sa.Text()))
        .values(password_hash=_NEW)
        .returning(logins.c.id)
    )
)
