"""Settling a payment: what the provider said, at once or in a callback, once or several times."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from resolvers.actions import PAY_DUE_INVOICE
from resolvers.commerce.payable_rows import add_paid
from resolvers.commerce.payment_rows import PaymentRow, keep_event, read_payment, update_payment
from resolvers.commerce.provider import PaymentAnswer, PaymentEvent, read_reference
from resolvers.locks import hold_invoice, hold_payment
from store.audit_trail import Change, record_change
from store.databases import Connection, Database


class Heard(Enum):
    """What came of a callback."""

    SETTLED = "settled"
    KNOWN = "known"
    UNKNOWN_PAYMENT = "unknown-payment"
    OTHER_AMOUNT = "other-amount"


async def hear(
    database: Database, provider: str, event: PaymentEvent, now: dt.datetime
) -> Heard:
    """Take in what a provider reports; what comes twice changes nothing the second time."""
    named = read_reference(event.reference)
    if named is None:
        return Heard.UNKNOWN_PAYMENT
    network, payment = named
    async with database.transaction() as connection:
        row = await read_payment(connection, network, payment)
        if row is None:
            return Heard.UNKNOWN_PAYMENT
        if (row.amount_minor, row.currency) != (event.amount_minor, event.currency):
            return Heard.OTHER_AMOUNT
        news = await keep_event(
            connection,
            network,
            payment=payment,
            provider=provider,
            event=event.event,
            status=event.answer.status,
            now=now,
        )
        if not news:
            return Heard.KNOWN
        await settle(connection, network, payment, event.answer, now)
        return Heard.SETTLED


async def settle(
    connection: Connection,
    network: str,
    payment: int,
    answer: PaymentAnswer,
    now: dt.datetime,
    *,
    login: int | None = None,
    customer: int | None = None,
) -> None:
    """Write what a provider says of a payment, in whatever order it says it.

    Money that was taken stays taken, whatever is heard afterwards; a failure that was reported too
    early gives way to it.
    """
    await hold_payment(connection, network, payment)
    row = await read_payment(connection, network, payment)
    assert row is not None, "payments are never taken away"
    if row.status == "succeeded" or (row.status == "failed" and answer.status != "succeeded"):
        return
    await update_payment(
        connection,
        network,
        payment,
        status=answer.status,
        reference=answer.reference,
        failure=answer.failure if answer.status == "failed" else None,
        now=now,
    )
    if answer.status == "succeeded":
        await hold_invoice(connection, network, row.invoice)
        await add_paid(connection, network, row.invoice, row.amount_minor, now)
    if answer.status != row.status:
        change = _change(row, answer)
        await record_change(
            connection, network, change, login=login, customer=customer, now=now
        )


def _change(row: PaymentRow, answer: PaymentAnswer) -> Change:
    after = {
        "invoice_id": row.invoice,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "status": answer.status,
    }
    return Change(
        PAY_DUE_INVOICE, row.location, "Payment", row.id, {"status": row.status}, after
    )
