"""What happens to records, told to every process at the database: names and ids, never a value.

On PostgreSQL it is told with NOTIFY, on SQLite with rows that the processes look for. Either way it
is told if and when the transaction is kept that makes the change.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson
import sqlalchemy as sa

from store.databases import Connection
from store.metadata import shared_table, text
from store.portable import Portable
from store.sql import Each, word

CHANNEL = "portal_happenings"

KEPT = 10_000
"""So many at least are kept on SQLite; whoever lags farther behind has missed some, and notices."""

FORGOTTEN_AT_ONCE = 100
"""How many are let go of together, so that not each has to."""

happenings = shared_table(
    "happenings",
    sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
    text("told"),
    sa.PrimaryKeyConstraint("id"),
)
"""What happened lately, in order, for the processes at an SQLite file."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something happened to a record.

    `customer` is whose it is, `resource` what it is about, both as ids of rows.
    """

    network: str
    type: str
    record: int
    customer: int | None = None
    resource: int | None = None


async def tell(connection: Connection, *happened: Happening) -> None:
    """Tell every process, once the transaction that *connection* is in is kept."""
    told = [orjson.dumps(each).decode() for each in happened]
    if connection.dialect.name == "postgresql":
        await _NOTIFY.fetch(connection, told=told)
        return
    for each in told:
        ((number,),) = await _KEEP.fetch(connection, told=each)
        if number % FORGOTTEN_AT_ONCE == 0:
            await _FORGET.fetch(connection)


def read_happening(told: str) -> Happening | None:
    """Read what was told; None where it was told by another version, in words of its own."""
    try:
        return Happening(**orjson.loads(told))
    except (TypeError, ValueError):
        return None


_EACH = Each.rows("told")
_NOTIFY = Portable(
    lambda _: sa.select(sa.func.pg_notify(word(CHANNEL), _EACH.c.value))
)
_TOLD: sa.BindParameter[str] = sa.bindparam("told", type_=sa.Text())
_NUMBER: sa.ColumnElement[int] = sa.func.coalesce(
    sa.func.max(happenings.c.id), sa.literal_column("0")
) + sa.literal_column("1")
"""The next number: SQLite has one writer at a time."""

_KEEP = Portable(
    lambda _: (
        happenings.insert()
        .from_select(["id", "told"], sa.select(_NUMBER, _TOLD))
        .inline()
        .returning(happenings.c.id)
    )
)
_FORGET = Portable(
    lambda _: happenings.delete().where(
        happenings.c.id
        <= sa.select(sa.func.max(happenings.c.id) - sa.literal_column(str(KEPT))).scalar_subquery()
    )
)
