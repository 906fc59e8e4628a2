"""A pool of connections that costs nothing to ask: no round trip, no reset, no proxy."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from store.errors import DatabaseUnavailable


class Pooled(Protocol):
    """What the pool needs to know of a connection."""

    def is_closed(self) -> bool:
        """Whether it can no longer be used."""

    async def close(self) -> None:
        """Take leave of the server."""

    def terminate(self) -> None:
        """Drop it at once, without a word to the server."""


C = TypeVar("C", bound=Pooled)


@dataclass(frozen=True, slots=True)
class Usage:
    """How many connections there may be, how many are in use, and how many wait for one."""

    most: int
    busy: int
    waiting: int


class Pool(Generic[C]):
    """Up to *size* connections, opened when they are needed; the one used last is the next.

    Whoever gives a connection back promises that it is as it was: outside a transaction, with no
    answer outstanding. Else it is to be dropped. A pool lives in one event loop.
    """

    def __init__(self, connect: Callable[[], Awaitable[C]], *, size: int, patience: float) -> None:
        self._connect = connect
        self._size = size
        self._patience = patience
        self._idle: list[C] = []
        self._opened = 0
        self._waiting: deque[asyncio.Future[C | None]] = deque()
        self._closed = False

    def usage(self) -> Usage:
        """Return how busy the connections are just now."""
        waiting = sum(not waiter.done() for waiter in self._waiting)
        return Usage(self._size, self._opened - len(self._idle), waiting)

    def take(self) -> C | None:
        """Take an idle connection, if there is one."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
            self._opened -= 1
        return None

    async def acquire(self) -> C:
        """Take a connection, opening one or waiting for one.

        Raises:
            DatabaseUnavailable: None can be opened, or all stay busy.
        """
        while True:
            connection = self.take() or (
                await self._open() if self._opened < self._size else await self._wait()
            )
            if connection is not None:
                return connection

    def give_back(self, connection: C) -> None:
        """Give a connection back in good order."""
        if self._closed or connection.is_closed():
            self.drop(connection)
        elif not self._hand_over(connection):
            self._idle.append(connection)

    def drop(self, connection: C) -> None:
        """Give up a connection whose state is unknown."""
        connection.terminate()
        self._opened -= 1
        self._hand_over(None)

    def drop_idle(self) -> None:
        """Give up what is idle: one connection broke, so the server may be gone for all."""
        while self._idle:
            self.drop(self._idle.pop())

    async def close(self) -> None:
        """Close what is idle now, and drop everything else when it is given back."""
        self._closed = True
        idle, self._idle = self._idle, []
        self._opened -= len(idle)
        await asyncio.gather(*(connection.close() for connection in idle))

    def _hand_over(self, connection: C | None) -> bool:
        """Wake who waits longest: with a connection, or (None) to look for one again."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return True
        return False

    async def _open(self) -> C:
        if self._closed:
            raise DatabaseUnavailable("the database was closed")
        self._opened += 1
        try:
            return await self._connect()
        except BaseException:
            self._opened -= 1
            self._hand_over(None)
            raise

    async def _wait(self) -> C | None:
        waiter: asyncio.Future[C | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout(self._patience):
                return await waiter
        except BaseException as error:
            if waiter.done() and not waiter.cancelled():
                # It came in the moment of giving up: the next in line shall have it.
                late = waiter.result()
                if late is None:
                    self._hand_over(None)
                else:
                    self.give_back(late)
            if isinstance(error, TimeoutError):
                raise DatabaseUnavailable(
                    f"all {self._size} connections to the database are busy"
                ) from None
            raise
