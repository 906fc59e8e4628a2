"""Connections: bounded in what a client may send before its request is one, and in time."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from gateway.refusals import Refused, bad_request
from gateway.sockets import LEAVING

HEAD_SECONDS = 10.0
"""So long a client may take for the head of a request, once it is connected or has begun it."""

WRITE_SECONDS = 30.0
"""So long a client may take to fetch its answer."""

HEAD_BYTES = 32 * 1024
"""The most that the address and the headers of a request may have together."""

_SLOW = Refused(408, "REQUEST_TIMEOUT", "The request took too long to arrive.")
_HEAD = Refused(
    431, "TOO_LARGE", f"The head of a request has at most {HEAD_BYTES // 1024} kilobytes."
)
_FORM = bad_request("BAD_REQUEST", "This is not a request in HTTP.")


class _TooLarge(Exception):
    """Stops the parser in the middle of a head that is too large."""


class Connection(HttpToolsProtocol):
    """A connection of uvicorn's that cuts off whoever is too slow or says too much."""

    head_seconds = HEAD_SECONDS
    write_seconds = WRITE_SECONDS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.url, self.headers = b"", []
        self._deadline: asyncio.TimerHandle | None = None
        self._unsent: asyncio.TimerHandle | None = None
        self._in_head = True
        self._received = 0   # bytes that came in while the head was not complete
        self._may_be_large = False   # whether more has come in than a head may have
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        if self._unsent is not None:
            self._unsent.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came, as far as it is not too much for a head."""
        if self._refused:
            return
        self._may_be_large = self._received + len(data) > HEAD_BYTES
        super().data_received(data)
        if self._in_head and not self._refused:
            self._received += len(data)
            if self._may_be_large:
                self._refuse(_HEAD)
            elif self._deadline is None and (self.cycle is None or self.cycle.response_complete):
                self._expect_head()

    def on_message_begin(self) -> None:
        """Count anew."""
        super().on_message_begin()
        self._in_head, self._received = True, 0

    def on_headers_complete(self) -> None:
        """Stop waiting: what comes now is the body, which has a time of its own."""
        if self._may_be_large and self._head_bytes() > HEAD_BYTES:
            raise _TooLarge
        self._in_head, self._received = False, 0
        self._stop_waiting()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """See to it that the answer is fetched."""
        if self.transport.get_write_buffer_size() > 0 and self._unsent is None:
            self._unsent = self.loop.call_later(self.write_seconds, self._give_up)
        super().on_response_complete()

    def shutdown(self) -> None:
        """Take leave once the answer is sent; a stream, which has no end, is told to end."""
        leaving = self.app_state.get(LEAVING)
        if leaving is not None:
            leaving.set()
        super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP, as every other refusal reads."""
        del msg
        self._refuse(_HEAD if self._head_bytes() > HEAD_BYTES else _FORM)

    def _head_bytes(self) -> int:
        """Return how large the head is, as far as the parser has made sense of it."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _expect_head(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(self.head_seconds, self._time_is_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _time_is_up(self) -> None:
        self._deadline = None
        if self.cycle is None or self.cycle.response_complete:
            self._refuse(_SLOW)

    def _give_up(self) -> None:
        self._unsent = None
        if self.transport.get_write_buffer_size() > 0:
            self.transport.abort()

    def _refuse(self, refusal: Refused) -> None:
        """Answer in place of the application, and take leave."""
        self._refused = True
        self._stop_waiting()
        if self.transport.is_closing():
            return
        body = refusal.body()
        head = (
            b"content-type: application/json; charset=utf-8\r\n"
            b"content-length: %d\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(STATUS_LINE[refusal.status] + head % len(body) + body)
        self.transport.close()
