"""The login behind a customer: found or made, and theirs from then on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from planning.mutations import Work
from resolvers.refusals import error
from store.customers import customers
from store.databases import Connection, Database
from store.email_addresses import same_address
from store.folding import fold
from store.ids import new_id
from store.people import logins, sessions
from store.portable import Portable
from store.sql import NETWORK, NOW, insert_into

LOOKALIKE = error(
    "INVALID_VALUE",
    "Somebody signs in with an address that differs from this customer's by hardly a letter.",
    "customerId",
)


async def make_password(work: Work, _database: Database, _arguments: dict[str, Any]) -> Any:
    """Make a password for whoever gets a login; hashing it takes long, so it comes first."""
    return await work.services.new_password() if work.viewer.is_staff else None


async def signing_in(
    connection: Connection, network: str, login: int, email: str | None
) -> str:
    """Return the address that a login signs in with, where its customer's is *email* by now.

    Where they are the same it is written like the customer's: how it is elsewhere is not told.
    """
    ((address,),) = await _ADDRESS.fetch(connection, network=network, login=login)
    return email if email is not None and same_address(address, email) else str(address)


async def login_for_address(
    connection: Connection, network: str, email: str, password_hash: str, now: dt.datetime
) -> int | None:
    """Return the login of an address, made with this password if there was none.

    It takes the same statements either way, so that nobody finds out which. A login whose address
    was never verified gets this password, too: staff know the person, and nobody knew the other,
    who is signed out. None where another address has a login that folds to the same: it is
    somebody else's.
    """
    address = email.strip()
    await _ENSURE.fetch(
        connection,
        network=network,
        new_key=new_id(),
        email=address,
        email_folded=fold(address),
        password_hash=password_hash,
    )
    await _SIGN_OUT_OTHERS.fetch(
        connection,
        network=network,
        email_folded=fold(address),
        password_hash=password_hash,
        now=now,
    )
    ((login, spelled),) = await _LOGIN.fetch(
        connection, network=network, email_folded=fold(address)
    )
    return login if same_address(spelled, address) else None


async def give_login(connection: Connection, network: str, customer: int, login: int) -> None:
    """Let the login own the customer."""
    await _OWN.fetch(connection, network=network, customer=customer, login=login)


def _ensure(dialect: sa.Dialect) -> Any:
    return insert_into(logins, dialect).values(
        network_id=NETWORK,
        id=sa.bindparam("new_key", type_=sa.BigInteger()),
        email=sa.bindparam("email"),
        email_folded=sa.bindparam("email_folded"),
        password_hash=sa.bindparam("password_hash"),
    ).on_conflict_do_update(
        index_elements=["network_id", "email_folded"],
        # whoever signed up with an address that they have not shown to be theirs loses it
        where=logins.c.unverified_since.is_not(None),
        set_={"password_hash": sa.bindparam("password_hash"), "unverified_since": sa.null()},
    )


_ENSURE = Portable(_ensure)
_SIGN_OUT_OTHERS = Portable(
    lambda _: (
        sessions.update()
        .where(
            sessions.c.network_id == NETWORK,
            sessions.c.revoked_at.is_(None),
            sessions.c.login_id.in_(
                sa.select(logins.c.id).where(
                    logins.c.network_id == NETWORK,
                    logins.c.email_folded == sa.bindparam("email_folded"),
                    # it has this password only where it was made, or taken over, just now
                    logins.c.password_hash == sa.bindparam("password_hash", type_=sa.Text()),
                )
            ),
        )
        .values(revoked_at=NOW)
    )
)
_LOGIN = Portable(
    lambda _: sa.select(logins.c.id, logins.c.email).where(
        logins.c.network_id == NETWORK, logins.c.email_folded == sa.bindparam("email_folded")
    )
)
_ADDRESS = Portable(
    lambda _: sa.select(logins.c.email).where(
        logins.c.network_id == NETWORK, logins.c.id == sa.bindparam("login")
    )
)
_OWN = Portable(
    lambda _: (
        customers.update()
        .where(customers.c.network_id == NETWORK, customers.c.id == sa.bindparam("customer"))
        .values(login_id=sa.bindparam("login"))
    )
)
