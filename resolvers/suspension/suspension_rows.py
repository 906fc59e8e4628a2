"""The rows of suspensions: who is suspended since when and why, and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from resolvers.rows import insert
from resolvers.suspension.occasions import MANUAL
from store.customers import customer_suspensions, customers
from store.databases import Connection
from store.invoices import invoices
from store.membership import in_force, is_archived, is_suspended
from store.moments import kept_day
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK, NOW, word
from store.suspensions import suspension_causes


@dataclass(frozen=True, slots=True)
class Cause:
    """Why somebody is suspended.

    `why`   for staff, `said` for the customer, who may be told nothing
    """

    why: str
    by_whom: str
    occasion: str = MANUAL
    said: str | None = None
    invoice: int | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """An invoice that was not paid for too long, and has suspended nobody yet."""

    customer: int
    invoice: int
    number: str
    due: dt.date


async def insert_suspension(
    connection: Connection, network: str, customer: int, cause: Cause, now: dt.datetime
) -> int:
    """Write that a customer is suspended from now on; return the suspension's id.

    Raises:
        RowRefused: the invoice that is the cause has suspended somebody before (`unique`).
    """
    suspension = await insert(
        connection,
        customer_suspensions,
        network,
        customer_id=customer,
        from_at=now,
        by_whom=cause.by_whom,
        why=cause.why,
    )
    await insert(
        connection,
        suspension_causes,
        network,
        suspension_id=suspension,
        occasion=cause.occasion,
        invoice_id=cause.invoice,
        said=cause.said,
    )
    return suspension


async def end_suspensions(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> list[int]:
    """End every suspension of a customer that holds; return their ids."""
    rows = await _END.fetch(connection, network=network, customer=customer, now=now)
    return [suspension for (suspension,) in rows]


async def read_standing(
    connection: Connection, network: str, customer: int, now: dt.datetime
) -> tuple[str, bool]:
    """Read a customer's home, and whether they are suspended."""
    rows = await _STANDING.fetch(connection, network=network, customer=customer, now=now)
    home, suspended = rows[0]
    return home, bool(suspended)


async def read_overdue(
    connection: Connection, network: str, location: str, due_before: dt.date, now: dt.datetime
) -> list[Overdue]:
    """List invoices of *location* that were due before a day, of those who are not suspended yet.

    The oldest of each customer comes first.
    """
    rows = await _OVERDUE.fetch(
        connection, network=network, place=location, before=due_before, now=now
    )
    return [
        Overdue(customer, invoice, number, kept_day(due)) for customer, invoice, number, due in rows
    ]


async def is_overdue(connection: Connection, network: str, invoice: int) -> bool:
    """Whether an invoice is still open, and has suspended nobody."""
    return bool(await _STILL.fetch(connection, network=network, invoice=invoice))


async def read_address(connection: Connection, network: str, login: int | None) -> str | None:
    """Read the e-mail address of a login."""
    rows = await _ADDRESS.fetch(connection, network=network, login=login or 0)
    return rows[0][0] if rows else None


_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
_END = Portable(
    lambda _: (
        customer_suspensions.update()
        .where(
            customer_suspensions.c.network_id == NETWORK,
            customer_suspensions.c.customer_id == _CUSTOMER,
            in_force(customer_suspensions),
        )
        .values(until_at=NOW)
        .returning(customer_suspensions.c.id)
    )
)
_STANDING = Portable(
    lambda _: sa.select(customers.c.location_id, is_suspended(customers)).where(
        customers.c.network_id == NETWORK, customers.c.id == _CUSTOMER
    )
)
_UNUSED = sa.not_(
    sa.exists(
        sa.select(sa.literal_column("1"))
        .where(
            suspension_causes.c.network_id == invoices.c.network_id,
            suspension_causes.c.invoice_id == invoices.c.id,
        )
        .correlate(invoices)
    )
)
_OPEN = invoices.c.status == word("open")
_OVERDUE = Portable(
    lambda _: (
        sa.select(
            invoices.c.customer_id, invoices.c.id, invoices.c.number, invoices.c.due_date
        )
        .select_from(
            invoices.join(
                customers,
                sa.and_(
                    customers.c.network_id == invoices.c.network_id,
                    customers.c.id == invoices.c.customer_id,
                ),
            )
        )
        .where(
            invoices.c.network_id == NETWORK,
            invoices.c.location_id == sa.bindparam("place", type_=sa.Text()),
            invoices.c.due_date < sa.bindparam("before", type_=sa.Date()),
            _OPEN,
            _UNUSED,
            sa.not_(is_suspended(customers)),
            sa.not_(is_archived(customers)),
        )
        .order_by(invoices.c.customer_id, invoices.c.due_date, invoices.c.id)
    )
)
_STILL = Portable(
    lambda _: sa.select(invoices.c.id).where(
        invoices.c.network_id == NETWORK, invoices.c.id == sa.bindparam("invoice"), _OPEN, _UNUSED
    )
)
_ADDRESS = Portable(
    lambda _: sa.select(logins.c.email).where(
        logins.c.network_id == NETWORK, logins.c.id == sa.bindparam("login")
    )
)
