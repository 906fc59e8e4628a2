"""Connections: bounded in what a client may send before its request is one, and in time."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.http.bare_replies import FORM, bare
from gateway.http.sockets import LEAVING
from gateway.refusals import Refused, bad_request

HEAD_SECONDS = 10.0
"""So long a client may take for the head of a request, once it is connected or has begun it."""

WRITE_SECONDS = 30.0
"""So long a client may take to fetch its answer."""

HEAD_BYTES = 32 * 1024
"""The most that the address and the headers of a request may have together."""

LATE_BYTES = 512 * 1024
"""So much of a body is still read that was answered already; its sender may not have known."""

_SLOW = Refused(408, "REQUEST_TIMEOUT", "The request took too long to arrive.")
_HEAD = Refused(
    431, "TOO_LARGE", f"The head of a request has at most {HEAD_BYTES // 1024} kilobytes."
)
_NO_HOST = bad_request("BAD_REQUEST", "A request in HTTP/1.1 says in `Host` to whom it goes.")
_BESIDE = Refused(
    431,
    "TOO_LARGE",
    f"What stands beside a request's body has at most {HEAD_BYTES // 1024} kilobytes.",
)


_WISHES = frozenset({b"connection", b"upgrade", b"http2-settings"})
"""Headers with which a client wishes to speak another protocol."""


class _Unfit(Exception):
    """Stops the parser at a head that is too large, or lacks what it has to have."""


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
        self._beside = 0   # bytes since the head, or the last of the body: extensions, trailers
        self._came = b""   # what is read just now
        self._late = 0   # bytes of a body that was answered already

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        self._expect_no_fetching()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came, as far as it is not too much for a head."""
        if self._refused:
            return
        if self._is_late(len(data)):
            self._refused = True
            self.transport.close()
            return
        self._may_be_large = self._received + len(data) > HEAD_BYTES
        self._beside += len(data)
        self._came = data
        super().data_received(data)
        self._came = b""
        if self._refused:
            return
        if not self._in_head:
            if self._beside > HEAD_BYTES:
                self._refuse(_BESIDE)
        else:
            self._received += len(data)
            if self._may_be_large:
                self._refuse(_HEAD)
            elif self._deadline is None and (self.cycle is None or self.cycle.response_complete):
                self._expect_head()

    def _is_late(self, bytes_: int) -> bool:
        """Whether the body goes on and on though it was answered, as nothing slows that down."""
        if self.cycle is not None and self.cycle.response_complete and self.cycle.more_body:
            self._late += bytes_
        return self._late > LATE_BYTES

    def on_message_begin(self) -> None:
        """Count anew."""
        super().on_message_begin()
        self._in_head, self._received, self._beside, self._late = True, 0, 0, 0

    def on_headers_complete(self) -> None:
        """Stop waiting: what comes now is the body, which has a time of its own.

        Behind the body there may be fields that look like headers. Nothing of them is read: what
        stands in between looked at the head alone. Whoever asks first whether to send the body at
        all may leave it away when the answer comes at once, so no further request comes after it.
        """
        if self._may_be_large and self._head_bytes() > HEAD_BYTES:
            raise _Unfit
        if b"host" not in dict(self.headers) and self.parser.get_http_version() == "1.1":
            self._refuse(_NO_HOST)  # RFC 9112, 3.2
            raise _Unfit
        self._in_head, self._received = False, 0
        self._stop_waiting()
        if not self.parser.should_upgrade():
            super().on_headers_complete()
            self.headers = []
            if self.expect_100_continue:
                self.cycle.keep_alive = False
        elif self._should_upgrade():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body in."""
        self._beside = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End the request, unless it is to be read once more."""
        if not self.parser.should_upgrade():
            super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait until some of what was sent is fetched, be it an answer or a stream."""
        super().pause_writing()
        self._expect_fetching()

    def resume_writing(self) -> None:
        """Go on with a stream; an answer that is complete has to be fetched to its end."""
        super().resume_writing()
        if not self.cycle.response_complete:
            self._expect_no_fetching()

    def on_response_complete(self) -> None:
        """See to it that the answer is fetched, and that a body which nobody read comes to an end.

        Each answer has a time of its own for it. Such a body is no request that is under way, nor a
        head that has begun.
        """
        self._expect_no_fetching()
        if self.transport.get_write_buffer_size() > 0:
            self._expect_fetching()
        if self.cycle.response_complete and self.cycle.more_body:
            self._expect_head()
        super().on_response_complete()

    def shutdown(self) -> None:
        """Take leave once the answer is sent; a stream, which has no end, is told to end."""
        leaving = self.app_state.get(LEAVING)
        if leaving is not None:
            leaving.set()
        super().shutdown()

    def _unsupported_upgrade_warning(self) -> None:
        """Read the request once more, without the wish for another protocol than WebSocket.

        Whoever utters it may be answered in this one; Java's client does with each POST in the
        clear. The parser has left the body unread.
        """
        ended, method = sys.exc_info()[1], self.parser.get_method()
        if not isinstance(ended, httptools.HttpParserUpgrade) or method == b"CONNECT":
            self._refuse(FORM)
            return
        version = self.parser.get_http_version().encode()
        lines = [method + b" " + self.url + b" HTTP/" + version]
        lines += [name + b": " + value for name, value in self.headers if name not in _WISHES]
        if not self.parser.should_keep_alive():
            lines.append(b"connection: close")
        unread = self._came[ended.args[0] :]
        self.parser = httptools.HttpRequestParser(self)
        super().data_received(b"\r\n".join((*lines, b"", unread)))

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP, as every other refusal reads."""
        del msg
        self._refuse(_HEAD if self._head_bytes() > HEAD_BYTES else FORM)

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

    def _expect_fetching(self) -> None:
        if self._unsent is None:
            self._unsent = self.loop.call_later(self.write_seconds, self._give_up)

    def _expect_no_fetching(self) -> None:
        if self._unsent is not None:
            self._unsent.cancel()
            self._unsent = None

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
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(bare(refusal))
        self.transport.close()
