"""The mark that the mutations of a session leave, by which a copy of the database shows them.

It is a number in the session's row, and is written in the transaction that does the work: whichever
copy holds the number holds the work, too, however rows come there and through whichever process
they were written.
"""

from __future__ import annotations

import sqlalchemy as sa

from store.databases import Connection
from store.people import sessions
from store.portable import Portable
from store.sql import NETWORK


async def leave_mark(connection: Connection, network: str, session: int) -> None:
    """Leave the next mark of *session*, in the transaction that *connection* is in."""
    await _LEAVE.fetch(connection, network=network, session=session)


async def has_mark(connection: Connection, network: str, session: int, mark: int) -> bool:
    """Whether a copy holds all that was done in *session* until it had this *mark*."""
    rows = await _FIND.fetch(connection, network=network, session=session)
    return bool(rows) and rows[0][0] >= mark


_ZERO: sa.ColumnElement[int] = sa.literal_column("0")
WRITES: sa.ColumnElement[int] = sa.func.coalesce(sessions.c.writes, _ZERO)
"""The mark of a session's row: 1 at first, 0 where no replica was thought of when it began."""

_ONE = sa.and_(
    sessions.c.network_id == NETWORK,
    sessions.c.id == sa.bindparam("session", type_=sa.BigInteger()),
)
_LEAVE = Portable(
    lambda _: sessions.update().where(_ONE).values(writes=WRITES + sa.literal_column("1"))
)
_FIND = Portable(lambda _: sa.select(WRITES).where(_ONE))
