"""WebSockets as uvicorn has them, but for how they end, and for what a client may have us keep."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

from gateway.http.bare_replies import FORM, bare

LEAVING = "leaving"
"""What the application calls, in its state, the event that is set once the process is to stop."""

ABANDON_SECONDS = 5.0
"""So long a client may take to read what was sent before the close, and the close itself."""

UNREAD_SECONDS = 30.0
"""So long a client may read so slowly that what was sent does not fit in between."""

MOST_FRAMES = 1_000
"""So many frames one message may come in: empty ones cost memory, and count towards no length."""


class Socket(WebSocketsSansIOProtocol):
    """A WebSocket that the application closes itself when the process is to stop."""

    unread_seconds = UNREAD_SECONDS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._unread: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Refuse what begins no WebSocket, such as a POST; uvicorn would let it wait for ever."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.write(bare(FORM))
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._is_read()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait for a client that does not read, but not for ever: it holds a place."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.unread_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client reads."""
        self._is_read()
        super().resume_writing()

    def _is_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def handle_ping(self) -> None:
        """Answer, unless the client reads no answers: pongs would wait for it without a bound."""
        if self._unread is None:
            super().handle_ping()
        else:
            self.conn.data_to_send()  # one pong, which a later one makes up for (RFC 6455, 5.5.3)

    def handle_cont(self, event: Frame) -> None:
        """Take a further frame of a message, unless it is one too many."""
        if self.close_sent:
            return
        if len(self.frames) < MOST_FRAMES:
            super().handle_cont(event)
        else:
            self.frames = []
            self.conn.fail(CloseCode.MESSAGE_TOO_BIG, f"over {MOST_FRAMES} frames")
            self.handle_parser_exception()

    def keepalive_timeout(self) -> None:
        """Give up on a client that has vanished, with what it did not read."""
        super().keepalive_timeout()
        self.loop.call_later(ABANDON_SECONDS, self.transport.abort)

    def shutdown(self) -> None:
        """Tell the application, which closes with 1001; uvicorn would say 1012."""
        leaving = self.app_state.get(LEAVING)
        if leaving is None or not self.handshake_complete or self.close_sent:
            super().shutdown()
        else:
            self.stop_keepalive()
            leaving.set()

    async def send(self, message: Any) -> None:
        """Send; a close waits for nobody, or a client that does not read would never be told."""
        if message["type"] == "websocket.close":
            self.writable.set()
        await super().send(message)
        if message["type"] == "websocket.http.response.body":
            self.handshake_complete = True  # it was refused: uvicorn would log that as an error

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """Give up on a client that does not read the close either."""
        super().on_task_complete(task)
        self.loop.call_later(ABANDON_SECONDS, self.transport.abort)
