"""Events that appear: by the clock, or because somebody wrote them, or shows them again."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.content import events
from store.databases import Connection
from store.ids import first_id_at
from store.portable import Portable
from store.sql import NETWORK, NOW, Instant

OVERLAP = dt.timedelta(seconds=10)
"""Each look goes back so far behind the one before: rows may be kept later than they are dated."""


OVER = dt.timedelta(days=1)
"""Events that ended longer ago are not told when they are shown again: they are no news."""


class Publications:
    """Looks which events are new since it last looked, for each network by itself."""

    def __init__(self) -> None:
        self._looked: dict[str, dt.datetime] = {}
        self._seen: dict[str, frozenset[int]] = {}
        self._taken_back: dict[str, frozenset[int]] = {}

    async def begin(self, connection: Connection, network: str, now: dt.datetime) -> None:
        """Take note of what is there already, unless that was done."""
        if network not in self._looked:
            await self.since(connection, network, now)

    async def since(
        self, connection: Connection, network: str, now: dt.datetime
    ) -> list[int]:
        """Return the events that have appeared since the last look; none at the first.

        Those that were taken back, and are no longer, are among them, whatever became of them:
        what is not to be seen is not shown to anybody who follows.
        """
        before = self._looked.get(network, now)
        begin = before - OVERLAP
        rows = await _APPEARED.fetch(
            connection, network=network, now=now, begin=begin, first=first_id_at(begin)
        )
        found = frozenset(row[0] for row in rows)
        seen = self._seen.get(network, found)
        rows = await _GONE.fetch(connection, network=network, now=now, ended=now - OVER)
        gone = frozenset(row[0] for row in rows)
        returned = self._taken_back.get(network, gone) - gone
        self._looked[network], self._seen[network] = now, found
        self._taken_back[network] = gone
        return sorted((found - seen) | returned)

    def forget(self, network: str) -> None:
        """Begin anew: nobody follows the events of *network* any more."""
        self._looked.pop(network, None)
        self._seen.pop(network, None)
        self._taken_back.pop(network, None)


_APPEARED = Portable(
    lambda _: sa.select(events.c.id).where(
        events.c.network_id == NETWORK,
        events.c.published_at <= NOW,
        sa.or_(
            events.c.published_at > sa.bindparam("begin", type_=Instant()),
            events.c.id >= sa.bindparam("first", type_=sa.BigInteger()),
        ),
    )
)
_GONE = Portable(
    lambda _: sa.select(events.c.id).where(
        events.c.network_id == NETWORK,
        events.c.unpublished_at <= NOW,
        events.c.ends_at > sa.bindparam("ended", type_=Instant()),
    )
)
