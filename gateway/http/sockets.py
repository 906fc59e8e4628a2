"""WebSockets as uvicorn has them, but for how they end."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from gateway.http.bare_replies import FORM, bare

LEAVING = "leaving"
"""What the application calls, in its state, the event that is set once the process is to stop."""

ABANDON_SECONDS = 5.0
"""So long a client may take to read what was sent before the close, and the close itself."""


class Socket(WebSocketsSansIOProtocol):
    """A WebSocket that the application closes itself when the process is to stop."""

    def data_received(self, data: bytes) -> None:
        """Refuse what begins no WebSocket, such as a POST; uvicorn would let it wait for ever."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.write(bare(FORM))
            self.transport.close()

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
