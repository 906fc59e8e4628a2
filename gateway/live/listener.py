"""Listening for what happens: the database is listened to while somebody follows something.

While nobody does, no connection is held for it and no row is looked for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from store.databases import Database
from store.errors import DatabaseUnavailable
from store.happenings import Happening

log = logging.getLogger("portal.live")

RETRY_SECONDS = 1.0
"""So long after the database broke off it is listened to again."""

QUIET_SECONDS = 30.0
"""So often it is looked whether anybody follows anything yet."""

BEGIN_SECONDS = 6.0
"""So long whoever is the first to follow something waits until the database is listened to."""


class Listener:
    """Listens for all streams of a process; *take* is told what happens, *lose* of a gap."""

    def __init__(
        self,
        database: Database,
        take: Callable[[Happening], None],
        lose: Callable[[], None],
        is_followed: Callable[[], bool],
    ) -> None:
        self._database = database
        self._take = take
        self._lose = lose
        self._is_followed = is_followed
        self._wanted = asyncio.Event()
        self._on = False
        self._tried = asyncio.Event()
        self._is_away = False  # the database, when it was last listened to
        self._beginning = 0
        self._gaps = 0

    @property
    def is_on(self) -> bool:
        """Whether the database is listened to."""
        return self._on

    @asynccontextmanager
    async def without_a_gap(self) -> AsyncIterator[Callable[[], None]]:
        """Begin to follow something within the block; ask what is given there before it counts.

        Raises:
            DatabaseUnavailable: Nothing can be heard; or, when asked, something may be missed.
        """
        self._beginning += 1
        try:
            await self._begin()
            gaps = self._gaps

            def check() -> None:
                if self._gaps != gaps or not self.is_on:
                    raise DatabaseUnavailable("the database broke off just now")

            yield check
        finally:
            self._beginning -= 1

    async def _begin(self) -> None:
        self._wanted.set()
        if self._is_away:
            raise DatabaseUnavailable("nothing can be heard from the database just now")
        try:
            async with asyncio.timeout(BEGIN_SECONDS):
                while not self._on:
                    self._tried.clear()
                    await self._tried.wait()
                    if self._is_away:
                        raise DatabaseUnavailable("nothing can be heard from the database")
        except TimeoutError:
            raise DatabaseUnavailable("the database does not let itself be heard") from None

    async def run(self) -> None:
        """Listen whenever that is wanted, until cancelled."""
        while True:
            await self._wanted.wait()
            try:
                async with self._database.listening() as heard:
                    self._is_away, self._on = False, True
                    self._tried.set()
                    await self._take_all(heard)
                    continue
            except DatabaseUnavailable as error:
                if not self._is_away:
                    log.warning("nothing is heard any more: %s", error)
            except Exception:
                log.exception("listening to the database failed; it begins again")
            finally:
                self._on = False
            self._is_away = True
            self._tried.set()
            self._gaps += 1
            self._lose()
            await asyncio.sleep(RETRY_SECONDS)

    async def _take_all(self, heard: AsyncIterator[Happening]) -> None:
        """Take what happens until nobody follows anything any more."""
        taking = asyncio.create_task(self._take_each(heard))
        try:
            while not taking.done():
                await asyncio.wait([taking], timeout=QUIET_SECONDS)
                if not (taking.done() or self._beginning or self._is_followed()):
                    self._wanted.clear()
                    self._on = False
                    return
            await taking
        finally:
            taking.cancel()
            with suppress(asyncio.CancelledError, DatabaseUnavailable):
                await taking

    async def _take_each(self, heard: AsyncIterator[Happening]) -> None:
        async for happening in heard:
            self._take(happening)
