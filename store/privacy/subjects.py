"""The person whom it is about: a customer, with the login and the addresses that are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.customers import customers
from store.databases import Connection
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class Subject:
    """A customer of a network.

    `login` is None where they have none, or where another customer signs in with it as well;
    `addresses` are those that letters to them went to.
    """

    network: str
    customer: int
    name: str
    home: str
    login: int | None
    addresses: frozenset[str]

    @property
    def values(self) -> Mapping[str, Any]:
        """What statements about them take."""
        return {
            "network": self.network,
            "customer": self.customer,
            "login": self.login,
            "addresses": sorted(self.addresses),
        }


async def find_subject(connection: Connection, network: str, customer: int) -> Subject | None:
    """Return the customer of this id, if there is one."""
    rows = await _FIND.fetch(connection, network=network, customer=customer)
    if not rows:
        return None
    name, home, own, login, address, others = rows[0]
    addresses = {own} if others else {own, address}
    return Subject(
        network, customer, name, home, None if others else login,
        frozenset(each for each in addresses if each),
    )  # fmt: skip


_OTHERS = customers.alias("others")
_FIND = Portable(
    lambda _: sa.select(
        customers.c.full_name,
        customers.c.location_id,
        customers.c.email,
        customers.c.login_id,
        logins.c.email,
        sa.select(sa.func.count())
        .select_from(_OTHERS)
        .where(
            _OTHERS.c.network_id == NETWORK,
            _OTHERS.c.login_id == customers.c.login_id,
            _OTHERS.c.id != customers.c.id,
        )
        .scalar_subquery(),
    )
    .select_from(
        customers.outerjoin(
            logins,
            sa.and_(
                logins.c.network_id == customers.c.network_id,
                logins.c.id == customers.c.login_id,
            ),
        )
    )
    .where(
        customers.c.network_id == NETWORK,
        customers.c.id == sa.bindparam("customer", type_=sa.BigInteger()),
    )
)
