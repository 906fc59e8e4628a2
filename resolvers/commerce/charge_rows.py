"""Charges: the one way in which anything comes to be owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from resolvers.rows import insert
from store.benefits import money_uses
from store.charges import charges
from store.databases import Connection, Row
from store.portable import Portable
from store.sql import NETWORK, NOW, OneOf

PLAN = "plan"
"""The kind of charges for cycles of plans, and of what is taken off them."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a customer is to owe for: *quantity* times *unit_minor*, exactly.

    `kind`         `plan`, `product`, `booking` or `other`
    `day`          the day that the location's calendar shows
    `from_date`    the first day that it is for, and
    `until_date`   the first day after, where it is for a stretch of days
    """

    customer: int
    location: str
    kind: str
    description: str
    unit_minor: int
    currency: str
    day: dt.date
    quantity: int = 1
    team: int | None = None
    contract: int | None = None
    product: int | None = None
    subscription: int | None = None
    booking: int | None = None
    from_date: dt.date | None = None
    until_date: dt.date | None = None

    @property
    def total_minor(self) -> int:
        """What it comes to, in the currency's smallest unit."""
        return self.quantity * self.unit_minor


async def charge(connection: Connection, network: str, due: Charge, now: dt.datetime) -> int:
    """Keep that somebody owes for something, and return the charge's id.

    It waits for the customer's next invoice at its location.

    Raises:
        RowRefused: the cycle of a contract, or the month of a subscription, is charged (`unique`).
    """
    return await insert(
        connection,
        charges,
        network,
        customer_id=due.customer,
        team_id=due.team,
        location_id=due.location,
        kind=due.kind,
        contract_id=due.contract,
        product_id=due.product,
        subscription_id=due.subscription,
        booking_id=due.booking,
        description=due.description,
        quantity=due.quantity,
        unit_minor=due.unit_minor,
        total_minor=due.total_minor,
        currency=due.currency,
        charged_at=now,
        charged_date=due.day,
        from_date=due.from_date,
        until_date=due.until_date,
    )


async def void_booking_charges(
    connection: Connection, network: str, booking: int, now: dt.datetime
) -> bool:
    """Take back what is owed for a booking, unless it is on an invoice already.

    Returns whether there was anything to take back.
    """
    rows = await _VOID_BOOKING.fetch(connection, network=network, booking=booking, now=now)
    return await _void_credits(connection, network, rows, now)


async def void_charge(
    connection: Connection, network: str, key: int, now: dt.datetime
) -> bool:
    """Take back one charge, unless it is on an invoice already; return whether it was there."""
    rows = await _VOID.fetch(connection, network=network, charge=key, now=now)
    return await _void_credits(connection, network, rows, now)


async def _void_credits(
    connection: Connection, network: str, voided: Sequence[Row], now: dt.datetime
) -> bool:
    """Take back what took money off charges that are taken back; return whether there were any."""
    asked = [charge for (charge,) in voided]
    if asked:
        await _VOID_CREDITS.fetch(connection, network=network, asked=asked, now=now)
    return bool(asked)


async def is_billed(connection: Connection, network: str, booking: int) -> bool:
    """Whether a booking stands on an invoice already."""
    return bool(await _BILLED.fetch(connection, network=network, booking=booking))


_BILLED = Portable(
    lambda _: sa.select(charges.c.id).where(
        charges.c.network_id == NETWORK,
        charges.c.booking_id == sa.bindparam("booking", type_=sa.BigInteger()),
        charges.c.invoice_id.is_not(None),
        charges.c.voided_at.is_(None),
    )
)


def _voiding(column: sa.Column[int], name: str) -> Portable:
    return Portable(
        lambda _: (
            charges.update()
            .where(
                charges.c.network_id == NETWORK,
                column == sa.bindparam(name, type_=sa.BigInteger()),
                charges.c.invoice_id.is_(None),
                charges.c.voided_at.is_(None),
            )
            .values(voided_at=NOW)
            .returning(charges.c.id)
        )
    )


_VOID_BOOKING = _voiding(charges.c.booking_id, "booking")
_VOID = _voiding(charges.c.id, "charge")
_VOID_CREDITS = Portable(
    lambda _: (
        charges.update()
        .where(
            charges.c.network_id == NETWORK,
            charges.c.id.in_(
                sa.select(money_uses.c.credit_charge_id).where(
                    money_uses.c.network_id == NETWORK, OneOf(money_uses.c.charge_id, "asked")
                )
            ),
            charges.c.voided_at.is_(None),
        )
        .values(voided_at=NOW)
    )
)
