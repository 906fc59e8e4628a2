"""Invoices as they are paid: what is open of one, and what was paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.databases import Connection
from store.invoices import invoices
from store.payments import payments
from store.portable import Portable
from store.sql import NETWORK, NOW, word


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice as paying needs it; `pending_minor` is what is under way already."""

    id: int
    customer: int
    location: str
    number: str
    total_minor: int
    paid_minor: int
    pending_minor: int
    currency: str
    status: str

    @property
    def open_minor(self) -> int:
        """What is neither paid nor under way."""
        return self.total_minor - self.paid_minor - self.pending_minor


async def read_invoice(connection: Connection, network: str, invoice: int) -> InvoiceRow:
    """Read an invoice that there is."""
    rows = await _INVOICE.fetch(connection, network=network, invoice=invoice)
    return InvoiceRow(*rows[0])


async def add_paid(
    connection: Connection, network: str, invoice: int, amount_minor: int, now: dt.datetime
) -> None:
    """Count so much of an invoice as paid; it is paid once that covers the whole."""
    await _PAID.fetch(connection, network=network, invoice=invoice, added=amount_minor, now=now)


# ---------------------------------------------------------------- the statements

PENDING = payments.c.status == word("pending")
"""What is under way: the provider was asked, or will be, and has not said how it ended."""

_THE_INVOICE: sa.BindParameter[int] = sa.bindparam("invoice", type_=sa.BigInteger())
_ADDED: sa.BindParameter[int] = sa.bindparam("added", type_=sa.BigInteger())


def _invoice(_: sa.Dialect) -> Any:
    under_way = (
        sa.select(
            sa.func.coalesce(
                sa.cast(sa.func.sum(payments.c.amount_minor), sa.BigInteger()),
                sa.literal_column("0"),
            )
        )
        .where(
            payments.c.network_id == invoices.c.network_id,
            payments.c.invoice_id == invoices.c.id,
            PENDING,
        )
        .correlate(invoices)
        .scalar_subquery()
    )
    return sa.select(
        invoices.c.id,
        invoices.c.customer_id,
        invoices.c.location_id,
        invoices.c.number,
        invoices.c.total_minor,
        invoices.c.paid_minor,
        under_way,
        invoices.c.currency,
        invoices.c.status,
    ).where(invoices.c.network_id == NETWORK, invoices.c.id == _THE_INVOICE)


_INVOICE = Portable(_invoice)


def _paid(_: sa.Dialect) -> Any:
    whole = sa.and_(
        invoices.c.status == word("open"),
        invoices.c.paid_minor + _ADDED >= invoices.c.total_minor,
    )
    return (
        invoices.update()
        .where(invoices.c.network_id == NETWORK, invoices.c.id == _THE_INVOICE)
        .values(
            paid_minor=invoices.c.paid_minor + _ADDED,
            status=sa.case((whole, word("paid")), else_=invoices.c.status),
            paid_at=sa.case((whole, NOW), else_=invoices.c.paid_at),
        )
    )


_PAID = Portable(_paid)
