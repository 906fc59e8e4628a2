"""Copies of a PostgreSQL database that follow it (streaming replication), asked in its place.

How far a copy is behind is measured against the primary: it is noted now and then how far the
primary's log goes, and later how far each copy has come. So neither clocks that differ nor a copy
that has lost its primary, and believes that nothing happens, is taken for up to date.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from itertools import count
from time import monotonic

from store.databases import Connection, Database, open_database, read_address
from store.errors import DatabaseUnavailable
from store.log_positions import OF_COPY, OF_PRIMARY, Position, ask_position
from store.write_marks import has_mark

log = logging.getLogger("portal.database")

LOOK_SECONDS = 1.0
"""So often it is looked how far each copy has come."""

MARKS_REMEMBERED = 10_000
"""Sessions of which it is remembered what a copy holds."""

BEHIND = "it is too far behind"
"""The fault of a copy that is in order, and late."""

Opened = Callable[[str], Database]
"""Makes the database at an address available, as `store.databases.open_database` does."""


class NoReplica(Exception):
    """What an address names is no copy of the primary; the text says what it is."""


class Replica:
    """One copy. `fault` says why it is not asked, None where it is; `asked` counts answers.

    `held_at` is a moment of this process' clock: the copy holds all that the primary held then.
    """

    def __init__(self, url: str, opened: Opened) -> None:
        address = read_address(url)
        host = address.host or address.query.get("host", "localhost")
        self.name = f"{host}:{address.port or 5432}"
        self.fault: str | None = "it was not looked at yet"
        self.held_at = float("-inf")
        self.asked = 0
        self._database = opened(url)
        self._marks: OrderedDict[int, int] = OrderedDict()

    @property
    def lag(self) -> float:
        """Seconds that it is behind the primary at the most; endless where that is not known."""
        return monotonic() - self.held_at

    def reading(self, *, snapshot: bool) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection to it: for one statement, or with a *snapshot* for several."""
        return self._database.snapshot() if snapshot else self._database.connection()

    async def holds(self, connection: Connection, network: str, session: int, mark: int) -> bool:
        """Whether all that was done in *session* until it had this *mark* is seen here.

        *connection* is one of this copy's. What it held once it holds for good.
        """
        if mark <= self._marks.get(session, 0):
            return True
        if not await has_mark(connection, network, session, mark):
            return False
        self._marks[session] = mark
        if len(self._marks) > MARKS_REMEMBERED:
            self._marks.popitem(last=False)
        return True

    async def position(self, primary: Position) -> int:
        """Ask how far it has come in the log of *primary*.

        Raises:
            DatabaseUnavailable: It does not answer.
            NoReplica: It is no copy of that one.
        """
        own = await ask_position(self._database, OF_COPY)
        if own is None:
            raise NoReplica("it is no replica, since it takes writes of its own")
        if (own.server, own.database) != (primary.server, primary.database):
            raise NoReplica("it is a replica of another database")
        return own.reached

    def lose(self, why: str) -> None:
        """Ask it no more until the next look finds it in order."""
        self.judge(why)
        self.held_at = float("-inf")
        self._marks.clear()  # whatever answers there next may be another server

    def judge(self, fault: str | None) -> None:
        """Take note of what is wrong with it, or that nothing is; what is new is logged."""
        if fault is not None and self.fault is None:
            log.warning("the replica %s is not asked: %s", self.name, fault)
        if fault is None and self.fault is not None:
            log.info("the replica %s is asked from now on", self.name)
        self.fault = fault

    async def close(self) -> None:
        """Let go of its connections."""
        await self._database.close()


class Replicas:
    """All copies of one primary, asked in turn as long as they are not too far behind it.

    `missed` counts answers that a copy could not give, or did not hold yet.
    """

    def __init__(
        self,
        primary: Database,
        urls: Iterable[str],
        lag_seconds: float,
        *,
        opened: Opened = open_database,
    ) -> None:
        """Ask the copies at *urls* that are behind by *lag_seconds* at the most.

        *opened* makes each of them available.
        """
        self._primary = primary
        self.copies = tuple(Replica(url, opened) for url in urls)
        self._lag_seconds = lag_seconds
        self._noted: deque[tuple[float, int]] = deque()  # when, and how far the primary's log went
        self._turn = count()
        self.missed = 0

    def choose(self) -> Replica | None:
        """Return the next copy that may be asked now; None where there is none."""
        first, number = next(self._turn), len(self.copies)
        for offset in range(number):
            replica = self.copies[(first + offset) % number]
            if self.is_fit(replica):
                return replica
        return None

    def is_fit(self, replica: Replica) -> bool:
        """Whether *replica* may be asked now."""
        return replica.fault is None and replica.lag <= self._lag_seconds

    async def watch(self) -> None:
        """Look how far the copies are, until cancelled; for one that hangs no other one waits."""
        looks: dict[Replica, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    primary = await self._note()
                except DatabaseUnavailable:
                    pass  # nobody knows how far behind they are, and soon none is fit any more
                except Exception:
                    log.exception("looking at the primary of the replicas stumbled; it goes on")
                else:
                    for replica in self.copies:
                        if replica not in looks or looks[replica].done():
                            looks[replica] = group.create_task(self._look_at(replica, primary))
                await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Look once at all of them.

        Raises:
            DatabaseUnavailable: The primary is away.
        """
        primary = await self._note()
        await asyncio.gather(*(self._look_at(replica, primary) for replica in self.copies))

    async def _note(self) -> Position:
        """Note how far the primary's log goes now.

        Raises:
            DatabaseUnavailable: It is away.
        """
        began = monotonic()
        primary = await ask_position(self._primary, OF_PRIMARY)
        if primary is None:
            raise DatabaseUnavailable("the primary is a replica itself")
        self._noted.append((began, primary.reached))
        while self._noted[0][0] < began - 2 * self._lag_seconds:
            self._noted.popleft()
        return primary

    async def _look_at(self, replica: Replica, primary: Position) -> None:
        try:
            reached = await replica.position(primary)
        except (DatabaseUnavailable, NoReplica) as error:
            replica.lose(str(error))
            return
        except Exception:
            log.exception("looking at the replica %s stumbled; it goes on", replica.name)
            replica.lose("looking at it failed")
            return
        held = [moment for moment, noted in self._noted if noted <= reached]
        replica.held_at = max([replica.held_at, *held])
        is_near = replica.lag <= self._lag_seconds
        replica.judge(None if is_near else BEHIND)

    async def close(self) -> None:
        """Let go of all connections."""
        await asyncio.gather(*(replica.close() for replica in self.copies))
