"""Taking turns: whoever changes a record waits for whoever changes it too.

The order is the same everywhere, so that nobody waits in a circle: resource or event, team,
customers by id, login, its sessions, product, invoice, payment, the location's numbers. On
PostgreSQL rows are locked until the transaction ends; on SQLite there is one writer at a time
anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from store.content import events
from store.customers import customers
from store.databases import Connection
from store.invoices import invoices
from store.payments import payments
from store.portable import Portable
from store.resources import resource_links, resources
from store.sql import NETWORK, OneOf
from store.teams import teams


async def hold_resource(connection: Connection, network: str, resource: int) -> None:
    """Keep others from booking the resource, and what is linked with it, until the end."""
    await _hold(_RESOURCES, connection, network, [resource])


async def hold_event(connection: Connection, network: str, event: int) -> None:
    """Keep others from enrolling in the event until the transaction ends."""
    await _hold(_EVENTS, connection, network, [event])


async def hold_team(connection: Connection, network: str, team: int) -> None:
    """Keep others from changing the team, and who is in it, until the transaction ends."""
    await _hold(_TEAMS, connection, network, [team])


async def hold_customers(connection: Connection, network: str, people: Iterable[int]) -> None:
    """Keep others from acting for these people until the transaction ends."""
    await _hold(_CUSTOMERS, connection, network, sorted(people))


async def hold_customer(connection: Connection, network: str, customer: int) -> None:
    """Keep others from charging, billing or suspending the customer until the transaction ends."""
    await hold_customers(connection, network, [customer])


async def hold_invoice(connection: Connection, network: str, invoice: int) -> None:
    """Keep others from paying the invoice until the transaction ends."""
    await _hold(_INVOICES, connection, network, [invoice])


async def hold_payment(connection: Connection, network: str, payment: int) -> None:
    """Keep others from settling the payment until the transaction ends."""
    await _hold(_PAYMENTS, connection, network, [payment])


async def _hold(
    rows: Portable, connection: Connection, network: str, asked: Sequence[int]
) -> None:
    if connection.dialect.name == "postgresql":
        await rows.fetch(connection, network=network, asked=asked)


def _holding(table: sa.Table) -> Portable:
    # No key is changed, so whoever only refers to the row need not wait.
    return Portable(
        lambda _: (
            sa.select(table.c.id)
            .where(table.c.network_id == NETWORK, OneOf(table.c.id, "asked"))
            .order_by(table.c.id)
            .with_for_update(key_share=True)
        )
    )


def _holding_linked(_: sa.Dialect) -> sa.Select[Any]:
    """Lock a resource and all that is booked with it, in the order of their ids like the others."""
    asked, held = resources.alias("r"), resources.alias("h")
    itself: sa.Select[Any] = sa.select(asked.c.id).where(
        asked.c.network_id == NETWORK, OneOf(asked.c.id, "asked")
    )
    linked: sa.Select[Any] = sa.select(resource_links.c.linked_id).where(
        resource_links.c.network_id == NETWORK, OneOf(resource_links.c.resource_id, "asked")
    )
    return (
        sa.select(held.c.id)
        .where(held.c.network_id == NETWORK, held.c.id.in_(sa.union_all(itself, linked)))
        .order_by(held.c.id)
        .with_for_update(key_share=True)
    )


_RESOURCES, _EVENTS, _CUSTOMERS = Portable(_holding_linked), _holding(events), _holding(customers)
_INVOICES, _PAYMENTS, _TEAMS = _holding(invoices), _holding(payments), _holding(teams)
"""An update lock on rows in the order of their ids; SQLite knows nothing of the kind."""
