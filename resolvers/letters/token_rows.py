"""The rows of one-time tokens: kept with a letter, found by what is sent, used once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from resolvers.letters.tokens import Sealed
from resolvers.rows import insert
from store.databases import Connection
from store.folding import fold
from store.letters import one_time_tokens
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK, NOW, word

SIGN_UP, PASSWORD = "sign-up", "password"

LASTS: Mapping[str, dt.timedelta] = {
    SIGN_UP: dt.timedelta(days=2),
    PASSWORD: dt.timedelta(hours=2),
}
"""How long a token can be used; the letters say so, see `resolvers.letters.words`."""


@dataclass(frozen=True, slots=True)
class Open:
    """A token that can be used yet: `wish` is what its sign-up asked for."""

    id: int
    address: str
    wish: Mapping[str, Any]


async def keep_token(
    connection: Connection,
    network: str,
    sealed: Sealed,
    purpose: str,
    email: str,
    now: dt.datetime,
    *,
    login: int | None = None,
    wish: Mapping[str, Any] | None = None,
    request: str | None = None,
) -> int:
    """Keep a token for an address and return its row's id.

    One for a new password without a login can never be used: nobody has the address.

    Raises:
        RowRefused: there is one for this *request* already (`unique`).
    """
    return await insert(
        connection,
        one_time_tokens,
        network,
        purpose=purpose,
        digest=sealed.digest,
        nonce=sealed.nonce,
        address=fold(email.strip()),
        login_id=login,
        wish=None if wish is None else orjson.dumps(wish).decode(),
        request=request,
        created_at=now,
        expires_at=now + LASTS[purpose],
        used_at=None,
    )


async def was_requested(connection: Connection, network: str, request: str | None) -> bool:
    """Whether a token was kept for this *request* before."""
    rows = await _REQUESTED.fetch(connection, network=network, request=request or "")
    return bool(rows)


async def find_sign_up(
    connection: Connection, network: str, digest: str, now: dt.datetime
) -> Open | None:
    """Find the sign-up whose token was sent, if it can be used yet."""
    rows = await _SIGN_UP.fetch(connection, network=network, digest=digest, now=now)
    if not rows:
        return None
    key, email, wish = rows[0]
    return Open(key, email, orjson.loads(wish))


async def use_sign_up(
    connection: Connection, network: str, token: Open, now: dt.datetime
) -> bool:
    """Use a sign-up's token, once, and end all others of its address.

    Of two at once the second waits, and is told no. What it asked for is not kept any longer.
    """
    rows = await _USE_SIGN_UPS.fetch(
        connection, network=network, address=token.address, now=now
    )
    return any(key == token.id for (key,) in rows)


async def opens_password(
    connection: Connection, network: str, digest: str, now: dt.datetime
) -> bool:
    """Whether a new password can be chosen with this token."""
    rows = await _OPENS_PASSWORD.fetch(connection, network=network, digest=digest, now=now)
    return bool(rows)


async def use_password_token(
    connection: Connection, network: str, digest: str, now: dt.datetime
) -> int | None:
    """Use a token for a new password, once; return whose it is, None where it cannot be used.

    Whoever changes the same login's password waits until the transaction ends: of two letters at
    once each would otherwise hold its own, and wait for the other's.
    """
    await _HOLD_LOGIN.fetch(connection, network=network, digest=digest, now=now)
    rows = await _USE_PASSWORD.fetch(connection, network=network, digest=digest, now=now)
    return rows[0][0] if rows else None


async def end_password_tokens(
    connection: Connection, network: str, login: int, now: dt.datetime
) -> None:
    """End what other letters let the login do about its password."""
    await _END_PASSWORDS.fetch(connection, network=network, login=login, now=now)


_HERE = one_time_tokens.c.network_id == NETWORK
_FRESH = sa.and_(
    _HERE, one_time_tokens.c.used_at.is_(None), one_time_tokens.c.expires_at > NOW
)
_DIGEST = one_time_tokens.c.digest == sa.bindparam("digest", type_=sa.Text())
_FOR_SIGN_UP = one_time_tokens.c.purpose == word(SIGN_UP)
_FOR_PASSWORD = one_time_tokens.c.purpose == word(PASSWORD)

_REQUESTED = Portable(
    lambda _: sa.select(one_time_tokens.c.id).where(
        _HERE, one_time_tokens.c.request == sa.bindparam("request", type_=sa.Text())
    )
)
_SIGN_UP = Portable(
    lambda _: sa.select(
        one_time_tokens.c.id, one_time_tokens.c.address, one_time_tokens.c.wish
    ).where(_FRESH, _FOR_SIGN_UP, _DIGEST, one_time_tokens.c.wish.is_not(None))
)
_USE_SIGN_UPS = Portable(
    lambda _: (
        one_time_tokens.update()
        .where(
            _FRESH,
            _FOR_SIGN_UP,
            one_time_tokens.c.address == sa.bindparam("address", type_=sa.Text()),
        )
        .values(used_at=NOW, wish=None)
        .returning(one_time_tokens.c.id)
    )
)
_OPENS = sa.and_(_FRESH, _FOR_PASSWORD, _DIGEST, one_time_tokens.c.login_id.is_not(None))
_OPENS_PASSWORD = Portable(lambda _: sa.select(one_time_tokens.c.id).where(_OPENS))
_HOLD_LOGIN = Portable(
    lambda _: (
        sa.select(logins.c.id)
        .where(
            logins.c.network_id == NETWORK,
            logins.c.id.in_(sa.select(one_time_tokens.c.login_id).where(_OPENS)),
        )
        .with_for_update(key_share=True)
    )
)
_USE_PASSWORD = Portable(
    lambda _: (
        one_time_tokens.update()
        .where(_OPENS)
        .values(used_at=NOW)
        .returning(one_time_tokens.c.login_id)
    )
)
_END_PASSWORDS = Portable(
    lambda _: (
        one_time_tokens.update()
        .where(
            _FRESH,
            _FOR_PASSWORD,
            one_time_tokens.c.login_id == sa.bindparam("login", type_=sa.BigInteger()),
        )
        .values(used_at=NOW)
    )
)
