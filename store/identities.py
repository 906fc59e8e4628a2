"""Which person of an identity provider is which login."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.databases import Connection
from store.email_addresses import same_address
from store.folding import fold
from store.ids import new_id
from store.membership import is_enabled
from store.people import login_identities, logins
from store.portable import Portable
from store.sql import NETWORK


async def find_linked_login(
    connection: Connection, network: str, issuer: str, subject: str, now: dt.datetime
) -> int | None:
    """Return the login that a person was linked with, if it is not disabled by *now*."""
    rows = await _LINKED.fetch(
        connection, network=network, issuer=issuer, subject=subject, now=now
    )
    return rows[0][0] if rows else None


async def hold_free_login(
    connection: Connection, network: str, issuer: str, email: str, now: dt.datetime
) -> int | None:
    """Return the login of an address that is not disabled by *now*, and nobody of *issuer* yet.

    One whose address nobody has shown to be theirs is not returned, nor is one whose address only
    folds to the same. Whoever wants to link the same login waits until this transaction ends.
    """
    address = {"email_folded": fold(email.strip()), "now": now}
    await _HOLD.fetch(connection, network=network, **address)
    rows = await _FREE.fetch(connection, network=network, issuer=issuer, **address)
    if not rows:
        return None
    login, spelled = rows[0]
    return login if same_address(spelled, email) else None


async def is_linked(connection: Connection, network: str, login: int, issuer: str) -> bool:
    """Whether a login is a person of *issuer*."""
    return bool(await _IS_LINKED.fetch(connection, network=network, login=login, issuer=issuer))


async def link_login(
    connection: Connection,
    network: str,
    login: int,
    issuer: str,
    subject: str,
    now: dt.datetime,
) -> None:
    """Keep that a person of *issuer* is this login from now on."""
    row = {
        "network_id": network,
        "id": new_id(),
        "login_id": login,
        "issuer": issuer,
        "subject": subject,
        "linked_at": now,
    }
    await connection.insert(login_identities, [row])


_ENABLED = sa.and_(logins.c.network_id == NETWORK, is_enabled(logins))
_ISSUER = login_identities.c.issuer == sa.bindparam("issuer")
_THEIRS = sa.and_(
    login_identities.c.network_id == logins.c.network_id,
    login_identities.c.login_id == logins.c.id,
    _ISSUER,
)
_LINKED = Portable(
    lambda _: (
        sa.select(logins.c.id)
        .select_from(logins.join(login_identities, _THEIRS))
        .where(_ENABLED, login_identities.c.subject == sa.bindparam("subject"))
    )
)
_IS_LINKED = Portable(
    lambda _: sa.select(login_identities.c.id).where(
        login_identities.c.network_id == NETWORK,
        login_identities.c.login_id == sa.bindparam("login", type_=sa.BigInteger()),
        _ISSUER,
    )
)
_HOLD = Portable(
    lambda _: (
        sa.select(logins.c.id)
        .where(_ENABLED, logins.c.email_folded == sa.bindparam("email_folded"))
        .with_for_update(key_share=True)
    )
)
_FREE = Portable(
    lambda _: sa.select(logins.c.id, logins.c.email).where(
        _ENABLED,
        logins.c.unverified_since.is_(None),  # else whoever signed up first would get the other in
        logins.c.email_folded == sa.bindparam("email_folded"),
        sa.not_(sa.exists(sa.select(sa.literal_column("1")).where(_THEIRS).correlate(logins))),
    )
)
