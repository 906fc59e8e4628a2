"""What waits to be sent to one client: in order, and bounded, so that a slow one costs little."""

from __future__ import annotations

import asyncio
from collections import deque

EACH = 100
"""Bytes that a waiting message takes besides its own, about."""


class Outbox:
    """Messages for one connection; who puts one in never waits."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._news = asyncio.Event()
        self._is_closed = False

    def put(self, message: bytes) -> bool:
        """Have *message* sent; say no where too much waits already, or nothing is sent any more."""
        if self._is_closed or self._bytes + len(message) + EACH > self._most:
            return False
        self._waiting.append(message)
        self._bytes += len(message) + EACH
        self._news.set()
        return True

    def close(self, *, at_once: bool = False) -> None:
        """Take no more; what waits is still sent, unless it is to be *at_once*."""
        self._is_closed = True
        if at_once:
            self._waiting.clear()
        self._news.set()

    async def get(self) -> bytes | None:
        """Take the next message out; None where there is none and will be none."""
        while not self._waiting:
            if self._is_closed:
                return None
            self._news.clear()
            await self._news.wait()
        message = self._waiting.popleft()
        self._bytes -= len(message) + EACH
        return message
