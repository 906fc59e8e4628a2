"""The rows behind a teacher: the profile, the login, and the role that it holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from resolvers.rows import insert
from store.activities import teachers
from store.customers import customers
from store.databases import Connection
from store.folding import fold
from store.people import logins
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class TeacherRow:
    """How a location presents somebody who teaches."""

    customer_id: int
    location_id: str
    name: str
    summary: str | None
    published: bool

    def columns(self) -> dict[str, Any]:
        """Return the columns, by their names."""
        return asdict(self)


async def find_teacher(
    connection: Connection, network: str, customer: int
) -> tuple[int, TeacherRow] | None:
    """Return the id and the row of the customer's profile as a teacher, if there is one."""
    rows = await _FIND.fetch(connection, network=network, customer=customer)
    if not rows:
        return None
    key, home, name, summary, published = rows[0]
    return key, TeacherRow(customer, home, name, summary, bool(published))


async def write_teacher(
    connection: Connection, network: str, teacher: int | None, row: TeacherRow
) -> int:
    """Keep the profile, a new one where *teacher* is None; return its id."""
    if teacher is None:
        return await insert(connection, teachers, network, **asdict(row))
    await _WRITE.fetch(
        connection,
        network=network,
        teacher=teacher,
        new_name=row.name,
        new_name_folded=fold(row.name),
        new_summary=row.summary,
        new_published=row.published,
    )
    return teacher


async def login_of_address(connection: Connection, network: str, email: str) -> int | None:
    """Return the login that signs in with an address, if any does."""
    rows = await _LOGIN.fetch(connection, network=network, email_folded=fold(email.strip()))
    return rows[0][0] if rows else None


async def give_login(connection: Connection, network: str, customer: int, login: int) -> None:
    """Let the login own the customer."""
    await _OWN.fetch(connection, network=network, customer=customer, login=login)


_FIND = Portable(
    lambda _: sa.select(
        teachers.c.id,
        teachers.c.location_id,
        teachers.c.name,
        teachers.c.summary,
        teachers.c.published,
    ).where(teachers.c.network_id == NETWORK, teachers.c.customer_id == sa.bindparam("customer"))
)
_WRITE = Portable(
    lambda _: (
        teachers.update()
        .where(teachers.c.network_id == NETWORK, teachers.c.id == sa.bindparam("teacher"))
        .values(
            name=sa.bindparam("new_name"),
            name_folded=sa.bindparam("new_name_folded"),
            summary=sa.bindparam("new_summary"),
            published=sa.bindparam("new_published"),
        )
    )
)
_LOGIN = Portable(
    lambda _: sa.select(logins.c.id).where(
        logins.c.network_id == NETWORK, logins.c.email_folded == sa.bindparam("email_folded")
    )
)
_OWN = Portable(
    lambda _: (
        customers.update()
        .where(customers.c.network_id == NETWORK, customers.c.id == sa.bindparam("customer"))
        .values(login_id=sa.bindparam("login"))
    )
)
