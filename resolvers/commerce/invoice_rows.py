"""Invoices as they are written: the number, the invoice, its lines, and what they are for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from resolvers.commerce.terms import Terms
from store.charges import charges, invoice_series
from store.customer_products import customer_products
from store.databases import Connection
from store.ids import new_id
from store.invoices import invoice_lines, invoices
from store.portable import Portable
from store.sql import NETWORK, OneOf, insert_into

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """A charge that waits for an invoice."""

    id: int
    team: int | None
    currency: str
    description: str
    quantity: int
    unit_minor: int
    total_minor: int
    day: dt.date
    from_date: dt.date | None
    until_date: dt.date | None


@dataclass(frozen=True, slots=True)
class Issued:
    """An invoice that has just been written."""

    id: int
    number: str
    location: str
    customer: int
    total_minor: int
    currency: str
    due_date: dt.date


async def issue(
    connection: Connection,
    network: str,
    location: str,
    customer: int,
    due: Sequence[OpenCharge],
    terms: Terms,
    *,
    today: dt.date,
    now: dt.datetime,
) -> Issued:
    """Write one invoice for *due*, which are of one currency and one team.

    Nothing to pay is paid; money to give back is a credit note.
    """
    number = await _next_number(connection, network, location, terms.prefix, today)
    total = sum(each.total_minor for each in due)
    issued = Issued(
        new_id(), number, location, customer, total, due[0].currency,
        today + terms.days_to_pay * DAY,
    )  # fmt: skip
    await connection.insert(invoices, [_row(network, issued, due, today, now)])
    lines = [_line(network, issued, each, place) for place, each in enumerate(due, start=1)]
    await connection.insert(invoice_lines, lines)
    for statement in (_BILL, _NAME_PRODUCTS):
        await statement.fetch(
            connection, network=network, invoice=issued.id, asked=[each.id for each in due]
        )
    return issued


async def _next_number(
    connection: Connection, network: str, location: str, prefix: str, today: dt.date
) -> str:
    """Take the location's next number; whoever else wants one waits until this invoice stands.

    If it does not come to stand, the number was never taken: there are no gaps.
    """
    rows = await _NUMBER.fetch(connection, network=network, new_key=new_id(), place=location)
    return f"{prefix}-{today:%Y}-{rows[0][0]:05}"


def _row(
    network: str, issued: Issued, due: Sequence[OpenCharge], today: dt.date, now: dt.datetime
) -> dict[str, Any]:
    total = issued.total_minor
    status = "open" if total > 0 else "paid" if total == 0 else "credit-note"
    return {
        "network_id": network,
        "id": issued.id,
        "customer_id": issued.customer,
        "team_id": due[0].team,
        "location_id": issued.location,
        "number": issued.number,
        "issued_date": today,
        "due_date": issued.due_date,
        "from_date": min(each.from_date or each.day for each in due),
        "until_date": max(each.until_date or each.day + DAY for each in due),
        "total_minor": total,
        "paid_minor": 0,
        "currency": issued.currency,
        "status": status,
        "paid_at": now if status == "paid" else None,
    }


def _line(network: str, issued: Issued, due: OpenCharge, position: int) -> dict[str, Any]:
    return {
        "network_id": network,
        "id": new_id(),
        "invoice_id": issued.id,
        "customer_id": issued.customer,
        "location_id": issued.location,
        "position": position,
        "description": due.description,
        "quantity": due.quantity,
        "unit_minor": due.unit_minor,
        "total_minor": due.total_minor,
        "currency": due.currency,
    }


def _number(dialect: sa.Dialect) -> Any:
    return (
        insert_into(invoice_series, dialect).values(
            network_id=NETWORK,
            id=sa.bindparam("new_key", type_=sa.BigInteger()),
            location_id=sa.bindparam("place", type_=sa.Text()),
            last=sa.literal_column("1"),
        )
        .on_conflict_do_update(
            index_elements=["network_id", "location_id"],
            set_={"last": invoice_series.c.last + sa.literal_column("1")},
        )
        .returning(invoice_series.c.last)
    )


_NUMBER = Portable(_number)
_BILL = Portable(
    lambda _: (
        charges.update()
        .where(charges.c.network_id == NETWORK, OneOf(charges.c.id, "asked"))
        .values(invoice_id=sa.bindparam("invoice", type_=sa.BigInteger()))
    )
)
_NAME_PRODUCTS = Portable(
    lambda _: (
        customer_products.update()
        .where(
            customer_products.c.network_id == NETWORK,
            OneOf(customer_products.c.charge_id, "asked"),
        )
        .values(invoice_id=sa.bindparam("invoice", type_=sa.BigInteger()))
    )
)
"""What was bought to be used up stands on the invoice that its charge stands on."""
