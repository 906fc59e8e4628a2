"""The row behind a teacher."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from resolvers.rows import insert
from store.activities import teachers
from store.databases import Connection
from store.folding import fold
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
