"""The rows of saved means of payment: found, written, preferred, and taken away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from resolvers.commerce.provider import SavedMethod
from resolvers.rows import insert
from store.databases import Connection
from store.moments import date
from store.payments import payment_methods
from store.portable import Portable
from store.sql import NETWORK, NOW


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A means that a customer saved and did not take away."""

    id: int
    location: str
    provider: str
    reference: str
    label: str
    expires: dt.date | None
    preferred: bool


async def read_methods(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> list[MethodRow]:
    """Read what a customer saved, the latest first."""
    rows = await _SAVED.fetch(connection, network=network, customer=customer, now=now)
    return [
        MethodRow(key, location, provider, reference, label, date(expires), bool(preferred))
        for key, location, provider, reference, label, expires, preferred in rows
    ]


async def find_method(
    connection: Connection, network: str, customer: int, method: int | None, now: dt.datetime
) -> MethodRow | None:
    """Find a saved means of *customer*: the one named, else the one that they prefer."""
    for saved in await read_methods(connection, network, customer, now):
        if saved.id == method or (method is None and saved.preferred):
            return saved
    return None


async def insert_method(
    connection: Connection,
    network: str,
    customer: int,
    location: str,
    provider: str,
    saved: SavedMethod,
    now: dt.datetime,
) -> int:
    """Write what a provider keeps for a customer; return its id."""
    return await insert(
        connection,
        payment_methods,
        network,
        customer_id=customer,
        location_id=location,
        kind=saved.kind,
        label=saved.label,
        holder=saved.holder,
        expires_date=saved.expires,
        mandate_reference=saved.mandate_reference,
        mandate_date=saved.mandate_date,
        provider=provider,
        provider_reference=saved.reference,
        preferred=False,
        added_at=now,
    )


async def prefer(connection: Connection, network: str, customer: int, method: int) -> None:
    """Let one means be preferred, and no other of the customer's."""
    await _PREFER.fetch(connection, network=network, customer=customer, method=method)


async def take_away(connection: Connection, network: str, method: int, now: dt.datetime) -> None:
    """Let a means be saved no longer, nor preferred."""
    await _TAKE_AWAY.fetch(connection, network=network, method=method, now=now)


_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
_METHOD: sa.BindParameter[int] = sa.bindparam("method", type_=sa.BigInteger())
_SAVED = Portable(
    lambda _: (
        sa.select(
            payment_methods.c.id,
            payment_methods.c.location_id,
            payment_methods.c.provider,
            payment_methods.c.provider_reference,
            payment_methods.c.label,
            payment_methods.c.expires_date,
            payment_methods.c.preferred,
        )
        .where(
            payment_methods.c.network_id == NETWORK,
            payment_methods.c.customer_id == _CUSTOMER,
            sa.or_(payment_methods.c.removed_at.is_(None), payment_methods.c.removed_at > NOW),
        )
        .order_by(payment_methods.c.added_at.desc(), payment_methods.c.id.desc())
    )
)
_PREFER = Portable(
    lambda _: (
        payment_methods.update()
        .where(payment_methods.c.network_id == NETWORK, payment_methods.c.customer_id == _CUSTOMER)
        .values(preferred=payment_methods.c.id == _METHOD)
    )
)
_TAKE_AWAY = Portable(
    lambda _: (
        payment_methods.update()
        .where(payment_methods.c.network_id == NETWORK, payment_methods.c.id == _METHOD)
        .values(removed_at=NOW, preferred=sa.false())
    )
)
