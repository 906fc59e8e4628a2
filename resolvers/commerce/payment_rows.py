"""The rows of payments: attempts to pay, and what providers reported of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from resolvers.commerce.payable_rows import PENDING, InvoiceRow
from resolvers.rows import insert
from store.databases import Connection
from store.ids import new_id
from store.payments import payment_events, payments
from store.portable import Portable
from store.sql import NETWORK, NOW, Instant, insert_into


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One attempt to pay."""

    id: int
    invoice: int
    customer: int
    location: str
    method: int | None
    reference: str | None
    amount_minor: int
    currency: str
    status: str


async def read_payment(connection: Connection, network: str, payment: int) -> PaymentRow | None:
    """Read one attempt to pay."""
    rows = await _PAYMENT.fetch(connection, network=network, payment=payment)
    return PaymentRow(*rows[0]) if rows else None


async def find_unsent(connection: Connection, network: str, invoice: int) -> PaymentRow | None:
    """Find an attempt of which nobody knows whether the provider ever heard."""
    rows = await _UNSENT.fetch(connection, network=network, invoice=invoice)
    return PaymentRow(*rows[0]) if rows else None


async def insert_payment(
    connection: Connection,
    network: str,
    invoice: InvoiceRow,
    amount_minor: int,
    now: dt.datetime,
    *,
    provider: str,
    method: int | None,
) -> PaymentRow:
    """Write that somebody wants to pay; from then on so much of the invoice is under way.

    *method* is the saved means that *provider* is to take it from; at the desk there is none.
    """
    key = await insert(
        connection,
        payments,
        network,
        invoice_id=invoice.id,
        customer_id=invoice.customer,
        location_id=invoice.location,
        payment_method_id=method,
        provider=provider,
        amount_minor=amount_minor,
        currency=invoice.currency,
        status="pending",
        created_at=now,
    )
    return PaymentRow(
        key, invoice.id, invoice.customer, invoice.location, method, None, amount_minor,
        invoice.currency, "pending",
    )  # fmt: skip


async def update_payment(
    connection: Connection,
    network: str,
    payment: int,
    *,
    status: str,
    reference: str | None,
    failure: str | None,
    now: dt.datetime,
) -> None:
    """Write what became of a payment; a reference that is known stays."""
    await _UPDATE.fetch(
        connection,
        network=network,
        payment=payment,
        new_status=status,
        new_reference=reference,
        new_failure=failure,
        settled=None if status == "pending" else now,
    )


async def keep_event(
    connection: Connection,
    network: str,
    *,
    payment: int,
    provider: str,
    event: str,
    status: str,
    now: dt.datetime,
) -> bool:
    """Keep that a provider reported something, and say whether it is news."""
    rows = await _EVENT.fetch(
        connection,
        network=network,
        new_key=new_id(),
        payment=payment,
        provider=provider,
        event=event,
        new_status=status,
        now=now,
    )
    return bool(rows)


# ---------------------------------------------------------------- the statements

_THE_INVOICE: sa.BindParameter[int] = sa.bindparam("invoice", type_=sa.BigInteger())
_THE_PAYMENT: sa.BindParameter[int] = sa.bindparam("payment", type_=sa.BigInteger())
_STATUS: sa.BindParameter[str] = sa.bindparam("new_status", type_=sa.Text())
_ROW = (
    payments.c.id,
    payments.c.invoice_id,
    payments.c.customer_id,
    payments.c.location_id,
    payments.c.payment_method_id,
    payments.c.provider_reference,
    payments.c.amount_minor,
    payments.c.currency,
    payments.c.status,
)


_PAYMENT = Portable(
    lambda _: sa.select(*_ROW).where(
        payments.c.network_id == NETWORK, payments.c.id == _THE_PAYMENT
    )
)
_UNSENT = Portable(
    lambda _: (
        sa.select(*_ROW)
        .where(
            payments.c.network_id == NETWORK,
            payments.c.invoice_id == _THE_INVOICE,
            payments.c.provider_reference.is_(None),
            PENDING,
        )
        .order_by(payments.c.id)
    )
)
_UPDATE = Portable(
    lambda _: (
        payments.update()
        .where(payments.c.network_id == NETWORK, payments.c.id == _THE_PAYMENT)
        .values(
            status=_STATUS,
            provider_reference=sa.func.coalesce(
                payments.c.provider_reference, sa.bindparam("new_reference", type_=sa.Text())
            ),
            failure=sa.bindparam("new_failure", type_=sa.Text()),
            settled_at=sa.bindparam("settled", type_=Instant()),
        )
    )
)


def _event(dialect: sa.Dialect) -> Any:
    return (
        insert_into(payment_events, dialect).values(
            network_id=NETWORK,
            id=sa.bindparam("new_key", type_=sa.BigInteger()),
            payment_id=_THE_PAYMENT,
            provider=sa.bindparam("provider", type_=sa.Text()),
            event=sa.bindparam("event", type_=sa.Text()),
            status=_STATUS,
            received_at=NOW,
        )
        .on_conflict_do_nothing(index_elements=["network_id", "provider", "event"])
        .returning(payment_events.c.id)
    )


_EVENT = Portable(_event)
