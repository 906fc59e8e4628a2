"""Taking turns over money: whoever changes what a customer owes waits for whoever does so too.

The order is the same everywhere: customer, product, invoice, payment, the location's numbers. On
SQLite there is one writer at a time anyway.
"""

from __future__ import annotations

import sqlalchemy as sa

from store.customers import customers
from store.databases import Connection
from store.invoices import invoices
from store.payments import payments
from store.portable import Portable
from store.sql import NETWORK


def _hold(table: sa.Table) -> Portable:
    # No key is changed, so whoever only refers to the row need not wait.
    return Portable(
        lambda _: (
            sa.select(table.c.id)
            .where(table.c.network_id == NETWORK, table.c.id == sa.bindparam("asked"))
            .with_for_update(key_share=True)
        )
    )


_CUSTOMER, _INVOICE, _PAYMENT = _hold(customers), _hold(invoices), _hold(payments)


async def hold_customer(connection: Connection, network: str, customer: int) -> None:
    """Keep others from charging, billing or suspending the customer until the transaction ends."""
    await _CUSTOMER.fetch(connection, network=network, asked=customer)


async def hold_invoice(connection: Connection, network: str, invoice: int) -> None:
    """Keep others from paying the invoice until the transaction ends."""
    await _INVOICE.fetch(connection, network=network, asked=invoice)


async def hold_payment(connection: Connection, network: str, payment: int) -> None:
    """Keep others from settling the payment until the transaction ends."""
    await _PAYMENT.fetch(connection, network=network, asked=payment)
