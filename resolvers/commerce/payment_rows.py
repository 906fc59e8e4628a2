"""The rows of paying: the invoice, what is under way for it, and the means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from planning.running import date
from resolvers.rows import insert
from store.databases import Connection
from store.ids import new_id
from store.invoices import invoices
from store.payments import payment_events, payment_methods, payments
from store.portable import Portable
from store.sql import NETWORK, NOW, Instant


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


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A saved means of payment."""

    id: int
    provider: str
    reference: str
    expires: dt.date | None


async def read_invoice(connection: Connection, network: str, invoice: int) -> InvoiceRow:
    """Read an invoice that there is."""
    rows = await _INVOICE.fetch(connection, network=network, invoice=invoice)
    return InvoiceRow(*rows[0])


async def read_payment(connection: Connection, network: str, payment: int) -> PaymentRow | None:
    """Read one attempt to pay."""
    rows = await _PAYMENT.fetch(connection, network=network, payment=payment)
    return PaymentRow(*rows[0]) if rows else None


async def find_unsent(connection: Connection, network: str, invoice: int) -> PaymentRow | None:
    """Find an attempt of which nobody knows whether the provider ever heard."""
    rows = await _UNSENT.fetch(connection, network=network, invoice=invoice)
    return PaymentRow(*rows[0]) if rows else None


async def find_method(
    connection: Connection, network: str, customer: int, method: int | None, now: dt.datetime
) -> MethodRow | None:
    """Find a saved means of *customer*: the one named, else the one that they prefer."""
    rows = await _METHODS.fetch(connection, network=network, customer=customer, now=now)
    for key, provider, reference, expires, preferred in rows:
        if key == method or (method is None and preferred):
            return MethodRow(key, provider, reference, date(expires))
    return None


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


async def add_paid(
    connection: Connection, network: str, invoice: int, amount_minor: int, now: dt.datetime
) -> None:
    """Count so much of an invoice as paid; it is paid once that covers the whole."""
    await _PAID.fetch(connection, network=network, invoice=invoice, added=amount_minor, now=now)


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
_ADDED: sa.BindParameter[int] = sa.bindparam("added", type_=sa.BigInteger())
_STATUS: sa.BindParameter[str] = sa.bindparam("new_status", type_=sa.Text())
_PENDING = payments.c.status == sa.literal_column("'pending'")
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
            _PENDING,
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
            _PENDING,
        )
        .order_by(payments.c.id)
    )
)
_METHODS = Portable(
    lambda _: (
        sa.select(
            payment_methods.c.id,
            payment_methods.c.provider,
            payment_methods.c.provider_reference,
            payment_methods.c.expires_date,
            payment_methods.c.preferred,
        )
        .where(
            payment_methods.c.network_id == NETWORK,
            payment_methods.c.customer_id == sa.bindparam("customer", type_=sa.BigInteger()),
            sa.or_(payment_methods.c.removed_at.is_(None), payment_methods.c.removed_at > NOW),
        )
        .order_by(payment_methods.c.added_at.desc(), payment_methods.c.id)
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


def _paid(_: sa.Dialect) -> Any:
    whole = sa.and_(
        invoices.c.status == sa.literal_column("'open'"),
        invoices.c.paid_minor + _ADDED >= invoices.c.total_minor,
    )
    return (
        invoices.update()
        .where(invoices.c.network_id == NETWORK, invoices.c.id == _THE_INVOICE)
        .values(
            paid_minor=invoices.c.paid_minor + _ADDED,
            status=sa.case((whole, sa.literal_column("'paid'")), else_=invoices.c.status),
            paid_at=sa.case((whole, NOW), else_=invoices.c.paid_at),
        )
    )


_PAID = Portable(_paid)


def _event(dialect: sa.Dialect) -> Any:
    insert = (postgresql if dialect.name == "postgresql" else sqlite).insert(payment_events)
    return (
        insert.values(
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
