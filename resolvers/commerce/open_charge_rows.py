"""Charges that wait for an invoice."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from resolvers.commerce.invoice_rows import OpenCharge
from store.charges import charges
from store.databases import Connection
from store.moments import date, kept_day
from store.portable import Portable
from store.sql import NETWORK, word


async def read_open_charges(
    connection: Connection, network: str, location: str, customer: int, before: dt.date
) -> list[OpenCharge]:
    """Read what waits for an invoice: cycles of plans, and what came to be owed *before* a day."""
    rows = await _OPEN.fetch(
        connection, network=network, place=location, customer=customer, before=before
    )
    return [
        OpenCharge(
            id=key,
            team=team,
            currency=currency,
            description=description,
            quantity=quantity,
            unit_minor=unit,
            total_minor=total,
            day=kept_day(day),
            from_date=date(since),
            until_date=date(until),
        )
        for key, team, currency, description, quantity, unit, total, day, since, until in rows
    ]


# ---------------------------------------------------------------- the statements

_PLACE: sa.BindParameter[str] = sa.bindparam("place", type_=sa.Text())
_CUSTOMER: sa.BindParameter[int] = sa.bindparam("customer", type_=sa.BigInteger())
_OPEN = Portable(
    lambda _: (
        sa.select(
            charges.c.id,
            charges.c.team_id,
            charges.c.currency,
            charges.c.description,
            charges.c.quantity,
            charges.c.unit_minor,
            charges.c.total_minor,
            charges.c.charged_date,
            charges.c.from_date,
            charges.c.until_date,
        )
        .where(
            charges.c.network_id == NETWORK,
            charges.c.location_id == _PLACE,
            charges.c.customer_id == _CUSTOMER,
            charges.c.invoice_id.is_(None),
            charges.c.voided_at.is_(None),
            sa.or_(
                charges.c.kind == word("plan"),
                charges.c.charged_date < sa.bindparam("before", type_=sa.Date()),
            ),
        )
        .order_by(charges.c.charged_date, charges.c.id)
    )
)
