"""The facts of all who ask at the same time, read with one statement."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from contextvars import Context, copy_context
from typing import NamedTuple

from store.databases import Database
from store.facts import Facts, read_facts
from store.sql import whole_second

PATIENCE_SECONDS = 0.05
"""So long a statement that is under way is waited for; then those who came later are asked about
beside it: a connection that hangs holds up nobody but who waits for it anyway."""


class _Question(NamedTuple):
    """Somebody who waits to be told of a session."""

    session: int
    network: str
    now: dt.datetime
    answer: asyncio.Future[Facts | None]


class FactsLoader:
    """Reads facts: of one session at once, and of whoever comes meanwhile with the next statement.

    Each statement begins after all whom it is for have asked, so nobody is told what was true
    before. A loader lives in one event loop.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._under_way = 0
        self._waiting: list[_Question] = []
        self._patience: asyncio.TimerHandle | None = None
        self._context: Context | None = None  # of whoever waits longest: what goes on is for them
        self._tasks: set[asyncio.Task[None]] = set()

    async def of(self, session: int, network: str, now: dt.datetime) -> Facts | None:
        """Return what is true of *session* at *now*; None where *network* has no such session.

        Raises:
            DatabaseUnavailable: It cannot be read.
        """
        if self._under_way:
            return await self._meanwhile(session, network, now)
        self._under_way += 1
        try:
            async with self._database.connection() as connection:
                found = await read_facts(connection, network, [session], now)
        finally:
            self._over()
        return found.get(session)

    async def close(self) -> None:
        """Give up what is under way; whoever still waits for it is cancelled."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _meanwhile(
        self, session: int, network: str, now: dt.datetime
    ) -> asyncio.Future[Facts | None]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Facts | None] = loop.create_future()
        self._waiting.append(_Question(session, network, whole_second(now), answer))
        if self._patience is None:
            self._patience = loop.call_later(PATIENCE_SECONDS, self._next)
            self._context = copy_context()
        return answer

    def _over(self) -> None:
        self._under_way -= 1
        if self._waiting:
            self._next()

    def _next(self) -> None:
        """Ask about all who wait."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        waiting, self._waiting = self._waiting, []
        self._under_way += 1
        task = asyncio.get_running_loop().create_task(self._answer(waiting), context=self._context)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, waiting: list[_Question]) -> None:
        """Answer the questions of *waiting*: with one statement, where they are of one moment."""
        try:
            async with self._database.connection() as connection:
                for (network, now), asked in _alike(waiting).items():
                    sessions = list({each.session for each in asked})
                    found = await read_facts(connection, network, sessions, now)
                    for each in asked:
                        if not each.answer.done():  # done: whoever asked has left
                            each.answer.set_result(found.get(each.session))
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            for each in waiting:
                if not each.answer.done():
                    each.answer.set_exception(error)
        finally:
            for each in waiting:
                each.answer.cancel()  # nothing, unless the loop ends
            self._over()


def _alike(waiting: list[_Question]) -> dict[tuple[str, dt.datetime], list[_Question]]:
    """Put those together about whom one statement can ask."""
    found: defaultdict[tuple[str, dt.datetime], list[_Question]] = defaultdict(list)
    for each in waiting:
        found[each.network, each.now].append(each)
    return found
