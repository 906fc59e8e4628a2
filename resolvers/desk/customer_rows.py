"""The row of a customer, as staff read and write it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from resolvers.rows import insert
from store.customers import customers
from store.databases import Connection
from store.folding import fold
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """What staff may write of a customer, and where the customer is at home."""

    location_id: str
    customer_type: str
    full_name: str
    email: str
    phone: str | None = None
    date_of_birth: dt.date | None = None
    company_name: str | None = None
    position: str | None = None
    preferred_language: str | None = None
    billing_name: str | None = None
    tax_id: str | None = None
    notes: str | None = None
    group_id: int | None = None
    login_id: int | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns as an audit trail keeps them: a date as its text."""
        born = self.date_of_birth
        return {**asdict(self), "date_of_birth": None if born is None else born.isoformat()}


_NAMES = tuple(CustomerRow.__dataclass_fields__)
_THIS = (customers.c.network_id == NETWORK, customers.c.id == sa.bindparam("customer"))


async def read_customer(connection: Connection, network: str, customer: int) -> CustomerRow:
    """Read a customer that there is."""
    rows = await _READ.fetch(connection, network=network, customer=customer)
    row = CustomerRow(*rows[0])
    if isinstance(row.date_of_birth, str):  # as SQLite keeps days
        return CustomerRow(
            **{**asdict(row), "date_of_birth": dt.date.fromisoformat(row.date_of_birth)}
        )
    return row


async def insert_customer(
    connection: Connection, network: str, row: CustomerRow, now: dt.datetime
) -> int:
    """Write a new customer, who registered just now, and return their id."""
    return await insert(connection, customers, network, **asdict(row), registered_at=now)


async def write_customer(
    connection: Connection, network: str, customer: int, row: CustomerRow
) -> None:
    """Keep *row*, with the folded companions of what lists sort by."""
    values = {f"new_{name}": value for name, value in asdict(row).items()}
    await _WRITE.fetch(
        connection,
        network=network,
        customer=customer,
        new_full_name_folded=fold(row.full_name),
        new_email_folded=fold(row.email),
        **values,
    )


_READ = Portable(lambda _: sa.select(*(customers.c[name] for name in _NAMES)).where(*_THIS))
_WRITE = Portable(
    lambda _: (
        customers.update()
        .where(*_THIS)
        .values(
            {
                name: sa.bindparam(f"new_{name}", type_=customers.c[name].type)
                for name in (*_NAMES, "full_name_folded", "email_folded")
            }
        )
    )
)
