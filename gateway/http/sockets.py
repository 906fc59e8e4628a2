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


MOST_CONTROL = 500
"""So many pings and pongs a client may send between two pings of ours, which are 20 seconds apart:
nobody else is served while they are read, and they need no turn of the application."""


MOST_LATE = 1_000
"""So many messages may have been under way when the connection was closed."""


class Socket(WebSocketsSansIOProtocol):
    """A WebSocket that the application closes itself when the process is to stop."""

    unread_seconds = UNREAD_SECONDS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._unread: asyncio.TimerHandle | None = None
        self._control = 0
        self._late = 0

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
        """Answer, as long as there are not too many of them: pongs wait for who does not read."""
        self._count_control()
        super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        """Take note that the client is there."""
        self._count_control()
        super().handle_pong(event)

    def _count_control(self) -> None:
        self._control += 1
        if self._control > MOST_CONTROL:
            self._fail(CloseCode.POLICY_VIOLATION, "too many pings")

    def send_keepalive_ping(self) -> None:
        """Ask whether the client is there, and count its pings anew."""
        self._control = 0
        super().send_keepalive_ping()

    def handle_cont(self, event: Frame) -> None:
        """Take a further frame of a message, unless it is one too many."""
        if len(self.frames) < MOST_FRAMES:
            super().handle_cont(event)
        else:
            self._fail(CloseCode.MESSAGE_TOO_BIG, f"over {MOST_FRAMES} frames")

    def send_receive_event_to_app(self) -> None:
        """Hand a message on; behind a close nobody takes it, and nothing slows its sender down."""
        super().send_receive_event_to_app()
        if self.close_sent:
            self._late += 1
            if self._late > MOST_LATE:
                self.transport.abort()

    def _fail(self, code: CloseCode, reason: str) -> None:
        """End the connection; what came with the frame that was too much is not looked at."""
        if not self.close_sent:
            self.conn.fail(code, reason)
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
