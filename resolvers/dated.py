"""What holds from one moment until another: begun and ended by somebody, and never overwritten."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from planning.mutations import Work
from resolvers.rows import insert
from store.membership import in_force
from store.portable import Portable
from store.sql import NETWORK, NOW


class Dated:
    """The rows of a dated table; those that agree in the columns *keys* say the same of the same.

    Whoever begins and ends them has taken turns for what they are about.
    """

    def __init__(self, table: sa.Table, *keys: str) -> None:
        self._table = table
        this = (
            table.c.network_id == NETWORK,
            *(table.c[key] == sa.bindparam(key, type_=table.c[key].type) for key in keys),
            in_force(table),
        )
        self._read = Portable(lambda _: sa.select(table.c.id).where(*this).order_by(table.c.id))
        self._end = Portable(lambda _: table.update().where(*this).values(until_at=NOW))

    async def holding(self, work: Work, **keys: Any) -> list[int]:
        """Return the rows that hold now, by id; there is one at the most unless data is odd."""
        rows = await self._read.fetch(
            work.connection, network=work.tree.root(work.portal), now=work.now, **keys
        )
        return [row for (row,) in rows]

    async def begin(self, work: Work, why: str, **values: Any) -> int:
        """Let something hold from now on, because the viewer says so; return its row's id."""
        return await insert(
            work.connection,
            self._table,
            work.tree.root(work.portal),
            **values,
            from_at=work.now,
            until_at=None,
            by_whom=f"login {work.viewer.login}",
            why=why,
        )

    async def end(self, work: Work, **keys: Any) -> None:
        """Let it hold no longer; that it did stays to be read."""
        await self._end.fetch(
            work.connection, network=work.tree.root(work.portal), now=work.now, **keys
        )
